"""Products from listings: what is the same is joined, the oldest listing gives the id, and every join has a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Final

from normalize.products.candidates import Candidates
from normalize.products.groups import Group, are_divided, grouped
from normalize.products.listing import Listing
from normalize.products.rules import Match, compare
from normalize.products.wishes import Wishes

_BY_PERSON: Final = Match(1.0, "lookup", None)


@dataclass(frozen=True, slots=True)
class Edge:
    """Two groups that are one product: since when both are known, and why."""

    one: Group
    other: Group
    since: datetime
    match: Match

    @property
    def rank(self) -> tuple[datetime, float, str, str]:
        """Older joins come first, so that a new listing undoes none; of one age the surest."""
        return self.since, -self.match.score, *sorted((self.one.id, self.other.id))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Groups that are one product, the oldest first, and the edges that join them."""

    groups: list[Group]
    edges: list[Edge]

    @property
    def id(self) -> str:
        """Id of the oldest group."""
        return self.groups[0].id

    def with_all_of(self, other: "Product", edge: Edge) -> "Product":
        """Both, joined by an edge."""
        groups = sorted(self.groups + other.groups, key=lambda group: group.founder.age)
        return Product(groups, [*self.edges, *other.edges, edge])


def join(listings: Iterable[Listing], wishes: Wishes) -> list[Product]:
    """Join listings to products; their order changes nothing."""
    groups = grouped(listings, wishes)
    joining = _Joining(groups, wishes)
    group_of = {listing.tool_id: group for group in groups for listing in group.listings}
    for wish in wishes.same:
        joining.force(group_of[wish.tool], group_of[wish.other])
    for edge in sorted(_edges(groups), key=lambda edge: edge.rank):
        joining.add(edge)
    return joining.products()


def _edges(groups: list[Group]) -> Iterable[Edge]:
    candidates = Candidates(groups)
    for one, other in candidates.pairs():
        if edge := _edge(one, other, candidates):
            yield edge


def _edge(one: Group, other: Group, candidates: Candidates) -> Edge | None:
    """The first edge between two groups that their oldest listings give."""
    if one.key == other.key or are_divided(one, other):
        return None
    pairs = product(one.heard, other.heard)
    for a, b in sorted(pairs, key=lambda pair: (max(pair[0].age, pair[1].age), min(pair[0].age, pair[1].age))):
        since = max(a.first_seen_at, b.first_seen_at)
        is_contested = candidates.is_contested(one, other, since)
        if found := compare(a, b, is_contested=is_contested):
            return Edge(one, other, since, found)
    return None


class _Joining:
    """Which groups have been joined so far; apart from that, which of them by rules, for only these must be alike."""

    def __init__(self, groups: list[Group], wishes: Wishes) -> None:
        self._product_of = {group.id: Product([group], []) for group in groups}
        self._alike = {group.id: [group] for group in groups}
        self._wishes = wishes

    def force(self, one: Group, other: Group) -> None:
        """Join what a person wants joined, however unlike it is."""
        since = max(one.founder.first_seen_at, other.founder.first_seen_at)
        self._join(Edge(one, other, since, _BY_PERSON))

    def add(self, edge: Edge) -> None:
        """Join two groups, unless what is like the one is divided from what is like the other."""
        alike, others = self._alike[edge.one.id], self._alike[edge.other.id]
        if alike is others or self._is_forbidden(edge.one, edge.other):
            return
        if any(a.key == b.key or are_divided(a, b) for a, b in product(alike, others)):
            return
        alike = [*alike, *others]
        self._alike |= {group.id: alike for group in alike}
        self._join(edge)

    def products(self) -> list[Product]:
        """All products, the oldest first."""
        found = {id(each): each for each in self._product_of.values()}
        return sorted(found.values(), key=lambda each: each.groups[0].founder.age)

    def _join(self, edge: Edge) -> None:
        one, other = self._product_of[edge.one.id], self._product_of[edge.other.id]
        if one is not other:
            joined = one.with_all_of(other, edge)
            self._product_of |= {group.id: joined for group in joined.groups}

    def _is_forbidden(self, one: Group, other: Group) -> bool:
        """Whether a person has divided anything in two products; what is one product stays one."""
        joined, joining = self._product_of[one.id], self._product_of[other.id]
        return joined is not joining and self._wishes.divide(_tools(joined), _tools(joining))


def _tools(joined: Product) -> Iterator[str]:
    return (listing.tool_id for group in joined.groups for listing in group.listings)
