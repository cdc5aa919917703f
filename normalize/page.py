"""A page as a person sees it: bytes in, title and blocks of text in reading order out.

The only place where bytes become characters and markup becomes text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, compress, pairwise
from typing import Any, Final, TypeAlias

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from normalize.bounds import within_bounds
from normalize.markup import INLINE, LEFT_OPEN, UNSEEN, with_ends
from normalize.text import ESCAPE_SEQUENCE, clean

Element: TypeAlias = Any  # lxml ships no types

# Elements that the document itself hides; what a style sheet hides on one screen is shown on another, and a panel
# behind a tab is one click away.
_HIDDEN: Final = etree.XPath(
    "//@hidden/parent::*[not(@role='tabpanel')] | //dialog[not(@open)]"
    " | //@style[contains(translate(., ' ', ''), 'display:none')]/.."
)
_LABELS_OF_CONTROLS: Final = etree.XPath("//select/ancestor::label")
_WEIGHTLESS: Final = frozenset({"script", "style", "template", "noscript", "meta", "link", "base"})
LINE_BREAK: Final = "\v"  # stands for <br> until the text is cleaned; pages cannot print it
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\f\r"})
_ESCAPE_ENTITY: Final = re.compile("&#(?:0*27|[xX]0*1[bB]);")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# Declared by default rather than by knowledge; UTF-8 that decodes is UTF-8 whatever these say.
_SINGLE_BYTE: Final = frozenset({"utf-8", "ascii", "cp1252", "iso8859-1", "latin-1"})
# Codecs that Python knows and no page is written in.
_NO_CHARSETS: Final = frozenset(
    "base64 bz2 hex idna punycode quopri raw-unicode-escape rot-13 undefined unicode-escape uu zlib".split()
)
_MID_SENTENCE: Final = frozenset(["", *".,:;!?…\"'“„«(["])
_LONGEST_LABEL: Final = 48  # characters
_LONGEST_LINE: Final = 200  # characters
_NO_TEXT_SHARE: Final = 0.05
_SAMPLE: Final = 16_384  # characters
_HEAD_BYTES: Final = 4_096


@dataclass(slots=True)
class Block:
    """A run of text that stands alone on the page, in the node that holds it; `folded` is for looking words up."""

    text: str
    index: int
    node: int = -1
    lines: tuple[str, ...] = ()
    folded: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.folded = self.text.casefold()


@dataclass(slots=True)
class Tree:
    """The elements that divide a page, numbered in reading order: what lies inside node n is n..ends[n].

    An element that holds nothing but one other element is no node of its own: wrappers divide nothing. Nor is an empty
    div that never ends: nobody knows what it was around.
    """

    elements: list[Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    # Divs that never end and hold no text, and before which node each of them began.
    breaks: list[int] = field(default_factory=list)
    begun: list[Element] = field(default_factory=list)

    def holds(self, node: int, other: int) -> bool:
        """Whether `other` is `node` or lies inside it."""
        return node <= other <= self.ends[node]

    def common(self, node: int, other: int) -> int:
        """The smallest node that holds both."""
        while not self.holds(node, other):
            node = self.parents[node]
        return node

    def ancestor(self, node: int, depth: int) -> int:
        """The node at `depth` that holds `node`; `node` itself where that is less deep."""
        while self.depths[node] > depth:
            node = self.parents[node]
        return node

    def shape(self, node: int) -> tuple[str, ...]:
        """Tags of a node and of the two around it; empty where there is no markup."""
        tags: list[str] = []
        while node >= 0 and len(tags) < 3:
            tags.append(str(self.elements[node].tag))
            node = self.parents[node]
        return tuple(tags)

    def tags_within(self, parent: int, node: int) -> list[str]:
        """Tags from `node` up to the child of `parent` that holds nothing else: a cell around its one paragraph."""
        element = self.elements[node]
        tags = [str(element.tag)]
        while (above := element.getparent()) is not None and above is not self.elements[parent]:
            element = above
            tags.append(str(element.tag))
        return tags

    def opens(self, node: int) -> bool:
        """Whether a div that never ends began right before a node."""
        at = bisect_left(self.breaks, node)
        return at < len(self.breaks) and self.breaks[at] == node

    def children(self, node: int) -> list[int]:
        """Numbers of the nodes directly inside `node`."""
        found, at = [], node + 1
        while at <= self.ends[node]:
            found.append(at)
            at = self.ends[at] + 1
        return found


@dataclass(slots=True)
class PageText:
    """What is read of a page before anybody asks what it means."""

    title: str | None
    lang: str | None
    blocks: list[Block]
    tree: Tree = field(default_factory=Tree)
    root: Element | None = None
    problems: list[str] = field(default_factory=list)
    url: str | None = None  # where it was found, which may name what it is about
    is_whole: bool = True  # or a bound on its markup kept some of it from being read

    def shape(self, block: Block) -> tuple[str, ...]:
        """Tags of the node that holds a block and of the two around it: what stands in one list looks alike."""
        return self.tree.shape(block.node)


def decode(body: bytes, content_type: str | None = None) -> str | None:
    """Return the text of `body`, or None where its bytes are no text.

    A byte-order mark wins, then UTF-8 that decodes, then what the header or the document declares, then windows-1252.
    """
    encoding, mark = read_bom(body)
    text = body[len(mark) :].decode(encoding, "replace") if encoding and mark else _decode_unmarked(body, content_type)
    return text if _is_text(text) else None


def _decode_unmarked(body: bytes, content_type: str | None) -> str:
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:_HEAD_BYTES])
    encoding = resolve_encoding(declared) if declared else None
    if encoding in _NO_CHARSETS:
        encoding = None
    if encoding is None or encoding in _SINGLE_BYTE or not _may_be(encoding, body):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if encoding is not None and encoding != "utf-8":
        return body.decode(encoding, "replace")
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * 2 > sum(map(len, re.findall("[^\x00-\x7f]+", text))):
        return body.decode("windows-1252", "replace")
    return text


def _may_be(encoding: str, body: bytes) -> bool:
    """Whether bytes may be in an encoding rather than in UTF-8, which other text hardly ever happens to be."""
    if encoding.startswith(("utf-16", "utf-32")):
        return b"\0" in body
    return body.isascii()


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_UNPRINTABLE.findall(sample)) <= len(sample) * _NO_TEXT_SHARE


def read_html(text: str) -> PageText:
    """Parse `text` as HTML, however broken, and return its blocks. Linear in the length of `text`."""
    if "\x1b" in text or _ESCAPE_ENTITY.search(text):
        text = ESCAPE_SEQUENCE.sub("", _ESCAPE_ENTITY.sub("\x1b", text))
    # Control characters come out as replacement characters otherwise.
    markup, problems = within_bounds(text.encode("utf-8", "replace").translate(None, _CONTROLS))
    markup = with_ends(markup)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:  # nothing in it that could be an element
        return PageText(None, None, [], problems=problems or ["markup: empty document"], is_whole=not problems)
    if _was_cut(parser):
        problems.append("markup: nested too deeply, read in part")
    title = next((clean(t.text or "") for t in root.iter("title") if not _in_drawing(t)), "")
    lang = clean(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    has_select = next(root.iter("select"), None) is not None
    hidden = frozenset([*_HIDDEN(root), *(_LABELS_OF_CONTROLS(root) if has_select else ())])
    blocks, tree = _blocks(next(root.iter("body"), root), hidden)
    return PageText(title or None, lang or None, blocks, tree, root, problems, is_whole=not problems)


def read_plain(text: str) -> PageText:
    """Return one block per line of plain text, or per cell where tabs divide a line, as copied tables do."""
    lines = [cell for line in text.splitlines() for raw in line.split("\t") if (cell := clean(raw))]
    return PageText(None, None, [Block(line, at) for at, line in enumerate(lines)])


def _was_cut(parser: etree.HTMLParser) -> bool:
    return any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def kind_of(element: Element) -> str:
    """What elements of one kind share: tag and attributes, but for what is an element's own."""
    return repr((element.tag, sorted((name, value) for name, value in element.attrib.items() if name != "id")))


