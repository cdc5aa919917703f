"""The plainest page that compares two tools, for tests of what a page may hold besides."""

from typing import Final

from crawler.sample.frame import ORIGIN

URL: Final = f"{ORIGIN}/compare/anchor-vs-buoy"
HTML: Final = "text/html; charset=utf-8"
ABOUT: Final = "It is put into the water and does what it is told."


def card(name: str, *, share: str = "75%", votes: str = "—", about: str = ABOUT) -> str:
    """A card; texts are markup."""
    stats = f"<b>{share}</b><i>Panel ship</i><b>{votes}</b><i>Community</i><b>Free</b><i>Entry</i>"
    return f"<div><p>Harbour</p><h2>{name}</h2><p>{name} is a claim</p><div>{stats}</div><p>{about}</p></div>"


CARDS: Final = card("Anchor") + card("Buoy")


def plain_page(cards: str, rest: str) -> bytes:
    """A page that compares two tools; `rest` follows the heading of its scorecard."""
    title = "<title>Anchor vs Buoy</title><h1>Anchor vs Buoy</h1>"
    return f"{title}<div>{cards}</div><section><h3>Reviewer scorecard</h3>{rest}</section>".encode("utf-8", "replace")
