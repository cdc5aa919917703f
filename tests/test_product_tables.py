"""Products in the tables: what a build makes of listings and of `lookups/products.csv`, and what checks let pass."""

from pathlib import Path
from typing import Any

import pytest
from handmade import (
    SECOND_CRAWL,
    SITE,
    built,
    community,
    fetched,
    panel,
    price,
    quote,
    rating,
    reading,
    rows,
    tool,
    write_records,
)
from loopback import assert_one_line, scrapy
from product_offences import PRODUCT_OFFENCES
from test_build import rewrite

from normalize import identity
from normalize.checks import verify
from normalize.errors import UserError
from normalize.records import Entry, ToolReading
from normalize.tables import build

HEADER = "tool,other,relation,reason,date\n"
PEBBL, GOOGLE, TARN = (identity.tool_id(SITE, slug) for slug in ("pebbl-4", "google-pebbl-4", "tarn"))
FIRST = reading(
    "/compare/pebbl-4-vs-tarn",
    "pebbl-4",
    "tarn",
    tools=[tool("pebbl-4", name="Pebbl 4"), tool("tarn", name="Tarn")],
    votes=[panel("pebbl-4", "75%", 0.75), community("pebbl-4", "20%", 0.2), panel("tarn")],
    quotes=[quote("pebbl-4", "Small.", verdict="ship"), quote("pebbl-4", "Slow.", 2), quote("tarn", "Wet.")],
    prices=[price("pebbl-4", "$9", 9), price("pebbl-4", "€7", 7, currency="EUR"), price("pebbl-4", "Free")],
    ratings=[rating("pebbl-4", "4/5", 4)],
)
SECOND = reading(
    "/compare/google-pebbl-4-vs-tarn",
    "google-pebbl-4",
    "tarn",
    tools=[tool("google-pebbl-4", name="Google Pebbl 4"), tool("tarn", name="Tarn")],
    votes=[panel("google-pebbl-4", "50%", 0.5)],
    quotes=[quote("google-pebbl-4", "Quick.", verdict="skip")],
    prices=[price("google-pebbl-4", "$12", 12), price("google-pebbl-4", "$90", 90, period="year")],
)
ENTRIES = [fetched(FIRST), fetched(SECOND, crawl=SECOND_CRAWL)]
PRODUCT = identity.product_id("pebbl4")


def decide(dataset: Path, *lines: str, header: str = HEADER) -> None:
    path = dataset / "lookups" / "products.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def products(dataset: Path) -> list[tuple[Any, ...]]:
    return rows(dataset, "select name, n_listings from products order by name")


def test_two_names_of_one_product(tmp_path: Path) -> None:
    built(tmp_path, *ENTRIES)
    assert rows(tmp_path, "select name, product_id from tools order by name") == [
        ("Google Pebbl 4", PRODUCT),
        ("Pebbl 4", PRODUCT),
        ("Tarn", identity.product_id("tarn")),
    ]
    assert rows(tmp_path, "select tool_id, name, vendor, n_listings, sites from products where n_listings > 1") == [
        (PEBBL, "Pebbl 4", "Google", 2, [SITE])
    ]
    ((*pair, score, reason, evidence),) = rows(
        tmp_path, "select tool_id, other_tool_id, score, reason, evidence from product_links"
    )
    assert (pair, reason, evidence) == (sorted((PEBBL, GOOGLE)), "vendor", "google")
    assert 0.9 < score < 1
    assert rows(tmp_path, "from product_aliases") == [(identity.product_id("googlepebbl4"), PRODUCT, "joined")]


def test_a_product_shows_all_its_listings_together(tmp_path: Path) -> None:
    built(tmp_path, *ENTRIES)
    assert rows(
        tmp_path,
        """
        select n_listings, sites, panel_share_lowest, panel_share_highest, community_share_lowest, n_quotes, n_ship,
            n_skip, has_free_plan
        from product_now where name = 'Pebbl 4'
        """,
    ) == [(2, [SITE], 0.5, 0.75, 0.2, 3, 1, 1, True)]
    ((ranges, ratings),) = rows(tmp_path, "select price_ranges, ratings from product_now where name = 'Pebbl 4'")
    assert [tuple(each.values()) for each in ranges] == [
        ("EUR", "month", None, 7.0, 7.0, 1),
        ("USD", "month", None, 9.0, 12.0, 2),
        ("USD", "year", None, 90.0, 90.0, 1),
    ]
    assert [tuple(each.values()) for each in ratings] == [(SITE, "users", None, 4.0, 5.0, None)]
    assert rows(tmp_path, "select n_quotes, price_ranges, ratings from product_now where name = 'Tarn'") == [
        (1, [], [])
    ]


def test_a_listing_that_is_added_changes_no_id_and_a_build_says_what_it_joined(tmp_path: Path) -> None:
    built(tmp_path, ENTRIES[0])
    before = rows(tmp_path, "select tool_id, product_id from tools order by all")
    report = built(tmp_path, *ENTRIES)
    assert rows(tmp_path, "select tool_id, product_id from before.tools order by all") == before
    assert set(before) < set(rows(tmp_path, "select tool_id, product_id from tools"))
    added = {change.table: change.added for change in report.changes}
    assert (added["products"], added["product_links"], added["product_aliases"]) == (0, 1, 1)
    assert rows(tmp_path, "select * from changes where field = 'product'") == []
    decide(tmp_path, "shiporskip/tarn,shiporskip/pebbl-4,same,,")
    built(tmp_path, *ENTRIES)
    names = {PRODUCT: "Pebbl 4", identity.product_id("tarn"): "Tarn"}
    ((oldest, name, n_listings),) = rows(tmp_path, "select product_id, name, n_listings from products")
    assert (names.pop(oldest), n_listings) == (name, 3)
    assert set(rows(tmp_path, "select before, after from changes where field = 'product'")) == {(*names, oldest)}


