"""What a redesign does to a page without changing what a person reads on it."""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from random import Random
from typing import Final

import blocks
from grids import grids_to_tables, tables_to_grids
from markup import (
    PHRASES,
    TABLE_PARTS,
    Element,
    class_names,
    contents,
    has_own_text,
    is_inside,
    is_line,
    names_in,
    sections,
    seen,
    text_of,
    wrap,
    wrap_children,
)

Mutation = Callable[[Element, Random, list[str]], None]  # of a tree, with the names of the tools on it

_BOXES: Final = ("div", "section", "article", "x-box")
_SWAPS: Final = {"p": ("p", "div"), "span": ("span", "bdi", "data"), "b": ("b", "strong"), "i": ("i", "em")}
_LISTS: Final = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_DEEPER: Final = {"h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
_HOLD_ITEMS: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "details", "html"})
_ITEMS: Final = frozenset({"td", "th", "li", "dt", "dd", "summary", "figcaption", "caption"})
_WRAPPED_SHARE: Final = 0.15
_PRESERVED: Final = frozenset({"pre", "textarea", "script", "style"})
_CLASS_IN_STYLE: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASS_WORDS: Final = "area block box cell frame group inner item layer outer panel part slot stack tile unit".split()
_LEAST_CARD_ELEMENTS: Final = 3
_LEAST_CARD_TEXT: Final = 40
_LONGEST_BETWEEN: Final = 10  # characters of a "vs" between two cards
_NAMED_WITHIN: Final = 80  # characters from the start of a card


def _rename_classes(root: Element, name: Callable[[str], str]) -> None:
    """Give each class another name, the same all over the page and its style sheets."""
    names: dict[str, str] = {}
    for element in root.xpath("//*[@class]"):
        element.set("class", " ".join(names.setdefault(each, name(each)) for each in class_names(element)))
    for style in root.iter("style"):
        style.text = _CLASS_IN_STYLE.sub(lambda found: "." + names.get(found[1], found[1]), style.text or "")


def classes_renamed(root: Element, rng: Random, names: list[str]) -> None:
    _rename_classes(root, lambda _: f"{rng.choice(_CLASS_WORDS)}-{rng.choice(_CLASS_WORDS)}{rng.randrange(1000)}")


def classes_hashed(root: Element, rng: Random, names: list[str]) -> None:
    _rename_classes(root, lambda _: f"css-{rng.randrange(36**6):x}")


def tags_swapped(root: Element, rng: Random, names: list[str]) -> None:
    """Elements of one tag and class become another tag, all over the page; lists become boxes, headings go deeper."""
    chosen: dict[tuple[str, str], str] = {}
    no_lists, deeper = rng.random() < 0.5, rng.random() < 0.5
    for element in seen(root):
        tag = element.tag
        if tag in _LISTS and no_lists:
            element.tag = "div"
        elif tag in _DEEPER and deeper:
            element.tag = _DEEPER[tag]
        elif options := _BOXES if tag in _BOXES else _SWAPS.get(tag):
            key = tag, str(element.get("class"))
            element.tag = chosen.setdefault(key, rng.choice(options))


def headings_to_boxes(root: Element, rng: Random, names: list[str]) -> None:
    """Headings below the first are boxes that a style sheet makes large."""
    for element in seen(root):
        if element.tag in _DEEPER:
            element.set("class", f"title-{element.tag[1]}")
            element.tag = "div"


def wrapped(root: Element, rng: Random, names: list[str]) -> None:
    """Elements around elements, and around what cells and items hold, that mean nothing."""
    for element in seen(root):
        if rng.random() >= _WRAPPED_SHARE:
            continue
        if element.tag in _ITEMS:
            wrap_children(element, "span" if is_line(element) else "div")
        elif element.getparent().tag not in _HOLD_ITEMS and element.tag not in TABLE_PARTS | _ITEMS:
            is_phrase = element.tag in PHRASES or element.getparent().tag in ("p", "h1", "h2", "h3", "h4")
            wrap(element, "span" if is_phrase else rng.choice(["div", "section", "x-wrap"]))


def adverts(root: Element, rng: Random, names: list[str]) -> None:
    """Two adverts between the parts of the content, wherever."""
    gaps = _gaps(sections(root))
    for element in rng.sample(gaps, min(2, len(gaps))):
        element.addprevious(blocks.advert(rng))


def _before_sections(block: Callable[[Random], Element]) -> Mutation:
    def insert(root: Element, rng: Random, names: list[str]) -> None:
        """One block between sections, and one at the end."""
        parent = sections(root)
        if starts := [e for e in _gaps(parent) if _begins_section(e)]:
            rng.choice(starts).addprevious(block(rng))
        parent.append(block(rng))

    return insert


def _gaps(parent: Element) -> list[Element]:
    """Children of the content before which something may be put: boxes that stand after the first."""
    children = [e for e in parent if isinstance(e.tag, str) and e.tag not in PHRASES | TABLE_PARTS - {"table"}]
    return [] if parent.tag in _HOLD_ITEMS else children[1:]


def _begins_section(element: Element) -> bool:
    first = next((e for e in element.iter() if isinstance(e.tag, str) and has_own_text(e)), None)
    return first is not None and bool({"h2", "h3"} & {first.tag, *(e.tag for e in first.iterancestors())})