def _in_drawing(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in UNSEEN and parent.tag != "head"


def _blocks(body: Element, hidden: frozenset[Element]) -> tuple[list[Block], Tree]:
    """Walk the elements once, past what is hidden.

    An inline element in running text stays in its sentence; every other element ends one, and is a node.
    """
    blocks: list[Block] = []
    elements, parents, ends = [body], [-1], [0]
    run: list[str] = []

    def flush(node: int) -> None:
        joined = "".join(run)
        run.clear()
        if text := clean(joined):
            lines = tuple(filter(None, map(clean, joined.split(LINE_BREAK)))) if LINE_BREAK in joined else ()
            blocks.append(Block(text, len(blocks), node, lines))

    # Of each element around the current one: its number, its children to come, whether it stands in running text, and
    # whether its inline children do (None until one asks).
    stack: list[tuple[Element, int, list[Element], bool, bool | None]] = []
    element, node, in_sentence, flows = body, 0, False, None
    children = body[::-1]
    if text := body.text:
        run.append(text)
    while True:
        if children:
            child = children.pop()
            tag = child.tag
            if tag == "br":
                run.append(LINE_BREAK)
            elif tag in UNSEEN or (hidden and child in hidden):
                if run and tag not in _WEIGHTLESS:
                    flush(node)
            else:
                stands_apart = True
                if tag in INLINE:
                    if flows is None:
                        flows = in_sentence or _flows(element)
                    stands_apart = not flows
                if stands_apart:
                    if run:
                        flush(node)
                    parents.append(node)
                    ends.append(len(elements))
                    elements.append(child)
                if text := child.text:
                    run.append(text)
                if below := child[::-1]:
                    stack.append((element, node, children, in_sentence, flows))
                    element, children, in_sentence, flows = child, below, not stands_apart, None
                    if stands_apart:
                        node = len(elements) - 1
                    continue
                if stands_apart and run:
                    flush(len(elements) - 1)
            if tail := child.tail:
                run.append(tail)
        else:
            if not in_sentence:
                if run:
                    flush(node)
                ends[node] = len(elements) - 1
            if not stack:
                return blocks, _without_wrappers(elements, parents, ends, blocks)
            if tail := element.tail:
                run.append(tail)
            element, node, children, in_sentence, flows = stack.pop()


def _without_wrappers(elements: list[Element], parents: list[int], ends: list[int], blocks: list[Block]) -> Tree:
    """Return the tree of nodes but for those that hold one node and no text; move the blocks over to it."""
    holding = [0] * len(elements)
    for parent in parents[1:]:
        holding[parent] += 1
    for block in blocks:
        holding[block.node] += 2
    opened = {node for node, held in enumerate(holding) if not held and elements[node].get(LEFT_OPEN) is not None}
    for node in opened:
        holding[parents[node]] -= 1
    is_kept = [held != 1 and node not in opened for node, held in enumerate(holding)]
    kept_until = list(accumulate(is_kept))
    moved = [kept - 1 for kept in kept_until]
    moved.append(-1)  # what stands above the first
    for node in [node for node, kept in enumerate(is_kept) if not kept]:
        moved[node] = moved[parents[node]]
    tree = Tree(list(compress(elements, is_kept)), [moved[parent] for parent in compress(parents, is_kept)])
    tree.ends = [kept_until[end] - 1 for end in compress(ends, is_kept)]
    for parent in tree.parents:
        tree.depths.append(tree.depths[parent] + 1 if parent >= 0 else 0)
    for node in sorted(opened):
        tree.breaks.append(kept_until[node])
        tree.begun.append(elements[node])
    for block in blocks:
        block.node = moved[block.node]
    return tree


def _flows(element: Element) -> bool:
    """Whether the inline children of an element stand in running text."""
    children = element[::-1]
    if element.get(LEFT_OPEN) is not None and _is_line_before(element.text or "", children):
        return False
    return _has_own_text(element.text, children) or _is_split_text(children)


def _is_line_before(text: str, children: list[Element]) -> bool:
    """Whether a line stands before elements without a word between them: `Category<b>Name</b>`."""
    line = text.strip()
    is_line = line[-1:] not in _MID_SENTENCE and (
        len(line) <= _LONGEST_LABEL or (len(line) <= _LONGEST_LINE and text[-1] != " ")
    )
    return is_line and not any(child.tail and not child.tail.isspace() for child in children)


def _has_own_text(text: str | None, children: list[Element]) -> bool:
    """Whether words stand directly in an element, beside its children."""
    if text and not text.isspace():
        return True
    for child in children:
        tail = child.tail
        if tail and not tail.isspace():
            return True
    return False


def _is_split_text(children: list[Element]) -> bool:
    """Whether spans are the pieces of one text, as scripts cut it; a lone letter beside a capital is a logo."""
    if len(children) < 2 or children[0].tag != "span" or any(child.tag != "span" for child in children):
        return False
    if any(inner.tag != "span" for child in children for inner in child.iterdescendants()):
        return False
    pieces = ["".join(child.itertext()) for child in reversed(children)]
    cuts = [(a, b) for a, b in pairwise(pieces) if a and b]
    if any(len(a) == 1 and (b[0].isupper() or b[0].casefold() == a.casefold()) for a, b in cuts):
        return False
    apart = any(child.tail and child.tail.isspace() for child in children)
    return not apart and any(_is_cut(a, b) for a, b in cuts)


def _is_cut(before: str, after: str) -> bool:
    """Whether two pieces were one text: cut inside a word or number, or beside a single space."""
    inside = before[-1].isalnum() and (after[0].islower() or (before[-1].isdigit() and after[0].isdigit()))
    beside = before[-1] == " " != before[-2:-1] or after[0] == " " != after[1:2]
    return inside or beside
