"""Tables and prices of any site, on pages made by hand: whose cell is whose, and which price is whose."""

from typing import Final

import pytest

from normalize.extract import read
from normalize.records import PageReading

HEAD: Final = (
    "<html><head><title>Alpha vs Beta</title></head><body><h1>Alpha vs Beta</h1>"
    "<p>We compare software, pricing, features, integrations and support of two apps for teams.</p>"
)


def page(body: str) -> PageReading:
    """The reading of a page about Alpha and Beta."""
    return read((HEAD + body).encode(), url="https://x.example/compare/alpha-vs-beta", site="generic")


def table(head: str, *rows: str) -> str:
    """A table whose cells are parted by bars."""
    return (
        "<table><tr>"
        + "".join(f"<th>{cell}</th>" for cell in head.split("|"))
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
        + "</table>"
    )


def cells(reading: PageReading) -> list[tuple[str, str, str]]:
    """Features: tool, label and cell."""
    names = {tool.tool_id: tool.name or "" for tool in reading.tools}
    return [(names[f.tool_id], f.feature, f.text) for f in reading.features]


def prices(reading: PageReading) -> list[tuple[str, str | None, float | None, str | None, bool]]:
    """Prices: tool, plan, amount, period and whether it is free."""
    names = {tool.tool_id: tool.name or "" for tool in reading.tools}
    return [(names[p.tool_id], p.plan, p.amount, p.period, p.is_free) for p in reading.prices]


@pytest.mark.parametrize("note", ["Paid plans", "Alpha is ahead", ""])
def test_notes_behind_the_tools_are_no_labels(note: str) -> None:
    reading = page(table("Feature|Alpha|Beta|Notes", f"SSO|Yes|No|{note}", "Price|$5/mo|$6/mo|Gamma is $3/mo"))
    assert cells(reading) == [
        ("Alpha", "SSO", "Yes"),
        ("Beta", "SSO", "No"),
        ("Alpha", "Price", "$5/mo"),
        ("Beta", "Price", "$6/mo"),
    ]
    assert prices(reading) == [("Alpha", None, 5, "month", False), ("Beta", None, 6, "month", False)]


def test_a_product_between_the_tools_is_no_label() -> None:
    reading = page(table("Feature|Alpha|Gamma|Beta", "Price|$5/mo|$99/mo|$6/mo"))
    assert cells(reading) == [("Alpha", "Price", "$5/mo"), ("Beta", "Price", "$6/mo")]
    assert prices(reading) == [("Alpha", None, 5, "month", False), ("Beta", None, 6, "month", False)]


@pytest.mark.parametrize(("head", "row"), [("Alpha||Beta", "Yes|SSO|No"), ("Alpha|Beta|Feature", "Yes|No|SSO")])
def test_labels_amid_or_behind_the_tools_are_labels(head: str, row: str) -> None:
    assert cells(page(table(head, row))) == [("Alpha", "SSO", "Yes"), ("Beta", "SSO", "No")]


@pytest.mark.parametrize("label", ["Ad-free", "Ad", "Ads", "Sponsored"])
def test_rows_about_adverts_are_rows(label: str) -> None:
    reading = page(table("Feature|Alpha|Beta", "SSO|Yes|No", f"{label}|Yes|Ad-free", "Support|Email|Chat"))
    assert cells(reading) == [
        ("Alpha", "SSO", "Yes"),
        ("Beta", "SSO", "No"),
        ("Alpha", label, "Yes"),
        ("Beta", label, "Ad-free"),
        ("Alpha", "Support", "Email"),
        ("Beta", "Support", "Chat"),
    ]


@pytest.mark.parametrize("label", ["Ad", "Ad - Zeta", "Ad: Zeta", "Sponsored by Zeta"])
def test_boxes_of_adverts_say_nothing(label: str) -> None:
    advert = f"<div><p>{label}</p><p>$1/month</p></div>"
    reading = page(f"<h2>Alpha</h2><p>$5/mo</p>{advert}<h2>Beta</h2><p>$7/mo</p>")
    assert prices(reading) == [("Alpha", None, 5, "month", False), ("Beta", None, 7, "month", False)]


