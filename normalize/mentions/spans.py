"""Where in a text names may stand: known ones with what belongs to them, and words spelled like names, in lists."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from normalize.mentions import shapes
from normalize.mentions.known import Hit, KnownNames
from normalize.mentions.words import ALSO_WORDS, EDITIONS

_OWNER: Final = re.compile(r"['’]s (?:own |new |latest |next |upcoming )*")
_BETWEEN: Final = re.compile(
    r"\s*(?:,|;|/|&|\+|,? ?\b(?:and|or|plus|then|nor|as well as)\b)\s*(?:or|and|then|followed by|plus)?\s*"
    r"(?:even |maybe |perhaps |also |plain |good old |the |a |an )?[\"“‘'`]?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What may be a mention. `lead` is where the words begin that belong to it: "Acme's own Larkspur"."""

    start: int
    end: int
    lead: int
    form: str | None  # the known name it is
    is_other: bool  # a known name and more, which makes it another product


def names(text: str, known: KnownNames) -> Iterator[Name]:
    """Known names and words spelled like names, joined where they overlap, in order."""
    spans = list(_spans(text, known.hits(text), list(shapes.runs(text))))
    for n, name in enumerate(spans):
        owner = spans[n - 1] if n else None
        is_owned = owner is not None and _OWNER.fullmatch(text, owner.end, name.start)
        yield replace(name, lead=owner.lead) if owner and is_owned else name


def _spans(text: str, hits: list[Hit], runs: list[shapes.Run]) -> Iterator[Name]:
    """Known names with what belongs to them, the vendor before and an edition behind; and runs without known names."""
    waiting = deque(runs)
    for n, hit in enumerate(hits):
        while waiting and waiting[0].end <= hit.start:
            run = waiting.popleft()
            if not n or run.start >= hits[n - 1].end:
                yield Name(run.start, run.end, run.start, None, False)
        start, end = hit.start, hit.end
        if waiting and waiting[0].start < hit.end:
            start = min(start, max(waiting[0].start, hits[n - 1].end if n else 0))
            end = max(end, min(waiting[0].end, hits[n + 1].start if n + 1 < len(hits) else len(text)))
        yield _with_edition(text, hit, start, end)
    for run in waiting:
        if not hits or run.start >= hits[-1].end:
            yield Name(run.start, run.end, run.start, None, False)


def _with_edition(text: str, hit: Hit, start: int, end: int) -> Name:
    """A known name in words spelled like one: with its vendor it is the same, with an edition another product.

    A word at the beginning of a sentence has its capital from there, and a name that is also a word ("Flow") is none
    where other words make another name of it ("Flow State").
    """
    head, tail = text[start : hit.start].strip(), text[hit.end : end].split()
    is_vendor = bool(head) and shapes.is_company(head)
    is_longer = bool(head) and not is_vendor and not shapes.is_sentence_start(text, start)
    is_edition = bool(tail) and (tail[0].casefold() in EDITIONS or tail[0][0].isdigit())
    if tail and tail[0][0] != "-" and not is_edition and hit.name in ALSO_WORDS:
        return Name(start, end, start, None, False)
    first = start if is_vendor or is_longer else hit.start
    return Name(first, end if is_edition else hit.end, first, hit.name, is_longer or is_edition)


def groups(text: str, found: Iterable[Name]) -> Iterator[list[Name]]:
    """Names that stand in a list: "X, Y, and Z"."""
    group: list[Name] = []
    for name in found:
        if group and not _BETWEEN.fullmatch(text, group[-1].end, name.lead):
            if not (name.lead < name.start and name.lead == group[-1].lead):
                yield group
                group = []
        group.append(name)
    if group:
        yield group
