"""A cell of a table or grid: what it prints, what is struck out, and what its icons say where it prints nothing."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from normalize.generic.outline import Outline
from normalize.page import Block, Element
from normalize.text import clean

_DRAWN: Final = frozenset({"svg", "img", "i", "use", "span", "b", "em", "button", "mat-icon"})
_YES: Final = re.compile(
    r"(?:^|[^a-z])(?:check|tick|yes|true|success|included|done|checkmark|circlecheck|checkcircle)(?![a-z]{3})", re.I
)
_NO: Final = re.compile(
    r"(?:^|[^a-z])(?:cross|xmark|x-mark|times|no|close|false|excluded|remove|ban|minus-circle|x)(?![a-z])", re.I
)
_MOST_DRAWN: Final = 12
_STRUCK_TAGS: Final = frozenset({"s", "del", "strike"})
_STRUCK_CLASSES: Final = frozenset(
    "line-through strikethrough strike-through strike text-strike text-decoration-line-through".split()
)
_STRUCK_STYLE: Final = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_MAY_STRIKE: Final = etree.XPath(
    "//s | //del | //strike | //*[contains(@class, 'strike') or contains(@class, 'line-through')]"
    " | //*[contains(@style, 'line-through')]"
)
_MOST_AROUND: Final = 4  # elements: one that never ends strikes out no page


@dataclass(slots=True)
class Struck:
    """What a page strikes out, by tag, style or class: a price that was, an answer that no longer holds."""

    elements: frozenset[Element] = frozenset()
    texts: dict[Element, list[str]] = field(default_factory=dict)  # struck out, by each element a little around it

    def shown(self, outline: Outline, block: Block, line: str | None = None) -> str:
        """A text, or a line of it, without what is struck out in it."""
        text = block.text if line is None else line
        if not self.elements:
            return text
        element = outline.element(block)
        if any(each in self.elements for each in _around(element)):
            return ""
        for struck in self.texts.get(element, ()):
            text = re.sub(rf"(?<!\w){re.escape(struck)}(?!\w)", " ", text, count=1)
        return clean(text)

    def printed(self, outline: Outline, cell: int) -> str:
        """What a cell prints, without what is struck out in it."""
        if not self.elements:
            return printed(outline, cell)
        shown = " ".join(filter(None, (self.shown(outline, block) for block in outline.inside(cell))))
        return shown if outline.inside(cell) else printed(outline, cell)


def find_struck(outline: Outline) -> Struck:
    """Return what a page strikes out. Linear in its length."""
    if outline.page.root is None:
        return Struck()
    found = [element for element in _MAY_STRIKE(outline.page.root) if _strikes(element)]
    struck = Struck(frozenset(found))
    for element in found:
        above = element.getparent()
        if above is not None and above not in struck.elements and (text := clean("".join(element.itertext()))):
            for each in _around(above):
                struck.texts.setdefault(each, []).append(text)
    return struck


def _strikes(element: Element) -> bool:
    return (
        element.tag in _STRUCK_TAGS
        or not _STRUCK_CLASSES.isdisjoint((element.get("class") or "").split())
        or bool(_STRUCK_STYLE.search(element.get("style") or ""))
    )


def _around(element: Element) -> list[Element]:
    found = [element]
    while len(found) < _MOST_AROUND and (above := found[-1].getparent()) is not None:
        found.append(above)
    return found


def printed(outline: Outline, node: int) -> str:
    """The text of a cell; of one without text, what its pictures are called, as a screen reader says it."""
    if text := outline.text(node):
        return text
    drawn = _drawn(outline.page.tree.elements[node])
    return next(filter(None, map(_called, drawn)), "") or next(filter(None, map(_on_button, drawn)), "")


def icon_answer(outline: Outline, node: int) -> bool | None:
    """What a tick or a cross without a text means: by the name of the picture, which is all there is."""
    for element in _drawn(outline.page.tree.elements[node]):
        said = " ".join(
            filter(None, (_called(element), element.get("class"), _reference(element), element.get("data-icon")))
        )
        is_no, is_yes = bool(_NO.search(said)), bool(_YES.search(said))
        if is_no != is_yes:
            return is_yes
    return None


def _drawn(element: Element) -> list[Element]:
    found = [element]
    for inner in element.iterdescendants():
        if inner.tag in _DRAWN:
            found.append(inner)
        if len(found) > _MOST_DRAWN:
            break
    return found


def _called(element: Element) -> str:
    """The name of a picture: its label, its alternative text, or its title."""
    name = element.get("aria-label") or element.get("alt") or element.get("title") or ""
    if not name and element.tag == "svg":
        title = element.find("title")
        name = (title.text or "") if title is not None else ""
    return clean(name)


def _on_button(element: Element) -> str:
    """The text of a button, as column heads that sort are."""
    return clean("".join(element.itertext())) if element.tag == "button" else ""


def _reference(element: Element) -> str:
    """What a drawing refers to: `#icon-check`, `/img/cross.svg`."""
    for key in ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href", "src"):
        if link := element.get(key):
            return str(link).rpartition("/")[2].rpartition("#")[2]
    return ""
