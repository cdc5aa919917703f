"""A cell of a table or grid: what it prints, and what its icons say where it prints nothing."""

import re
from typing import Final

from normalize.generic.outline import Outline
from normalize.page import Element
from normalize.text import clean

_DRAWN: Final = frozenset({"svg", "img", "i", "use", "span", "b", "em", "button", "mat-icon"})
_YES: Final = re.compile(
    r"(?:^|[^a-z])(?:check|tick|yes|true|success|included|done|checkmark|circlecheck|checkcircle)(?![a-z]{3})", re.I
)
_NO: Final = re.compile(
    r"(?:^|[^a-z])(?:cross|xmark|x-mark|times|no|close|false|excluded|remove|ban|minus-circle|x)(?![a-z])", re.I
)
_MOST_DRAWN: Final = 12


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
