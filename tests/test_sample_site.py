"""The sample site says what its facts say, holds together, and behaves on the wire as a site should."""

import http.client
import statistics
import time
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from crawler.sample import catalogue, facts, pages
from crawler.sample.frame import ADMIN, MOVED, ORIGIN
from crawler.sample.server import SampleServer
from crawler.sample.site import LAYOUTS, Response, respond


def links(target: str, response: Response) -> list[str]:
    """Paths, with queries, that the page at `target` links to."""
    if not response.headers["Content-Type"].startswith("text/html"):
        return []
    anchors = html.document_fromstring(response.body).xpath("//a/@href")
    return [urljoin(ORIGIN + target, anchor).removeprefix(ORIGIN).partition("#")[0] for anchor in anchors]


def walk(start: str) -> dict[str, Response]:
    """Everything that can be reached from `start` by links and redirects."""
    seen: dict[str, Response] = {}
    waiting = [start]
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        response = seen[target] = respond(target)
        waiting += [response.headers["Location"]] if response.status == 301 else []
        waiting += links(target, response) if response.status == 200 else []
    return seen


@pytest.fixture(scope="module")
def site() -> dict[str, Response]:
    return walk("/compare")


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture
def connection(server: SampleServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    yield connection
    connection.close()


def ask(connection: http.client.HTTPConnection, target: str, method: str = "GET", **headers: str) -> Response:
    connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return Response(answer.status, dict(answer.getheaders()), answer.read())


def test_every_link_leads_somewhere_but_the_retired_one(site: dict[str, Response]) -> None:
    assert {target: response.status for target, response in site.items() if response.status != 200} == {
        pages.RETIRED: 404,
        MOVED: 301,
    }
    assert all(target.startswith("/") for target in site)


def test_every_page_is_reachable_from_the_index(site: dict[str, Response]) -> None:
    assert {each.path for each in catalogue.comparisons()} <= site.keys()
    assert {pages.reviewer_path(who) for who in catalogue.reviewers()} <= site.keys()
    assert {"/", "/about", "/compare?page=2", "/compare?page=3", pages.ARTICLE, pages.DRAFT, ADMIN} <= site.keys()


def test_the_sitemap_lists_every_page_that_is_meant_to_be_found(site: dict[str, Response]) -> None:
    places = etree.fromstring(respond("/sitemap.xml").body).xpath("//*[local-name() = 'loc']/text()")
    found = {place.removeprefix(ORIGIN) for place in places}
    hidden = {ADMIN, pages.DRAFT, pages.RETIRED, MOVED, "/sitemap.xml"}
    filtered = {target for target in site if urlsplit(target).path == "/compare" and urlsplit(target).query}
    assert found == site.keys() - hidden - filtered
    assert len(places) == len(found)


def test_every_page_names_its_own_address(site: dict[str, Response]) -> None:
    for target, response in site.items():
        if response.status == 200 and target != "/sitemap.xml":
            assert html.document_fromstring(response.body).xpath("//link/@href") == [ORIGIN + target]


def test_size_of_the_site() -> None:
    assert len(facts.tool_facts()) == 30
    assert len(facts.comparison_facts()) == 60
    assert len(facts.reviewer_facts()) >= 4
    assert {(each.layout, each.form) for each in catalogue.comparisons()} == {
        (layout, form) for layout in LAYOUTS for form in ("short", "full")
    }
    assert len({(each.first.slug, each.second.slug) for each in catalogue.comparisons()}) == 60


def test_slugs_are_unique_long_enough_and_in_order() -> None:
    slugs = [tool.slug for tool in facts.tool_facts()]
    assert len(set(slugs)) == len(slugs)
    assert all(30 <= len(slug) <= 84 for slug in slugs)
    assert all(list(each.tools) == sorted(each.tools) for each in facts.comparison_facts())
    assert any(long != short and long.startswith(short) for long in slugs for short in slugs)


def test_quotes_differ_and_read_as_paragraphs() -> None:
    quotes = [quote.text for quote in facts.quote_facts()]
    assert len({quote.casefold() for quote in quotes}) == len(quotes) > 130
    assert all(120 <= len(quote) <= 500 for quote in quotes)
    assert all(" ".join(quote.split()) == quote for quote in quotes)


def test_a_score_of_sixty_ships() -> None:
    opinions = [opinion for listing in catalogue.listings().values() for opinion in listing.opinions]
    assert all((opinion.score >= 60) == (opinion.verdict == "ship") for opinion in opinions)


def test_the_odd_cases_are_there() -> None:
    tools, votes = facts.tool_facts(), facts.vote_facts()
    names = [tool.name for tool in tools]
    assert len(set(names)) == len(names) - 1
    assert any(tool.tagline.startswith("60% ") for tool in tools)
    assert any(tool.pricing_text is None for tool in tools)
    assert {"free", "freemium", "paid"} == {tool.entry for tool in tools}
    assert any((vote.share, vote.total) == (0, 1) for vote in votes)
    assert any(vote.state == "none" for vote in votes)
    assert {"Ship", "Mixed", "Skip", None} == {vote.label for vote in votes}
    assert {"printed", "panel", None} == {quote.verdict_source for quote in facts.quote_facts()}
    listings = catalogue.listings().values()
    assert sum(None in catalogue.seats(listing) for listing in listings) == 1
    assert sum(opinion.quote is None for listing in listings for opinion in listing.opinions) == 1


def test_the_skeptic_often_skips_alone() -> None:
    alone = [
        listing.name
        for listing in catalogue.listings().values()
        if {opinion.reviewer for opinion in listing.opinions if opinion.verdict == "skip"} == {"Skeptic"}
    ]
    assert len(alone) >= 5


@pytest.mark.parametrize("comparison", catalogue.comparisons(), ids=lambda each: f"{each.layout}-{each.form}")
def test_a_page_shows_its_facts(comparison: catalogue.Comparison) -> None:
    response = respond(comparison.path)
    charset = "windows-1252" if comparison.layout == "plain" else "utf-8"
    root = html.document_fromstring(response.body, parser=html.HTMLParser(encoding=charset, remove_comments=True))
    etree.strip_elements(root, "script", with_tail=False)
    shown = " ".join(" ".join(root.itertext()).replace("\xad", "").split()).replace(" ", "")
    for side in comparison.sides:
        texts = [side.name, side.category, side.tagline, side.description, side.entry, side.community_card]
        texts += [opinion.quote for opinion in side.opinions if opinion.quote]
        texts += [side.panel_verdict, side.community_verdict, side.pricing] if comparison.is_full else []
        assert [text for text in texts if text.replace(" ", "") not in shown] == []
        assert (side.panel_verdict.replace(" ", "") in shown) == comparison.is_full


def test_a_reviewer_page_counts_what_it_shows_and_names_no_tool() -> None:
    who = next(each for each in catalogue.reviewers() if each.full_name == "The Skeptic")
    body = respond("/reviewer/skeptic?category=Writing+%26+Notes").body.decode()
    verdicts = [each for each in pages.reviewed(who) if each[0].category == "Writing & Notes"]
    shipped = sum(is_ship for _, _, is_ship in verdicts)
    assert f"Writing &amp; Notes verdicts<span>({len(verdicts)} tools, {shipped} shipped)</span>" in body
    assert body.count("<article>") == len(verdicts)
    assert not any(name in body for name in ("Tidepool", "Quillfish", "Marginalia"))


@pytest.mark.parametrize(
    "target", ["/compare?page=4", "/compare?page=0", "/compare?category=Boats", "/reviewer/nobody", "/reviewer/"]
)
def test_what_is_not_there_is_not_found(target: str) -> None:
    assert respond(target).status == 404


def test_the_wire_gives_what_the_site_says(connection: http.client.HTTPConnection) -> None:
    path = catalogue.comparisons()[0].path
    assert ask(connection, path).body == ask(connection, ORIGIN + path).body == respond(path).body
    head = ask(connection, path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(respond(path).body)
    assert ask(connection, MOVED).headers["Location"] == respond(MOVED).headers["Location"]
    assert ask(connection, path, "POST").status == 501


def test_an_unchanged_page_is_not_sent_again(connection: http.client.HTTPConnection, server: SampleServer) -> None:
    for path in ("/compare?page=2", "/robots.txt", "/sitemap.xml", catalogue.comparisons()[0].path):
        tag = ask(connection, path).headers["ETag"]
        again = ask(connection, path, If_None_Match=tag)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        assert ask(connection, path, If_None_Match='"older"').status == 200
    assert ("GET", "/robots.txt", 304) in server.requests


def test_no_answer_waits_for_an_acknowledgement(connection: http.client.HTTPConnection) -> None:
    """Held back, nearly every answer takes 40 ms; the median forgives a busy machine."""
    seconds = []
    for comparison in catalogue.comparisons():
        started = time.perf_counter()
        ask(connection, comparison.path)
        seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) < 0.03


def test_the_server_stops_at_once_with_connections_open() -> None:
    with SampleServer() as running:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
        ask(connection, "/")
        started = time.perf_counter()
    assert time.perf_counter() - started < 1
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(connection, "/")
    connection.close()
