"""What surrounds the main part of every page: head, navigation, footer, and the clutter that live sites carry."""

import json
from html import escape
from typing import Final

from crawler.sample.catalogue import Comparison, comparisons, listings

ORIGIN: Final = "http://sample.test"
ADMIN: Final = "/admin/"
MOVED: Final = "/compare/tidepool-vs-tidepool-for-teams"
N_RELATED: Final = 3

COOKIES: Final = """<div role="dialog" aria-label="Cookies"><p>This site has two cookies. One of them is oatmeal.</p>
<button>Accept both</button><button>Keep my 100% privacy</button></div>"""
ADVERT: Final = """<aside><small>Sponsored</small>
<p>Anchorline hosting: 99% of storms survived, 20% off this week.</p></aside>"""
NEWSLETTER: Final = """<form action="/about" method="get"><h2>The Friday manifest</h2>
<p>One letter a week: what came in, what went down, who was rude about it.</p>
<label>Your address <input name="address" type="email" placeholder="you@harbour.test"></label>
<button>Sign on</button></form>"""


def document(path: str, title: str, body: str, *, head: str = "") -> str:
    """A whole page: `body` between the site's navigation and its footer."""
    return f"""<!DOCTYPE html>
<html lang="en"><head>{head}<title>{escape(title)} | Slipway</title>
<link rel="canonical" href="{escape(ORIGIN + path)}"></head>
<body><nav><a href="/">Slipway</a> <a href="/compare">All comparisons</a> <a href="/about">About the panel</a></nav>
<main>{body}</main>
<footer><p>Slipway is a sample. Its tools, reviewers and tides are invented.</p>
<a href="/sitemap.xml">Sitemap</a> <a href="{ADMIN}" rel="nofollow">Staff</a></footer>
</body></html>
"""


def comparison_document(comparison: Comparison, main: str, *, head: str = "") -> str:
    """A comparison page: its main part with the clutter that its layout carries."""
    breadcrumb = (
        f'<nav aria-label="Breadcrumb"><a href="/compare">Compare</a>/<span>{escape(comparison.title)}</span></nav>'
        if comparison.is_full
        else ""
    )
    before, after = _clutter(comparison)
    body = f"{before}{breadcrumb}{main}{related(comparison)}{NEWSLETTER}{after}"
    return document(comparison.path, comparison.title, body, head=head)


def related(comparison: Comparison) -> str:
    """Cards of other comparisons that share a tool, with the panel's shares of their own."""
    others = [other for other in comparisons() if other != comparison and set(_slugs(other)) & set(_slugs(comparison))]
    cards = "".join(_related_card(other) for other in others[:N_RELATED])
    return f"<section><h2>Moored nearby</h2>{cards}</section>"


def _related_card(comparison: Comparison) -> str:
    shares = " ".join(f"<span>{side.panel_percent}%</span>" for side in comparison.sides)
    return f'<a href="{comparison.path}"><h3>{escape(comparison.title)}</h3><p>Panel ship {shares}</p></a>'


def _slugs(comparison: Comparison) -> list[str]:
    return [side.slug for side in comparison.sides]


def _clutter(comparison: Comparison) -> tuple[str, str]:
    """What a layout's pages carry before and after their content."""
    return {
        "grid": (COOKIES, picker(comparison) + payload(comparison)),
        "elements": (COOKIES, payload(comparison)),
        "lists": (picker(comparison) + ADVERT, ""),
        "tables": (ADVERT, picker(comparison)),
    }.get(comparison.layout, ("", ""))


def picker(comparison: Comparison) -> str:
    """Two select boxes that hold the names of all tools."""
    boxes = "".join(
        f'<select name="{name}">{"".join(_option(slug, slug == side.slug) for slug in listings())}</select>'
        for name, side in zip(("left", "right"), comparison.sides, strict=True)
    )
    return f'<form action="/compare"><p>Compare another pair</p>{boxes}<button>Launch</button></form>'


def _option(slug: str, is_selected: bool) -> str:
    return f'<option value="{slug}"{" selected" * is_selected}>{escape(listings()[slug].name)}</option>'


def payload(comparison: Comparison) -> str:
    """Scripts that say again what the page says, as frameworks send it along."""
    state = {
        "route": comparison.path,
        "tools": [{"name": side.name, "tagline": side.tagline, "about": side.description} for side in comparison.sides],
        "quotes": [opinion.quote for side in comparison.sides for opinion in side.opinions],
    }
    text = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    chunk = json.dumps(text, ensure_ascii=False)
    return (
        f'<script type="application/json" id="state">{text}</script>'
        f"<script>(self.__chunks=self.__chunks||[]).push([1,{chunk}])</script>"
    )
