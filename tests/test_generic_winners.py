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
