"""What reading a comparison page of an unknown site costs: pages a second, linearity, and what nonsense comes to.

    python benchmarks/generic.py

Prints pages of 50 kB a second on one core, the ratio to what lxml needs to parse such a page and walk its text in the
same run, seconds by page size, and seconds of 10 MB of nonsense of each kind.
"""

import json
import math
import multiprocessing
import random
import resource
import statistics
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from extraction import parse_and_walk

from normalize.extract import read

URL: Final = "https://reviews.test/compare/larkspur-vs-fennimore"
NAMES: Final = ("Larkspur", "Fennimore")
WORDS: Final = "a small tool that syncs notes fast and stays honest about limits when the price of a seat moves".split()
STYLE: Final = "flex items-center gap-3 rounded-xl border border-zinc-800 px-4 py-3 text-sm"
TOOL_WORDS: Final = "<p>Apps with a free plan, an API, integrations, templates and support.</p>"
PAGE_BYTES: Final = 50_000
NONSENSE_BYTES: Final = 10_000_000 - 1_000  # larger pages are not read
SIZES: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 9_900_000)
AT_MOST_SECONDS: Final = 5.0
LIMIT_SECONDS: Final = 10  # that are waited for
TURNS: Final = 30
PROCESSES: Final = multiprocessing.get_context("fork")


def main() -> None:
    """Measure and print."""
    print_rate()
    print_linearity()
    print_nonsense()


def print_rate() -> None:
    """How many pages a second, beside the floor that lxml sets."""
    page = build_page(PAGE_BYTES)
    reading = read(page, url=URL)
    assert [tool.name for tool in reading.tools] == [*NAMES] and reading.features and reading.points, reading.problems
    floor, ours = processor_seconds(lambda: parse_and_walk(page), lambda: read(page, url=URL))
    counts = f"{len(reading.features)} cells, {len(reading.points)} points, {len(reading.prices)} prices"
    print(f"page: {len(page):,} bytes, {counts}")
    print(f"lxml, parse and walk the text: {floor * 1000:.2f} ms, {1 / floor:.0f} pages a second")
    print(f"normalize.extract.read:        {ours * 1000:.2f} ms, {1 / ours:.0f} pages a second (at least 150 wanted)")
    print(f"ratio: {ours / floor:.2f}")


def print_linearity() -> None:
    """Seconds of pages of each size, and of a kB of them."""
    print(f"\n{'bytes':>12} {'seconds':>9} {'ms a kB':>9}")
    for size in SIZES:
        page = build_page(size)
        seconds, _ = limited(page)
        print(
            f"{len(page):>12,} {shown(seconds):>9} {'' if seconds is None else f'{seconds * 1e6 / len(page):.2f}':>9}"
        )


def print_nonsense() -> None:
    """Seconds for each kind of nonsense."""
    print(f"\n{'nonsense':<28} {'bytes':>12} {'seconds':>9}  state (at most {AT_MOST_SECONDS:.0f} seconds wanted)")
    slowest = 0.0
    for name, make in NONSENSE.items():
        page = make(random.Random(name))
        seconds, state = limited(page)
        slowest = max(slowest, LIMIT_SECONDS if seconds is None else seconds)
        print(f"{name:<28} {len(page):>12,} {shown(seconds):>9}  {state}", flush=True)
    print(f"slowest: {shown(slowest)}")


def shown(seconds: float | None) -> str:
    """Seconds, or that they were too many to wait for."""
    return f"over {LIMIT_SECONDS}" if seconds is None else f"{seconds:.3f}"


