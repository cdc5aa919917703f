"""Who is cited for a rating: sites known for their ratings, and names that `on`, `by` or a colon ties to one."""

import re
from typing import Final

from normalize.values.prints import any_of

_KNOWN_NAMES: Final = any_of(
    r"""G2(?:_Crowd)? Capterra Trustpilot TrustRadius GetApp Product_?Hunt Software_?Advice SourceForge
    Gartner(?:_Peer_Insights)? (?:Apple(?:'s)?_|Mac_|Shopify_)?App_Store Google_Play(?:_Store)? Play_Store
    Chrome_Web_Store Google_Reviews? Glassdoor Crozdesk Featured_Customers PeerSpot AlternativeTo Futurepedia
    There's_An_AI_For_That Yelp Amazon Sitejabber Reviews\.io PCMag TechRadar CNET Tom's_Guide The_Verge
    Forbes(?:_Advisor)? Metacritic OMR(?:_Reviews)? Steam VS_Code_Marketplace AppSumo WordPress\.org BBB
    HostAdvice IMDb"""
)
KNOWN: Final = rf"(?=[A-Z])(?<![\w-]){_KNOWN_NAMES}(?![\w-])"
_NAMED: Final = rf"(?:{_KNOWN_NAMES}|[A-Z][\w'&.]{{0,30}}\w(?:\ [A-Z][\w'&]{{0,30}}\w){{0,2}})"
# What a tool runs on, or who rates, is not who is cited.
_NO_SITE: Final = re.compile(
    any_of(
        """Windows Mac MacOS Linux IOS Android Web Desktop Mobile Our The Average Total Overall Users? Customers?
        Editors? Reviews? Ratings? Verified GitHub Monday All Its This Price Value Ease Quality Speed Support Features
        January February March April May June July August September October November December
        MMLU HumanEval SWE GPQA AIME MATH"""
    )
    + r"\b",
    re.I,
)
_BEHIND: Final = re.compile(
    rf"\ ?(?:average\ )?(?:stars?\ |rating\ |score\ )?\(?(?:(?:on|from|by)\ (?:the\ )?(?P<tied>{_NAMED})"
    rf"|(?:(?:at|via|in|bei|auf|sur|en)\ |[-,(·]\ )?(?P<known>{_KNOWN_NAMES})(?!\ ?[:(]?\ ?\d))"
    r"(?![\w-])(?:\ (?:users|reviewers|reviews?|rating))?\)?"
)
_RATES: Final = any_of("users? reviews? rating score average stars? rates_it(?:_at)? rated gives_it gave_it at")
_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<known>{_KNOWN_NAMES})|(?:[Oo]n|[Ff]rom|[Bb]y)\ (?:the\ )?(?P<tied>{_NAMED}))"
    rf"(?:'s)?(?:\ {_RATES}){{0,4}}\ ?[:,(-]?\ ?$"
)
_LONGEST: Final = 60  # characters


def site_behind(text: str, start: int) -> tuple[str, int] | None:
    """Who is cited right behind a rating, and where that print ends."""
    match = _BEHIND.match(text, start)
    name = match and (match["tied"] or match["known"])
    return (name, match.end()) if match and name and not _NO_SITE.match(name) else None


def site_before(text: str, floor: int, end: int) -> tuple[str, int] | None:
    """Who is cited right before a rating, and where that print starts."""
    match = _BEFORE.search(text, max(floor, end - _LONGEST), end)
    name = match and (match["tied"] or match["known"])
    return (name, match.start()) if match and name and not _NO_SITE.match(name) else None
