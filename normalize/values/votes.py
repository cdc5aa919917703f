"""Printed values into typed ones: pure functions, None for what is no such value."""

import re
from dataclasses import dataclass, replace
from typing import Final

from normalize.records import EntryTerm, Verdict, VoteState

_DOT: Final = r"[\s·•|,:;–—-]*+"  # possessive: nothing a page prints makes it backtrack
_COUNT: Final = r"(?:\d{1,3}(?:[,. ’']\d{3})++|\d+)"  # 1,240 too
_VOTE: Final = re.compile(
    rf"""(?:(?P<label>ship|mixed|skip)\b(?!s?\s*/))?{_DOT}
    (?:(?P<percent>\d{{1,3}}(?:[.,]\d+)?)\s*%)?{_DOT}
    (?:(?P<unit>ship(?:ped|s)?)\b(?!\s*/))?{_DOT}
    (?:\(?\s*(?:(?P<ships>{_COUNT})\s*ships?\s*[/,·|&]?\s*(?P<skips>{_COUNT})\s*skips?
    |(?P<hits>{_COUNT})\s*(?:/|of|out\ of)\s*(?P<total>{_COUNT})(?:\s*votes?)?)\s*\)?)?""",
    re.I | re.X,
)
_NOBODY: Final = re.compile(r"[—–―−-]+|n/?a|none|no (?:community |panel )?votes?(?: yet)?\.?", re.I)
_ENTRY: Final[dict[str, EntryTerm]] = {
    "free": "free",
    "freemium": "freemium",
    "paid": "paid",
    "contact": "contact",
    "contact us": "contact",
    "contact sales": "contact",
}
_SCORE: Final = re.compile(
    rf"(?<![\d./])(?P<score>\d{{1,3}})\s*/\s*100(?![\d.]){_DOT}(?P<verdict>ship|mixed|skip)?$", re.I
)
_SEPARATORS: Final = " ·•|,:;–—-("
_LONGEST_PRINT: Final = 120  # characters; no vote or score line is longer


@dataclass(frozen=True, slots=True)
class VotePrint:
    """A vote as one print gives it; `rank` tells the fullest of several prints."""

    text: str
    state: VoteState
    share: float | None = None
    ships: int | None = None
    skips: int | None = None
    total: int | None = None
    label: str | None = None

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Order of fullness: counts, then badge, then share, then length."""
        counts = self.ships is not None or self.total is not None
        return counts, self.label is not None, self.share is not None, len(self.text)

    @property
    def counted_share(self) -> float | None:
        """Ships over all votes, where both are printed."""
        total = self.total if self.total is not None else (self.ships or 0) + (self.skips or 0)
        return self.ships / total if self.ships is not None and total else None


def parse_vote(text: str) -> VotePrint | None:
    """Read `75%`, `Ship · 3 ship / 1 skip`, `0% Ship (0 / 1)`, `No community votes yet`, `—` or blank."""
    if not text or (len(text) <= _LONGEST_PRINT and _NOBODY.fullmatch(text)):
        return VotePrint(text, "none")
    match = _VOTE.fullmatch(text) if len(text) <= _LONGEST_PRINT else None
    if not match or re.match(r"[—–―−-]\s*\d", text) or not (match["percent"] or match["ships"] or match["hits"]):
        return None
    ships = match["ships"] or match["hits"]
    vote = VotePrint(
        text=text,
        state="voted",
        share=float(match["percent"].replace(",", ".")) / 100 if match["percent"] else None,
        ships=_count(ships),
        skips=_count(match["skips"]),
        total=_count(match["total"]),
        label=match["label"],
    )
    if vote.share is None:
        vote = replace(vote, share=vote.counted_share)
    return vote if vote.share is not None and vote.share <= 1 and (vote.counted_share or 0) <= 1 else None


def _count(printed: str | None) -> int | None:
    """Read a count, thousands set apart or not."""
    return int("".join(filter(str.isdecimal, printed))) if printed else None


def is_badge(text: str) -> bool:
    """Whether `text` is a verdict badge."""
    return text.casefold() in ("ship", "mixed", "skip")


def parse_entry(text: str) -> EntryTerm | None:
    """Read what it costs to start: Free, Freemium, Paid, Contact."""
    return _ENTRY.get(text.casefold())


@dataclass(frozen=True, slots=True)
class ScorePrint:
    """A reviewer's score line: what stands before it, 0..100, and the verdict where it is printed."""

    before: str
    score: int
    verdict: Verdict | None


def parse_score(text: str) -> ScorePrint | None:
    """Read `85/100 · ship`, also with the reviewer's name before it."""
    match = _SCORE.search(text) if len(text) <= _LONGEST_PRINT and "100" in text else None
    if not match or int(match["score"]) > 100:
        return None
    before = text[: match.start()].rstrip(_SEPARATORS)
    verdict = match["verdict"]
    if verdict is None and is_badge(before):  # ship · 85/100
        before, verdict = "", before
    return ScorePrint(before, int(match["score"]), parse_verdict(verdict or ""))


def parse_verdict(text: str) -> Verdict | None:
    """Read a reviewer's verdict; a badge of another kind is none."""
    match text.casefold():
        case "ship":
            return "ship"
        case "skip":
            return "skip"
        case _:
            return None
