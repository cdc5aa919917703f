"""The blocks of a comparison page, each marked with what it is by itself: name, label, score, quote, noise."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from normalize.names import VERSUS, Names
from normalize.page import Block, PageText, Tree
from normalize.panel.words import (
    ROWS,
    SCORECARD,
    Labelled,
    is_noise,
    label_key,
    names_stat,
    noise_words,
    stat_label,
    stats_in_line,
)
from normalize.text import fold, is_quoted
from normalize.values.votes import is_badge, parse_score, parse_vote

OPENING_MARKS: Final = "“„«"
CLOSING_MARKS: Final = "”»"
QUOTE_MARKS: Final = frozenset(OPENING_MARKS + CLOSING_MARKS + "‟\"'‘’")
_LONGEST_ADVERT: Final = 100  # characters; what is longer and says nothing of adverts is content
_SHORTEST_TALK: Final = 40  # characters
_MOST_SENTENCES: Final = 4  # of an advert
_ASIDE_TAGS: Final = frozenset({"aside", "dialog", "footer", "form", "nav"})
_LABEL_WORDS: Final = 3  # an advert's label is no longer
LONGEST_REVIEWER: Final = 48  # characters
_LONGEST_NAME: Final = 300  # characters
_LONGEST_LINK: Final = 160  # characters
_LONGEST_STOPPED: Final = 60  # characters of a link that ends in a full stop; a longer one is a sentence
# No name ends with one of these or begins with it: "a fork of VS Code" compares nothing.
_SMALL_WORDS: Final = frozenset(
    """a all an and any are as at be but by every for from has have in inside into is it its like no not of on or our
    over than that the their this to under using via was we with within without you your""".split()
)
_NUMBER_ENDS: Final = frozenset("%/")
_ENDS_NUMBER: Final = re.compile(r"%$|/\s*100\b")
_TABLE_ONLY: Final = frozenset({"decision", "pricing", "tagline", "category"})


@dataclass
class Sheet:
    """A page marked up for reading. All sets hold block indices."""

    blocks: list[Block]
    tree: Tree
    names: tuple[str, str]
    sides: dict[int, int] = field(default_factory=dict)  # blocks that are a tool's name -> 0 or 1
    stats: dict[int, Labelled] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    scorecards: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)  # blocks that name both tools and little else
    noise: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    scores: set[int] = field(default_factory=set)  # score lines of reviewers
    elsewhere: set[int] = field(default_factory=set)  # what stands in the card of another comparison

    @cached_property
    def same_name(self) -> bool:
        """Whether the two tools bear one name: then only order tells them apart."""
        return fold(self.names[0]) == fold(self.names[1])

    @cached_property
    def section_heads(self) -> list[int]:
        """Blocks that open the decision table or the scorecard, in order."""
        return sorted([*self.scorecards, *(i for i, row in self.rows.items() if row == "decision")])

    @cached_property
    def name_blocks(self) -> list[int]:
        """Blocks that are a tool's name, in order."""
        return sorted(self.sides)

    @cached_property
    def pairs_of_names(self) -> list[int]:
        """Blocks that begin "A vs B" on the page's tools, in order, be it in one block or in three."""
        alone = (i for i in self.sides if i + 1 in self.versus and (i + 2 in self.sides or i + 2 in self.versus))
        return sorted([*self.headings, *alone])

    @cached_property
    def versus(self) -> set[int]:
        """Blocks that say "vs" and nothing else."""
        return {block.index for block in self.blocks if label_key(block.text) in ("vs", "versus", "vs.")}

    @cached_property
    def stat_blocks(self) -> list[int]:
        """Blocks that hold a vote's or an entry's label, in order."""
        return sorted(self.stats)

    @cached_property
    def name_nodes(self) -> tuple[list[int], list[int]]:
        """Nodes of each tool's name, in order."""
        first, second = (sorted(self.blocks[i].node for i, at in self.sides.items() if at == side) for side in (0, 1))
        return first, second

    @cached_property
    def stat_nodes(self) -> list[int]:
        """Nodes of the labels, in order."""
        return sorted(self.blocks[index].node for index in self.stats)

    @cached_property
    def written(self) -> list[int]:
        """Nodes that hold text of their own, in order."""
        return sorted({block.node for block in self.blocks})

    @cached_property
    def links(self) -> Counter[str]:
        """How often each text stands on the page as a link."""
        elements = self.tree.elements
        return Counter(block.text for block in self.blocks if elements[block.node].tag == "a")

    @cached_property
    def worded(self) -> list[int]:
        """Nodes of the texts that say something, in order."""
        return sorted(block.node for block in self.blocks if not _is_mark(block.text))

    def is_empty(self, node: int) -> bool:
        """Whether nothing is written inside a node."""
        return not self.count(node, self.written)

    def names_within(self, start: int, stop: int) -> list[int]:
        """Blocks from `start` up to `stop` that are a tool's name."""
        return self.name_blocks[bisect_left(self.name_blocks, start) : bisect_left(self.name_blocks, stop)]

    def has_stat(self, start: int, stop: int) -> bool:
        """Whether a label stands in the blocks from `start` up to `stop`."""
        at = bisect_left(self.stat_blocks, start)
        return at < len(self.stat_blocks) and self.stat_blocks[at] < stop

    def count(self, node: int, nodes: list[int]) -> int:
        """How many of the sorted `nodes` lie inside a node."""
        return bisect_right(nodes, self.tree.ends[node]) - bisect_left(nodes, node)

    def next_section(self, index: int) -> int:
        """The block that opens the next section after `index`, or the end."""
        at = bisect_right(self.section_heads, index)
        return self.section_heads[at] if at < len(self.section_heads) else len(self.blocks)

    def head_columns(self, first: int, second: int) -> bool:
        """Whether two name blocks stand side by side above votes rather than each above its own."""
        if self.rows.get(first - 1) == "decision" or (not self.same_name and self.sides[first] == self.sides[second]):
            return False
        if self.has_stat(first, second):
            return False
        if all(_is_mark(self.text(index)) for index in range(first + 1, second)):
            return True
        if not self.tree.parents:
            return False
        row = self.tree.common(self.blocks[first].node, self.blocks[second].node)
        return not self.count(row, self.stat_nodes)

    def only(self, indices: list[int]) -> "Sheet":
        """The sheet with these blocks alone, in this order."""
        moved = {index: at for at, index in enumerate(indices)}
        return Sheet(
            [Block(self.blocks[i].text, at, self.blocks[i].node) for at, i in enumerate(indices)],
            self.tree,
            self.names,
            {moved[i]: side for i, side in self.sides.items() if i in moved},
            {moved[i]: labelled for i, labelled in self.stats.items() if i in moved},
            {moved[i]: row for i, row in self.rows.items() if i in moved},
            [],
            [],
            {moved[i] for i in self.noise if i in moved},
            {moved[i] for i in self.quoted if i in moved},
            {moved[i] for i in self.scores if i in moved},
            {moved[i] for i in self.elsewhere if i in moved},
        )

    def text(self, index: int) -> str:
        """Text of a block."""
        return self.blocks[index].text

    def within(self, node: int, start: int, stop: int) -> list[int]:
        """Blocks of `start`..`stop` that lie inside a node, noise left out."""
        return [i for i in range(start, stop) if i not in self.noise and self.tree.holds(node, self.blocks[i].node)]


