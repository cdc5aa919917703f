"""Whose a quote is: score lines and reviewers' names, and the quotes they stand with."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import Final

from normalize.panel.quotes import Quote, candidates, in_place, is_marked
from normalize.panel.sheet import LONGEST_REVIEWER, OPENING_MARKS, Sheet
from normalize.panel.words import STATS, label_key
from normalize.text import fold
from normalize.values import ScorePrint, is_badge, parse_score, parse_verdict

_CLIMB: Final = 24  # levels looked up for the element that holds a score line and its quote


@dataclass(frozen=True, slots=True)
class _Score:
    """A score line, with the blocks it took."""

    print: ScorePrint
    index: int
    last: int


def signed_quotes(sheet: Sheet, region: range) -> list[Quote] | None:
    """The quotes of a region with score and reviewer; None where the region prints no scores."""
    scores = _scores(sheet, region)
    if not scores:
        return None
    texts = sorted((quote for some in candidates(sheet, region) for quote in some), key=lambda quote: quote.index)
    found = _attributed(sheet, texts, scores, region)
    if sheet.tree.parents:
        found += in_place(sheet, found, texts)
    taken = {quote.index for quote in found} | sheet.noise | sheet.elsewhere
    left = [replace(quote, is_stray=True) for quote in texts if quote.index not in taken and is_marked(sheet, quote)]
    return [*_row_headed(sheet, _signed(sheet, sorted(found, key=lambda quote: quote.index))), *left]


def _scores(sheet: Sheet, region: range) -> list[_Score]:
    """Find score lines; a verdict in the block after the score belongs to it."""
    found: list[_Score] = []
    for index in region:
        parsed = parse_score(sheet.text(index)) if index in sheet.scores and index not in sheet.noise else None
        if parsed is None:
            continue
        last = index
        if parsed.verdict is None and index + 1 < region.stop and is_badge(sheet.text(index + 1)):
            last = index + 1
            parsed = replace(parsed, verdict=parse_verdict(sheet.text(last)))
        found.append(_Score(parsed, index, last))
    return found


def _attributed(sheet: Sheet, quotes: list[Quote], scores: list[_Score], region: range) -> list[Quote]:
    """Give each score line its quote, and the quote the reviewer named there. Other texts are no quotes here."""
    if not quotes:
        return []
    above = _stand_above(sheet, [q.index for q in quotes if is_marked(sheet, q)] or [q.index for q in quotes], scores)
    pairs: list[tuple[_Score, Quote]] = []
    for some_scores, some_quotes in _runs(scores, quotes, above):
        pairs += _paired(sheet, some_scores, some_quotes)
    pairs.sort(key=lambda pair: pair[1].index)
    ends = sorted([score.last for score in scores] + [quote.last for quote in quotes if quote.text])
    trailing = {sheet.text(i) for i in range(pairs[-1][1].last + 1, region.stop)[:3]} if pairs and above else set()
    attributed: list[Quote] = []
    for score, quote in pairs:
        at = score.index if score.print.before else _reviewer(sheet, score, quote, ends, trailing)
        name = score.print.before or (None if at is None else _name(sheet, at))
        signature = -1 if at is None else at
        verdict = score.print.verdict
        attributed.append(
            replace(quote, reviewer=name or None, score=score.print.score, verdict=verdict, signature=signature)
        )
    return attributed


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


def _paired(sheet: Sheet, scores: list[_Score], quotes: list[Quote]) -> list[tuple[_Score, Quote]]:
    """Of the texts beside a run of score lines give each line one: marked before bare, then the nearest."""
    marked = [quote for quote in quotes if is_marked(sheet, quote) or not quote.text]
    if len(scores) > 1:
        for some in (marked, quotes):
            if len(some) == len(scores):
                return list(zip(scores, some, strict=True))
        return _nearest(sheet, scores, marked[0]) if len(marked) == 1 else []
    clear = [quote for quote in quotes if quote.index not in sheet.noise] or quotes
    if not sheet.tree.parents:
        return [(scores[0], quote) for quote in (marked or clear)[:1]]
    start = scores[0].index
    nearest = sorted(clear, key=lambda quote: (_climb_to(sheet, start, quote.index), not is_marked(sheet, quote)))
    return [(scores[0], quote) for quote in nearest[:1]]


def _nearest(sheet: Sheet, scores: list[_Score], quote: Quote) -> list[tuple[_Score, Quote]]:
    """Of score lines whose quotes are not there but for one, the line that stands with it; none where two do."""
    if not sheet.tree.parents:
        return [(scores[-1], quote)]
    levels = [_climb_to(sheet, score.index, quote.index) for score in scores]
    return [(scores[levels.index(min(levels))], quote)] if levels.count(min(levels)) == 1 else []


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


def _reviewer(sheet: Sheet, score: _Score, quote: Quote, ends: list[int], trailing: set[str]) -> int | None:
    """The block that names the reviewer: the short text before a score line, else the one between it and its quote.

    `ends` are the last blocks of score lines and texts, `trailing` what stands behind every quote and names nobody.
    """
    at = bisect_left(ends, score.index)
    floor = ends[at - 1] if at else max(0, score.index - 4)
    after = range(score.last + 1, quote.index if quote.index > score.index else score.last + 2)
    beside: list[int] = [*range(score.index - 1, floor, -1), *after]
    for index in beside:
        if index >= len(sheet.blocks) or not _may_be_reviewer(sheet, index):
            continue
        if sheet.text(index) not in trailing and not _belongs_to(sheet, index, floor, score.index):
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
        1 < len(text) <= LONGEST_REVIEWER
        and index not in sheet.sides
        and index not in sheet.noise
        and not is_badge(text)
        and parse_score(text) is None
        and label_key(text) not in STATS
        and label_key(text) != "vs"
        and any(c.isalpha() for c in text)
        and text[-1] not in ".!?%"
        and text[0] not in OPENING_MARKS
    )


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


def _row_headed(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Give a quote without a name that of its row's head: the one before it, where the row or every row says so."""
    in_turn = not len(quotes) % 2 and all(
        one.reviewer and other.reviewer in (None, one.reviewer)
        for one, other in zip(quotes[::2], quotes[1::2], strict=True)
    )
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
