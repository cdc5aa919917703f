"""Cells that answer yes or no: marks and words, in the languages that comparison pages are written in."""

import re
from typing import Final

from normalize.values.prints import plain, readable

_YES_MARK: Final = r"[✓✔✅☑🗸👍🟢]"
_NO_MARK: Final = r"[✗✘❌✖×✕❎🚫⛔👎]"
_YES: Final = frozenset(
    """yes yep y true ja oui sí si sim sì da да tak так evet igen kyllä áno ano
    是 有 可 支持 可以 包含 提供 はい あり 有り 対応 対応済み 可能 예 네 지원 있음 ใช่ có نعم हाँ""".split()
)
_NO: Final = frozenset(
    """no nope n false none nein nee non não нет nie ні hayır nem ei ikke nej unavailable unsupported never
    否 无 無 不 不可 没有 不支持 暂不支持 不提供 不包含 いいえ なし 無し 非対応 未対応 不可能 아니요 아니오 미지원 없음 không لا नहीं""".split()
)
# `Supported in Pro` is a yes, `Supported models` is a label.
_GOES_ON: Final = r"(?=\ ?(?:$|[,.;:!(\[+-])|\ (?:in|on|for|with|from|via|as|through|by|only|to|at|since|and|everywhere|now|natively|free)\b)"
_PHRASE: Final = re.compile(
    r"(?:(?P<no>not\ (?:available|supported|included|offered|possible|provided|yet|currently)|no\ longer|none\ yet)"
    rf"|(?P<yes>yes|(?P<offered>(?:(?:fully|natively)\ )?(?:included|available|supported){_GOES_ON})))(?![\w-])",
    re.I,
)
_FIRST: Final = re.compile(r"(?P<word>[^\W\d_]+)(?=\ ?(?:$|[,.;:!()\[])|\ -\ )")
_AND: Final = r"\ ?(?:/|\||&|\band\b|\bor\b)\ ?"
_BOTH: Final = re.compile(rf"(?:yes|y){_AND}no?\b|no?{_AND}(?:yes|y)\b", re.I)
_LATER: Final = re.compile(r"\b(?:soon|planned|roadmap|upcoming|q[1-4]|20\d\d)\b|[:?]\ ?no\b", re.I)
_LONGEST: Final = 300  # characters; a longer cell is prose


def parse_answer(text: str) -> bool | None:
    """Read yes or no; null where a cell says neither, both, or something else (`No limits`, `Partial`, `—`).

    A leading mark or word decides what it leads: `✓ GPT-4o mini` and `Yes, from Pro` are a yes.
    """
    shown = plain(readable(text)) if text else text
    if not shown or len(shown) > _LONGEST or _BOTH.match(shown):
        return None
    by_mark = _by_mark(shown)
    return _by_words(shown) if by_mark is None else by_mark


def _by_mark(shown: str) -> bool | None:
    """Read a leading mark that no mark of the other kind follows; `×3` multiplies."""
    yes, no = re.search(_YES_MARK, shown), re.search(_NO_MARK, shown)
    if yes and no or not (yes or no):
        return None
    if yes:
        return True if yes.start() == 0 else None
    return False if no and no.start() == 0 and not re.match(r"×\ ?\d", shown) else None


def _by_words(shown: str) -> bool | None:
    phrase = _PHRASE.match(shown)
    if phrase:
        return None if phrase["offered"] and _LATER.search(shown, phrase.end()) else bool(phrase["yes"])
    first = _FIRST.match(shown)
    word = first["word"].lower() if first else ""
    if word in _YES:
        return True
    return False if word in _NO else None
