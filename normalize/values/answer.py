"""Cells that answer yes or no: marks and words, in the languages that comparison pages are written in."""

import re
from typing import Final

from normalize.values.prints import any_of, plain, readable

_YES_MARK: Final = re.compile("[✓✔✅☑🗸👍🟢]")
_NO_MARK: Final = re.compile("[✗✘❌✖×✕❎🚫⛔👎]")
_FACTOR: Final = re.compile(r"×\ ?\d")
_YES: Final = frozenset(
    """yes yep y true ja oui sí si sim sì da да tak так evet igen kyllä áno ano có نعم हाँ
    是 有 可 支持 可以 包含 提供 はい あり 有り 対応 対応済み 可能 예 네 지원 있음 ใช่""".split()
)
_NO: Final = frozenset(
    """no nope n false none nein nee non não нет nie ні hayır nem ei ikke nej unavailable unsupported never
    không لا नहीं
    否 无 無 不 不可 没有 不支持 暂不支持 不提供 不包含 いいえ なし 無し 非対応 未対応 不可能
    아니요 아니오 미지원 없음""".split()
)
# `Supported in Pro` is a yes, `Supported models` is a label.
_GOES_ON: Final = any_of("in on for with from via as through by only to at since and everywhere now natively free")
_OFFERED: Final = rf"(?:(?:fully|natively)\ )?(?:included|available|supported)(?=\ ?(?:$|[,.;:!(\[+-])|\ {_GOES_ON}\b)"
_REFUSED: Final = any_of(
    "not_(?:available|supported|included|offered|possible|provided|yet|currently) no_longer none_yet"
)
_PHRASE: Final = re.compile(rf"(?:(?P<no>{_REFUSED})|(?P<yes>yes)|(?P<offered>{_OFFERED}))(?![\w-])", re.I)
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
    yes, no = _YES_MARK.search(shown), _NO_MARK.search(shown)
    mark = yes or no
    if not mark or yes and no or mark.start() or _FACTOR.match(shown):
        return None
    return bool(yes)


def _by_words(shown: str) -> bool | None:
    """Read a leading phrase, or a leading word that punctuation ends."""
    phrase = _PHRASE.match(shown)
    if phrase:
        is_later = phrase["offered"] and _LATER.search(shown, phrase.end())
        return None if is_later else not phrase["no"]
    first = _FIRST.match(shown)
    word = first["word"].lower() if first else ""
    if word in _YES:
        return True
    return False if word in _NO else None
