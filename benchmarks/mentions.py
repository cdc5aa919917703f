"""What it costs to find names and predictions in quotes: seconds for 100,000 of them, and whether that grows with them.

    python benchmarks/mentions.py

Prints processor seconds for 100,000 quotes of 80 words with 10,000 known names, the ratio to splitting the same quotes
into words, how seconds grow with quotes, with names and with the length of one quote.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from normalize.mentions import KnownNames, find_mentions
from normalize.mentions.stage import Quoted, mentions_of
from normalize.predictions import find_predictions

QUOTES, NAMES, WORDS = 100_000, 10_000, 80
AT_MOST_SECONDS: Final = 60
SEEN: Final = datetime(2026, 3, 1)
SYLLABLES: Final = "ba cor del fen gor hal im jas kel lor mar nor ol pel quin ras sol tan ur vel wen yar zel".split()
PLAIN: Final = (
    "it opens fast and stays honest about limits when the price of a seat moves but nobody on my team asked for a "
    "second sidebar so we keep the old one in the drawer and open it on slow days for the smell of it"
).split()
PHRASES: Final = (
    "Direct competitors are {}, {}, and {}.", "You'd need {} or {} for that.", "Unlike {}, it opens.",
    "We moved from {} to {}.",
    "What kills this in 12 months is {}.", "By 2029 nobody pays for {}.", "{} is fine.",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    rng = random.Random(7)
    names = sorted({name(rng) for _ in range(NAMES * 2)})[:NAMES]
    quotes = [Quoted(f"{n:032x}", quote(rng, names), "") for n in range(QUOTES)]
    known = [(each, each) for each in names]
    split = seconds(lambda: [each.text.split() for each in quotes])
    found = seconds(lambda: list(mentions_of(quotes, known)))
    predicted = seconds(lambda: [find_predictions(each.text, SEEN) for each in quotes])
    print(f"{QUOTES:,} quotes of about {WORDS} words, {NAMES:,} names (at most {AT_MOST_SECONDS} seconds wanted)")
    print(f"mentions:    {found:.1f} s, {found / split:.0f} times as long as splitting into words")
    print(f"predictions: {predicted:.1f} s, {predicted / split:.0f} times")
    print_growth(quotes, known)


def print_growth(quotes: list[Quoted], known: list[tuple[str, str | None]]) -> None:
    """Seconds as each input grows tenfold: ratios near 10, for names near 1."""
    few, many = (seconds(lambda n=n: list(mentions_of(quotes[:n], known))) for n in (2_000, 20_000))  # type: ignore[misc]
    print(f"ten times the quotes: {many / few:.1f} times the seconds")
    few, many = (seconds(lambda n=n: list(mentions_of(quotes[:5_000], known[:n]))) for n in (1_000, 10_000))  # type: ignore[misc]
    print(f"ten times the names: {many / few:.1f} times the seconds")
    names = KnownNames(known)
    for unit in (
        "Larkspur and ",
        "Larkspur ",
        "rivals are ",
        "A, ",
        "The ",
        "`A` ",
        "in 12 months ",
        "’s ",
        "a" * 9,
        "“",
    ):
        short, long = (seconds(lambda t=unit * n: both(t, names)) for n in (1_000, 10_000))  # type: ignore[misc]
        print(f"one quote of {unit!r}, ten times as long: {long / short:.1f} times the seconds, {long:.2f} s")


def both(text: str, names: KnownNames) -> None:
    """Read one text for names and predictions."""
    find_mentions(text, names)
    find_predictions(text, SEEN)


def name(rng: random.Random) -> str:
    """An invented name, with a version now and then."""
    word = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize()
    return word + rng.choice(("", "", f" {rng.randint(2, 9)}", " Mini", "DB"))


def quote(rng: random.Random, names: list[str]) -> str:
    """A quote of plain words and a few phrases that name products or times."""
    phrases = [each.format(*rng.choices(names, k=3)) for each in rng.choices(PHRASES, k=2)]
    plain = " ".join(rng.choices(PLAIN, k=WORDS - sum(len(each.split()) for each in phrases)))
    return f"{plain.capitalize()}. {' '.join(phrases)}"


def seconds(function: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    began = time.process_time()
    function()
    return time.process_time() - began


if __name__ == "__main__":
    main()
