"""`scrapy crawl comparisons` over real HTTP on loopback: what is asked for, archived, recorded, and the exit status."""

import gzip
import random
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from loopback import (
    Answer,
    WebServer,
    assert_one_line,
    entries,
    interrupted_scrapy,
    page_states,
    scrapy,
    scrapy_on_a_full_disk,
    self_signed,
)
from scrapy import Spider
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler import settings as project_settings
from crawler.archive_reader import ArchiveRecord, decoded_body, read_archive
from crawler.discovery import is_sitemap, links
from crawler.frontier import Frontier
from crawler.journal import Journal
from crawler.plan import Scope, plan_crawl
from crawler.session import Session
from normalize.dataset import Dataset
from normalize.errors import UserError

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
TOOL = (
    "<section><p>Developer Tools</p><h2>{0}</h2><p>The {0} among tools</p><b>75%</b><i>Panel ship</i><b>—</b>"
    "<i>Community</i><b>Free</b><i>Entry</i><p>{0} is a tool that does one thing, and does it well enough for most "
    "people who try it once.</p></section>"
)


def comparison(a: str, b: str, *hrefs: str) -> bytes:
    anchors = "".join(f'<a href="{href}">more</a>' for href in hrefs)
    return (
        f"<title>{a} vs {b}</title><p>AI tool comparison</p><h1>{a} vs {b}</h1>{TOOL.format(a)}{TOOL.format(b)}"
        f"<h2>Reviewer scorecard</h2><p>“{a} is quick.”</p><p>“{b} is slow.”</p>{anchors}"
    ).encode()


def crawl(server: WebServer, dataset: Path, *args: str, start: str = "/compare") -> list[dict[str, object]]:
    where = ("-a", f"start={server.url(start)}", "-a", "site=shiporskip")
    run = scrapy("crawl", "comparisons", *where, *FAST, *args, dataset=dataset)
    assert run.returncode == 0, run.stderr
    return entries(dataset)


def archived(dataset: Path) -> list[ArchiveRecord]:
    return [record for path in sorted((dataset / "archive").iterdir()) for record in read_archive(path)]


def pages(rows: list[dict[str, object]]) -> dict[str, tuple[str, object]]:
    """State and status by path."""
    return {
        "/" + str(row["url"]).split("/", 3)[3]: (row["page"]["state"], row["http_status"])  # type: ignore[index]
        for row in rows
        if row["kind"] == "page"
    }


