"""Features: the cells of tables and grids; without any, what paired cards or lists say under the same labels."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from normalize.generic.arrangements import paired_lists
from normalize.generic.cells import Struck, icon_answer, printed
from normalize.generic.matrix import Matrix
from normalize.generic.outline import STRONG_RANK, Outline
from normalize.generic.scopes import Scope, Scopes
from normalize.generic.sides import Sides
from normalize.generic.topics import topic_of
from normalize.reading import ReadFeature
from normalize.text import fold
from normalize.values.answer import parse_answer

_LABELLED: Final = re.compile(r"(?P<label>[^:：]{2,50})[:：]\s*(?P<value>\S.{0,160})")
_LONGEST_LABEL: Final = 60  # characters
_LONGEST_VALUE: Final = 240
_FEWEST_SHARED: Final = 2

_Pair = tuple[str, str, int]  # two texts, and the node that holds them


def read_features(
    outline: Outline, struck: Struck, sides: Sides, matrices: list[Matrix], scopes: Scopes
) -> list[ReadFeature]:
    """Return the rows of a page's comparison, each once, in reading order."""
    rows = (
        list(_of_matrices(outline, struck, sides, [each for each in matrices if not each.bears_names]))
        or list(_of_matrices(outline, struck, sides, matrices))
        or list(_of_cards(outline, sides, scopes))
        or list(_of_matrices(outline, struck, sides, list(paired_lists(outline, sides))))
    )
    features: list[ReadFeature] = []
    seen: set[tuple[str, tuple[tuple[int, str], ...]]] = set()
    position = 0
    for row in rows:
        key = fold(row[0].feature), tuple(sorted((cell.side, fold(cell.text)) for cell in row))
        if key in seen:
            continue
        seen.add(key)
        position += 1
        for cell in row:
            cell.position = position
            features.append(cell)
    return features


def _of_matrices(outline: Outline, struck: Struck, sides: Sides, matrices: list[Matrix]) -> Iterator[list[ReadFeature]]:
    for matrix in matrices:
        if all(not row.label or topic_of(row.label, sides) for row in matrix.rows):
            continue  # a table of pros and cons, or columns of text
        for row in matrix.rows:
            if not row.label:
                continue
            cells = []
            for side, cell in sorted(row.cells.items()):
                text = row.texts[side] if row.texts else printed(outline, cell)
                said = text if row.texts else struck.printed(outline, cell)
                answer = parse_answer(said) if text else icon_answer(outline, cell)
                cells.append(ReadFeature(side, row.label, text, answer, 0, matrix.evidence))
            if any(cell.text or cell.value_bool is not None for cell in cells):
                yield cells


def _of_cards(outline: Outline, sides: Sides, scopes: Scopes) -> Iterator[list[ReadFeature]]:
    """What the cards of at least two tools say under labels that they share."""
    pairs: dict[int, list[_Pair]] = {}
    for card in scopes.cards:
        if (found := _pairs(outline, card)) and len(found) > len(pairs.get(card.said, [])):
            pairs[card.said] = found
    if len(pairs) < 2:
        return
    at = _place_of_labels(list(pairs.values()))
    values: dict[str, dict[int, tuple[str, str]]] = {}
    for side, found in pairs.items():
        for pair in found:
            label, value = str(pair[at]), str(pair[1 - at])
            if (
                len(label) <= _LONGEST_LABEL
                and any(map(str.isalnum, label))
                and topic_of(label, sides) is None
                and sides.side_of(label) is None
            ):
                values.setdefault(fold(label), {}).setdefault(side, (label, value))
    shared = [by_side for by_side in values.values() if len(by_side) > 1]
    if len(shared) < _FEWEST_SHARED:
        return
    for by_side in shared:
        label = next(iter(by_side.values()))[0]
        yield [
            ReadFeature(side, label, value, parse_answer(value), 0, "grid")
            for side, (_, value) in sorted(by_side.items())
        ]


def _place_of_labels(lists: list[list[_Pair]]) -> int:
    """Whether labels stand first or second: they are what the cards have in common."""
    shared = []
    for at in (0, 1):
        counts = Counter(text for pairs in lists for text in {fold(str(pair[at])) for pair in pairs})
        shared.append(sum(n > 1 for n in counts.values()))
    return int(shared[1] > shared[0])


def _pairs(outline: Outline, card: Scope[int]) -> list[_Pair]:
    """Label and value, as two elements of one or as one text, inside a card."""
    tree = outline.page.tree
    found: list[_Pair] = []
    top = outline.blocks[card.first].node
    while top > 0 and not (outline.first[top] <= card.first and outline.last[top] >= card.last):
        top = tree.parents[top]
    for node in range(top, tree.ends[top] + 1):
        if not card.first <= outline.first[node] <= outline.last[node] <= card.last:
            continue
        children = tree.children(node)
        if len(children) == 2:
            found += _pair(outline, children[0], children[1])
        elif len(children) > 2 and not len(children) % 2 and _alternates(outline, children):
            for label, value in zip(children[::2], children[1::2], strict=True):
                found += _pair(outline, label, value)
        elif not children and outline.first[node] == outline.last[node]:
            text = outline.text(node)
            if (match := _LABELLED.fullmatch(text)) and outline.ranks[outline.first[node]] >= STRONG_RANK:
                found.append((match["label"].strip(), match["value"].strip(), node))
    return found


def _alternates(outline: Outline, children: list[int]) -> bool:
    """Whether labels and values take turns: two kinds of elements do, or texts of one kind but for list items."""
    parent = outline.page.tree.parents[children[0]]
    tags = [outline.page.tree.tags_within(parent, child)[-1] for child in children]
    if len(set(tags[::2])) > 1 or len(set(tags[1::2])) > 1:
        return False
    return tags[0] != tags[1] or tags[0] != "li" and all(len(outline.inside(child)) == 1 for child in children)


def _pair(outline: Outline, label: int, value: int) -> list[_Pair]:
    if len(outline.inside(label)) != 1 or outline.ranks[outline.first[label]] < STRONG_RANK:
        return []
    first, second = outline.text(label), printed(outline, value)
    if not first or len(first) > _LONGEST_VALUE or len(second) > _LONGEST_VALUE or len(outline.inside(value)) > 4:
        return []
    return [(first.rstrip(" :："), second.rstrip(" :："), label)]
