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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Overall winner: Alpha and Beta (tie)", {"overall": "tie"}),
        ("Overall winner: Alpha &amp; Beta tie", {"overall": "tie"}),
        ("Overall winner: Alpha and Beta", {}),
        ("Alpha and Beta both win overall.", {}),
        ("The overall winner is Alpha and Beta comes second.", {"overall": "Alpha"}),
        ("Overall winner: Alpha, Beta is close.", {"overall": "Alpha"}),
        ("If you must choose, Beta is the overall winner.", {"overall": "Beta"}),
        ("For new teams Beta is our overall pick.", {"overall": "Beta"}),
        ("Is Alpha the overall winner? Not quite.", {}),
        ("Alpha is the overall winner. Why not?", {"overall": "Alpha"}),
        ("If you are a beginner, the winner is Alpha.", {}),
        ("For beginners, the winner is Alpha.", {}),
        ("For most teams, the winner is Alpha.", {"overall": "Alpha"}),
        ("The readers say Beta is the overall winner; we disagree.", {}),
        ("Some say Beta is the overall winner.", {}),
        ("Winner: Alpha (for teams)", {"for teams": "Alpha"}),
        ("Winner: Alpha for teams.", {"for teams": "Alpha"}),
        ("Winner: Alpha, for its speed", {"overall": "Alpha"}),
        ("Overall: Beta 8.9/10, Alpha 8.2/10", {}),
        ("Overall: Beta (8.9/10) · Alpha (8.2/10)", {}),
        ("Overall: Beta", {"overall": "Beta"}),
        ("Overall winner: Beta (8.9/10)", {"overall": "Beta"}),
        ("Best for value: Tie", {"Best for value": "tie"}),
    ],
)
def test_a_verdict_says_no_more_than_it_says(said: str, expected: dict[str, str]) -> None:
    assert winners(f"<h2>Verdict</h2><p>{said}</p>") == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<td>Winner<td>✓<td>", {"overall": "Alpha"}),
        ("<td>Winner<td>✗<td>✓", {"overall": "Beta"}),
        ("<td>Winner<td>✓<td>✓", {}),
        ("<td>Winner<td>✓<td>Runner-up", {}),
        ("<td>胜者<td colspan=2>Beta", {"overall": "Beta"}),
        ("<td>Gewinner<td colspan=2>Beta", {"overall": "Beta"}),
    ],
)
def test_a_row_of_the_winner(row: str, expected: dict[str, str]) -> None:
    assert (
        winners(f"<table>{NAMES}<tr><td>SSO<td>Yes<td>No<tr><td>Price<td>$5/mo<td>$6/mo<tr>{row}</table>") == expected
    )


def test_a_use_may_head_the_name() -> None:
    uses = "<h2>Best for teams</h2><p>Alpha</p><h2>Best for solo users</h2><p>Beta</p>"
    assert winners(uses) == {"Best for teams": "Alpha", "Best for solo users": "Beta"}


def test_what_a_card_says_its_tool_is_best_for_is_not_the_next_card_s() -> None:
    cards = "<h3>Alpha</h3><p><b>Best for teams</b></p><p>Beta</p><p><b>Best for solo users</b></p>"
    assert "Beta" not in winners(cards).values()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Notre gagnant : Alpha. Rien ne va plus vite.", "Alpha"),
        ("Nuestro ganador: Beta.", "Beta"),
        ("Gesamturteil: Unentschieden. Beide sind gut.", "tie"),
        ("Zwycięzca ogólny: Alpha. Jest po prostu wygodniejszy.", "Alpha"),
        ("Werdykt: remis. Oba programy są dobre.", "tie"),
    ],
)
def test_verdicts_of_other_languages_are_labelled_too(said: str, expected: str) -> None:
    assert winners(f"<h2>Podsumowanie</h2><p>{said}</p>") == {"overall": expected}
