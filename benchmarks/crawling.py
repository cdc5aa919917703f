"""What a crawl costs beside a bare Scrapy spider that fetches the same pages and does nothing with them, in one run.

    python benchmarks/crawling.py [PAGES]

Prints pages a second until the last page was sent, seconds of the whole commands, their ratios, and the most memory
that all processes of a command hold, until then and after; what they share is counted once. Needs Linux.
"""

import asyncio
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRAPY = Path(sys.executable).with_name("scrapy")
N_RELATED = 8
PARAGRAPHS = 60
SAMPLE_SECONDS = 0.5
COMMON = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=WARNING"]
BARE = """
import scrapy
class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False}
    async def start(self):
        for number in range(%d):
            yield scrapy.Request("%s/compare/a%%d-vs-b" %% number)
    def parse(self, response):
        pass
"""
TOOL = (
    "<section><p>Tools</p><h2>{0}</h2><p>The {0} of tools</p><b>75%</b><i>Panel ship</i><b>—</b><i>Community</i>"
    "<b>Free</b><i>Entry</i><p>{0} does one thing, and does it well enough for who tries it.</p></section>"
)
FILLER = (
    "<p>A paragraph that stands where a page has its menus, its footers and all that a reader skips. {0}</p>"
    * PARAGRAPHS
)


def page(number: int, n_pages: int) -> bytes:
    """A comparison page of about 10 kB with related links."""
    related = "".join(
        f'<a href="/compare/a{(number * 7 + k) % n_pages}-vs-b">related</a>' for k in range(1, N_RELATED + 1)
    )
    tools = TOOL.format(f"Tool {number}") + TOOL.format("B")
    quotes = f"<h2>Reviewer scorecard</h2><p>“Tool {number} is quick.”</p><p>“B is slow.”</p>"
    title = f"Tool {number} vs B"
    return f"<title>{title}</title><h1>{title}</h1>{tools}{quotes}{FILLER.format(number)}{related}".encode()


class Site:
    """Serves the pages and a sitemap of them, head and body at once; notes when each was sent."""

    def __init__(self, n_pages: int) -> None:
        self.n_pages = n_pages
        self.first = self.last = 0.0
        self.n_sent = 0
        self._ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)  # asyncio sets TCP_NODELAY
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(None, 2)[1].decode()
                found = re.fullmatch(r"/compare/a(\d+)-vs-b", path)
                if found:
                    body, status = page(int(found[1]), self.n_pages), "200 OK"
                    self.n_sent += 1
                    self.last = time.perf_counter()
                    self.first = self.first or self.last
                elif path == "/sitemap.xml":
                    urls = (f"<url><loc>{self.url}/compare/a{n}-vs-b</loc></url>" for n in range(self.n_pages))
                    body, status = f"<urlset>{''.join(urls)}</urlset>".encode(), "200 OK"
                else:
                    body, status = b"", "404 Not Found"
                head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@dataclass
class Run:
    """What a command came to."""

    pages_a_second: float
    seconds: float
    fetching_megabytes: float
    after_megabytes: float


def run(site: Site, command: list[str], folder: Path) -> Run:
    """Run a command until it is done, looking at its memory from time to time."""
    site.first = site.last = 0.0
    site.n_sent = 0
    began = time.perf_counter()
    most = {False: 0.0, True: 0.0}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            is_fetched = site.n_sent == site.n_pages
            most[is_fetched] = max(most[is_fetched], megabytes(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(SAMPLE_SECONDS)
    seconds = time.perf_counter() - began
    assert process.returncode == 0 and site.n_sent == site.n_pages, (process.returncode, site.n_sent)
    return Run(site.n_sent / (site.last - site.first), seconds, most[False], most[True])


def megabytes(process: int) -> float:
    """What a process and those below it hold: of memory that several map, each counts its share."""
    try:
        share = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        below = [child for task in Path(f"/proc/{process}/task").iterdir() for child in (task / "children").open()]
    except OSError:  # it has ended
        return 0.0
    return (int(share[1]) / 1024 if share else 0.0) + sum(
        megabytes(int(child)) for line in below for child in line.split()
    )


def main() -> None:
    """Measure both and print what they come to."""
    n_pages = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with tempfile.TemporaryDirectory() as folder:
        site = Site(n_pages)
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE % (n_pages, site.url), encoding="utf-8")
        runs: dict[str, list[Run]] = {"bare": [], "ours": []}
        for turn in range(2):
            where = [
                "-a",
                f"start={site.url}/sitemap.xml",
                "-a",
                "site=shiporskip",
                "-s",
                f"DATASET_DIR={folder}/{turn}",
            ]
            runs["bare"].append(run(site, [str(SCRAPY), "runspider", str(bare), *COMMON], bare.parent))
            runs["ours"].append(run(site, [str(SCRAPY), "crawl", "comparisons", *where, *COMMON], ROOT))
    fastest = {name: max(run.pages_a_second for run in some) for name, some in runs.items()}
    shortest = {name: min(run.seconds for run in some) for name, some in runs.items()}
    for name, some in runs.items():
        print(f"{name}: {fastest[name]:.0f} pages a second while fetching, {shortest[name]:.1f} s in all")
        fetching, after = max(run.fetching_megabytes for run in some), max(run.after_megabytes for run in some)
        print(f"{name}: {fetching:.0f} MB at most while fetching, {after:.0f} MB after")
    print(f"ratio while fetching: {fastest['ours'] / fastest['bare']:.2f} (at least 0.8 wanted)")
    print(f"ratio of the whole: {shortest['bare'] / shortest['ours']:.2f} (at least 0.5 wanted)")


if __name__ == "__main__":
    main()