def processor_seconds(*functions: Callable[[], object]) -> list[float]:
    """Median processor seconds of functions that run in turns: what else the machine does costs them nothing."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(TURNS):
        for function, taken in zip(functions, times, strict=True):
            began = time.process_time()
            function()
            taken.append(time.process_time() - began)
    return [statistics.median(taken) for taken in times]


def limited(page: bytes) -> tuple[float | None, str]:
    """Processor seconds of reading a page and what it came to; None where it was not done in time."""
    receiver, sender = PROCESSES.Pipe(duplex=False)
    reader = PROCESSES.Process(target=send_seconds, args=(page, sender))
    reader.start()
    sender.close()
    try:
        seconds, state = receiver.recv()
    except EOFError:  # the limit has ended it
        return None, ""
    finally:
        reader.join()
    return seconds, state


def send_seconds(page: bytes, sender: Connection) -> None:
    """Read a page in a process of its own, and tell."""
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + LIMIT_SECONDS,) * 2)
    began = time.process_time()
    state = read(page, url=URL).state
    sender.send((time.process_time() - began, state))


def build_page(size: int) -> bytes:
    """A comparison as a front end prints it, as many of its rows, cards and paragraphs as fill the size."""
    rng = random.Random(7)

    def words(n: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(n))

    def row(k: int) -> str:
        cells = (f"Feature {k} {words(2)}", rng.choice(("✓", "✗", words(3))), rng.choice(("Yes", "No", words(4))))
        return "<tr>" + "".join(f'<td class="{STYLE}">{cell}</td>' for cell in cells) + "</tr>"

    def points(name: str, label: str, n: int) -> str:
        items = "".join(f'<li class="{STYLE}">{words(9)}</li>' for _ in range(n))
        return f'<div class="{STYLE}"><h3>{name} {label}</h3><ul>{items}</ul></div>'

    def card(name: str, amount: int) -> str:
        return (
            f'<div class="{STYLE}"><h2>{name}</h2><p>{words(20)}</p><span>${amount}/mo</span>'
            f"<span>4.{amount % 10}/5</span></div>"
        )

    def related(k: int) -> str:
        return f'<a href="/compare/{k}" class="{STYLE}"><h3>Cedar {k} vs Dogwood {k}</h3><p>{words(16)}</p></a>'

    def body(scale: float) -> str:
        n_rows, n_points, n_texts, n_related = (max(2, int(scale * n)) for n in (30, 5, 20, 12))
        columns = "".join(f"<th>{name}</th>" for name in NAMES)
        table = f"<table><tr><th>Feature</th>{columns}</tr>{''.join(map(row, range(n_rows)))}</table>"
        said = "".join(points(name, label, n_points) for name in NAMES for label in ("pros", "cons"))
        texts = "".join(f'<p class="{STYLE}">{words(60)}. {rng.choice(NAMES)} {words(20)}.</p>' for _ in range(n_texts))
        cards = "".join(card(name, amount) for name, amount in zip(NAMES, (12, 19), strict=True))
        others = "".join(map(related, range(n_related)))
        return (
            f"<div>{cards}</div>{table}<section>{said}</section>{texts}<h2>Related comparisons</h2><div>{others}</div>"
        )

    title = " vs ".join(NAMES)
    head = f"<!doctype html><html lang=en><head><title>{title}</title></head><body><main><h1>{title}</h1>"
    unit = len(body(1.0))
    return (head + body((size - len(head)) / unit) + "</main></body></html>").encode()


def filled(unit: str, start: str = "", end: str = "") -> bytes:
    """A page of a comparison with one thing again and again."""
    title = " vs ".join(NAMES)
    cards = f"<h2>{NAMES[0]}</h2><p>$5</p><h2>{NAMES[1]}</h2><p>$6</p>"
    head = f"<title>{title}</title><h1>{title}</h1>{cards}{TOOL_WORDS}{start}"
    n = max(0, NONSENSE_BYTES - len(head.encode()) - len(end.encode())) // max(1, len(unit.encode()))
    return (head + unit * n + end).encode()


def structured(text: str) -> bytes:
    """A page of a comparison with one script of structured data."""
    return filled("x", f'<script type="application/ld+json">{text}</script>')[:NONSENSE_BYTES]


def products() -> str:
    """Structured data of as many products as make a page."""
    product = {"@type": "Product", "name": NAMES[0], "offers": {"@type": "Offer", "price": "5", "priceCurrency": "USD"}}
    n = NONSENSE_BYTES // len(json.dumps(product)) - 10
    return json.dumps({"@context": "https://schema.org", "@graph": [product] * n})


def nested(tag: str, depth: int) -> bytes:
    """Elements in each other, and filling."""
    return filled("<p>deep</p>", f"<{tag}>" * depth, f"</{tag}>" * depth)


NONSENSE: Final[dict[str, Callable[[random.Random], bytes]]] = {
    "random bytes": lambda rng: rng.randbytes(NONSENSE_BYTES),
    "random printable": lambda rng: bytes(rng.choices(range(32, 127), k=NONSENSE_BYTES)),
    "one text of vs": lambda rng: filled(f"{NAMES[0]} vs {NAMES[1]} "),
    "one text of vs, other names": lambda rng: filled("alpha vs beta "),
    "a title of vs": lambda rng: filled("", f"<title>{'alpha vs beta ' * 700_000}</title>"),
    "100,000 nested divs": lambda rng: nested("div", 100_000),
    "100,000 nested lists": lambda rng: nested("ul><li", 100_000),
    "unclosed divs": lambda rng: filled(f"<div>{NAMES[0]}"),
    "unclosed phrases": lambda rng: filled(f"<b>{NAMES[0]} <i>$5 "),
    "table rows": lambda rng: filled(
        "<tr><td>Price<td>$5<td>$6</tr>", f"<table><tr><th><th>{NAMES[0]}<th>{NAMES[1]}</tr>"
    ),
    "tables": lambda rng: filled(
        f"<table><tr><th><th>{NAMES[0]}<th>{NAMES[1]}<tr><td>Price<td>$5<td>$6<tr><td>SSO<td>yes<td>no</table>"
    ),
    "table cells": lambda rng: filled("<td>$5", f"<table><tr><th><th>{NAMES[0]}<th>{NAMES[1]}<tr>"),
    "grid of three a row": lambda rng: filled(
        "<div>Seats</div><div>5</div><div>6</div>", f"<div><div></div><div>{NAMES[0]}</div><div>{NAMES[1]}</div>"
    ),
    "names": lambda rng: filled(f"{NAMES[0]} "),
    "names in paragraphs": lambda rng: filled(f"<p>{NAMES[0]}</p><p>{NAMES[1]}</p>"),
    "one name in paragraphs": lambda rng: filled(f"<p>{NAMES[0]}</p>"),
    "prices": lambda rng: filled("$5/mo "),
    "prices in paragraphs": lambda rng: filled("<p>$5/mo</p>"),
    "prices in headings": lambda rng: filled("<h3>$5/mo</h3>"),
    "ratings": lambda rng: filled("4.5/5 "),
    "ratings in paragraphs": lambda rng: filled("<p>4.5/5</p>"),
    "digits": lambda rng: filled("1"),
    "digits and commas": lambda rng: filled("1,"),
    "one word": lambda rng: filled("a"),
    "spaces": lambda rng: filled(" ", end="a"),
    "pros": lambda rng: filled("<h3>Pros</h3><li>fast</li>"),
    "pros in one list": lambda rng: filled("<li>fast", "<h3>Pros</h3><ul>"),
    "lines": lambda rng: filled("+ fast<br>", "<p>"),
    "winners": lambda rng: filled(f"The winner overall is {NAMES[0]}. "),
    "winners in paragraphs": lambda rng: filled(f"<p>Winner: {NAMES[0]}</p>"),
    "labels": lambda rng: filled("<p>Price: $5</p>"),
    "labelled names": lambda rng: filled(f"<p>Sync</p><p>{NAMES[0]}: yes</p><p>{NAMES[1]}: no</p>"),
    "headings": lambda rng: filled("<h2>Verdict</h2>"),
    "headings of names": lambda rng: filled(f"<h2>{NAMES[0]}</h2><p>x</p>"),
    "headings, each deeper": lambda rng: filled("<h2>a</h2><h3>b</h3><h4>c</h4>"),
    "headings of vs": lambda rng: filled("<h2>Alpha vs Beta</h2>"),
    "bold lines": lambda rng: filled("<b>a</b><p>b</p>"),
    "definition lists": lambda rng: filled("<dl><dt>Price<dd>$5</dl>"),
    "cards": lambda rng: filled(f"<div><h3>{NAMES[0]}</h3><p>$5</p></div><div><h3>{NAMES[1]}</h3><p>$6</p></div>"),
    "links": lambda rng: filled('<a href="/a-vs-b">A vs B</a> '),
    "options": lambda rng: filled(f"<select><option>{NAMES[0]}</select>"),
    "headers": lambda rng: filled("<header><a href=/>x</a></header>"),
    "nested headers": lambda rng: filled("<header>"),
    "comments": lambda rng: filled("<!-- a --><p>b</p>"),
    "one JSON-LD": lambda rng: structured(products()),
    "nested JSON-LD": lambda rng: structured('{"a":[' * 1_600_000),
    "JSON-LD scripts": lambda rng: filled(
        f'<script type="application/ld+json">{{"@type":"Product","name":"{NAMES[0]}","offers":{{"price":5}}}}</script>'
    ),
}

if __name__ == "__main__":
    main()
