"""The names that products are known by, and where a text has them: one pass over the text, however many there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from normalize.mentions.words import KINDS

_SAME: Final = str.maketrans("-‐‑–_\u00a0", "      ")  # "GPT-5" is also printed "GPT 5"
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_KIND: Final = re.compile(rf"[\s-](?:{'|'.join(sorted(KINDS))})$", re.I)
_VERSION: Final = re.compile(r"[\s-]v?\d+(?:\.\d+)*(?:-?rc\d*|-?beta\d*)?$", re.I)
_SHORTEST: Final = 2  # characters
# What may follow a name with a hyphen: in "a Larkspur-like editor" the name is named, in "bolt-on" it is not.
_COMPOUND: Final = re.compile(r"-(?:like|style|based|class|level|native|compatible|powered|esque|first|only)\b", re.I)


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: from `start` to `end`, in code points."""

    start: int
    end: int
    name: str


class KnownNames:
    """Names of products, each with the products that bear it, longest first where they overlap."""

    def __init__(self, names: Iterable[tuple[str, str | None]], words: Iterable[str] = ()) -> None:
        """Take pairs of a name as printed and the product's id (None: no product is known), and words of the language.

        A name without its kind or what stands in brackets ("Bramble (CLI)") is known too, and without its version
        ("Rowboat 3") where the product itself is spoken of.
        """
        listed = sorted({(name, product or "") for name, product in names})
        self._exact = _by_form(listed)
        self._short = _by_form((short, product) for name, product in listed for short in _without_kind(name))
        self._family = _by_form((short, product) for name, product in listed for short in _without_version(name))
        self.words = frozenset(words)
        self._printed = {folded(name): name for name, _ in reversed(listed)}
        self._forms = sorted({*self._exact, *self._short, *self._family})
        self._automaton = AhoCorasick(self._forms)

    def hits(self, text: str) -> list[Hit]:
        """Known names in a text, on word boundaries: of several that overlap the first, and of these the longest."""
        found = self._automaton.find_matches_as_indexes(folded(text), overlapping=True)
        spans = sorted((start, -end, form) for form, start, end in found if _is_whole(text, start, end))
        kept: list[Hit] = []
        for start, end, form in spans:
            if not kept or start >= kept[-1].end:
                kept.append(Hit(start, -end, self._forms[form]))
        return kept

    def product(self, form: str, about: str | None) -> str | None:
        """The product that a name stands for; None where it may be several, or is of a family without its version."""
        for bearers in (self._exact.get(form), self._short.get(form)):
            if bearers:
                return about if about in bearers else next(iter(bearers)) or None if len(bearers) == 1 else None
        return about if about in self._family.get(form, ()) else None

    def is_plural(self, form: str) -> bool:
        """Whether a name stands for more than one word."""
        return " " in form

    def printed(self, form: str) -> str | None:
        """The name as its listing prints it; None for a short form."""
        return self._printed.get(form)


def folded(text: str) -> str:
    """The form in which names are compared: lower case, one kind of hyphen and space; as long as the text."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have lower cases of two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_SAME)


def _by_form(names: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    products = defaultdict(set)
    for name, product in names:
        if len(name) >= _SHORTEST:
            products[folded(name)].add(product)
    return {form: frozenset(bearers - {""} or bearers) for form, bearers in products.items()}


def _without_kind(name: str) -> set[str]:
    return {_IN_BRACKETS.sub("", name), _KIND.sub("", _IN_BRACKETS.sub("", name))} - {name}


def _without_version(name: str) -> set[str]:
    shorter = {_VERSION.sub("", each) for each in {name, *_without_kind(name)}}
    return shorter - {name} - _without_kind(name)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match begins and ends where words do, and is no part of an address, a handle or a compound."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and (before.isalnum() or before in "_@#/$.") or after[:1].isalnum() or after[:1] in ("_", "@"):
        return False
    if after[:1] == "." and after[1:].isalnum() or after[:1] == "/" and before != " ":
        return False
    return not (after[:1] == "-" and after[1:].isalnum()) or bool(_COMPOUND.match(text, end))
