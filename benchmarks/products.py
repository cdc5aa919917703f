"""What joining listings to products costs, and that it grows with their number, not with the number of pairs.

    python benchmarks/products.py [LISTINGS]

Prints seconds, by the clock and of processors, for a tenth of the listings and for all, their ratio, and how much
longer comparing all pairs would take, as a sample of pairs says.
"""

import random
import sys
import time
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from normalize.products.joining import join
from normalize.products.listing import Listing
from normalize.products.rows import aliases, links
from normalize.products.rules import compare
from normalize.products.wishes import Wishes

SECONDS_WANTED: Final = 60
SAMPLED: Final = 200_000  # pairs
SYLLABLES: Final = "ba ka lo mi tu re san dor vel pik mar ton qu el is or an ter gal fen".split()
MAKERS: Final = ("Google", "Microsoft", "OpenAI", "Hugging Face", "Amazon", "Orrery")
TIERS, SIZES = ("Mini", "Pro", "Edge"), ("7B", "24B")
KINDS: Final = ("SDK", "CLI", "Gateway", "API", "Desktop", "Toolkit")
WORDS: Final = (
    "open weight model teams who write code notes charts video agents with fast local search and calm interface that "
    "runs on laptop servers for small crews which trust their own data more than a cloud of strangers"
).split()


def listings(n: int, seed: int = 1) -> list[Listing]:
    """Listings on forty sites, four of a brand: with makers, versions, tiers, sizes and kinds, and texts about them."""
    draw = random.Random(seed)
    brands = ["".join(draw.choices(SYLLABLES, k=draw.randint(3, 5))).title() for _ in range(n // 4)]
    return [_listing(draw, number, draw.choice(brands)) for number in range(n)]


def _listing(draw: random.Random, number: int, brand: str) -> Listing:
    words = [draw.choice(MAKERS)] if draw.random() < 0.2 else []
    words.append(brand)
    for share, endings in ((0.4, "123456"), (0.15, TIERS), (0.1, SIZES), (0.25, KINDS)):
        words += [draw.choice(endings)] if draw.random() < share else []
    return Listing(
        tool_id=f"{number:032x}",
        site=f"site{number % 40}",
        slug=None,
        url=None,
        name=" ".join(words),
        tagline=" ".join(draw.choices(WORDS, k=8)),
        category=draw.choice(("Models", "Developer Tools", "Data")),
        description=" ".join(draw.choices(WORDS, k=40)),
        entry_text=None,
        pricing_text=None,
        first_seen_at=datetime(2026, 1, 1) + timedelta(days=draw.randint(0, 300)),
    )


def cost(n: int) -> float:
    """Seconds of processors to join so many listings, with all rows of the tables; prints what it comes to."""
    made = listings(n)
    start, busy = time.perf_counter(), time.process_time()
    products = join(made, Wishes([]))
    rows = sum(1 for each in products for make in (links, aliases) for _ in make(each))
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"{n:9,} listings {len(products):9,} products {rows:9,} rows {seconds:7.1f} s {busy:7.1f} s of processors")
    return busy


def cost_of_all_pairs(n: int) -> float:
    """Seconds of processors that comparing all pairs would take, from those of a sample."""
    draw, made = random.Random(2), listings(10_000)
    pairs = [(draw.choice(made), draw.choice(made)) for _ in range(SAMPLED)]
    for one, other in islice(pairs, SAMPLED // 10):  # names are taken apart once, whichever way
        compare(one, other)
    start = time.process_time()
    for one, other in pairs:
        compare(one, other)
    return (time.process_time() - start) / SAMPLED * n * (n - 1) / 2


def main() -> None:
    """Measure a tenth and all, and print ratios."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"at most {SECONDS_WANTED} s wanted")
    tenth, whole = cost(n // 10), cost(n)
    print(f"ten times as many listings take {whole / tenth:.1f} times as long; in pairs there are 100 times as many")
    print(f"comparing all pairs would take {cost_of_all_pairs(n) / whole:,.0f} times as long")


if __name__ == "__main__":
    main()
