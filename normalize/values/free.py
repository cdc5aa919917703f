"""Where a text says that something costs nothing: the word free as a price, not as a trial, a quota or a figure of speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NOUN: Final = r"(?:plans?|tiers?|versions?|editions?|accounts?|packages?|licen[cs]es?)"
_ENGLISH: Final = re.compile(
    rf"""(?<![\w-])(?<!\w')free(?P<noun>[-\ ]{_NOUN})?(?![\w'])
    (?:\ (?:forever|for\ life|of\ charge|always|to\ use|available|basic\ {_NOUN}))?
    (?!\ ?-\w)
    (?=\ ?(?:$|[.,;:()|/+&·•*!\[-])|\ (?:for|with|up\ to|and|or|only|but|then|if|on|until|plus|vs|available|basic)\b
      |\ ?[^\x00-\x7f]|\ [$0-9]|(?<=tier|plan|iers|lans|sion|ions)\ )""",
    re.X | re.I,
)
_UNFREE_BEFORE: Final = re.compile(
    r"(?:\b(?:no|not|isn't|aren't|never|without(?:\ a)?|nor|feel|feels|try|tried|start|started|begin|download|install|test"
    r"|sign\ up|(?:start|started|try|tried|test|use)\ (?:\w+\ )?for|best|only|get|months?|weeks?|days?|years?|ads?|royalty|risk"
    r"|commission|watermark|distraction|hassle|stress|tax|hands|code|bug|error|break|set|toll|sugar|is\ it|are\ they"
    r"|a\ lack\ of)|\d+)\ ?(?:a\ |any\ |completely\ |really\ )?$",
    re.I,
)
_UNFREE_AFTER: Final = re.compile(
    r"\ ?[\[(:-]?\ ?(?:(?:for|on)\ (?:the\ )?(?:first|your\ first|\d+|an?\ )\ ?-?(?:\d+\ )?(?:days?|weeks?|months?|years?|limited)?"
    r"|until|during|(?:credit|quota|trial|demo|shipping)|no\b(?!\ credit)|none\b|✗|✘|❌|✖|×|not\b|n/?a\b|[^.!;]{0,60}\?)",
    re.I,
)
_PLAN_WORD: Final = (
    r"(?:plan|plano|piano|tarif|tarifa|versi[oó]n|version|vers[aã]o|versione|versie|abo|nivel|nível|tier|план|тариф|версия"
    r"|forever|para siempre|für immer|à vie|per sempre|para sempre|dauerhaft|immer|toujours|siempre|sempre|навсегда)"
)
_FOREIGN: Final = re.compile(
    rf"(?:{_PLAN_WORD}\ |completamente\ |totalmente\ |entièrement\ |komplett\ |völlig\ )?(?P<word>gratis|kostenlose?s?r?|gratuite?s?"
    r"|gratuit[oa]s?|grátis|zdarma|ingyenes|ilmainen|za\ darmo|darmowy|bezpłatny|ücretsiz|бесплатно|бесплатный"
    r"|безкоштовно|miễn\ phí|मुफ़्त|مجاني|مجانا|ฟรี|무료|無料|免費|免费)"
    rf"(?:\ ?(?:{_PLAN_WORD}|版|使用|套餐|方案|计划|計画|プラン|플랜))?",
    re.I,
)
_CHINESE: Final = re.compile(
    r"(?:永久|完全|基础版?|个人版?|基本)?(?P<word>免费|免費|無料|무료)(?:版|使用|套餐|方案|计划|プラン|\ ?플랜)?(?:\ ?使用)?"
)
_CLAUSE: Final = re.compile(r"[^,;:|/()\[\]·•+.!?-]++")
_SOME_WORD: Final = re.compile("免|無料|무료|ücretsiz|бесп|безк|grátis|bezp|miễn|मुफ|مجان|ฟรี", re.I)


@dataclass(frozen=True, slots=True)
class Free:
    """The stretch that says free, and whether it names a plan of that name (`Free plan`)."""

    start: int
    end: int
    is_plan: bool


def may_say_free(text: str) -> bool:
    """Whether a look for the word is worth its time."""
    low = text.lower()
    if "free" in low or "grat" in low or "kostenlos" in low or "darm" in low or "ingyenes" in low or "ilmainen" in low:
        return True
    return not text.isascii() and _SOME_WORD.search(text) is not None


def find_free(text: str) -> Iterator[Free]:
    """Every place where a plain text says free, in order."""
    if not may_say_free(text):
        return
    found = [Free(m.start(), m.end(), m["noun"] is not None) for m in _ENGLISH.finditer(text) if _is_free(text, m)]
    for clause in _CLAUSE.finditer(text):
        bare = clause.group().strip()
        if bare and (_FOREIGN.fullmatch(bare) or _CHINESE.fullmatch(bare)):
            start = clause.start() + clause.group().index(bare)
            found.append(Free(start, start + len(bare), False))
    yield from sorted(found, key=lambda free: free.start)


def _is_free(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    return not (_UNFREE_BEFORE.search(before) or _UNFREE_AFTER.match(text, match.end()))