def test_a_site_is_crawled_archived_and_recorded(tmp_path: Path) -> None:
    site = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /compare/private-", 200, {"Content-Type": "text/plain"}),
        "/compare": Answer(
            b'<a href="/compare/a-vs-b?utm_source=x#top">1</a> <a href="compare/c-vs-d/">2</a>'
            b'<a href="/compare/private-vs-e">3</a><a href="/compare/gone-vs-e">4</a><a href="/about">5</a>'
            b'<a href="http://elsewhere.test/compare/a-vs-b">6</a><a href="/compare/old-vs-b">7</a>'
            b'<a href="/compare/busy-vs-b">8</a><a href="/compare/shut-vs-b">9</a><a href="http://[">10</a>'
        ),
        "/compare/a-vs-b": Answer(
            gzip.compress(comparison("A", "B", "/compare/f-vs-g")),
            200,
            {"Content-Type": "text/html", "Content-Encoding": "gzip", "Set-Cookie": "id=hush"},
        ),
        "/compare/c-vs-d": Answer(
            comparison("C", "D"), 200, {"Content-Type": "text/html", "Referrer-Policy": "unsafe-url"}
        ),
        "/compare/f-vs-g": Answer(comparison("F", "G")),
        "/compare/old-vs-b": Answer(b"", 301, {"Location": "/compare/a-vs-b"}),
        "/compare/busy-vs-b": lambda time: Answer(b"busy", 503) if time == 1 else Answer(comparison("Busy", "B")),
        "/compare/shut-vs-b": Answer(b"no", 403),
    }
    with WebServer(site) as server:
        rows = crawl(server, tmp_path)
        assert server.asked[0] == "/robots.txt"
        assert sorted(set(server.asked)) == sorted({*site, "/compare/gone-vs-e"})
        assert server.asked.count("/compare/a-vs-b") == 1
        assert all(header["user-agent"].startswith("comparisons/") for header in server.headers)
        assert not any({"referer", "cookie"} & set(header) for header in server.headers)
    assert pages(rows) == {
        "/compare": ("ok", 200),
        "/compare/a-vs-b": ("ok", 200),
        "/compare/c-vs-d": ("ok", 200),
        "/compare/f-vs-g": ("ok", 200),
        "/compare/busy-vs-b": ("ok", 200),
        "/compare/gone-vs-e": ("gone", 404),
        "/compare/shut-vs-b": ("blocked", 403),
        "/compare/private-vs-e": ("disallowed", None),
    }
    assert [row["kind"] for row in rows][:2] == ["crawl_started", "robots"]
    assert rows[-1]["kind"] == "crawl_finished" and rows[-1]["finish_reason"] == "finished"
    (redirect,) = (row for row in rows if row["kind"] == "redirect")
    assert str(redirect["location"]).endswith("/compare/a-vs-b")
    assert {row["page"]["site"] for row in rows if row["kind"] == "page"} == {"shiporskip"}  # type: ignore[index]
    records = archived(tmp_path)
    (raw,) = (record for record in records if record.type == "response" and str(record.url).endswith("/a-vs-b"))
    assert gzip.decompress(raw.body) == decoded_body(raw) == comparison("A", "B", "/compare/f-vs-g")
    (file,) = (tmp_path / "archive").iterdir()
    assert b"hush" not in gzip.decompress(file.read_bytes())
    assert [record.type for record in records].count("response") == len(server.asked)


def test_a_failed_request_is_recorded(tmp_path: Path) -> None:
    site = {
        "/compare": Answer(
            comparison("A", "B", "/compare/cut-vs-b", "/compare/loop-vs-b", "/compare/bad-vs-b", "/compare/big-vs-b")
        ),
        "/compare/cut-vs-b": Answer(b"short", 200, {"Content-Type": "text/html", "Content-Length": "5000"}),
        "/compare/loop-vs-b": Answer(b"", 302, {"Location": "/compare/loop-vs-b?page=1"}),
        "/compare/loop-vs-b?page=1": Answer(b"", 302, {"Location": "/compare/loop-vs-b?page=2"}),
        "/compare/loop-vs-b?page=2": Answer(b"", 302, {"Location": "/compare/loop-vs-b?page=3"}),
        "/compare/bad-vs-b": Answer(
            gzip.compress(comparison("Bad", "B"))[:-9], 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        ),
        "/compare/big-vs-b": Answer(
            gzip.compress(bytes(30_000_000)), 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        ),
        "/compare/a-vs-b": Answer(comparison("A", "B", "/compare")),
    }
    with WebServer(site) as server:
        rows = crawl(server, tmp_path, "-s", "REDIRECT_MAX_TIMES=2", "-s", "RETRY_TIMES=1", start="/compare/a-vs-b")
        assert server.asked.count("/compare/cut-vs-b") == 2
    found = pages(rows)
    assert found["/compare/cut-vs-b"] == ("failed", None)
    assert found["/compare/loop-vs-b"] == ("failed", None)
    assert found["/compare/bad-vs-b"] == ("failed", 200)
    assert found["/compare/big-vs-b"] == ("failed", 200)
    assert len([row for row in rows if row["kind"] == "page"]) == len(found)


def test_a_sitemap_index_leads_to_every_page(tmp_path: Path) -> None:
    with WebServer({}) as server:
        listed = [f"/compare/a{number}-vs-b" for number in range(5)]
        urls = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in [*listed, "/about"])
        server.pages |= {path: Answer(comparison(f"A{path[10]}", "B")) for path in listed}
        server.pages["/sitemap.xml"] = Answer(
            f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<sitemap><loc>{server.url('/parts/1.gz')}</loc></sitemap></sitemapindex>".encode(),
            200,
            {"Content-Type": "application/xml"},
        )
        server.pages["/parts/1.gz"] = Answer(
            gzip.compress(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()),
            200,
            {"Content-Type": "application/x-gzip"},
        )
        rows = crawl(server, tmp_path, start="/sitemap.xml")
        assert "/about" not in server.asked
    assert pages(rows) == dict.fromkeys(listed, ("ok", 200))
    assert [row["kind"] for row in rows].count("sitemap") == 2


