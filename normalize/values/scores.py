"""Where a text prints a score: on a scale, in stars, behind a label, or beside a review site's name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from normalize.values.count import COUNT, COUNT_MARK
from normalize.values.prints import any_of
from normalize.values.review_sites import KNOWN

_VALUE: Final = r"\d{1,3}(?:[.,]\d{1,2})?(?![.,]?\d)"
_START: Final = r"(?<![\w$€£¥/#%+-])(?<!\d[.,])(?!0\d)"
_STAR: Final = r"[★⭐🌟✭]\ufe0f?"
_STARS_SPOKEN: Final = r"(?:stars?|Sterne\w*|étoiles|estrellas|estrelas|stelle)(?!\w)"
_OF: Final = r"\ ?\(?(?:/|out\ of|of|von|sur|из|de)\ ?"
_SCALED: Final = re.compile(
    rf"{_START}(?P<value>{_VALUE})(?:\ ?(?:stars?|{_STAR}))?{_OF}(?P<best>100|10|5)(?:[.,]0)?"
    rf"(?![\w/%]|[.,-]\d|\ ?/\ ?\d)\)?(?:[-\ ]?(?:{_STARS_SPOKEN}|points?\b)|\ ?(?:{_STAR})++[☆✩]*+)?",
    re.I,
)
_AFTER_STAR: Final = r"(?=\ ?(?:$|[(,;|·)-])|\ (?:on|from|by|based|across|average|stars?|rating)\b)"
_GLYPHS: Final = re.compile(
    rf"(?P<full>(?:{_STAR}){{1,10}}+)(?P<half>½)?(?P<hollow>[☆✩]{{0,10}}+)(?!\ ?\(?{_VALUE}{_OF}\d)"
    rf"(?:\ ?(?P<value>[0-5](?:[.,]\d{{1,2}})?){_AFTER_STAR})?",
    re.I,
)
_STARS: Final = re.compile(
    rf"{_START}(?P<value>[0-5](?:[.,]\d{{1,2}})?)(?:\ ?{_STARS_SPOKEN}|-star(?=\ (?:rating|average|score|on|from)\b|$)"
    rf"|\ ?(?:{_STAR})++(?P<hollow>[☆✩]*+))(?!\ (?:on|at)\ GitHub)",
    re.I,
)
_CITED: Final = re.compile(
    rf"{_START}(?P<value>\d[.,]\d{{1,2}})(?=\ (?:stars?\ |rating\ )?(?:on|at|from|by)\ (?:the\ )?{KNOWN})"
    rf"|{KNOWN}(?:\ (?:rating|score|reviews))?\ ?[:(]?\ ?(?P<behind>\d[.,]\d{{1,2}})(?!\ ?[%\w/-]|[.,]\d)"
)
_REVIEWED: Final = re.compile(
    rf"{_START}(?P<value>\d[.,]\d{{1,2}})(?=\ ?[(·,|]\ ?{COUNT}(?:{COUNT_MARK})?\+?"
    r"\ (?:[a-z]+\ )?(?:reviews|ratings|votes)\b)",
    re.I,
)
_LABELLED: Final = re.compile(
    r"(?<![\w-])(?:scores?|scored|trustscore|overall(?=\ ?:)|rating|rated|bewertung|puntuación|valoración"
    r"|avaliação|оценка|评分|总分|評価|평점)"
    rf"(?:\ (?:is|of|at|it))?\ ?[:=-]?\ ?(?P<value>{_VALUE})"
    r"(?!\ ?(?:%|/|\+|[kmx]\b)|\ (?:reviews|ratings|votes|users|out|of)\b)",
    re.I,
)
_BARE: Final = re.compile(_VALUE)
# 3/5 projects, 9/10 developers: a count of things, not a score.
_RATED: Final = any_of(
    """stars? points? ratings? scores? on from at by based overall and for in with vs but average avg across over via
    versus to as because thanks while or compared against when than user editor bei auf sur is would after per"""
)
_COUNTS_THINGS: Final = re.compile(rf"\ (?!{_RATED}\b)[a-z]")
_STEPS: Final = any_of(
    "step page part slide question chapter day week level lesson item phase round task test only use using version"
)
_COUNTS_STEPS: Final = re.compile(rf"\b{_STEPS}s?\ $", re.I)


@dataclass(frozen=True, slots=True)
class Score:
    """A score and the stretch of the text that prints it."""

    start: int
    end: int
    value: float
    best: float | None


def find_scores(text: str) -> list[Score]:
    """Every score in order; of overlapping prints the one that says more."""
    found: list[Score] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            score = read(match)
            if score and _is_score(text, score) and not any(o.start < score.end and score.start < o.end for o in found):
                found.append(score)
    return sorted(found, key=lambda score: score.start)


def bare_score(text: str) -> Score | None:
    """A text that is nothing but a number."""
    match = _BARE.fullmatch(text)
    return _within(match, text, 100, None) if match else None


def _is_score(text: str, score: Score) -> bool:
    return not (
        _COUNTS_THINGS.match(text, score.end) or _COUNTS_STEPS.search(text, max(0, score.start - 20), score.start)
    )


def _within(match: re.Match[str], printed: str, most: float, best: float | None) -> Score | None:
    value = float(printed.replace(",", "."))
    return Score(*match.span(), value, best) if value <= most else None


def _scaled(match: re.Match[str]) -> Score | None:
    best = float(match["best"])
    return _within(match, match["value"], best, best)


def _glyphs(match: re.Match[str]) -> Score | None:
    """Count the stars; hollow ones print the scale, and a lone star is an ornament unless a number follows."""
    full, hollow = len(match["full"].replace("\ufe0f", "")), len(match["hollow"])
    half = 1 if match["half"] else 0
    best = float(full + half + hollow) if hollow else None
    if match["value"]:
        return _within(match, match["value"], 5, best)
    return Score(*match.span(), full + half / 2, best) if full + half + hollow > 1 else None


def _stars(match: re.Match[str]) -> Score | None:
    return _within(match, match["value"], 5, 5.0 if match["hollow"] else None)


def _cited(match: re.Match[str]) -> Score | None:
    if match["value"]:
        return _within(match, match["value"], 10, None)
    value = float(match["behind"].replace(",", "."))
    return Score(match.start("behind"), match.end(), value, None)


def _reviewed(match: re.Match[str]) -> Score | None:
    return _within(match, match["value"], 10, None)


def _labelled(match: re.Match[str]) -> Score | None:
    return _within(match, match["value"], 100, None)


# Those that print a scale come first.
_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Score | None]], ...]] = (
    (_SCALED, _scaled),
    (_STARS, _stars),
    (_GLYPHS, _glyphs),
    (_CITED, _cited),
    (_REVIEWED, _reviewed),
    (_LABELLED, _labelled),
)
