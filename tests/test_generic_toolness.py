"""Which pages that name two things compare tools, by what is read of them more than by their words."""

import re
from typing import Final

import pytest

from normalize.extract import read
from normalize.records import PageReading


def page(title: str, body: str, url: str | None = None) -> PageReading:
    slug = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return read(html.encode(), url=url or f"https://duels.example/compare/{slug}", content_type="text/html")


def table(*rows: tuple[str, str, str]) -> str:
    head, *rest = ("".join(f"<td>{cell}" for cell in row) for row in rows)
    return f"<table><tr>{head.replace('<td>', '<th>')}<tr>{'<tr>'.join(rest)}</table>"


COMPARED: Final = {
    "systems": ("iOS vs Android", table(("", "iOS", "Android"), ("Widgets", "✓", "✓"), ("Sideloading", "✗", "✓"))),
    "prices in cards": ("Alder vs Birch", "<div><h2>Alder</h2><p>$12/month</div><div><h2>Birch</h2><p>$9/month</div>"),
    "one row of prices": ("Alder vs Birch", table(("", "Alder", "Birch"), ("Price", "$10/mo", "$20/mo"))),
    "signs": ("Alder vs Birch", table(("", "Alder", "Birch"), ("SSO", "✓", "✗"), ("Guests", "✗", "✓"))),
    "ratings": ("Alder vs Birch", "<h2>Alder</h2><p>4.3 out of 5</p><h2>Birch</h2><p>4.1 out of 5</p>"),
    "a tool for courts": (
        "Gavelly vs Docketer",
        "<p>Court calendars, judges, plaintiffs, rulings.</p>"
        + table(("", "Gavelly", "Docketer"), ("Price", "$39/month", "$29/month")),
    ),
    "a tool for therapists": (
        "Couchly vs Mindfile",
        "<p>Patients, symptoms, therapy.</p>" + table(("", "Couchly", "Mindfile"), ("Price", "Free", "$54/month")),
    ),
    "acronyms": ("ADLR vs BRCH", table(("", "ADLR", "BRCH"), ("Backups", "✓", "✓"))),
}
NOT_COMPARED: Final = {
    "what to build for": (
        "iOS vs Android App Development",
        table(("", "iOS", "Android App Development"), ("First version", "$25,000", "$28,000")),
    ),
    "a case about apps": (
        "Brisk vs. the Commission",
        """<p>The appeal goes to court: a judge had ruled on apps, users and platforms.</p><h2>What Brisk says</h2>
        <p>Its products and reviews speak for themselves, and the ruling stands. Its shares closed at $688.</p>""",
    ),
    "techniques": (
        "RAG vs Fine-Tuning",
        "<p>To adapt a model you choose between fine-tuning it and looking texts up, and fine-tuning costs more.</p>"
        + table(("", "RAG", "Fine-Tuning"), ("Cost", "$100/month", "$2,000")),
    ),
    "ways to deliver": (
        "SaaS vs On-Premise Software",
        "<h2>SaaS</h2><h3>Pros</h3><ul><li>Quick</ul><h2>On-Premise Software</h2><h3>Pros</h3><ul><li>Yours</ul>",
    ),
    "ways to pay": (
        "Monthly vs annual billing",
        table(("", "Monthly", "Annual"), ("Price", "$10/month", "$96/year")),
    ),
    "plans of one tool": ("Alder Free vs Pro", table(("", "Free", "Pro"), ("Price", "$0", "$9/month"))),
    "drinks": (
        "Coffee vs Tea",
        "<p>People drink coffee in the morning while others drink tea at five; some like coffee and tea alike.</p>"
        + table(("", "Coffee", "Tea"), ("Price", "$3", "$2")),
    ),
    "teams of players": (
        "Rovers vs Wanderers",
        "<p>League, season, kick-off, goals, midfield, striker.</p>"
        + table(("", "Rovers", "Wanderers"), ("Rating", "7/10", "6/10")),
    ),
}


@pytest.mark.parametrize("case", COMPARED)
def test_facts_of_each_prove_that_tools_are_compared(case: str) -> None:
    title, body = COMPARED[case]
    reading = page(title, body)
    assert (reading.state, [tool.name for tool in reading.tools]) == ("ok", title.split(" vs "))


@pytest.mark.parametrize("case", NOT_COMPARED)
def test_what_is_no_tool_is_not_compared_whatever_it_costs(case: str) -> None:
    reading = page(*NOT_COMPARED[case])
    assert (reading.state, reading.tools, reading.prices) == ("not_comparison", [], [])
    assert reading.problems == ["tools: no two names of tools that title, headings, columns and address agree on"]


@pytest.mark.parametrize(("address", "kind"), [("?page=2", "index"), ("", "index"), ("?a=alder&b=birch", "comparison")])
def test_an_address_with_two_tools_in_its_query_is_no_list(address: str, kind: str) -> None:
    reading = page(*COMPARED["one row of prices"], url=f"https://duels.example/compare{address}")
    assert (reading.kind, len(reading.tools)) == (kind, 2 if kind == "comparison" else 0)
