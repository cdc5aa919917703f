"""A page as a person sees it: bytes in, title and blocks of text in reading order out.

The only place where bytes become characters and markup becomes text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate, compress, islice, pairwise
from typing import Any, Final, TypeAlias

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from normalize.text import ESCAPE_SEQUENCE, clean

Element: TypeAlias = Any  # lxml ships no types

# What no reader sees as text, and controls (a select box full of tool names says nothing about them).
UNSEEN: Final = frozenset(
    "script style noscript template head title select option optgroup datalist textarea button iframe frame object "
    "embed svg math canvas audio video map input meta link base".split()
)
# Elements that may stand inside a sentence. They do so only where text stands beside them.
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rp rt s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
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
_MOST_TAGS: Final = 300_000  # of one page; each takes up to a kilobyte
_MOST_ATTRIBUTES: Final = 1_000  # of one tag
_FEW_BYTES: Final = 65_536  # a shorter page cannot name so many attributes in one tag that it would take long
_START_TAG: Final = re.compile(rb"<[a-zA-Z]")
_TAG: Final = re.compile(rb"""(<[a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+""")
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

    An element that holds nothing but one other element is no node of its own: wrappers divide nothing.
    """

    elements: list[Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

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

    def tag_within(self, parent: int, node: int) -> str:
        """Tag of the child of `parent` that holds nothing but `node`, or is it: a cell around its one paragraph."""
        element = self.elements[node]
        while (above := element.getparent()) is not None and above is not self.elements[parent]:
            element = above
        return str(element.tag)

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


class _EndlessTagError(Exception):
    """A tag has more attributes than are read."""


class _AttributeCounter:
    """Has the parser count what a tree would be made of: it tells tags from what looks like them."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Called by lxml for each tag."""
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _EndlessTagError

    def close(self) -> None:
        """Called by lxml at the end."""


def within_bounds(markup: bytes) -> tuple[bytes, list[str]]:
    """Return as much of a page as can be made a tree of, and the problems of what is left out.

    A tree takes memory for each tag, and time that grows with the square of the number of a tag's attributes.
    """
    problems = []
    if markup.count(b"<") > _MOST_TAGS and (tag := next(islice(_START_TAG.finditer(markup), _MOST_TAGS, None), None)):
        markup = markup[: tag.start()]
        problems.append(f"markup: more than {_MOST_TAGS} tags, read in part")
    if _has_endless_tag(markup):
        markup = _TAG.sub(_without_attributes, markup)
        if _has_endless_tag(markup):
            return b"", [*problems, f"markup: more than {_MOST_ATTRIBUTES} attributes in a tag, not read"]
    return markup, problems


def _has_endless_tag(markup: bytes) -> bool:
    if len(markup) < _FEW_BYTES:
        return False
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_AttributeCounter())
    try:
        etree.fromstring(markup, parser)
    except _EndlessTagError:
        return True
    except etree.XMLSyntaxError:  # nothing in it that could be an element
        return False
    return False


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    return tag[1] if len(tag[0]) > 2 * _MOST_ATTRIBUTES else tag[0]


def read_html(text: str) -> PageText:
    """Parse `text` as HTML, however broken, and return its blocks. Linear in the length of `text`."""
    if "\x1b" in text or _ESCAPE_ENTITY.search(text):
        text = ESCAPE_SEQUENCE.sub("", _ESCAPE_ENTITY.sub("\x1b", text))
    # Control characters come out as replacement characters otherwise.
    markup, problems = within_bounds(text.encode("utf-8", "replace").translate(None, _CONTROLS))
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
    """Return one block per line of plain text."""
    lines = [line for raw in text.splitlines() if (line := clean(raw))]
    return PageText(None, None, [Block(line, at) for at, line in enumerate(lines)])


def _was_cut(parser: etree.HTMLParser) -> bool:
    return any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


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
    is_kept = [held != 1 for held in holding]
    kept_until = list(accumulate(is_kept))
    moved = [kept - 1 for kept in kept_until]
    moved.append(-1)  # what stands above the first
    for node in [node for node, kept in enumerate(is_kept) if not kept]:
        moved[node] = moved[parents[node]]
    tree = Tree(list(compress(elements, is_kept)), [moved[parent] for parent in compress(parents, is_kept)])
    tree.ends = [kept_until[end] - 1 for end in compress(ends, is_kept)]
    for parent in tree.parents:
        tree.depths.append(tree.depths[parent] + 1 if parent >= 0 else 0)
    for block in blocks:
        block.node = moved[block.node]
    return tree


def _flows(element: Element) -> bool:
    """Whether the inline children of an element stand in running text."""
    children = element[::-1]
    return _has_own_text(element.text, children) or _is_split_text(children)


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