def _is_mark(text: str) -> bool:
    """A one-letter logo, a dash, a rule."""
    return len(text) == 1 or not any(c.isalnum() for c in text)


def mark(page: PageText, names: Names) -> Sheet:
    """Return the page's blocks, marked."""
    sheet = Sheet(_split_lines(_join_numbers(page.blocks), names.pair), page.tree, names.pair)
    folded = [fold(name) for name in names.pair]
    with_versus = sorted(filter(VERSUS.search, names.pair), key=len, reverse=True)
    noise: list[int] = []
    links: list[int] = []
    words = noise_words(block.folded for block in sheet.blocks)
    for block in sheet.blocks:
        index, text = block.index, block.text
        if text[0] in QUOTE_MARKS or text[-1] in QUOTE_MARKS:
            if is_quoted(text):
                sheet.quoted.add(index)
        if len(text) > _LONGEST_NAME:
            continue
        key = label_key(text)
        if (whole := fold(text)) in folded:
            sheet.sides[index] = folded.index(whole)
        elif key in SCORECARD:
            sheet.scorecards.append(index)
        elif index not in sheet.quoted:
            if is_noise(block.folded, words):
                noise.append(index)
            elif "vs" in whole or "versus" in whole:
                if _is_heading(page, block, whole, folded):
                    sheet.headings.append(index)
                elif _is_other_comparison(text, whole, folded, with_versus):
                    links.append(index)
        if names_stat(key) and (labelled := stat_label(text, key)):
            sheet.stats[index] = labelled
        if key in ROWS:
            sheet.rows[index] = ROWS[key]
        if "100" in text and parse_score(text) is not None:
            sheet.scores.add(index)
    _leave_out_reviewers(sheet)
    links += _leave_out_other_pairs(sheet)
    sheet.noise = {*noise, *links}
    if sheet.tree.parents:
        content = _content(sheet)
        votes = _holding(sheet, [sheet.blocks[index] for index in sheet.stats])
        sheet.noise |= (
            _spread(sheet, links, content)
            | _spread(sheet, noise, content | votes | _talk(sheet, noise))
            | _adverts(sheet, noise)
        )
        sheet.noise |= _inside(sheet, _asides(sheet, content | votes))
        sheet.elsewhere = _spread(sheet, links, _both_tools(sheet))
    return sheet


