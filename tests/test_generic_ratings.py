"""Ratings of tools as a whole, on pages of sites nobody wrote code for; those of one aspect are none."""

from collections.abc import Callable
from typing import Final

import pytest

from normalize.extract import read

URL: Final = "https://duels.example/compare/alfa-vs-beta"
HEAD: Final = (
    "<html><head><title>Alfa vs Beta</title></head><body><h1>Alfa vs Beta</h1>"
    "<p>We compare software, pricing, features, integrations and support of two apps for teams.</p>"
)

Rated = tuple[str, float, float | None]


def ratings(body: str) -> list[tuple[str, float, float | None, int | None, str, str | None]]:
    """What a page is read to say, by tool."""
    reading = read((HEAD + body).encode(), url=URL, site="generic")
    names = {tool.tool_id: tool.name for tool in reading.tools}
    assert list(names.values()) == ["Alfa", "Beta"]
    return [(names[r.tool_id], r.value, r.best, r.count, r.kind, r.source) for r in reading.ratings]


def values(body: str) -> list[Rated]:
    """Value and scale alone."""
    return [(name, value, best) for name, value, best, *_ in ratings(body)]


def sections(alfa: str, beta: str) -> str:
    """What stands under a heading for each tool."""
    return f"<h2>Alfa</h2>{alfa}<h2>Beta</h2>{beta}"


def cards(alfa: str, beta: str) -> str:
    """What stands on a card of each tool."""
    return f"<div><div><h3>Alfa</h3>{alfa}</div><div><h3>Beta</h3>{beta}</div></div>"


def table(*rows: str, corner: str = "Feature") -> str:
    """Rows of three cells, divided by bars."""
    cells = "".join("<tr><td>" + row.replace("|", "<td>") for row in rows)
    return f"<table><tr><th>{corner}<th>Alfa<th>Beta{cells}</table>"


@pytest.mark.parametrize(
    "body",
    [
        sections("<p><b>Ease of use:</b> 9.2/10</p><p><b>Voices:</b> 8/10</p>", "<p><b>Voices:</b> 7/10</p>"),
        sections("<p>Ease of use – 8.7/10</p>", "<p>Ease of use – 7.7/10</p>"),
        sections("<ul><li>Voices <b>9/10</b><li>Pace <b>7/10</b></ul>", "<ul><li>Voices 8/10<li>Pace 6/10</ul>"),
        sections("<h3>Voices</h3><p>9.2/10</p><h3>Pace</h3><p>7/10</p>", "<h3>Voices</h3><p>8/10</p>"),
        sections("<h3>Design</h3><p>9.2/10</p>", "<h3>Support</h3><p>Rating: 6/10</p>"),
        cards("<p>Voices</p><p>8.0</p><p>Pace</p><p>7.5</p>", "<p>Voices</p><p>6.0</p><p>Pace</p><p>6.5</p>"),
        cards("<p>Ease of use</p><p>★★★★★</p>", "<p>Ease of use</p><p>★★★★☆</p>"),
        cards("<p>9.2/10</p><p>Voices</p><p>8/10</p><p>Pace</p>", "<p>7/10</p><p>Voices</p><p>6/10</p><p>Pace</p>"),
        table("Score|9/10 — easy|6/10 — hard", corner="Ease of use"),
        "<h2>Ease of use</h2><p>Alfa: 9/10</p><p>Beta: 8/10</p>",
        "<p>Voices: Alfa 9/10, Beta 8/10</p>",
    ],
)
def test_scores_of_one_aspect_are_no_ratings(body: str) -> None:
    assert values(body) == []


@pytest.mark.parametrize(
    "body",
    [
        sections("<ul><li>Voices 9/10<li>Overall 8/10</ul>", "<ul><li>Voices 6/10<li>Overall 7/10</ul>"),
        sections("<h3>Our rating</h3><p>8/10</p>", "<h3>Our rating</h3><p>7/10</p>"),
        sections("<p>8/10</p><h3>Voices</h3><p>9/10</p>", "<p>7/10</p><h3>Voices</h3><p>6/10</p>"),
        cards("<p>AI writing</p><p>8/10</p><p>Price</p><p>$1</p>", "<p>AI writing</p><p>7/10</p><p>Price</p><p>$2</p>"),
        cards("<h4>Features</h4><ul><li>Fast</ul><p>Rating: 8/10</p>", "<h4>Features</h4><p>Rating: 7/10</p>"),
        cards("<div>Ease of use: 9.1/10</div><p>Rated 8/10</p>", "<div>Ease of use: 9/10</div><p>Rated 7/10</p>"),
        table("Score|8/10 — easy|7/10 — hard"),
        "<h2>Verdict</h2><p>Alfa: 8/10</p><p>Beta: 7/10</p>",
        "<p>Our scores: Alfa 8/10, Beta 7/10</p>",
    ],
)
def test_ratings_of_the_whole_stand_among_others(body: str) -> None:
    assert values(body) == [("Alfa", 8.0, 10.0), ("Beta", 7.0, 10.0)]


