"""Pros and cons: the items of lists, lines and cells under labels that announce them, of the tool around them."""

import re
from collections.abc import Iterator
from typing import Final

from normalize.generic.matrix import Matrix
from normalize.generic.outline import STRONG_RANK, Outline
from normalize.generic.scopes import Scopes
from normalize.generic.sides import Sides
from normalize.generic.topics import Topic, topic_of
from normalize.page import Block
from normalize.reading import ReadPoint
from normalize.records import Evidence
from normalize.text import fold

_BULLET: Final = re.compile(r"^\s*(?:[✓✔✅☑✗✘❌✖×•·▪●○◦➤→➕➖👍👎⚠⛔+*−–—-]\ufe0f?\s*)+(?=\S)")
_PRO_SIGN: Final = re.compile(r"^\s*[✓✔✅☑➕👍+]")
_CON_SIGN: Final = re.compile(r"^\s*[✗✘❌✖×➖👎–—−-](?!\d)")
_LONGEST: Final = 400  # characters; a longer text is a paragraph
# What is quoted from end to end is a reviewer's.
_INLINE: Final = re.compile(r"^(?P<label>[^:：]{2,40})(?::\s+|：\s*)(?P<text>(?![“„«「‘\x22].*[”“»」’\x22]\W*$)\S.*)$")
_BETWEEN: Final = re.compile(r"\s*[;；]\s*")
_OVER: Final = re.compile(r"\s(?:over|compared (?:to|with)|against)\s", re.I)


def read_points(outline: Outline, sides: Sides, matrices: list[Matrix], scopes: Scopes) -> list[ReadPoint]:
    """Return the pros and cons of a page, each once, in reading order."""
    found = [*_in_cells(outline, sides, matrices), *_under_labels(outline, sides, scopes)]
    found += _in_lines(outline, sides, scopes)
    found += _in_same_line(outline, sides, scopes)
    found += _by_signs(outline, sides, scopes)
    kept: dict[tuple[int, Topic, str], ReadPoint] = {}
    for point in found:
        kept.setdefault((point.side, point.kind, fold(point.text)), point)
    return list(kept.values())


def _in_cells(outline: Outline, sides: Sides, matrices: list[Matrix]) -> Iterator[ReadPoint]:
    for matrix in matrices:
        for row in matrix.rows:
            kind = topic_of(row.label, sides)
            if kind is None:
                continue
            for side, cell in row.cells.items():
                for text in _items(outline, sides, outline.inside(cell)):
                    yield ReadPoint(side, kind, text, matrix.evidence)


def _under_labels(outline: Outline, sides: Sides, scopes: Scopes) -> Iterator[ReadPoint]:
    """Items under a label, of the tool that the label names or that it stands under."""
    groups: dict[tuple[int, int], list[Block]] = {}
    for block in outline.blocks:
        scope, owner = scopes.topics[block.index], scopes.owners[block.index]
        if scope is None or outline.is_frame[block.index] or _labels_itself(outline, sides, scopes, block):
            continue
        label = outline.blocks[scope.marker].text
        side = _preferred(sides, label)
        if side is None:
            side = owner[0] if owner else sides.only_in(label)
        if side is not None:
            groups.setdefault((scope.marker, side), []).append(block)
    for (_, side), blocks in groups.items():
        scope = scopes.topics[blocks[0].index]
        kind = scope.said if scope else None
        owner = scopes.owners[blocks[0].index]
        evidence: Evidence = owner[1] if owner else "section"
        if kind is not None:
            for text in _items(outline, sides, blocks):
                yield ReadPoint(side, kind, text, evidence)


def _preferred(sides: Sides, label: str) -> int | None:
    """The tool that a label sets over another: `Advantages of Claude over Gemini`."""
    said, *over = _OVER.split(label, maxsplit=1)
    return sides.only_in(said) if over and sides.mention.search(over[0]) else None


def _inline(sides: Sides, line: str) -> tuple[str, Topic, list[str]] | None:
    """The label of a line that announces pros or cons, its kind, and the points after it."""
    match = _INLINE.match(line)
    kind = topic_of(match["label"], sides) if match else None
    return None if match is None or kind is None else (match["label"], kind, _separated(match["text"]))


def _labels_itself(outline: Outline, sides: Sides, scopes: Scopes, block: Block) -> bool:
    """Whether a text begins with a label of its own; an item of a list under a label does not."""
    if _inline(sides, block.text) is None:
        return False
    element = outline.element(block) if scopes.topics[block.index] and outline.page.tree.elements else None
    return element is None or element.tag != "li" and all(above.tag != "li" for above in element.iterancestors())


