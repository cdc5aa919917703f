"""Names in a quote, and as what: known products wherever they stand, other names where a phrase says so."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from normalize.mentions import shapes
from normalize.mentions.known import Hit, KnownNames, folded
from normalize.mentions.phrases import before, is_enough, is_subject, relation_after, relation_before, says_rivals
from normalize.mentions.words import ALSO_WORDS, EDITIONS, MASS_NOUNS
from normalize.records import Relation

_OWNER: Final = re.compile(r"['’]s (?:own |new |latest |next |upcoming )*")
_BETWEEN: Final = re.compile(
    r"\s*(?:,|;|/|&|\+|,? ?\b(?:and|or|plus|then|nor|as well as)\b)\s*(?:or|and|then|followed by|plus)?\s*"
    r"(?:even |maybe |perhaps |also |the |a |an )?[\"“‘'`]?"
)
_QUOTED: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "`": "`", "«": "»"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: `text[start:end]`, in code points; the product where one is known, and what it is named as."""

    start: int
    end: int
    text: str
    product: str | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Name:
    """What may be a mention. `lead` is where the words begin that belong to it: "Acme's own Larkspur"."""

    start: int
    end: int
    lead: int
    form: str | None  # the known name it is
    is_other: bool  # a known name and more, which makes it another product


def find_mentions(text: str, known: KnownNames, about: str | None = None) -> list[Mention]:
    """Return the names of products in a text, in order, none inside another.

    `about` is the product that the text is about: it is named, but no rival of itself. Names that are not known are
    found where a phrase asks for one ("direct competitors are …"), or letters and digits say that it is one ("GPT-5").
    A name that is also a word counts where spelling and phrase say so.
    """
    names = list(_names(text, known))
    return [mention for group in _groups(text, names) for mention in _mentions(text, group, known, about)]


def _names(text: str, known: KnownNames) -> Iterator[_Name]:
    """Known names and words spelled like names, joined where they overlap, in order."""
    spans = list(_spans(text, known.hits(text), list(shapes.runs(text))))
    for n, name in enumerate(spans):
        owner = spans[n - 1] if n else None
        is_owned = owner is not None and _OWNER.fullmatch(text, owner.end, name.start)
        yield replace(name, lead=owner.lead) if owner and is_owned else name


def _spans(text: str, hits: list[Hit], runs: list[shapes.Run]) -> Iterator[_Name]:
    """Known names with what belongs to them, the vendor before and an edition behind; and runs without known names."""
    waiting = deque(runs)
    for n, hit in enumerate(hits):
        while waiting and waiting[0].end <= hit.start:
            run = waiting.popleft()
            if not n or run.start >= hits[n - 1].end:
                yield _Name(run.start, run.end, run.start, None, False)
        start, end = hit.start, hit.end
        if waiting and waiting[0].start < hit.end:
            start = min(start, max(waiting[0].start, hits[n - 1].end if n else 0))
            end = max(end, min(waiting[0].end, hits[n + 1].start if n + 1 < len(hits) else len(text)))
        yield _with_edition(text, hit, start, end)
    for run in waiting:
        if not hits or run.start >= hits[-1].end:
            yield _Name(run.start, run.end, run.start, None, False)


def _with_edition(text: str, hit: Hit, start: int, end: int) -> _Name:
    head, tail = text[start : hit.start].strip(), text[hit.end : end].strip(" -")
    is_vendor = bool(head) and shapes.is_company(head)
    is_longer = bool(head) and not is_vendor and not shapes.is_sentence_start(text, start)
    words = tail.split()
    is_edition = bool(words) and (words[0].casefold() in EDITIONS or words[0][0].isdigit() or " " not in hit.name)
    if text[hit.end : hit.end + 1] == "-" and not is_edition:
        words = []
    first = start if is_vendor or is_longer else hit.start
    last = end if words and is_edition else hit.end
    while text[last - 1] in " -":
        last -= 1
    return _Name(first, last, first, hit.name, is_longer or last > hit.end)


def _groups(text: str, names: list[_Name]) -> Iterator[list[_Name]]:
    """Names that stand in a list: "X, Y, and Z"."""
    group: list[_Name] = []
    for name in names:
        if group and not _BETWEEN.fullmatch(text, group[-1].end, name.lead):
            if not (name.lead < name.start and name.lead == group[-1].lead):
                yield group
                group = []
        group.append(name)
    if group:
        yield group


def _mentions(text: str, group: list[_Name], known: KnownNames, about: str | None) -> Iterator[Mention]:
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


def _counts(text: str, name: _Name, known: KnownNames, said: Relation | None, words: str, is_listed: bool) -> bool:
    printed = text[name.start : name.end]
    if name.form is not None and (not name.is_other or said):
        if not _is_wordlike(text, name, known):
            return True
        return (
            _is_spelled(text, name)
            and (not name.is_other or _is_edition(printed))
            and (_is_name_here(text, name, known, is_listed) or said is not None and bool(words))
        )
    if _OWNER.match(text, name.end) and text[name.end + 3 : name.end + 4].isupper():
        return False
    if shapes.is_company(printed):
        return says_rivals(words)
    if shapes.is_model(printed):
        return (
            not shapes.is_sentence_start(text, name.start)
            or " " not in printed
            or is_subject(text, name.end)
            or bool(said)
        )
    if shapes.is_proper(printed) and shapes.is_company_product(printed, text[name.lead : name.start]):
        return True
    is_bare = " " not in printed and not shapes.has_inner_capital(printed)
    if said is None or is_bare and shapes.is_sentence_start(text, name.start) and not words:
        return False
    return shapes.is_proper(printed)


def _is_edition(printed: str) -> bool:
    last = printed.split()[-1]
    return last.casefold() in EDITIONS or last[0].isdigit()


def _is_wordlike(text: str, name: _Name, known: KnownNames) -> bool:
    """Whether it could be a word and no name here."""
    printed, form = text[name.start : name.end], name.form or ""
    if any(char.isdigit() for char in form):
        return False
    listed = known.printed(form)
    if " " in form or listed and shapes.has_inner_capital(listed):
        return printed.islower()
    return not printed[0].isupper() or form in ALSO_WORDS or form in known.words


def _is_spelled(text: str, name: _Name) -> bool:
    return text[name.start].isupper()


def _is_name_here(text: str, name: _Name, known: KnownNames, is_listed: bool) -> bool:
    """Whether a capital says that a word is a name, or else the words around do."""
    if _QUOTED.get(text[name.start - 1 : name.start]) == text[name.end : name.end + 1] != "":
        return True
    if not shapes.is_sentence_start(text, name.start):
        return not shapes.is_title_case(text, name.start)
    if is_listed:
        return True
    is_mass = folded(text[name.start : name.end]) in MASS_NOUNS
    return not is_mass and is_subject(text, name.end)
