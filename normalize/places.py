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
    """The block or blocks that print a text, and the blocks beside them; None at an end of the page."""

    printed: str
    before: str | None
    after: str | None


_Span = tuple[int, int]  # first and last block


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
        start = next((first for first, _ in self._spans(fold(after), 0)), 0) if after else 0
        for part in (text or "", *sorted((text or "").split(_JOINT), key=len, reverse=True)):
            spans = list(self._spans(fold(part), start))
            if not spans:
                continue
            free = [span for span in spans if (label, span) not in self._taken] or spans
            self._taken.add((label, free[0]))
            return self._place(free[0])
        return None

    def _spans(self, needle: str, start: int) -> list[_Span]:
        """Blocks that print a text: alone before among others, in the page's body before in its frame."""
        found = list(dict.fromkeys(self._occurrences(needle, self._ends[start - 1] if start else 0)))
        return [span for _, span in sorted(found, key=lambda each: (each[0], each[1]))]

    def _occurrences(self, needle: str, at: int) -> Iterator[tuple[tuple[bool, int], _Span]]:
        for _ in range(_MOST_PLACES):
            at = self._joined.find(needle, at) if needle else -1
            if at < 0:
                return
            first, last = bisect_right(self._ends, at), bisect_right(self._ends, at + len(needle) - 1)
            begins = at == (self._ends[first - 1] if first else 0)
            is_whole = begins and at + len(needle) == self._ends[last]
            yield (self._is_frame[first], 0 if is_whole else 1 if first == last else 2), (first, last)
            at += 1

    def _place(self, span: _Span) -> Place:
        blocks, (first, last) = self.page.blocks, span
        return Place(
            printed=" ".join(block.text for block in blocks[first : last + 1]),
            before=blocks[first - 1].text if first else None,
            after=blocks[last + 1].text if last + 1 < len(blocks) else None,
        )
