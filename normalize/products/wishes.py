"""What people have decided: pairs of listings that are the same product, or different ones, whatever rules say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    """What people want, in ids of listings that there are."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        wishes = sorted(wishes, key=lambda wish: (wish.tool, wish.other, wish.place))
        self.same = [wish for wish in wishes if wish.relation == "same"]
        self._apart: dict[str, set[str]] = defaultdict(set)
        for wish in wishes:
            if wish.relation == "different":
                self._apart[wish.tool].add(wish.other)
                self._apart[wish.other].add(wish.tool)

    @classmethod
    def of(cls, lines: Iterable[Wish], listings: Iterable[Listing]) -> tuple[Self, list[tuple[str, str]]]:
        """What lines say of listings, and what they name that is none, with its place."""
        ids = {name: each.tool_id for each in listings for name in (each.tool_id, f"{each.site}/{each.slug}")}
        known = (
            replace(line, tool=ids[line.tool], other=ids[line.other]) for line in lines if _names(line) <= ids.keys()
        )
        unknown = [(name, line.place) for line in lines for name in sorted(_names(line) - ids.keys())]
        return cls(known), unknown

    def are_different(self, one: str, other: str) -> bool:
        """Whether a person has divided two listings."""
        return other in self._apart.get(one, ())

    def divide(self, some: set[str], others: set[str]) -> bool:
        """Whether a person has divided any of some listings from any of others."""
        return any(not others.isdisjoint(apart) for tool, apart in self._apart.items() if tool in some)


def _names(line: Wish) -> set[str]:
    return {line.tool, line.other}


def read_wishes(dataset: Dataset) -> list[Wish]:
    """Return the lines of the project's list and the dataset's own. Raises UserError for a list that cannot be read."""
    return [each for path in dataset.lookups(_FILE) for each in _read(path)]


def _read(path: Path) -> Iterator[Wish]:
    for (tool, other, relation, *_), where in read_lines(path, _HEADER):
        pair = _named(tool, where), _named(other, where)
        if pair[0] == pair[1]:
            raise UserError(f"{where}: a listing and itself", "name two listings")
        yield Wish(*pair, _relation(relation.casefold(), where), where)


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
