"""Where a printed text stands on a page, and what stands before and after it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from normalize.generic.outline import outline_of
from normalize.page import PageText
from normalize.text import fold

_MOST_PLACES: Final = 500  # of one text; of a short one that is everywhere the first will do
_JOINT: Final = " · "  # between what readers put together from several blocks


@dataclass(frozen=True, slots=True)
class Place:
    """The block or blocks that print a text, and the blocks beside them; None at an end of the page.

    `n_alike` counts the other places that print it as well: which of them the value was read from is not known.
    """

    printed: str
    before: str | None
    after: str | None
    n_alike: int = 0


_Span = tuple[int, int]  # first and last block
_Rank = tuple[bool, int]  # whether it is in the page's frame; 0 alone, 1 in one block, 2 in several


@dataclass
class Places:
    """Finds texts on one page; a text that was asked for twice under one field is looked for in its next place."""

    page: PageText
    _taken: set[tuple[str, _Span]] = field(default_factory=set)

    def __post_init__(self) -> None:
        folded = [fold(block.text) for block in self.page.blocks]
        self._joined = "".join(folded)
        self._ends = list(accumulate(map(len, folded)))
        self._is_frame = outline_of(self.page).is_frame

    def find(self, text: str | None, label: str, after: str | None = None) -> Place | None:
        """The place of a text of the field `label`, behind the text `after` where one is given."""
        start = next((first for _, (first, _) in self._spans(fold(after), 0)), 0) if after else 0
        for part in (text or "", *sorted((text or "").split(_JOINT), key=len, reverse=True)):
            ranked = self._spans(fold(part), start)
            if not ranked:
                continue
            free = [each for each in ranked if (label, each[1]) not in self._taken] or ranked
            rank, span = free[0]
            self._taken.add((label, span))
            return self._place(span, 0 if start else sum(each[0] == rank for each in free) - 1)
        return None

    def _spans(self, needle: str, start: int) -> list[tuple[_Rank, _Span]]:
        """Blocks that print a text: alone before among others, in the page's body before in its frame."""
        return sorted(set(self._occurrences(needle, self._ends[start - 1] if start else 0)))

    def _occurrences(self, needle: str, at: int) -> Iterator[tuple[_Rank, _Span]]:
        for _ in range(_MOST_PLACES):
            at = self._joined.find(needle, at) if needle else -1
            if at < 0:
                return
            first, last = bisect_right(self._ends, at), bisect_right(self._ends, at + len(needle) - 1)
            begins = at == (self._ends[first - 1] if first else 0)
            is_whole = begins and at + len(needle) == self._ends[last]
            yield (self._is_frame[first], 0 if is_whole else 1 if first == last else 2), (first, last)
            at += 1

    def _place(self, span: _Span, n_alike: int) -> Place:
        blocks, (first, last) = self.page.blocks, span
        return Place(
            printed=" ".join(block.text for block in blocks[first : last + 1]),
            before=blocks[first - 1].text if first else None,
            after=blocks[last + 1].text if last + 1 < len(blocks) else None,
            n_alike=n_alike,
        )
