"""Puts a panel page together from its cards, its decision table and its scorecard, and says what is missing."""

from dataclasses import replace
from typing import Final

from normalize.names import compared_names
from normalize.page import PageText
from normalize.panel.card import Card
from normalize.panel.cards import card_columns, card_links, card_spans, read_cards
from normalize.panel.decision import Columns, read_decision
from normalize.panel.quotes import Quote
from normalize.panel.scorecard import read_scorecard
from normalize.panel.sheet import Sheet, mark
from normalize.panel.words import is_dash
from normalize.reading import ReadComparison, ReadQuote, ReadTool
from normalize.text import begins, fold, is_cut
from normalize.values.votes import VotePrint, parse_entry, parse_vote

PANEL_READER: Final = "panel/3"
_ROUNDING: Final = 0.011  # a printed percentage may be rounded up, down or to the nearest


def read_panel(page: PageText) -> ReadComparison | None:
    """Read a page on which a panel votes on two tools; None where the page shows no two names with votes."""
    names = compared_names(page)
    if names is None:
        return None
    sheet = mark(page, names)
    cards = read_cards(sheet)
    columns, problems = read_decision(sheet)
    if cards == [None, None] and not any(columns):
        return None
    spans = card_spans(sheet)
    starts = sheet.scorecards or ([spans[-1].end - 1] if spans else [])
    heads = [span.name for span in spans] or sorted(sheet.stats)[:1]
    tools = [_tool(names.pair[side], cards[side], columns[side], problems) for side in (0, 1)]
    told = {fold(text) for tool in tools for text in (tool.tagline, tool.description) if text}
    quotes, unplaced = read_scorecard(sheet, starts, heads, told, card_columns(sheet, spans))
    problems += unplaced
    for tool, links in zip(tools, card_links(sheet, cards), strict=True):
        tool.links = links
    _look_for_missing(sheet, tools, quotes=len(quotes), full=any(columns), problems=problems)
    problems += _unsigned(quotes, full=any(columns))
    heading = names.heading.text if names.heading else " vs ".join(names.pair)
    read = [ReadQuote(q.side or 0, q.text, q.slot, q.reviewer, q.score, q.verdict) for q in quotes]
    return ReadComparison(heading, tools, read, problems)


def _unsigned(quotes: list[Quote], *, full: bool) -> list[str]:
    """Name the quotes without reviewer or score where the page prints those."""
    is_scored = any(quote.score is not None for quote in quotes)
    problems: list[str] = []
    for quote in quotes:
        if quote.reviewer is None and (full or is_scored):
            problems.append(f"reviewer: none beside the quote {quote.text[:60]!r}")
        if quote.score is None and is_scored:
            problems.append(f"score: none beside the quote {quote.text[:60]!r}")
    return problems


def _tool(name: str, card: Card | None, column: Columns, problems: list[str]) -> ReadTool:
    """Join what card and table say of one tool; where both print a field the table names it, so it stands."""
    tool = ReadTool(card.name if card else name)
    if card is None:
        problems.append(f"card: none found for {name!r}")
    else:
        tool.tagline, tool.category, tool.description = card.tagline, card.category, card.description
        tool.entry_text, tool.panel, tool.community = card.entry_text, card.panel, card.community
    tool.pricing_text = _said(column.get("pricing"))
    tool.category = _agreed(name, "category", tool.category, column, problems)
    tool.tagline = _agreed(name, "tagline", tool.tagline, column, problems)
    tool.description = tool.description or _said(column.get("description"))
    if tool.entry_text is None and parse_entry(column.get("entry", "")):
        tool.entry_text = column["entry"]
    tool.panel = _joined(name, "panel", tool.panel, column.get("panel"), problems)
    tool.community = _joined(name, "community", tool.community, column.get("community"), problems)
    return tool


def _agreed(name: str, field: str, card: str | None, column: Columns, problems: list[str]) -> str | None:
    """What the table says, else the card; two that differ are a problem."""
    table = _said(column.get(field))
    if card and table and not _is_same(fold(card), fold(table)) and not (is_cut(card) and begins(card, table)):
        problems.append(f"{field}: {card!r} beside {table!r} for {name!r}")
    return table or card


def _is_same(card: str, table: str) -> bool:
    """Whether two folded prints are one, but for a one-letter logo that ran into the card's."""
    return card == table or card[1:] == table


def _said(cell: str | None) -> str | None:
    return None if cell is None or is_dash(cell) else cell


def _joined(name: str, body: str, card: VotePrint | None, cell: str | None, problems: list[str]) -> VotePrint | None:
    """Join two prints of one vote: the fullest text, with what only the other says. A contradiction is a problem."""
    table = None if cell is None else parse_vote(cell)
    if cell is not None and table is None:
        problems.append(f"{body}: {cell!r} for {name!r} is no vote")
    if table is not None:
        table = _consistent(name, body, table, problems)
    if card is None or table is None:
        return card or table
    fuller, other = (table, card) if table.rank >= card.rank else (card, table)
    if not other.text:  # a blank beside a print says less, not something else
        return fuller
    if fuller.state != other.state or _differ(fuller.share, other.share):
        problems.append(f"{body}: {other.text!r} beside {fuller.text!r} for {name!r}")
        return fuller
    printed = other.share if "%" in other.text and "%" not in fuller.text else fuller.share
    return replace(fuller, share=printed, label=fuller.label or other.label)


def _differ(share: float | None, other: float | None) -> bool:
    return share is not None and other is not None and abs(share - other) > _ROUNDING


def _consistent(name: str, body: str, vote: VotePrint, problems: list[str]) -> VotePrint:
    """Say where a print contradicts itself; its percentage stands then, its counts do not."""
    if not _differ(vote.share, vote.counted_share):
        return vote
    problems.append(f"{body}: {vote.text!r} for {name!r} contradicts itself")
    return replace(vote, ships=None, skips=None, total=None)


def _look_for_missing(sheet: Sheet, tools: list[ReadTool], *, quotes: int, full: bool, problems: list[str]) -> None:
    """Name every field that such a page should print and this one does not."""
    for tool in tools:
        for field in ("tagline", "category", "description", "entry_text", "panel", "community"):
            if getattr(tool, field) is None:
                problems.append(f"{field.removesuffix('_text')}: not found for {tool.name!r}")
        if full and tool.pricing_text is None:
            problems.append(f"pricing: not found for {tool.name!r}")
    if not quotes:
        problems.append("quotes: none found" if sheet.scorecards else "quotes: no reviewer scorecard found")
