"""Finding quotes in a scorecard: texts in quotation marks, and texts that stand where those stand."""

from bisect import bisect_right
from collections import Counter
from typing import Final, NamedTuple

from normalize.markup import LEFT_OPEN
from normalize.panel.sheet import CLOSING_MARKS, OPENING_MARKS, Sheet
from normalize.panel.words import is_dash, is_noise
from normalize.records import Verdict
from normalize.text import unquote

_SHORTEST_QUOTE: Final = 40  # characters, where no quotation marks tell a quote
_SHORTEST_SENTENCE: Final = 4  # characters
_MOST_PARAGRAPHS: Final = 12  # blocks that one pair of quotation marks may span


class Quote(NamedTuple):
    """A quote in the scorecard; `side` is None where the page does not tell which tool it is about.

    A dash where a quote would stand is a quote without text: it keeps its place, and is dropped in the end.
    """

    text: str
    index: int  # type: ignore[assignment]  # a tuple has a method of that name
    last: int
    side: int | None = None
    slot: int = 0
    reviewer: str | None = None
    score: int | None = None
    verdict: Verdict | None = None
    signature: int = -1  # the block that names the reviewer
    scored_at: int = -1  # the block of its score line
    is_stray: bool = False  # looks unlike all others: an advert's, a reader's, or the page's in a way not understood


def find_quotes(sheet: Sheet, region: range) -> list[Quote]:
    """Find the quotes of a region without score lines."""
    marked, bare, blank = candidates(sheet, region)
    clear = [quote for quote in bare if quote.index not in sheet.noise]
    if not sheet.tree.parents:  # lines of text: what follows the first advert or form belongs to those
        first = next((index for index in region if index in sheet.noise), region.stop)
        clear = [quote for quote in clear if quote.index < first]
    marked = [quote for quote in marked if quote.index not in sheet.noise]
    long = [quote for quote in clear if len(quote.text) >= _SHORTEST_QUOTE and quote.index not in sheet.elsewhere]
    strays: list[Quote] = []
    if not all(quote.index in sheet.elsewhere for quote in marked) or (marked and len(long) < 2):
        alike = _alike(sheet, marked)
        if len(marked) % 2 and len(alike) == len(marked) - 1:  # never without markup: there all look alike
            kept = {quote.index for quote in alike}
            strays = [quote for quote in marked if quote.index not in kept and not _is_row(sheet, alike, quote)]
        found = [quote for quote in marked if quote not in strays]
        if len(found) < len(long):  # some marks are missing
            found = _with_neighbours(sheet, found, sorted([*found, *long], key=lambda quote: quote.index))
        found += in_place(sheet, found, [*marked, *clear])
    else:
        found = _alike(sheet, long)
        if len(long) < 2 and sheet.tree.parents:  # all quotes are short, or there is none but a footer's sentence
            short = _alike(sheet, [quote for quote in clear if quote.index not in sheet.elsewhere])
            found = short if len(short) > 1 else found
        found += _beside_intruders(sheet, found, [quote for quote in bare if quote not in clear])
        found += in_place(sheet, found, clear)
    if sheet.tree.breaks and not marked:
        strays = _unlike(sheet, found, long)
    left = [quote._replace(is_stray=True) for quote in strays if quote not in found]
    return sorted([*found, *in_place(sheet, found, blank), *left], key=lambda quote: quote.index)


def candidates(sheet: Sheet, region: range) -> tuple[list[Quote], list[Quote], list[Quote]]:
    """Texts of a region that are quotes by their marks, that may be quotes, and dashes that stand for one."""
    marked = _marked(sheet, region)
    taken = {index for quote in marked for index in range(quote.index, quote.last + 1)} | sheet.scores
    free = [index for index in region if index not in taken]
    bare = [Quote(unquote(sheet.text(index)), index, index) for index in free if _may_be_quote(sheet, index)]
    blank = [Quote("", index, index) for index in free if _is_blank(sheet, index, region)]
    return marked, bare, blank


def is_marked(sheet: Sheet, quote: Quote) -> bool:
    """Whether quotation marks tell that a text is a quote."""
    return quote.last > quote.index or quote.index in sheet.quoted


def _is_blank(sheet: Sheet, index: int, region: range) -> bool:
    """Whether a dash stands for a quote that is not there, and not before a name that signs one."""
    text = sheet.text(index)
    if text[0].isalnum() or not is_dash(text) or index in sheet.noise:
        return False
    signed = index + 1 < region.stop and sheet.blocks[index + 1].node == sheet.blocks[index].node
    return not signed


