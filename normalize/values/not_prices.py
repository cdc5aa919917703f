"""Amounts of money that are no price: savings, credits, funding, what something cost before."""

import re
from typing import Final

_BEFORE: Final = re.compile(
    r"""(?:\b(?:saves?|saved|saving|savings|raised|raises|raising|valued|valuation|worth|discount|credits?|bonus|refunds?|revenues?
    |funding|earn(?:s|ed)?|was|were|instead\ of|down\ from|normally|usually|regularly|reg\.|originally|formerly|under|below
    |(?:less|more|cheaper)\ than|prize|budget)
    (?:\ (?:up\ to|over|about|around|an|a|an?\ extra|an?\ additional|at|of|nearly|almost|another))*:?\ ?|~~|(?:^|\s)-)$""",
    re.I | re.X,
)
_CREDIT: Final = (
    r"(?:(?:in|of|worth|free|api|usage|monthly|sign-?up|welcome|starter|cloud|bonus|promo|platform|compute|ai|initial|trial"
    r"|included)\ ){0,4}(?:credits?|vouchers?|coupons?)\b"
)
_AFTER: Final = re.compile(
    rf"""~~|[-\ ](?:off|discount|savings?|saved|cheaper|less|more|extra|cash-?\ ?back|refund|rebate|valuation|arr|mrr|value
    |in\ (?:(?:annual|total|seed|new|recurring)\ )*(?:funding|revenue|savings|sales|venture|arr|mrr)|raised|revenue|funding
    |market\ cap|budget|prize|round|seed|series)\b|\ {_CREDIT}""",
    re.I | re.X,
)
_LONGEST: Final = 40


def is_price(text: str, start: int, amount_end: int, end: int) -> bool:
    """Whether what stands around an amount (its terms end at `end`) lets it be a price."""
    if _BEFORE.search(text, max(0, start - _LONGEST), start):
        return False
    return not (_AFTER.match(text, amount_end) or _AFTER.match(text, end))
