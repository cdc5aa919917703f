"""Aligned columns: tables, grids of any element and lists in which every tool has its place in each row."""

from collections import Counter
from typing import Final

from normalize.generic.arrangements import flat_grid, labelled_lines, row_with_names, text_columns, tools_as_rows
from normalize.generic.heads import Head, bears_value, find_heads, is_bare
from normalize.generic.matrix import Matrix
from normalize.generic.outline import Outline
from normalize.generic.rows import rows_under
from normalize.generic.sides import Sides

_MOST_TRIES: Final = 3  # of names in one place: more of them do not begin a table
_MOST_PLACES: Final = 60


def find_matrices(outline: Outline, sides: Sides) -> list[Matrix]:
    """Return the tables and grids of a page, in reading order, each once."""
    if not outline.page.tree.elements:
        return []
    found: list[Matrix] = []
    seen: set[int] = set()
    tried: Counter[int] = Counter()
    for head in sorted(find_heads(outline, sides), key=lambda head: not is_bare(outline, head)):
        if head.node in seen:
            continue
        tried[head.node] += 1
        is_early = tried[head.node] <= _MOST_TRIES and len(tried) <= _MOST_PLACES
        matrix = _with_rows(outline, sides, head, not found) if is_early else None
        matrix = matrix or row_with_names(outline, sides, head)
        if matrix is None and is_early:
            matrix = text_columns(outline, sides, head)
        if matrix is not None and not seen.intersection(matrix.nodes):
            seen.update(matrix.nodes)
            found.append(matrix)
    return _joined([*found, *labelled_lines(outline, sides)])


def _with_rows(outline: Outline, sides: Sides, head: Head, is_first: bool) -> Matrix | None:
    """Rows under the names, or beside them; where some have been found, names amid other things head no columns."""
    is_likely = is_first or is_bare(outline, head) or bears_value(outline, head)
    return (
        (rows_under(outline, sides, head) if is_likely else None)
        or flat_grid(outline, sides, head)
        or tools_as_rows(outline, sides, head)
    )


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
