"""What headings and labels announce: pros or cons."""

import re
from typing import Final, Literal, TypeAlias

from normalize.generic.sides import Sides

Topic: TypeAlias = Literal["pro", "con"]

_OF: Final = r"(?:the\ |key\ |main\ |top\ |our\ )?"
_WHO: Final = r"what\ (?:we|i|users|people|customers|reviewers)\ (?:really\ |most\ )?"
_PRO: Final = re.compile(
    rf"""{_OF}(?:pros|advantages|strengths?|benefits|upsides?|positives?|plus\ points|likes|thumbs\ up|👍
    |{_WHO}(?:liked?|loved?|enjoy)|what(?:’|')?s\ (?:good|great)|reasons\ to\ (?:buy|choose|get|pick)
    |the\ good(?:\ stuff|\ parts?)?|where\ (?:it\ )?(?:shines|wins|excels)|(?:what\ it\ )?does\ well
    |vorteile|ventajas|avantages|vantaggi|vantagens|prós|pontos\ fortes|points\ forts|pluspunkte|voordelen
    |zalety|plusy|výhody|fördelar|fordeler?|edut|artıları|kelebihan|переваги
    |优点|优势|優點|長所|良い点|メリット|плюсы|преимущества|достоинства|장점)""",
    re.X,
)
_CON: Final = re.compile(
    rf"""{_OF}(?:cons|disadvantages|weakness(?:es)?|drawbacks?|downsides?|negatives?|minus\ points|dislikes
    |thumbs\ down|limitations?|shortcomings?|caveats?|👎
    |{_WHO}(?:disliked?|hated?|don(?:’|')?t\ like|didn(?:’|')?t\ like|would\ change)
    |what(?:’|')?s\ (?:bad|missing|not\ so\ good)|reasons\ to\ (?:avoid|skip|look\ elsewhere)
    |the\ bad(?:\ stuff|\ parts?)?|the\ not.so.good|where\ (?:it\ )?(?:falls\ short|struggles|loses)
    |(?:what\ )?could\ be\ better|needs\ work|room\ for\ improvement
    |nachteile|desventajas|inconv[ée]nients|svantaggi|desvantagens|contras|pontos\ fracos|points\ faibles
    |minuspunkte|nadelen
    |wady|minusy|nevýhody|nackdelar|ulemper?|haitat|eksileri|kekurangan|недоліки
    |缺点|劣势|缺點|短所|悪い点|デメリット|минусы|недостатки|단점)""",
    re.X,
)
# One of these stands in every such label of plain letters: a look for it costs less than the patterns.
_TRACES: Final = frozenset(
    """pros advantages strength strengths benefits upside upsides positive positives plus likes like liked love loved
    enjoy thumbs good great reasons shines wins excels well vorteile ventajas avantages vantaggi vantagens pontos points
    pluspunkte voordelen cons disadvantages weakness weaknesses drawback drawbacks downside downsides negative negatives
    minus dislikes dislike disliked limitation limitations shortcoming shortcomings caveat caveats hate hated change bad
    missing falls struggles loses better work improvement nachteile desventajas inconvenients svantaggi desvantagens
    contras minuspunkte nadelen zalety plusy wady minusy fordele fordeler ulempe ulemper edut haitat kelebihan
    kekurangan eksileri""".split()
)
_WORD: Final = re.compile(r"[a-z]+")
_TWICE: Final = {word: re.compile(rf"\({word}\)$|^{word}\b[\s/|·(]*[^\x00-\x7f]+\W*$") for word in ("pros", "cons")}
_FILLER: Final = re.compile(
    r"\b(?:of|about|for|with|in|using|its|their|the|to|over|compared|against)\b|[’']s\b|[^\w\s’'.-]", re.I
)
_SPACES: Final = re.compile(r"\s+")
_LONGEST_LABEL: Final = 60  # characters


def topic_of(text: str, sides: Sides) -> Topic | None:
    """Whether a heading or label announces pros or cons, of a tool that it names or of the one around it."""
    if len(text) > _LONGEST_LABEL:
        return None
    said = text.casefold().strip(" :.")
    if said.isascii() and _TRACES.isdisjoint(_WORD.findall(said)):
        return None
    if _CON.fullmatch(said):
        return "con"
    if _PRO.fullmatch(said):
        return "pro"
    bare = _SPACES.sub(" ", _FILLER.sub(" ", sides.mention.sub(" ", said))).strip(" .-–—")
    if bare and bare != said and (fits := _CON.fullmatch(bare) or _PRO.fullmatch(bare)):
        return "con" if fits.re is _CON else "pro"
    return _told_twice(said)


def _told_twice(said: str) -> Topic | None:
    """The topic of a label that adds the plain word in brackets, or in another language: `Pros 优点`."""
    named = {word for word in ("pros", "cons") if _TWICE[word].search(said)}
    return ("pro" if "pros" in named else "con") if len(named) == 1 else None
