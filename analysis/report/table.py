"""Tables that scroll by themselves where a phone is too narrow for them, so that the page does not."""

from collections.abc import Iterable, Sequence

from analysis.report.markup import Child, Html, element


def table(header: Sequence[str], rows: Iterable[Sequence[Child]], n_words: int = 1) -> Html:
    """Return a table; the first `n_words` columns are words, the others figures that stand to the right."""
    sides = ["words" if place < n_words else "figure" for place in range(len(header))]
    head = [element("th", name, class_=side, scope="col") for name, side in zip(header, sides, strict=True)]
    body = [
        element("tr", [element("td", cell, class_=side) for cell, side in zip(row, sides, strict=True)]) for row in rows
    ]
    drawn = element("table", element("thead", element("tr", head)), element("tbody", body))
    return element("div", drawn, class_="scroll", tabindex="0", role="group", aria_label="Table")


def folded(summary: str, *content: Child) -> Html:
    """Return what is only read by those who ask; it is open in print."""
    return element("details", element("summary", summary), *content)