def _in_same_line(outline: Outline, sides: Sides, scopes: Scopes) -> Iterator[ReadPoint]:
    """Points after their label in one line, of the tool that the label names or that it stands under."""
    for block in outline.blocks:
        if outline.is_frame[block.index] or not _labels_itself(outline, sides, scopes, block):
            continue
        for line in block.lines or (block.text,):
            if (said := _inline(sides, line)) is None:
                continue
            label, kind, points = said
            owner = None if sides.mention.search(label) else scopes.owners[block.index]
            side = owner[0] if owner else sides.only_in(label)
            for text in points if side is not None else []:
                point = _BULLET.sub("", text).strip()
                if side is not None and any(map(str.isalnum, point)) and len(point) <= _LONGEST:
                    yield ReadPoint(side, kind, point, owner[1] if owner else "label")


def _items(outline: Outline, sides: Sides, blocks: list[Block]) -> Iterator[str]:
    """The points that blocks print: list items where there are some, marked lines, else one a block."""
    items = _by_list_item(outline, blocks) or _lines(outline, blocks)
    for text in _separated(items[0]) if len(blocks) == len(items) == 1 else items:
        point = _BULLET.sub("", text).strip()
        if any(map(str.isalnum, point)) and len(point) <= _LONGEST and topic_of(text, sides) is None:
            yield point


def _separated(text: str) -> list[str]:
    """The points that one text holds between semicolons; a sentence is one point."""
    return [text] if text.endswith((".", "!", "。", "！")) else _BETWEEN.split(text)


def _by_list_item(outline: Outline, blocks: list[Block]) -> list[str]:
    """The texts of list items; the blocks of one item are one point."""
    texts: dict[int, list[str]] = {}
    elements = {}
    for block in blocks:
        element = outline.element(block)
        while element is not None and element.tag not in ("li", "ul", "ol", "td", "th", "body"):
            element = element.getparent()
        if element is not None and element.tag == "li":
            elements[id(element)] = element  # kept alive: lxml makes elements anew
            texts.setdefault(id(element), []).append(block.text)
    return [" ".join(parts) for parts in texts.values()]


def _lines(outline: Outline, blocks: list[Block]) -> list[str]:
    lines = [(line, block) for block in blocks for line in (block.lines or (block.text,))]
    marked = [line for line, _ in lines if _BULLET.match(line)]
    if marked and len(marked) * 2 >= len(lines):
        return marked
    return [
        line for line, block in lines if not _is_button(outline, block) and outline.ranks[block.index] > STRONG_RANK
    ]


def _is_button(outline: Outline, block: Block) -> bool:
    element = outline.element(block)
    return (
        element.tag == "a"
        or any(child.tag == "a" and not (child.tail or "").strip() for child in element)
        and len(element) == 1
        and not (element.text or "").strip()
    )


def _in_lines(outline: Outline, sides: Sides, scopes: Scopes) -> Iterator[ReadPoint]:
    """Points in one text whose first line is their label, one a line."""
    for block in outline.blocks:
        if len(block.lines) < 2 or outline.is_frame[block.index]:
            continue
        owner = scopes.owners[block.index]
        side = owner[0] if owner else sides.only_in(block.lines[0])
        kind: Topic | None = None
        for line in block.lines:
            if (label := topic_of(line, sides)) is not None:
                kind = label
            elif kind is not None and side is not None and (point := _BULLET.sub("", line).strip()):
                yield ReadPoint(side, kind, point, owner[1] if owner else "label")


def _by_signs(outline: Outline, sides: Sides, scopes: Scopes) -> Iterator[ReadPoint]:
    """Lines of a tool that begin with ticks and crosses, both kinds near each other, under no label."""
    signs: dict[int, list[tuple[Topic, str, Evidence]]] = {}
    for block in outline.blocks:
        owner = scopes.owners[block.index]
        if owner is None or outline.is_frame[block.index] or scopes.topics[block.index] or owner[1] in ("table",):
            continue
        for line in block.lines or (block.text,):
            kind: Topic | None = "pro" if _PRO_SIGN.match(line) else "con" if _CON_SIGN.match(line) else None
            point = _BULLET.sub("", line).strip()
            if kind and point != line and 3 < len(point) <= _LONGEST and topic_of(line, sides) is None:
                signs.setdefault(owner[0], []).append((kind, point, owner[1]))
    if all({kind for kind, _, _ in said} == {"pro", "con"} for said in signs.values()):
        for side, said in signs.items():
            for kind, point, evidence in said:
                yield ReadPoint(side, kind, point, evidence)
