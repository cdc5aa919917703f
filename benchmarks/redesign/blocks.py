"""Blocks that sites put between what is read: adverts, newsletters, related cards and cookie banners."""

from random import Random
from typing import Final

from lxml import html
from markup import Element

_OTHERS: Final = ("Quillmoor", "Tarnbell", "Osprey Desk", "Fennwick", "Lumbrella", "Paddock CRM")
_ADVERTS: Final = (
    (
        '<aside class="ad-slot"><span>Advertisement</span><p>{0}: the calm way to work. From $9 a month.</p>'
        '<a href="/go/1">Try {0} free</a></aside>'
    ),
    (
        '<div class="promo" data-slot="inline"><small>Sponsored</small><a href="/go/2"><b>{0}</b> now rated 4.9/5 by '
        "12,000 teams</a></div>"
    ),
    '<div class="ad ad--leaderboard"><p>Ad · {0}</p><p>$19/mo, cancel any time.</p><button>Start now</button></div>',
)
_NEWSLETTERS: Final = (
    (
        '<section class="newsletter"><h3>Join our newsletter</h3><p>Best deals on software every Friday, free.</p>'
        '<form action="/subscribe"><input type="email" placeholder="you@example.test"><button>Subscribe</button></form>'
        "<p>40,000 readers. No spam.</p></section>"
    ),
    (
        '<div class="signup-box"><h3>Get the weekly digest</h3><p>One mail a week, 100% free.</p>'
        '<form action="/join"><input type="email"><button>Sign up</button></form></div>'
    ),
)
_COOKIES: Final = (
    (
        '<div class="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to measure what is read. '
        "Some come from 14 partners.</p><button>Accept all</button><button>Reject</button></div>"
    ),
    (
        '<div id="consent"><p><b>Your privacy</b></p><p>We and our partners store information on your device.</p>'
        '<div><a href="/privacy">Settings</a> <a href="#yes">Yes, I agree</a> <a href="#no">No</a></div></div>'
    ),
)


def advert(rng: Random) -> Element:
    """An advert for a tool that the page does not compare."""
    return _built(rng.choice(_ADVERTS).format(rng.choice(_OTHERS)))


def newsletter(rng: Random) -> Element:
    """A form for letters."""
    return _built(rng.choice(_NEWSLETTERS))


def cookie_banner(rng: Random) -> Element:
    """What is asked of every new reader."""
    return _built(rng.choice(_COOKIES))


def related(rng: Random) -> Element:
    """Cards that lead to other comparisons, with their ratings."""
    cards = []
    for k in range(3):
        one, other = rng.sample(_OTHERS, 2)
        cards.append(
            f'<a class="related-card" href="/compare/{k}"><h4>{one} vs {other}</h4><span>★ 4.{rng.randrange(9)}</span>'
            f"<p>Which one is cheaper from ${rng.randrange(5, 50)}/mo?</p></a>"
        )
    heading = rng.choice(("Related comparisons", "You may also like", "More comparisons"))
    return _built(f'<section class="related"><h3>{heading}</h3><div class="cards">{"".join(cards)}</div></section>')


def _built(markup: str) -> Element:
    return html.fragment_fromstring(markup)