def in_place(sheet: Sheet, known: list[Quote], candidates: list[Quote]) -> list[Quote]:
    """Of other texts those that stand in a cell of their own beside known quotes: marked, or in cells of their kind."""
    tree = sheet.tree
    if len(known) < 2:
        return []
    taken = {index for quote in known for index in range(quote.index, quote.last + 1)}
    if not tree.parents:
        return [quote for quote in candidates if quote.text and quote.index not in taken]
    others = [quote for quote in candidates if quote.index not in sheet.noise and quote.index not in taken]
    nodes = sorted(sheet.blocks[quote.index].node for quote in (*known, *others))
    own = [sheet.blocks[quote.index].node for quote in known]
    cells = {_cell(sheet, node, nodes) for node in own}
    kinds = {tree.elements[node].tag for node in (*cells, *own)}
    kinds_of_blank = kinds.union(*(tree.tags_within(tree.parents[cell], cell) for cell in cells if cell))
    is_opened = any(map(tree.opens, cells))  # a div that never ends began before it
    last = max(quote.index for quote in known)
    shortest = _SHORTEST_QUOTE if is_marked(sheet, known[-1]) else 1
    rows = set(_rows(sheet, sorted({tree.parents[cell] for cell in cells})))
    around = {(tree.parents[row], tree.depths[row]) for row in rows}
    found: list[Quote] = []
    for quote in others:
        cell = _cell(sheet, sheet.blocks[quote.index].node, nodes)
        row = tree.parents[cell]
        if quote.index > last and 0 < len(quote.text) < shortest:
            continue  # a footer's, as likely
        tag, is_open = tree.elements[cell].tag, tree.elements[cell].get(LEFT_OPEN) is not None
        is_like = tag in kinds
        if not quote.text and quote.index <= last + 1:
            is_like = is_like or tag in kinds_of_blank or (is_opened and is_open)
        if row >= 0 and (is_like or is_marked(sheet, quote)):
            if row in rows or (tree.parents[row], tree.depths[row]) in around:
                found.append(quote)
    return found


def _node(sheet: Sheet, quote: Quote) -> int:
    return sheet.blocks[quote.index].node


def _is_row(sheet: Sheet, known: list[Quote], quote: Quote) -> bool:
    """Whether a quote stands all alone where others stand in rows of two, one row after the other."""
    tree, node = sheet.tree, sheet.blocks[quote.index].node
    if len(known) < 2 or not any(tree.elements[node].tag == tree.elements[_node(sheet, other)].tag for other in known):
        return False
    nodes = sorted(_node(sheet, each) for each in (*known, quote))
    list_ = tree.common(nodes[0], nodes[-1])
    rows = Counter(tree.ancestor(node, tree.depths[list_] + 1) for node in nodes)
    own = tree.ancestor(node, tree.depths[list_] + 1)
    if sheet.count(own, sheet.worded) > 1:
        return False
    return min(rows) < own < max(rows) and all(
        (count == 1) == (row == own) and count < 3 for row, count in rows.items()
    )


def _rows(sheet: Sheet, nodes: list[int]) -> list[int]:
    """Of sorted nodes those that do not hold most of the others: that one is the list of rows."""
    held = (bisect_right(nodes, sheet.tree.ends[node]) - at for at, node in enumerate(nodes, 1))
    return [node for node, count in zip(nodes, held, strict=True) if count * 2 < len(nodes) - 1 or not count]


def _cell(sheet: Sheet, node: int, nodes: list[int]) -> int:
    """The largest element around a node that holds none of the others."""
    while (parent := sheet.tree.parents[node]) >= 0 and sheet.count(parent, nodes) <= 1:
        node = parent
    return node


def _marked(sheet: Sheet, region: range) -> list[Quote]:
    """Texts in quotation marks, which may stand apart from the text and span several blocks."""
    found: list[Quote] = []
    done = region.start
    for index in [i for i in region if i in sheet.quoted or sheet.text(i)[0] in OPENING_MARKS]:
        last = _quoted_until(sheet, index, region.stop) if index >= done else None
        if last is not None:
            text = unquote(" ".join(sheet.text(i) for i in range(index, last + 1)).strip())
            if len(text) > 1:
                found.append(Quote(text, index, last))
            done = last + 1
    return found


