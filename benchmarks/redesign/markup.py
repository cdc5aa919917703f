"""Pages as trees that can be changed and printed again, and what may be told of an element without a style sheet."""

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml ships no types

PHRASES: Final = frozenset(
    "a abbr b bdi br button cite code data del em font i img input ins kbd label mark noscript q s samp script select "
    "small span strike strong style sub sup svg template textarea time tt u use var wbr".split()
)
UNSEEN: Final = frozenset("script style template noscript svg head select textarea iframe".split())
TABLE_PARTS: Final = frozenset("table thead tbody tfoot tr th td caption colgroup col".split())


def parse(body: bytes) -> Element:
    """The tree of a page; comments stay, for pages are full of them."""
    return etree.fromstring(body, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def serialize(root: Element) -> bytes:
    """The bytes of a tree."""
    printed: bytes = etree.tostring(root, method="html", encoding="utf-8", doctype="<!doctype html>")
    return printed


def text_of(element: Element) -> str:
    """What an element prints, with single spaces."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            yield from _texts(child)
        if child.tail:
            yield child.tail


def seen(root: Element) -> list[Element]:
    """Elements of the body that are no drawings, scripts or controls, in reading order."""
    body = root.find("body")
    return [] if body is None else list(_seen(body))


def _seen(element: Element) -> Iterator[Element]:
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            yield child
            yield from _seen(child)


def is_line(element: Element) -> bool:
    """Whether an element holds words and phrases alone."""
    return all(inner.tag in PHRASES or not isinstance(inner.tag, str) for inner in element.iterdescendants())


def has_own_text(element: Element) -> bool:
    """Whether words stand directly in an element, beside its children."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def is_inside(element: Element, tags: frozenset[str]) -> bool:
    """Whether an element of some tags lies around this one."""
    return any(above.tag in tags for above in element.iterancestors())


def wrap(element: Element, tag: str, **attributes: str) -> Element:
    """Put a new element around an element."""
    wrapper = element.makeelement(tag, attributes)
    wrapper.tail, element.tail = element.tail, None
    element.getparent().replace(element, wrapper)
    wrapper.append(element)
    return wrapper


def wrap_children(element: Element, tag: str, **attributes: str) -> Element:
    """Put a new element around all that an element holds."""
    wrapper = element.makeelement(tag, attributes)
    wrapper.text, element.text = element.text, None
    wrapper.extend(list(element))
    element.append(wrapper)
    return wrapper


def contents(root: Element) -> Element:
    """The part of a page that is its content."""
    mains = [e for e in root.iter("main", "article") if text_of(e)]
    return mains[0] if mains else root.find("body")


def sections(root: Element) -> Element:
    """The element whose children are the parts of the content: the deepest one that holds all of its headings."""
    element = contents(root)
    while True:
        n = _headings(element)
        inner = next((c for c in element if isinstance(c.tag, str) and c.tag not in UNSEEN and _headings(c) == n), None)
        if n < 2 or inner is None or is_line(inner) or inner.tag in TABLE_PARTS:
            return element
        element = inner


def _headings(element: Element) -> int:
    return sum(1 for _ in element.iter("h2", "h3"))


def class_names(element: Element) -> list[str]:
    """The classes of an element."""
    return str(element.get("class") or "").split()


def names_in(text: str, names: list[str]) -> list[str]:
    """Which of the names a text bears, in its order; of two that overlap the longer."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return list(dict.fromkeys(re.findall(pattern, text))) if names else []
