"""The two cards of a comparison, as different hands build them. Values come before labels unless a layout says not."""

from collections.abc import Callable
from typing import Final

from crawler.sample.catalogue import Listing
from pages.content import Content
from pages.tree import El, Kid, h, spaced


def tiles(page: Content) -> El:
    """Nested divs: a grid of three tiles, the number large above its label."""

    def tile(label: str, value: str) -> El:
        pair = page.pair(h("div.text-xs.uppercase", label), h("div.text-2xl", page.value(value)), value_first=True)
        return h("div.rounded.p-3", pair)

    return _each(
        page,
        "div.border.rounded-2xl",
        lambda side: [
            h("div.flex", page.logo(side, "div.w-10.h-10"), h("div.text-sm", side.category)),
            h("h2.text-xl", side.name),
            h("p.mt-1", side.tagline),
            page.badge(side, "span.rounded-full"),
            h("div.grid.grid-cols-3", [tile(*stat) for stat in page.stats(side)]),
            h("p.mt-4", side.description),
        ],
    )


def definitions(page: Content) -> El:
    """Definition lists, labels first, the badge beside the share."""

    def facts(side: Listing) -> list[El]:
        found: list[El] = []
        for label, value in page.stats(side):
            badge = page.badge(side, "b.badge") if label == "Panel ship" else None
            told = [badge, " " if badge else None, page.value(value)]
            first = page.manner.value_first
            found += [h("dt", told), h("dd", label)] if first else [h("dt", label), h("dd", told)]
        return found

    return _each(
        page,
        "article.tool",
        lambda side: [
            h("header", page.logo(side, "span.logo"), h("p.category", side.category), h("h2", side.name)),
            h("p.tagline", side.tagline),
            h("dl.facts", facts(side)),
            h("p.about", side.description),
        ],
    )


def lists(page: Content) -> El:
    """A list of two cards, each with a list of stats."""

    def stat(label: str, value: str) -> El:
        first, second = page.pair(h("span", label), h("strong", page.value(value)), value_first=True)
        return h("li", first, " ", second)

    def card(side: Listing) -> El:
        return h(
            "li.card",
            [page.logo(side, "div.monogram"), h("small.eyebrow", side.category)],
            [h("h3", side.name), h("p.claim", side.tagline), page.badge(side, "div.badge")],
            [h("ul.stats", [stat(*each) for each in page.stats(side)]), h("p.text", side.description)],
        )

    return spaced(h("ul.cards", map(card, page.sides)), "li")


def small_tables(page: Content) -> El:
    """A table per card."""

    def row(label: str, value: str) -> El:
        return h("tr", page.pair(h("th", label), h("td", page.value(value)), value_first=False))

    def card(side: Listing) -> El:
        head = [[page.logo(side, "div.logo"), h("div.category", side.category)], side.name, side.tagline]
        rows = [h("tr", h("td", part, colspan="2")) for part in head]
        badge = h("tr", h("td", side.badge, colspan="2")) if page.is_full else None
        last = h("tr", h("td", side.description, colspan="2"))
        return h("table.tool", rows, badge, [row(*stat) for stat in page.stats(side)], last)

    return spaced(h("div.tables", map(card, page.sides)))


def table_rows(page: Content) -> El:
    """One table with a row for each tool, its labels in the head."""

    def cell(side: Listing, label: str, value: str) -> El:
        if label == "Panel ship":
            return h("td", page.badge(side, "div.pill"), h("div", page.value(value)))
        return h("td", page.value(value))

    def row(side: Listing) -> El:
        head = h("td", page.logo(side, "div.logo"), h("div.name", side.name), h("div.claim", side.tagline))
        stats = [cell(side, *stat) for stat in page.stats(side)]
        return h("tr", head, h("td", side.category), stats, h("td", side.description))

    labels = ["Tool", "Category", *(label for label, _ in page.stats(page.sides[0])), "About"]
    head = h("thead", h("tr", [h("th", label) for label in labels]))
    return h("table.overview", head, spaced(h("tbody", map(row, page.sides)), "tr"))


def table_columns(page: Content) -> El:
    """One table with a column for each tool, its labels in the first."""
    first, second = page.sides

    def row(label: str, told: Callable[[Listing], Kid], tag: str = "td") -> El:
        return h("tr", h("th", label), [h(tag, told(side)) for side in page.sides])

    stats = [
        h("tr", h("th", label), h("td", page.value(value)), h("td", page.value(other)))
        for (label, value), (_, other) in zip(page.stats(first), page.stats(second), strict=True)
    ]
    head = row("", lambda side: [page.logo(side, "div.logo"), h("div.category", side.category)])
    names = [row("", lambda side: side.name, "th"), row("", lambda side: side.tagline)]
    badges = row("", lambda side: side.badge) if page.is_full else None
    return h("table.versus", head, names, badges, stats, row("", lambda side: side.description))


