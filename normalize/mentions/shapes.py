"""What in a text is spelled like a name, whether it is known or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from normalize.mentions.words import COMPANIES, NOT_PRODUCTS, NUMBERED, PROPER, STARTERS

_UPPER: Final = "".join(re.escape(char) for char in map(chr, range(0x2000)) if char.isupper())
_WORD: Final = rf"(?:[{_UPPER}]\w*|[a-z]+[A-Z]\w*)(?:[-.+]\w+)*\+*"
_NUMBER: Final = r"v?\d+(?:\.\d+)*[a-z]{0,2}(?:[BMKT]\b)?(?![\w%]|[.,]\d)"
_RUN: Final = re.compile(rf"(?<![\w@#/$.`-]){_WORD}(?: (?:&\ )?(?:{_WORD}|{_NUMBER}))*")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_UNIT: Final = re.compile(
    r" (?:times?|minutes?|seconds?|hours?|days?|weeks?|months?|years?|people|users?|seats?|dollars|euros|pounds|"
    r"percent|million|billion|of|points?|stars?|lines|words|pages|characters|tokens|different|more|other)\b"
)
_MODEL: Final = re.compile(rf"(?=[^\W\d_]{{2,}}[\w.-]*\d)(?=.*[{_UPPER}])[\w.-]+(?: .*)?", re.S)
_VERSIONED: Final = re.compile(rf".+ {_NUMBER}", re.S)
_INNER_CAPITAL: Final = re.compile(rf"\w*[a-z][{_UPPER}]\w*")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;\n•]|\.\.\.)[\"'“”‘’)\]]*\s*[\"'“‘(\[*•–—-]*\s*$")
_CODE: Final = re.compile(r"`[^`]*`")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are spelled like a name."""

    start: int
    end: int


def runs(text: str) -> Iterator[Run]:
    """Yield what is spelled like a name, without words that merely begin a sentence, and without code."""
    prose = _CODE.sub(lambda code: "`" * len(code[0]), text)
    for found in _RUN.finditer(prose):
        start, end = _trimmed(text, *found.span())
        if start < end:
            yield Run(start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out words that have their capital from elsewhere, and a number that counts what follows."""
    while start < end:
        space = text.find(" ", start, end)
        first = text[start : end if space < 0 else space]
        if first.casefold() not in STARTERS and first != "I" or _is_number_next(text, start + len(first), end):
            break
        start += len(first) + 1
    last = text.rfind(" ", start, end) + 1
    if last > start and text[last].isdigit():
        if _YEAR.fullmatch(text, last, end) or _UNIT.match(text, end):
            end = last - 1
    return start, max(start, end)


def _is_number_next(text: str, at: int, end: int) -> bool:
    return at + 1 < end and text[at + 1].isdigit() and not _UNIT.match(text, end)


def is_sentence_start(text: str, at: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    return at < 2 or bool(_SENTENCE_END.search(text[max(0, at - 6) : at]))


def is_title_case(text: str, at: int) -> bool:
    """Whether the words around are capitalised alike, as in a heading."""
    words = [word for word in text[max(0, at - 60) : at + 60].split()[1:-1] if word[:1].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def is_model(name: str) -> bool:
    """Whether letters and digits alone say that it names a product: "GPT-5", "Anvil 2.5"."""
    head = name.split()[0].casefold()
    if (
        head in NUMBERED
        or name.casefold() in NOT_PRODUCTS
        or head in NOT_PRODUCTS
        or head.partition("-")[0] in NUMBERED
    ):
        return False
    if head in PROPER or _YEAR.search(name) and not re.search(r"\d\.\d", name):
        return False
    letters = re.match(r"[^\W\d_]*", name)
    return bool(letters and len(letters[0]) >= 3 and (_MODEL.fullmatch(name) or _VERSIONED.fullmatch(name)))


def is_proper(name: str) -> bool:
    """Whether it may name a product where a phrase says that it does: no acronym, no day, no place."""
    words = name.split()
    if len(words) == 1 and (name.isupper() and name.isalpha() or name.casefold() in NOT_PRODUCTS):
        return False
    return words[0].casefold() not in PROPER and len(name) > 2 and (len(words) > 1 or not is_numbered(name))


def is_numbered(name: str) -> bool:
    """Whether it is the head of what has numbers and is no product."""
    return name.casefold() in NUMBERED


def is_company(name: str) -> bool:
    """Whether a company that makes many products has this name."""
    return name.casefold() in COMPANIES or name in ("Hugging Face", "Mistral AI")


def is_company_product(name: str, owner: str) -> bool:
    """Whether a company is named as the one that makes it: "Acme's own Larkspur", "the Acme SDK"."""
    vendor, _, kind = name.rpartition(" ")
    return is_company(owner.split("'")[0].split("’")[0]) or kind == "SDK" and is_company(vendor)


def has_inner_capital(name: str) -> bool:
    """Whether it is spelled as only names are: "OtterDB"."""
    return bool(_INNER_CAPITAL.search(name))
