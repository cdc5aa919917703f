"""Whether two names are of one product: what only one of them says must be its maker, or be confirmed by the other."""

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from normalize.products.listing import Listing, Words, stem
from normalize.products.names import Name, compact, is_anybodys, is_number, maker_named, may_stand_alone
from normalize.products.words import DOMAINS, KINDS, TIERS
from normalize.records import LinkReason

ALIKE: Final = 85.0  # of 100: two spellings of one word
# What a reason is worth before the likeness of the names is looked at, 0..1.
_WORTH: Final[dict[LinkReason, float]] = {"vendor": 0.9, "qualifier": 0.8, "spelling": 0.7}
_CLAIMS_ALIKE: Final = 80.0
_SHORTEST_CLAIM: Final = 3  # words
_SHORTEST_SPELLING: Final = 7  # letters of a key that may be misspelled
_SHORTEST_STEM: Final = 4  # letters with which a compound may begin: note, notetaker
_LONGEST_MAKER: Final = 3  # words


@dataclass(frozen=True, slots=True)
class Match:
    """Two names that are one product's: how sure that is, 0..1, why, and the words that only one has."""

    score: float
    reason: LinkReason
    evidence: str | None


def divided(one: Name, other: Name) -> bool:
    """Whether the names alone tell two products apart: by number, tier, size, maker or kind."""
    return (
        one.numbers != other.numbers
        or one.tiers != other.tiers
        or bool(one.sizes and other.sizes and one.sizes != other.sizes)
        or bool(one.maker and other.maker and one.maker.casefold() != other.maker.casefold())
        or not (one.kinds <= other.kinds or other.kinds <= one.kinds)
    )


def compare(one: Listing, other: Listing, *, is_contested: bool = False) -> Match | None:
    """Match two listings with names of different keys; None where they are not the same product.

    `is_contested` says that several makers have something of that name: then the text must name the maker.
    """
    if divided(one.parsed, other.parsed) or not _sizes_agree(one, other):
        return None
    return _extended(one, other, is_contested) or _extended(other, one, is_contested) or _misspelled(one, other)


def _sizes_agree(one: Listing, other: Listing) -> bool:
    """A size that one name leaves out is the only one that its text states."""
    sizes, others = one.parsed.sizes, other.parsed.sizes
    return (sizes or one.sizes) == others or sizes == (others or other.sizes)


def _extended(longer: Listing, shorter: Listing, is_contested: bool) -> Match | None:
    """A name that has the other within: before it a maker, behind it what the other's text confirms."""
    name, inner = longer.parsed, shorter.parsed
    for words in dict.fromkeys((inner.words, inner.core)):
        if not may_stand_alone(words) or not (cut := _cut(name.words, compact(words))):
            continue
        before, after = cut
        dropped = inner.words[: -len(words)]  # the maker in the shorter name, where only its core is within
        makers = ((before, longer, shorter), (dropped, shorter, longer))
        must_be_named = is_contested or is_anybodys(words)
        if all(_is_maker(*each, must_be_named) for each in makers if each[0]) and _is_confirmed(after, longer, shorter):
            return _match(name, inner, before or dropped, after)
    return None


def _cut(words: Words, inner: str) -> tuple[Words, Words] | None:
    """The words before and after those that spell `inner`; None where none do."""
    if inner not in compact(words):
        return None
    for start in range(min(_LONGEST_MAKER, len(words) - 1) + 1):
        for end in range(start + 1, len(words) + 1):
            if compact(words[start:end]) == inner:
                return words[:start], words[end:]
    return None


def _is_maker(before: Words, owner: Listing, other: Listing, must_be_named: bool) -> bool:
    """Whether words before a name are its maker, and nothing says that the other thing is somebody else's."""
    if any(is_number(word) or word in TIERS for word in before):
        return False
    maker = maker_named(before)
    if maker in other.known_makers or _names(other, before):
        return True
    if other.stated_makers or must_be_named:
        return False
    return maker is not None or _names(owner, before)


def _names(listing: Listing, maker: Words) -> bool:
    spelled = compact(maker)
    return any(compact(words[:n]) == spelled for words in listing.makers for n in range(1, len(words) + 1))


def _is_confirmed(after: Words, owner: Listing, other: Listing) -> bool:
    """Whether the other listing's text says what only this name says; of an aside it is enough that texts are close."""
    if any(is_number(word) or word in TIERS for word in after):
        return False
    if not after or owner.claim == other.claim and len(owner.claim) >= _SHORTEST_CLAIM:
        return True
    is_aside = owner.parsed.aside.issuperset(after)
    if is_aside and KINDS.isdisjoint(after) and _are_close(owner, other, after):
        return True
    telling = [word for word in after if word != "ai"] or after
    return all(_says(other, word, is_aside) for word in telling)


def _are_close(owner: Listing, other: Listing, after: Words) -> bool:
    """Whether texts are about one thing; a domain needs less, another script (a transliteration) nothing."""
    if not compact(other.parsed.words).isascii() and compact(after).isascii():
        return True
    if DOMAINS.issuperset(after):
        says_nothing = not (owner.content and other.content)
        return says_nothing or bool(owner.topics & other.topics or owner.content & other.content)
    return bool(owner.topics & other.topics) and len(owner.content & other.content) > 1


def _says(listing: Listing, word: str, is_aside: bool) -> bool:
    if word in KINDS and word != "api":
        places = listing.heads
    else:
        places = listing.heads | listing.topics | (listing.stems if is_aside or word == "api" else frozenset())
    wanted = stem(word)
    return wanted in places or any(_are_spellings(wanted, each) for each in places)


def _are_spellings(word: str, other: str) -> bool:
    """Whether two stems are one word: catalog, catalogue; or the one begins the other: note, notetak."""
    if min(len(word), len(other)) < _SHORTEST_STEM:
        return False
    return word.startswith(other) or len(word) > 5 and fuzz.ratio(word, other) >= ALIKE


def _misspelled(one: Listing, other: Listing) -> Match | None:
    """Names that differ by a letter or so, of things that claim the same."""
    name, another = one.parsed, other.parsed
    if min(len(name.key), len(another.key)) < _SHORTEST_SPELLING or name.key[0] != another.key[0]:
        return None
    if name.kinds != another.kinds or name.sizes != another.sizes or fuzz.ratio(name.key, another.key) < ALIKE:
        return None
    if min(len(one.claim), len(other.claim)) < _SHORTEST_CLAIM:
        return None
    if fuzz.token_set_ratio(" ".join(one.claim), " ".join(other.claim)) < _CLAIMS_ALIKE:
        return None
    return Match(_score("spelling", name, another), "spelling", None)


def _match(longer: Name, shorter: Name, maker: Words, after: Words) -> Match:
    extra = after or tuple(sorted(longer.sizes ^ shorter.sizes))
    makers = " ".join(maker) or (longer.maker != shorter.maker and (longer.maker or shorter.maker)) or ""
    reason: LinkReason = "vendor" if makers and not extra else "qualifier"
    return Match(_score(reason, longer, shorter), reason, " ".join(filter(None, (makers, *extra))) or None)


def _score(reason: LinkReason, one: Name, other: Name) -> float:
    return round(_WORTH[reason] + (1 - _WORTH[reason]) * fuzz.ratio(one.key, other.key) / 100, 4)
