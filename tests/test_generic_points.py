"""Pros and cons on pages of sites nobody wrote code for: labels in the same line, cells of several, labels of two."""

from typing import Final

import pytest

from normalize.extract import read

URL: Final = "https://duels.example/compare/alpha-vs-beta"
FILLER: Final = "<p>We compare software, pricing, features, integrations and support of two apps for teams.</p>"
QUICK: Final = ("Alpha", "pro", "quick")
SMALL: Final = ("Alpha", "pro", "small")
DEAR: Final = ("Alpha", "con", "dear")
NEAT: Final = ("Beta", "pro", "neat, kind")
SLOW: Final = ("Beta", "con", "slow")


def points(body: str) -> list[tuple[str, str, str]]:
    html = f"<title>Alpha vs Beta</title><h1>Alpha vs Beta</h1>{FILLER}{body}"
    reading = read(html.encode(), url=URL, site="generic")
    names = {tool.tool_id: tool.name for tool in reading.tools}
    assert set(names.values()) == {"Alpha", "Beta"}
    return sorted((names[point.tool_id], point.kind, point.text) for point in reading.points)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            """<p><b>Alpha pros:</b> quick; small</p><p><b>Alpha cons:</b> dear</p><p><b>Beta pros:</b> neat, kind</p>
            <p>Pros: Both are cloud-based</p>""",
            [QUICK, SMALL, DEAR, NEAT],
        ),
        (
            """<h2>Alpha</h2><p>Pros: quick; small</p><p>Cons: dear</p><h2>Beta</h2>
            <p><strong>Pros:</strong> neat, kind</p><p><strong>Cons:</strong> slow</p>""",
            [QUICK, SMALL, DEAR, NEAT, SLOW],
        ),
        ("<h2>Alpha</h2><p>Pros: quick<br>Cons: dear</p>", [QUICK, DEAR]),
        ("<h2>Alpha</h2><h3>Pros</h3><ul><li>quick</ul><p>Cons: dear</p>", [QUICK, DEAR]),
        ("<h2>Alpha</h2><p>优点：quick；small</p>", [QUICK, SMALL]),
        (
            "<h2>Alpha</h2><h3>Pros</h3><ul><li>Benefits: health and dental</ul>",
            [("Alpha", "pro", "Benefits: health and dental")],
        ),
        ("<h2>Alpha</h2><h3>Pros</h3><ul><li>quick; small.</ul>", [("Alpha", "pro", "quick; small.")]),
        ("<h2>Alpha</h2><p><b>Laura M.</b></p><p>Pros: &ldquo;quick&rdquo;</p>", []),
        ("<p>Pros: quick</p>", []),
        ("<p>Alpha and Beta pros: quick</p>", []),
    ],
)
def test_a_label_and_its_points_in_one_line(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert points(body) == sorted(expected)


def test_a_cell_may_hold_several_points() -> None:
    rows = "<tr><td>Pros<td>quick; small<td>neat, kind<tr><td>Cons<td>dear<td>slow"
    assert points(f"<table><tr><th><th>Alpha<th>Beta{rows}</table>") == sorted([QUICK, SMALL, DEAR, NEAT, SLOW])


def test_labels_that_tell_of_one_tool_and_name_the_other() -> None:
    body = "<h2>Advantages of Alpha over Beta</h2><ul><li>quick</ul><h2>Where Alpha falls short</h2><ul><li>dear</ul>"
    assert points(body) == sorted([QUICK, DEAR])


def test_a_page_laid_out_in_a_table_has_sections_too() -> None:
    columns = "<table><tr><td><b>The good</b><td><b>The bad</b><tr><td><ul><li>{}</ul><td><ul><li>{}</ul></table>"
    filler = "<p>One of many.</p>" * 20
    body = (
        f"<p><b>Alpha</b></p>{columns.format('quick', 'dear')}<p><b>Beta</b></p>{columns.format('neat, kind', 'slow')}"
    )
    assert points(f"<table><tr><td>{filler}{body}</table>") == [DEAR, QUICK, SLOW, NEAT]


@pytest.mark.parametrize(
    ("pro", "con"),
    [
        ("Pros 优点", "Cons 缺点"),
        ("What I like (pros)", "What I do not like (cons)"),
        ("Zalety", "Wady"),
        ("Преимущества", "Недостатки"),
        ("장점", "단점"),
    ],
)
def test_pros_and_cons_are_labelled_in_many_ways(pro: str, con: str) -> None:
    part = "<h2>{}</h2><h3>{}</h3><ul><li>{}</ul><h3>{}</h3><ul><li>− {}</ul>"
    body = part.format("Alpha", pro, "quick", con, "dear") + part.format("Beta", pro, "neat, kind", con, "slow")
    assert points(body) == [DEAR, QUICK, SLOW, NEAT]
