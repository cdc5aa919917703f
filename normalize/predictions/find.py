"""Sentences that say what will be, and by when: so that one can come back and see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from normalize.predictions.horizons import Horizon, horizons

_TIME_WORDS: Final = (
    "day week fortnight month quarter year decade christmas spring summer autumn fall winter january february march "
    "april may june july august september october november december q1 q2 q3 q4 h1 h2 20 21"
).split()
_END: Final = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s)|\n)\s*")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|etc|inc|ltd|approx|no|dr|mr|mrs|ms|st|ca|cf|al)|\b[A-Z])\.\s*$", re.I
)
_COMMITS: Final = re.compile(
    r"""\b(?:will|won['’]t|shall|shan['’]t|gonna|expects?|bets?|betting|predicts?|predicted|wagers?|thesis|prediction|guess|
        (?:(?:is|are|am|be|['’]re|['’]s|['’]m)\ (?:\w+\ )?(?:going|likely|unlikely|set|bound|poised|destined
            |doomed|slated|certain|sure|expected|due)\ to)|(?:due|slated|scheduled)\ (?:in|for|by)
            |on\ track\ (?:for|to)|
        promis(?:es?|ing)|plans?\ to|intends?\ to|aims?\ to|guarantees?|watch|mark\ my\ words|no\ doubt|my\ money)\b
        | \w['’]ll\b""",
    re.I | re.X,
)
# Endings that are spoken of in the present where they lie ahead.
_ENDS: Final = re.compile(
    r"""\b(?:kills?|dies|dead|gone|obsolete|history|extinct|toast|irrelevant|forgotten|over|finished|disappears?|vanish(?:es)?|
        bankrupt|collapses?|folds?|shuts?\ down|closes?|ends?\ up|evaporates?|goes\ (?:away|under|free|open)|
        (?:gets?|is|are|be|being)\ (?:acquired|bought|killed|eaten|absorbed|commodity|commoditi[sz]ed|copied
            |cloned|replaced|sunset|
        bundled|folded|swallowed|sherlocked|shut|retired|rewritten)|become[s]?|turns?\ into|falls?\ (?:to|apart
            |behind)|
        overtakes?|replaces?|eats?|swallows?|loses|wins|doubles?|triples?|halves|survives?|matters?|to\ live
        |giv(?:e|ing)\ (?:it|this|them|that))\b""",
    re.I | re.X,
)
_PAST: Final = re.compile(
    r"""\b(?:was|were|had|did|didn['’]t|wasn['’]t|founded|launched|raised|pivoted|took|went|came|got|became|lost|won|cut|saved|shipped|moved|
        grew|fell|built|began|started|switched|migrated|learned|learnt|paid|spent|used\ to|crashed|broke|read|ran
            |made|wrote|found|
        (?<!-)\b\w{2,}(?:[^e]ed|ied)|(?:has|have|['’]ve)\ (?:not|never|been))\b""",
    re.I | re.X,
)
# How long a thing takes, lasts or is allowed to take, and what the speaker means to do: nothing to come back to.
_DURATION: Final = re.compile(
    r"""\b(?:takes?|taking|needs?|lasts?|costs?|renews?|expires?|refunds?|refunded|repl(?:y|ies)|responds?|answers?|delivers?|trial|warranty|
        notice|cancel\w*|contract\w*|licen[cs]e\w*|deadline|refresh\w*|rotat\w*|bookings?|return\ (?:it|policy)
            |money\ back|
        set\ ?up|install\w*|onboard\w*|pay\w*\ (?:it|itself|for\ itself)\ back|learn\w*|get\ (?:it|you)|running
            |productive|up\ and\ running)\b""",
    re.I | re.X,
)
_OWN_PLAN: Final = re.compile(
    r"""\b(?:(?:i|we)(?:\ [^.;:,—]*\ and)?(?:['’]ll|\ will|\ plan\ to|\ shall|(?:['’]m|\ am|['’]re|\ are)\ going\ to)
        \ (?:\w+\ )?(?:revisit|check|come\ back|be\ back|re-?test|
        review|renew|read|look|try|keep|report|renew|use|test|write|update|ask|see|decide|stay|run|be\ using)
        | (?:ask|remind|call|tell|check\ with|talk\ to|see|wake)\ me | check\ back | come\ back
        | let['’]s\ (?:talk|see|meet))\b""",
    re.I | re.X,
)
_SURPRISED: Final = re.compile(r"\b(?:astonish|surpris|amaz|shock|stunn|astound)ed\ (?:if|to|not\ to)\b", re.I | re.X)
_COMES: Final = re.compile(r"\b(?:arrives?|lands?|comes?|ships?|launch(?:es)?|begins?|starts?)\b", re.I)
_CLAUSE_END: Final = re.compile(r"[;:—–,]| and | but ")
_OPENING: Final = re.compile(r"(?:.*[;:—–] *)?[\"“‘(]?(?:and |but |so |then )?", re.I | re.S)
_NEAR: Final = 30  # characters after the time words that say how they are meant
_FAR: Final = 300  # characters around them beyond which nothing is read
_MOST_TIMES: Final = 8  # in a sentence
_CONDITION: Final = re.compile(r"(?:^|[,;—–]\s*)(?:if|unless|once|when|whether)\b[^,]*$", re.I)


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
        if not named or _OWN_PLAN.search(sentence):
            continue
        times = [horizon for horizon in named if _commits(sentence, horizon)]
        for horizon in sorted(times, key=lambda each: not each.is_absolute)[:1]:
            yield Prediction(start, end, sentence, sentence[horizon.start : horizon.end], horizon.date)


def _names_time(text: str) -> bool:
    """Whether a text may name a time at all, which few do."""
    lower = text.lower()
    return any(word in lower for word in _TIME_WORDS)


def _commits(sentence: str, horizon: Horizon) -> bool:
    """Whether a sentence says that something is so then."""
    before, after = sentence[: horizon.start][-_FAR:], sentence[horizon.end :][:_FAR]
    clause = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0][:_NEAR]
    if _SURPRISED.search(before):
        return True
    if _CONDITION.search(before) or after.startswith(" of ") or _is_duration(clause, horizon):
        return False
    if _COMMITS.search(clause):
        return True
    if horizon.is_absolute and horizon.is_deadline and _COMMITS.search(sentence):
        return True
    if _PAST.search(_ENDS.sub("", clause)):
        return False
    if (
        _COMMITS.search(sentence)
        or horizon.is_absolute
        and horizon.is_deadline
        or horizon.is_period
        and _COMES.search(clause)
    ):
        return True
    return (
        bool(_ENDS.search(sentence))
        or horizon.unit not in ("day", "week")
        and _opens(before, sentence, horizon)
        and len(before) < _FAR
    )


def _opens(before: str, sentence: str, horizon: Horizon) -> bool:
    """Whether a clause begins with a time that is not now: "in two years this is a footnote"."""
    is_now = sentence[horizon.start :].casefold().startswith("this ")
    return not is_now and len(before) < _FAR and bool(_OPENING.fullmatch(before))


def _is_duration(clause: str, horizon: Horizon) -> bool:
    return bool(_DURATION.search(clause)) or horizon.unit in ("day",) and "you" in clause.casefold().split()


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
