"""Products: which listings are one, that their ids stay, and what people may decide."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import ROOT

from normalize import identity
from normalize.products.groups import are_divided
from normalize.products.joining import Product, join
from normalize.products.listing import Listing
from normalize.products.names import key_of
from normalize.products.rows import MOST_PAIRED, aliases, links
from normalize.products.wishes import Wish, Wishes

FIRST = datetime(2026, 1, 1)
EXAMPLES = ROOT / "tests" / "examples"


def listing(name: str, tagline: str | None = None, *, day: int = 0, number: int = 0, **said: Any) -> Listing:
    """A listing first seen some days after the first one."""
    fields: dict[str, Any] = dict.fromkeys(
        ("slug", "url", "category", "description", "entry_text", "pricing_text"), None
    )
    tool_id = identity.tool_id("sample", f"{name} {number}")
    fields |= {"tool_id": tool_id, "site": "sample", "name": name, "tagline": tagline} | said
    return Listing(first_seen_at=FIRST + timedelta(days=day), **fields)


def joined(listings: Iterable[Listing], *wishes: Wish) -> list[set[str]]:
    """Names of what is one product, the oldest product first."""
    return [names_of(each) for each in join(listings, Wishes(wishes))]


def names_of(product: Product) -> set[str]:
    return {each.name for group in product.groups for each in group.listings}


def ids_of(products: Iterable[Product]) -> dict[str, str]:
    """Product of each listing."""
    return {each.tool_id: product.id for product in products for group in product.groups for each in group.listings}


def labelled(name: str) -> tuple[list[Listing], list[str]]:
    """A set of listings as one crawl saw them, and the label of each one's product."""
    rows = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    labels = [row.pop("product") for row in rows]
    return [listing(number=number, **row) for number, row in enumerate(rows)], labels


@pytest.mark.parametrize("name", ["products_tuned.json", "products_unseen.json"])
def test_pairs_of_labelled_listings(name: str) -> None:
    listings, labels = labelled(name)
    assert len(listings) >= 60
    product_of = ids_of(join(listings, Wishes([])))
    pairs = [
        (label == other_label, product_of[one.tool_id] == product_of[other.tool_id])
        for (one, label), (other, other_label) in combinations(zip(listings, labels, strict=True), 2)
    ]
    right = pairs.count((True, True))
    assert right / sum(found for _, found in pairs) >= 0.98
    assert right / sum(wanted for wanted, _ in pairs) >= 0.90


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Node.js", "NodeJS"),
        ("Pebbl-4", "pebbl 4"),
        ("Café Tools", "CAFE TOOLS"),
        ("Lathe v2", "Lathe 2.0"),
        ("Saffron 27B", "Saffron 27-billion"),
        ("ガンマ", "ｶﾞﾝﾏ"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pebbl 4", "Pebbl 4.5"),
        ("Pebbl 4 5", "Pebbl 45"),
        ("Pebbl 4", "Pebbl"),
        ("が", "か"),
        ("🦦", "🦊"),
        ("C", "C++"),
    ],
)
def test_names_of_two_things_have_two_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


VENDOR = [
    (listing("Google Pebbl 4"), listing("Pebbl 4")),
    (listing("Orrery Tarn"), listing("Tarn", "Notes and plans by Orrery")),
    (listing("Orrery Tarn", "Orrery's notes"), listing("Tarn")),
    (listing("Tarn by Orrery Labs"), listing("Tarn", "Notes and plans")),
    (listing("AWS Ledgerline"), listing("Amazon Ledgerline")),
    (listing("Google Docket", "Tickets"), listing("Docket (from Google)")),
    (listing("OpenAI x3"), listing("x3", "OpenAI's model for long thoughts")),
    (listing("Google Docs"), listing("Docs", "Text that two can write")),
]
QUALIFIED = [
    (listing("Pebbl 4 Open Model"), listing("Pebbl 4", "An open model for phones")),
    (listing("Oxbow 5 Mini API"), listing("Oxbow 5 Mini", "Small, for production API workloads")),
    (listing("Saffron 2B"), listing("Saffron", "A 2-billion-parameter model")),
    (listing("Tarn (beta)"), listing("Tarn")),
    (listing("Visor — Screen Recorder"), listing("Visor", "Screen recording in one click")),
    (listing("Tarn.dev", "Notes with a plan"), listing("Tarn", "Plan in your notes")),
]
DIVIDED = [
    (listing("Pebbl 4"), listing("Pebbl", "Pebbl 4 and older ones")),
    (listing("Oxbow 5 Mini"), listing("Oxbow 5", "Smaller: Oxbow 5 Mini")),
    (listing("Saffron 7B"), listing("Saffron 24B")),
    (listing("Saffron 7B"), listing("Saffron", "In sizes of 7B and 24B")),
    (listing("Sorrel SDK", "Works with the gateway"), listing("Sorrel Gateway", "Works with the SDK")),
    (listing("Tarn CLI"), listing("Tarn", "Notes in your editor and the CLI")),
    (listing("Tarn Calendar"), listing("Tarn", "Workspace for notes, calendar and mail")),
    (listing("Microsoft Huddle"), listing("Zoom Huddle")),
    (listing("Google Docket"), listing("Docket", "Made by Orrery")),
    (listing("Microsoft Code", "An editor"), listing("Code", "An editor for the browser")),
    (listing("Oxbow 4o", "Reasoning for hard work"), listing("Oxbow 4", "Reasoning for hard work")),
    (listing("New Tarn"), listing("Tarn")),
    (listing("Learn by doing"), listing("Learn")),
    (listing("Super Whisk"), listing("Whisk", "A super fast mixer")),
    (listing("Motley", "Motion from a prompt"), listing("Notley", "Motion from a prompt")),
    (listing("Hallway", "Standups for remote teams"), listing("Halfway", "Cafés between two people")),
    (listing("Tarn", "Notes. Made by Orrery"), listing("Tarn", "Lakes. Made by Geomatics", number=1)),
]


