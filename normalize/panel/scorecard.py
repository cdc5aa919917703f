"""The reviewer scorecard: all its copies on a page, put together."""

from bisect import bisect_right
from dataclasses import replace
from typing import Final

from normalize.panel.attribution import signed_quotes
from normalize.panel.quotes import Quote, find_quotes
from normalize.panel.sheet import Sheet
from normalize.panel.sides import placed
from normalize.panel.words import is_afterword
from normalize.text import fold

_MOST_COPIES: Final = 8  # scorecards that one page may hold, for screens of different widths


def read_scorecard(
    sheet: Sheet, starts: list[int], cards_at: list[int], told: set[str]
) -> tuple[list[Quote], list[str]]:
    """Return the distinct quotes of all copies of the scorecard, and problems.

    `starts` are the blocks after which a scorecard begins, `cards_at` those where a card begins. `told` is what cards
    and table say of the tools, folded: where those stand, no scorecard does, but its mention in a table of contents.
    """
    stops = sorted([*sheet.section_heads, *cards_at, len(sheet.blocks)])
    quotes: dict[tuple[int, str], Quote] = {}
    unplaced: dict[str, Quote] = {}
    unanswered: list[int] = []
    for start in _below_cards(starts, cards_at)[:_MOST_COPIES]:
        region = _until_afterword(sheet, range(start + 1, stops[bisect_right(stops, start)]))
        found, alone = signed_quotes(sheet, region) or (find_quotes(sheet, region), [])
        if sum(fold(quote.text) in told for quote in found) > 1:
            continue
        unanswered += alone
        for stray in (quote for quote in found if quote.is_stray):
            unplaced.setdefault(fold(stray.text), stray)
        for copy in _copies([quote for quote in found if not quote.is_stray]):
            for quote in placed(sheet, copy, region):
                key = fold(quote.text)
                if not key:
                    continue
                if quote.side is None:
                    unplaced.setdefault(key, quote)
                else:
                    quotes[quote.side, key] = _filled(quotes.get((quote.side, key)), quote)
    kept = sorted(quotes.values(), key=lambda quote: quote.index)
    known = {key for _, key in quotes}
    lost = [quote for key, quote in unplaced.items() if key not in known]
    return kept, [*_without_quotes(sheet, unanswered, kept), *_without_tools(lost)]


def _without_quotes(sheet: Sheet, scores: list[int], quotes: list[Quote]) -> list[str]:
    """Name the score lines beside which no quote stands, in no copy of the scorecard."""
    answered = {sheet.text(quote.scored_at) for quote in quotes if quote.scored_at >= 0}
    texts = [sheet.text(index) for index in scores]
    is_copied = len(scores) > 1 and answered.issuperset(texts)
    return [] if is_copied else [f"quotes: none beside the score {text!r}" for text in texts]


def _without_tools(lost: list[Quote]) -> list[str]:
    return [f"quotes: {len(lost)} quotes whose tool cannot be told, as {lost[0].text[:60]!r}"] if lost else []


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
    return replace(
        kept,
        reviewer=kept.reviewer or other.reviewer,
        score=other.score if kept.score is None else kept.score,
        verdict=kept.verdict or other.verdict,
    )


def _copies(quotes: list[Quote]) -> list[list[Quote]]:
    """Take apart two copies of one scorecard, for wide and for narrow screens."""
    keys = [fold(quote.text) for quote in quotes]
    written = [key for key in keys if key]
    half, odd = divmod(len(written), 2)
    if not odd and half > 1 and set(written[:half]) == set(written[half:]) and len(set(written)) == half:
        at = next(k for k in range(len(keys)) if sum(map(bool, keys[: k + 1])) > half)
        return [quotes[:at], quotes[at:]]
    return [quotes] if written else []
