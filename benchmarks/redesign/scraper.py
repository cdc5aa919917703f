"""A scraper as people write them: for each value of a page a CSS selector, by the classes that the page has today.

It is given every chance: it is recorded from the page itself, finds cards by the tool's name and rows by their label,
and takes a point or a cell wherever its selector finds it. Its parsing is not asked: the text has to be the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from facts import Fact
from lxml.cssselect import CSSSelector
from markup import Element, class_names, names_in, seen, text_of

_PLAIN_CLASS: Final = re.compile(r"[A-Za-z_][\w-]*")
_LISTED: Final = frozenset({"features", "points", "quotes"})  # read in a loop, so that their place is no matter
_NARROW: Final = 3  # elements that a selector may match before a person writes more of it
_MOST_STEPS: Final = 3
_LONGEST_LABEL: Final = 120  # characters


@dataclass(frozen=True)
class Rule:
    """Where one value stands: the selector, the place among its matches, and the card or row it is looked for in."""

    text: str
    selector: str
    place: int | None  # None for what is read in a loop
    scope: str | None = None
    key: str | None = None

    def holds(self, page: "Scraped") -> bool:
        """Whether the rule still selects the text."""
        within = page.root if self.scope is None else page.card(self.scope, self.key or "")
        if within is None:
            return False
        found = _select(self.selector, within)
        if self.place is None:
            return any(page.text(element) == self.text for element in found)
        return self.place < len(found) and page.text(found[self.place]) == self.text


class Scraped:
    """A page as a scraper has it: the tree, and what its elements print."""

    def __init__(self, root: Element, names: list[str]) -> None:
        self.root = root
        self.names = names
        self._texts: dict[Element, str] = {}

    def text(self, element: Element) -> str:
        """What an element prints."""
        if element not in self._texts:
            self._texts[element] = text_of(element)
        return self._texts[element]

    def card(self, selector: str, key: str) -> Element | None:
        """The first match that is about a tool, or that a label begins."""
        return next((e for e in _select(selector, self.root) if self.is_about(e, key)), None)

    def is_about(self, element: Element, key: str) -> bool:
        """Whether an element names one tool alone, or begins with a label."""
        text = self.text(element)
        return names_in(text, self.names) == [key] if key in self.names else text.startswith(key)


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _select(selector: str, within: Element) -> list[Element]:
    found: list[Element] = _compiled(selector)(within)
    return found


def record(page: Scraped, values: dict[Fact, str | None], printed_names: dict[str, str]) -> dict[Fact, Rule]:
    """A rule for each fact whose print stands in an element of its own."""
    elements = seen(page.root)
    by_text: dict[str, list[Element]] = {}
    for element in elements:
        by_text.setdefault(page.text(element), []).append(element)
    rules = {}
    for fact, text in values.items():
        found = by_text.get(" ".join((text or "").split())) if text else None
        if found or text and (found := _holding(page, elements, text)):
            rules[fact] = _rule(page, fact, _place(page, fact, found, printed_names), printed_names)
    return rules


def _holding(page: Scraped, elements: list[Element], text: str) -> list[Element]:
    """The smallest element that holds a text among others."""
    holding = [element for element in elements if text in page.text(element)]
    return [min(holding, key=lambda element: len(page.text(element)))] if holding else []


def _place(page: Scraped, fact: Fact, found: list[Element], names: dict[str, str]) -> Element:
    """Of several prints the one in the tool's own card; of nested ones the innermost."""
    name = names.get(fact[1])
    for element in reversed(found) if name else ():
        if any(page.is_about(above, name or "") for above in element.iterancestors() if above.tag != "html"):
            return element
    return found[-1]


def _rule(page: Scraped, fact: Fact, element: Element, names: dict[str, str]) -> Rule:
    text, is_listed = page.text(element), fact[0] in _LISTED
    for scope, key in _scopes(page, fact, element, names):
        css = _selector(scope, page.root)
        if page.card(css, key) is scope:
            inner = _selector(element, scope)
            found = _select(inner, scope)
            if element in found:
                return Rule(text, inner, None if is_listed else found.index(element), css, key)
    css = _selector(element, page.root)
    place = _select(css, page.root).index(element)
    return Rule(text, css, place)


def _scopes(page: Scraped, fact: Fact, element: Element, names: dict[str, str]) -> Iterator[tuple[Element, str]]:
    """What a loop would run over: the row that a label begins, or the largest box of the tool alone."""
    above = [each for each in element.iterancestors() if each.tag not in ("html", "body")]
    if fact[0] == "features":
        for each in above[:3]:
            label = page.text(each).removesuffix(page.text(element))
            first = next((page.text(child) for child in each if isinstance(child.tag, str) and page.text(child)), "")
            if first and len(first) <= _LONGEST_LABEL and first != page.text(element) and label:
                yield each, first
    name = names.get(fact[1])
    boxes = [each for each in above if name and class_names(each) and page.is_about(each, name)]
    if boxes and name:
        yield boxes[-1], name


def _selector(element: Element, root: Element) -> str:
    """A path as a person writes it: the element by tag and class, and classed elements around it until it is narrow."""
    steps = [_step(element)]
    for above in element.iterancestors():
        if above is root or above.tag in ("body", "html") or len(steps) >= _MOST_STEPS:
            break
        if ("." in steps[0] or "#" in steps[0]) and len(_select(" ".join(steps), root)) <= _NARROW:
            break
        step = _step(above)
        if "." in step or "#" in step:
            steps.insert(0, step)
            if step.startswith("#"):
                break
    return " ".join(steps)


def _step(element: Element) -> str:
    """An element by its id, else by tag and its first class that needs no escape."""
    identifier = element.get("id") or ""
    if _PLAIN_CLASS.fullmatch(identifier):
        return f"#{identifier}"
    names = [each for each in class_names(element) if _PLAIN_CLASS.fullmatch(each)]
    return f"{element.tag}.{names[0]}" if names else str(element.tag)
