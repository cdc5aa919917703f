"""The reviewer scorecard: all its copies on a page, put together."""

from bisect import bisect_left, bisect_right
from typing import Final

from normalize.panel.attribution import named_quotes, signed_quotes
from normalize.panel.quotes import Quote, find_quotes
from normalize.panel.sheet import Sheet
from normalize.panel.sides import numbered, placed
from normalize.panel.words import is_afterword
from normalize.text import fold, is_cut

_SUBTITLE: Final = 1  # blocks below the head of a scorecard
_MOST_COPIES: Final = 8  # scorecards that one page may hold, for screens of different widths


def read_scorecard(
    sheet: Sheet, starts: list[int], cards_at: list[int], told: set[str], columns: list[tuple[int, int]]
) -> tuple[list[Quote], list[str]]:
    """Return the distinct quotes of all copies of the scorecard, and problems.

    `starts` are the blocks after which a scorecard begins, `cards_at` those where a card begins. `told` is what cards
    and table say of the tools, folded: where those stand, no scorecard does, but its mention in a table of contents.
    `columns` are the elements around each tool's card alone, with its side.
    """
    stops = sorted([*sheet.section_heads, *cards_at, len(sheet.blocks)])
    parts: list[tuple[range, list[Quote]]] = []
    unanswered: list[int] = []
    for start in _below_cards(starts, cards_at)[:_MOST_COPIES]:
        region = _until_afterword(sheet, _until_heading(sheet, range(start + 1, stops[bisect_right(stops, start)])))
        signed = signed_quotes(sheet, region)
        found, alone = signed or (named_quotes(sheet, find_quotes(sheet, region), region), [])
        if sum(fold(quote.text) in told for quote in found) <= 1:
            parts.append((region, _without_previews(found)))
            unanswered += alone
    kept, lost, disputed = _merged(_placements(sheet, parts, columns))
    return kept, [*_without_quotes(sheet, unanswered, kept), *_without_tools(lost), *_of_both_tools(disputed)]


def _placements(
    sheet: Sheet, parts: list[tuple[range, list[Quote]]], columns: list[tuple[int, int]]
) -> list[list[Quote]]:
    """The quotes of every copy with their sides, and the strays without."""
    placements = [[quote for quote in found if quote.is_stray] for _, found in parts]
    own = [_column_around(sheet, found, columns) for _, found in parts]
    for (region, found), side in zip(parts, own, strict=True):
        first = region.start
        for copy in _copies(sheet, [quote for quote in found if not quote.is_stray], region):
            if side is not None and {0, 1} <= set(own):  # each tool's column holds its card and its scorecard
                placements.append(numbered([quote._replace(side=side) for quote in copy]))
            else:
                placements.append(placed(sheet, copy, range(first, region.stop)))
            first = copy[-1].last + 1
    return placements


def _column_around(sheet: Sheet, quotes: list[Quote], columns: list[tuple[int, int]]) -> int | None:
    """The side of the column that holds all quotes of a scorecard."""
    nodes = [sheet.blocks[quote.index].node for quote in quotes]
    sides = (side for node, side in columns if nodes and all(sheet.tree.holds(node, each) for each in nodes))
    return next(sides, None)


def _without_previews(quotes: list[Quote]) -> list[Quote]:
    """Leave out the beginning of a quote that stands there in full: what is folded away shows its first words."""
    if not any(is_cut(quote.text) for quote in quotes):
        return quotes
    full = sorted(fold(quote.text) for quote in quotes)
    return [quote for quote in quotes if not (is_cut(quote.text) and _begins_another(fold(quote.text), full))]


def _begins_another(key: str, full: list[str]) -> bool:
    """Whether a cut text begins one of the sorted texts."""
    begun = key.rstrip("….")
    at = bisect_left(full, begun)
    return any(other != key and other.startswith(begun) for other in full[at : at + 2])


