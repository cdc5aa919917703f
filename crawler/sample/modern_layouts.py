"""Layouts as single-page frameworks and component libraries print them.

A layout takes a comparison and gives the main part of its page; together the layouts hold the arrangements that a
reader of comparison pages must cope with.
"""

from html import escape

from crawler.sample.catalogue import Comparison, Listing, Opinion
from crawler.sample.wording import INTRO, decisions, hyphenated, logo, marked_up, score, stats


def grid(comparison: Comparison) -> str:
    """Nested divs as React leaves them: comments split the text, quotation marks are text nodes of their own."""
    cards = "".join(_grid_card(side, comparison.is_full) for side in comparison.sides)
    table = "".join(_grid_line(cells) for cells in decisions(comparison)) if comparison.is_full else ""
    rows = "".join(
        f'<div class="css-1gr8">{"".join(_grid_opinion(opinion, comparison.is_full) for opinion in row)}</div>'
        for row in comparison.rows
    )
    return (
        f'<div class="css-9t2k"><div class="css-0"><h1>{escape(comparison.title)}</h1><p>{INTRO}</p></div>'
        f'<div class="css-8fn1">{cards}</div>'
        + (f'<div class="css-5tb0">{table}</div>' if table else "")
        + f'<div class="css-77qa"><h2>Reviewer scorecard</h2>{rows}</div></div>'
    )


def _grid_card(listing: Listing, is_full: bool) -> str:
    mark = f'<div aria-hidden="true"><span>{logo(listing)}</span></div>' if is_full else ""
    badge = f'<span class="css-b4dg">{listing.badge}</span>' if is_full else ""
    counts = "".join(
        f"<div><div>{value.replace('%', '<!-- -->%')}</div><div>{label}</div></div>" for label, value in stats(listing)
    )
    return (
        f'<div class="css-c4rd">{mark}<div>{escape(listing.category)}</div><h2>{escape(listing.name)}</h2>'
        f"<p>{escape(listing.tagline)}</p>{badge}<div>{counts}</div><div><p>{escape(listing.description)}</p></div></div>"
    )


def _grid_line(cells: tuple[str, str, str]) -> str:
    return f"<div>{''.join(f'<div>{escape(cell)}</div>' for cell in cells)}</div>"


def _grid_opinion(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return '<div class="css-q0te"></div>'
    head = (
        f"<div><span>{opinion.reviewer}</span>"
        f"<span>{opinion.score}<!-- -->/100 · <!-- -->{opinion.verdict}</span></div>"
        if is_full
        else ""
    )
    quote = f"“<!-- -->{escape(opinion.quote)}<!-- -->”" if opinion.quote else "—"
    return f'<div class="css-q0te">{head}<p>{quote}</p></div>'


def elements(comparison: Comparison) -> str:
    """Custom elements, soft hyphens, and everything twice: in rows for wide screens, tool by tool for narrow ones."""
    cards = "".join(_element_card(side, comparison.is_full) for side in comparison.sides)
    table = "".join(
        f"<grid-row>{''.join(f'<grid-cell>{hyphenated(cell)}</grid-cell>' for cell in cells)}</grid-row>"
        for cells in (decisions(comparison) if comparison.is_full else [])
    )
    head = f"{cards}<decision-grid>{table}</decision-grid>" if table else cards
    wide = "".join(
        f"<score-row>{''.join(_element_opinion(opinion, comparison.is_full) for opinion in row)}</score-row>"
        for row in comparison.rows
    )
    narrow = "".join(
        f"<tool-opinions><h3>{escape(side.name)}</h3>"
        f"{''.join(_element_opinion(row[column], comparison.is_full) for row in comparison.rows)}</tool-opinions>"
        for column, side in enumerate(comparison.sides)
    )
    return (
        f"<h1>{escape(comparison.title)}</h1><p>{INTRO}</p>"
        f'<screen-wide class="hidden lg:block">{head}<h2>Reviewer scorecard</h2>{wide}</screen-wide>'
        f'<screen-narrow class="lg:hidden">{head}<h2>Reviewer scorecard</h2>{narrow}</screen-narrow>'
    )


def _element_card(listing: Listing, is_full: bool) -> str:
    counts = "".join(f"<side-stat><b>{label}</b> <i>{value}</i></side-stat>" for label, value in stats(listing))
    mark = f"<letter-logo>{logo(listing)}</letter-logo>" if is_full else ""
    badge = f"<verdict-badge>{listing.badge}</verdict-badge>" if is_full else ""
    return (
        f"<tool-card>{mark}<tool-category>{escape(listing.category)}</tool-category>"
        f"<tool-name>{escape(listing.name)}</tool-name><tool-claim>{hyphenated(listing.tagline)}</tool-claim>"
        f"{badge}{counts}<tool-text>{hyphenated(listing.description)}</tool-text></tool-card>"
    )


def _element_opinion(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return "<panel-opinion>—</panel-opinion>"
    head = f"<panel-member>{opinion.reviewer}</panel-member> <panel-score>{score(opinion)}</panel-score>"
    quote = f"“{hyphenated(opinion.quote)}”" if opinion.quote else "—"
    return f"<panel-opinion>{head if is_full else ''}<panel-quote>{quote}</panel-quote></panel-opinion>"


def lists(comparison: Comparison) -> str:
    """Cards as lists with label and value in one text node, quotes as figures, row by row."""
    cards = "\n".join(_list_card(side, comparison.is_full) for side in comparison.sides)
    table = "\n".join(
        f"<tr><th scope=row>{escape(label)}</th><td>{escape(first)}</td><td>{escape(second)}</td></tr>"
        for label, first, second in (decisions(comparison) if comparison.is_full else [])
    )
    figures = "\n".join(
        "<section>" + "".join(_figure(opinion, comparison.is_full) for opinion in row) + "</section>"
        for row in comparison.rows
    )
    return f"""<h1>{escape(comparison.title)}</h1>
<p>{INTRO}</p>
{cards}
{f"<table>{table}</table>" if table else ""}
<h2>Reviewer scorecard</h2>
{figures}"""


def _list_card(listing: Listing, is_full: bool) -> str:
    items = [f"<li>{label}: {value}</li>" for label, value in stats(listing)]
    if is_full:
        items.insert(0, f"<li>{listing.badge}</li>")
    return f"""<article>
{f"<b>{logo(listing)}</b>" if is_full else ""}
<small>{escape(listing.category)}</small>
<h2>{escape(listing.name)}</h2>
<p>{escape(listing.tagline)}</p>
<ul>{"".join(items)}</ul>
<p>{escape(listing.description)}</p>
</article>"""


def _figure(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return "<figure></figure>"
    caption = f"<figcaption><cite>{opinion.reviewer}</cite> {score(opinion)}</figcaption>" if is_full else ""
    quote = f"<q>“{marked_up(opinion.quote)}”</q>" if opinion.quote else "—"
    return f"<figure>{caption}<blockquote>{quote}</blockquote></figure>"
