"""Tools that deal in adverts, cookies and newsletters are read like any other, though their texts sound like noise."""

from dataclasses import replace
from typing import Final

import pytest
from pages.layouts import LAYOUTS, build
from pages.truth import differences, seen

from crawler.sample.catalogue import Comparison, Listing, comparisons
from normalize.extract import read

TAGLINES: Final = (
    *("Newsletter writing without the dread", "Ad creatives from a product URL", "Promo videos in one click"),
    *("Sponsor outreach on autopilot", "Updated hourly: prices of 40 models", "Other comparisons are guesses"),
    *("Reads privacy policy pages so you need not", "Manage all cookies of a site with one script"),
    *("Pair programming for VS Code", "The VS Code fork that knows your repository"),
)
DESCRIPTIONS: Final = (
    "It writes your newsletter and keeps the promo code straight, every week, without being asked by anybody at all.",
    "Advertisements are generated from a URL and tested against each other until one wins, which may take a day.",
    "Sponsored posts are found, labelled and removed, and the newsletter says so at the bottom of every issue.",
    "It lives in VS Code and nowhere else, all rights reserved, and reads a privacy policy to you while you wait.",
)
CATEGORIES: Final = ("Newsletters", "Ad Tech", "Promo", "Weekly Planners", "Partner Portals")
NAMES: Final = ("Newsletter Nook", "Ads Pilot", "Weekly", "Cookie Policy Cat", "Community Pulse", "VS Buddy", "Ship It")
QUOTES: Final = (
    "The newsletter is good. Subscribe to it and your inbox will know no spam, or so they told me at the door.",
    "Sponsored by nobody, it shows. I would pay to see an advertisement with this much conviction in its voice.",
)
# Cards whose columns stand in one table, where a category that sounds like an advert's label is stated, not read.
STATED: Final = frozenset({"versus_table"})
ONE: Final = next(each for each in comparisons() if each.first.name != each.second.name)


def assert_read(one: Comparison, layouts: frozenset[str] = frozenset(LAYOUTS)) -> None:
    """Every layout and form gives every field exactly."""
    for layout in sorted(layouts):
        for form in ("short", "full"):
            page = build(replace(one, form=form), layout)
            reading = read(page.body, url=page.url, content_type=page.content_type)
            assert differences(page.truth, seen(reading)) == [], (layout, form)


def with_side(side: str, changed: Listing) -> Comparison:
    """The comparison with one tool changed."""
    return replace(ONE, first=changed) if side == "first" else replace(ONE, second=changed)


@pytest.mark.parametrize("side", ["first", "second"])
@pytest.mark.parametrize("tagline", TAGLINES)
def test_taglines(tagline: str, side: str) -> None:
    assert_read(with_side(side, replace(getattr(ONE, side), tagline=tagline)))


@pytest.mark.parametrize("side", ["first", "second"])
@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_descriptions(description: str, side: str) -> None:
    assert_read(with_side(side, replace(getattr(ONE, side), description=description)))


@pytest.mark.parametrize("category", CATEGORIES)
def test_categories(category: str) -> None:
    first, second = replace(ONE.first, category=category), replace(ONE.second, category=category)
    layouts = frozenset(LAYOUTS) - STATED
    assert_read(replace(ONE, first=first), layouts)
    assert_read(replace(ONE, second=second), layouts)
    assert_read(replace(ONE, first=first, second=second), layouts)


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert_read(with_side("second", replace(ONE.second, name=name)))


@pytest.mark.parametrize("quote", QUOTES)
def test_quotes(quote: str) -> None:
    opinions = list(ONE.first.opinions)
    opinions[1] = replace(opinions[1], quote=quote)
    assert_read(with_side("first", replace(ONE.first, opinions=opinions)))