def _merged(placements: list[list[Quote]]) -> tuple[list[Quote], list[Quote], list[Quote]]:
    """All copies as one: quotes with a side, those without in any, and those that copies give to different tools."""
    quotes: dict[tuple[int, str], Quote] = {}
    others: dict[str, Quote] = {}
    sides: dict[str, set[frozenset[int]]] = {}
    for copy in placements:
        said: dict[str, set[int]] = {}
        for quote in copy:
            key = fold(quote.text)
            if quote.side is None:
                others.setdefault(key, quote)
            elif key:
                said.setdefault(key, set()).add(quote.side)
                quotes[quote.side, key] = _filled(quotes.get((quote.side, key)), quote)
        for key, given in said.items():
            sides.setdefault(key, set()).add(frozenset(given))
    kept = [quote for (_, key), quote in quotes.items() if len(sides[key]) == 1]
    disputed = [quote for (_, key), quote in quotes.items() if len(sides[key]) > 1]
    lost = [quote for key, quote in others.items() if key and key not in sides]
    return sorted(kept, key=lambda quote: quote.index), lost, disputed


def _without_quotes(sheet: Sheet, scores: list[int], quotes: list[Quote]) -> list[str]:
    """Name the score lines beside which no quote stands, in no copy of the scorecard."""
    answered = {sheet.text(quote.scored_at) for quote in quotes if quote.scored_at >= 0}
    texts = [sheet.text(index) for index in scores]
    is_copied = len(scores) > 1 and answered.issuperset(texts)
    return [] if is_copied else [f"quotes: none beside the score {text!r}" for text in texts]


def _without_tools(lost: list[Quote]) -> list[str]:
    return [f"quotes: {len(lost)} quotes whose tool cannot be told, as {lost[0].text[:60]!r}"] if lost else []


def _of_both_tools(disputed: list[Quote]) -> list[str]:
    n_texts = len({fold(quote.text) for quote in disputed})
    return [f"quotes: {n_texts} quotes that stand with both tools, as {disputed[0].text[:60]!r}"] if disputed else []


def _until_heading(sheet: Sheet, region: range) -> range:
    """End a scorecard before the page's heading, which begins its copy; right below its own head that is a subtitle."""
    at = bisect_right(sheet.pairs_of_names, region.start + _SUBTITLE)
    return range(region.start, min([region.stop, *sheet.pairs_of_names[at : at + 1]]))


def _until_afterword(sheet: Sheet, region: range) -> range:
    """End a scorecard before the heading of what follows it; a section of its own between rows is noise instead."""
    tree, blocks = sheet.tree, sheet.blocks
    for at in region[1:]:
        if not is_afterword(blocks[at].folded):
            continue
        section = tree.parents[blocks[at].node] if tree.parents else -1
        if section < 0 or tree.holds(section, blocks[at - 1].node):
            return range(region.start, at)
        behind = (i for i in range(at, region.stop) if not tree.holds(section, blocks[i].node))
        sheet.noise.update(range(at, next(behind, region.stop)))
    return region


def _below_cards(starts: list[int], cards_at: list[int]) -> list[int]:
    """Leave out a heading above all cards where another stands below them: that one is a table of contents."""
    below = [start for start in starts if cards_at and start > cards_at[0]]
    return below or starts


def _filled(kept: Quote | None, other: Quote) -> Quote:
    """The first print of a quote, with what only another copy of the page says."""
    if kept is None:
        return other
    return kept._replace(
        reviewer=kept.reviewer or other.reviewer,
        score=other.score if kept.score is None else kept.score,
        verdict=kept.verdict or other.verdict,
    )


def _copies(sheet: Sheet, quotes: list[Quote], region: range) -> list[list[Quote]]:
    """Take apart two copies of one scorecard, for wide and for narrow screens."""
    keys = [fold(quote.text) for quote in quotes]
    written = [key for key in keys if key]
    half, odd = divmod(len(written), 2)
    if not odd and half > 1 and set(written[:half]) == set(written[half:]) and len(set(written)) == half:
        at = next(k for k in range(len(keys)) if sum(map(bool, keys[: k + 1])) > half)
        if not _are_groups(sheet, quotes[:at], quotes[at:], region):
            return [quotes[:at], quotes[at:]]
    return [quotes] if written else []


def _are_groups(sheet: Sheet, first: list[Quote], second: list[Quote], region: range) -> bool:
    """Whether each of two like parts stands under a tool's name of its own: both tools were told the same."""
    heads = [
        sheet.names_within(region.start, first[0].index),
        sheet.names_within(first[-1].last, second[0].index),
    ]
    between = sheet.names_within(first[0].index, second[-1].last)
    if [len(head) for head in heads] != [1, 1] or len(between) != 1:
        return False
    return sheet.same_name or sheet.sides[heads[0][0]] != sheet.sides[heads[1][0]]
