"""A dataset made by hand for tests of releases: ugly texts, nulls, ties, empty tables, pages that could not be read."""

from pathlib import Path

from handmade import (
    FIRST_CRAWL,
    built,
    community,
    event,
    feature,
    fetched,
    panel,
    point,
    price,
    quote,
    reading,
    reviewer,
    tool,
    winner,
)

from normalize.records import Entry

LONG_QUOTE = "It sorts my letters 👩‍👩‍👧‍👦 | by tone, by debt, and by regret. " * 9 + "Ünd dann <b>\\nichts</b>."
MOTTO = "Measure twice, complain once."
POINT = "Keeps every draft that you are ashamed of"
CLAIM = "A lamp that waits with you for the train of thought"
WHY_A_TIE = "Neither of them wins, and both said so at length."
FOUND = "Nobody signed this remark about lamps"
QUOTED = [LONG_QUOTE.strip(), MOTTO, POINT, CLAIM, WHY_A_TIE, FOUND]


def first_pages(crawl: str = FIRST_CRAWL) -> list[Entry]:
    """A panel page, a three-tool page, a reviewer's page, and one that is gone."""
    two = reading(
        "/compare/lamp-vs-oar",
        "lamp",
        "oar",
        title="Lamp vs Oar | 'best' \"of\" 2026 – \N{ROCKET}",
        lang="en-GB",
        tools=[tool("lamp", description=CLAIM), tool("oar")],
        quotes=[
            quote("lamp", LONG_QUOTE, 1, "The Clerk", verdict="ship", score=90),
            quote("oar", "Rows itself. By 2030 it will row us all.", 1, "The Clerk", verdict="skip"),
            quote("lamp", "Too bright.", 2, "The Owl", verdict="skip"),
            quote("oar", "Too wet. Direct competitors are Lamp and Quill.", 2, "The Owl", verdict="skip"),
        ],
        votes=[panel("lamp", "50%", 0.5), panel("oar", "0%", 0.0), community("lamp"), community("oar")],
        prices=[price("lamp", "$4/mo", 4.0, "Solo"), price("oar", "Free")],
        points=[point("lamp", POINT), *(point("oar", f"Reason {n}", "con") for n in range(4))],
        features=[
            feature("/compare/lamp-vs-oar", "lamp", "Dark mode", "Yes", value_bool=True),
            *(feature("/compare/lamp-vs-oar", "oar", f"Row {n}", "–", n + 1) for n in range(4)),
        ],
        winners=[winner("/compare/lamp-vs-oar", None, WHY_A_TIE)],
        problems=[f"reviewer: none beside the quote {FOUND!r}"],
    )
    three = reading("/compare/lamp-vs-oar-vs-quill", "lamp", "oar", "quill", lang="english")
    pages = [
        two,
        three,
        reading("/reviewers/clerk", kind="reviewer", state="ok", reviewer=reviewer("The Clerk", motto=MOTTO)),
        reading("/compare/old", state="gone", kind="comparison", content_sha256=None),
    ]
    fetches = [fetched(page, minute, crawl) for minute, page in enumerate(pages, 1)]
    return [event("crawl_started", crawl=crawl), *fetches, event("crawl_finished", 9, crawl, finish_reason="finished")]


def later_page(crawl: str) -> list[Entry]:
    """What one more page says."""
    page = reading(
        "/compare/quill-vs-sled",
        "quill",
        "sled",
        lang="de",
        quotes=[quote("sled", "Gleitet.", 1, "The Owl", verdict="ship")],
        votes=[panel("quill", "100%", 1.0), panel("sled", "100%", 1.0)],
        points=[point("sled", f"Reason {n}") for n in range(5)],
        features=[feature("/compare/quill-vs-sled", "sled", f"Row {n}", "Yes", n + 1) for n in range(5)],
        winners=[winner("/compare/quill-vs-sled", "sled", "Sled.", f"on snow of kind {n}") for n in range(5)],
    )
    return [
        event("crawl_started", crawl=crawl),
        fetched(page, 1, crawl),
        event("crawl_finished", 2, crawl, finish_reason="finished"),
    ]


def ugly_dataset(folder: Path) -> Path:
    """Build the first pages; no table of ratings."""
    built(folder, *first_pages())
    return folder
