"""Ratings as a page prints them: on a scale, in stars, behind a label, or cited from a review site."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normalize.records import RatingKind
from normalize.values.prints import plain, readable, stretch
from normalize.values.raters import count_before, count_behind, kind_around
from normalize.values.review_sites import site_before, site_behind
from normalize.values.scores import Score, bare_score, find_scores

_MAY_RATE: Final = re.compile("[0-9０-９★⭐🌟✭]")


@dataclass(frozen=True, slots=True)
class RatingPrint:
    """One rating as one text prints it; `best` is null where no end of the scale is printed, as in `4.5 stars`."""

    text: str
    value: float
    best: float | None
    count: int | None
    kind: RatingKind | None
    source: str | None


@dataclass(frozen=True, slots=True)
class _Draft:
    start: int
    end: int
    score: Score
    count: int | None
    kind: RatingKind | None
    source: str | None


def parse_ratings(text: str, *, bare: bool = False) -> list[RatingPrint]:
    """Read every rating that a text prints, in order; with `bare`, a lone number is one without a scale."""
    if not _MAY_RATE.search(text):
        return []
    return list(_parse(readable(text), bare))


@lru_cache(maxsize=4096)
def _parse(text: str, bare: bool) -> tuple[RatingPrint, ...]:
    """Read a text whose white space is folded."""
    flat = plain(text)
    scores = find_scores(flat)
    if not scores and bare:
        scores = [score] if (score := bare_score(flat)) else []
    drafts: list[_Draft] = []
    for score in scores:
        drafts.append(_draft(flat, drafts[-1].end if drafts else 0, score))
    alone = len(drafts) == 1
    return tuple(
        RatingPrint(
            stretch(text, draft.start, draft.end, alone=alone),
            draft.score.value,
            draft.score.best,
            draft.count,
            draft.kind,
            draft.source,
        )
        for draft in drafts
    )


def _draft(text: str, floor: int, score: Score) -> _Draft:
    """Read what stands around a score: site and count in either order, then who rates."""
    before = site_before(text, floor, score.start)
    behind = None if before else site_behind(text, score.end)
    counted = count_behind(text, behind[1] if behind else score.end)
    if counted and not (before or behind):
        behind = site_behind(text, counted[1])
    end = max(score.end, counted[1] if counted else 0, behind[1] if behind else 0)
    start = before[1] if before else score.start
    if not counted and (counted := count_before(text, floor, start)):
        start = counted[1]
    kind, start = kind_around(text, floor, start, score.end)
    site = before or behind
    count = counted[0] if counted else None
    kind = "cited" if site else kind or ("users" if counted else None)
    return _Draft(start, end, score, count, kind, site[0] if site else None)