def test_tables_are_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    made = []
    for name, entries in (("one", ENTRIES), ("other", ENTRIES[::-1])):
        built(tmp_path / name, *entries)
        data = tmp_path / name / "data"
        made.append(
            [(data / table / f"{table}.parquet").read_bytes() for table in ("products", "product_links", "tools")]
        )
    assert made[0] == made[1]


def test_a_listing_that_is_taken_down_is_in_no_product(tmp_path: Path) -> None:
    built(tmp_path, *ENTRIES)
    (tmp_path / "lookups").mkdir()
    (tmp_path / "lookups/takedown.csv").write_text(f"url,quote_id,tool_id,reason,date\n,,{PEBBL},,\n")
    built(tmp_path, *ENTRIES)
    assert products(tmp_path) == [("Google Pebbl 4", 1), ("Tarn", 1)]
    for table in ("products", "product_links", "product_now", "before.products", "before.product_links", "changes"):
        found = rows(tmp_path, f"select * from {table}")
        assert PEBBL not in str(found) and "'Pebbl 4'" not in str(found)


# --- What people decide


def test_a_person_joins_and_divides(tmp_path: Path) -> None:
    decide(
        tmp_path,
        "shiporskip/google-pebbl-4,shiporskip/pebbl-4,different,another weight,2026-03-01",
        f"{GOOGLE.upper()}, shiporskip/tarn ,Same,,",
    )
    report = built(tmp_path, *ENTRIES)
    assert (products(tmp_path), report.unmatched.products) == ([("Pebbl 4", 1), ("Tarn", 2)], [])
    assert rows(tmp_path, "select reason, score from product_links") == [("lookup", 1.0)]
    assert rows(tmp_path, "select alias_id, reason from product_aliases") == [
        (identity.product_id("googlepebbl4"), "lookup")
    ]


def test_what_a_person_names_and_nothing_bears_is_said(tmp_path: Path) -> None:
    decide(tmp_path, f"shiporskip/tern,{PEBBL},same,,", f"{'0' * 32},shiporskip/tarn,different,,")
    built(tmp_path, *ENTRIES)
    run = scrapy("build", dataset=tmp_path)
    assert "Listings in products.csv that there are not: 2\n  shiporskip/tern  (" in run.stdout
    assert "products.csv, line 3)\n" in run.stdout


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("shiporskip/a,shiporskip/b,alike,,", "line 2: 'alike' is no relation"),
        ("shiporskip/tarn,shiporskip/tarn,same,,", "line 2: a listing and itself"),
        ("Pebbl 4,shiporskip/a,same,,", "line 2: 'Pebbl 4' names no listing"),
        ("shiporskip/a,shiporskip/b,same", "line 2: 3 columns instead of 5"),
        (f"{PEBBL},{TARN},same,,\n{TARN},{PEBBL},different,,", "line 3: different here, and the same by other lines"),
        (f"{PEBBL},{TARN},same,,\n{TARN},shiporskip/tarn,different,,", "line 3: a listing and itself"),
    ],
)
def test_a_line_that_cannot_hold_is_an_error(tmp_path: Path, line: str, wrong: str) -> None:
    built(tmp_path, *ENTRIES)
    decide(tmp_path, line)
    with pytest.raises(UserError, match=wrong):
        build(tmp_path)
    assert products(tmp_path) == [("Pebbl 4", 2), ("Tarn", 1)]


def test_an_error_in_the_list_is_one_line(tmp_path: Path) -> None:
    write_records(tmp_path, ENTRIES)
    decide(tmp_path, header="a,b\n")
    assert_one_line(scrapy("build", dataset=tmp_path), "products.csv, line 1", "tool,other,relation,reason,date")


# --- Checks


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dataset = tmp_path_factory.mktemp("products")
    built(dataset, *ENTRIES)
    return dataset


@pytest.mark.parametrize(("check", "table", "sql"), PRODUCT_OFFENCES)
def test_a_check_finds(sound: Path, check: str, table: str, sql: str) -> None:
    path = sound / "data" / table / f"{table}.parquet"
    good = path.read_bytes()
    try:
        rewrite(sound, table, sql)
        assert check in {violation.check for violation in verify(sound)}
    finally:
        path.write_bytes(good)


def test_listings_of_a_page_alone_may_be_a_product_of_all(tmp_path: Path) -> None:
    alone = ToolReading(tool_id=identity.unlisted_tool_id("file", "PEBBL-4", "0" * 32), name="PEBBL-4")
    page = reading("/saved", "x", "tarn", site="file", tools=[alone, tool("tarn", name="Tarn")])
    entries: list[Entry] = [*ENTRIES, fetched(page, crawl=None, minute=50)]
    built(tmp_path, *entries)
    assert rows(tmp_path, "select n_listings, sites from products where name = 'Pebbl 4'") == [(3, ["file", SITE])]
