"""What a redesign breaks: pages changed in ways that leave what a person reads, and how much of it is still read.

    python benchmarks/redesign [--seeds N] [--details] [FOLDER ...]

Takes the fixtures, a page of each layout of the sample site, and labelled pages in further folders: `<case>.html`
beside `<case>.json`. Prints for each mutation the share of the pages' fields that are still exact, how many were read
that no page states, and the share that CSS selectors still find which were recorded from the same pages as they were.
"""

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import facts
from facts import Fact
from markup import parse, serialize
from mutations import PRINTS, TREES
from pages import Page, all_pages
from scraper import Rule, Scraped, record

ALL_AT_ONCE: Final = "several at once"
SEVERAL: Final = (
    "classes hashed",
    "tags swapped",
    "wrappers",
    "cards reordered",
    "adverts",
    "cookie banner",
    "minified",
)
AS_IT_IS: Final = "as it is"
WANTED_MEAN: Final = 0.98
WANTED_LEAST: Final = 0.90


@dataclass
class Tally:
    """What became of the fields of all pages under one mutation."""

    n_pages: int = 0
    n_fields: int = 0
    n_exact: int = 0
    n_invented: int = 0
    n_rules: int = 0
    n_holding: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def exact(self) -> float:
        """The share of fields that the reader still gives."""
        return self.n_exact / max(self.n_fields, 1)

    @property
    def holding(self) -> float:
        """The share of values that the selectors still find."""
        return self.n_holding / max(self.n_rules, 1)


def main() -> None:
    """Change every page in every way and print what is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--seeds", type=int, default=3, help="how often each page is changed in each way")
    parser.add_argument("--details", action="store_true", help="print every field lost and every one invented")
    given = parser.parse_args()
    pages = [page for page in all_pages(given.folders) if page.truth]
    rules = {page.name: recorded(page) for page in pages}
    told = sum(len(page.truth) for page in pages if page.is_told)
    total, selected = sum(len(page.truth) for page in pages), sum(map(len, rules.values()))
    print(f"{len(pages)} pages, {total:,} fields, {selected:,} of them with a selector")
    print(f"{told:,} fields are as a person noted them, the rest as read from the page as it is")
    print(f"\n{'mutation':<20} {'changed':>8} {'reader':>8} {'invented':>9} {'selectors':>10}")
    tallies = {}
    for mutation in (AS_IT_IS, *TREES, *PRINTS, ALL_AT_ONCE):
        tally = tallies[mutation] = measured(mutation, pages, rules, given.seeds)
        print(
            f"{mutation:<20} {tally.n_pages:>8} {tally.exact:>8.3f} {tally.n_invented:>9} {tally.holding:>10.3f}",
            flush=True,
        )
        if given.details:
            print(*tally.details, sep="\n")
    print_summary([tally for name, tally in tallies.items() if name != AS_IT_IS and tally.n_pages])


def print_summary(tallies: list[Tally]) -> None:
    """Mean and least over the mutations, beside what is wanted."""
    ours, theirs = ([tally.exact for tally in tallies], [tally.holding for tally in tallies])
    for name, shares in (("reader", ours), ("selectors", theirs)):
        print(
            f"{name}: mean {sum(shares) / len(shares):.3f} (at least {WANTED_MEAN} wanted), "
            f"least {min(shares):.3f} (at least {WANTED_LEAST} wanted)"
        )


def recorded(page: Page) -> dict[Fact, Rule]:
    """The selectors of a page's facts, where the page prints them in elements."""
    found = facts.of_reading(page.read(page.body))
    right = {one: text for one, text in found.items() if page.states(one)}
    names = {facts.fold("tool", name): name for name in page.names}
    return record(Scraped(parse(page.body), page.names), right, names)


def measured(mutation: str, pages: list[Page], rules: dict[str, dict[Fact, Rule]], n_seeds: int) -> Tally:
    """Change every page by one mutation and count what is exact; a page left as it is does not count."""
    tally = Tally()
    for page in pages:
        as_it_is, seen = serialize(parse(page.body)), set()
        for seed in range(n_seeds):
            body = mutated(mutation, page, seed)
            if body in seen or body == as_it_is and mutation != AS_IT_IS:
                continue
            seen.add(body)
            _count(tally, page, body, rules[page.name], f"  {mutation}, {page.name}, seed {seed}", mutation)
    return tally


def mutated(mutation: str, page: Page, seed: int) -> bytes:
    """The page after a mutation: the same for the same seed."""
    root, rng = parse(page.body), Random(f"{mutation} {page.name} {seed}")
    for name in SEVERAL if mutation == ALL_AT_ONCE else (mutation,):
        if name in TREES:
            TREES[name](root, rng, page.names)
    body = serialize(root)
    return PRINTS[mutation](body) if mutation in PRINTS else body


def _count(tally: Tally, page: Page, body: bytes, rules: dict[Fact, Rule], where: str, mutation: str) -> None:
    found = set(facts.of_reading(page.read(body)))
    truth = page.unscaled() if mutation == "JSON-LD dropped" else page.truth
    exact = page.exact(found, truth)
    invented = page.invented(found, truth)
    scraped = Scraped(parse(body), page.names)
    tally.n_pages += 1
    tally.n_fields += len(exact)
    tally.n_exact += sum(exact)
    tally.n_invented += len(invented)
    tally.n_rules += len(rules)
    tally.n_holding += sum(rule.holds(scraped) for rule in rules.values())
    lost = [min(readings) for readings, is_exact in zip(truth, exact, strict=True) if not is_exact]
    tally.details += [f"{where}: lost {', '.join(one)}" for one in lost]
    tally.details += [f"{where}: invented {', '.join(one)}" for one in invented]


if __name__ == "__main__":
    main()
