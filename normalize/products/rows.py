"""Rows of `product_links` and `product_aliases`: why the listings of a product are one, and which ids it took in."""

from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from normalize import identity
from normalize.products.groups import Group
from normalize.products.joining import Edge, Product
from normalize.products.listing import Listing
from normalize.products.rules import Match
from normalize.text import fold

MOST_PAIRED: Final = 50  # listings of a product, from which on only those with its oldest one are linked
Row = dict[str, object]


def members(product: Product) -> Iterator[Row]:
    """A row for each listing of a product."""
    return ({"tool_id": each.tool_id, "product_id": product.id} for group in product.groups for each in group.listings)


def links(product: Product) -> Iterator[Row]:
    """A row for every two listings of a product; of a large one for each listing and the oldest."""
    listed = [(listing, group) for group in product.groups for listing in group.listings]
    listed.sort(key=lambda pair: pair[0].age)
    is_large = len(listed) > MOST_PAIRED
    pairs = ((listed[0], other) for other in listed[1:]) if is_large else combinations(listed, 2)
    reasons = _Reasons(product)
    for (one, one_group), (other, other_group) in pairs:
        match = reasons.between(one_group, other_group) or _same_name(one, other)
        tool_id, other_tool_id = sorted((one.tool_id, other.tool_id))
        yield {
            "link_id": identity.product_link_id(tool_id, other_tool_id),
            "product_id": product.id,
            "tool_id": tool_id,
            "other_tool_id": other_tool_id,
            "score": match.score,
            "reason": match.reason,
            "evidence": match.evidence,
        }


def aliases(product: Product) -> Iterator[Row]:
    """A row for the id that each younger group of a product would have alone."""
    reasons = _Reasons(product)
    for group in product.groups[1:]:
        by_person = any(edge.match.reason == "lookup" for edge in reasons.way(product.groups[0], group))
        yield {"alias_id": group.id, "product_id": product.id, "reason": "lookup" if by_person else "joined"}


def vendor(product: Product) -> str | None:
    """Who makes it, by the oldest name that says so."""
    return next((each.parsed.maker for group in product.groups for each in group.heard if each.parsed.maker), None)


def _same_name(one: Listing, other: Listing) -> Match:
    return Match(round(fuzz.ratio(fold(one.name), fold(other.name)) / 100, 4), "same_name", None)


class _Reasons:
    """Why two groups of a product are one: by themselves, or through others."""

    def __init__(self, product: Product) -> None:
        self._edges: dict[str, list[Edge]] = defaultdict(list)
        for edge in product.edges:
            self._edges[edge.one.id].append(edge)
            self._edges[edge.other.id].append(edge)

    def between(self, one: Group, other: Group) -> Match | None:
        """The match of two groups; of those that others join the weakest on the way. None for one group."""
        if one is other:
            return None
        way = self.way(one, other)
        if len(way) == 1:
            return way[0].match
        joint = way[0].other if way[0].one is one else way[0].one
        return Match(min(edge.match.score for edge in way), "through", joint.founder.name)

    def way(self, one: Group, other: Group) -> list[Edge]:
        """Edges that lead from one group to another: one way, for edges join what was apart."""
        came_by: dict[str, tuple[Group, Edge]] = {}
        queue = deque([one])
        while queue and other.id not in came_by:
            group = queue.popleft()
            for edge in self._edges[group.id]:
                reached = edge.other if edge.one is group else edge.one
                if reached is not one and reached.id not in came_by:
                    came_by[reached.id] = group, edge
                    queue.append(reached)
        way, at = [], other
        while at is not one:
            at, edge = came_by[at.id]
            way.append(edge)
        return way[::-1]
