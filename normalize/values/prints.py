"""What all parsers of printed values share: which text they look at, and which stretch of it a value gives back."""

from typing import Final

from normalize.text import clean

_LONGEST_READ: Final = 4000  # characters; what states a value later than that is an article, not a print
_LONGEST_WHOLE: Final = 120
# One character for one character, so that a stretch found in the plain text is the same stretch of the printed one.
_PLAIN: Final = str.maketrans(
    "＄￥￡／：；，、。（）［］｜＋％～〜‐‑‒–—―−－‘’０１２３４５６７８９．＆？！",
    "$¥£/:;,,.()[]|+%~~--------''0123456789.&?!",
)


def readable(text: str) -> str:
    """Return the part of `text` that is read, as a reader sees it."""
    if len(text) > _LONGEST_READ:
        text = text[:_LONGEST_READ].rpartition(" ")[0]  # a number that was cut is another number
    return clean(text)


def plain(text: str) -> str:
    """Return `text` with wide and typographic variants as their plain characters, each in its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def stretch(text: str, start: int, end: int, *, alone: bool) -> str:
    """Return what is printed of one value: all of a short text that states no other, else its own part."""
    return text if alone and len(text) <= _LONGEST_WHOLE else text[start:end].strip()


def any_of(words: str) -> str:
    """Return the pattern of any of some words, an earlier one first; `_` stands for a space in one."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\ ")