def _quoted_until(sheet: Sheet, index: int, stop: int) -> int | None:
    """The block in which a quote that opens in `index` closes; None where none opens.

    A mark that lost its partner opens a quote of one block, unless a later block closes it.
    """
    text = sheet.text(index)
    if index in sheet.sides:
        return None
    quoted = index in sheet.quoted
    if text[0] not in OPENING_MARKS or (quoted and text[-1] in CLOSING_MARKS):
        is_short = text[0] == '"' == text[-1] and len(text) < _SHORTEST_QUOTE
        return index if quoted and not is_short else None
    depth = 0
    for last in range(index, min(index + _MOST_PARAGRAPHS, stop)):
        part = sheet.text(last)
        if last > index and (last in sheet.scores or last in sheet.sides or part[0] in OPENING_MARKS):
            break
        depth += sum(part.count(mark) for mark in OPENING_MARKS) - sum(part.count(mark) for mark in CLOSING_MARKS)
        if depth <= 0:
            return last if last > index and part[-1] in CLOSING_MARKS else None
    return index if quoted else None


def _may_be_quote(sheet: Sheet, index: int) -> bool:
    """Whether a text without marks can be a quote: a sentence, or words enough for one."""
    text = unquote(sheet.text(index))
    if len(text) < _SHORTEST_QUOTE and (len(text) < _SHORTEST_SENTENCE or text[-1] not in ".!?…"):
        return False
    return index not in sheet.sides and index not in sheet.stats


def _alike(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Keep the texts of the commonest shape, and those right under a tool's name: one list looks alike."""
    alike = quotes
    if not sheet.tree.parents:
        return alike
    for levels in (3, 1):
        shapes = [sheet.tree.shape(sheet.blocks[quote.index].node)[:levels] for quote in quotes]
        commonest = Counter(shapes).most_common(1)[0][0] if shapes else ()
        alike = [
            quote
            for quote, shape in zip(quotes, shapes, strict=True)
            if shape == commonest or quote.index - 1 in sheet.sides
        ]
        if len(alike) * 2 > len(quotes):
            break
    return _with_neighbours(sheet, alike, quotes)


def _unlike(sheet: Sheet, known: list[Quote], long: list[Quote]) -> list[Quote]:
    """Texts of the same element right before or behind the quotes, at another depth: quotes, or words on them."""
    tags = {sheet.tree.elements[_node(sheet, quote)].tag for quote in known}
    kept = {quote.index for quote in known}
    found: list[Quote] = []
    for step in (1, -1):
        for quote in long[::step]:
            is_like = sheet.tree.elements[_node(sheet, quote)].tag in tags
            if quote.index - step in kept and quote.index not in kept and is_like:
                found.append(quote)
                kept.add(quote.index)
    return found


def _beside_intruders(sheet: Sheet, known: list[Quote], noisy: list[Quote]) -> list[Quote]:
    """Texts that an advert in their row made noise: two in a row, as all others stand, and no advert by their words."""
    if not known or not sheet.tree.parents:
        return []
    tree, nodes = sheet.tree, [_node(sheet, quote) for quote in known]
    list_ = tree.common(min(nodes), max(nodes))
    shapes = {tree.shape(node) for node in nodes}
    rows: dict[int, list[Quote]] = {}
    for quote in noisy:
        node = _node(sheet, quote)
        if tree.holds(list_, node) and tree.shape(node) in shapes and not is_noise(sheet.blocks[quote.index].folded):
            rows.setdefault(tree.ancestor(node, tree.depths[list_] + 1), []).append(quote)
    return [quote for row in rows.values() for quote in row if len(row) == 2]


def _with_neighbours(sheet: Sheet, alike: list[Quote], quotes: list[Quote]) -> list[Quote]:
    """Add texts of the same element right behind or before those, no less deep: their cell holds more, or is open."""
    tags = {sheet.tree.elements[_node(sheet, quote)].tag for quote in alike}
    level = min((sheet.tree.depths[_node(sheet, quote)] for quote in alike), default=0)
    kept = {quote.index for quote in alike}
    for step in (1, -1):
        for quote in quotes[::step]:
            node = _node(sheet, quote)
            is_inside = sheet.tree.depths[node] >= level + (step < 0)  # a word on what follows stands outside
            before = quote.index - step
            while before in sheet.sides:
                before -= step
            if before in kept and is_inside and sheet.tree.elements[node].tag in tags:
                kept.add(quote.index)
    return [quote for quote in quotes if quote.index in kept]
