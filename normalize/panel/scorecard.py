"""The reviewer scorecard: quotes, whose they are, and which tool each is about.

A quote's side comes from the tool's name above it, else from its place in a row of two. Where neither tells, the
quotes are named as a problem: a quote given to the wrong tool is worse than none.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import Final

from normalize.panel.sheet import CLOSING_MARKS, OPENING_MARKS, Sheet
from normalize.panel.words import STATS, is_afterword, is_dash, label_key
from normalize.records import Verdict
from normalize.text import fold, unquote
from normalize.values import ScorePrint, is_badge, parse_score

_SHORTEST_QUOTE: Final = 40  # characters, where no quotation marks tell a quote
_SHORTEST_SENTENCE: Final = 8  # characters
_LONGEST_REVIEWER: Final = 48  # characters
_MOST_PARAGRAPHS: Final = 12  # blocks that one pair of quotation marks may span
_CLIMB: Final = 24  # levels looked up for the row that a quote stands in


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in the scorecard; `side` is None where the page does not tell which tool it is about.

    A dash where a quote would stand is a quote without text: it keeps its place, and is dropped in the end.
    """

    text: str
    index: int
    last: int
    side: int | None = None
    slot: int = 0
    reviewer: str | None = None
    score: int | None = None
    verdict: Verdict | None = None
    signature: int = -1  # the block that names the reviewer


@dataclass(frozen=True, slots=True)
class _Score:
    """A score line, with the blocks it took."""

    print: ScorePrint
    index: int
    last: int


def read_scorecard(sheet: Sheet, starts: list[int], cards_at: list[int]) -> tuple[list[Quote], list[str]]:
    """Return the distinct quotes of all copies of the scorecard, and problems.

    `starts` are the blocks after which a scorecard begins, `cards_at` those where a card begins.
    """
    stops = sorted([*sheet.section_heads, *cards_at, len(sheet.blocks)])
    quotes: dict[tuple[int, str], Quote] = {}
    unplaced: dict[str, Quote] = {}
    for start in _below_cards(starts, cards_at):
        region = _until_afterword(sheet, range(start + 1, stops[bisect_right(stops, start)]))
        for copy in _copies(_quotes(sheet, region)):
            for quote in _placed(sheet, copy, region):
                key = fold(quote.text)
                if not key:
                    continue
                if quote.side is None:
                    unplaced.setdefault(key, quote)
                else:
                    quotes[quote.side, key] = _filled(quotes.get((quote.side, key)), quote)
    known = {key for _, key in quotes}
    lost = [quote for key, quote in unplaced.items() if key not in known]
    problems = [f"quotes: {len(lost)} quotes whose tool cannot be told, as {lost[0].text[:60]!r}"] if lost else []
    return sorted(quotes.values(), key=lambda quote: quote.index), problems


def _until_afterword(sheet: Sheet, region: range) -> range:
    stop = next((i for i in region[1:] if is_afterword(sheet.text(i))), region.stop)
    return range(region.start, stop)


def _below_cards(starts: list[int], cards_at: list[int]) -> list[int]:
    """Leave out a heading above all cards where another stands below them: that one is a table of contents."""
    below = [start for start in starts if cards_at and start > cards_at[0]]
    return below or starts


def _filled(kept: Quote | None, other: Quote) -> Quote:
    """The first print of a quote, with what only another copy of the page says."""
    if kept is None:
        return other
    return replace(
        kept,
        reviewer=kept.reviewer or other.reviewer,
        score=other.score if kept.score is None else kept.score,
        verdict=kept.verdict or other.verdict,
    )


