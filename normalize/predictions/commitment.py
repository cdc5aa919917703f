"""Whether a sentence that names a time commits to it, or speaks of the past, of how long things take, or of a plan."""

import re
from typing import Final

from normalize.predictions.horizons import Horizon

_COMMITS: Final = re.compile(
    r"""\b(?:
        will|won['’]t|shall|shan['’]t|gonna|expects?|bets?|betting|predicts?|predicted|wagers?|thesis|prediction|guess
        | (?:is|are|am|be|['’]re|['’]s|['’]m)\ (?:\w+\ )?
            (?:going|likely|unlikely|set|bound|poised|destined|doomed|slated|certain|sure|expected|due)\ to
        | (?:due|slated|scheduled)\ (?:in|for|by) | on\ track\ (?:for|to)
        | promis(?:es?|ing)|(?:plans?|intends?|aims?)\ to|guarantees?|watch|mark\ my\ words|no\ doubt|my\ money
    )\b | \w['’]ll\b""",
    re.I | re.X,
)
# Endings that are spoken of in the present where they lie ahead.
_ENDS: Final = re.compile(
    r"""\b(?:
        kills?|dies|dead|gone|obsolete|history|extinct|toast|irrelevant|forgotten|over|finished|bankrupt|to\ live
        | disappears?|vanish(?:es)?|collapses?|folds?|shuts?\ down|closes?|ends?\ up|evaporates?|survives?|matters?
        | goes\ (?:away|under|free|open)|becomes?|turns?\ into|falls?\ (?:to|apart|behind)|doubles?|triples?|halves
        | overtakes?|replaces?|eats?|swallows?|loses|wins|giv(?:e|ing)\ (?:it|this|them|that)
        | (?:gets?|is|are|be|being)\ (?:acquired|bought|killed|eaten|absorbed|commodity|commoditi[sz]ed|copied|cloned
            |replaced|sunset|bundled|folded|swallowed|sherlocked|shut|retired|rewritten)
    )\b""",
    re.I | re.X,
)
_PAST: Final = re.compile(
    r"""\b(?:
        was|were|had|did|didn['’]t|wasn['’]t|took|went|came|got|became|lost|won|cut|grew|fell|built|began|learnt|paid
        | spent|used\ to|broke|read|ran|made|wrote|found|(?<!-)\b\w{2,}(?:[^e]ed|ied)
        | (?:has|have|['’]ve)\ (?:not|never|been)
    )\b""",
    re.I | re.X,
)
# How long a thing takes, lasts or is allowed to take: nothing to come back to.
_DURATION: Final = re.compile(
    r"""\b(?:
        takes?|taking|needs?|lasts?|costs?|renews?|expires?|refunds?|refunded|repl(?:y|ies)|responds?|answers?
        | delivers?|trial|warranty|notice|cancel\w*|contract\w*|licen[cs]e\w*|deadline|refresh\w*|rotat\w*|bookings?
        | return\ (?:it|policy)|money\ back|set\ ?up|install\w*|onboard\w*|pay\w*\ (?:it|itself|for\ itself)\ back
        | learn\w*|get\ (?:it|you)|running|productive
    )\b""",
    re.I | re.X,
)
# What the speaker means to do.
_OWN_PLAN: Final = re.compile(
    r"""\b(?:
        (?:i|we)(?:\ [^.;:,—]*\ and)?
            (?:['’]ll|\ will|\ plan\ to|\ shall|(?:['’]m|\ am|['’]re|\ are)\ going\ to)\ (?:\w+\ )?
            (?:revisit|check|come\ back|be\ back|re-?test|review|renew|read|look|try|keep|report|use|test|write|update
                |ask|see|decide|stay|run|be\ using)
        | (?:ask|remind|call|tell|check\ with|talk\ to|see|wake)\ me | check\ back | come\ back
        | let['’]s\ (?:talk|see|meet)
    )\b""",
    re.I | re.X,
)
_SURPRISED: Final = re.compile(r"\b(?:astonish|surpris|amaz|shock|stunn|astound)ed\ (?:if|to|not\ to)\b", re.I | re.X)
_COMES: Final = re.compile(r"\b(?:arrives?|lands?|comes?|ships?|launch(?:es)?|begins?|starts?)\b", re.I)
_CLAUSE_END: Final = re.compile(r"[;:—–,]| and | but ")
_OPENING: Final = re.compile(r"(?:.*[;:—–] *)?[\"“‘(]?(?:and |but |so |then )?", re.I | re.S)
_NEAR: Final = 30  # characters after the time words that say how they are meant
_FAR: Final = 300  # characters around them beyond which nothing is read
_CONDITION: Final = re.compile(r"(?:^|[,;—–]\s*)(?:if|unless|once|when|whether)\b[^,]*$", re.I)


def is_own_plan(sentence: str) -> bool:
    """Whether a sentence says what the speaker means to do."""
    return bool(_OWN_PLAN.search(sentence))


def commits(sentence: str, horizon: Horizon) -> bool:
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
