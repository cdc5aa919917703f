"""Sentences that say what will be, and by when: so that one can come back and see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from normalize.predictions.commitment import commits, is_own_plan
from normalize.predictions.horizons import horizons

_TIME_WORDS: Final = (
    "day week fortnight month quarter year decade christmas spring summer autumn fall winter january february march "
    "april may june july august september october november december q1 q2 q3 q4 h1 h2 20 21"
).split()
_END: Final = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s)|\n)\s*")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|etc|inc|ltd|approx|no|dr|mr|mrs|ms|st|ca|cf|al)|\b[A-Z])\.\s*$", re.I
)
_MOST_TIMES: Final = 8  # in a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Prediction:
    """A sentence that commits to a time: `text[start:end]`, in code points; its time words, their date."""

    start: int
    end: int
    text: str
    horizon_text: str
    horizon_date: date


def find_predictions(text: str, seen_at: datetime) -> list[Prediction]:
    """Return the sentences of a text that say what will be and by when, in order.

    Of several times in a sentence one with its year counts before one that is reckoned, then the first. Times
    count from the day of `seen_at`, and what has passed by then is no prediction. A sentence commits when it says so
    (will, bet, expect …), when it names an end ("dead in 12 months"), or what is true *by* a year to come. Questions,
    conditions, what the speaker means to do, and how long a thing takes or lasts are none.
    """
    return list(_found(text, seen_at.date())) if _names_time(text) else []


def _found(text: str, seen: date) -> Iterator[Prediction]:
    for start, end in _sentences(text):
        sentence = text[start:end]
        if not _names_time(sentence) or sentence.rstrip('"”’)]').endswith("?"):
            continue
        named = list(islice(horizons(sentence, seen), _MOST_TIMES))
        if not named or is_own_plan(sentence):
            continue
        times = [horizon for horizon in named if commits(sentence, horizon)]
        for horizon in sorted(times, key=lambda each: not each.is_absolute)[:1]:
            yield Prediction(start, end, sentence, sentence[horizon.start : horizon.end], horizon.date)


def _names_time(text: str) -> bool:
    """Whether a text may name a time at all, which few do."""
    lower = text.lower()
    return any(word in lower for word in _TIME_WORDS)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if (
            _ABBREVIATED.search(text, max(start, found.start() - 8), found.start() + 1)
            or text[found.end() : found.end() + 1].islower()
        ):
            continue
        yield start, start + len(text[start : found.end()].rstrip())
        start = found.end()
    if start < len(text):
        yield start, start + len(text[start:].rstrip())
