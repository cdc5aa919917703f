"""Who is cited for a rating: sites known for their ratings, and names that `on`, `by` or a colon ties to one."""

import re
from typing import Final

_KNOWN_NAMES: Final = (
    r"(?:G2(?:\ Crowd)?|Capterra|Trustpilot|TrustRadius|GetApp|Product\ ?Hunt|Software\ ?Advice|SourceForge|Gartner(?:\ Peer\ Insights)?"
    r"|(?:Apple(?:'s)?\ |Mac\ )?App\ Store|Google\ Play(?:\ Store)?|Play\ Store|Chrome\ Web\ Store|Google\ Reviews?|Glassdoor|Crozdesk"
    r"|Featured\ Customers|PeerSpot|AlternativeTo|Futurepedia|There's\ An\ AI\ For\ That|Yelp|Amazon|Sitejabber|Reviews\.io"
    r"|PCMag|TechRadar|CNET|Tom's\ Guide|The\ Verge|Forbes(?:\ Advisor)?|Metacritic|OMR(?:\ Reviews)?|Steam|VS\ Code\ Marketplace"
    r"|AppSumo|WordPress\.org|Shopify\ App\ Store|BBB|HostAdvice|IMDb)"
)
KNOWN: Final = rf"(?<![\w-]){_KNOWN_NAMES}(?![\w-])"
_NAMED: Final = rf"(?:{_KNOWN_NAMES}|[A-Z][\w'&.]{{0,30}}\w(?:\ [A-Z][\w'&]{{0,30}}\w){{0,2}})"
# What a tool runs on, or who rates, is not who is cited.
_NO_SITE: Final = re.compile(
    r"(?:Windows|Mac|MacOS|Linux|IOS|Android|Web|Desktop|Mobile|Our|The|Average|Total|Overall|Users?|Customers?|Editors?|Reviews?"
    r"|Ratings?|Verified|January|February|March|April|May|June|July|August|September|October|November|December|GitHub|Monday"
    r"|All|Its|This|Price|Value|Ease|Quality|Speed|Support|Features|MMLU|HumanEval|SWE|GPQA|AIME|MATH)\b",
    re.I,
)
_BEHIND: Final = re.compile(
    rf"\ ?(?:average\ )?(?:stars?\ |rating\ |score\ )?\(?(?:(?:on|from|by)\ (?:the\ )?(?P<tied>{_NAMED})"
    rf"|(?:(?:at|via|in|bei|auf|sur|en)\ |[-,(·]\ )?(?P<known>{_KNOWN_NAMES})(?!\ ?[:(]?\ ?\d))(?![\w-])(?:\ (?:users|reviewers|reviews?|rating))?\)?"
)
_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<known>{_KNOWN_NAMES})|(?:[Oo]n|[Ff]rom|[Bb]y)\ (?:the\ )?(?P<tied>{_NAMED}))"
    r"(?:'s)?(?:\ (?:users?|user|reviews?|rating|score|average|stars?|rates\ it(?:\ at)?|rated|gives\ it|gave\ it|at))*\ ?[:,(-]?\ ?$"
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
