"""Pairs of groups worth comparing, found by keys instead of comparing all with all."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rapidfuzz import fuzz

from normalize.products.groups import Group
from normalize.products.names import compact, may_stand_alone
from normalize.products.rules import ALIKE

_MOST_BEFORE: Final = 3  # words a maker may have
_MOST_AFTER: Final = 4  # words that may say more of a product
_MOST_NAMED: Final = 64  # groups of one inner name that are compared with a longer one, the oldest first
_BLOCK: Final = 6  # letters at either end of a name that misspelled ones have in common
_MOST_BLOCKED: Final = 16  # groups of a block that are compared with a later one, the oldest first


class Candidates:
    """Groups by the names that lie within their names."""

    def __init__(self, groups: list[Group]) -> None:
        self._groups = groups
        self._named: dict[str, list[Group]] = defaultdict(list)
        for group in groups:
            for inner in {compact(words) for name in group.names for words in (name.words, name.core)}:
                self._named[inner].append(group)

    def pairs(self) -> Iterator[tuple[Group, Group]]:
        """Yield pairs, each once: one name within the other but for up to three words before it and four behind it."""
        seen: set[tuple[int, int]] = set()
        for one, other in self._all_pairs():
            pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
            if one is not other and pair not in seen:
                seen.add(pair)
                yield one, other

    def is_contested(self, group: Group, other: Group, until: datetime) -> bool:
        """Whether two makers had something of this name by then."""
        core = min((compact(each.founder.parsed.core) for each in (group, other)), key=len)
        known = (each.founder for each in self._named.get(core, [])[:_MOST_NAMED])
        return len({each.parsed.maker for each in known if each.parsed.maker and each.first_seen_at <= until}) > 1

    def _all_pairs(self) -> Iterator[tuple[Group, Group]]:
        for group in self._groups:
            for inner in self._inner_names(group):
                for other in self._named.get(inner, [])[:_MOST_NAMED]:
                    yield group, other
        yield from self._alike()

    def _alike(self) -> Iterator[tuple[Group, Group]]:
        """Names spelled alike that begin or end alike."""
        blocks: dict[tuple[str, ...], list[Group]] = defaultdict(list)
        for group in self._groups:
            key = group.key
            for part in ("begins", key[:_BLOCK]), ("ends", key[-_BLOCK:]):
                block = (*part, *group.founder.parsed.numbers)
                for other in blocks[block]:
                    if fuzz.ratio(key, other.key, score_cutoff=ALIKE):
                        yield other, group
                if len(blocks[block]) < _MOST_BLOCKED:
                    blocks[block].append(group)

    def _inner_names(self, group: Group) -> set[str]:
        return {
            compact(words[start:end])
            for words in (name.words for name in group.names)
            for start in range(min(_MOST_BEFORE, len(words) - 1) + 1)
            for end in range(max(start + 1, len(words) - _MOST_AFTER), len(words) + 1)
            if may_stand_alone(words[start:end])
        }