@pytest.mark.parametrize("pair", [*VENDOR, *QUALIFIED], ids=lambda pair: f"{pair[0].name} = {pair[1].name}")
def test_one_product(pair: tuple[Listing, Listing]) -> None:
    (product,) = join(pair, Wishes([]))
    (link,) = links(product)
    assert link["reason"] == ("vendor" if pair in VENDOR else "qualifier")
    assert 0.8 <= float(str(link["score"])) <= 1


@pytest.mark.parametrize("pair", DIVIDED, ids=lambda pair: f"{pair[0].name} # {pair[1].name}")
def test_two_products(pair: tuple[Listing, Listing]) -> None:
    assert len(join(pair, Wishes([]))) == 2


def test_a_contested_name_needs_its_maker_named() -> None:
    makers = listing("Microsoft Huddle"), listing("Zoom Huddle")
    assert {"Huddle"} in joined([*makers, listing("Huddle", "Calls in documents")])
    assert {"Huddle", "Zoom Huddle"} in joined([*makers, listing("Huddle", "Side rooms by Zoom")])


def test_what_is_divided_is_not_joined_through_a_third() -> None:
    """The older join stays: a listing that came later takes nothing apart."""
    docs = listing("Docs", "Text by Google. Imports from Zoho"), listing("Google Docs", day=1)
    assert joined([*docs, listing("Zoho Docs", day=2)]) == [{"Docs", "Google Docs"}, {"Zoho Docs"}]


# --- Ids

BRANDS, PREFIXES = ("Pebbl", "Tarn", "Code"), ("", "Google ", "Zoom ", "Orrery ")
SUFFIXES = (
    "",
    " Base",
    "base",
    " 4",
    " 4.5",
    " Mini",
    " 7B",
    " 24B",
    " SDK",
    " Gateway",
    " (beta)",
    " Notes",
    " by Orrery",
    ".dev",
)
TEXTS = (None, "Notes by Orrery", "An SDK from Google", "A 7B model", "Notes with a plan for teams", "Zoom's gateway")
LISTINGS = st.lists(
    st.builds(
        lambda prefix, brand, suffix, text, day, number: listing(prefix + brand + suffix, text, day=day, number=number),
        st.sampled_from(PREFIXES),
        st.sampled_from(BRANDS),
        st.sampled_from(SUFFIXES),
        st.sampled_from(TEXTS),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda each: each.tool_id,
)


@settings(max_examples=150, deadline=None)
@given(LISTINGS, st.randoms(use_true_random=False))
def test_order_changes_nothing(listings: list[Listing], random: Any) -> None:
    shuffled = random.sample(listings, len(listings))
    products, again = join(listings, Wishes([])), join(shuffled, Wishes([]))
    for rows in (links, aliases):
        assert [row for each in products for row in rows(each)] == [row for each in again for row in rows(each)]
    assert ids_of(products) == ids_of(again)


@settings(max_examples=150, deadline=None)
@given(LISTINGS)
def test_a_later_listing_changes_an_id_through_an_alias_alone(listings: list[Listing]) -> None:
    before: dict[str, str] = {}
    days = sorted({each.first_seen_at for each in listings})
    for day in days:
        products = join([each for each in listings if each.first_seen_at <= day], Wishes([]))
        renamed = {row["alias_id"]: row["product_id"] for each in products for row in aliases(each)}
        now = ids_of(products)
        assert {tool: renamed.get(old, old) for tool, old in before.items()} == {tool: now[tool] for tool in before}
        before = now


@settings(max_examples=150, deadline=None)
@given(LISTINGS)
def test_no_product_holds_what_names_divide(listings: list[Listing]) -> None:
    for product in join(listings, Wishes([])):
        for one, other in combinations(product.groups, 2):
            assert not are_divided(one, other)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12).filter(str.strip), min_size=1, max_size=8, unique=True))
