"""The words that panel pages print around their values, and what is plainly none of their content."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from normalize.values.votes import is_badge, parse_entry, parse_vote

Stat = Literal["panel", "community", "entry"]
Row = Literal["decision", "panel", "community", "entry", "pricing", "tagline", "category", "description"]

STATS: Final[dict[str, Stat]] = {
    "panel ship": "panel",
    "panel ships": "panel",
    "panel": "panel",
    "community": "community",
    "community ship": "community",
    "community vote": "community",
    "community votes": "community",
    "entry": "entry",
}
ROWS: Final[dict[str, Row]] = {
    "decision": "decision",
    "panel verdict": "panel",
    "panel ship": "panel",
    "community": "community",
    "community vote": "community",
    "entry": "entry",
    "pricing": "pricing",
    "best for": "tagline",
    "tagline": "tagline",
    "category": "category",
    "description": "description",
}
SCORECARD: Final = frozenset({"reviewer scorecard", "reviewer scorecards", "scorecard"})
_ANY_STAT: Final = "|".join(sorted(STATS, key=len, reverse=True))
_LABELLED: Final = re.compile(rf"(?P<label>{_ANY_STAT})\s*(?:[:：·|]|[–—-](?=\s*\S))?\s*(?P<value>.*)", re.I)
_VALUED: Final = re.compile(rf"(?P<value>[–—-]|.*?)\s*[:：·|–-]?\s*(?P<label>{_ANY_STAT}):?", re.I)
_EACH_STAT: Final = re.compile(rf"\b(?<!no )(?:{_ANY_STAT})\b(?! votes? yet| yet)", re.I)
_SEPARATORS: Final = " ,;/|·•"
_LONGER_WORD: Final = 4  # letters
_LONGEST_LABELLED: Final = 80  # characters
# What readers skip without thinking, in the words that every site uses for it: how such a text begins, …
_NOISE_START: Final = re.compile(
    r"""(?:advert(?:isement)?s?|sponsor(?:ed|s)?|promoted|promo|ads?|partner|from\ our\ (?:partners?|sponsors?))\b(?!-)
    |cookie\ (?:policy|settings|preferences|notice|consent)|weekly\ |©|keep\ comparing\b
    |(?:related|more|similar|popular|other)\ (?:ai\ )?(?:tool\ )?comparisons?\b|you\ (?:may|might)\ also\ like\b
    |(?:last\ )?(?:updated|published)\b(?=.*\d)|share$|copy\ link$|read\ (?:the\ )?full\b|swap\ (?:a|the)\ tool\b""",
    re.X,
)
_ADVERT_LABELS: Final = frozenset(
    "ad advert advertisement newsletter partner promoted sponsor sponsored sponsors".split()
)
# … and what it says anywhere; of cookies, what one does with them.
_NOISE_WORDS: Final = (
    *("newsletter", "subscribe", "your inbox", "no spam", "privacy policy", "all rights reserved", "promo code"),
    "cookies",
)
_COOKIES: Final = re.compile(r"\b(?:uses?|accept|reject|manage|allow|all) (?:\w+ )?cookies\b")
# Headings below which readers, not reviewers, speak.
_AFTERWORD: Final = re.compile(
    r"(?:(?:reader|user|visitor)s?['’]?\ )?(?:comments?|discussion|replies)(?:\ \(?\d+\)?)?"
    r"|(?:what\ )?(?:people|readers|users|customers|others)\ (?:say|are\ saying|think)"
    r"|testimonials|(?:user|reader)\ reviews"
    r"|(?:related|similar|more|other)\ (?:comparisons?|tools)|keep\ comparing|you\ (?:may|might)\ also\ like"
    r"|faqs?|frequently\ asked\ questions|questions\ (?:and|&)\ answers",
    re.X,
)
_AFTERWORD_STARTS: Final = (  # a quick look before the pattern: most texts begin otherwise
    *("reader", "user", "visitor", "comment", "discussion", "replies", "what ", "people", "customers", "other"),
    *("testimonials", "related", "similar", "more", "keep", "you", "faq", "frequently", "questions"),
)
_LONGEST_AFTERWORD: Final = 48  # characters
_LONGEST_NOISE: Final = 240  # characters; a longer text that says "newsletter" is content


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block that holds a label, alone (`value` is None) or with its value."""

    stat: Stat
    value: str | None


