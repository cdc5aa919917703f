"""Bytes and URL in, records out: addresses, encodings, states, and the two texts that the project began with."""

from pathlib import Path

import pytest

from normalize import identity
from normalize.extract import LARGEST_PAGE_BYTES, read, unread
from normalize.records import PageReading

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
URL = "https://shiporskip.io/compare/alder-notes-vs-birch-mail"
PLAIN = "text/plain; charset=utf-8"


def slugs_of(reading: PageReading) -> list[tuple[str, str | None]]:
    return [(tool.name, tool.slug) for tool in reading.tools]


def card(name: str, category: str = "Writing", share: str = "75%", community: str = "—", entry: str = "Free") -> str:
    return (
        f"<div><p>{category}</p><h2>{name}</h2><p>What {name} is for, in one line</p><p>{share}</p><p>Panel ship</p>"
        f"<p>{community}</p><p>Community</p><p>{entry}</p><p>Entry</p>"
        f"<p>{name} is described here at the length that such a paragraph usually has on these pages.</p></div>"
    )


def page(first: str = "Alder Notes", second: str = "Birch Mail", head: str = "", cards: str | None = None) -> str:
    return (
        f'<html lang="en"><head><title>{first} vs {second}</title>{head}</head><body><h1>{first} vs {second}</h1>'
        f"{card(first) + card(second) if cards is None else cards}<h2>Reviewer scorecard</h2>"
        "<div><p>“Of the first tool, in a sentence.”</p><p>“Of the second tool, in a sentence.”</p></div></body></html>"
    )


def read_page(html: str, url: str | None = URL, site: str | None = None) -> PageReading:
    return read(html.encode(), url=url, content_type="text/html; charset=utf-8", site=site, path="file:/saved.html")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed texts are not here")
def test_the_seed_texts() -> None:
    readings = [
        read(
            path.read_bytes(),
            url=None,
            content_type="text/plain; charset=utf-8",
            site="shiporskip",
            path=f"file:{path}",
        )
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    assert [(r.kind, r.state, r.problems, len(r.tools), len(r.quotes), len(r.votes)) for r in readings] == [
        ("comparison", "ok", [], 2, 8, 4)
    ] * 2
    tools = {tool.tool_id: tool for reading in readings for tool in reading.tools}
    quotes = {quote.quote_id for reading in readings for quote in reading.quotes}
    assert len(tools) == 3
    assert len(quotes) == 12
    lines = {line for path in SEEDS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()}
    for tool in tools.values():  # each field is a whole line of its text
        assert {tool.name, tool.tagline, tool.category, tool.description, tool.entry_text} <= lines
    assert {f"“{quote.text}”" for reading in readings for quote in reading.quotes} <= lines
    votes = {(v.tool_id, v.body, v.state, v.share, v.text) for reading in readings for v in reading.votes}
    assert {vote[1:] for vote in votes} == {("panel", "voted", 1.0, "100%"), ("community", "none", None, "—")}
    assert sorted(tool.entry or "" for tool in tools.values()) == ["free", "paid", "paid"]


def test_slugs_are_the_key_and_come_from_the_address() -> None:
    reading = read_page(page())
    assert slugs_of(reading) == [
        ("Alder Notes", "alder-notes"),
        ("Birch Mail", "birch-mail"),
    ]
    assert [tool.tool_id for tool in reading.tools] == [
        identity.tool_id("shiporskip", "alder-notes"),
        identity.tool_id("shiporskip", "birch-mail"),
    ]


def test_an_address_that_names_the_tools_the_other_way_round() -> None:
    reading = read_page(page("Birch Mail", "Alder Notes"))
    assert slugs_of(reading) == [
        ("Birch Mail", "birch-mail"),
        ("Alder Notes", "alder-notes"),
    ]


def test_two_listings_of_one_name_are_told_apart_by_the_address() -> None:
    reading = read_page(page("Alder", "Alder"), url="https://shiporskip.io/compare/alder-2-vs-alder-for-teams")
    assert [tool.slug for tool in reading.tools] == ["alder-2", "alder-for-teams"]
    assert [quote.tool_id for quote in reading.quotes] == [tool.tool_id for tool in reading.tools]


def test_two_listings_of_one_name_without_an_address_are_a_problem_not_a_guess() -> None:
    reading = read_page(page("Alder", "Alder"), url=None, site="shiporskip")
    assert (reading.state, reading.comparison_id, reading.tools) == ("ok", None, [])
    assert any(problem.startswith("tools: ") for problem in reading.problems)


@pytest.mark.parametrize(
    ("slugs", "pair"),
    [
        ("vim-vs-emacs-mode-vs-zed", ("vim-vs-emacs-mode", "zed")),
        ("alder-vs-alder-pro", ("alder", "alder-pro")),
    ],
)
def test_slugs_that_contain_vs_or_one_another(slugs: str, pair: tuple[str, str]) -> None:
    names = {"vim-vs-emacs-mode": "Vim vs Emacs Mode", "zed": "Zed", "alder": "Alder", "alder-pro": "Alder Pro"}
    reading = read_page(page(names[pair[0]], names[pair[1]]), url=f"https://shiporskip.io/compare/{slugs}")
    assert [tool.slug for tool in reading.tools] == list(pair)


def test_a_saved_file_has_the_address_of_its_canonical_link() -> None:
    reading = read_page(page(head=f'<link rel="canonical" href="{URL}/?utm_source=x">'), url=None)
    assert (reading.url, reading.site, reading.page_id) == (URL, "shiporskip", identity.page_id(URL))


def test_a_saved_file_without_address_stands_for_itself() -> None:
    named, unnamed = (read_page(page(), url=None, site=site) for site in ("shiporskip", None))
    assert (named.site, unnamed.site) == ("shiporskip", "file")
    assert named.url == unnamed.url == "file:/saved.html"
    assert named.page_id != unnamed.page_id
    other = read_page(page() + "<p>other bytes</p>", url=None)
    assert {tool.tool_id for tool in unnamed.tools}.isdisjoint(tool.tool_id for tool in other.tools)
    again = read_page(page() + "<p>other bytes</p>", url=None, site="shiporskip")
    assert [tool.tool_id for tool in named.tools] == [tool.tool_id for tool in again.tools]


def test_a_canonical_link_to_another_host_is_not_believed() -> None:
    reading = read_page(page(head='<link rel="canonical" href="https://elsewhere.example/compare/a-vs-b">'))
    assert reading.url == URL


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("windows-1252"), "text/html; charset=windows-1252"),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("windows-1252"), "text/html; charset=iso-8859-1"),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("windows-1252"), "text/html"),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("windows-1252"), "text/html; charset=utf-8"),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("utf-8"), "text/html; charset=iso-8859-1"),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("utf-8-sig"), None),
        (page("Café ‘Über’", "Naïve – “Quoted”").encode("utf-16"), "text/html"),
        (
            page("Café ‘Über’", "Naïve – “Quoted”", head='<meta charset="windows-1252">').encode("windows-1252"),
            None,
        ),
    ],
    ids=["header", "called latin-1", "undeclared", "called UTF-8", "UTF-8 called latin-1", "mark", "UTF-16", "meta"],
)
def test_every_encoding_reads_the_same(body: bytes, content_type: str | None) -> None:
    reading = read(body, url=URL, content_type=content_type)
    assert [tool.name for tool in reading.tools] == ["Café ‘Über’", "Naïve – “Quoted”"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "bytes that are no text"),
        (b" " * (LARGEST_PAGE_BYTES + 1), "over the limit"),
    ],
)
def test_what_is_no_page_is_failed(body: bytes, problem: str) -> None:
    reading = read(body, url=URL, content_type="text/html")
    assert reading.state == "failed"
    assert len(reading.problems) == 1
    assert problem in reading.problems[0]


