"""Who wins on pages of sites nobody wrote code for: what marks, labels and sentences say, and what they do not say."""

from typing import Final

import pytest

from normalize.extract import read

URL: Final = "https://duels.example/compare/alpha-vs-beta"
FILLER: Final = "<p>We compare software, pricing, features, integrations and support of two apps for teams.</p>"
NAMES: Final = "<tr><th>Feature<th>Alpha<th>Beta"


def winners(body: str) -> dict[str, str]:
    """Winners by scope."""
    html = f"<title>Alpha vs Beta</title><h1>Alpha vs Beta</h1>{FILLER}{body}"
    reading = read(html.encode(), url=URL, site="generic")
    names = {tool.tool_id: tool.name for tool in reading.tools}
    assert set(names.values()) == {"Alpha", "Beta"}
    return {won.scope: "tie" if won.tool_id is None else names[won.tool_id] for won in reading.winners}


def test_a_column_of_winners_before_the_tools_says_nothing_of_the_whole() -> None:
    table = """<table><tr><th>Feature<th>Winner<th>Alpha<th>Beta<tr><td>Design<td>Beta<td>Old<td>Nice
    <tr><td>Speed<td>Alpha<td>Fast<td>Slow</table>"""
    assert winners(table) == {"Design": "Beta", "Speed": "Alpha"}


def test_a_badge_above_a_name_is_no_head_of_a_column() -> None:
    cards = "<div><div><p><b>Winner</b></p><h3>Alpha</h3><p>$5/mo</p></div><div><h3>Beta</h3><p>$6/mo</p></div></div>"
    assert winners(cards) == {"overall": "Alpha"}


def test_a_mark_that_names_the_winner_speaks_for_what_bears_it() -> None:
    rows = '<tr data-winner="beta"><td>Speed<td>Slow<td>Fast<tr data-winner="tie"><td>Help<td>Email<td>Email'
    table = f'<table data-winner="alpha">{NAMES}{rows}<tr><td>Reports<td data-winner="alpha">Many<td>Few</table>'
    assert winners(table) == {"overall": "Alpha", "Speed": "Beta", "Help": "tie", "Reports": "Alpha"}


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ('<section data-winner="beta"><h2>Verdict</h2><p>It was close.</p></section>', {"overall": "Beta"}),
        ('<section data-winner="beta"><h2>Pricing</h2><p>It was close.</p></section>', {"Pricing": "Beta"}),
        ('<section data-winner="gamma"><h2>Verdict</h2><p>It was close.</p></section>', {}),
        ('<div data-best="5"><h2>Alpha</h2><p>Fine</p></div>', {}),
    ],
)
def test_a_marked_box(box: str, expected: dict[str, str]) -> None:
    assert winners(box) == expected


def test_the_card_that_is_marked_wins() -> None:
    cards = '<div data-winner="true"><h2>Beta</h2><p>$8/mo</div><div data-winner="false"><h2>Alpha</h2><p>$7/mo</div>'
    assert winners(cards) == {"overall": "Beta"}


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Beta</h2><h3>Cons</h3><ul><li>Slow</ul><div><p>Winner: Alpha</p></div>",
        "<h2>Alpha</h2><p>Quick.</p><p><b>Winner: Alpha</b></p>",
        "<h2>Beta</h2><h3>Support</h3><p>Slow.</p><p>Winner: Alpha</p>",
    ],
)
def test_no_round_is_named_like_a_tool_or_a_part_of_its_review(body: str) -> None:
    assert winners(body) == {"overall": "Alpha"}


def test_a_round_that_tells_of_each_tool_keeps_its_name() -> None:
    rounds = (
        "<h2>Final rounds</h2><h2>Support</h2><h3>Alpha</h3><p>Mail.</p><h3>Beta</h3><p>Chat.</p><p>Winner: Beta</p>"
    )
    assert winners(rounds) == {"Support": "Beta"}
