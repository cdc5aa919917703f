"""Who speaks: the reviewer's name, which stands in the same place beside every quote of a scorecard."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from normalize.panel.sheet import LONGEST_REVIEWER, OPENING_MARKS, Sheet
from normalize.panel.words import STATS, is_title, label_key
from normalize.text import fold
from normalize.values.votes import is_badge, parse_score

_REACH: Final = 3  # blocks between the beginning or end of a scorecard and the name beside its first or last quote
_INITIALS: Final = 3  # letters of an avatar

# Names stand before or behind the score line (0) or the quote (1).
_BEFORE: Final = ((0, 0), (1, 0))
_PLACES: Final = ((0, 0), (0, 1), (1, 0), (1, 1))

Extent = tuple[int, int]  # the first and last block of a score line or a quote
Place = list[list[int]]  # for every quote the blocks in one place beside it that can be a name


def signatures(
    sheet: Sheet, pairs: Sequence[tuple[Extent, Extent]], marks: list[Extent], region: range, copies: int
) -> list[int]:
    """For each pair of score line and quote the block that names the reviewer, -1 where none does.

    Every quote has the same arrangement: the place that holds a name for most of them is where names stand. `marks`
    are all score lines and texts of the region in order; names stand between those. In each of the `copies` of a
    scorecard nobody speaks more than twice, once for each tool.
    """
    places: list[Place] = []
    evidence: list[tuple[int, int]] = []
    for each in _PLACES:
        place = _without_labels(sheet, _place(sheet, pairs, marks, region, *each), 2 * copies)
        places.append(place)
        evidence.append(_evidence(sheet, place))
        if each == _PLACES[0] and _head_rows(sheet, place):
            evidence[0] = (len(pairs), len(pairs))
        elif evidence[-1] == (len(pairs), len(pairs)):
            break  # no other place can hold more
    best = places[evidence.index(max(evidence))]
    rivals = [place for place, weight in zip(places, evidence, strict=True) if weight == max(evidence)]
    if any(_is_shifted(best, place) for place in rivals):
        return [-1] * len(pairs)
    return _chosen(sheet, best, nearest=-1 if _PLACES[places.index(best)] in _BEFORE else 0)


def speakers(sheet: Sheet, quotes: list[Extent], region: range, copies: int) -> list[int]:
    """For each quote without a score the block that names the reviewer, -1 for all where that is not plain.

    It is plain where everybody named stands beside two quotes, or where `The …` heads every row of two.
    """
    pairs = [(quote, quote) for quote in quotes]
    for each in _PLACES[:2]:
        place = _without_labels(sheet, _place(sheet, pairs, quotes, region, *each), 2 * copies)
        found = [held[0] if len(held) == 1 else -1 for held in place]
        texts = Counter(fold(sheet.text(index)) for index in found if index >= 0)
        is_titled = all(index < 0 or is_title(name_at(sheet, index)) for index in found)
        if is_titled and len(texts) > 1 and -1 not in found and set(texts.values()) == {2 * copies}:
            return found
        heads = found[::2]
        if len(texts) == len(heads) > 1 and len(quotes) % 2 == 0 and all(_is_the(sheet, index) for index in heads):
            return [head for head in heads for _ in range(2)]
    return [-1] * len(quotes)


def _is_the(sheet: Sheet, index: int) -> bool:
    return index >= 0 and sheet.text(index).startswith("The ") and is_title(sheet.text(index))


def name_at(sheet: Sheet, index: int) -> str:
    """The name that a block prints."""
    return sheet.text(index).strip(" ·•|,:–—-")


def _place(
    sheet: Sheet, pairs: Sequence[tuple[Extent, Extent]], marks: list[Extent], region: range, which: int, behind: int
) -> Place:
    """Blocks before or behind the score line (`which` 0) or the quote (1) of each pair that can name somebody."""
    place: Place = []
    for pair in pairs:
        at = bisect_left(marks, pair[which])
        first, stop = _gap(marks, at + behind, region)
        beyond = at + 1 if behind else at - 1
        own = pair[which][0]
        other = marks[beyond][0] if 0 <= beyond < len(marks) and marks[beyond] not in pair else own
        place.append(
            [i for i in range(first, stop) if may_be_name(sheet, i) and not _is_nearer(sheet, i, to=other, than=own)]
        )
    return place


def _gap(marks: list[Extent], at: int, region: range) -> Extent:
    """The blocks between the mark before place `at` and the one there."""
    first = marks[at - 1][1] + 1 if at else max(region.start, marks[0][0] - _REACH)
    stop = marks[at][0] if at < len(marks) else min(region.stop, first + _REACH)
    return first, stop


def _is_nearer(sheet: Sheet, index: int, *, to: int, than: int) -> bool:
    """Whether a block stands closer to one block than to another, by the elements around them."""
    if not sheet.tree.parents or to == than:
        return False
    tree, node = sheet.tree, sheet.blocks[index].node
    near, far = (tree.depths[tree.common(node, sheet.blocks[other].node)] for other in (to, than))
    return near > far


def may_be_name(sheet: Sheet, index: int) -> bool:
    """Whether a block can name a reviewer."""
    text = sheet.text(index)
    return (
        1 < len(text) <= LONGEST_REVIEWER
        and index not in sheet.sides
        and index not in sheet.noise
        and index not in sheet.rows
        and not is_badge(text)
        and parse_score(text) is None
        and label_key(text) not in STATS
        and label_key(text) != "vs"
        and any(c.isalpha() for c in text)
        and text[-1] not in ".!?%…"
        and text[0] not in OPENING_MARKS
    )


def _without_labels(sheet: Sheet, place: Place, most: int) -> Place:
    """Leave out what stands beside more quotes than one person speaks, like `Read more`: it names nobody."""
    said = Counter(text for held in place for text in {fold(sheet.text(i)) for i in held})
    return [[i for i in held if said[fold(sheet.text(i))] <= most] for held in place]


def _evidence(sheet: Sheet, place: Place) -> tuple[int, int]:
    """How many quotes have a name in this place, and how many of those names stand beside another quote too."""
    said = Counter(fold(sheet.text(held[0])) for held in place if held)
    return said.total(), sum(count for count in said.values() if count > 1)


def _head_rows(sheet: Sheet, place: Place) -> bool:
    """Whether a different name stands above every other quote or so: it heads a row, and speaks in all of it."""
    said = [fold(sheet.text(held[0])) for held in place if held]
    return bool(place and place[0]) and len(set(said)) == len(said) < len(place) <= 2 * len(said)


def _is_shifted(place: Place, other: Place) -> bool:
    """Whether two places hold the same blocks, but for different quotes: nothing tells whose those are."""
    return any(set(held) & set(after) for held, after in zip(place, other[1:], strict=False)) or any(
        set(held) & set(before) for held, before in zip(place[1:], other, strict=False)
    )


def _chosen(sheet: Sheet, place: Place, nearest: int) -> list[int]:
    """One name for each quote: above a line on who that is, beside a stray text the name that others say too."""
    lines = min((len(held) for held in place if held), default=0)
    said = Counter(fold(sheet.text(i)) for held in place for i in held)
    return [_one(sheet, held, said, 0 if len(held) == lines else nearest) if held else -1 for held in place]


def _one(sheet: Sheet, held: list[int], said: Counter[str], usual: int) -> int:
    named = [i for i in held if len(sheet.text(i)) > _INITIALS or not sheet.text(i).isupper()] or held
    return next((i for i in named if said[fold(sheet.text(i))] > 1), named[usual])
