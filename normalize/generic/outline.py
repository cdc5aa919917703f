"""Where things stand on a page: headings and their ranks, what lies inside each node, and what belongs to the frame."""

import re
from dataclasses import dataclass, field
from typing import Final

from normalize.page import Block, Element, PageText

_HEADINGS: Final = {f"h{rank}": rank for rank in range(1, 7)}
_FRAME_TAGS: Final = frozenset({"nav", "footer", "aside", "form", "dialog"})
_FRAME_ROLES: Final = frozenset("navigation contentinfo complementary dialog alertdialog search banner".split())
_ELSEWHERE: Final = re.compile(
    r"^(?:related|similar|more|other|popular|latest|recent|trending|top|featured|all|browse|explore|keep|"
    r"also|next)\b.{0,40}"
    r"\b(?:compar\w+|pages?|posts?|articles?|reviews?|guides?|reads?|reading|tools?|products?|software|"
    r"stories|matchups?|battles)\b"
    r"|^(?:related|see also|read next|read more|you (?:might|may) also|people also|keep reading|"
    r"further reading|alternatives? to)\b"
    r"|^(?:more|other|popular|related) (?:.{0,40} )?(?:alternatives|comparisons)\b"
    r"|\b(?:comments?|responses|replies|table of contents|contents|on this page|in this article|newsletter|"
    r"about the author)$"
    r"|^(?:about the author|leave a (?:reply|comment)|written by|author)\b"
)
_ADVERT: Final = re.compile(
    r"\W*(?:sponsored|advertisement|advert|ad|promoted|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|广告|広告)"
    r"(?:(?:\s*[·:|–—]|\s+-|\s+by\b).{0,60})?\W*$"
)
_ADVERT_CLASS: Final = re.compile(
    r"(?:ad|ads|advert|adverts|advertisement|adsbygoogle)(?:[-_](?:box|banner|slot|unit))?", re.I
)
_CELLS: Final = frozenset({"td", "th", "dt", "dd"})
_LONGEST_ADVERT: Final = 10  # blocks
_LONGEST_FORM: Final = 6
_SELF: Final = re.compile(r"\bvs\b|versus")
STRONG_RANK: Final = 7  # a bold line of its own, below every heading
NO_RANK: Final = 9
_LONGEST_HEADING: Final = 160  # characters
_BOLD: Final = frozenset("b strong dt summary".split())


@dataclass(slots=True)
class Outline:
    """A page's blocks by place: `ranks` of headings (NO_RANK for other blocks), which blocks lie inside each node."""

    page: PageText
    ranks: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)  # of each node, its first block
    last: list[int] = field(default_factory=list)
    is_frame: list[bool] = field(default_factory=list)  # of each block
    above: list[int] = field(default_factory=list)  # of each block, the last heading before it; -1 where there is none
    around: list[int] = field(default_factory=list)  # of each block, the heading it stands under; -1 likewise

    @property
    def blocks(self) -> list[Block]:
        """All blocks, in reading order."""
        return self.page.blocks

    def inside(self, node: int) -> list[Block]:
        """Blocks inside a node."""
        return self.page.blocks[self.first[node] : self.last[node] + 1]

    def text(self, node: int) -> str:
        """What a node prints."""
        return " ".join(block.text for block in self.inside(node))

    def element(self, block: Block) -> Element:
        """The element that holds a block."""
        return self.page.tree.elements[block.node]

    def heading_of(self, index: int) -> Block | None:
        """The heading that a block stands under; of a heading, the one of higher rank."""
        at = self.around[index]
        return self.page.blocks[at] if at >= 0 else None

    def section_end(self, index: int) -> int:
        """The block after the last one that stands under heading `index`."""
        rank = self.ranks[index]
        at = index + 1
        while at < len(self.ranks) and self.ranks[at] > rank:
            at += 1
        return at


def outline_of(page: PageText) -> Outline:
    """Return the outline of a page. Linear in its length."""
    outline = Outline(page)
    if not page.tree.elements:
        outline.ranks = [NO_RANK] * len(page.blocks)
        outline.is_frame = [False] * len(page.blocks)
        outline.above = outline.around = [-1] * len(page.blocks)
        return outline
    outline.first, outline.last = _spans(page)
    outline.ranks = _ranks(page)
    outline.above = _above(outline.ranks)
    outline.around = _around(outline.ranks)
    outline.is_frame = _frame(outline)
    return outline


def _above(ranks: list[int]) -> list[int]:
    found, last = [], -1
    for at, rank in enumerate(ranks):
        found.append(last)
        if rank < STRONG_RANK:
            last = at
    return found


def _around(ranks: list[int]) -> list[int]:
    found: list[int] = []
    open_: list[int] = []  # headings that the next block stands under, the innermost last
    for at, rank in enumerate(ranks):
        while open_ and rank < STRONG_RANK and ranks[open_[-1]] >= rank:
            open_.pop()
        found.append(open_[-1] if open_ else -1)
        if rank < STRONG_RANK:
            open_.append(at)
    return found


