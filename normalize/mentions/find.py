"""Names in a quote, and as what: known products wherever they stand, other names where a phrase says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from normalize.mentions import shapes
from normalize.mentions.known import KnownNames, folded
from normalize.mentions.phrases import before, is_enough, is_subject, relation_after, relation_before, says_rivals
from normalize.mentions.spans import Name, groups, names
from normalize.mentions.words import ALSO_WORDS, MASS_NOUNS
from normalize.records import Relation

_OWNS: Final = re.compile(r"['’]s (?=[A-Z])")
_QUOTED: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "`": "`", "«": "»"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: `text[start:end]`, in code points; the product where one is known, and what it is named as."""

    start: int
    end: int
    text: str
    product: str | None
    relation: Relation


def find_mentions(text: str, known: KnownNames, about: str | None = None) -> list[Mention]:
    """Return the names of products in a text, in order, none inside another.

    `about` is the product that the text is about: it is named, but no rival of itself. Names that are not known are
    found where a phrase asks for one ("direct competitors are …"), or letters and digits say that it is one ("GPT-5").
    A name that is also a word counts where spelling and phrase say so.
    """
    found = names(text, known)
    return [mention for group in groups(text, found) for mention in _mentions(text, group, known, about)]


def _mentions(text: str, group: list[Name], known: KnownNames, about: str | None) -> Iterator[Mention]:
    words = before(text, group[0].lead)
    after: Relation | None = relation_after(text, group[-1].end)
    if is_enough(text, group[0].lead, group[-1].end):
        after = "alternative"
    for name in group:
        is_sure = name.form is not None or shapes.is_model(text[name.start : name.end])
        said = relation_before(words, is_sure) or after
        product = None if name.form is None or name.is_other else known.product(name.form, about)
        if not _counts(text, name, known, said, words, len(group) > 1):
            continue
        relation: Relation = "mentioned" if said is None or about is not None and product == about else said
        yield Mention(name.start, name.end, text[name.start : name.end], product, relation)


def _counts(text: str, name: Name, known: KnownNames, said: Relation | None, words: str, is_listed: bool) -> bool:
    """Whether a name is one here: `said` is what the phrase makes of it, `words` are those before it."""
    if name.form is None:
        return _counts_unknown(text, name, said, words)
    if not _is_wordlike(text, name, known):
        return True
    is_spelled = text[name.start].isupper()
    return is_spelled and (said is not None and bool(words) or _is_name_here(text, name, is_listed))


def _counts_unknown(text: str, name: Name, said: Relation | None, words: str) -> bool:
    printed = text[name.start : name.end]
    if shapes.is_company(printed):
        return says_rivals(words) and not _OWNS.match(text, name.end)
    begins = shapes.is_sentence_start(text, name.start)
    if shapes.is_model(printed):
        return not begins or " " not in printed or is_subject(text, name.end) or said is not None
    if not shapes.is_proper(printed) or _OWNS.match(text, name.end):
        return False
    if shapes.is_company_product(printed, text[name.lead : name.start]):
        return True
    is_bare = " " not in printed and not shapes.has_inner_capital(printed)
    return said is not None and not (is_bare and begins and not words)


def _is_wordlike(text: str, name: Name, known: KnownNames) -> bool:
    """Whether it could be a word and no name here."""
    printed, form = text[name.start : name.end], name.form or ""
    if any(char.isdigit() for char in form):
        return False
    listed = known.printed(form)
    if " " in form or listed and shapes.has_inner_capital(listed):
        return printed.islower()
    return not printed[0].isupper() or form in ALSO_WORDS or form in known.words


def _is_name_here(text: str, name: Name, is_listed: bool) -> bool:
    """Whether a capital says that a word is a name, or else the words around do."""
    if _QUOTED.get(text[name.start - 1 : name.start]) == text[name.end : name.end + 1] != "":
        return True
    if not shapes.is_sentence_start(text, name.start):
        return not shapes.is_title_case(text, name.start)
    if is_listed:
        return True
    is_mass = folded(text[name.start : name.end]) in MASS_NOUNS
    return not is_mass and is_subject(text, name.end)
