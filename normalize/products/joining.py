"""Products from listings: what is the same is joined, the oldest listing gives the id, and every join has a reason."""

from dataclasses import dataclass
from itertools import combinations

from normalize import identity
from normalize.products.listing import Listing
from normalize.products.names import key_of
from normalize.products.wishes import Wish


@dataclass(frozen=True, slots=True)
class Joined:
    """What was found: the product of each listing, and rows of `product_links` and `product_aliases`."""

    product_of: list[dict[str, object]]
    links: list[dict[str, object]]
    aliases: list[dict[str, object]]
    vendors: list[dict[str, object]]


def join(listings: list[Listing], wishes: list[Wish]) -> Joined:
    """Join listings to products; their order changes nothing."""
    found = Joined([], [], [], [])
    groups: dict[str, list[Listing]] = {}
    for listing in sorted(listings, key=lambda each: each.age):
        groups.setdefault(key_of(listing.name), []).append(listing)
    for key, members in groups.items():
        product = identity.product_id(key)
        found.product_of.extend({"tool_id": each.tool_id, "product_id": product} for each in members)
        for one, other in combinations(sorted(each.tool_id for each in members), 2):
            found.links.append(
                {
                    "link_id": identity.product_link_id(one, other),
                    "product_id": product,
                    "tool_id": one,
                    "other_tool_id": other,
                    "score": 1.0,
                    "reason": "same_name",
                    "evidence": None,
                }
            )
    return found
