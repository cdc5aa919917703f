"""Whole pages: a layout joins cards, decision table and scorecard, mutations are applied, and bytes come out."""

from dataclasses import dataclass, replace
from html import escape
from random import Random
from typing import Final, NamedTuple

from crawler.sample.catalogue import Comparison
from crawler.sample.frame import ORIGIN
from crawler.sample.wording import INTRO
from pages.cards import CARDS
from pages.content import Content
from pages.decisions import DECISIONS
from pages.mutations import SHAPES, SPELLINGS, Draft, manner
from pages.scorecards import SCORECARDS
from pages.tree import El, h, print_node
from pages.truth import Facts, expected


class Layout(NamedTuple):
    """Names of the parts that a base layout is made of."""

    cards: str
    decision: str
    scorecard: str


LAYOUTS: Final[dict[str, Layout]] = {
    "utility_classes": Layout("tiles", "flat_grid", "rows_of_two"),
    "semantic": Layout("definitions", "table", "figures"),
    "lists": Layout("lists", "items", "figures_signed_below"),
    "small_tables": Layout("small_tables", "table", "table_cells"),
    "overview_table": Layout("table_rows", "rows", "table_heads"),
    "versus_table": Layout("table_columns", "table", "columns"),
    "custom_elements": Layout("elements", "elements", "elements"),
    "label_rows": Layout("label_rows", "rows", "grouped"),
    "one_text": Layout("one_text", "definitions", "reviewer_sections"),
    "one_line": Layout("one_line", "items", "flat_grid"),
    "flat": Layout("flat", "flat_grid", "flow"),
    "one_column": Layout("flow", "definitions", "grouped_flow"),
    "disclosures": Layout("disclosure", "table", "disclosures"),
    "two_columns": Layout("tiles", "definitions", "columns"),
    "labelled": Layout("lists", "rows", "labelled_takes"),
    "reviewer_table": Layout("flat", "items", "table_heads"),
    "plain_rows": Layout("label_rows", "flat_grid", "table_cells"),
    "magazine": Layout("definitions", "elements", "reviewer_sections"),
    "column_of_rows": Layout("flow", "rows", "rows_of_two"),
}


@dataclass(frozen=True)
class Page:
    """A page as a server sends it, and what a reader must find on it."""

    body: bytes
    url: str
    content_type: str
    truth: Facts


def build(comparison: Comparison, layout: str, mutations: tuple[str, ...] = (), seed: int = 0) -> Page:
    """Print a comparison in a layout, mutated; the same arguments give the same bytes."""
    rng = Random(f"{seed} {layout} {comparison.path} {comparison.form} {mutations}")
    content = Content(comparison, manner(mutations), rng)
    head = h("header", _breadcrumb(content), h("h1", comparison.title), h("p", INTRO))

    def again() -> list[El]:
        other = replace(content, manner=replace(content.manner, value_first=None))
        return sections(other, rng.choice(list(LAYOUTS)))

    draft = Draft(content, h("main", head, sections(content, layout)), again)
    for name, shape in SHAPES.items():
        if name in mutations:
            shape(draft)
    return _printed(draft, mutations)


def sections(content: Content, layout: str) -> list[El]:
    """The content: cards, on a full page the decision table, and the scorecard."""
    cards, decision, scorecard = LAYOUTS[layout]
    table = [DECISIONS[decision](content)] if content.is_full else []
    return [CARDS[cards](content), *table, SCORECARDS[scorecard](content)]


def _breadcrumb(content: Content) -> El | None:
    if not content.is_full:
        return None
    return h("nav", h("a", "Compare", href="/compare"), h("span", "/"), h("span", content.comparison.title))


def _printed(draft: Draft, mutations: tuple[str, ...]) -> Page:
    comparison = draft.page.comparison

    def spell(text: str) -> str:
        spellings = [SPELLINGS[name] for name in mutations if name in SPELLINGS]
        return spellings[0](text) if spellings else escape(text)

    charset = "windows-1252" if "windows_1252" in mutations else "utf-8"
    markup = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{escape(comparison.title)} | Slipway'
        f"</title></head><body>{print_node(draft.sections, spell)}<footer><p>Slipway, since the tide.</p></footer>"
    )
    truth = expected(comparison, draft.page.manner)
    return Page(markup.encode(charset, "xmlcharrefreplace"), ORIGIN + comparison.path, "text/html", truth)
