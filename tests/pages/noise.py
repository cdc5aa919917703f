"""Blocks that a person knows for noise and reads past: banners, adverts, forms, other comparisons, scripts."""

from collections.abc import Callable
from random import Random
from typing import Final

from crawler.sample import frame
from crawler.sample.catalogue import Comparison, comparisons
from pages.content import Content
from pages.tree import El, Node, Raw, fixed, h


def cookies(page: Content) -> Node:
    """A cookie banner with a share of its own."""
    words = "We use cookies to count visits. 87% of visitors accept them."
    return h("div.consent", h("p", words), h("button", "Accept all"), h("a", "Cookie policy", href="/cookies"))


def advert(page: Content) -> Node:
    """A message from a sponsor: a discount, an offer, a number."""
    mark = h("small", page.rng.choice(["Sponsored", "Advertisement", "Ad"]))
    return page.rng.choice(
        [
            h("aside.promo", mark, h("h4", "Anchorline: 30% off until the tide turns"), h("a", "Claim it", href="#")),
            h("div.promo", mark, h("p", "Host it at Anchorline. Free trial, no card.")),
            h("aside", mark, h("div", "100%"), h("div", "of hulls insured"), h("div", "Anchorline")),
        ]
    )


def testimonial(page: Content) -> Node:
    """An advert that quotes somebody."""
    praise = "“Anchorline took our pages and kept them dry through two winters and a merger.”"
    return h("div.promo", h("small", "Sponsored"), h("p", praise), h("p", "A happy harbour master"))


def newsletter(page: Content) -> Node:
    """A form that asks for an address."""
    words = h("p", "One letter a week, and no spam. What came in, what went down.")
    field = h("input", type="email", placeholder="you@harbour.test")
    return h("section", h("h3", "The Friday manifest"), words, h("form", field, h("button", "Subscribe")))


def picker(page: Content) -> Node:
    """Select boxes full of tool names."""
    return Raw(frame.picker(page.comparison))


def payload(page: Content) -> Node:
    """Scripts that say again what the page says."""
    return Raw(frame.payload(page.comparison))


def navigation(page: Content) -> Node:
    """Links to other comparisons, and to parts of this page by the words of its headings."""
    links = [h("li", h("a", other.title, href=other.path)) for other in _others(page)]
    parts = [h("li", h("a", words, href="#")) for words in ("Overview", "Reviewer scorecard", "Compare")]
    return h("nav", h("a", "Slipway", href="/"), h("ul", parts), h("ul", links))


def related(page: Content) -> Node:
    """Cards of other comparisons, with shares of their own."""
    return h("section.related", h("h2", "Related comparisons"), [_related(page.rng, each) for each in _others(page)])


def _related(rng: Random, comparison: Comparison) -> El:
    title = h("h3", h("a", comparison.title, href=comparison.path))
    if rng.random() < 0.5:
        shares = " / ".join(f"{side.panel_percent}%" for side in comparison.sides)
        return h("div.other", title, h("p", f"Panel ship: {shares}"))
    sides = [
        h("div", h("h4", side.name), h("p", side.tagline), h("b", f"{side.panel_percent}%"), h("span", "Panel ship"))
        for side in comparison.sides
    ]
    return h("div.other", title, sides)


def _others(page: Content) -> list[Comparison]:
    """Three comparisons, of which neither tool is on the page by name."""
    here = {side.name for side in page.sides}
    strangers = [each for each in comparisons() if not here & {side.name for side in each.sides}]
    return page.rng.sample(strangers, 3)


NOISE: Final[dict[str, Callable[[Content], Node]]] = {
    each.__name__: each for each in (cookies, advert, testimonial, newsletter, picker, payload, navigation, related)
}


def noise(page: Content, kind: str) -> El:
    """A block of noise that no mutation touches."""
    return fixed(h("div", NOISE[kind](page)))