def _quotes(sheet: Sheet, region: range) -> list[Quote]:
    """Find the quotes of a region: texts in quotation marks, and texts that stand where those stand."""
    scores = _scores(sheet, region)
    marked = _marked(sheet, region)
    taken = {i for quote in marked for i in range(quote.index, quote.last + 1)} | {score.index for score in scores}
    bare = [Quote(sheet.text(i), i, i) for i in region if i not in taken and _may_be_quote(sheet, i)]
    blank = [Quote("", i, i) for i in region if i not in taken and _is_blank(sheet, i, region)]
    if scores:
        candidates = sorted([*marked, *bare, *blank], key=lambda quote: quote.index)
        found = _attributed(sheet, candidates, scores, region)
        if sheet.tree.parents:
            found += _in_place(sheet, found, candidates)
        found = _signed(sheet, sorted(found, key=lambda quote: quote.index))
        return _row_headed(sheet, found)
    clear = [quote for quote in bare if quote.index not in sheet.noise]
    if not sheet.tree.parents:  # lines of text: what follows the first advert or form belongs to those
        clear = [quote for quote in clear if not any(i in sheet.noise for i in range(region.start, quote.index))]
    if marked:
        marked = [quote for quote in marked if quote.index not in sheet.noise] or marked
        alike = _alike(sheet, marked)
        found = alike if len(marked) % 2 and not len(alike) % 2 else marked  # one too many: an advert's, a reader's
        found += _in_place(sheet, found, [*marked, *clear])
    else:
        found = _alike(sheet, [quote for quote in clear if len(quote.text) >= _SHORTEST_QUOTE])
        found += _in_place(sheet, found, clear)
    return sorted([*found, *_in_place(sheet, found, blank)], key=lambda quote: quote.index)


def _is_blank(sheet: Sheet, index: int, region: range) -> bool:
    """Whether a dash stands for a quote that is not there, and not before a name that signs one."""
    if not is_dash(sheet.text(index)) or index in sheet.noise:
        return False
    signed = index + 1 < region.stop and sheet.blocks[index + 1].node == sheet.blocks[index].node
    return not signed


def _in_place(sheet: Sheet, known: list[Quote], candidates: list[Quote]) -> list[Quote]:
    """Of other texts those that stand in a cell of their own, beside cells of known quotes and of their kind."""
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
    rows = {tree.parents[cell] for cell in cells}
    rows = {row for row in rows if not any(other != row and tree.holds(row, other) for other in rows)}
    around = {(tree.parents[row], tree.depths[row]) for row in rows} if len(rows) > 1 else set()
    found: list[Quote] = []
    for quote in others:
        cell = _cell(sheet, sheet.blocks[quote.index].node, nodes)
        row = tree.parents[cell]
        if row >= 0 and tree.elements[cell].tag in kinds:
            if row in rows or (tree.parents[row], tree.depths[row]) in around:
                found.append(quote)
    return found


def _cell(sheet: Sheet, node: int, nodes: list[int]) -> int:
    """The largest element around a node that holds none of the others."""
    while (parent := sheet.tree.parents[node]) >= 0 and _count(sheet, parent, nodes) <= 1:
        node = parent
    return node


def _marked(sheet: Sheet, region: range) -> list[Quote]:
    """Texts in quotation marks, which may stand apart from the text and span several blocks."""
    found: list[Quote] = []
    index = region.start
    while index < region.stop:
        last = _quoted_until(sheet, index, region.stop)
        if last is not None:
            text = unquote(" ".join(sheet.text(i) for i in range(index, last + 1)).strip())
            if len(text) > 1:
                found.append(Quote(text, index, last))
            index = last
        index += 1
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
    text = sheet.text(index)
    if index in sheet.sides or index in sheet.stats or is_badge(text):
        return False
    return len(text) >= _SHORTEST_QUOTE or (len(text) >= _SHORTEST_SENTENCE and text[-1] in ".!?…" and " " in text)


def _shape(sheet: Sheet, index: int) -> tuple[str, ...]:
    return sheet.tree.shape(sheet.blocks[index].node)


