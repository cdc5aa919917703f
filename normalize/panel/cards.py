"""The card of each tool: category, name, tagline, votes, entry, description."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from normalize.panel.card import Card, Span
from normalize.panel.matrix import laid_out
from normalize.panel.sheet import Sheet
from normalize.panel.stats import SHORTEST_DESCRIPTION, holds, read_stats
from normalize.panel.words import is_advert_label, is_category, is_dash, is_title, label_key
from normalize.text import begins, is_cut
from normalize.values.votes import is_badge

_PARTS: Final = 3  # of the longest text below a name that a description takes at least
_OPINIONS: Final = 3  # quotes and scores between a name and a vote: then it heads opinions, and the vote is another's
_REACH: Final = 40  # blocks between a name and its votes, adverts included
_LOOK_BACK: Final = 6  # blocks before a name in which its category may stand
_CELLS: Final = frozenset({"td", "th"})  # two of these are no paragraphs of one text
_LINK_WORDS: Final = 3
_WORDS_OF_CATEGORY: Final = 3  # at most, where it sounds like an advert's label


def read_cards(sheet: Sheet) -> list[Card | None]:
    """Return the fullest card of each side, in the order shown; None for a side that has none."""
    best: list[Card | None] = [None, None]
    full: dict[int, list[str]] = {0: [], 1: []}
    for card in _all_cards(sheet):
        kept = best[card.side]
        if kept is None or card.fullness > kept.fullness:
            best[card.side] = card
        if card.description:
            full[card.side].append(card.description)
    for cut in (card for card in best if card and card.description and is_cut(card.description)):
        cut.description = next((text for text in full[cut.side] if begins(cut.description, text)), cut.description)
    for one, other in (best, best[::-1]):
        if one and other and other.category_at is not None and (not one.category or _stands_before_cards(one)):
            _take_category_like(one, other.category_at)
    if all(best):
        _take_unsure([card for card in best if card])
    return best


def _stands_before_cards(card: Card) -> bool:
    """Whether a category was taken from above a first card, as far as nobody knows where that card begins."""
    return card.is_first and card.category_at is None and not card.is_labelled


def _take_category_like(card: Card, place: int) -> None:
    """Take the category from where the other card has it, and the tagline from what else stands there."""
    if place < len(card.head) and is_category(card.head[place]):
        card.category = card.head[place]
        card.tagline = next((text for at, text in enumerate(card.head) if at != place), None)
        if card.tagline and card.description and card.description.startswith(f"{card.tagline} "):
            card.description = card.description.removeprefix(card.tagline).lstrip()


def _take_unsure(cards: list[Card]) -> None:
    """Take what sounds like an advert and stands where the other card has its category or description."""
    if all(card.category or card.unsure_category for card in cards) and all(c.category_at is None for c in cards):
        for card in cards:
            card.category = card.category or card.unsure_category
    if all(card.description or card.unsure_description for card in cards):
        for card in cards:
            card.description = card.description or card.unsure_description


def _all_cards(sheet: Sheet) -> Iterator[Card]:
    """Read what stands under one name after the other, then what is laid out as a table."""
    floor = 0
    for span in card_spans(sheet):
        yield _read_card(sheet, span, floor)
        floor = span.name + 1
    for side, alone in laid_out(sheet):
        name = min(alone.sides, default=None)
        if name is not None and alone.stats:
            yield _read_card(alone, Span(name, len(alone.blocks), side), 0)


def card_links(sheet: Sheet, cards: list[Card | None]) -> list[list[str]]:
    """Addresses linked inside each card: inside the largest element that holds its name and not the other card's."""
    links: list[list[str]] = [[], []]
    for card, other in (cards, cards[::-1]):
        if card is None or other is None or not sheet.tree.parents or card.node == other.node:
            continue
        node = card.node
        while (parent := sheet.tree.parents[node]) >= 0 and not sheet.tree.holds(parent, other.node):
            node = parent
        links[card.side] = [a.get("href") or "" for a in sheet.tree.elements[node].iter("a")]
    return links


