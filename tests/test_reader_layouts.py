"""The page reader gives every field exactly, whatever the markup: layouts, mutations, and many mutations at once."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

import pytest
from pages.layouts import LAYOUTS, Page, build
from pages.mutations import MUTATIONS
from pages.truth import differences, seen

from crawler.sample.catalogue import Comparison, Form, comparisons
from normalize.extract import read

FORMS: Final[tuple[Form, ...]] = ("short", "full")
N_COMBINED: Final = 240


def assert_exact(page: Page, *made_of: object) -> None:
    """Hold the reading of a page against its truth; a failure says how to make the page again."""
    reading = read(page.body, url=page.url, content_type=page.content_type)
    wrong = differences(page.truth, seen(reading))
    assert not wrong, "\n".join([f"page made of {made_of}:", *wrong])


def comparison(at: int, form: Form) -> Comparison:
    """One of the catalogue's comparisons, counted round, in the form asked for."""
    stock = comparisons()
    return replace(stock[at % len(stock)], form=form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_comparison_in_every_layout(layout: str, form: Form) -> None:
    for each in comparisons():
        one = replace(each, form=form)
        assert_exact(build(one, layout), layout, form, one.path)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_mutation_of_every_layout(mutation: str, layout: str) -> None:
    for form in FORMS:
        one = comparison(MUTATIONS.index(mutation) + 7 * list(LAYOUTS).index(layout), form)
        assert_exact(build(one, layout, (mutation,)), layout, form, one.path, mutation)


@pytest.mark.parametrize("seed", range(N_COMBINED))
def test_many_mutations_at_once(seed: int) -> None:
    rng = Random(seed)
    mutations: Sequence[str] = rng.sample(MUTATIONS, rng.randint(2, 7))
    layout, one = rng.choice(list(LAYOUTS)), comparison(rng.randrange(60), rng.choice(FORMS))
    assert_exact(build(one, layout, tuple(mutations), seed), layout, one.form, one.path, mutations, seed)