STRUCK: Final = (
    "<s>$29</s> $19/mo",
    "<s>$29/mo</s> $19/mo",
    "<s>$29/mo</s><br>$19/mo",
    "<del>$29</del> <b>$19</b>/mo",
    "<div><del><span>$29/mo</span></del></div><div>$19/mo</div>",
    "<span class='price line-through'>$29/mo</span> <span>$19/mo</span>",
    "<span style='text-decoration: line-through'>$29</span> $19/mo",
)


@pytest.mark.parametrize("price", STRUCK)
def test_struck_out_prices_are_none(price: str) -> None:
    expected = [("Alpha", None, 19, "month", False), ("Beta", None, 9, "month", False)]
    assert prices(page(table("Feature|Alpha|Beta", f"Price|{price}|$9/mo"))) == expected
    assert prices(page(f"<h2>Alpha</h2><div>{price}</div><h2>Beta</h2><div>$9/mo</div>")) == expected


@pytest.mark.parametrize("name", ["hover:line-through", "struck-by", "no-strike"])
def test_other_classes_strike_nothing_out(name: str) -> None:
    reading = page(table("Feature|Alpha|Beta", f"Price|<span class='{name}'>$19/mo</span>|$9/mo"))
    assert prices(reading) == [("Alpha", None, 19, "month", False), ("Beta", None, 9, "month", False)]


def test_an_answer_is_what_is_not_struck_out() -> None:
    reading = page(table("Feature|Alpha|Beta", "SSO|Yes|<s>Yes</s> No"))
    assert [(f.text, f.value_bool) for f in reading.features] == [("Yes", True), ("Yes No", False)]


def sections(alpha: str, beta: str) -> PageReading:
    """The reading of a page with a section for each tool."""
    return page(f"<h2>Alpha</h2>{alpha}<h2>Beta</h2>{beta}")


@pytest.mark.parametrize(
    "said",
    [
        "<aside class=ad><p>Try Zeta for $1/month! Rated 5/5</p></aside>",
        "<div class='ad-box wide'><div><p>Zeta</p><p>$1/month</p><p>5/5</p></div></div>",
        "<p>Our newsletter is free.</p>",
        "<p>This guide is free.</p>",
        "<p>Free for students</p>",
        "<p>It is dear, unlike Sketch ($12/month).</p>",
    ],
)
def test_prices_of_other_things_are_not_the_tools(said: str) -> None:
    reading = sections(f"<p>$5/mo</p>{said}", "<p>$7/mo</p>")
    assert prices(reading) == [("Alpha", None, 5, "month", False), ("Beta", None, 7, "month", False)]
    assert not reading.ratings


@pytest.mark.parametrize(
    "said",
    [
        "Price: $15/month. Compared with Sketch ($12/month), that is a lot.",
        "Price: $15/month, unlike Sketch ($12/month).",
        "Price: $15/month vs. $12/month for Sketch.",
        "Alpha costs $15/month, cheaper than Sketch at $12/month.",
    ],
)
def test_what_a_price_is_compared_with_is_not_the_tools(said: str) -> None:
    assert prices(sections(f"<p>{said}</p>", "")) == [("Alpha", None, 15, "month", False)]


LONG = "What the two of them ask for differs as much as one would expect of tools with so different owners and aims."


@pytest.mark.parametrize("before", ["", f"{LONG} "])
def test_a_sentence_says_what_each_tool_costs(before: str) -> None:
    reading = page(f"<h2>Pricing</h2><p>{before}Alpha costs $6/month while Beta is free.</p>")
    assert prices(reading) == [("Alpha", None, 6, "month", False), ("Beta", None, None, None, True)]
    assert [price.text for price in reading.prices] == ["costs $6/month", "is free"]


def test_what_a_tool_costs_more_than_another_is_no_price() -> None:
    assert not page(f"<h2>Pricing</h2><p>{LONG} Alpha costs $2 more than Beta, which is $9.</p>").prices


def test_plans_compared_with_each_other_are_the_tools() -> None:
    reading = sections("<p>Pro: $12/mo vs. Team: $20/mo</p>", "")
    assert prices(reading) == [("Alpha", "Pro", 12, "month", False), ("Alpha", "Team", 20, "month", False)]


@pytest.mark.parametrize("said", ["It is free.", "The basic version is free.", "Alpha is free.", "Free", "Free to use"])
def test_tools_said_to_be_free_are_free(said: str) -> None:
    assert prices(sections(f"<p>{said}</p>", "<p>$7/mo</p>"))[0] == ("Alpha", None, None, None, True)