def _alike(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Keep the texts of the commonest shape: what stands in one list looks alike."""
    alike = quotes
    if not sheet.tree.parents:
        return alike
    for levels in (3, 1):
        shapes = [_shape(sheet, quote.index)[:levels] for quote in quotes]
        commonest = max(shapes, key=shapes.count, default=())
        alike = [quote for quote, shape in zip(quotes, shapes, strict=True) if shape == commonest]
        if len(alike) * 2 > len(quotes):
            break
    return alike


def _scores(sheet: Sheet, region: range) -> list[_Score]:
    """Find score lines; a verdict in the block after the score belongs to it."""
    found: list[_Score] = []
    for index in region:
        parsed = parse_score(sheet.text(index))
        if parsed is None or index in sheet.noise:
            continue
        last = index
        if parsed.verdict is None and index + 1 < region.stop and is_badge(sheet.text(index + 1)):
            last = index + 1
            word = sheet.text(last).casefold()
            parsed = replace(parsed, verdict="ship" if word == "ship" else "skip" if word == "skip" else None)
        found.append(_Score(parsed, index, last))
    return found


def _attributed(sheet: Sheet, quotes: list[Quote], scores: list[_Score], region: range) -> list[Quote]:
    """Give each score line its quote, and the quote the reviewer named there. Other texts are no quotes here."""
    if not quotes:
        return []
    above = _stand_above(sheet, [q.index for q in quotes if _is_marked(sheet, q)] or [q.index for q in quotes], scores)
    pairs: list[tuple[_Score, Quote]] = []
    for some_scores, some_quotes in _runs(scores, quotes, above):
        pairs += zip(some_scores, _chosen(sheet, some_scores, some_quotes), strict=False)
    pairs.sort(key=lambda pair: pair[1].index)
    trailing = {sheet.text(i) for i in range(pairs[-1][1].last + 1, region.stop)[:3]} if pairs and above else set()
    attributed: list[Quote] = []
    for score, quote in pairs:
        at = score.index if score.print.before else _reviewer(sheet, score, quote, scores, quotes, above, trailing)
        name = score.print.before or (None if at is None else _name(sheet, at))
        attributed.append(
            replace(
                quote,
                reviewer=name or None,
                score=score.print.score,
                verdict=score.print.verdict,
                signature=-1 if at is None else at,
            )
        )
    return attributed


def _name(sheet: Sheet, index: int) -> str:
    return sheet.text(index).strip(" ·•|,:–—-")


def _signed(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Give quotes without a score line the reviewer named right above them, if another quote names that reviewer."""
    known = {fold(quote.reviewer) for quote in quotes if quote.reviewer}
    signed: list[Quote] = []
    for at, quote in enumerate(quotes):
        above = quote.index - 1
        if quote.score is None and at and above > quotes[at - 1].last and fold(_name(sheet, above)) in known:
            quote = replace(quote, reviewer=_name(sheet, above), signature=above)
        signed.append(quote)
    return signed


def _is_marked(sheet: Sheet, quote: Quote) -> bool:
    return quote.last > quote.index or quote.index in sheet.quoted


def _runs(scores: list[_Score], quotes: list[Quote], above: bool) -> list[tuple[list[_Score], list[Quote]]]:
    """Cut a region into runs of score lines with the texts that follow them (precede them, where they stand below)."""
    marks: list[_Score | Quote] = sorted([*scores, *quotes], key=lambda mark: mark.index, reverse=not above)
    runs: list[tuple[list[_Score], list[Quote]]] = []
    for mark in marks:
        if isinstance(mark, Quote):
            if runs:
                runs[-1][1].append(mark)
        elif runs and not runs[-1][1]:
            runs[-1][0].append(mark)
        else:
            runs.append(([mark], []))
    return runs


def _chosen(sheet: Sheet, scores: list[_Score], quotes: list[Quote]) -> list[Quote]:
    """Of the texts beside a run of score lines choose as many: marked before bare, then the nearest."""
    marked = [quote for quote in quotes if _is_marked(sheet, quote) or not quote.text]
    if len(scores) > 1:
        return next((some for some in (marked, quotes) if len(some) == len(scores)), [])
    clear = [quote for quote in quotes if quote.index not in sheet.noise] or quotes
    if not sheet.tree.parents:
        return (marked or clear)[:1]
    start = scores[0].index
    return sorted(clear, key=lambda quote: (_climb_to(sheet, start, quote.index), not _is_marked(sheet, quote)))[:1]


def _stand_above(sheet: Sheet, starts: list[int], scores: list[_Score]) -> bool:
    """Whether score lines stand above their quotes: nearer by the elements around them, else by what comes first."""
    votes = 0
    for score in scores:
        at = bisect_right(starts, score.index)
        if sheet.tree.parents and 0 < at < len(starts):
            up = _climb_to(sheet, score.index, starts[at - 1])
            down = _climb_to(sheet, score.index, starts[at])
            votes += (down < up) - (up < down)
    if votes:
        return votes > 0
    return not starts or not scores or scores[0].index < starts[0]


def _climb_to(sheet: Sheet, index: int, other: int) -> int:
    """Levels from a block up to the element that holds another block too."""
    tree, node, target = sheet.tree, sheet.blocks[index].node, sheet.blocks[other].node
    for level in range(_CLIMB):
        if node < 0 or tree.holds(node, target):
            return level
        node = tree.parents[node]
    return _CLIMB


def _reviewer(
    sheet: Sheet,
    score: _Score,
    quote: Quote,
    scores: list[_Score],
    quotes: list[Quote],
    above: bool,
    trailing: set[str],
) -> int | None:
    """The block that names the reviewer beside a score line: the short text before it, else the one between it and its quote."""
    ends = [other.last for other in (*scores, *quotes) if other.last < score.index]
    floor = max(ends, default=max(0, score.index - 4))
    after = range(score.last + 1, quote.index if above else score.last + 2)
    for index in [*range(score.index - 1, floor, -1), *after]:
        if (
            index < len(sheet.blocks)
            and _may_be_reviewer(sheet, index)
            and sheet.text(index) not in trailing
            and not _belongs_to(sheet, index, floor, score.index)
        ):
            return index
    return None


def _belongs_to(sheet: Sheet, index: int, before: int, after: int) -> bool:
    """Whether a block stands closer to the one before it than to the one after, by the elements around them."""
    if not sheet.tree.parents:
        return False
    node, tree = sheet.blocks[index].node, sheet.tree
    with_before = tree.common(node, sheet.blocks[before].node)
    with_after = tree.common(node, sheet.blocks[after].node)
    return tree.depths[with_before] > tree.depths[with_after]


def _may_be_reviewer(sheet: Sheet, index: int) -> bool:
    text = sheet.text(index)
    return (
        1 < len(text) <= _LONGEST_REVIEWER
        and index not in sheet.sides
        and index not in sheet.noise
        and not is_badge(text)
        and parse_score(text) is None
        and label_key(text) not in STATS
        and any(c.isalpha() for c in text)
        and text[-1] not in ".!?%"
        and text[0] not in OPENING_MARKS
    )


def _row_headed(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Give a quote without a name that of its row's head: the one before it, where the row or every row says so."""
    in_turn = len(quotes) > 1 and all((quote.reviewer is None) == bool(at % 2) for at, quote in enumerate(quotes))
    named: list[Quote] = []
    for at, quote in enumerate(quotes):
        if quote.reviewer is None and at and named[at - 1].reviewer and (in_turn or _share_row(sheet, quotes, at)):
            quote = replace(quote, reviewer=named[at - 1].reviewer)
        named.append(quote)
    return named


def _share_row(sheet: Sheet, quotes: list[Quote], at: int) -> bool:
    """Whether a row holds this quote, the one before it and no other, and its name stands outside both their cells."""
    previous = quotes[at - 1]
    if not sheet.tree.parents or previous.signature < 0:
        return False
    head = sheet.tree.common(sheet.blocks[previous.signature].node, sheet.blocks[previous.index].node)
    if not sheet.tree.holds(head, sheet.blocks[quotes[at].index].node):
        return False
    nodes = [sheet.blocks[quote.index].node for quote in quotes[max(0, at - 3) : at + 3]]
    row = sheet.tree.common(sheet.blocks[quotes[at - 1].index].node, sheet.blocks[quotes[at].index].node)
    return sum(sheet.tree.holds(row, node) for node in nodes) == 2


def _copies(quotes: list[Quote]) -> list[list[Quote]]:
    """Take apart two copies of one scorecard, for wide and for narrow screens."""
    keys = [fold(quote.text) for quote in quotes]
    written = [key for key in keys if key]
    half, odd = divmod(len(written), 2)
    if not odd and half > 1 and set(written[:half]) == set(written[half:]) and len(set(written)) == half:
        at = next(k for k in range(len(keys)) if sum(map(bool, keys[: k + 1])) > half)
        return [quotes[:at], quotes[at:]]
    return [quotes] if written else []


def _placed(sheet: Sheet, quotes: list[Quote], region: range) -> list[Quote]:
    """Give each quote its side and its row."""
    first, last = quotes[0].index, quotes[-1].last
    names = [i for i in sorted(sheet.sides) if i in region and i not in sheet.noise]
    if names and not sheet.same_name:
        placed = _under_names(sheet, quotes, names)
    elif names:
        placed = _under_same_name(quotes, [i for i in names if _near(i, first, last, region)])
    else:
        placed = None
    if placed is None:
        placed = _in_rows(sheet, quotes)
        if _swapped(sheet, names):
            placed = [q if q.side is None else replace(q, side=1 - q.side) for q in placed]
    return _numbered(placed)


def _swapped(sheet: Sheet, names: list[int]) -> bool:
    """Whether the second tool heads the first column."""
    return not sheet.same_name and [sheet.sides[i] for i in names[:2]] == [1, 0]


def _near(index: int, first: int, last: int, region: range) -> bool:
    return index in region and index < last


def _under_names(sheet: Sheet, quotes: list[Quote], names: list[int]) -> list[Quote] | None:
    """Sides by the name that stands above each quote. None where the names head columns: each run of names is both."""
    placed: list[Quote] = []
    columns = False
    for quote in quotes:
        at = bisect_left(names, quote.index)
        if not at:
            return None
        above = sheet.sides[names[at - 1]]
        beside = at > 1 and names[at - 2] == names[at - 1] - 1 and sheet.sides[names[at - 2]] != above
        columns = columns or beside
        placed.append(replace(quote, side=above))
    return None if columns else placed


def _under_same_name(quotes: list[Quote], names: list[int]) -> list[Quote] | None:
    """Sides by order where both tools bear one name: two groups, or a name above every quote in turn."""
    groups = [bisect_left(names, quote.index) for quote in quotes]
    runs = sorted(set(groups))
    if runs and runs[0] == 0:
        return None
    if len(runs) == 2:
        return [replace(quote, side=runs.index(group)) for quote, group in zip(quotes, groups, strict=True)]
    if len(runs) == len(quotes) and not len(quotes) % 2:
        return [replace(quote, side=at % 2) for at, quote in enumerate(quotes)]
    return None


def _in_rows(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Sides by place: rows of two, the first for the first tool."""
    if all(quote.reviewer for quote in quotes):
        by_reviewer = _by_reviewer(quotes)
        if by_reviewer is not None:
            return by_reviewer
    by_cell = _by_cell(sheet, quotes) if sheet.tree.parents else None
    if by_cell is not None:
        return by_cell
    if len(quotes) % 2:
        return quotes
    return [replace(quote, side=at % 2) for at, quote in enumerate(quotes)]


def _by_reviewer(quotes: list[Quote]) -> list[Quote] | None:
    """Sides by who speaks: a reviewer's two quotes stand side by side, or the second half repeats the first's order."""
    speakers = [fold(quote.reviewer or "") for quote in quotes]
    half, odd = divmod(len(quotes), 2)
    if odd:
        return None
    if speakers[::2] == speakers[1::2] and len(set(speakers)) == half:
        return [replace(quote, side=at % 2) for at, quote in enumerate(quotes)]
    if speakers[:half] == speakers[half:] and len(set(speakers)) == half:
        return [replace(quote, side=int(at >= half)) for at, quote in enumerate(quotes)]
    return None


def _by_cell(sheet: Sheet, quotes: list[Quote]) -> list[Quote] | None:
    """Sides by the cell each quote stands in; an empty cell keeps its place. None where the elements tell nothing."""
    nodes = [sheet.blocks[quote.index].node for quote in quotes]
    if nodes != sorted(nodes):
        return None
    rows = _rows(sheet, nodes)
    if any(len(row) == 2 for _, row in rows):
        if len({sheet.tree.depths[node] for node, _ in rows}) > 1:  # elements never closed: each lies in the last
            return None
        return _in_known_columns(sheet, quotes, nodes, rows)
    if len(rows) < len(quotes):
        return None
    parents = [sheet.tree.parents[node] for node, _ in rows]
    if len(set(parents)) == 1:
        return _in_flat_list(sheet, quotes, nodes, parents[0])
    if len(set(parents)) == 2 and parents == sorted(parents) and not sheet.tree.holds(parents[0], parents[-1]):
        return [replace(quote, side=int(parent != parents[0])) for quote, parent in zip(quotes, parents, strict=True)]
    return None


def _rows(sheet: Sheet, nodes: list[int]) -> list[tuple[int, list[int]]]:
    """Group quotes by the largest element that holds no more than two of them."""
    rows: list[tuple[int, list[int]]] = []
    for at, node in enumerate(nodes):
        if rows and sheet.tree.holds(rows[-1][0], node):
            rows[-1][1].append(at)
            continue
        top = node
        while (parent := sheet.tree.parents[top]) >= 0 and _count(sheet, parent, nodes) <= 2:
            top = parent
        rows.append((top, [at]))
    return rows


def _count(sheet: Sheet, node: int, nodes: list[int]) -> int:
    return bisect_right(nodes, sheet.tree.ends[node]) - bisect_left(nodes, node)


def _in_known_columns(
    sheet: Sheet, quotes: list[Quote], nodes: list[int], rows: list[tuple[int, list[int]]]
) -> list[Quote]:
    """Sides where some rows hold two quotes: the columns of those tell the side of a quote that is alone in its row."""
    sides: dict[int, int] = {}
    known: dict[tuple[int, int], int] = {}
    for node, row in rows:
        if len(row) == 2:
            for side, at in enumerate(row):
                sides[at] = side
                known[_column(sheet, node, nodes, row, at)] = side
    for node, row in rows:
        if len(row) == 1 and (side_of := known.get(_column(sheet, node, nodes, row, row[0]))) is not None:
            sides[row[0]] = side_of
    slots = {at: slot for slot, (_, row) in enumerate(rows, 1) for at in row}
    return [replace(quote, side=sides.get(at), slot=slots[at]) for at, quote in enumerate(quotes)]


def _column(sheet: Sheet, node: int, nodes: list[int], row: list[int], at: int) -> tuple[int, int]:
    """Place of a quote's cell in its row, and the number of cells."""
    while True:
        cells = sheet.tree.children(node)
        inside = [cell for cell in cells if all(sheet.tree.holds(cell, nodes[k]) for k in row)]
        if len(row) == 2 and inside or len(cells) == 1:
            node = (inside or cells)[0]
            continue
        place = next((k for k, cell in enumerate(cells) if sheet.tree.holds(cell, nodes[at])), -1)
        return place, len(cells)


def _in_flat_list(sheet: Sheet, quotes: list[Quote], nodes: list[int], parent: int) -> list[Quote] | None:
    """Sides of quotes that follow each other in one list, two to a row; empty cells count where they hold a place."""
    tree = sheet.tree
    written = {block.node for block in sheet.blocks}
    places: list[int | None] = []
    for child in tree.children(parent):
        held = [at for at, node in enumerate(nodes) if tree.holds(child, node)]
        if held:
            places.append(held[0])
        elif places and not any(node in written for node in range(child, tree.ends[child] + 1)):
            places.append(None)
    while places and places[-1] is None and (len(places) % 2 or not len(quotes) % 2):
        places.pop()
    if not len(quotes) % 2 and all(_quotes_before(places, at) % 2 == 0 for at, k in enumerate(places) if k is None):
        places = [place for place in places if place is not None]  # rules between the rows
    if len(places) % 2:
        return None
    position = {k: at for at, k in enumerate(places) if k is not None}
    return [
        replace(quote, side=position[at] % 2, slot=position[at] // 2 + 1) for at, quote in enumerate(quotes)
    ]


def _quotes_before(places: list[int | None], at: int) -> int:
    return sum(place is not None for place in places[:at])


def _numbered(quotes: list[Quote]) -> list[Quote]:
    """Number the quotes of each side in order, where their rows have not been counted."""
    counts = [0, 0]
    numbered: list[Quote] = []
    for quote in quotes:
        if quote.side is not None and not quote.slot:
            counts[quote.side] += 1
            quote = replace(quote, slot=counts[quote.side])
        numbered.append(quote)
    return numbered
