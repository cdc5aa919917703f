"""What happens to a layout before a reader meets it: other habits, other markup, other spelling."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.entities import codepoint2name
from random import Random
from typing import Final

from pages.content import Content, Manner
from pages.noise import NOISE, noise
from pages.tree import LINES, PHRASES, El, Node, fixed, h

SWAPS: Final = (
    (PHRASES - {"a", "code"}, ("span", "b", "i", "em", "small")),
    (frozenset({"p", "h2", "h3", "h4", "h5", "blockquote", "figcaption"}), ("p", "div", "x-text", "h4")),
    (frozenset({"div", "section", "article", "aside", "header", "figure"}), ("div", "section", "article", "x-box")),
)
FAMILIES: Final = (
    frozenset({"table", "thead", "tbody", "tr", "th", "td"}),
    frozenset({"ul", "ol", "li"}),
    frozenset({"dl", "dt", "dd"}),
)
KEPT_TOGETHER: Final = frozenset({"tr", "th", "td", "thead", "tbody", "li", "dt", "dd", "summary", "figcaption"})


@dataclass
class Draft:
    """A page on its way to the printer; `again` prints the content once more, in any layout."""

    page: Content
    sections: El
    again: Callable[[], list[El]]

    @property
    def rng(self) -> Random:
        return self.page.rng


def rename_classes(draft: Draft, name: Callable[[str], str]) -> None:
    """Give each class another name, the same all over the page; a class without a name goes."""
    names: dict[str, str] = {}
    for _, element in draft.sections.walk():
        classes = [names.setdefault(each, name(each)) for each in element.attrs.pop("class", "").split()]
        if any(classes):
            element.attrs["class"] = " ".join(filter(None, classes))


def classes_hashed(draft: Draft) -> None:
    rename_classes(draft, lambda _: f"css-{draft.rng.randrange(36**6):x}")


def classes_mislead(draft: Draft) -> None:
    words = "ad footer hidden-xs nav price quote related row share sponsor title tool".split()
    rename_classes(draft, lambda _: draft.rng.choice(words))


def classes_dropped(draft: Draft) -> None:
    rename_classes(draft, lambda _: "")


def tags_swapped(draft: Draft) -> None:
    """Elements of one tag and class become another tag, all over the page."""
    families = {tag: "div" for family in FAMILIES if draft.rng.random() < 0.5 for tag in family}
    chosen: dict[tuple[str, str, bool], str] = {}
    for parent, element in draft.sections.walk():
        key = element.tag, element.attrs.get("class", ""), element.is_line()
        options = next((to for tags, to in SWAPS if element.tag in tags), (element.tag,))
        tag = families.get(element.tag) or chosen.setdefault(key, draft.rng.choice(options))
        if (tag in LINES - PHRASES and not element.is_line()) or (parent.tag in LINES and tag not in PHRASES):
            tag = element.tag
        element.tag = tag


def wrapped(draft: Draft) -> None:
    """Elements around elements that mean nothing."""
    spots = [
        (parent, element)
        for parent, element in draft.sections.walk()
        if element.tag not in KEPT_TOGETHER and parent.tag not in {"table", "tr", "ul", "ol", "dl", "details"}
    ]
    for parent, element in draft.rng.sample(spots, min(20, len(spots))):
        is_phrase = parent.tag in LINES or element.tag in PHRASES
        parent.put_around(element, h("span" if is_phrase else draft.rng.choice(["div", "section", "x-wrap"])))


def divs_unclosed(draft: Draft) -> None:
    """Some divs are never closed."""
    divs = [element for _, element in draft.sections.walk() if element.tag == "div"]
    for element in draft.rng.sample(divs, min(3, len(divs))):
        element.is_closed = False


def no_div_closed(draft: Draft) -> None:
    """No div is ever closed."""
    for _, element in draft.sections.walk():
        element.is_closed = element.is_closed and element.tag != "div"


def twice(draft: Draft) -> None:
    """The whole content for wide screens and again for narrow ones, in another layout."""
    head, *rest = draft.sections.kids
    draft.sections.kids = [head, h("div.hidden.md:block", rest), h("div.md:hidden", draft.again())]


def noise_inside(draft: Draft) -> None:
    """Adverts and forms between the cards and between the rows."""
    for _, element in draft.sections.walk():
        if element.gap is not None:
            block: Node = noise(draft.page, draft.rng.choice(["advert", "newsletter"]))
            if element.gap != "div":
                cell = h("td", block, colspan="9") if element.gap == "tr" else block
                block = fixed(h(element.gap, cell))
            rows = len(element.kids) // element.step
            element.kids.insert(element.step * draft.rng.randint(0, rows), block)


def noise_between(kind: str) -> Callable[[Draft], None]:
    """Noise of one kind before, between and after the sections."""

    def insert(draft: Draft) -> None:
        for _ in range(2):
            draft.sections.kids.insert(draft.rng.randint(0, len(draft.sections.kids)), noise(draft.page, kind))

    return insert


def soft_hyphens(text: str) -> str:
    return re.sub(r"\b[A-Za-z]{4}(?=[a-z]{4})", lambda start: f"{start[0]}\u00ad", text)


def padded(text: str) -> str:
    """Markup is indented; a reader sees one space, or none at the ends of a block."""
    return text.replace(" ", " \n\t")


def named_entities(markup: str) -> str:
    """Entities for all that has a name, numbers for the rest, and for some that need none."""

    def entity(found: re.Match[str]) -> str:
        name = codepoint2name.get(ord(found[0]))
        return f"&{name};" if name else f"&#{ord(found[0])};"

    return re.sub(r"[^\x00-\x7f]|[%/:']", entity, markup)


MANNERS: Final[dict[str, dict[str, object]]] = {
    "labels_first": {"value_first": False},
    "values_first": {"value_first": True},
    "percent_split": {"percent": "comment"},
    "percent_spans": {"percent": "spans"},
    "marks_apart": {"marks": "apart"},
    "marks_missing": {"marks": "missing"},
    "phrases_in_quotes": {"within": "phrases"},
    "breaks_in_quotes": {"within": "breaks"},
    "community_blank": {"nobody": ""},
    "seat_dashed": {"empty_seat": "—"},
    "divs_unclosed": {"empty_seat": "—"},  # what is left open hides which cells are empty
    "no_div_closed": {"empty_seat": "—"},
}
SHAPES: Final[dict[str, Callable[[Draft], None]]] = {
    **{each.__name__: each for each in (twice, classes_hashed, classes_mislead, classes_dropped)},
    **{each.__name__: each for each in (tags_swapped, wrapped, divs_unclosed, no_div_closed, noise_inside)},
    **{kind: noise_between(kind) for kind in NOISE},
}
SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "soft_hyphens": lambda text: escape(soft_hyphens(text)),
    "padded": lambda text: escape(padded(text)),
    "entities": lambda text: named_entities(escape(text)),
    "windows_1252": escape,
}
MUTATIONS: Final = tuple(dict.fromkeys([*MANNERS, *SHAPES, *SPELLINGS]))


def manner(mutations: tuple[str, ...]) -> Manner:
    """The page's habits: of two that exclude each other the last stands."""
    habits = Manner()
    for mutation in mutations:
        for name, value in MANNERS.get(mutation, {}).items():
            setattr(habits, name, value)
    return habits