def test_nesting_that_the_parser_cuts_is_a_stated_problem() -> None:
    for body, state in (("<section>" * 100_000 + page(), "failed"), (page() + "<section>" * 100_000, "ok")):
        reading = read_page(body)
        assert reading.state == state
        assert any("nested too deeply" in problem for problem in reading.problems)


def test_an_empty_body_is_no_comparison() -> None:
    assert read(b"", url=URL).state == "not_comparison"


@pytest.mark.parametrize(
    ("url", "kind", "state"),
    [
        ("https://shiporskip.io/compare", "index", "ok"),
        ("https://shiporskip.io/compare?page=2", "index", "ok"),
        ("https://shiporskip.io/about", "other", "not_comparison"),
        ("https://shiporskip.io/compare/a-vs-b", "comparison", "not_comparison"),
        ("https://shiporskip.io/reviewer/nobody", "reviewer", "not_comparison"),
    ],
)
def test_a_page_that_compares_nothing(url: str, kind: str, state: str) -> None:
    reading = read_page("<title>Words</title><p>Speed vs polish is an old question without a tool.</p>", url=url)
    assert (reading.kind, reading.state, reading.tools) == (kind, state, [])


def test_fields_that_are_missing_are_named_and_null() -> None:
    cards = card("Alder Notes").replace("<p>Free</p>", "") + card("Birch Mail").replace("<p>Writing</p>", "")
    reading = read_page(page(cards=cards))
    assert [tool.entry_text for tool in reading.tools] == [None, "Free"]
    assert [tool.category for tool in reading.tools] == ["Writing", None]
    assert sorted(problem.split(":")[0] for problem in reading.problems) == ["category", "entry"]


def test_nobody_voted_is_not_zero() -> None:
    reading = read_page(page(cards=card("Alder Notes", community="0%") + card("Birch Mail", community="")))
    community = [vote for vote in reading.votes if vote.body == "community"]
    assert [(vote.state, vote.share) for vote in community] == [("voted", 0.0), ("none", None)]


def test_what_was_not_read_says_why() -> None:
    reading = unread(URL, state="gone", reason="status 404")
    assert (reading.state, reading.problems, reading.page_id) == ("gone", ["page: status 404"], identity.page_id(URL))


def test_an_unknown_site_is_refused() -> None:
    with pytest.raises(KeyError):
        read(b"", url=URL, site="nowhere")
