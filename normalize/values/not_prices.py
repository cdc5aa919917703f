"""Amounts of money that are no price: savings, credits, funding, shares of a payment, what something cost before."""

import re
from typing import Final

from normalize.values.prints import any_of

_OTHERWISE: Final = any_of(
    r"""saves? saved saving savings raised raises raising valued valuation worth discount credits? bonus refunds?
    revenues? funding earn(?:s|ed)? was were instead_of down_from normally usually regularly reg\. originally
    formerly under below (?:less|more|cheaper)_than prize budget"""
)
_UP_TO: Final = any_of("up_to over about around an?(?:_extra|_additional)? at of nearly almost another")
_CREDITED: Final = any_of(
    """in of worth free api usage monthly sign-?up welcome starter cloud bonus promo platform compute ai initial trial
    included"""
)
_GAIN: Final = any_of(
    """off discount savings? saved cheaper less more extra cash-?_?back refund rebate valuation arr mrr value raised
    revenue funding market_cap budget prize round seed series"""
)
_FUNDS: Final = (
    r"in\ (?:(?:annual|total|seed|new|recurring)\ ){0,3}(?:funding|revenue|savings|sales|value|venture|arr|mrr)"
)
_BEFORE: Final = re.compile(rf"(?:\b{_OTHERWISE}(?:\ {_UP_TO}){{0,3}}:?\ ?|~~|(?:^|\s)-|%\ ?(?:\+|plus)\ ?)$", re.I)
_AFTER: Final = re.compile(
    rf"~~|\ ?(?:→|->|⟶)\ ?[$€£¥\d]|[-\ ](?:{_GAIN}|{_FUNDS})\b"
    rf"|\ (?:{_CREDITED}\ ){{0,4}}(?:credits?|vouchers?|coupons?)\b",
    re.I,
)
_FAR: Final = 40  # characters


def is_price(text: str, start: int, amount_end: int, end: int) -> bool:
    """Whether what stands around an amount (its terms end at `end`) lets it be a price."""
    if _BEFORE.search(text, max(0, start - _FAR), start):
        return False
    return not (_AFTER.match(text, amount_end) or _AFTER.match(text, end))