def test_the_sample_site_is_crawled_without_argument_and_without_delay(tmp_path: Path) -> None:
    run = scrapy("crawl", "comparisons", dataset=tmp_path)
    assert run.returncode == 0, run.stderr
    rows = entries(tmp_path)
    assert {row["page"]["site"] for row in rows if row["kind"] == "page"} == {"sample"}  # type: ignore[index]
    assert len([row for row in rows if row["kind"] == "page"]) > 20
    assert rows[-1]["at"] - rows[0]["at"] < timedelta(seconds=20)  # type: ignore[operator]
    assert all(str(row["url"]).startswith("http://sample.test/") for row in rows if row["url"])


def test_ctrl_c_ends_the_crawl_with_records_and_status_130(tmp_path: Path) -> None:
    endless = {
        f"/compare/a{number}-vs-b": Answer(comparison(f"A{number}", "B", f"/compare/a{number + 1}-vs-b"))
        for number in range(400)
    }
    with WebServer(endless) as server:
        run = interrupted_scrapy(
            *("crawl", "comparisons", "-a", f"start={server.url('/compare/a0-vs-b')}", "-a", "site=shiporskip"),
            *("-s", "DOWNLOAD_DELAY=0.2", "-s", "AUTOTHROTTLE_ENABLED=0"),
            dataset=tmp_path,
            ready=lambda: len(server.asked) > 3,
        )
    assert run.returncode == 130, run.stderr
    assert "Traceback" not in run.stderr
    rows = entries(tmp_path)
    assert rows[-1]["finish_reason"] == "shutdown"
    assert len(pages(rows)) >= 3


def test_no_comparison_page_is_status_1(tmp_path: Path) -> None:
    with WebServer({"/": Answer(b"<p>Nothing is compared here.</p>")}) as server:
        run = scrapy("crawl", "comparisons", "-a", f"start={server.url('/')}", *FAST, dataset=tmp_path)
    assert run.returncode == 1
    assert "no comparison page was found" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_server_that_is_not_there_is_status_1_without_traceback(tmp_path: Path) -> None:
    with WebServer({}) as server:
        url = server.url("/compare")
    run = scrapy("crawl", "comparisons", "-a", f"start={url}", "-s", "RETRY_ENABLED=0", *FAST, dataset=tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert pages(entries(tmp_path)) == {"/compare": ("failed", None)}


@pytest.mark.parametrize("verifies", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, verifies: bool) -> None:
    site = {"/compare/a-vs-b": Answer(comparison("A", "B"))}
    with WebServer(site, certificate=self_signed(tmp_path / "certificate.pem")) as server:
        where = ("-a", f"start={server.url('/compare/a-vs-b')}", "-a", "site=shiporskip", "-s", "RETRY_ENABLED=0")
        trusting = () if verifies else ("-s", "DOWNLOAD_VERIFY_CERTIFICATES=0")
        run = scrapy("crawl", "comparisons", *where, *FAST, *trusting, dataset=tmp_path / "data")
    assert run.returncode == int(verifies), run.stderr
    (row,) = pq.read_table(tmp_path / "data" / "data" / "pages").to_pylist()
    assert row["state"] == ("failed" if verifies else "ok")
    assert any("certificate verify failed" in problem for problem in row["problems"]) == verifies
    assert bool(server.asked) != verifies


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-a", "strat=http://a.test/"], ["unknown argument 'strat'", "site, start"]),
        (["-a", "site=nowhere"], ["unknown site 'nowhere'", "generic", "sample", "shiporskip"]),
        (["-a", "site=generic"], ["no start pages", "-a start="]),
        (["-a", "start=page.html"], ["'page.html' is no http or https address", "scrapy extract"]),
        (["-a", "start=http://127.0.0.1/,ftp://a.test/"], ["'ftp://a.test/' is no http or https address"]),
        (["-a", "start=http://me:secret@127.0.0.1/"], ["user name or password"]),
        (["-a", "site=shiporskip"], ["live crawl", "-s CONTACT="]),
        (["-a", "site=shiporskip", "-s", "CONTACT=nonsense"], ["'nonsense' is neither", "-s CONTACT="]),
        (["-s", "RETRY_HTTP_CODES=5xx"], ["RETRY_HTTP_CODES", "'5xx'", "500,503"]),
        (["-s", "ARCHIVE_FILE_MAX_BYTES=1GB"], ["ARCHIVE_FILE_MAX_BYTES", "'1GB'", "a number"]),
        (["-s", "SITE_MAX_PAGES=many"], ["SITE_MAX_PAGES", "'many'", "a number"]),
        (["-a", "start=http://127.0.0.1/,http://a.test/"], ["live crawl", "-s CONTACT="]),
        (["-a", "site"], ["-a NAME=VALUE"]),
        (["-s", "DOWNLOAD_DELAY=soon"], ["DOWNLOAD_DELAY", "'soon'", "number"]),
        (["-s", "LOG_LEVEL=loud"], ["LOG_LEVEL", "'loud'", "INFO"]),
        (["more"], ["one spider", "comparisons"]),
    ],
)
def test_a_mistake_is_told_in_one_line_before_anything_is_fetched(
    tmp_path: Path, args: list[str], words: list[str]
) -> None:
    dataset = tmp_path / "data"
    assert_one_line(scrapy("crawl", "comparisons", *args, dataset=dataset), *words)
    assert not (dataset / "archive").exists()


