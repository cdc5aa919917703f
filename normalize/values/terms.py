"""What an amount is paid for: the period and the unit that are printed behind it (`/user/mo, billed yearly`)."""

import re
from dataclasses import dataclass
from typing import Final

from normalize.records import Period
from normalize.values import period_words as words

_END: Final = r"(?:\.(?=[\s,;)]))?(?![a-z])"
_STEP: Final = re.compile(
    rf"""(?P<yearly_bill>{words.YEARLY_BILL})|(?P<monthly_bill>{words.MONTHLY_BILL})
    |(?P<once>{words.ONCE})
    |(?P<month>{words.MONTHLY}|{words.PER}(?:1\ )?{words.MONTH}{_END}|mo{_END}|pc?m\b)
    |(?P<year>{words.YEARLY}|{words.PER}(?:1\ )?{words.YEAR}{_END}|yr{_END})
    |(?P<adverb>weekly|daily|hourly)\b
    |(?:{words.PER}|\ban?\ (?={words.NAMED}\b)|(?={words.NAMED}\ ?/)){words.UNIT}
    |(?P<filler>\+(?!\ ?\d)|/-|[,.]-(?!\d)
        |(?:input|output|in|out|flat(?:,(?=\ ?(?:per|an?)\b))?|(?:plus|excl\.?|incl\.?|\+)\ ?(?:tax|vat))
        (?=\ ?(?:[/,;|(·)]|per\b|$)))""",
    re.X | re.I,
)
_LEAD: Final = re.compile(r"\ ?\(?\ ?")
_FURTHER_LEAD: Final = re.compile(r"\ ?[,(]{0,2}\ ?")
_BILL_LEAD: Final = re.compile(
    r"[\ ,(-]{1,4}(?=when|if|bill|pa[iy]|charg|invoic|one[- ]?(?:time|off)|once|life-?time|按|年|月)", re.I
)
_MOST_STEPS: Final = 5  # unit, period, billing and a filler: nobody prints more


@dataclass(frozen=True, slots=True)
class Terms:
    """What an amount is paid for, and where the print of it ends."""

    end: int
    period: Period | None = None
    per: str | None = None

    @property
    def are_given(self) -> bool:
        """Whether anything is said at all."""
        return bool(self.period or self.per)


def read_terms(text: str, start: int) -> Terms:
    """Read the terms printed from `start` on.

    The period belongs to the amount: `$8/mo billed annually` is paid for a month. How the bill comes says it only where
    nothing else does, and not with a unit: `$12 per user, billed annually` may be a month's price.
    """
    terms, bill, is_open = Terms(start), None, False
    for _ in range(_MOST_STEPS):
        lead = _lead(text, terms)
        step = _STEP.match(text, lead.end())
        if not step or (step["unit"] or step["adverb"]) and terms.per:
            break
        is_open = is_open or "(" in lead.group()
        bill = bill or _bill(step)
        end = step.end() + (is_open and text.startswith(")", step.end()))
        is_open = is_open and end == step.end()
        terms = Terms(end, terms.period or _period(step), terms.per or _unit(step))
    return terms if terms.are_given or not bill else Terms(terms.end, bill, None)


def _lead(text: str, terms: Terms) -> re.Match[str]:
    """What may stand before the next step: a comma only where something has been said or a bill follows."""
    pattern = _FURTHER_LEAD if terms.are_given else _LEAD
    lead = _BILL_LEAD.match(text, terms.end) or pattern.match(text, terms.end)
    assert lead is not None  # both match nothing, too
    return lead


def _period(step: re.Match[str]) -> Period | None:
    if step["month"]:
        return "month"
    if step["year"]:
        return "year"
    return "once" if step["once"] else None


def _bill(step: re.Match[str]) -> Period | None:
    if step["yearly_bill"]:
        return "year"
    return "month" if step["monthly_bill"] else None


def _unit(step: re.Match[str]) -> str | None:
    """Read the unit as printed; a week has one name, for it stands where a period would."""
    printed = step["unit"] or step["adverb"]
    return words.SHORT_UNITS.get(printed.lower(), printed) if printed else None