def _is_heading(page: PageText, block: Block, whole: str, folded: list[str]) -> bool:
    """Whether a block names both tools, and nothing else or in the page's first heading."""
    if not all(name in whole for name in folded):
        return False
    is_first = bool(page.tree.parents) and page.tree.elements[block.node].tag == "h1"
    return is_first or whole.rpartition("/")[2] in (f"{folded[0]}vs{folded[1]}", f"{folded[0]}vs.{folded[1]}")


def _leave_out_reviewers(sheet: Sheet) -> None:
    """Take no reviewer for the tool of that name: where tools head their scores, both of them do."""
    above = {index - 1 for index in sheet.scores if index}
    named = above & sheet.sides.keys()
    if (
        len(named) > 1
        and len({sheet.sides[index] for index in named}) == 1
        and not sheet.same_name
        and any(1 < len(sheet.text(index)) <= LONGEST_REVIEWER for index in above - named - sheet.quoted - sheet.scores)
    ):
        for index in named:
            del sheet.sides[index]


def _leave_out_other_pairs(sheet: Sheet) -> list[int]:
    """Take no name beside a lone "vs" for a heading where a third tool stands on its other side; return such blocks."""
    found: list[int] = []
    lone = (block for block in sheet.blocks[1:-1] if len(block.text) <= len("versus"))
    for block in lone:
        pair = (block.index - 1, block.index + 1)
        named = [index for index in pair if index in sheet.sides]
        if len(named) == 1 and label_key(block.text) in ("vs", "versus"):
            alike = len({sheet.tree.shape(sheet.blocks[index].node) for index in pair}) == 1
            if alike and all(1 < len(sheet.text(index)) <= _LONGEST_LINK for index in pair) and sheet.tree.parents:
                del sheet.sides[named[0]]
                found += pair
    return found


