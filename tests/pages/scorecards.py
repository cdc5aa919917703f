"""The reviewer scorecard, as different hands build it: row by row, or grouped under each tool's name."""

from collections.abc import Callable
from typing import Final

from crawler.sample.catalogue import Opinion
from pages.content import Content
from pages.tree import El, Node, h, spaced

HEADING: Final = "Reviewer scorecard"


def rows_of_two(page: Content) -> El:
    """A div for each row, a cell for each tool."""

    def cell(opinion: Opinion | None) -> El:
        return h("div.cell", _byline(page, opinion), h("p.italic", page.said(opinion)))

    rows = [h("div.grid-cols-2", map(cell, row)) for row in page.comparison.rows]
    return h("div.scorecard", h("h2", HEADING), spaced(h("div.space-y-4", rows)))


def flat_grid(page: Content) -> El:
    """Cells as siblings, two to a row."""

    def cell(opinion: Opinion | None) -> El:
        return h("div.cell", _byline(page, opinion), h("blockquote", page.said(opinion)))

    cells = [cell(opinion) for row in page.comparison.rows for opinion in row]
    return h("section", h("h2", HEADING), spaced(h("div.grid", cells), step=2))


def figures(page: Content) -> El:
    """Figures whose caption stands above the quote, two to a row."""

    def figure(opinion: Opinion | None) -> El:
        caption = h("figcaption", _signature(page, opinion)) if page.is_full and opinion else None
        return h("figure", caption, h("blockquote", h("p", page.said(opinion))))

    rows = [h("div.row", map(figure, row)) for row in page.comparison.rows]
    return h("section", h("h2", HEADING), spaced(h("div.rows", rows)))


def figures_signed_below(page: Content) -> El:
    """Figures whose caption stands below the quote, two to a row."""

    def figure(opinion: Opinion | None) -> El:
        caption = h("figcaption", _signature(page, opinion)) if page.is_full and opinion else None
        return h("figure", h("blockquote", page.said(opinion)), caption)

    rows = [h("li", map(figure, row)) for row in page.comparison.rows]
    return h("section", h("h2", HEADING), spaced(h("ol.rows", rows), "li"))


def reviewer_sections(page: Content) -> El:
    """A section for each reviewer, named once, with what they say of either tool."""

    def article(opinion: Opinion | None) -> El:
        score = h("div.score", page.score(opinion)) if page.is_full and opinion else None
        return h("article", score, h("p", page.said(opinion)))

    sections = [h("section.seat", _named_row(page, row, "h3"), map(article, row)) for row in page.comparison.rows]
    return h("div.scorecard", h("h2", HEADING), spaced(h("div.seats", sections)))


def labelled_takes(page: Content) -> El:
    """A section for each reviewer; each quote bears the name of its tool."""
    sections = []
    for row in page.comparison.rows:
        takes = [
            h("div.take", h("h4", side.name), _score(page, opinion), h("blockquote", page.said(opinion)))
            for side, opinion in zip(page.sides, row, strict=True)
            if opinion
        ]
        sections.append(h("section.seat", _named_row(page, row, "h3"), takes))
    return h("div.scorecard", h("h2", HEADING), spaced(h("div.seats", sections)))


def table_cells(page: Content) -> El:
    """A table of two columns with the byline in the quote's cell."""

    def cell(opinion: Opinion | None) -> El:
        return h("td", _byline(page, opinion), h("div.text", page.said(opinion)))

    rows = [h("tr", map(cell, row)) for row in page.comparison.rows]
    return h("section", h("h2", HEADING), spaced(h("table.quotes", rows), "tr"))


def table_heads(page: Content) -> El:
    """A table whose rows reviewers head and whose columns the tools."""

    def cell(opinion: Opinion | None) -> El:
        return h("td", _score(page, opinion), h("p", page.said(opinion)))

    rows = [h("tr", _named_row(page, row, "th"), map(cell, row)) for row in page.comparison.rows]
    corner = h("th", "Reviewer") if page.is_full else None
    head = h("thead", h("tr", corner, [h("th", side.name) for side in page.sides]))
    return h("section", h("h2", HEADING), h("table.scorecard", head, spaced(h("tbody", rows), "tr")))