def label_key(text: str) -> str:
    """The form in which labels are looked up."""
    return text.rstrip(" :：").casefold() if len(text) <= _LONGEST_LABELLED else ""


def stat_label(text: str, key: str | None = None) -> Labelled | None:
    """Read `Panel ship`, `Panel ship: 75%` and `75% Panel ship`; None for anything else. `key` is its `label_key`."""
    key = label_key(text) if key is None else key
    if key in STATS:
        return Labelled(STATS[key], None)
    if not names_stat(key):
        return None
    for pattern in (_LABELLED, _VALUED):
        match = pattern.fullmatch(text)
        if match and fits(stat := STATS[match["label"].casefold()], match["value"].strip()):
            return Labelled(stat, match["value"].strip())
    return None


def names_stat(folded: str) -> bool:
    """A quick look before the patterns: most texts name no stat. `folded` is casefolded."""
    return "panel" in folded or "community" in folded or "entry" in folded


def fits(stat: Stat, text: str) -> bool:
    """Whether `text` can be the printed value of a stat."""
    if stat == "entry":
        return parse_entry(text) is not None
    return bool(text) and parse_vote(text) is not None


def stats_in_line(text: str) -> list[str]:
    """Take `Panel ship: 75%, Community: —, Entry: Free` apart, whichever of label and value comes first."""
    if len(text) > _LONGEST_LABELLED * 2:
        return []
    labels = list(_EACH_STAT.finditer(text))
    if len(labels) < 2:
        return []
    if labels[0].start() == 0:
        cuts = [label.start() for label in labels[1:]]
    else:
        cuts = [label.end() for label in labels[:-1]]
    parts = [text[a:b].strip(_SEPARATORS) for a, b in pairwise([0, *cuts, len(text)])]
    return parts if all(map(stat_label, parts)) else []


def is_dash(text: str) -> bool:
    """Whether a print stands for nothing: dashes alone."""
    return not text.strip("—–―−- ")


def noise_words(folded: Iterable[str]) -> list[str]:
    """Which of the words that tell noise casefolded texts say at all: few, so each text is searched for few."""
    said = "\n".join(folded)
    return [word for word in _NOISE_WORDS if word in said]


def is_noise(folded: str, words: Iterable[str] = _NOISE_WORDS) -> bool:
    """Whether a casefolded text is an advert, a banner or a form by its own words."""
    if len(folded) > _LONGEST_NOISE:
        return False
    if _NOISE_START.match(folded):
        return True
    for word in words:
        if word in folded:
            return word != "cookies" or _COOKIES.search(folded) is not None
    return False


def is_advert_label(folded: str) -> bool:
    """Whether a casefolded text labels an advert or a form, and could be nothing else."""
    return folded.strip(" :·") in _ADVERT_LABELS


def is_afterword(folded: str) -> bool:
    """Whether a casefolded text heads what follows a comparison: comments, other comparisons, questions and answers."""
    if len(folded) > _LONGEST_AFTERWORD or not folded.lstrip(" :#").startswith(_AFTERWORD_STARTS):
        return False
    return _AFTERWORD.fullmatch(folded.strip(" :#")) is not None


def is_category(text: str) -> bool:
    """Whether a block can be a category: a few words, no sentence, no value."""
    return (
        1 < len(text) <= 48
        and len(text.split()) <= 6
        and text[-1] not in '.!?:…”"'
        and any(c.isalpha() for c in text)
        and not is_badge(text)
        and stat_label(text) is None
        and label_key(text) not in ROWS
        and parse_vote(text) is None
        and parse_entry(text) is None
    )


def is_title(text: str) -> bool:
    """Whether every longer word begins with a capital, as names of categories do and sentences do not."""
    return not any(word[0].islower() for word in text.split() if len(word) >= _LONGER_WORD)