def _is_other_comparison(text: str, whole: str, folded: list[str], with_versus: list[str]) -> bool:
    """Whether a short block links a comparison that is not this page's."""
    if len(text) > _LONGEST_LINK:
        return False
    if folded[0] in whole and folded[1] in whole and whole.count("vs") <= 1 + sum(n.count("vs") for n in folded):
        return False
    if len(text) > _LONGEST_STOPPED and text[-1] == ".":
        return False
    for name in with_versus:
        text = text.replace(name, "N")
    # Names begin with a capital, a digit or a sign; "tabs vs the old way" compares no tools.
    return any(
        _SMALL_WORDS.isdisjoint(map(str.casefold, words)) and not all(word[0].islower() for word in words)
        for words in _beside_versus(text)
    )


def _beside_versus(text: str) -> Iterator[tuple[str, str]]:
    """The words before and after each "vs" of a text."""
    for at in VERSUS.finditer(text):
        before, after = text[: at.start()].rsplit(None, 1), text[at.end() :].split(None, 1)
        if before and after:
            yield before[-1], after[0]


def _join_numbers(blocks: list[Block]) -> list[Block]:
    """Put a number together with the percent sign or the `/100` that stands apart from it."""
    if not any(block.text[0] in _NUMBER_ENDS and _ENDS_NUMBER.match(block.text) for block in blocks):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        if joined and joined[-1].text.isdecimal() and _ENDS_NUMBER.match(block.text):
            joined[-1] = Block(joined[-1].text + block.text, joined[-1].index, joined[-1].node)
        else:
            joined.append(Block(block.text, len(joined), block.node, block.lines))
    return joined


def _split_lines(blocks: list[Block], names: tuple[str, str]) -> list[Block]:
    """Take apart blocks that hold several labels, lines one of which is a label or value, a quote behind a name."""
    compound = (b for b in blocks if b.lines or b.text[-1] in CLOSING_MARKS or names_stat(b.folded))
    parts = {block.index: part for block in compound if (part := _parts(block) or _named_quote(block, names))}
    if not parts:
        return blocks
    split: list[Block] = []
    for block in blocks:
        for part in parts.get(block.index, (block.text,)):
            split.append(Block(part, len(split), block.node))
    return split


def _named_quote(block: Block, names: tuple[str, str]) -> list[str]:
    """A tool's name and the quote about it, where one block holds both."""
    if block.text[-1] not in CLOSING_MARKS or block.text[0] in OPENING_MARKS:
        return []
    for name in names:
        rest = block.text[len(name) :].lstrip(" :·|–—-")
        if block.text.startswith(name) and rest and rest[0] in OPENING_MARKS and is_quoted(rest):
            return [name, rest]
    return []


def _parts(block: Block) -> Iterable[str]:
    if not block.lines and not names_stat(block.folded):
        return []
    if not block.lines or not any(map(_stands_alone, block.lines)):
        return stats_in_line(block.text)
    parts: list[str] = []
    in_quote = False
    for line in block.lines:  # the lines of one quote stay together
        if in_quote and parse_score(line) is None:
            parts[-1] += f" {line}"
        else:
            parts.append(line)
            in_quote = False
        opened = sum(parts[-1].count(mark) for mark in OPENING_MARKS)
        in_quote = opened > sum(parts[-1].count(mark) for mark in CLOSING_MARKS)
    return parts


def _stands_alone(line: str) -> bool:
    return len(line) <= 80 and (
        stat_label(line) is not None
        or parse_vote(line) is not None
        or label_key(line) in ROWS
        or is_badge(line)
        or parse_score(line) is not None
    )


def _spread(sheet: Sheet, sources: list[int], content: set[int]) -> set[int]:
    """Extend blocks to the rest of what they stand in: up to the largest node that holds nothing of `content`."""
    tree, blocks = sheet.tree, sheet.blocks
    tops: list[int] = []
    climbed: set[int] = set()
    for index in sources:
        node = blocks[index].node
        while node >= 0 and node not in content and node not in climbed:
            climbed.add(node)
            parent = tree.parents[node]
            if parent < 0 or parent in content:
                tops.append(node)
            node = parent
    return _inside(sheet, sorted(tops))


