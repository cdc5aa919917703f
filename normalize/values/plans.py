"""Which plan a price is the price of: the label before it (`Pro: $20`), or the name behind it (`$20/mo (Plus)`)."""

import re
from dataclasses import dataclass
from typing import Final

from normalize.records import Period
from normalize.values import plan_words as words
from normalize.values.terms import read_terms

_CLAUSE_START: Final = re.compile(r"[,;|·•/()\[\]!?]|\ \+\ |\.(?=\ )|\b(?:and|or|vs\.?|then|but)\ |\ -\ ")
_NAME: Final = re.compile(r"[^\W\d_a-z][\w+'&.-]*(?:\ [^\W_a-z][\w+'&.-]*){0,3}")
_PLAN_NOUN: Final = re.compile(r"\ (?:plans?|tiers?|version|edition|subscription|account|package)$", re.I)
_NO_PLAN: Final = re.compile(words.NO_PLAN, re.I)
_BEHIND: Final = re.compile(
    r"\ ?\((?P<paren>[A-Z][\w+&'-]*(?:\ [A-Z\d][\w+&'-]*){0,2})(?:\ (?:plan|tier))?\)"
    rf"|\ (?:for|on|with)\ (?:the\ )?(?P<named>{words.NAME}(?:\ {words.NAME})?)(?![\w-])(?:\ (?:plan|tier))?"
    rf"|\ (?P<bare>{words.NAME})(?=\ ?[,;|)]|$|\ (?:plan|tier)\b)"
)
_SIZE: Final = re.compile(r"\d{1,2}x?")  # Max 5x
_SET_OFF: Final = frozenset(":-=→")
_LONGEST: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class Label:
    """What labels a price: where the print of it begins, and the plan or the terms that it names."""

    start: int
    plan: str | None = None
    period: Period | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class NameBehind:
    """A plan printed behind its price, and where that print ends."""

    end: int
    plan: str


def read_label(text: str, floor: int, start: int) -> Label:
    """Read the label that ends where a price starts; nothing before `floor` belongs to it."""
    floor = max(floor, start - _LONGEST)
    end = _skip_joints(text, floor, start)
    clause = max((match.end() for match in _CLAUSE_START.finditer(text, floor, end)), default=floor)
    said = text[clause:end].strip()
    if not said:
        return Label(start)
    begin = text.index(said, clause)
    terms = read_terms(text[:end], begin)
    if terms.are_given:  # Monthly: $20, per 1M tokens: $3
        return Label(begin, None, terms.period, terms.per)
    return _named(begin, start, _PLAN_NOUN.sub("", said), is_set_off=text[end:start].strip()[:1] in _SET_OFF)


def _named(begin: int, start: int, said: str, *, is_set_off: bool) -> Label:
    """Tell a plan from other words: any short name that is set off, or a known one."""
    if _NO_PLAN.fullmatch(said):
        return Label(begin)
    if is_set_off and _NAME.fullmatch(said):
        return Label(begin, said)
    known = _known_name(said.split(" "))
    return Label(begin + len(said) - len(known), known) if known else Label(start)


def _known_name(said: list[str]) -> str | None:
    """Find the plan's name at the end of other words (`Acme Pro`, `Acme Max 5x`)."""
    name, before = said[-1], said[-2] if len(said) > 1 else ""
    if before in words.NAMES and (name in words.NAMES or _SIZE.fullmatch(name)):
        return f"{before} {name}"
    return name if name in words.NAMES else None


def _skip_joints(text: str, floor: int, end: int) -> int:
    """Walk back over what joins a label to its price (`costs`, `: from`, `—`)."""
    for _ in range(3):
        said = text[floor:end].rstrip()
        joint = _joint(said, is_apart=len(said) < end - floor)
        if not joint:
            break
        end = floor + len(said) - len(joint)
    return end


def _joint(said: str, *, is_apart: bool) -> str:
    """Find what joins at the end of a text; a hyphen does where a space follows it."""
    if said[-1:] in words.JOINING_SIGNS and (is_apart or said[-1:] != "-"):
        return said[-1:]
    last = said.split(" ")[-3:]
    phrases = (" ".join(last[at:]) for at in range(len(last)))
    return next((phrase for phrase in phrases if phrase.lower() in words.JOINING_WORDS), "")


def read_name_behind(text: str, end: int) -> NameBehind | None:
    """Read the plan printed behind a price."""
    match = _BEHIND.match(text, end)
    name = match and (match["paren"] or match["named"] or match["bare"])
    return NameBehind(match.end(), name) if match and name and not _NO_PLAN.fullmatch(name) else None
