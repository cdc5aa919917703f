"""What a page consists of beside its words: its frame, its scripts, its fields, and the places that it leaves empty."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from normalize.markup import INLINE, UNSEEN
from normalize.page import Block, Element, PageText
from normalize.text import clean

_FRAME_TAGS: Final = frozenset({"header", "nav", "footer", "aside", "dialog"})
_FRAME_ROLES: Final = frozenset("banner navigation contentinfo complementary dialog alertdialog search".split())
_ELEMENT_OF_FRAME: Final = re.compile(r"(?:-|^)(?:header|nav|navbar|footer|cookie|consent)(?:-|$)")
_LONGEST_IN_HEADER: Final = 60  # characters; what is longer is said to the reader
_COOKIES: Final = re.compile(r"\bcookies?\b|gdpr|dsgvo|we value your privacy|your privacy choices")
_RUNNING_TYPES: Final = re.compile(r"^$|javascript|ecmascript|babel|^module$")
_FIELD_TYPES: Final = frozenset("text email password tel search url number date".split())
_CAPTCHA_ANSWER: Final = re.compile(r"captcha|turnstile|challenge", re.IGNORECASE)
_WIDGET_FRAME: Final = re.compile(
    r"captcha|recaptcha|challenges\.cloudflare\.com|arkoselabs|funcaptcha|geetest", re.IGNORECASE
)
_MEDIA: Final = frozenset("img video audio object embed frameset".split())
_ASIDE_TEXTS: Final = frozenset({"noscript", "iframe", "button"})
_SCRIPT_CHARACTERS: Final = 8_000  # of one script; what tells them apart stands early
_MOST_SCRIPTS: Final = 100
_ASIDE_CHARACTERS: Final = 600


@dataclass(slots=True)
class Script:
    """A script that runs: where it comes from, or its beginning."""

    source: str
    text: str


@dataclass(slots=True)
class PageParts:
    """The parts of one page; `blocks` are those of its text that stand outside of its frame."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    has_frame_text: bool = False
    asides: list[str] = field(default_factory=list)  # shown without scripts, inside frames, on buttons
    scripts: list[Script] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)  # addresses of frames, forms and refreshes; ids of elements
    has_widget: bool = False  # a captcha's
    is_published: bool = False  # it presents itself to search engines or as an article
    n_fields: int = 0
    n_media: int = 0
    n_links: int = 0
    elements: list[Element] = field(default_factory=list)  # outside of the frame


def parts_of(page: PageText) -> PageParts:
    """Return the parts of a page. Linear in its length."""
    parts = PageParts(page.title or "")
    if page.root is None:
        parts.blocks = page.blocks
        return parts
    frame = _frame(page, page.root)
    for element in page.root.iter("*"):
        _add(parts, element, element in frame)
    parts.blocks = [block for block in page.blocks if not _is_of_frame(page, block, frame)]
    parts.has_frame_text = len(parts.blocks) < len(page.blocks)
    return parts


def element_of(page: PageText, block: Block) -> Element:
    """The element that holds a block."""
    return page.tree.elements[block.node]


def filled_elements(page: PageText, blocks: list[Block]) -> set[Element]:
    """The elements that hold any of these blocks, and all around them."""
    return _with_ancestors(element_of(page, block) for block in blocks)


def _with_ancestors(elements: Iterable[Element]) -> set[Element]:
    found: set[Element] = set()
    for element in elements:
        while element is not None and element not in found:
            found.add(element)
            element = element.getparent()
    return found


def _frame(page: PageText, root: Element) -> set[Element]:
    """Every element of header, navigation, footer and dialogs; inside of the main part nothing but navigation is."""
    frame: set[Element] = set()
    inner: set[Element] = set()
    for element in root.iter("*"):
        if element in frame:
            continue
        if element in inner:
            inner.update(element)
        elif _is_main(element):
            inner.update((element, *element))
        if _is_frame(element, element in inner):
            frame.update(element.iter("*"))
    for banner in _cookie_banners(page, inner):
        if banner not in frame:  # what holds others comes first
            frame.update(banner.iter("*"))
    return frame


def _is_main(element: Element) -> bool:
    return element.tag in ("main", "article") or element.get("role") == "main"


def _is_frame(element: Element, is_inner: bool) -> bool:
    tag, role = element.tag, element.get("role") or ""
    if is_inner:
        return tag in ("nav", "dialog") or role in ("dialog", "alertdialog", "navigation")
    return tag in _FRAME_TAGS or role in _FRAME_ROLES or ("-" in tag and bool(_ELEMENT_OF_FRAME.search(tag)))