def test_rows_of_review_sites_are_cited() -> None:
    found = ratings(
        table(
            "G2 rating|4.7/5|4.6/5",
            "App Store rating|4.8|4.4",
            "Trustpilot|3.2|3.0",
            "Capterra (out of 5)|4.7|4.4",
            "Rating on G2|4.2 (120 reviews)|4",
            "Our score|8|7",
            "Google Play|Yes|2",
        )
    )
    assert found == [
        ("Alfa", 4.7, 5.0, None, "cited", "G2"),
        ("Beta", 4.6, 5.0, None, "cited", "G2"),
        ("Alfa", 4.8, None, None, "cited", "App Store"),
        ("Beta", 4.4, None, None, "cited", "App Store"),
        ("Alfa", 3.2, None, None, "cited", "Trustpilot"),
        ("Beta", 3.0, None, None, "cited", "Trustpilot"),
        ("Alfa", 4.7, 5.0, None, "cited", "Capterra"),
        ("Beta", 4.4, 5.0, None, "cited", "Capterra"),
        ("Alfa", 4.2, None, 120, "cited", "G2"),
        ("Beta", 4.0, None, None, "cited", "G2"),
        ("Alfa", 8.0, None, None, "editor", None),
        ("Beta", 7.0, None, None, "editor", None),
    ]


def test_cards_that_cite_two_sites_for_one_value_keep_both() -> None:
    found = ratings(cards("<p>G2</p><p>4.5</p><p>Capterra: 4.5</p>", "<p>G2</p><p>4.4</p>"))
    assert found == [
        ("Alfa", 4.5, None, None, "cited", "G2"),
        ("Alfa", 4.5, None, None, "cited", "Capterra"),
        ("Beta", 4.4, None, None, "cited", "G2"),
    ]


def stars(said: str) -> str:
    """Stars that are drawn, and spoken to a screen reader."""
    return f'<div role="img" aria-label="{said}"><svg><path d="M0"/></svg><svg></svg></div>'


@pytest.mark.parametrize("beside", [sections, cards])
def test_drawn_stars_beside_a_name_rate_the_tool(beside: Callable[[str, str], str]) -> None:
    body = beside(stars("Rated 4.5 out of 5 stars") + "<p>Quick</p>", stars("Rated 4 out of 5 stars") + "<p>Neat</p>")
    assert values(body) == [("Alfa", 4.5, 5.0), ("Beta", 4.0, 5.0)]


def test_drawn_stars_beside_another_name_are_one_readers_review() -> None:
    assert values(sections("<p>Laura M.</p>" + stars("5 out of 5 stars"), "<p>It works.</p>")) == []


def test_drawn_stars_and_the_number_after_them_are_one_rating() -> None:
    found = ratings(cards(stars("4.5 out of 5 stars") + "<p>4.5</p><p>(512)</p>", "<p>Neat</p>"))
    assert found == [("Alfa", 4.5, 5.0, 512, "users", None)]


def test_five_stars_with_a_half_print_their_scale() -> None:
    found = ratings(cards("<p>★★★★½ 4.5 (2.7k reviews)</p>", "<p>★★★★☆ 4.1 (2k reviews)</p>"))
    assert found == [("Alfa", 4.5, 5.0, 2700, "users", None), ("Beta", 4.1, 5.0, 2000, "users", None)]


def test_a_score_of_its_own_stands_beside_what_is_cited() -> None:
    card = "<span>{}</span><p><span>{}/100</span> <span>Our score</span></p><p>G2: {} out of 5 (12 ratings)</p>"
    expected = [("Alfa", 88, 100), ("Alfa", 4.3, 5), ("Beta", 91, 100), ("Beta", 4.2, 5)]
    assert sorted(values(cards(card.format("$349", 88, 4.3), card.format("$429", 91, 4.2)))) == sorted(expected)


@pytest.mark.parametrize("label", ["Nasza ocena", "Nota final", "Note globale", "Valutazione", "Оценка", "평점"])
def test_scores_of_the_whole_are_labelled_in_many_languages(label: str) -> None:
    body = sections(f"<p>{label}: 8,4/10</p><p>Design: 9/10</p>", f"<p>{label}: 7,6/10</p><p>Design: 8/10</p>")
    assert values(body) == [("Alfa", 8.4, 10), ("Beta", 7.6, 10)]
