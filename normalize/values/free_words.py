"""The word free in the languages of comparison pages, and what stands around it where it is not a price."""

from typing import Final

from normalize.values.prints import any_of

NOUN: Final = any_of("plans? tiers? versions? editions? accounts? packages? licen[cs]es?")
GOES_ON: Final = any_of(
    """for with up_to to_self-host to_install to_download to_play and or only but then if on until plus vs available
    basic"""
)
# Not free, feel free, start for free, 2 months free, royalty free, best free.
BEFORE: Final = any_of(
    r"""no not isn't aren't never without(?:_a)? lacks? no_longer (?:not|\w+n't)_(?:have|offer|include|provide) nor
    feels? best only get is_it are_they a_lack_of try tried start started begin download install test sign_up
    (?:start|started|try|tried|test|use)_(?:\w+_)?for days? weeks? months? years? ads? royalty risk commission watermark
    distraction hassle stress tax hands code bug error break set toll sugar \d*[kmgt]b"""
)
_SPAN: Final = r"(?:the\ )?(?:your\ )?(?:first|limited|\d+|an?)[-\ ](?:\d+[-\ ])?(?:days?|weeks?|months?|years?|time)"
# Free to some, and paid for by the others: a page that says no more gives no price.
_SOME: Final = any_of(
    """students? educators? teachers? schools? universit(?:y|ies) academi(?:a|cs?) classrooms? education(?:al)?
    non-?_?profits? charit(?:y|ies) startups? veterans"""
)
# Free for 7 days, free trial, free plan: no, free?
AFTER: Final = (
    rf"(?:(?:for|on)\ {_SPAN}|until|during|credit|quota|trial|demo|shipping|no\b(?!\ credit)|none\b|not\b|n/?a\b"
    rf"|(?:for|to)\ (?:(?:all|most|eligible|verified|qualified|qualifying|certain)\ )?{_SOME}\b"
    r"|[✗✘❌✖×]|[^.!;]{0,60}\?)"
)
_PLAN: Final = any_of(
    """plan plano piano tarifa? versi[oó]n vers[aã]o versione versie abo nivel nível tier план тариф версия
    forever para_siempre für_immer à_vie per_sempre para_sempre dauerhaft immer toujours siempre sempre навсегда"""
)
_WHOLLY: Final = any_of("completamente totalmente entièrement komplett völlig 100_?%")
_WORD: Final = any_of(
    """gratis kostenlos(?:e[rs]?)? gratuite?s? gratuit[oa]s? grátis zdarma ingyenes ilmainen za_darmo darmow[yae]
    bezpłatn(?:y|a|e|ie) ücretsiz бесплатно бесплатный безкоштовно miễn_phí मुफ़्त مجاني مجانا ฟรี 무료 無料 免費 免费
    """
)
_BEFORE_CJK: Final = any_of("永久 完全 基础版? 个人版? 基本")
_BEHIND_CJK: Final = any_of("版 使用 套餐 方案 计划 計画 プラン 플랜")
# A clause that says nothing else: of other languages no more is understood.
FOREIGN: Final = rf"(?:(?:{_PLAN}|{_WHOLLY})\ |{_BEFORE_CJK})?{_WORD}(?:\ {_PLAN}|\ ?{_BEHIND_CJK})?"
# Beside free and grat(is): what a text has to hold before any of this is looked for.
ASCII_TRACES: Final = "kostenlos|za darm|darmow|zdarma|ingyenes|ilmainen"
OTHER_TRACES: Final = "免|無料|무료|ücretsiz|бесп|безк|grátis|bezp|miễn|मुफ|مجان|ฟรี"