def test_amounts_of_data_and_shares_of_payments_are_no_prices() -> None:
    rows = ("Price|$5/mo|$9/mo plus 20% VAT", "Fee|2.9% + $0.30|3%", "Storage|5 GB free|10 GB")
    reading = page("<h2>Pricing</h2>" + table("Feature|Alpha|Beta", *rows))
    assert prices(reading) == [("Alpha", None, 5, "month", False), ("Beta", None, 9, "month", False)]


def test_calls_to_action_and_sentences_are_no_plans() -> None:
    reading = sections(
        "<div><p>It is good.</p><p>$10/mo</p></div><div><p>Free trial</p><p>$9/mo</p></div>",
        "<div><p>Get started free</p><p>$7/mo</p></div><div><p>Start</p><p>$8/mo</p></div>",
    )
    assert prices(reading) == [
        ("Alpha", None, 10, "month", False),
        ("Alpha", None, 9, "month", False),
        ("Beta", None, 7, "month", False),
        ("Beta", "Start", 8, "month", False),
    ]


@pytest.mark.parametrize(
    ("label", "plan", "period", "per"),
    [
        ("Output price (per 1M tokens)", "Output price (per 1M tokens)", None, "1M tokens"),
        ("Price per user", None, None, "user"),
        ("Price (per seat/month)", None, "month", "seat"),
        ("Price / 1K requests", None, None, "1K requests"),
        ("Preis pro Monat", None, "month", None),
        ("Pro / Team price", "Pro / Team price", None, None),
        ("Price Pro plan", "Price Pro plan", None, None),
    ],
)
def test_a_unit_in_a_label_is_the_unit(label: str, plan: str | None, period: str | None, per: str | None) -> None:
    reading = page(table("Feature|Alpha|Beta", f"{label}|$10|$12"))
    assert [(p.plan, p.amount, p.period, p.per) for p in reading.prices] == [
        (plan, 10, period, per),
        (plan, 12, period, per),
    ]


@pytest.mark.parametrize("text", ["$2.50 per 1M tokens in / $10 out", "$2.50 per 1M tokens input, $10 output"])
def test_what_goes_in_and_out_is_priced_by_the_same_unit(text: str) -> None:
    reading = page(table("Feature|Alpha|Beta", f"API price|{text}|$3"))
    assert [(p.amount, p.per) for p in reading.prices] == [(2.5, "1M tokens"), (10, "1M tokens"), (3, None)]


@pytest.mark.parametrize(
    "attribute",
    [
        "class='grid grid-cols-4'",
        "style='grid-template-columns: repeat(4, minmax(0, 1fr))'",
        "style='grid-template-columns:2fr 1fr 1fr 1fr;gap:1px'",
    ],
)
@pytest.mark.parametrize("behind", ["Notes", "Gamma"])
def test_grids_may_have_more_columns_than_the_tools_need(attribute: str, behind: str) -> None:
    texts = f"Feature|Alpha|Beta|{behind}|SSO|Yes|No|Paid|Chat|Yes|No|Yes"
    grid = "".join(f"<div>{text}</div>" for text in texts.split("|"))
    assert cells(page(f"<div {attribute}>{grid}</div>")) == [
        ("Alpha", "SSO", "Yes"),
        ("Beta", "SSO", "No"),
        ("Alpha", "Chat", "Yes"),
        ("Beta", "Chat", "No"),
    ]


def test_a_cell_may_be_a_tools_name() -> None:
    reading = page(table("Feature|Alpha|Beta", "SSO|Yes|No", "Engine|Gamma|Beta", "Guests|5|9"))
    assert cells(reading)[2:] == [
        ("Alpha", "Engine", "Gamma"),
        ("Beta", "Engine", "Beta"),
        ("Alpha", "Guests", "5"),
        ("Beta", "Guests", "9"),
    ]


def test_cards_of_one_tools_plans_are_no_rows_of_both() -> None:
    boxes = "<div><div><h3>Alpha</h3><p>4 of 5</p></div><div><h3>Beta</h3><p>3 of 5</p></div></div>"
    plan = "<div><h4>{}</h4><div>{} per month</div><ul><li>Guests<li>Reports</ul></div>"
    costs = "<section><h2>What {} costs</h2><div>{}</div></section>"
    alpha = costs.format("Alpha", plan.format("S", "$7") + plan.format("M", "$9"))
    beta = costs.format("Beta", plan.format("One", "$5") + plan.format("Two", "$8"))
    reading = page(f"<section>{boxes}</section>{alpha}{beta}")
    assert not reading.features
    assert prices(reading) == [
        ("Alpha", "S", 7, "month", False),
        ("Alpha", "M", 9, "month", False),
        ("Beta", "One", 5, "month", False),
        ("Beta", "Two", 8, "month", False),
    ]


