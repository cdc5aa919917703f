"""Names that plans go by, and words that label a price without naming its plan."""

import re
from typing import Final

from normalize.values.prints import any_of

NAMES: Final = frozenset(
    """Free Plus Pro+ Professional Pro Premium Premier Team Teams Max Business Enterprise Starter Basic Standard
    Individual Personal Growth Scale Advanced Ultra Ultimate Creator Hobbyist Hobby Developer Lite Essential Essentials
    Unlimited Student Education Family Solo Agency Startup Company Organization Explorer Mega Launch Freelancer Go
    专业版 企业版 团队版 个人版 标准版 高级版 基础版 免费版 旗舰版 プロ 프로""".split()
)
NAME: Final = any_of(" ".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True)))
# What joins a label to its price: `costs`, `: from`, `—`.
JOINING_SIGNS: Final = frozenset(":=(→>~≈-")
_JOINING: Final = """
    is at cost costs from for start starts start_at starts_at start_from starts_from starting starting_at starting_from
    only just now about around goes_for runs ab à_partir_de a_partir_de desde a the price pricing"""
JOINING_WORDS: Final = frozenset(word.replace("_", " ") for word in _JOINING.split())
_EPITHET: Final = any_of(
    """the a our paid starting starts current regular base entry monthly annual annually yearly total api list from only
    new most"""
)
_LABEL: Final = any_of(
    """free prices? pricing costs? plans? paid monthly annual annually yearly month year per_month per_year input output
    cached_input tokens? from only now just starting starts total subscription billing fee api rate amount usd eur value
    today approx about lifetime one-time once limited at is it up_to with_ads note verdict winner deal offer promo
    popular recommended new best_value beta sale save preis prix precio preço prezzo цена 가격
    价格 价钱 定价 月付 年付 每月 每年 料金 価格 月額 年額"""
)
NO_PLAN: Final = rf"(?:{_EPITHET}\ ){{0,4}}{_LABEL}(?:\ (?:price|billing|plans?|cost|at|from|tokens?|fee)){{0,3}}"