def cookie_banner(root: Element, rng: Random, names: list[str]) -> None:
    body = root.find("body")
    body.insert(rng.choice([0, len(body)]), blocks.cookie_banner(rng))


def cards_reordered(root: Element, rng: Random, names: list[str]) -> None:
    """Cards side by side, each of one tool, in the opposite order."""
    done: set[Element] = set()
    for parent in seen(root):
        cards = _cards(parent, names)
        if len(cards) > 1 and not done & set(parent.iterancestors()):
            done.add(parent)
            _reverse(parent, cards)


def _cards(parent: Element, names: list[str]) -> list[Element]:
    """The children of an element, where each is about a tool of its own and nothing but a sign stands between."""
    if parent.tag in TABLE_PARTS - {"tbody"} or parent.get("role") in ("row", "table", "rowgroup"):
        return []
    children = [e for e in parent if isinstance(e.tag, str) and text_of(e)]
    cards = [e for e in children if len(list(e.iter())) > _LEAST_CARD_ELEMENTS and len(text_of(e)) > _LEAST_CARD_TEXT]
    if any(len(text_of(e)) > _LONGEST_BETWEEN for e in children if e not in cards) or len({e.tag for e in cards}) > 1:
        return []
    owners = [names_in(text_of(e)[:_NAMED_WITHIN], names)[:1] for e in cards]
    alone = all(len(owner) == 1 for owner in owners) and len({owner[0] for owner in owners}) == len(owners)
    return cards if alone else []


def _reverse(parent: Element, cards: list[Element]) -> None:
    places = [parent.index(card) for card in cards]
    tails = [card.tail for card in cards]
    for place, card, tail in zip(places, reversed([*cards]), tails, strict=True):
        twin = deepcopy(card)
        twin.tail = tail
        parent[place] = twin


def structured_dropped(root: Element, rng: Random, names: list[str]) -> None:
    for script in root.xpath("//script[@type='application/ld+json']"):
        script.getparent().remove(script)


def duplicated(root: Element, rng: Random, names: list[str]) -> None:
    """The whole content for wide screens and again for narrow ones."""
    content = contents(root)
    wide = wrap_children(content, "div", **{"class": "hidden md:block"})
    narrow = deepcopy(wide)
    narrow.set("class", "md:hidden")
    for element in narrow.xpath(".//*[@id]"):
        del element.attrib["id"]
    content.append(narrow)


def minified(root: Element, rng: Random, names: list[str]) -> None:
    """No space between boxes, one between words."""
    _respace(root, "")


def indented(root: Element, rng: Random, names: list[str]) -> None:
    """Boxes on lines of their own."""
    _respace(root, "\n    ")


def _respace(root: Element, between_boxes: str) -> None:
    for element in root.iter():
        parent = element.getparent()
        if not isinstance(element.tag, str) or is_inside(element, _PRESERVED):
            continue
        if element.tag not in _PRESERVED:
            element.text = _spaced(element.text, [element, *element[:1]], between_boxes)
        if parent is not None:
            after = element.getnext()
            element.tail = _spaced(element.tail, [element, parent if after is None else after], between_boxes)


def _spaced(text: str | None, around: Iterable[Element], between_boxes: str) -> str:
    if (text or "").strip():
        return re.sub(r"[ \t\n\r\f]+", " ", text or "")
    is_box = any(isinstance(e.tag, str) and e.tag not in PHRASES for e in around)
    return between_boxes if is_box else " " if text else ""


TREES: Final[dict[str, Mutation]] = {
    "classes renamed": classes_renamed,
    "classes hashed": classes_hashed,
    "tags swapped": tags_swapped,
    "headings to boxes": headings_to_boxes,
    "wrappers": wrapped,
    "adverts": adverts,
    "newsletter": _before_sections(blocks.newsletter),
    "related cards": _before_sections(blocks.related),
    "cookie banner": cookie_banner,
    "cards reordered": cards_reordered,
    "tables to grids": tables_to_grids,
    "grids to tables": grids_to_tables,
    "JSON-LD dropped": structured_dropped,
    "content twice": duplicated,
    "minified": minified,
    "indented": indented,
}

# End tags that HTML lets one leave out, where what follows implies them; and those of boxes that end with their parent.
_IMPLIED: Final = re.compile(
    r"</(?:li|dt|dd|tr|td|th|thead|tbody|option)>"
    r"|</p>(?=\s*<(?:(?:p|div|h[1-6]|ul|ol|table|section)\b|/(?:div|section|article|li|td|main)>))"
)
_LAST_BOX: Final = re.compile(r"</div>(?=\s*</(?:section|article|main|li|td)>)")
_SCRIPTS: Final = re.compile(r"(<(script|style|svg|pre)\b.*?</\2>)", re.S | re.I)


def _without(ends: re.Pattern[str]) -> Callable[[bytes], bytes]:
    def drop(body: bytes) -> bytes:
        """The markup without end tags that a browser does without."""
        parts = _SCRIPTS.split(body.decode())
        kept = [ends.sub("", part) if at % 3 == 0 else part if at % 3 == 1 else "" for at, part in enumerate(parts)]
        return "".join(kept).encode()

    return drop


PRINTS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "end tags left out": _without(_IMPLIED),
    "divs left open": _without(_LAST_BOX),
}
