"""A listing as products see it: its name, and what its own texts say: what it is, who makes it, how large it is."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from normalize.products.names import Name, compact, is_number, is_size, parse, words_of
from normalize.products.words import MAKERS

Words = tuple[str, ...]

# Where the first phrase of a claim ends: what follows says what a thing is for, not what it is.
_PHRASE_END: Final = re.compile(
    r"[,;:.!?(–—|]|\s(?:-|for|with|without|that|which|who|to|in|inside|on|at|from|by|using|and|plus|where|when|so)\s",
    re.I,
)
_IS_A: Final = re.compile(r"^.{1,80}?\s(?:is|are)\s+(?:an?\s|the\s|one of\s)?\s*", re.I)
_CAPITALS: Final = r"((?:[A-Z][\w&.-]{0,30}\w|[A-Z])(?:\s[A-Z][\w&-]{0,30}){0,2})"
_MAKER: Final = re.compile(rf"\b(?:[Bb]y|[Ff]rom)\s+{_CAPITALS}|{_CAPITALS}['’]s\b")
_STATED: Final = re.compile(
    rf"(?:^[Bb]y|,\s+by|\b(?:[Mm]ade|[Bb]uilt|[Dd]eveloped|[Cc]reated|[Rr]eleased|[Pp]ublished)\s+by)\s+{_CAPITALS}",
    re.M,
)
_ENDINGS: Final = ("ings", "ing", "ers", "er", "ors", "or", "ions", "ion", "ed", "es", "s")
_SHORTEST_STEM: Final = 4  # letters
_SHORTEST_WORD: Final = 4  # letters of a word that says something


@dataclass(frozen=True)
class Listing:
    """One row of `tools`, as far as it tells products apart; times are naive UTC."""

    tool_id: str
    site: str
    slug: str | None
    url: str | None
    name: str
    tagline: str | None
    category: str | None
    description: str | None
    entry_text: str | None
    pricing_text: str | None
    first_seen_at: datetime

    @cached_property
    def age(self) -> tuple[datetime, str]:
        """What orders listings from the oldest on: first sighting, then id."""
        return self.first_seen_at, self.tool_id

    @cached_property
    def parsed(self) -> Name:
        """Its name in its parts."""
        return parse(self.name)

    @cached_property
    def claim(self) -> Words:
        """Words of its tagline."""
        return words_of(self.tagline or "")

    @cached_property
    def heads(self) -> frozenset[str]:
        """Stems of the words that say what it is."""
        about = self.description or ""
        is_a = _IS_A.match(about)
        return _stems(_phrase(self.tagline or "") + (_phrase(about[is_a.end() :]) if is_a else ()))

    @cached_property
    def topics(self) -> frozenset[str]:
        """Stems of the words of its category."""
        return _stems(words_of(self.category or ""))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words of its text."""
        return _stems(self._words)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of the words that are long enough to say something."""
        return _stems(tuple(word for word in self._words if len(word) >= _SHORTEST_WORD and not is_number(word)))

    @cached_property
    def sizes(self) -> frozenset[str]:
        """Sizes that its text states."""
        return frozenset(filter(is_size, self._words))

    @cached_property
    def makers(self) -> tuple[Words, ...]:
        """Names that may be of who makes it: behind "by" and "from", before 's, in the host of its own page."""
        found = (words_of(each[1] or each[2]) for each in _MAKER.finditer(self._text))
        return (*filter(None, found), *_host(self.url, self.site))

    @cached_property
    def known_makers(self) -> frozenset[str]:
        """Known makers among these."""
        named = (MAKERS.get(compact(words)) or MAKERS.get(words[0]) for words in self.makers)
        return frozenset(filter(None, named))

    @cached_property
    def stated_makers(self) -> frozenset[str]:
        """Names that its text says it is made by, without spaces."""
        return frozenset(compact(words_of(each[1])) for each in _STATED.finditer(self._text))

    @cached_property
    def _text(self) -> str:
        return "\n".join(filter(None, (self.tagline, self.description, self.entry_text, self.pricing_text)))

    @cached_property
    def _words(self) -> Words:
        return words_of(self._text)


def stem(word: str) -> str:
    """A word without the ending of plural, doer or doing, if enough is left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word[:-1] if len(word) == _SHORTEST_STEM and word[-1] == "s" else word


def _stems(words: Words) -> frozenset[str]:
    return frozenset(map(stem, words))


def _phrase(text: str) -> Words:
    end = _PHRASE_END.search(text)
    return words_of(text[: end.start()] if end else text)


def _host(url: str | None, site: str) -> tuple[Words, ...]:
    """The name in the host of a listing's own page, where it is not the site's."""
    host = urlsplit(url).hostname or "" if url else ""
    labels = host.split(".")
    return (words_of(labels[-2]),) if len(labels) > 1 and site not in host else ()