def test_a_folder_that_is_not_writable_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = scrapy("crawl", "comparisons", dataset=tmp_path / "file" / "data")
    assert_one_line(run, "cannot write to", "DATASET_DIR")


def test_a_folder_in_use_is_told(tmp_path: Path) -> None:
    with Dataset(tmp_path).lock():
        assert_one_line(scrapy("crawl", "comparisons", dataset=tmp_path), "in use", "DATASET_DIR")


def test_a_full_disk_ends_the_crawl_in_one_line_and_keeps_what_was_written(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(40_000).hex().encode()
    site = {
        f"/compare/a{number}-vs-b": Answer(comparison(f"A{number}", "B", f"/compare/a{number + 1}-vs-b") + noise)
        for number in range(50)
    }
    with WebServer(site) as server:
        url = server.url("/compare/a0-vs-b")
        args = ("crawl", "comparisons", "-a", f"start={url}", "-a", "site=shiporskip", *FAST)
        run = scrapy_on_a_full_disk(*args, dataset=tmp_path, largest_file_bytes=200_000)
    assert_one_line(run, "cannot write to", "File too large", "free space")
    assert len(server.asked) < 30
    assert [record.type for record in archived(tmp_path)].count("response") >= 3


def test_an_unknown_spider_is_told(tmp_path: Path) -> None:
    assert_one_line(scrapy("crawl", "comparison", dataset=tmp_path), "'comparison'", "known spiders: comparisons")


def test_the_users_settings_win(tmp_path: Path) -> None:
    site = {"/compare/a-vs-b": Answer(comparison("A", "B")), "/robots.txt": Answer(b"User-agent: *\nDisallow: /")}
    with WebServer(site) as server:
        crawl(
            server,
            tmp_path,
            *("-s", "ROBOTSTXT_OBEY=0", "-s", "USER_AGENT=mine/1", "-s", "REFERRER_POLICY=unsafe-url"),
            *("-s", 'DOWNLOADER_MIDDLEWARES={"scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 501}'),
            start="/compare/a-vs-b",
        )
        assert server.asked == ["/compare/a-vs-b"]
        assert server.headers[0]["user-agent"] == "mine/1"


def test_the_contact_is_in_the_user_agent(tmp_path: Path) -> None:
    with WebServer({"/compare/a-vs-b": Answer(comparison("A", "B"))}) as server:
        crawl(server, tmp_path, "-s", "CONTACT=you@example.org", start="/compare/a-vs-b")
        assert all(header["user-agent"].endswith(" (+you@example.org)") for header in server.headers)


def test_defaults_are_polite() -> None:
    defaults = Settings()
    defaults.setmodule(project_settings, priority="project")
    assert defaults.getbool("ROBOTSTXT_OBEY")
    assert defaults.getfloat("DOWNLOAD_DELAY") == 1
    assert defaults.getbool("AUTOTHROTTLE_ENABLED")
    assert defaults.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    for name in ("COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "METAREFRESH_ENABLED"):
        assert not defaults.getbool(name)


def test_plan() -> None:
    plan = plan_crawl(
        {"start": "http://A.test/x,y?q=1,2, https://b.test:444/ ,http://a.test:80/", "site": "shiporskip"}
    )
    assert plan.starts == ("http://A.test/x,y?q=1,2", "https://b.test:444/", "http://a.test:80/")
    assert plan.hosts == ["a.test", "b.test:444"]
    assert plan.scope.site_name("http://a.test/other") == "shiporskip"
    assert plan.scope.site_name("http://c.test/") is None
    assert plan.scope.rules("http://c.test/").name == "generic"
    assert plan.is_live and not plan.is_sample
    assert not plan_crawl({"start": "http://localhost:1/,http://[::1]/,http://127.9.9.9/"}).is_live
    sample = plan_crawl({})
    assert sample.is_sample and not sample.is_live and sample.site == "sample"
    with pytest.raises(UserError):
        plan_crawl({"start": ""})


def test_links_are_canonical_on_the_same_host_and_of_kinds_to_follow() -> None:
    body = (
        b'<base href="/deep/"><a href="../compare/a-vs-b/#x"><a href=" /compare/a-vs-b?utm_source=y ">'
        b'<a href="javascript:x"><a href="/reviewer/skeptic?category=A">'
        b'<a href="https://shiporskip.io:443/compare"><a href="mailto:a@b.test">'
        b'<a href="http://[bad"><!-- <a href="/compare/c-vs-d"> --><area href="/compare/e-vs-f"><a href="/imprint">'
    )
    assert links(body, "https://shiporskip.io/", "text/html", Scope()).urls == [
        "https://shiporskip.io/compare/a-vs-b",
        "https://shiporskip.io/reviewer/skeptic?category=A",
        "https://shiporskip.io/compare",
        "https://shiporskip.io/compare/e-vs-f",
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\0\0", b"<", b"<urlset>", b"<urlset>\0<url><loc>", b"\x1f\x8bno gzip", b"plain", b"<a href=x"],
)
def test_links_of_anything(body: bytes) -> None:
    assert links(body, "http://a.test/", None, Scope()).urls == []


def test_the_spider_keeps_its_start_method_whatever_its_argument() -> None:
    from crawler.spiders.comparisons import ComparisonsSpider

    spider = ComparisonsSpider(start="http://a.test/compare/a-vs-b")
    assert isinstance(spider, Spider) and callable(spider.start)
    spider.frontier = Frontier(get_crawler())
    spider.session = Session.begin(spider.plan, Journal(), Settings())
    assert not list(spider.parse(HtmlResponse("http://a.test/", status=404, body=b'<a href="/a-vs-b">')))


def test_a_sitemap_of_odd_entries_gives_the_sound_ones() -> None:
    entries = "<url/>" * 50_000 + f"<url><loc>http://a.test/{'x' * 100_000}</loc></url>"
    entries += "<url><lastmod>2026</lastmod><image><loc>http://a.test/compare/no-vs-no</loc></image>"
    entries += "<loc> http://a.test/compare/a-vs-b </loc></url>"
    body = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"
    assert links(
        body.encode(), "http://a.test/sitemap.xml", "text/xml", Scope("shiporskip", frozenset({"a.test"}))
    ).urls == ["http://a.test/compare/a-vs-b"]


def test_a_sitemap_of_plain_lines_is_read() -> None:
    body = b"\xef\xbb\xbfhttp://a.test/compare/a-vs-b\r\n\r\nhttps://b.test/\nhttp://a.test/compare/c-vs-d"
    found = links(body, "http://a.test/all.txt", "text/plain", Scope("shiporskip", frozenset({"a.test"})))
    assert is_sitemap(body, "http://a.test/all.txt") and found.source == "sitemap"
    assert found.urls == ["http://a.test/compare/a-vs-b", "http://a.test/compare/c-vs-d"]
    for prose in (b"See http://a.test/compare/a-vs-b", b"http://a.test/ is where it stands", b"<p>http://a.test/</p>"):
        assert not is_sitemap(prose, "http://a.test/all.txt")


def test_of_a_sitemap_that_is_too_long_or_truncated_the_beginning_is_read() -> None:
    entry = b"<url><loc>http://a.test/compare/%d-vs-b</loc><lastmod>" + b" " * 1000 + b"2026-01-01</lastmod></url>"
    text = b"<urlset>" + b"".join(entry % number for number in range(30_000)) + b"</urlset>"
    packed = gzip.compress(text, 1)
    for body, fewest in ((packed, 20_000), (packed[: len(packed) // 2], 10_000)):
        found = links(body, "http://a.test/all.xml.gz", None, Scope("shiporskip", frozenset({"a.test"})))
        assert found.source == "sitemap" and not found.is_whole
        assert fewest < len(found.urls) < 30_000 and is_sitemap(body, "http://a.test/all.xml.gz")


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_sitemap_in_utf_16_is_read(charset: str) -> None:
    declared = "" if charset == "utf-16" else '<?xml version="1.0" encoding="UTF-16"?>'  # or a byte-order mark
    text = f"{declared}<urlset><url><loc>http://a.test/compare/a-vs-b</loc></url></urlset>"
    body = text.encode(charset)
    scope = Scope("shiporskip", frozenset({"a.test"}))
    assert is_sitemap(body, "http://a.test/pages")
    assert links(body, "http://a.test/pages", "text/xml", scope).urls == ["http://a.test/compare/a-vs-b"]


@pytest.mark.parametrize("charset", ["idna", "zlib_codec", "utf-7", "utf-16", "no such"])
def test_links_are_found_whatever_the_charset_is_said_to_be(charset: str) -> None:
    body = b'<a href="/compare/a-vs-b">a</a>'
    scope = Scope("shiporskip", frozenset({"a.test"}))
    assert links(body, "http://a.test/compare", f"text/html; charset={charset}", scope).urls == [
        "http://a.test/compare/a-vs-b"
    ]


def test_a_password_in_a_redirect_is_neither_kept_nor_told(tmp_path: Path) -> None:
    with WebServer({"/compare/a-vs-b": Answer(comparison("A", "B"))}) as server:
        target = server.url("/compare/a-vs-b").replace("//", "//joe:hush@")
        server.pages["/compare/old-vs-b"] = Answer(b"", 302, {"Location": target})
        server.pages["/robots.txt"] = Answer(b"", 302, {"Location": target.replace("http:", "")})
        where = ("-a", f"start={server.url('/compare/old-vs-b')}", "-a", "site=shiporskip")
        run = scrapy("crawl", "comparisons", *where, *FAST, dataset=tmp_path)
    assert run.returncode == 0, run.stderr
    (path,) = (tmp_path / "archive").iterdir()
    assert b"hush" not in gzip.decompress(path.read_bytes()) and "hush" not in run.stdout + run.stderr
    assert page_states(tmp_path) == {"/compare/a-vs-b": "ok"}


def test_a_sitemap_after_a_long_comment_is_one() -> None:
    body = b"<?xml version='1.0'?>\n<!-- %s -->\n<urlset><url><loc>http://a.test/compare/a-vs-b</loc></url></urlset>"
    found = links(body % (b"by a tool " * 900), "http://a.test/m.xml", None, Scope("shiporskip", frozenset({"a.test"})))
    assert (found.source, found.urls) == ("sitemap", ["http://a.test/compare/a-vs-b"])
    assert not is_sitemap(b"<!-- <urlset> --><p>page</p>", "http://a.test/m.xml")