def elements(page: Content) -> El:
    """Custom elements, rendered on the server."""

    def stat(label: str, value: str) -> El:
        first = h("stat-label", label), h("stat-value", page.value(value))
        return h("tool-stat", page.pair(*first, value_first=True))

    return _each(
        page,
        "tool-card",
        lambda side: [
            [page.logo(side, "tool-logo"), h("tool-category", side.category), h("tool-name", side.name)],
            [h("tool-claim", side.tagline), page.badge(side, "tool-badge")],
            [h("tool-stats", [stat(*each) for each in page.stats(side)]), h("tool-about", side.description)],
        ],
    )


def label_rows(page: Content) -> El:
    """Rows of label and value, the description under a rule."""

    def row(label: str, value: str) -> El:
        return h(
            "div.row", page.pair(h("div.col-6", label), h("div.col-6.text-end", page.value(value)), value_first=False)
        )

    return _each(
        page,
        "div.col-md-6",
        lambda side: h(
            "div.card-body",
            [page.logo(side, "div.avatar"), h("h5.subtitle", side.category), h("h4.title", h("a", side.name))],
            [h("p.lead", side.tagline), page.badge(side, "span.badge")],
            [h("div.fluid", [row(*stat) for stat in page.stats(side)]), h("hr"), h("p.small", side.description)],
        ),
    )


def one_text(page: Content) -> El:
    """Label and value in one text node."""

    def stat(label: str, value: str) -> El:
        if page.manner.value_first and value:
            return h("p.stat", f"{value} {label}")
        return h("p.stat", f"{label}: {value}".rstrip())

    return _each(page, "section.side", lambda side: _column(page, side, [stat(*each) for each in page.stats(side)]))


def one_line(page: Content) -> El:
    """All stats in one line of text."""

    def line(side: Listing) -> El:
        return h("p.line", ", ".join(f"{label}: {value}".rstrip() for label, value in page.stats(side)))

    return _each(page, "section.side", lambda side: _column(page, side, [line(side)]))


def flat(page: Content) -> El:
    """All of a side as plain siblings, no pair wrapped."""
    return _each(page, "div.side", lambda side: _column(page, side, _pairs(page, side)))


def flow(page: Content) -> El:
    """Both sides in one column; nothing holds a card together."""
    return h("div.both", [_column(page, side, _pairs(page, side)) for side in page.sides])


def disclosure(page: Content) -> El:
    """An open disclosure for each tool, its name the summary."""

    def stat(label: str, value: str) -> El:
        return h("p.stat", page.pair(h("b", label), h("span", page.value(value)), value_first=False))

    def card(side: Listing) -> El:
        head = [h("summary", side.name), h("p.claim", side.tagline), page.badge(side, "p.badge")]
        parts = [head, [stat(*each) for each in page.stats(side)], h("p.about", side.description)]
        logo = page.logo(side, "div.logo")
        return h("div.tool", logo, h("p.kicker", side.category), h("details", parts, open=""))

    return spaced(h("div.tools", map(card, page.sides)))


def _each(page: Content, spec: str, parts: Callable[[Listing], Kid]) -> El:
    return spaced(h("div.cards", [h(spec, parts(side)) for side in page.sides]))


def _column(page: Content, side: Listing, stats: list[El]) -> list[El | None]:
    """A card as a column of texts around its stats."""
    head = [page.logo(side, "div.logo"), h("div.kicker", side.category), h("h2", side.name), h("p.claim", side.tagline)]
    return [*head, page.badge(side, "div.badge"), *stats, h("div.about", side.description)]


def _pairs(page: Content, side: Listing) -> list[El]:
    return [
        part
        for label, value in page.stats(side)
        for part in page.pair(h("div.label", label), h("div.value", page.value(value)), value_first=True)
    ]


CARDS: Final[dict[str, Callable[[Content], El]]] = {
    each.__name__: each
    for each in (
        tiles,
        definitions,
        lists,
        small_tables,
        table_rows,
        table_columns,
        elements,
        label_rows,
        one_text,
        one_line,
        flat,
        flow,
        disclosure,
    )
}
