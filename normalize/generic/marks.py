"""Marks of winners in the markup, such as `data-winner`: what they say, and which texts stand inside what bears one."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from normalize.generic.outline import Outline
from normalize.page import Element

_MARKED: Final = re.compile(r"^data-(?:is-)?(?:winner|best|wins)$")
_SURE: Final = re.compile(r"^data-(?:is-)?winner$")  # `data-best` and `data-wins` may be numbers
_MAY_MARK: Final = etree.XPath(
    "//@*[starts-with(name(), 'data-')][contains(name(), 'win') or contains(name(), 'best')]/.."
)
_FALSE: Final = frozenset({"false", "0", "no", "none"})
_TRUE: Final = frozenset({"", "true", "1", "yes", "winner"})
_SLUG: Final = re.compile(r"[-_]+")
_MOST_CLIMBS: Final = 60


@dataclass(slots=True)
class Mark:
    """What an element that bears a mark says (`""` that its own tool wins), and the blocks inside it."""

    said: str
    blocks: list[int] = field(default_factory=list)


def marked_elements(outline: Outline) -> dict[Element, str]:
    """Elements with an attribute such as `data-winner`, and its value, unless it denies."""
    if outline.page.root is None:
        return {}
    return {
        element: _SLUG.sub(" ", str(value)).strip()
        for element in _MAY_MARK(outline.page.root)
        for name, value in element.attrib.items()
        if _MARKED.match(str(name)) and str(value).casefold() not in _FALSE
    }


def marks_of(outline: Outline, marked: dict[Element, str]) -> list[Mark]:
    """The marks of winners in reading order; an element whose blocks are none says it of nothing."""
    marks = {
        element: Mark("" if said.casefold() in _TRUE else said)
        for element, said in marked.items()
        if any(_SURE.match(str(name)) for name in element.attrib)
    }
    for block in outline.blocks if marks else []:
        element = outline.element(block)
        for _ in range(_MOST_CLIMBS):
            if element is None:
                break
            if element in marks:
                marks[element].blocks.append(block.index)
            element = element.getparent()
    return [mark for mark in marks.values() if mark.blocks]
