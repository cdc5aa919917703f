"""Who rates, and how many of them: what stands around a score."""

import re
from typing import Final

from normalize.records import RatingKind
from normalize.values.count import COUNT, COUNT_MARK, count_of
from normalize.values.prints import any_of

_RATERS: Final = (
    r"(?:reviews?|ratings?|votes?|users?|customers?|reviewers?|people|bewertungen|rezensionen|nutzer|avis|reseñas|opiniones"
    r"|valoraciones|avaliações|recensioni|voti|отзыв\w*|оцен\w*|レビュー|評価|条评价|评价|人|리뷰)(?!\w)"
)
_COUNT_BEHIND: Final = re.compile(
    r"(?:\ (?:average|overall|avg\.?|user|rating|score|stars?)){0,3}\ ?[-(,·|]?\ ?"
    r"(?:(?:based\ on|across|from|by|over|with|according\ to|aus|bei|von|sur|de)\ )?"
    rf"(?:(?:over|more\ than|about|around|~)\ ?)?(?P<number>{COUNT})(?P<mark>{COUNT_MARK})?\+?"
    rf"(?P<noun>(?:\ [^\W\d_][\w-]*){{0,2}}\ ?{_RATERS})\)?",
    re.I,
)
_COUNT_ALONE: Final = re.compile(rf"\ ?\((?P<number>{COUNT})(?P<mark>{COUNT_MARK})?\+?\)", re.I)
_COUNT_BEFORE: Final = re.compile(
    rf"(?<![\w.,])(?P<number>{COUNT})(?P<mark>{COUNT_MARK})?\+?(?P<noun>(?:\ [^\W\d_][\w-]*){{0,2}}\ ?{_RATERS})"
    r"[-:,·|(\ ]{1,4}$",
    re.I,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SAME_CLAUSE: Final = r"\b[^.;|,·()]{0,25}$"
_EDITOR: Final = any_of("our we we've editor(?:'s|s|ial)? editors' expert staff critics? redaktion")
_USERS: Final = any_of("users? user's users' customers? community readers? members? audience people players nutzer")
_EDITOR_BEFORE: Final = re.compile(rf"\b{_EDITOR}{_SAME_CLAUSE}|编辑[^。]{{0,6}}$", re.I)
_USERS_BEFORE: Final = re.compile(rf"\b{_USERS}{_SAME_CLAUSE}|用户[^。]{{0,6}}$", re.I)
_RATED_BY: Final = r"\ ?(?:\(|[-,]\ )?(?:rated\ )?(?:(?:by|from|among)\ )?(?:its\ |our\ |the\ )?(?:verified\ |real\ )?"
_EDITOR_BEHIND: Final = re.compile(rf"{_RATED_BY}(?:editors?|editorial|experts?|staff)\b", re.I)
_USERS_BEHIND: Final = re.compile(rf"{_RATED_BY}(?:users?|customers?|readers|community)\b", re.I)
_MOST: Final = 2**31 - 1  # what a count's column holds
_LONGEST: Final = 60  # characters


def count_behind(text: str, start: int) -> tuple[int, int] | None:
    """How many rated, as printed right behind a score, and where that print ends."""
    match = _COUNT_BEHIND.match(text, start) or _COUNT_ALONE.match(text, start)
    if not match or match.re is _COUNT_ALONE and _YEAR.fullmatch(match["number"]):
        return None
    count = _counted(match)
    return (count, match.end()) if count is not None else None


def count_before(text: str, floor: int, end: int) -> tuple[int, int] | None:
    """How many rated, as printed right before a score, and where that print starts."""
    match = _COUNT_BEFORE.search(text, max(floor, end - _LONGEST), end)
    count = _counted(match) if match else None
    return (count, match.start()) if match and count is not None else None


def _counted(match: re.Match[str]) -> int | None:
    noun = match.groupdict().get("noun") or " ratings"
    count = count_of(match["number"], match["mark"], noun)
    return count if count is not None and count <= _MOST else None


def kind_around(text: str, floor: int, start: int, end: int) -> tuple[RatingKind | None, int]:
    """Who rates, and where the print of it starts."""
    for kind, before, behind in _KINDS:
        match = before.search(text, max(floor, start - _LONGEST), start)
        if match:
            return kind, match.start()
        if behind.match(text, end):
            return kind, start
    return None, start


_KINDS: Final[tuple[tuple[RatingKind, re.Pattern[str], re.Pattern[str]], ...]] = (
    ("users", _USERS_BEFORE, _USERS_BEHIND),
    ("editor", _EDITOR_BEFORE, _EDITOR_BEHIND),
)
