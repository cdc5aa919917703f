"""What people have decided: pairs of listings that are the same product, or different ones, whatever rules say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, Self

from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.lookups import read_lines
from normalize.products.listing import Listing

_FILE: Final = "products.csv"
_HEADER: Final = ["tool", "other", "relation", "reason", "date"]
_ID: Final = re.compile(r"[0-9a-f]{32}")

Relation = Literal["same", "different"]
_RELATIONS: Final[dict[str, Relation]] = {"same": "same", "different": "different"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One line: two listings, by id or as `site/slug`, how they relate, and where that stands."""

    tool: str
    other: str
    relation: Relation
    place: str


class Wishes:
    """What people want, in ids of listings that there are. Raises UserError where lines contradict each other."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        wishes = sorted(wishes, key=lambda wish: (wish.tool, wish.other, wish.place))
        self.same = [wish for wish in wishes if wish.relation == "same"]
        self._one: dict[str, set[str]] = {}
        for wish in self.same:
            joined = self._all_of(wish.tool) | self._all_of(wish.other)
            self._one |= dict.fromkeys(joined, joined)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for wish in wishes:
            if wish.relation == "different":
                self._divide(wish)

    def _all_of(self, tool: str) -> set[str]:
        return self._one.get(tool, {tool})

    def _divide(self, wish: Wish) -> None:
        """What is the same as the one is different from all that is the same as the other."""
        some, others = self._all_of(wish.tool), self._all_of(wish.other)
        if some is others:
            raise UserError(f"{wish.place}: different here, and the same by other lines", "mend the lines")
        for tool in some:
            self._apart[tool] |= others
        for tool in others:
            self._apart[tool] |= some

    @classmethod
    def of(cls, lines: Iterable[Wish], listings: list[Listing]) -> tuple[Self, list[tuple[str, str]]]:
        """What lines say of listings, and what they name that is none, with its place.

        Raises UserError for a line that names one listing twice.
        """
        ids = {f"{each.site}/{each.slug}": each.tool_id for each in listings if each.slug}
        ids |= {each.tool_id: each.tool_id for each in listings}
        known, unknown = [], []
        for line in lines:
            if missing := [name for name in (line.tool, line.other) if name not in ids]:
                unknown += [(name, line.place) for name in missing]
            elif ids[line.tool] == ids[line.other]:
                raise UserError(f"{line.place}: a listing and itself", "name two listings")
            else:
                known.append(replace(line, tool=ids[line.tool], other=ids[line.other]))
        return cls(known), unknown

    def apart_from(self, tool: str) -> Set[str]:
        """Listings that a person has divided a listing from."""
        return self._apart.get(tool, frozenset())

    def divide(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a person has divided any of some listings from any of others."""
        if not self._apart:
            return False
        there = set(others)
        return any(not there.isdisjoint(self.apart_from(tool)) for tool in some)


def read_wishes(dataset: Dataset) -> list[Wish]:
    """Return the lines of the project's list and the dataset's own. Raises UserError for a list that cannot be read."""
    return [each for path in dataset.lookups(_FILE) for each in _read(path)]


def _read(path: Path) -> Iterator[Wish]:
    for (tool, other, relation, *_), where in read_lines(path, _HEADER):
        yield Wish(_named(tool, where), _named(other, where), _relation(relation.casefold(), where), where)


def _relation(word: str, where: str) -> Relation:
    if word in _RELATIONS:
        return _RELATIONS[word]
    raise UserError(f"{where}: {word[:80]!r} is no relation", "write same or different")


def _named(name: str, where: str) -> str:
    if _ID.fullmatch(name.lower()):
        return name.lower()
    site, _, slug = name.partition("/")
    if site and slug and "://" not in name:
        return name
    raise UserError(f"{where}: {name[:80]!r} names no listing", "give a tool_id or site/slug")