def _spans(page: PageText) -> tuple[list[int], list[int]]:
    n = len(page.tree.elements)
    first, last = [len(page.blocks)] * n, [-1] * n
    for block in page.blocks:
        node = block.node
        first[node] = min(first[node], block.index)
        last[node] = max(last[node], block.index)
    for node in range(n - 1, 0, -1):
        parent = page.tree.parents[node]
        first[parent] = min(first[parent], first[node])
        last[parent] = max(last[parent], last[node])
    return first, last


def _ranks(page: PageText) -> list[int]:
    """Rank of each block as a heading; a heading's element may hold or be held by the node of its text."""
    elements = page.tree.elements
    known: dict[int, int] = {}
    for node, element in enumerate(elements):
        known[node] = _rank(element, elements[page.tree.parents[node]] if node else None)
    return [known[block.node] if len(block.text) <= _LONGEST_HEADING else NO_RANK for block in page.blocks]


def _rank(element: Element, parent: Element | None) -> int:
    is_bold = False
    while element is not None and element is not parent:
        if rank := _HEADINGS.get(element.tag):
            return rank
        if element.get("role") == "heading":
            level = element.get("aria-level") or ""
            return min(int(level), 6) if level.isdecimal() and int(level) else 2
        is_bold = is_bold or element.tag in _BOLD
        element = element.getparent()
    if parent is not None and parent.tag in _HEADINGS:  # a heading of two parts
        return _HEADINGS[parent.tag]
    return STRONG_RANK if is_bold else NO_RANK


def _frame(outline: Outline) -> list[bool]:
    """Navigation, footers, asides, forms, adverts, and what stands under headings such as "Related comparisons"."""
    page = outline.page
    is_frame = [False] * len(page.blocks)

    def mark(first: int, last: int) -> None:
        is_frame[first : last + 1] = [True] * (last + 1 - first)

    for node, element in enumerate(page.tree.elements):
        if outline.first[node] > outline.last[node]:
            continue
        parent = page.tree.parents[node]
        tag = _frame_tag(element, page.tree.elements[parent] if node else None)
        if tag and (tag != "aside" or _is_mostly_links(outline, node)):
            held = parent if tag == "form" and node and len(outline.inside(parent)) <= _LONGEST_FORM else node
            mark(outline.first[held], outline.last[held])
        elif len(outline.inside(node)) <= _LONGEST_ADVERT and _is_advert(
            element, page.tree.elements[parent] if node else None
        ):
            mark(outline.first[node], outline.last[node])
    for block in page.blocks:
        if outline.ranks[block.index] < STRONG_RANK:
            if _ELSEWHERE.search(block.folded) and not _SELF.search(block.folded):
                mark(block.index, outline.section_end(block.index) - 1)
        elif _ADVERT.match(block.folded) and (box := _advert(outline, block)) is not None:
            mark(outline.first[box], outline.last[box])
    return is_frame


def _is_advert(element: Element, parent: Element | None) -> bool:
    """Whether the class of an element, or of a wrapper between it and the node around it, says it is an advert."""
    while element is not None and element is not parent:
        names = (element.get("class") or "").split()
        is_made = len(names) > 2 and max(map(len, names)) < 4  # short names by a program, "ad" by chance
        if not is_made and any(map(_ADVERT_CLASS.fullmatch, names)):
            return True
        element = element.getparent()
    return False


def _advert(outline: Outline, block: Block) -> int | None:
    """What stands around the label of an advert; None where that is more than a box, or other cells of a table."""
    tree, node = outline.page.tree, block.node
    while node > 0 and len(outline.inside(node)) < 2:
        node = tree.parents[node]
    if node != block.node and _CELLS.intersection(tree.tags_within(node, block.node)):
        return None
    inside = outline.inside(node)
    is_box = len(inside) <= _LONGEST_ADVERT and all(outline.ranks[each.index] > 2 for each in inside)
    return node if is_box else None


def _frame_tag(element: Element, parent: Element | None) -> str:
    """The tag or role that makes an element, or a wrapper between it and the node around it, part of the frame."""
    while element is not None and element is not parent:
        if element.tag in _FRAME_TAGS:
            return str(element.tag)
        if element.get("role") in _FRAME_ROLES:
            return str(element.get("role"))
        if element.tag == "header" and not any(child.tag == "h1" for child in element.iterdescendants()):
            return "header" if _is_site_header(element) else ""
        element = element.getparent()
    return ""


def _is_mostly_links(outline: Outline, node: int) -> bool:
    """Whether an aside leads elsewhere; one that is text is a box in the article."""
    inside = outline.inside(node)
    n_links: int = sum(outline.element(block).tag == "a" for block in inside)
    return 2 * n_links >= len(inside)


def _is_site_header(element: Element) -> bool:
    """Whether a header is the site's rather than a card's: it holds links to other pages and stands outside of main."""
    above = element.getparent()
    while above is not None:
        if above.tag in ("main", "article", "section"):
            return False
        above = above.getparent()
    return True
