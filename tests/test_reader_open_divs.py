"""Divs that a page never ends: what follows them stands beside them, not inside."""

from test_reader_cases import HTML, LONG, ROWS, TWO_ROWS, VOTES, card, page, quotes, text_of

from normalize.extract import read
from normalize.markup import with_ends
from normalize.records import PageReading

NEWSLETTER = "<section><p>Weekly tide tables</p><h2>The next one in your inbox</h2><p>Before you sail.</p></section>"
URL = "https://shiporskip.io/compare/heron-vs-ibis"
CARDS = f"<div>{card('Heron')}<div>{card('Ibis')}"
SHORT = "Floats, and that is it."


def test_divs_that_end_are_left_alone() -> None:
    for markup in (b"<div><p>a</p></div>", b"<script>'<div>'</script><div>a</div>", b"<!-- <div> -->", b"<p>a<p>b"):
        assert with_ends(markup) == markup


def test_a_div_without_end_ends_like_a_paragraph() -> None:
    ended = with_ends(b"<ul><li><div a>x <b>y</b> z<div><p>q</p><li><span><DIV>r</span></ul><div>s")
    assert ended.replace(b" left-open", b"") == (
        b"<ul><li><div a>x <b>y</b> z</div><div></div><p>q</p><li><span><DIV>r</div></span></ul><div>s</div>"
    )


def open_page(scorecard: str) -> PageReading:
    """A page on Heron and Ibis on which no div ends."""
    html = f"<title>Heron vs Ibis</title><h1>Heron vs Ibis</h1>{CARDS}<h2>Reviewer scorecard</h2>{scorecard}"
    return read(html.replace("</div>", "").encode(), url=URL, content_type=HTML)


def test_a_form_below_a_short_last_quote() -> None:
    for rows in (
        "<div><div><p>{a1}</p><div><p>{b1}</p><div><div><p>{a2}</p><div><p>{last}</p>",
        "<div><h3>Heron</h3><div><p>{a1}</p><div><p>{a2}</p><div><h3>Ibis</h3><div><p>{b1}</p><div><p>{last}</p>",
    ):
        texts = {place: f"“{text_of(place)}”" for place in ("a1", "b1", "a2")}
        reading = open_page(rows.format(**texts, last=f"“{SHORT}”") + NEWSLETTER)
        assert (quotes(reading), reading.problems) == ([*TWO_ROWS[:3], ("Ibis", 2, SHORT)], [])


def test_names_and_categories_in_open_divs() -> None:
    for name in ("<b>{0}</b>", "<div>{0}", "\n<a>{0}</a>\n"):
        cards = "".join(
            f"<div><div>Birds{name.format(each)}<p>Stands still</p>{VOTES.replace('</div>', '')}<p>{each} {LONG}</p>"
            for each in ("Heron", "Ibis")
        )
        reading = page("<div><div><p>{a1}</p><div><p>{b1}</p><div><div><p>{a2}</p><div><p>{b2}</p>", cards)
        assert [(tool.name, tool.category, tool.tagline) for tool in reading.tools] == [
            ("Heron", "Birds", "Stands still"),
            ("Ibis", "Birds", "Stands still"),
        ]
        assert (quotes(reading), reading.problems) == (TWO_ROWS, [])


def test_empty_cells_that_nothing_tells_from_wrappers_are_said() -> None:
    seats = ["a1", "", "", "b2", "a3", "", "a4", "b4", "a5", ""]
    texts = [f"“{text_of(seat)}”" if seat else "" for seat in seats]
    rows = "".join(f"<div><div>{one}<div>{other}" for one, other in zip(texts[::2], texts[1::2], strict=True))
    reading = open_page(f"<div>{rows}")
    assert reading.quotes == []
    assert [problem.partition(":")[0] for problem in reading.problems] == ["quotes", "quotes"]


def test_empty_cells_that_look_like_full_ones_keep_their_places() -> None:
    seats = [("a1", "b1"), ("a2", ""), ("", "b3"), ("a4", "b4")]
    for cell, blank in (("{}", ""), ("<p>{}</p>", ""), ("<p>{}</p>", "—"), ("{}", "—")):
        cells = [[cell.format(f"“{text_of(seat)}”") if seat else blank for seat in row] for row in seats]
        rows = "".join("<div class=r>" + "".join(f"<div class=c>{each}" for each in row) for row in cells)
        reading = open_page(rows)
        expected = sorted([*TWO_ROWS[:3], ("Heron", 4, "a4"), ("Ibis", 3, "b3"), ("Ibis", 4, "b4")])
        assert (quotes(reading), reading.problems) == (expected, [])


def test_a_category_below_the_first_name_as_below_the_second() -> None:
    cards = "".join(
        f"<div><h2>{name}</h2><div>Birds<p>Stands still</p>{VOTES.replace('</div>', '')}<p>{name} {LONG}</p>"
        for name in ("Heron", "Ibis")
    )
    reading = page(ROWS, f"<label>Compare</label>{cards}")
    assert [(tool.category, tool.tagline) for tool in reading.tools] == [("Birds", "Stands still")] * 2
    assert reading.problems == []


def test_the_page_once_more_for_narrow_screens() -> None:
    intro = "<p>Birds compared</p><h1>Heron vs Ibis</h1><p>Which of the two should stand in your harbour, and why?</p>"
    scorecard = "<h2>Reviewer scorecard</h2><div>" + "".join(
        f"<div><p>{text_of(f'a{i}')}</p><div><p>{text_of(f'b{i}')}</p>" for i in (1, 2)
    )
    once = f"<div>{intro}{CARDS}{scorecard}".replace("</div>", "")
    html = f"<title>Heron vs Ibis</title><body>{once}{once}"
    reading = read(html.encode(), url=URL, content_type=HTML)
    assert (quotes(reading), reading.problems) == (TWO_ROWS, [])


def test_one_cell_left_open_is_no_column() -> None:
    cells = [f"<div><p>{{{place}}}</p></div>" for place in ("a1", "b1", "a2", "b2")]
    cells[1] = cells[1].removesuffix("</div>")
    assert quotes(page(f"<div>{''.join(cells)}</div>")) == TWO_ROWS
