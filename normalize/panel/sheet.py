"""The blocks of a comparison page, each marked with what it is by itself: name, label, score, quote, noise."""

from dataclasses import dataclass, field
from typing import Final

from normalize.names import VERSUS, Names
from normalize.page import Block, PageText, Tree
from normalize.panel.words import ROWS, SCORECARD, Labelled, is_noise, label_key, stat_label
from normalize.text import fold
from normalize.values import is_badge, parse_score, parse_vote

OPENING_MARKS: Final = "“„«"
CLOSING_MARKS: Final = "”»"
_LONGEST_NAME: Final = 300  # characters
_LONGEST_LINK: Final = 160  # characters
_TABLE_ONLY: Final = frozenset({"decision", "pricing", "tagline", "category"})


@dataclass(slots=True)
class Sheet:
    """A page marked up for reading. All sets hold block indices."""

    blocks: list[Block]
    tree: Tree
    names: tuple[str, str]
    sides: dict[int, int] = field(default_factory=dict)  # blocks that are a tool's name -> 0 or 1
    stats: dict[int, Labelled] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    scorecards: list[int] = field(default_factory=list)
    noise: set[int] = field(default_factory=set)

    @property
    def same_name(self) -> bool:
        """Whether the two tools bear one name: then only order tells them apart."""
        return fold(self.names[0]) == fold(self.names[1])

    @property
    def section_heads(self) -> list[int]:
        """Blocks that open the decision table or the scorecard, in order."""
        return sorted([*self.scorecards, *(i for i, row in self.rows.items() if row == "decision")])

    def next_section(self, index: int) -> int:
        """The block that opens the next section after `index`, or the end."""
        return min((head for head in self.section_heads if head > index), default=len(self.blocks))

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
            {moved[i] for i in self.noise if i in moved},
        )

    def text(self, index: int) -> str:
        """Text of a block."""
        return self.blocks[index].text

    def within(self, node: int, start: int, stop: int) -> list[int]:
        """Blocks of `start`..`stop` that lie inside a node, noise left out."""
        return [
            i for i in range(start, stop) if i not in self.noise and self.tree.holds(node, self.blocks[i].node)
        ]


def mark(page: PageText, names: Names) -> Sheet:
    """Return the page's blocks, marked."""
    sheet = Sheet(_split_lines(_join_percents(page.blocks)), page.tree, names.pair)
    folded = [fold(name) for name in names.pair]
    others: list[int] = []
    for block in sheet.blocks:
        index, text = block.index, block.text
        if len(text) > _LONGEST_NAME:
            continue
        key = label_key(text)
        if (whole := fold(text)) in folded:
            sheet.sides[index] = folded.index(whole)
        elif key in SCORECARD:
            sheet.scorecards.append(index)
        elif (is_noise(text) or _is_other_comparison(text, whole, folded)) and not _is_quoted(text):
            others.append(index)
        if labelled := stat_label(text):
            sheet.stats[index] = labelled
        if key in ROWS:
            sheet.rows[index] = ROWS[key]
    sheet.noise = _spread(sheet, others)
    return sheet


def _is_other_comparison(text: str, whole: str, names: list[str]) -> bool:
    """Whether a short block links a comparison that is not this page's."""
    if len(text) > _LONGEST_LINK or not VERSUS.search(text):
        return False
    return not (names[0] in whole and names[1] in whole)


def _is_quoted(text: str) -> bool:
    return text[0] in OPENING_MARKS or text[-1] in CLOSING_MARKS


def _join_percents(blocks: list[Block]) -> list[Block]:
    """Put a number and the percent sign that stands apart from it together."""
    if not any(block.text == "%" for block in blocks):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        if block.text == "%" and joined and joined[-1].text.isdecimal():
            joined[-1] = Block(joined[-1].text + "%", joined[-1].index, joined[-1].node)
        else:
            joined.append(Block(block.text, len(joined), block.node, block.lines))
    return joined


def _split_lines(blocks: list[Block]) -> list[Block]:
    """Take blocks apart at their line breaks where a line is a label or a value; elsewhere a break is a space."""
    if not any(block.lines for block in blocks):
        return blocks
    split: list[Block] = []
    for block in blocks:
        lines = block.lines if any(map(_stands_alone, block.lines)) else (block.text,)
        split.extend(Block(line, len(split) + at, block.node) for at, line in enumerate(lines))
    return split


def _stands_alone(line: str) -> bool:
    return len(line) <= 80 and (
        stat_label(line) is not None
        or parse_vote(line) is not None
        or label_key(line) in ROWS
        or is_badge(line)
        or parse_score(line) is not None
    )


def _spread(sheet: Sheet, others: list[int]) -> set[int]:
    """Extend noise to the rest of its advert or banner: up to the largest node that holds nothing of the content."""
    if not others:
        return set()
    tree, blocks = sheet.tree, sheet.blocks
    if not tree.parents:
        return set(others)
    content: set[int] = set()
    for block in blocks:
        if _is_content(sheet, block):
            node = block.node
            while node >= 0 and node not in content:
                content.add(node)
                node = tree.parents[node]
    noisy: list[int] = []
    for index in others:
        node = blocks[index].node
        if node in content:
            continue
        while (parent := tree.parents[node]) >= 0 and parent not in content:
            node = parent
        noisy.append(node)
    noisy.sort()
    found, at, end = set(others), 0, -1
    for start in noisy:
        if start <= end:
            continue
        end = tree.ends[start]
        while at < len(blocks) and blocks[at].node < start:
            at += 1
        for index in range(at, len(blocks)):
            if not tree.holds(start, blocks[index].node):
                break
            found.add(index)
    return found


def _is_content(sheet: Sheet, block: Block) -> bool:
    """Whether a block is plainly part of the comparison."""
    index, text = block.index, block.text
    return (
        index in sheet.sides
        or index in sheet.scorecards
        or sheet.rows.get(index) in _TABLE_ONLY
        or _is_quoted(text)
        or parse_score(text) is not None
    )
