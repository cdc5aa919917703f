"""Names that plans go by, and words that label a price without naming its plan."""

from typing import Final

from normalize.values.prints import any_of

KNOWN: Final = any_of(
    r"""Free Plus Pro\+ Professional Pro Premium Premier Teams? Max Business Enterprise Starter Basic Standard
    Individual Personal Growth Scale Advanced Ultra Ultimate Creator Hobbyist Hobby Developer Lite Essentials?
    Unlimited Student Education Family Solo Agency Startup Company Organization Explorer Mega Launch Freelancer Go
    专业版 企业版 团队版 个人版 标准版 高级版 基础版 免费版 旗舰版 プロ 프로"""
)
# What joins a label to its price: `costs`, `: from`, `—`.
JOINTS: Final = any_of(
    r""": = \( -> → -(?=\s) ~ ≈ \bis \bat \bcosts? \bfrom \bfor \bstarts?(?:_at|_from)? \bstarting(?:_at|_from)?
    \bonly \bjust \bnow \babout \baround \bgoes_for \bruns \bab \bà_partir_de \ba_partir_de \bdesde \ba \bthe
    \bprice \bpricing"""
)
_EPITHET: Final = any_of(
    """the a our paid starting starts current regular base entry monthly annual annually yearly total api list from only
    new most"""
)
_LABEL: Final = any_of(
    """prices? pricing costs? plans? paid monthly annual annually yearly month year per_month per_year input output
    cached_input tokens? from only now just starting starts total subscription billing fee api rate amount usd eur value
    today approx about lifetime one-time once limited at is it up_to with_ads note verdict winner deal offer promo
    popular recommended new best_value beta sale save preis prix precio preço prezzo цена 가격
    价格 价钱 定价 月付 年付 每月 每年 料金 価格 月額 年額"""
)
NO_PLAN: Final = rf"(?:{_EPITHET}\ ){{0,4}}{_LABEL}(?:\ (?:price|billing|plans?|cost|at|from|tokens?|fee)){{0,3}}"