def row(*cells: str) -> str:
    return "<div>" + "".join(f"<div>{cell}</div>" for cell in cells) + "</div>"


def test_labels_stand_between_the_values_where_vs_stands_between_the_names() -> None:
    rows = (row("Alpha", "vs", "Beta"), row("30 hours", "Battery", "24 hours"), row("Custom", "Themes", "No"))
    assert cells(page(f"<div>{''.join(rows)}</div>")) == [
        ("Alpha", "Battery", "30 hours"),
        ("Beta", "Battery", "24 hours"),
        ("Alpha", "Themes", "Custom"),
        ("Beta", "Themes", "No"),
    ]


def test_boxes_below_a_title_of_three_parts_are_no_rows() -> None:
    boxes = (row("Alpha", "vs", "Beta"), row("Overview", "Pricing", "Reviews"), row("Guides", "Videos", "News"))
    assert not page(f"<div>{''.join(boxes)}</div>").features


def test_a_period_and_another_price_behind_an_amount_go_with_it() -> None:
    card = "<div><h3>{}</h3><ul><li>Solo <span><span>{}</span><span>/month or {}/year</span></span></ul></div>"
    reading = page(f"<div>{card.format('Alpha', '$39', '$390')}{card.format('Beta', '$49', '$468')}</div>")
    assert [each[::2] for each in prices(reading)] == [
        ("Alpha", 39, False),
        ("Alpha", 390, False),
        ("Beta", 49, False),
        ("Beta", 468, False),
    ]
    assert [each[3] for each in prices(reading)] == ["month", "year", "month", "year"]


def test_lists_of_definitions_of_each_tool_are_rows() -> None:
    facts = "<h2>{0}</h2><h3>{0} in facts</h3><dl><dt>Guests<dd>{1}<dt>Theme<dd><b>{2}</b><dt>{3}<dd>9</dl>"
    assert cells(page(facts.format("Alpha", "Yes", "Dark", "Tabs") + facts.format("Beta", "No", "Light", "Pens"))) == [
        ("Alpha", "Guests", "Yes"),
        ("Beta", "Guests", "No"),
        ("Alpha", "Theme", "Dark"),
        ("Beta", "Theme", "Light"),
    ]


def test_items_under_a_heading_of_one_tool_are_no_cells_of_a_list_of_names() -> None:
    contents = "<ul><li><a href=#a>Alpha</a><li><a href=#b>Beta</a></ul>"
    pros = "<p><b>Pros:</b></p><ul><li>Quick<li>Small</ul><p><b>Cons:</b></p><ul><li>Dear<li>Loud</ul>"
    reading = page(f"{contents}<h2>Alpha</h2>{pros}<h2>Beta</h2>{pros}")
    names = {tool.tool_id: tool.name for tool in reading.tools}
    assert sorted((names[p.tool_id] or "", p.kind, p.text) for p in reading.points) == [
        (name, kind, text)
        for name in ("Alpha", "Beta")
        for kind, texts in (("con", ["Dear", "Loud"]), ("pro", ["Quick", "Small"]))
        for text in texts
    ]
    assert not reading.features


def test_short_names_of_classes_made_by_a_program_hide_nothing() -> None:
    reading = page('<h2>Alpha</h2><h3 class="uy lt qr ad zh">Cons</h3><ul><li>Dear</ul><h2>Beta</h2><p>$7/mo</p>')
    assert [point.text for point in reading.points] == ["Dear"]


@pytest.mark.parametrize("said", ["Free", "bezpłatnie", "za darmo", "grátis", "무료"])
def test_plans_are_free_in_many_languages(said: str) -> None:
    reading = page(f"<h2>Alpha</h2><ul><li>Start: {said}</ul><h2>Beta</h2><ul><li>Solo: 9 €/Monat</ul>")
    assert [each[::2] for each in prices(reading)] == [("Alpha", None, True), ("Beta", 9, False)]
