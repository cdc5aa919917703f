"""What headings and labels announce: pros, cons, a price, a rating, a verdict."""

import re
from typing import Final, Literal, TypeAlias

from normalize.generic.sides import Sides

Topic: TypeAlias = Literal["pro", "con"]

_PRO: Final = re.compile(
    r"(?:the |key |main |top |our )?(?:pros|advantages|strengths?|benefits|upsides?|positives?|plus points|likes|"
    r"what (?:we|i|users|people|customers|reviewers) (?:really |most )?(?:like|liked|love|loved|enjoy)|what(?:’|')?s (?:good|great)|"
    r"reasons to (?:buy|choose|get|pick)|the good(?: stuff| parts?)?|👍|thumbs up|where it (?:shines|wins|excels)|"
    r"what it does well|does well|vorteile|ventajas|avantages|vantaggi|vantagens|prós|pontos fortes|"
    r"优点|优势|優點|長所|メリット|плюсы)"
)
_CON: Final = re.compile(
    r"(?:the |key |main |top |our )?(?:cons|disadvantages|weakness(?:es)?|drawbacks?|downsides?|negatives?|minus points|dislikes|"
    r"limitations?|shortcomings?|caveats?|"
    r"what (?:we|i|users|people|customers|reviewers) (?:really |most )?(?:dislike|disliked|hate|hated|don(?:’|')?t like|didn(?:’|')?t like|would change)|"
    r"what(?:’|')?s (?:bad|missing|not so good)|reasons to (?:avoid|skip|look elsewhere)|the bad(?: stuff| parts?)?|👎|the not.so.good|thumbs down|"
    r"where it (?:falls short|struggles|loses)|could be better|what could be better|needs work|room for improvement|"
    r"nachteile|desventajas|inconv[ée]nients|svantaggi|desvantagens|contras|pontos fracos|缺点|劣势|缺點|短所|デメリット|минусы)"
)
_FILLER: Final = re.compile(r"\b(?:of|about|for|with|in|using|its|their|the|to)\b|[’']s\b|[^\w\s’'.-]", re.I)
_SPACES: Final = re.compile(r"\s+")
_LONGEST_LABEL: Final = 60  # characters


def topic_of(text: str, sides: Sides) -> Topic | None:
    """Whether a heading or label announces pros or cons, of a tool that it names or of the one around it."""
    if len(text) > _LONGEST_LABEL:
        return None
    said = text.casefold().strip(" :.")
    if _CON.fullmatch(said):
        return "con"
    if _PRO.fullmatch(said):
        return "pro"
    bare = _SPACES.sub(" ", _FILLER.sub(" ", sides.mention.sub(" ", said))).strip(" .-–—")
    if not bare or bare == said:
        return None
    if _CON.fullmatch(bare):
        return "con"
    return "pro" if _PRO.fullmatch(bare) else None
