"""What reading a page costs, against what lxml needs to parse the same page and walk its text, in one run.

    python benchmarks/extraction.py

Prints the ratio for a panel page of about 90 kB, 1,300 elements and 300 texts.
"""

import random
import statistics
import time
from collections.abc import Callable

from lxml import etree

from normalize.extract import read

URL = "https://shiporskip.io/compare/alder-notes-vs-birch-mail"
REVIEWERS = ("Builder", "Skeptic", "Futurist", "Founder")
WORDS = "a small tool — it’s fast, honest about limits and easy to leave when the price of tokens moves".split()
STYLE = "flex items-center gap-3 rounded-xl border border-zinc-800/60 bg-zinc-950 px-4 py-3 text-sm text-zinc-300"
SECONDS_EACH = 2.0


def main() -> None:
    """Measure both in turns and print medians and ratio."""
    page = build_page(random.Random(7)).encode()
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    texts = root.xpath("//body//text()[normalize-space() and not(parent::script)]")
    print(f"page: {len(page):,} bytes, {sum(1 for _ in root.iter()):,} elements, {len(texts):,} texts")
    reading = read(page, url=URL, site="shiporskip")
    assert not reading.problems and len(reading.quotes) == 2 * len(REVIEWERS), reading.problems
    lxml_seconds, read_seconds = in_turns(
        lambda: parse_and_walk(page),
        lambda: read(page, url=URL, content_type="text/html; charset=utf-8", site="shiporskip"),
    )
    print(f"lxml, parse and walk the text: {lxml_seconds * 1000:.2f} ms")
    print(f"normalize.extract.read:        {read_seconds * 1000:.2f} ms")
    print(f"ratio: {read_seconds / lxml_seconds:.2f} (at most 6 wanted)")


def parse_and_walk(page: bytes) -> int:
    """The floor: lxml's parse, and a visit to every text."""
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    return sum(len(text) for text in root.itertext())


def in_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of two functions, run in turns so that a busy machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    end = time.perf_counter() + 2 * SECONDS_EACH
    while time.perf_counter() < end:
        for function, taken in zip((first, second), times, strict=True):
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def build_page(rng: random.Random) -> str:
    """A full panel page as a React front end renders it, with related cards and a payload that repeats the text."""

    def words(n: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(n))

    taglines = words(9), words(9)

    def card(name: str, category: str, share: int, tagline: str) -> str:
        stats = (("Panel ship", f"{share}<!-- -->%"), ("Community", "—"), ("Entry", "Free"))
        grid = "".join(f'<div class="{STYLE}"><div>{v}</div><div>{k}</div></div>' for k, v in stats)
        return (
            f'<div class="{STYLE}"><div class="logo">{name[0]}</div><span>{category}</span><h2>{name}</h2>'
            f'<p class="{STYLE}">{tagline}</p><span>Ship</span><div class="grid">{grid}</div><p>{words(60)}</p></div>'
        )

    def quote(reviewer: str, score: int) -> str:
        return (
            f'<div class="{STYLE}"><div><span>{reviewer}</span><span>{score}/100 · ship</span></div>'
            f'<p class="{STYLE}">“<!-- -->{words(90)} <em>{words(2)}</em> {words(20)}<!-- -->”</p></div>'
        )

    names = ("Alder Notes", "Birch Mail")
    rows = (
        ("Decision", *names),
        ("Panel verdict", "Ship · 3 ship / 1 skip", "Ship · 4 ship / 0 skip"),
        ("Community", "No community votes yet", "No community votes yet"),
        ("Pricing", words(5), words(6)),
        ("Best for", *taglines),
        ("Category", "Writing", "Developer Tools"),
    )
    table = "".join("<tr>" + "".join(f'<td class="{STYLE}">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    scorecard = "".join(
        f'<div class="grid md:grid-cols-2">{quote(name, 60 + k)}{quote(name, 70 + k)}</div>'
        for k, name in enumerate(REVIEWERS)
    )
    icon = f'<svg class="{STYLE}"><g><path d="M0 0h8v8z"/><path d="M1 1h6v6z"/><path d="M2 2h4v4z"/></g></svg>'
    related = "".join(
        f'<a href="/compare/cedar-{k}-vs-dogwood-{k}" class="{STYLE}"><div class="w-full"><div><div class="{STYLE}">'
        f"<span>{icon}</span><i></i><i></i><div><div>"
        f'<h3 class="{STYLE}">Cedar {k} vs Dogwood {k}</h3></div></div></div><div><div><span>{k}%</span></div>'
        f'<div><span>Panel ship</span></div></div><div><p class="{STYLE}">{words(16)}</p></div></div></div></a>'
        for k in range(51)
    )
    payload = words(4_000).replace("’", "'")
    title = f"{names[0]} vs {names[1]}"
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><main><h1>{title}</h1>'
        f'<p>{words(20)}</p><div class="grid">{card(names[0], "Writing", 75, taglines[0])}'
        f"{card(names[1], 'Developer Tools', 100, taglines[1])}</div><table>{table}</table><h2>Reviewer scorecard</h2>"
        f"<div>{scorecard}</div><section><h2>Related comparisons</h2>{related}</section></main>"
        f'<script>self.__next_f.push([1,"{payload}"])</script></body></html>'
    )


if __name__ == "__main__":
    main()