def grouped(page: Content) -> El:
    """Under each tool's name all that was said about it."""

    def review(opinion: Opinion | None) -> El:
        return h("div.review", _byline(page, opinion), h("blockquote", page.said(opinion, "—")))

    groups = [
        h("div.group", h("h3", side.name), spaced(h("div.reviews", map(review, page.seats(side)))))
        for side in page.sides
    ]
    return h("section.reviews", h("h2", HEADING), groups)


def grouped_flow(page: Content) -> El:
    """Grouped, but names, bylines and quotes are all siblings."""
    kids: list[Node] = []
    for side in page.sides:
        kids.append(h("h3", side.name))
        for opinion in page.seats(side):
            kids += [*_byline(page, opinion), h("p.quote", page.said(opinion, "—"))]
    return h("section", h("h2", HEADING), kids)


def disclosures(page: Content) -> El:
    """An open disclosure for each tool, its quotes as list items."""

    def item(opinion: Opinion | None) -> El:
        return h("li", _byline(page, opinion), h("p", page.said(opinion, "—")))

    groups = [
        h("details", h("summary", side.name), spaced(h("ul", map(item, page.seats(side))), "li"), open="")
        for side in page.sides
    ]
    return h("section", h("h2", HEADING), groups)


def columns(page: Content) -> El:
    """Two columns side by side, each headed by its tool."""

    def entry(opinion: Opinion | None) -> El:
        return h("div.entry", _byline(page, opinion), h("div.text", page.said(opinion, "—")))

    sides = [h("div.col", h("h4", side.name), map(entry, page.seats(side))) for side in page.sides]
    return h("section", h("h2", HEADING), h("div.two-columns", sides))


def flow(page: Content) -> El:
    """One column of bylines and quotes, row by row; nothing holds a quote and its byline together."""
    kids: list[Node] = []
    for row in page.comparison.rows:
        for opinion in row:
            if page.is_full and opinion:
                kids += [h("h4", opinion.reviewer), h("p.points", page.score(opinion))]
            kids.append(h("blockquote", page.said(opinion, "—")))
    return h("div.flow", h("h2", HEADING), kids)


def elements(page: Content) -> El:
    """Custom elements, one for each row."""

    def cell(opinion: Opinion | None) -> El:
        head = [h("reviewer-name", opinion.reviewer), h("reviewer-score", page.score(opinion))] if opinion else []
        return h("panel-quote", head if page.is_full else None, h("quote-text", page.said(opinion)))

    rows = [h("score-row", map(cell, row)) for row in page.comparison.rows]
    return h("score-card", h("h2", HEADING), spaced(h("score-rows", rows)))


def _byline(page: Content, opinion: Opinion | None) -> list[Node]:
    return [h("p.byline", _signature(page, opinion))] if page.is_full and opinion else []


def _signature(page: Content, opinion: Opinion) -> list[Node]:
    return [h("strong.who", opinion.reviewer), " ", h("span.points", page.score(opinion))]


def _score(page: Content, opinion: Opinion | None) -> El | None:
    return h("div.score", page.score(opinion)) if page.is_full and opinion else None


def _named_row(page: Content, row: tuple[Opinion | None, ...], tag: str) -> El | None:
    """The reviewer's name at the head of a row; both sides of a row are by the same reviewer."""
    return h(tag, next(opinion.reviewer for opinion in row if opinion)) if page.is_full else None


SCORECARDS: Final[dict[str, Callable[[Content], El]]] = {
    each.__name__: each
    for each in (
        rows_of_two,
        flat_grid,
        figures,
        figures_signed_below,
        reviewer_sections,
        labelled_takes,
        table_cells,
        table_heads,
        grouped,
        grouped_flow,
        disclosures,
        columns,
        flow,
        elements,
    )
}
