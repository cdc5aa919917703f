"""Aligned columns: tables, grids of any element and lists in which every tool has its place in each row."""

from normalize.generic.arrangements import flat_grid, labelled_lines, row_with_names, text_columns, tools_as_rows
from normalize.generic.heads import bears_value, find_heads, is_bare
from normalize.generic.matrix import Matrix
from normalize.generic.outline import Outline
from normalize.generic.rows import rows_under
from normalize.generic.sides import Sides


def find_matrices(outline: Outline, sides: Sides) -> list[Matrix]:
    """Return the tables and grids of a page, in reading order, each once."""
    if not outline.page.tree.elements:
        return []
    found: list[Matrix] = []
    seen: set[int] = set()
    for head in sorted(find_heads(outline, sides), key=lambda head: not is_bare(outline, head)):
        if head.node in seen:
            continue
        is_likely = not found or is_bare(outline, head) or bears_value(outline, head)
        matrix = (
            (rows_under(outline, sides, head) if is_likely else None)
            or flat_grid(outline, sides, head)
            or tools_as_rows(outline, sides, head)
            or row_with_names(outline, sides, head)
            or text_columns(outline, sides, head)
        )
        if matrix is not None and not seen.intersection(matrix.nodes):
            seen.update(matrix.nodes)
            found.append(matrix)
    return _joined([*found, *labelled_lines(outline, sides)])


def _joined(matrices: list[Matrix]) -> list[Matrix]:
    """Rows that bear the names themselves are one grid; a row alone is none."""
    alone = [each for each in matrices if each.bears_names]
    kept = [each for each in matrices if not each.bears_names]
    if len(alone) > 1:
        rows = [row for each in alone for row in each.rows]
        kept.append(
            Matrix(
                rows, alone[0].evidence, [n for each in alone for n in each.nodes], bears_names=True, head=alone[0].head
            )
        )
    return sorted(kept, key=lambda each: each.nodes[0])
