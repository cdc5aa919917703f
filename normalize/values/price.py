"""Prices as a page prints them: in a table's cell, on a card, in a list of plans or in a sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normalize.records import Period
from normalize.values.drafts import read_drafts
from normalize.values.free import may_say_free
from normalize.values.prints import plain, readable, stretch
from normalize.values.shared_terms import share_terms

_DIGIT: Final = re.compile("[0-9０-９]")


@dataclass(frozen=True, slots=True)
class PricePrint:
    """One price as one text prints it.

    `period` is month, year or once; any other stands in `per` (`week`, `3 months`), as the unit does. `is_free` is true
    where the text says free of the price: an amount of 0 alone does not, nor does a plan named Free.
    """

    text: str
    amount: float | None
    currency: str | None
    period: Period | None
    per: str | None
    is_free: bool
    plan: str | None


def parse_prices(text: str) -> list[PricePrint]:
    """Read every price that a text states, in order; of a very long text, its beginning."""
    if not _DIGIT.search(text) and not may_say_free(text):
        return []
    return list(_parse(readable(text)))


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[PricePrint, ...]:
    """Read a text whose white space is folded."""
    flat = plain(text)
    drafts = share_terms(flat, read_drafts(flat))
    alone = len(drafts) == 1
    return tuple(
        PricePrint(
            text=stretch(text, draft.start, draft.end, alone=alone),
            amount=draft.amount,
            currency=draft.currency,
            period=draft.period,
            per=draft.per,
            is_free=draft.is_free,
            plan=draft.plan,
        )
        for draft in drafts
    )
