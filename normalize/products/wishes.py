"""What people have decided: pairs of listings that are the same product, or different ones, whatever rules say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.lookups import read_lines

_FILE: Final = "products.csv"
_HEADER: Final = ["tool", "other", "relation", "reason", "date"]
_ID: Final = re.compile(r"[0-9a-f]{32}")

Relation = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One line: two listings, by id or as `site/slug`, how they relate, and where that stands."""

    tool: str
    other: str
    relation: Relation
    place: str


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
    if word == "same" or word == "different":
        return word
    raise UserError(f"{where}: {word[:80]!r} is no relation", "write same or different")


def _named(name: str, where: str) -> str:
    if _ID.fullmatch(name.lower()):
        return name.lower()
    site, _, slug = name.partition("/")
    if site and slug and "://" not in name:
        return name
    raise UserError(f"{where}: {name[:80]!r} names no listing", "give a tool_id or site/slug")
