"""Rows of cells under the tools' names: what every kind of table and grid comes to."""

from dataclasses import dataclass, field

from normalize.generic.outline import Outline
from normalize.records import Evidence


@dataclass(slots=True)
class Row:
    """A row by tool: its label, a cell for each side that has one, and the cell that names its winner."""

    label: str
    cells: dict[int, int]
    winner: int | None = None
    texts: dict[int, str] | None = None  # where cells are parts of lines


@dataclass(slots=True)
class Matrix:
    """Rows of cells under the tools' names, and the nodes that hold them."""

    rows: list[Row]
    evidence: Evidence
    nodes: list[int] = field(default_factory=list)
    is_transposed: bool = False
    bears_names: bool = False
    head: int = -1


def rows_by_block(outline: Outline, matrices: list[Matrix]) -> dict[int, Row]:
    """The labelled row that each text in a tool's cell stands in, by the text's place on the page."""
    return {
        block.index: row
        for matrix in matrices
        for row in matrix.rows
        if row.label
        for cell in row.cells.values()
        for block in outline.inside(cell)
    }


def evidence_of(outline: Outline, node: int) -> Evidence:
    element = outline.page.tree.elements[node]
    while element is not None and element.tag != "body":
        if element.tag == "table":
            return "table"
        element = element.getparent()
    return "grid"
