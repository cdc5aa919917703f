"""Layouts as hand-written and older pages print them; see `modern_layouts` for what a layout is."""

from html import escape

from crawler.sample.catalogue import Comparison, Listing, Opinion, seats
from crawler.sample.wording import INTRO, broken, decisions, linked, logo, marked_up, score, stats


def definitions(comparison: Comparison) -> str:
    """Cards as definition lists, labels first; quotes grouped under the name of each tool."""
    cards = "\n".join(_definition_card(side, comparison.is_full) for side in comparison.sides)
    groups = "\n".join(_quote_group(side, comparison.is_full) for side in comparison.sides)
    return f"""<header><h1>{escape(comparison.title)}</h1><p>{INTRO}</p></header>
<div class="cards">{cards}</div>
{_decision_table(comparison)}
<section><h2>Reviewer scorecard</h2>
{groups}
</section>"""


def _definition_card(listing: Listing, is_full: bool) -> str:
    counts = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in stats(listing))
    return f"""<section>{f"<span>{logo(listing)}</span>" if is_full else ""}
<p class="eyebrow">{escape(listing.category)}</p>
<h2>{escape(listing.name)}</h2>
<p class="claim">{escape(listing.tagline)}</p>
{f'<strong class="badge">{listing.badge}</strong>' if is_full else ""}
<dl>{counts}</dl>
<p>{escape(listing.description)}</p>
</section>"""


def _quote_group(listing: Listing, is_full: bool) -> str:
    quotes = "\n".join(_block_quote(opinion, is_full) for opinion in seats(listing))
    return f"<h3>{escape(listing.name)}</h3>\n{quotes}"


def _block_quote(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return "<div><blockquote>—</blockquote></div>"
    head = f"<p><b>{opinion.reviewer}</b> <span>{score(opinion)}</span></p>" if is_full else ""
    quote = f"“{linked(opinion.quote)}”" if opinion.quote else "—"
    return f"<div>{head}<blockquote><p>{quote}</p></blockquote></div>"


def _decision_table(comparison: Comparison) -> str:
    if not comparison.is_full:
        return ""
    head, *lines = decisions(comparison)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    return f"""<table><thead><tr>{"".join(f"<th>{escape(cell)}</th>" for cell in head)}</tr></thead>
<tbody>{body}</tbody></table>"""


def tables(comparison: Comparison) -> str:
    """One table for the cards and one for the scorecard, whose quotes bear no quotation marks."""
    first, second = comparison.sides
    heads = "".join(_head_cell(side, comparison.is_full) for side in comparison.sides)
    badges = f"<tr><td></td><td>{first.badge}</td><td>{second.badge}</td></tr>" if comparison.is_full else ""
    counts = "\n".join(
        f"<tr><th>{label}</th><td>{value}</td><td>{other}</td></tr>"
        for (label, value), (_, other) in zip(stats(first), stats(second), strict=True)
    )
    rows = "\n".join(
        f"<tr>{''.join(_quote_cell(opinion, comparison.is_full) for opinion in row)}</tr>" for row in comparison.rows
    )
    return f"""<h1>{escape(comparison.title)}</h1><p>{INTRO}</p>
<table><tr><td></td>{heads}</tr>
{badges}{counts}
<tr><td></td><td>{escape(first.description)}</td><td>{escape(second.description)}</td></tr></table>
{_decision_table(comparison)}
<h2>Reviewer scorecard</h2>
<table>{rows}</table>"""


def _head_cell(listing: Listing, is_full: bool) -> str:
    mark = f"<span>{logo(listing)}</span>" if is_full else ""
    return (
        f"<th>{mark}<small>{escape(listing.category)}</small><h2>{escape(listing.name)}</h2>"
        f"<p>{escape(listing.tagline)}</p></th>"
    )


def _quote_cell(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return "<td></td>"
    head = f"<b>{opinion.reviewer}</b><br><small>{score(opinion)}</small>" if is_full else ""
    return f"<td>{head}<p>{marked_up(opinion.quote) if opinion.quote else '—'}</p></td>"


def plain(comparison: Comparison) -> str:
    """A page by hand from the last century: paragraphs and items never closed, line breaks for lay-out."""
    cards = "\n<hr>\n".join(_plain_card(side, comparison.is_full) for side in comparison.sides)
    quotes = "\n".join(_plain_quote(opinion, comparison.is_full) for row in comparison.rows for opinion in row)
    return f"""<center><h1>{escape(comparison.title)}</h1></center>
<p>{INTRO}
{cards}
<hr>
{_decision_table(comparison)}
<h2>Reviewer scorecard</h2>
{quotes}
<hr>"""


def _plain_card(listing: Listing, is_full: bool) -> str:
    counts = "\n".join(f"<li>{value}<br>{label}" for label, value in stats(listing))
    mark, badge = (f"<p><tt>{logo(listing)}</tt>", f"<p><b>{listing.badge}</b>") if is_full else ("", "")
    return f"""<div>{mark}
<p><i>{escape(listing.category)}</i>
<h2>{escape(listing.name)}</h2>
<p>{escape(listing.tagline)}
{badge}
<ul>
{counts}
</ul>
<p>{broken(listing.description)}
</div>"""


def _plain_quote(opinion: Opinion | None, is_full: bool) -> str:
    if not opinion:
        return "<p>—"
    head = f"<b>{opinion.reviewer}</b> {score(opinion)}<br>" if is_full else ""
    return f"<p>{head}{f'“{broken(opinion.quote)}”' if opinion.quote else '—'}"