def _inside(sheet: Sheet, tops: list[int]) -> set[int]:
    """Blocks inside any of the nodes, which come in order."""
    found: set[int] = set()
    at, end = 0, -1
    for top in tops:
        if top <= end:
            continue
        end = sheet.tree.ends[top]
        while at < len(sheet.blocks) and sheet.blocks[at].node < top:
            at += 1
        for index in range(at, len(sheet.blocks)):
            if not top <= sheet.blocks[index].node <= end:
                break
            found.add(index)
    return found


def _asides(sheet: Sheet, content: set[int]) -> list[int]:
    """Elements that stand beside the content by their own account, and hold none of it."""
    elements = sheet.tree.elements
    own = [node for node, element in enumerate(elements) if element.tag in _ASIDE_TAGS and node not in content]
    return sorted({*own, *_wrapped_asides(sheet, content)})


def _wrapped_asides(sheet: Sheet, content: set[int]) -> list[int]:
    """What stands alone in an aside, where no aside of the page holds content: then the tag tells nothing."""
    elements = sheet.tree.elements
    asides = list(elements[0].getroottree().iter("aside"))
    if not asides:
        return []
    nodes = {element: node for node, element in enumerate(elements)}
    first = [next((nodes[each] for each in aside.iter() if each in nodes), -1) for aside in asides]
    return [] if content.intersection(first) else [node for node in first if node >= 0]


def _adverts(sheet: Sheet, noise: list[int]) -> set[int]:
    """Adverts and forms that quote a customer: one quote at most beside a bare label or two texts of an advert."""
    content = _content(sheet, quotes=False)
    quoted = sorted(sheet.blocks[index].node for index in sheet.quoted)
    content.update(quoted)  # a quote's own element, never closed, holds what follows
    noisy = sorted(sheet.blocks[index].node for index in noise)
    tree = sheet.tree
    tops: list[int] = []
    for index in noise:
        is_label = len(sheet.text(index).split()) <= _LABEL_WORDS
        node = sheet.blocks[index].node
        for top in (node, tree.parents[node]):
            if top < 0 or top in content:
                break
            heads = is_label and (not index or not tree.holds(top, sheet.blocks[index - 1].node))
            if (heads or sheet.count(top, noisy) > 1) and sheet.count(top, quoted) <= 1:
                tops.append(top)
    return _inside(sheet, sorted(tops))


def _content(sheet: Sheet, *, quotes: bool = True) -> set[int]:
    """Nodes that hold something plainly part of the comparison."""
    plain = {
        *sheet.sides,
        *sheet.scorecards,
        *sheet.scores,
        *(i for i, row in sheet.rows.items() if row in _TABLE_ONLY),
    }
    plain.update(block.index for block in sheet.blocks if len(block.text) >= _LONGEST_ADVERT)
    if quotes:
        plain |= sheet.quoted
    return _holding(sheet, [sheet.blocks[index] for index in plain - sheet.noise])


def _talk(sheet: Sheet, noise: list[int]) -> set[int]:
    """Nodes that hold more sentences than an advert has, among those around noise."""
    said = [b.node for b in sheet.blocks if len(b.text) >= _SHORTEST_TALK and b.text[-1] in ".!?…"]
    around = _holding(sheet, [sheet.blocks[index] for index in noise])
    return {node for node in around if sheet.count(node, said) > _MOST_SENTENCES}


def _both_tools(sheet: Sheet) -> set[int]:
    """Nodes that hold both tools' names, or a section's head."""
    holding = [_holding(sheet, [sheet.blocks[i] for i, at in sheet.sides.items() if at == side]) for side in (0, 1)]
    return (holding[0] & holding[1]) | _holding(sheet, [sheet.blocks[i] for i in sheet.section_heads])


def _holding(sheet: Sheet, blocks: list[Block]) -> set[int]:
    nodes: set[int] = set()
    for block in blocks:
        node = block.node
        while node >= 0 and node not in nodes:
            nodes.add(node)
            node = sheet.tree.parents[node]
    return nodes