def card_spans(sheet: Sheet) -> list[Span]:
    """Find the cards: a tool's name with a vote's label below it, before any other tool's name."""
    names = sheet.name_blocks
    ends = sorted([*names, *sheet.section_heads, len(sheet.blocks)])
    spans: list[Span] = []
    for at, name in enumerate(names):
        if "decision" in (sheet.rows.get(name - 1), sheet.rows.get(name - 2)):
            continue  # heads a column of the decision table
        end = ends[bisect_right(ends, name)]
        reach = range(name + 1, min(end, name + _REACH))
        stat = next((i for i in reach if i in sheet.stats and i not in sheet.noise), None)
        if stat is not None and sum(i in sheet.quoted or i in sheet.scores for i in range(name + 1, stat)) < _OPINIONS:
            side = len(spans) % 2 if sheet.same_name else sheet.sides[name]
            if not at or not sheet.head_columns(names[at - 1], name):
                spans.append(Span(name, end, side))
    return spans


def card_columns(sheet: Sheet, spans: list[Span]) -> list[tuple[int, int]]:
    """The largest element around each card that holds no card of the other tool, and its side."""
    tree = sheet.tree
    nodes = [sorted(sheet.blocks[span.name].node for span in spans if span.side == side) for side in (0, 1)]
    columns: list[tuple[int, int]] = []
    for span in spans if tree.parents else ():
        node = sheet.blocks[span.name].node
        while (parent := tree.parents[node]) >= 0 and not sheet.count(parent, nodes[1 - span.side]):
            node = parent
        columns.append((node, span.side))
    return columns


def _read_card(sheet: Sheet, span: Span, floor: int) -> Card:
    card = Card(span.side, sheet.text(span.name), sheet.blocks[span.name].node)
    card.is_own = span.name not in sheet.elsewhere
    card.is_first = not floor and _card_node(sheet, span.name) is None
    used, step = read_stats(sheet, span, card)
    first = min(used, default=span.end)
    end = _end_of_texts(sheet, span)
    labelled_category = _labelled(sheet, span, used, step, "category")
    _labelled(sheet, span, used, step, "tagline")
    rest = [i for i in range(span.name + 1, end) if i not in used and not _is_trifle(sheet, i, span.name)]
    head = _without_links(sheet, _without_noise(sheet, [i for i in rest if i < first]))
    tail = _without_noise(sheet, [i for i in rest if i > first])
    card.is_labelled = labelled_category is not None
    card.category = labelled_category or _category_before(sheet, span.name, floor)
    if card.category is None and len(head) > (1 if len(tail) > len(head) or _ends_long(sheet, tail) else 2):
        card.category_at = _category_below(sheet, head)
    card.head = [sheet.text(i) for i in head]
    if card.category_at is not None:
        card.category = sheet.text(head.pop(card.category_at))
    if head and not is_dash(sheet.text(head[0])):
        card.tagline = sheet.text(head[0])
    body = [i for i in [*head[1:], *tail] if len(sheet.text(i)) >= SHORTEST_DESCRIPTION]
    node = _card_node(sheet, span.name)
    inside = [i for i in body if holds(sheet, node, i)]
    if card.category is None:
        card.unsure_category = _unsure_category(sheet, span.name, floor)
    if not inside:
        card.unsure_description = _unsure_description(sheet, [i for i in rest if i > first and holds(sheet, node, i)])
    shortest = max((len(sheet.text(i)) for i in inside), default=0) / _PARTS  # a footnote may be longer, a label is not
    first_long = next((i for i in inside if len(sheet.text(i)) >= shortest), None)
    card.description = None if first_long is None else " ".join(map(sheet.text, _paragraphs(sheet, first_long, inside)))
    return card


def _end_of_texts(sheet: Sheet, span: Span) -> int:
    """Where a card's own texts end: before the page's heading, which may stand below cards for a narrow screen."""
    at = bisect_left(sheet.headings, span.name)
    return min(span.end, sheet.headings[at]) if at < len(sheet.headings) else span.end


def _paragraphs(sheet: Sheet, first: int, candidates: list[int]) -> list[int]:
    """The paragraphs of one description: elements of one kind, one right after the other in one element."""
    tree, found = sheet.tree, [first]
    for index in candidates[candidates.index(first) + 1 :] if tree.parents else ():
        nodes = [sheet.blocks[i].node for i in (found[-1], index)]
        tags = {tree.elements[node].tag for node in nodes}
        is_next = index == found[-1] + 1 and tree.parents[nodes[0]] == tree.parents[nodes[1]]
        if not is_next or index in sheet.noise or len(tags) > 1 or tags & _CELLS:
            break
        found.append(index)
    return found