def _cookie_banners(page: PageText, inner: set[Element]) -> Iterator[Element]:
    """What stands around a text on cookies, outside of the main part."""
    about_cookies = [block for block in page.blocks if _COOKIES.search(block.folded)]
    around_main = _with_ancestors(inner) if about_cookies else set()
    for block in about_cookies:
        element = element_of(page, block)
        if element in inner or element.tag in ("body", "main", "h1"):
            continue
        parent = element.getparent()
        around = element if parent is None or parent.tag in ("body", "html") else parent
        if around not in around_main:
            yield around


def _is_of_frame(page: PageText, block: Block, frame: set[Element]) -> bool:
    element = element_of(page, block)
    if element not in frame:
        return False
    return len(block.text) <= _LONGEST_IN_HEADER or not _is_in_header(element)


def _is_in_header(element: Element) -> bool:
    while element is not None and element.tag not in _FRAME_TAGS:
        element = element.getparent()
    return element is not None and element.tag in ("header", "aside")


def _add(parts: PageParts, element: Element, is_frame: bool) -> None:
    tag = element.tag
    if tag == "script":
        _add_script(parts, element)
    elif tag in ("meta", "link", "time", "article", "blockquote", "q"):
        _add_sign(parts, element)
    elif tag in _ASIDE_TEXTS:
        _add_aside(parts, element)
    elif tag == "form":
        parts.embedded.append(element.get("action") or "")
    elif not is_frame:
        if tag in ("input", "textarea", "select"):
            parts.n_fields += _is_field(element)
        elif tag in _MEDIA:
            parts.n_media += 1
        elif tag == "a" and not (element.get("href") or "#").startswith("#"):
            parts.n_links += 1
    if element.get("id"):
        parts.embedded.append(f"#{element.get('id')}")
    if element.get("data-sitekey"):
        parts.has_widget = True
    if not is_frame:
        parts.elements.append(element)


def _add_script(parts: PageParts, element: Element) -> None:
    kind = (element.get("type") or "").strip().casefold()
    if _RUNNING_TYPES.search(kind):
        if len(parts.scripts) < _MOST_SCRIPTS:
            parts.scripts.append(Script(element.get("src") or "", (element.text or "")[:_SCRIPT_CHARACTERS]))
    elif kind == "application/ld+json":
        parts.is_published = True


def _add_sign(parts: PageParts, element: Element) -> None:
    if element.tag == "meta":
        if (element.get("http-equiv") or "").casefold() == "refresh":
            parts.embedded.append(element.get("content") or "")
        parts.is_published |= (element.get("property") or "").startswith(("og:", "article:"))
    else:
        parts.is_published |= element.tag != "link" or element.get("rel") in ("canonical", "alternate")


def _add_aside(parts: PageParts, element: Element) -> None:
    if text := clean("".join(element.itertext())[:_ASIDE_CHARACTERS]):
        parts.asides.append(text)
    if element.tag == "iframe":
        source = element.get("src") or ""
        parts.embedded.append(source)
        is_captcha = bool(_WIDGET_FRAME.search(source))
        parts.has_widget |= is_captcha
        is_shown = element.get("tabindex") != "-1" and element.get("width") not in ("0", "1")
        parts.n_media += bool(source) and is_shown and not is_captcha and not _is_sizeless(element)


def _is_sizeless(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return "display:none" in style or "visibility:hidden" in style or "width:0" in style


def _is_field(element: Element) -> bool:
    if element.tag == "input" and (element.get("type") or "text").strip().casefold() not in _FIELD_TYPES:
        return False
    return not _CAPTCHA_ANSWER.search(f"{element.get('name')} {element.get('id')}")


def is_place(element: Element) -> bool:
    """Whether scripts would look for an element to fill it: a main part, a component, or one with a name or data."""
    if element.tag in UNSEEN or element.tag in INLINE or element.tag in ("html", "body", "p", "li", "br", "hr", "form"):
        return False
    if _is_main(element) or "-" in element.tag:
        return True
    return any(name == "id" or str(name).startswith("data-") for name in element.attrib)


def is_main_place(element: Element) -> bool:
    """Whether an element is the page's main part by its name."""
    return bool(element.tag == "main" or element.get("role") == "main")