def test_any_name_has_a_product(names: list[str]) -> None:
    assert set().union(*joined(map(listing, names))) == set(names)


@pytest.mark.parametrize("part", ["a ", "1.", "By A", "A's ", "(", "Mini ", "x by ", "é", "is a "])
def test_long_names_and_texts_take_no_long_time(part: str) -> None:
    """A step that took the square of their length would take hours."""
    long = part * 10_000
    join([listing(long, long, description=long), listing(long[:-3], long)], Wishes([]))


def test_every_two_listings_of_a_product_have_a_link_and_a_large_one_links_to_its_oldest() -> None:
    few = [listing("Tarn", number=number, day=number) for number in range(MOST_PAIRED)]
    (product,) = join(few, Wishes([]))
    assert len(list(links(product))) == MOST_PAIRED * (MOST_PAIRED - 1) // 2
    (product,) = join([*few, listing("Tarn", number=99, day=99)], Wishes([]))
    rows = list(links(product))
    assert len(rows) == MOST_PAIRED
    assert all(few[0].tool_id in (row["tool_id"], row["other_tool_id"]) for row in rows)


def test_what_a_third_joins_says_through_which() -> None:
    pebbl = listing("Pebbl 4", "An open model")
    (product,) = join([listing("Google Pebbl 4"), pebbl, listing("Pebbl 4 Open Model")], Wishes([]))
    found = {row["reason"]: row for row in links(product)}
    assert found.keys() == {"vendor", "qualifier", "through"}
    assert (found["vendor"]["evidence"], found["qualifier"]["evidence"]) == ("google", "open model")
    assert found["through"]["evidence"] == "Pebbl 4"
    assert found["through"]["score"] == min(row["score"] for row in found.values())


# --- What people decide


def wish(one: Listing, other: Listing, relation: Any) -> Wish:
    return Wish(one.tool_id, other.tool_id, relation, "products.csv, line 2")


def test_a_person_joins_what_rules_divide_and_the_older_id_stays() -> None:
    old, new = listing("Tarn 2"), listing("Lathe 3", day=1)
    (product,) = join([old, new], Wishes([wish(new, old, "same")]))
    assert product.id == identity.product_id("tarn2")
    assert list(aliases(product)) == [
        {"alias_id": identity.product_id("lathe3"), "product_id": product.id, "reason": "lookup"}
    ]
    (link,) = links(product)
    assert (link["score"], link["reason"]) == (1.0, "lookup")


def test_a_person_divides_what_rules_join() -> None:
    vendor, plain = listing("Google Pebbl 4"), listing("Pebbl 4")
    assert len(joined([vendor, plain], wish(plain, vendor, "different"))) == 2
    old, new = listing("Tarn"), listing("Tarn", day=1, number=1)
    product_of = ids_of(join([old, new], Wishes([wish(old, new, "different")])))
    assert product_of == {
        old.tool_id: identity.product_id("tarn"),
        new.tool_id: identity.product_id("tarn", new.tool_id),
    }


def test_what_people_say_holds_for_all_that_is_the_same() -> None:
    old, middle, new = (listing("Tarn", number=number, day=number) for number in range(3))
    product_of = ids_of(join([old, middle, new], Wishes([wish(old, new, "different"), wish(middle, new, "same")])))
    assert product_of[old.tool_id] != product_of[middle.tool_id] == product_of[new.tool_id]


def test_what_a_person_joins_takes_nothing_from_what_rules_join() -> None:
    pebbl, tarn, google = listing("Pebbl 4"), listing("Tarn", day=1), listing("Google Pebbl 4", day=2)
    assert joined([pebbl, tarn, google], wish(pebbl, tarn, "same")) == [{"Pebbl 4", "Tarn", "Google Pebbl 4"}]


def test_a_name_that_is_divided_is_not_joined_again_through_others() -> None:
    one, other = listing("Tarn", "Notes by Orrery"), listing("Tarn", "Notes by Orrery", number=1, day=1)
    found = joined([one, other, listing("Orrery Tarn", day=2)], wish(one, other, "different"))
    assert sorted(map(sorted, found)) == [["Orrery Tarn", "Tarn"], ["Tarn"]]
