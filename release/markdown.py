"""Markdown that scraped text cannot break out of."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")


def escaped(text: object) -> str:
    """Text as it is, whatever signs it holds."""
    return _SIGNS.sub(r"\\\1", " ".join(str(text).split()))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], n_words: int = 1) -> list[str]:
    """A table of cells that are Markdown already; after the first `n_words` columns they stand to the right."""
    sides = [" --- " if place < n_words else " ---: " for place in range(len(header))]
    return [_line(header), f"|{'|'.join(sides)}|", *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
