"""What publishing again costs after one page in a hundred has changed, against publishing the first time.

    python benchmarks/publishing.py [PAGES]

Publishes generated tables (by default more than 20 MB of Parquet) to the tests' Hub by the unmodified clients, changes
1 % of the pages, publishes again, and prints what each release sent: what has come to the store into which Xet packs
the chunks that it does not hold yet, and what went into the commit itself. The store is a folder, and the client is the
one that publishes to the real Hub.
"""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize import identity
from normalize.records import Entry, PageReading, QuoteReading, ToolReading, VoteReading
from normalize.schemas import arrow_schema
from normalize.tables import build

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from hub import Hub  # noqa: E402
from loopback import SCRAPY, user_environment  # noqa: E402

SITE: Final = "shiporskip"
REVIEWERS: Final = ("The Builder", "The Skeptic", "The Founder", "The Futurist")
CRAWLS: Final = {"a" * 32: datetime(2026, 1, 1), "b" * 32: datetime(2026, 2, 1)}
_RNG: Final = random.Random(4)
WORDS: Final = ["".join(_RNG.choices("abcdefghijklmnopqrstuvwxyz", k=_RNG.randint(2, 10))) for _ in range(8_000)]


def main() -> None:
    """Publish twice and print what was sent."""
    n_pages = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    with tempfile.TemporaryDirectory() as name, Hub(xet_store=Path(name) / "store") as hub:
        dataset, home = Path(name) / "dataset", Path(name) / "home"
        sent: list[int] = []
        for round_, (crawl, start) in enumerate(CRAWLS.items()):
            write_records(dataset, crawl, start, n_pages, changed=round_)
            assert not build(dataset).is_vetoed
            sent.append(publish(hub, dataset, home))
            files = next(iter(hub.repositories.values())).head.files
            tables = sum(blob.size for path, blob in files.items() if path.startswith("data/"))
            print(f"release {round_ + 1}: {tables:,} bytes of Parquet, {sent[-1]:,} bytes sent")
    print(f"ratio: {sent[1] / sent[0]:.3f} (at most 0.100 wanted)")


def write_records(dataset: Path, crawl: str, start: datetime, n_pages: int, changed: int) -> None:
    """What a crawl of all pages gives; in the second one, every hundredth page says something new."""
    (dataset / "records").mkdir(parents=True, exist_ok=True)
    schema = arrow_schema(Entry)
    with pq.ParquetWriter(dataset / "records" / f"{crawl}.parquet", schema) as writer:
        for first in range(0, n_pages, 1_000):
            numbers = range(first, min(first + 1_000, n_pages))
            rows = [page_entry(number, crawl, start, changed * (number % 100 == 50)) for number in numbers]
            rows = [*([event("crawl_started", crawl, start)] if first == 0 else []), *rows]
            writer.write_table(pa.Table.from_pylist([row.model_dump() for row in rows], schema=schema))


def event(kind: str, crawl: str, start: datetime) -> Entry:
    """That a crawl began."""
    fields = {"input": f"archive/{crawl}.warc.gz", "kind": kind, "crawl_id": crawl, "crawl_started_at": start}
    return Entry.model_validate(fields | {"at": start, "url": None})


def page_entry(number: int, crawl: str, start: datetime, edition: int) -> Entry:
    """A page of a crawl: one a second."""
    page = reading(number, edition)
    return Entry(
        input=f"archive/{crawl}.warc.gz",
        kind="page",
        crawl_id=crawl,
        crawl_started_at=start,
        at=start + timedelta(seconds=number + 1),
        url=page.url,
        http_status=200,
        page=page,
    )


def reading(number: int, edition: int) -> PageReading:
    """A comparison of two listings of its own, with quotes of all reviewers and votes."""
    url = f"https://shiporskip.io/compare/tool-{2 * number}-vs-tool-{2 * number + 1}"
    page_id = identity.page_id(url)
    slugs = [f"tool-{2 * number + side}" for side in (0, 1)]
    ids = [identity.tool_id(SITE, slug) for slug in slugs]
    rng = random.Random(f"{number} {edition}")
    return PageReading(
        page_id=page_id,
        url=url,
        site=SITE,
        kind="comparison",
        state="ok",
        content_sha256=f"{rng.getrandbits(256):064x}",
        title=f"{slugs[0]} vs {slugs[1]}",
        lang="en",
        problems=[],
        comparison_id=identity.comparison_id(page_id),
        tools=[listing(tool_id, slug, number) for tool_id, slug in zip(ids, slugs, strict=True)],
        quotes=[quote for tool_id in ids for quote in quotes(tool_id, number, edition)],
        votes=[vote for tool_id in ids for vote in votes(tool_id, rng)],
    )


def listing(tool_id: str, slug: str, number: int) -> ToolReading:
    """A listing with a tagline and a description."""
    rng = random.Random(slug)
    said = {"tagline": sentence(rng, 8), "description": sentence(rng, 30), "category": WORDS[number % 20].title()}
    return ToolReading(tool_id=tool_id, slug=slug, name=slug.title(), **said)


def quotes(tool_id: str, number: int, edition: int) -> Iterator[QuoteReading]:
    """One quote per reviewer; the first says something else in a later edition."""
    for slot, reviewer in enumerate(REVIEWERS, 1):
        rng = random.Random(f"{tool_id} {slot} {edition if slot == 1 else 0}")
        text = sentence(rng, 25)
        yield QuoteReading(
            quote_id=identity.quote_id(tool_id, text),
            tool_id=tool_id,
            text=text,
            text_id=identity.text_id(text),
            reviewer=reviewer,
            reviewer_id=identity.reviewer_id(SITE, reviewer),
            verdict=rng.choice(("ship", "skip")),
            slot=slot,
        )


def votes(tool_id: str, rng: random.Random) -> Iterator[VoteReading]:
    """A vote of the panel and of the community."""
    for body in ("panel", "community"):
        share = rng.randint(0, 100)
        yield VoteReading(tool_id=tool_id, body=body, state="voted", share=share / 100, text=f"{share}%")


def sentence(rng: random.Random, n_words: int) -> str:
    """Words that say nothing."""
    return " ".join(rng.choices(WORDS, k=n_words)).capitalize() + "."


def publish(hub: Hub, dataset: Path, home: Path) -> int:
    """Publish by the command; return the bytes that were sent."""
    before, asked = stored(hub), len(hub.asked)
    command = [SCRAPY, "publish", "me/comparisons", "-s", f"DATASET_DIR={dataset}"]
    subprocess.run(
        command, cwd=ROOT, env=user_environment(hub.environment(home)), stdout=subprocess.DEVNULL, check=True
    )
    committed = sum(len(each.body) for each in hub.asked[asked:] if "/commit/" in each.path)
    return stored(hub) - before + committed


def stored(hub: Hub) -> int:
    """Bytes of all packs of chunks in the store, and of what says which file has which."""
    assert hub.xet_store
    packs = hub.xet_store.glob("xet/xorbs/xorbs/default.*")
    shards = hub.xet_store.glob("xet/xorbs/shards/*.mdb")
    return sum(path.stat().st_size for path in [*packs, *shards] if path.suffix != ".tagset")


if __name__ == "__main__":
    main()
