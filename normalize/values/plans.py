"""Which plan a price is the price of: the label before it (`Pro: $20`), or the name behind it (`$20/mo (Plus)`)."""

import re
from dataclasses import dataclass
from typing import Final

from normalize.records import Period
from normalize.values.terms import read_terms

_KNOWN: Final = (
    r"(?:Free|Plus|Pro\+|Pro|Professional|Premium|Premier|Team|Teams|Max|Business|Enterprise|Starter|Basic|Standard"
    r"|Individual|Personal|Growth|Scale|Advanced|Ultra|Ultimate|Creator|Hobby|Hobbyist|Developer|Lite|Essentials?|Unlimited"
    r"|Student|Education|Family|Solo|Agency|Startup|Company|Organization|Explorer|Mega|Launch|Freelancer|Go"
    r"|专业版|企业版|团队版|个人版|标准版|高级版|基础版|免费版|旗舰版|プロ|프로)"
)
_KNOWN_NAME: Final = re.compile(rf"(?<![\w-])(?P<name>{_KNOWN}(?:\ (?:{_KNOWN}|\d{{1,2}}x?))?)$")
_CONNECTOR: Final = re.compile(
    r"(?:\ ?(?::|=|\(|->|→|-(?=\ )|\bis|\bat|\bcosts?|\bfrom|\bfor|\bstarts?(?:\ at|\ from)?|\bstarting(?:\ at|\ from)?|\bonly|\bjust"
    r"|\bnow|\babout|\baround|\bgoes\ for|\bruns|\bab|\bà\ partir\ de|\bdesde|\ba\ partir\ de|~|≈|\ba|\bthe|\bprice|\bpricing))\ ?$",
    re.I,
)
_CLAUSE_START: Final = re.compile(r"(?:[,;|·•/()\[\]+!?]|\.(?=\ )|\b(?:and|or|vs\.?|then|but)\ |\ -\ )")
_NAME: Final = re.compile(r"[^\W\d_][\w+'&.-]*(?:\ [\w+'&.-]+){0,3}")
_PLAN_NOUN: Final = re.compile(r"\ (?:plans?|tiers?|version|edition|subscription|account|package)$", re.I)
# Words that label a price without naming a plan.
_NO_PLAN: Final = re.compile(
    r"(?:(?:the|a|our|paid|starting|starts|current|regular|base|entry|monthly|annual|annually|yearly|total|api|list|from|only|new)\ )*"
    r"(?:price|prices|pricing|cost|costs|plan|plans|paid|monthly|annual|annually|yearly|month|year|per\ month|per\ year|input|output"
    r"|cached\ input|tokens?|from|only|now|just|starting|starts|total|subscription|billing|fee|api|rate|amount|usd|eur|value|today|(?:most\ )?popular|recommended|new|best\ value|beta|sale|save"
    r"|approx|about|lifetime|one-time|once|limited|at|is|it|up\ to|with\ ads|note|deal|offer|promo|价格|价钱|定价|月付|年付|每月"
    r"|每年|料金|価格|月額|年額|preis|prix|precio|preço|prezzo|цена|가격)(?:\ (?:price|billing|plan|plans|cost|at|from|tokens?|fee))*",
    re.I,
)
_BEHIND: Final = re.compile(
    rf"\ ?\((?P<paren>[A-Z][\w+&'-]*(?:\ [A-Z\d][\w+&'-]*){{0,2}})(?:\ (?:plan|tier))?\)"
    rf"|\ (?:for|on|with)\ (?:the\ )?(?P<named>{_KNOWN}(?:\ {_KNOWN})?)(?![\w-])(?:\ (?:plan|tier))?|\ (?P<bare>{_KNOWN})(?=\ ?[,;|)]|$|\ (?:plan|tier)\b)"
)
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
    end = _skip_connectors(text, floor, start)
    clause = max((match.end() for match in _CLAUSE_START.finditer(text, floor, end)), default=floor)
    words = text[clause:end].strip()
    if not words:
        return Label(start)
    begin = text.index(words, clause)
    terms = read_terms(text[:end], begin)
    if terms.are_given:  # Monthly: $20, per 1M tokens: $3
        return Label(begin, None, terms.period, terms.per)
    return _named(begin, start, _PLAN_NOUN.sub("", words), is_set_off=text[end:start].strip()[:1] in _SET_OFF)


def _named(begin: int, start: int, words: str, *, is_set_off: bool) -> Label:
    """Tell a plan from other words: any short name that is set off, or a known one."""
    if _NO_PLAN.fullmatch(words):
        return Label(begin)
    if is_set_off and _NAME.fullmatch(words):
        return Label(begin, words)
    known = _KNOWN_NAME.search(words)
    return Label(begin + known.start(), known["name"]) if known else Label(start)


def _skip_connectors(text: str, floor: int, end: int) -> int:
    """Walk back over what joins a label to its price (`costs`, `: from`, `—`)."""
    for _ in range(3):
        found = _CONNECTOR.search(text, floor, end)
        if not found:
            break
        end = found.start()
    return end


def read_name_behind(text: str, end: int) -> NameBehind | None:
    """Read the plan printed behind a price."""
    match = _BEHIND.match(text, end)
    name = match and (match["paren"] or match["named"] or match["bare"])
    return NameBehind(match.end(), name) if match and name and not _NO_PLAN.fullmatch(name) else None
