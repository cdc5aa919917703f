"""Where a text says that something costs nothing: the word free as a price, not as a trial or a figure of speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from normalize.values import free_words as words

_ENGLISH: Final = re.compile(
    rf"""(?<![\w-])(?<!\w')free(?P<noun>[-\ ]{words.NOUN})?(?![\w'])
    (?:\ (?:forever(?:\ {words.NOUN})?|for\ life|of\ charge|always|to\ use|available|basic\ {words.NOUN}))?
    (?!\ ?-\w)
    (?=\ ?(?:$|[.,;:()|/+&·•*!\[-]|[^\x00-\x7f])|\ {words.GOES_ON}\b|\ [$0-9]|(?<=tier|plan|iers|lans|sion|ions)\ )""",
    re.X | re.I,
)
_UNFREE_BEFORE: Final = re.compile(rf"(?:\b{words.BEFORE}|\d)\ (?:a\ |any\ |completely\ |really\ )?$", re.I)
_UNFREE_AFTER: Final = re.compile(rf"\ ?[\[(:-]?\ ?{words.AFTER}", re.I)
_FOREIGN: Final = re.compile(words.FOREIGN, re.I)
_ASCII_TRACES: Final = re.compile(words.ASCII_TRACES)
_TRACES: Final = re.compile(f"{words.ASCII_TRACES}|{words.OTHER_TRACES}")
_CLAUSE: Final = re.compile(r"[^,;:|/()\[\]·•+.!?-]++")
_FAR: Final = 30  # characters; as far back as a word may tell that free means something else


@dataclass(frozen=True, slots=True)
class Free:
    """The stretch that says free, and whether it names a plan of that name (`Free plan`)."""

    start: int
    end: int
    is_plan: bool


def may_say_free(text: str) -> bool:
    """Whether a look for the word is worth its time."""
    low = text.lower()
    if "free" in low or "grat" in low:
        return True
    return (_ASCII_TRACES if low.isascii() else _TRACES).search(low) is not None


def find_free(text: str) -> Iterator[Free]:
    """Every place where a plain text says free, in order."""
    if may_say_free(text):
        yield from sorted([*_english(text), *_foreign(text)], key=lambda free: free.start)


def _english(text: str) -> Iterator[Free]:
    for match in _ENGLISH.finditer(text):
        is_other = _UNFREE_BEFORE.search(text, max(0, match.start() - _FAR), match.start())
        if not (is_other or _UNFREE_AFTER.match(text, match.end())):
            yield Free(match.start(), match.end(), match["noun"] is not None)


def _foreign(text: str) -> Iterator[Free]:
    for clause in _CLAUSE.finditer(text):
        said = clause.group().strip()
        if said and _FOREIGN.fullmatch(said):
            start = text.index(said, clause.start())
            yield Free(start, start + len(said), False)
