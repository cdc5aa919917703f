"""What a name is made of: words, numbers, sizes, tiers, a maker; and its key, equal however the name is spelled."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from normalize.products.words import ANYBODYS, ASIDE_STAGES, DOMAINS, KINDS, MAKERS, STAGES, TIERS

_LATIN_MARKS: Final = re.compile("([a-z])[\u0300-\u036f]+")
_VERSION_SIGN: Final = re.compile(r"\b(?:version|ver|v)[ .]?(?=[1-9]|0\.)")  # v0 is a name
_UNITS: Final = {"billion": "b", "million": "m"}
_LONG_UNIT: Final = re.compile(r"(?<=\d)[ -]?(billion|million)\b")
_NUMBER: Final = r"\d+(?:\.\d+)*"
_SIZE: Final = rf"(?:\d+x)?{_NUMBER}[bmkt]\b"
_WORD: Final = re.compile(rf"{_SIZE}|{_NUMBER}(?:[a-z]\b)?|[^\W\d_]+(?:[+#]+(?!\w))?")  # 7b, 4o, C++
_IS_SIZE: Final = re.compile(_SIZE)
_BETWEEN_NUMBERS: Final = re.compile(r"(?<=\d) (?=\d)")
_ASIDE: Final = re.compile(r"[(\[]|\s[-–—|·]\s|:\s")
_DOMAIN: Final = re.compile(rf"(?<=[^\W_])\.({'|'.join(sorted(DOMAINS))})$", re.I)
_MADE_BY: Final = re.compile(r"[\s(\[](?:by|from)\s+(?=[^\W\d_])")
_LONGEST_MAKER: Final = 3  # words
_LONGEST_NAME: Final = 40  # words: what is longer is no name that others lie within


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers and sizes of a text in order, folded; `4.0` is `4`, `v2` is `2`, `27 billion` is `27b`."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _LATIN_MARKS.sub(r"\1", unicodedata.normalize("NFKD", folded))
        folded = unicodedata.normalize("NFKC", folded).casefold()
    if "illion" in folded:
        folded = _LONG_UNIT.sub(lambda unit: _UNITS[unit[1]], folded)
    folded = _VERSION_SIGN.sub("", folded)
    return tuple(word.removesuffix(".0") for word in _WORD.findall(folded))


def compact(words: tuple[str, ...]) -> str:
    """Words without what stands between them, but for two numbers: `4 5` is not `45`."""
    spaced = " ".join(words)
    return _BETWEEN_NUMBERS.sub("_", spaced).replace(" ", "") if len(words) > 1 else spaced


def is_number(word: str) -> bool:
    """Whether a word is a number or a size."""
    return word[0].isdecimal()


def is_size(word: str) -> bool:
    """Whether a word is a number of parameters or the like: 7b, 8x7b, 128k."""
    return _IS_SIZE.fullmatch(word) is not None


@dataclass(frozen=True)
class Name:
    """A name in its parts. `maker` is who makes it, where the name says so; `core` what is left without the maker."""

    printed: str
    key: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    maker: str | None
    aside: frozenset[str]
    sizes: frozenset[str]

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Versions in order: numbers that are no sizes."""
        return tuple(word for word in self.words if is_number(word))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What it says it is: sdk, gateway, model."""
        return KINDS.intersection(self.core[1:])

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Tiers, sorted."""
        return tuple(sorted(TIERS.intersection(self.words)))


@lru_cache(maxsize=65536)
def parse(printed: str) -> Name:
    """Take a name apart. `words` and `core` lack sizes and stages, and a maker that "by …" names."""
    whole = words_of(printed)
    named, made = _split_maker(_DOMAIN.sub(r" (\1)", printed.strip()))
    begins = _ASIDE.search(named)
    aside = frozenset(words_of(named[begins.start() :]) if begins else ())
    dropped = (ASIDE_STAGES & aside) | STAGES
    words = tuple(word for word in words_of(named) if not is_size(word) and word not in dropped)
    words = words if len(words) <= _LONGEST_NAME else (compact(words),)
    n_maker, maker = _maker_before(words)
    return Name(
        printed=printed,
        key=compact(whole) or "".join(printed.casefold().split()),
        words=words or whole,
        core=words[n_maker:] or whole,
        maker=made or maker,
        aside=aside,
        sizes=frozenset(filter(is_size, whole)),
    )


def key_of(printed: str) -> str:
    """The key of a name; the folded name itself where it has neither word nor number."""
    return parse(printed).key


def maker_named(words: tuple[str, ...]) -> str | None:
    """The known maker that words spell in full."""
    return MAKERS.get(compact(words))


def _split_maker(printed: str) -> tuple[str, str | None]:
    """Split "Name by Maker" and "Name (by Maker)"; a maker that is not known begins with a capital."""
    found = _MADE_BY.search(printed)
    if not found or not words_of(printed[: found.start()]):
        return printed, None
    made = printed[found.end() :].rstrip(")] ")
    maker = maker_named(words_of(made)) or (made if made[0].isupper() else None)
    return (printed[: found.start()], maker) if maker else (printed, None)


def _maker_before(words: tuple[str, ...]) -> tuple[int, str | None]:
    """How many words at the beginning name a known maker, which must leave a word that can be a name."""
    for n in range(min(_LONGEST_MAKER, len(words) - 1), 0, -1):
        maker = maker_named(words[:n])
        if maker and may_stand_alone(words[n:]):
            return n, maker
    return 0, None


def may_stand_alone(words: tuple[str, ...]) -> bool:
    """Whether words may be a name: not only numbers and tiers; a letter with a number is one, such as o3."""
    said = [word for word in words if not is_number(word) and word not in TIERS]
    return any(len(word) > 1 or not word.isascii() for word in said) or bool(said) and len(said) < len(words)


def is_anybodys(words: tuple[str, ...]) -> bool:
    """Whether a name says so little that several makers may have it: Code, o3."""
    return all(
        is_number(word) or word in TIERS or word in ANYBODYS or len(word) == 1 and word.isascii() for word in words
    )
