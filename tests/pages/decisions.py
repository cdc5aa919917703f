"""The decision table of a full page: a label and what each tool has to say for it."""

from collections.abc import Callable
from typing import Final

from pages.content import Content
from pages.tree import El, h


def table(page: Content) -> El:
    """A table with head and row heads."""
    head, *rows = page.decisions()
    body = [h("tr", h("th", label), [h("td", cell) for cell in cells]) for label, *cells in rows]
    return h("table.decision", h("thead", h("tr", [h("th", cell) for cell in head])), h("tbody", body))


def rows(page: Content) -> El:
    """A div for each row and one for each cell."""
    return h("div.matrix", [h("div.line", [h("div.cell", cell) for cell in row]) for row in page.decisions()])


def flat_grid(page: Content) -> El:
    """All cells as siblings, three to a row."""
    return h("div.grid.grid-cols-3", [h("div.p-2", cell) for row in page.decisions() for cell in row])


def items(page: Content) -> El:
    """A list item for each row."""
    return h(
        "ul.decision",
        [h("li", h("h4", label), h("p.a", one), h("p.b", other)) for label, one, other in page.decisions()],
    )


def definitions(page: Content) -> El:
    """A definition list: the label is the term, the tools say it in turn."""
    return h("dl.decision", [[h("dt", label), h("dd", one), h("dd", other)] for label, one, other in page.decisions()])


def elements(page: Content) -> El:
    """Custom elements."""
    rows = [h("decision-row", [h("decision-cell", cell) for cell in row]) for row in page.decisions()]
    return h("decision-table", rows)


DECISIONS: Final[dict[str, Callable[[Content], El]]] = {
    each.__name__: each for each in (table, rows, flat_grid, items, definitions, elements)
}
