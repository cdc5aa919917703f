"""Listings with the same key: one group, unless a person or their own words say that two things share a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from normalize import identity
from normalize.products.listing import Listing
from normalize.products.names import Name
from normalize.products.rules import divided
from normalize.products.wishes import Wishes

_TELLING: Final = 8  # words that say something, from which on two texts without a common one are about two things
_HEARD: Final = 4  # oldest listings of a group whose texts are asked
_MOST_NAMESAKES: Final = 32  # groups of one key that a listing may belong to, the oldest first


@dataclass(eq=False)
class Group:
    """Listings that share a key and are the same thing, the oldest first."""

    id: str
    key: str
    listings: list[Listing]

    @property
    def founder(self) -> Listing:
        """The oldest listing."""
        return self.listings[0]

    @property
    def heard(self) -> list[Listing]:
        """The listings whose texts are asked: always the same ones, however many come later."""
        return self.listings[:_HEARD]

    @cached_property
    def names(self) -> list[Name]:
        """The ways in which their names come apart, once all are known: "Kite Base" has two words, "Kitebase" one."""
        return list({listing.parsed.words: listing.parsed for listing in self.heard}.values())


def are_divided(one: Group, other: Group) -> bool:
    """Whether their names tell two things apart, however they are read."""
    return all(divided(name, another) for name, another in product(one.names, other.names))


def grouped(listings: Iterable[Listing], wishes: Wishes) -> list[Group]:
    """Groups of listings, the oldest group first. A key's oldest group has the id of the key."""
    by_key: dict[str, list[Group]] = {}
    for listing in sorted(listings, key=lambda each: each.age):
        key = listing.parsed.key
        groups = by_key.setdefault(key, [])
        if group := next((each for each in groups[:_MOST_NAMESAKES] if _belongs(listing, each, wishes)), None):
            group.listings.append(listing)
        else:
            founder = listing.tool_id if groups else None
            groups.append(Group(identity.product_id(key, founder), key, [listing]))
    return sorted((group for groups in by_key.values() for group in groups), key=lambda group: group.founder.age)


def _belongs(listing: Listing, group: Group, wishes: Wishes) -> bool:
    apart = wishes.apart_from(listing.tool_id)
    is_apart = bool(apart) and any(each.tool_id in apart for each in group.listings)
    return not is_apart and not are_namesakes(group.founder, listing)


def are_namesakes(one: Listing, other: Listing) -> bool:
    """Whether two things share a name: they state different makers, or have no word in common on the same site."""
    if one.stated_makers and other.stated_makers:
        makers = product(one.stated_makers, other.stated_makers)
        return not any(a.startswith(b) or b.startswith(a) for a, b in makers)
    return (
        one.site == other.site
        and min(len(one.content), len(other.content)) >= _TELLING
        and bool(one.topics and other.topics)
        and one.topics.isdisjoint(other.topics)
        and one.content.isdisjoint(other.content)
    )
