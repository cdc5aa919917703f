"""Whose a quote is: score lines and reviewers' names, and the quotes they stand with."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from normalize.panel.quotes import Quote, candidates, in_place, is_marked
from normalize.panel.sheet import LONGEST_REVIEWER, Sheet
from normalize.panel.signatures import name_at, signatures, speakers
from normalize.text import fold
from normalize.values.votes import ScorePrint, is_badge, parse_score, parse_verdict

_CLIMB: Final = 24  # levels looked up for the element that holds a score line and its quote


@dataclass(frozen=True, slots=True)
class _Score:
    """A score line, with the blocks it took."""

    print: ScorePrint
    index: int
    last: int


def signed_quotes(sheet: Sheet, region: range) -> tuple[list[Quote], list[int]] | None:
    """The quotes of a region with score and reviewer, and score lines without one; None where it prints no scores."""
    scores = _scores(sheet, region)
    if not scores:
        return None
    texts = sorted((quote for some in candidates(sheet, region) for quote in some), key=lambda quote: quote.index)
    found = _attributed(sheet, texts, scores, region)
    if sheet.tree.parents:
        found += in_place(sheet, found, texts)
    taken = {quote.index for quote in found} | sheet.noise | sheet.elsewhere
    left = [quote._replace(is_stray=True) for quote in texts if quote.index not in taken and is_marked(sheet, quote)]
    signed = _row_headed(sheet, _signed(sheet, sorted(found, key=lambda quote: quote.index)))
    return [*signed, *left], _unanswered(scores, found) if found else []


def named_quotes(sheet: Sheet, quotes: list[Quote], region: range) -> list[Quote]:
    """Quotes without scores, with the reviewers whom the page names in one place beside all of them."""
    extents = [(quote.index, quote.last) for quote in quotes if quote.text]
    copies = max(Counter(fold(quote.text) for quote in quotes).values(), default=1)
    named = dict(zip(extents, speakers(sheet, extents, region, copies), strict=True))
    return [
        quote._replace(reviewer=name_at(sheet, at), signature=at)
        if (at := named.get((quote.index, quote.last), -1)) >= 0
        else quote
        for quote in quotes
    ]


def _unanswered(scores: list[_Score], quotes: list[Quote]) -> list[int]:
    """Score lines beside which no quote stands, and no dash for one."""
    answered = {quote.scored_at for quote in quotes}
    return [score.index for score in scores if score.index not in answered]


def _scores(sheet: Sheet, region: range) -> list[_Score]:
    """Find score lines; a verdict in the block after the score belongs to it, else one in the block before."""
    found: list[_Score] = []
    for index in region:
        parsed = parse_score(sheet.text(index)) if index in sheet.scores and index not in sheet.noise else None
        if parsed is None:
            continue
        first = last = index
        if parsed.verdict is None:
            badge = _badge_beside(sheet, index, range(found[-1].last + 1 if found else region.start, region.stop))
            if badge is not None:
                parsed = replace(parsed, verdict=parse_verdict(sheet.text(badge)))
                first, last = min(index, badge), max(index, badge)
        found.append(_Score(parsed, first, last))
    return found


def _badge_beside(sheet: Sheet, index: int, within: range) -> int | None:
    """The verdict next to a score, a lone dot between them aside."""
    for step in (1, -1):
        at = index + step
        if at in within and len(sheet.text(at)) == 1 and not sheet.text(at).isalnum():
            at += step
        if at in within and is_badge(sheet.text(at)):
            return at
    return None


def _attributed(sheet: Sheet, quotes: list[Quote], scores: list[_Score], region: range) -> list[Quote]:
    """Give each score line its quote, and the quote the reviewer named there. Other texts are no quotes here."""
    if not quotes:
        return []
    above = _stand_above(sheet, [q.index for q in quotes if is_marked(sheet, q)] or [q.index for q in quotes], scores)
    pairs: list[tuple[_Score, Quote]] = []
    for some_scores, some_quotes in _runs(scores, quotes, above):
        pairs += _paired(sheet, some_scores, some_quotes)
    pairs.sort(key=lambda pair: pair[1].index)
    marks = sorted([*((s.index, s.last) for s in scores), *((q.index, q.last) for q in quotes if q.text)])
    extents = [((score.index, score.last), (quote.index, quote.last)) for score, quote in pairs]
    copies = max(Counter(fold(quote.text) for _, quote in pairs).values(), default=1)
    attributed: list[Quote] = []
    for (score, quote), at in zip(pairs, signatures(sheet, extents, marks, region, copies), strict=True):
        before = score.print.before if len(score.print.before) <= LONGEST_REVIEWER else ""
        at = score.index if before else at
        name = before or (name_at(sheet, at) if at >= 0 else None)
        verdict = score.print.verdict
        attributed.append(
            quote._replace(
                reviewer=name or None,
                score=score.print.score,
                verdict=verdict,
                signature=at,
                scored_at=score.index,
            )
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


def _signed(sheet: Sheet, quotes: list[Quote]) -> list[Quote]:
    """Give quotes without a score line the reviewer named right above them, if another quote names that reviewer."""
    known = {fold(quote.reviewer) for quote in quotes if quote.reviewer}
    signed: list[Quote] = []
    for at, quote in enumerate(quotes):
        above = quote.index - 1
        is_free = at and above > quotes[at - 1].last and above != quotes[at - 1].signature
        if quote.score is None and is_free and fold(name_at(sheet, above)) in known:
            quote = quote._replace(reviewer=name_at(sheet, above), signature=above)
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
            quote = quote._replace(reviewer=named[at - 1].reviewer)
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
