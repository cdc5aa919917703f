"""Amounts of money in running text: where they stand, how much, and in which currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from price_parser import Price

_CODES: Final = (
    "USD|EUR|GBP|JPY|CNY|INR|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|BRL|MXN|ARS|CLP|COP|PEN|ZAR|KRW|SGD"
    "|HKD|TWD|THB|IDR|MYR|PHP|VND|AED|SAR|ILS|EGP|NGN|KES|UAH|RUB|PKR"
)
# The printed sign (as price-parser gives it) and its currency; signs that several countries share are missing.
_ISO: Final = dict(
    pair.split("=")
    for pair in (
        "$=USD US$=USD CA$=CAD C$=CAD A$=AUD AU$=AUD NZ$=NZD HK$=HKD NT$=TWD S$=SGD MX$=MXN R$=BRL €=EUR £=GBP CN¥=CNY"
        " ₹=INR ₩=KRW ₽=RUB ₺=TRY ₴=UAH ₫=VND ฿=THB ₱=PHP ₪=ILS ₦=NGN zł=PLN Kč=CZK Rp=IDR RM=MYR"
    ).split()
)
_WORDS: Final = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "rmb": "CNY", "jp¥": "JPY", "cn¥": "CNY",
    "元": "CNY", "人民币": "CNY", "円": "JPY", "日元": "JPY", "美元": "USD", "美金": "USD", "欧元": "EUR", "원": "KRW",
    "달러": "USD", "ドル": "USD", "руб": "RUB", "zl": "PLN", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "rp": "IDR", "rm": "MYR",
}  # fmt: skip
_SOFTWARE: Final = r"PHP\ ?\d(?:\.\d)?(?![\d.,])"  # a version of it
_BEFORE: Final = (
    r"(?:(?:(?<![A-Za-z])(?:US|CA|AU|NZ|HK|NT|MX|[ACRS]))?\$(?:\ ?(?:US|CA|AU)D?(?=\ ?\d))?"
    rf"|(?:(?<![A-Za-z])(?:CN|JP))?¥|[€£₹₩₽₺₴₫฿₱₪₦]"
    rf"|(?<![A-Za-z])(?!{_SOFTWARE})(?:(?:{_CODES}|RMB)\ ?[$€£¥]?|Rs\.?|RM|Rp\.?|zł|kr\.?)(?![A-Za-z]))"
)
_AFTER: Final = (
    rf"(?:(?:{_CODES}|RMB|usd|eur|gbp|Dollars?|dollars?|[Ee]uros?|zł|zl|Kč|kr|руб|₽)(?![^\W\d_])"
    r"|[€$£¥₹₩₺₴₫฿₱₪]|人民币|元|円|日元|美元|美金|欧元|원|달러|ドル)"
)
# In `$20 500 requests` the space ends the amount.
_NO_COUNT: Final = rf"(?!\ (?!(?:per|an?|par|pro|por|al|monthly|yearly|annually|billed)\b|{_AFTER})(?u:[^\W\d_]))"
_NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3})++(?:\.\d{1,4})?+|\d{1,3}(?:\.\d{3}){2,}+(?:,\d{1,2})?+|\d{1,3}\.\d{3},\d{1,2}"
    rf"|\d{{1,3}}(?:[\ ']\d{{3}})++(?!\d)(?:[.,]\d{{1,2}})?+{_NO_COUNT}"
    r"|\d{1,9}+(?:[.,]\d{1,6}+)?+|\.\d{1,4}+)"
)
_LARGE: Final = (
    r"(?!\d|[.,]\d|\ ?(?:[Mm]il(?:lion|\.)?|[Bb]n|[Bb]illion|[Tt]rillion|mn|mm|crore|lakh|万|萬|億|亿)\b|[MBTmb]\b)"
)
_RANGE: Final = r"\ ?(?:-|~|\bto\b|\bbis\b|至|到)\ ?"
_PRICED: Final = (
    r"(?=\ ?(?:/|per\b|a\ (?:month|year)|monthly|yearly|annually|billed|[€$£¥]|[A-Z]{3}\b|元|円|\)|,|;|\.?$))"
)
_MONEY: Final = re.compile(
    rf"""(?P<before>{_BEFORE})\ ?(?P<amount>{_NUMBER})(?P<thousand>[Kk](?![\w]))?+{_LARGE}(?P<after>\ ?{_AFTER})?+
    |(?<![\d.,/$€£¥-])(?P<low>{_NUMBER}){_RANGE}(?P<high>{_NUMBER})\ ?(?P<shared>{_AFTER})(?!\d)
    |(?<![\d.,/])(?P<split>\d{{1,6}}+€\d\d)(?!\d)
    |(?<![\d.,/])(?!(?<=\d[\ '])\d{{3}}(?!\d))(?P<bare>{_NUMBER})(?:[,.]-)?\ ?(?P<sign>{_AFTER})(?!\d)""",
    re.X | re.A,
)
_PARTNER: Final = re.compile(
    rf"{_RANGE}(?P<amount>{_NUMBER})(?:[Kk](?!\w))?+{_LARGE}{_PRICED}(?P<after>\ ?{_AFTER})?+", re.A
)
_MAY_COST: Final = re.compile(
    rf"[$€£¥₹₩₽₺₴₫฿₱₪₦元円원]|{_CODES}|RMB|R[spM]|[zZ][łl]|K[čr]|kr|руб|usd|eur|gbp|EUR|[Ee]uro|[Dd]ollar"
    r"|美|欧|日元|人民币|달러|ドル"
)
_SPOKEN_JAPANESE: Final = re.compile(r"[\u3041-\u30ff円]")
# Characters that only Chinese pages print beside a yuan sign; 月 and 年 are Japanese as well.
_SPOKEN_CHINESE: Final = re.compile(r"[个户费专业团队无约起们这为买订阅额]|免费|人民币")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Money:
    """One amount and the stretch of the text that prints it."""

    start: int
    end: int
    amount: float
    currency: str | None


def find_money(text: str) -> Iterator[Money]:
    """Every amount with a sign or code of a currency, in order; both ends of a range such as `$10-20`."""
    if not _MAY_COST.search(text):
        return
    end = 0
    for match in _MONEY.finditer(text):
        if match.start() < end:
            continue
        prints = list(_prints(match, text))
        end = prints[-1][0][1]
        times = 1000 if match["thousand"] or text[end - 1] in "Kk" else 1  # $10-20k is from ten thousand
        for span, number, signs in prints:
            amount, sign = _parse(number, signs)
            if amount is not None:
                yield Money(*span, amount * times, _yen_or_yuan(text) if sign == "¥" else sign)


def _prints(match: re.Match[str], text: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """The amounts of one match: where each is printed, its number and its signs."""
    if match["low"]:
        yield match.span("low"), match["low"], match["shared"]
        yield (match.start("high"), match.end()), match["high"], match["shared"]
    elif match["split"]:  # 9€99
        yield match.span(), match["split"], "€"
    elif match["bare"]:
        yield match.span(), match["bare"], match["sign"]
    else:
        signs = f"{match['before']} {(match['after'] or '').strip()}"
        yield match.span(), match["amount"], signs
        if partner := _PARTNER.match(text, match.end()):
            yield (partner.start("amount"), partner.end()), partner["amount"], signs


@lru_cache(maxsize=4096)
def _parse(number: str, signs: str) -> tuple[float | None, str | None]:
    """Let price-parser decide; a number that begins with 0 has no thousands ($0.006)."""
    hint = " ".join(_WORDS.get(sign.strip(".").lower(), sign) for sign in signs.split())
    price = Price.fromstring(number, hint, "." if number.startswith("0.") else None)
    sign = price.currency
    currency = "¥" if sign in ("¥", "￥") else sign if sign in _CODES.split("|") else _ISO.get(sign or "")
    return price.amount_float, currency


def _yen_or_yuan(text: str) -> str | None:
    """Which of the two `¥` is: the text's language says so, and Latin text means the yen by it."""
    if _SPOKEN_JAPANESE.search(text):
        return "JPY"
    if _SPOKEN_CHINESE.search(text):
        return "CNY"
    return None if _HAN.search(text) else "JPY"
