"""How soon a killed crawl of many pages fetches again, against what it takes to decompress its archive, in one run.

    python benchmarks/resume.py [PAGES]

Writes an archive of pages of 20 kB (100,000 by default, 800 MB), of which a sitemap names ten more, and goes on.
"""

import gzip
import random
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from crawling import COMMON, ROOT, SCRAPY, Site, page

from crawler.archive import ArchiveWriter, CrawlInfo, Message

N_MISSING = 10
PAGE_BYTES = 20_000
READ_BYTES = 1024**2


def main() -> None:
    """Measure both and print what they come to."""
    n_pages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        site = Site(n_pages + N_MISSING)
        write_archive(Path(folder) / "archive", site.url, n_pages)
        unpacked = seconds_to_unpack(Path(folder) / "archive")
        resumed = seconds_to_fetch(site, Path(folder))
    print(f"decompressing the archive of {n_pages:,} pages: {unpacked:.1f} s")
    print(f"until the first page is fetched: {resumed:.1f} s (at most 60 wanted of 100,000 pages)")
    print(f"ratio: {resumed / unpacked:.2f}")


def write_archive(folder: Path, origin: str, n_pages: int) -> None:
    """An archive of a crawl that has not ended."""
    start = datetime(2026, 1, 1)
    starts = [f"{origin}/sitemap.xml"]
    writer = ArchiveWriter(folder, CrawlInfo(uuid.uuid4().hex, start, "shiporskip", [origin[7:]], starts))
    urls = (f"<url><loc>{origin}/compare/a{n}-vs-b</loc></url>" for n in range(n_pages + N_MISSING))
    exchange(writer, starts[0], f"<urlset>{''.join(urls)}</urlset>".encode(), start)
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(4_000)]
    fillers = [f"<!-- {' '.join(rng.choices(words, k=3_000))}".encode() for _ in range(50)]
    for number in range(n_pages):
        body = page(number, n_pages)
        body += fillers[number % len(fillers)][: PAGE_BYTES - len(body) - 4] + b" -->"
        exchange(writer, f"{origin}/compare/a{number}-vs-b", body, start + timedelta(seconds=number))
    writer.close()


def exchange(writer: ArchiveWriter, url: str, body: bytes, at: datetime) -> None:
    """Archive one page."""
    asked = Message("GET / HTTP/1.1", [(b"Host", b"localhost")])
    writer.exchange(url, at, asked, Message("HTTP/1.1 200 OK", [(b"Content-Type", b"text/html")], body))


def seconds_to_unpack(folder: Path) -> float:
    """What no reader of the archive can do without."""
    began = time.perf_counter()
    for path in folder.iterdir():
        with gzip.open(path) as file:
            while file.read(READ_BYTES):
                pass
    return time.perf_counter() - began


def seconds_to_fetch(site: Site, dataset: Path) -> float:
    """From the command to the first page that the archive does not hold."""
    where = ["-a", f"start={site.url}/sitemap.xml", "-a", "site=shiporskip", "-s", f"DATASET_DIR={dataset}"]
    began = time.perf_counter()
    with subprocess.Popen([str(SCRAPY), "crawl", "comparisons", *where, *COMMON], cwd=ROOT) as process:
        while not site.n_sent and process.poll() is None:
            time.sleep(0.05)
        process.kill()
    return site.first - began


if __name__ == "__main__":
    main()