def _labelled(sheet: Sheet, span: Span, used: set[int], step: int, row: str) -> str | None:
    """Read a field that the card labels by name (`Category`), on the side of its label where values stand."""
    for index in range(span.name + 1, span.end):
        if sheet.rows.get(index) == row and index not in used:
            used.add(index)
            value = index + step
            if row == "category" and span.name < value < span.end and value not in used:
                if is_category(sheet.text(value)):
                    used.add(value)
                    return sheet.text(value)
    return None


def _is_trifle(sheet: Sheet, index: int, name: int) -> bool:
    """A one-letter logo, a badge, a lone mark."""
    text = sheet.text(index)
    return len(text) == 1 or is_badge(text) or not any(c.isalnum() for c in text) or label_key(text) == "vs"


def _without_noise(sheet: Sheet, indices: list[int]) -> list[int]:
    """Leave adverts out, unless nothing else is there: a tagline may say "newsletter"."""
    return [i for i in indices if i not in sheet.noise] or indices


def _without_links(sheet: Sheet, indices: list[int]) -> list[int]:
    """Leave out short links that stand in more than one card, like `Visit site`, unless nothing else is there."""
    return [i for i in indices if not (len(sheet.text(i).split()) <= _LINK_WORDS and _is_repeated(sheet, i))] or indices


def _is_repeated(sheet: Sheet, index: int) -> bool:
    block = sheet.blocks[index]
    return bool(sheet.tree.parents) and sheet.tree.elements[block.node].tag == "a" and sheet.links[block.text] > 1


def _ends_long(sheet: Sheet, tail: list[int]) -> bool:
    return any(len(sheet.text(i)) >= SHORTEST_DESCRIPTION for i in tail)


def _category_before(sheet: Sheet, name: int, floor: int) -> str | None:
    """The category above a name, inside the card where the elements show how far it reaches."""
    card = _card_node(sheet, name)
    for index in range(name - 1, max(floor, name - _LOOK_BACK) - 1, -1):
        text = sheet.text(index)
        if index in sheet.sides or is_dash(text) or not (holds(sheet, card, index) or _opens(sheet, index)):
            return None
        if index in sheet.noise or _is_trifle(sheet, index, name):
            continue
        return text if is_category(text) else None
    return None


def _opens(sheet: Sheet, index: int) -> bool:
    """Whether a div begins with a block, and never ends: it may well have been a card."""
    return sheet.tree.opens(sheet.blocks[index].node)


def _unsure_category(sheet: Sheet, name: int, floor: int) -> str | None:
    """A noisy text right above a name, logo aside, that names a category rather than an advert."""
    above = next((i for i in range(name - 1, max(floor, name - 3), -1) if not _is_trifle(sheet, i, name)), None)
    if above is None or above not in sheet.noise or not holds(sheet, _card_node(sheet, name), above):
        return None
    text = sheet.text(above)
    fitting = is_category(text) and is_title(text) and len(text.split()) <= _WORDS_OF_CATEGORY
    return text if fitting and not is_advert_label(sheet.blocks[above].folded) else None


def _unsure_description(sheet: Sheet, tail: list[int]) -> str | None:
    """The first text below the votes, where it is noisy, long, and alone of its length."""
    long = [i for i in tail if len(sheet.text(i)) >= SHORTEST_DESCRIPTION]
    return sheet.text(long[0]) if len(long) == 1 and long[0] == tail[0] and long[0] in sheet.noise else None


def _card_node(sheet: Sheet, name: int) -> int | None:
    """The largest element that holds a name and no name of the other tool; None where it does not hold the votes."""
    tree = sheet.tree
    if not tree.parents or sheet.same_name:
        return None
    others = sheet.name_nodes[1 - sheet.sides[name]]
    node = sheet.blocks[name].node
    while (parent := tree.parents[node]) >= 0 and not sheet.count(parent, others):
        node = parent
    at = bisect_right(sheet.stat_blocks, name)
    below = sheet.stat_blocks[at] if at < len(sheet.stat_blocks) else name
    return node if below > name and tree.holds(node, sheet.blocks[below].node) else None


def _category_below(sheet: Sheet, head: list[int]) -> int | None:
    """The place of the category in what stands between name and votes, where a longer text stands beside it."""
    short = [at for at, i in enumerate(head) if is_category(sheet.text(i))]
    titled = [at for at in short if is_title(sheet.text(head[at]))] if len(short) > 1 else short
    return titled[0] if len(titled) == 1 else None
