"""Text as a reader sees it, and the folded form in which two prints of the same text are equal."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Terminal escapes go whole: without its ESC the rest ("[31m") would stay behind as text.
ESCAPE_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])?")
# Format and control characters that a reader never sees. Joiners (U+200C, U+200D), variation selectors and
# tag characters stay where they shape an emoji or a script, see _STRAY_JOINER.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_STRAY_JOINER: Final = re.compile("(?:^|(?<=[\x00-\x7f\u200c\u200d]))[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f]|$)")
# What HTML 4 pages wrote when they meant windows-1252 (&#147;); standards map them, so does a reader's browser.
_C1: Final = {code: bytes([code]).decode("windows-1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)}

# Opening mark -> the marks that may close it.
_PAIRS: Final = {"“": "”", "„": "“”", "‟": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_MARK: Final = re.compile("[“”„‟«»\"‘’']")
_BRACKETS: Final = "([{<="  # a straight mark behind one of these opens
_CLOSING_CURLY: Final = re.compile("[“”]")
_PRINT_VARIANTS: Final = str.maketrans("“”„‟‘’‚‛‐‑–—―−", '"' * 4 + "'" * 4 + "-" * 6)


def clean(text: str) -> str:
    """Return `text` as it is read: single spaces, nothing invisible, emoji whole, NFC."""
    if not text.isascii() or not text.isprintable():
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", ESCAPE_SEQUENCE.sub("", text.translate(_C1)))
        if "\u200d" in text or "\u200c" in text:
            text = _STRAY_JOINER.sub("", text)
        text = unicodedata.normalize("NFC", text)
        if not text.isprintable():
            return " ".join(text.split())
    if text[:1] != " " != text[-1:] and "  " not in text:
        return text  # the one white space that is printable is the space
    return " ".join(text.split())


def is_quoted(text: str) -> bool:
    """Whether quotation marks wrap the whole of `text`, or one curly mark has lost its partner."""
    return text[:1] in _PAIRS and unquote(text) != text or text[-1:] == "”" and "“" not in text and "„" not in text


def unquote(text: str) -> str:
    """Drop the quotation marks that wrap the whole of `text`; those inside it stay.

    A mark whose partner is missing is dropped too: pages print the marks apart from the text and may lose one.
    """
    if text[:1] in ("“", "„") and not _CLOSING_CURLY.search(text, 1):
        return text[1:].lstrip()
    if text[-1:] == "”" and "“" not in text and "„" not in text:
        return text[:-1].rstrip()
    closing = _PAIRS.get(text[:1])
    if closing and len(text) > 1 and text[-1] in closing and not _closes_early(text, closing):
        return text[1:-1].strip()
    return text


def _closes_early(text: str, closing: str) -> bool:
    """Whether the first mark of `text` is closed before its end, as in “This” and “that”."""
    opening, depth = text[0], 1
    if opening not in "'‘" and opening not in closing and text.count(opening) == sum(map(text.count, closing)) == 1:
        return False
    for at in (found.start() for found in _MARK.finditer(text, 1, len(text) - 1)):
        mark = text[at]
        if mark == opening and (mark not in closing or at == 1 or text[at - 1].isspace() or text[at - 1] in _BRACKETS):
            depth += 1
        elif mark in closing and not (mark in "'’" and text[at + 1].isalnum()):  # an apostrophe closes nothing
            depth -= 1
        if not depth:
            return True
    return False


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the form in which two prints of one text are equal: case, spaces, kinds of quotes and dashes folded."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", clean(text)).translate(_PRINT_VARIANTS)
    return "".join(text.split()).casefold()


def is_cut(text: str) -> bool:
    """Whether a text breaks off and says so."""
    return text.endswith(("…", "..."))


def begins(cut: str | None, other: str) -> bool:
    """Whether a cut text is the beginning of another."""
    begun = fold(cut or "").rstrip("….")
    return bool(begun) and len(other) > len(cut or "") and fold(other).startswith(begun)
