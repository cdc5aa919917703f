"""The page reader gives every field exactly, whatever the markup: layouts, mutations, and many mutations at once."""

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
N_COMBINED: Final = 300
# Pages that a person reads and the reader does not yet: tools of one name of which one take stands alone, and divs
# left open where only their ends told the columns.
OPEN_DIVS_UNREAD: Final = frozenset({"label_rows", "one_line", "semantic", "two_columns", "versus_table"})


def is_read(comparison: Comparison, layout: str, mutations: tuple[str, ...] = ()) -> bool:
    """Whether the reader is held to read such a page exactly."""
    has_gap = any(opinion is None for row in comparison.rows for opinion in row)
    one_name = comparison.first.name == comparison.second.name
    opened = {"divs_unclosed", "no_div_closed"} & {*mutations}
    if opened and (
        opened != {"no_div_closed"} and layout in OPEN_DIVS_UNREAD or {"tags_swapped", "wrapped"} & {*mutations}
    ):
        return False
    return not (has_gap and one_name and layout == "labelled")


def readable(layout: str, *mutations: str) -> list[Comparison]:
    """The comparisons that the reader is held to read in a layout."""
    return [each for each in comparisons() if is_read(each, layout, mutations)]


SINGLE: Final = [(layout, mutation) for layout in LAYOUTS for mutation in MUTATIONS if readable(layout, mutation)]


def assert_exact(page: Page, *made_of: object) -> None:
    """Hold the reading of a page against its truth; a failure says how to make the page again."""
    reading = read(page.body, url=page.url, content_type=page.content_type)
    wrong = differences(page.truth, seen(reading))
    assert not wrong, "\n".join([f"page made of {made_of}:", *wrong])


def drawn(rng: Random) -> tuple[Comparison, str, tuple[str, ...]]:
    """A comparison, a layout and some mutations that the reader is held to read."""
    while True:
        one = replace(rng.choice(comparisons()), form=rng.choice(FORMS))
        layout, mutations = rng.choice(list(LAYOUTS)), tuple(rng.sample(MUTATIONS, rng.randint(2, 7)))
        if is_read(one, layout, mutations):
            return one, layout, mutations


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_comparison_in_every_layout(layout: str, form: Form) -> None:
    for each in readable(layout):
        one = replace(each, form=form)
        assert_exact(build(one, layout), one.path, form, layout)


@pytest.mark.parametrize(("layout", "mutation"), SINGLE)
def test_every_mutation_of_every_layout(layout: str, mutation: str) -> None:
    rng = Random(f"{layout} {mutation}")
    for form in FORMS:
        for each in rng.sample(readable(layout, mutation), 2):
            one = replace(each, form=form)
            assert_exact(build(one, layout, (mutation,)), one.path, form, layout, mutation)


@pytest.mark.parametrize("seed", range(N_COMBINED))
def test_many_mutations_at_once(seed: int) -> None:
    one, layout, mutations = drawn(Random(seed))
    assert_exact(build(one, layout, mutations, seed), one.path, one.form, layout, mutations, seed)
