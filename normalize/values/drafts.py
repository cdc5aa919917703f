"""Each price of a text by itself: its amount or the word free, its terms and its plan, and where its print lies."""

import re
from dataclasses import dataclass, replace
from typing import Final

from normalize.records import Period
from normalize.values.free import Free, find_free
from normalize.values.money import Money, find_money
from normalize.values.not_prices import is_price
from normalize.values.plans import read_label, read_name_behind
from normalize.values.terms import Terms, read_terms

_NEXT_PRICE: Final = re.compile(r"\ ?:?\ ?[$€£¥₹]")
_LABELS: Final = re.compile(r"\ ?:\ ?")  # Free: $0
_LABELS_NOTHING: Final = re.compile(r"\ ?-?\ ?")  # Free $0, but not Free - $20
_SAYS_AGAIN: Final = re.compile(r"\ ?[(,=]\ ?|\ ?-\ ")  # $0 (free), Free ($0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A price on its way; `said` is where its amount ends and its terms begin."""

    start: int
    said: int
    end: int
    amount: float | None
    currency: str | None
    period: Period | None
    per: str | None
    is_free: bool
    plan: str | None

    @property
    def has_terms(self) -> bool:
        """Whether anything is said of what the amount is paid for."""
        return bool(self.period or self.per)


def read_drafts(text: str) -> list[Draft]:
    """Read every price on its own, in order."""
    drafts: list[Draft] = []
    floor = 0
    found: list[Money | Free] = sorted([*find_money(text), *find_free(text)], key=lambda one: one.start)
    for one in found:
        if one.start < floor:
            continue
        draft = _draft(text, floor, one)
        floor = draft.end
        if isinstance(one, Money) and not is_price(text, one.start, one.end, draft.end):
            continue
        if drafts and (merged := _merged(text, drafts[-1], draft)):
            drafts.pop()
            draft = merged
        drafts.append(draft)
    return drafts


def _draft(text: str, floor: int, one: Money | Free) -> Draft:
    label = read_label(text, floor, one.start)
    terms = read_terms(text, one.end) if isinstance(one, Money) else Terms(one.end)
    if label.period and _NEXT_PRICE.match(text, terms.end):  # Monthly $12 Yearly $96
        terms = Terms(one.end)
    behind = None if label.plan else read_name_behind(text, terms.end)
    plan = label.plan or (behind and behind.plan)
    return Draft(
        start=label.start,
        said=one.end,
        end=_closed(text, label.start, behind.end if behind else terms.end),
        amount=one.amount if isinstance(one, Money) else None,
        currency=one.currency if isinstance(one, Money) else None,
        period=terms.period or (label.period if isinstance(one, Money) else None),
        per=terms.per or (label.per if isinstance(one, Money) else None),
        is_free=isinstance(one, Free),
        plan=plan or ("Free" if isinstance(one, Free) and one.is_plan else None),
    )


def _closed(text: str, start: int, end: int) -> int:
    """Take in the parenthesis that closes one within the print: `Plus ($20)`."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + (is_open and text.startswith(")", end))


def _merged(text: str, first: Draft, second: Draft) -> Draft | None:
    """Join two prints of one price: `Free: $0` names a plan, `Free ($0)` and `$0 (free)` say it twice."""
    gap = text[first.end : second.start]
    nothing = second.is_free or not second.amount
    if first.is_free and _LABELS.fullmatch(gap) or first.is_free and nothing and _LABELS_NOTHING.fullmatch(gap):
        return replace(second, start=first.start, plan=first.plan or text[first.start : first.end])
    if (first.is_free and nothing or first.amount == 0 and second.is_free) and _SAYS_AGAIN.fullmatch(gap):
        priced = first if second.is_free else second
        end = second.end + text.startswith(")", second.end)
        return replace(priced, start=first.start, end=end, is_free=True, plan=first.plan or second.plan)
    return None
