"""The pages that compare nothing themselves: front page, index, reviewers, and the odd ones that a crawler meets."""

from html import escape
from typing import Final
from urllib.parse import urlencode

from crawler.sample.catalogue import Comparison, Listing, Reviewer, categories, comparisons, listings, reviewers, signed
from crawler.sample.frame import ADMIN, MOVED, NEWSLETTER, ORIGIN, document

PAGE_SIZE: Final = 20
ARTICLE: Final = "/compare/speed-vs-polish"
RETIRED: Final = "/compare/abacus-online-vs-slide-rule-cloud"
DRAFT: Final = "/compare/draft-lintel-vs-mimeograph"
ROBOTS: Final = f"""User-agent: *
Disallow: {ADMIN}
Disallow: /compare/draft-
Allow: /

Sitemap: {ORIGIN}/sitemap.xml
"""


def address(path: str, **query: str | int | None) -> str:
    """The path with the query parameters that are set."""
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def front() -> str:
    """The front page: where to start reading."""
    panel = "".join(f'<li><a href="{reviewer_path(each)}">{each.full_name}</a></li>' for each in reviewers())
    return document(
        "/",
        "Slipway: would you ship it?",
        f"""<h1>Would you ship it?</h1>
<p>{len(listings())} tools, {len(reviewers())} reviewers and one question. Start with <a href="/compare">all
{len(comparisons())} comparisons</a>, or pick somebody to disagree with:</p><ul>{panel}</ul>{NEWSLETTER}""",
    )


def index(category: str | None, page: int) -> str | None:
    """One page of the index, or None where there is no such page."""
    chosen = [each for each in comparisons() if not category or category in {side.category for side in each.sides}]
    n_pages = -(-len(chosen) // PAGE_SIZE)
    if not 1 <= page <= n_pages:
        return None
    rows = "\n".join(_index_row(each) for each in chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    filters = " ".join(
        f'<a href="{escape(address("/compare", category=each))}">{escape(each)}</a>' for each in categories()
    )
    title = f"{category}: comparisons" if category else "All comparisons"
    return document(
        address("/compare", category=category, page=page if page > 1 else None),
        title,
        f"""<h1>{escape(title)}</h1>
<p>Filter: <a href="/compare">Everything</a> {filters}</p>
<ul>{rows}</ul>
{_pagination(category, page, n_pages)}
<aside><h2>Elsewhere in the yard</h2><ul>
<li><a href="{ARTICLE}">Speed vs polish, an essay</a></li>
<li><a href="{MOVED}">Tidepool and Tidepool for Teams, at their old address</a></li>
<li><a href="{RETIRED}">Retired: two ways of counting</a></li>
<li><a href="{DRAFT}" rel="nofollow">Not yet painted</a></li></ul></aside>""",
    )


def _index_row(comparison: Comparison) -> str:
    shares = " · ".join(f"{side.panel_percent}%" for side in comparison.sides)
    return f'<li><a href="{comparison.path}">{escape(comparison.title)}</a> <small>{shares}</small></li>'


def _pagination(category: str | None, page: int, n_pages: int) -> str:
    """Links to the neighbouring pages; page 1 has the bare address."""
    links = [
        (number, relation, words)
        for number, relation, words in ((page - 1, "prev", "Back"), (page + 1, "next", "Onward"))
        if 1 <= number <= n_pages
    ]
    anchors = " ".join(
        f'<a rel="{relation}" href="{escape(_numbered(category, number))}">{words}</a>'
        for number, relation, words in links
    )
    return f'<nav aria-label="Pages">Page {page} of {n_pages} {anchors}</nav>'


def _numbered(category: str | None, number: int) -> str:
    return address("/compare", category=category, page=number if number > 1 else None)


def reviewer_path(reviewer: Reviewer, category: str | None = None) -> str:
    """Address of a reviewer's page, or of its part about one category."""
    return address(f"/reviewer/{reviewer.slug}", category=category)


def reviewed(reviewer: Reviewer) -> list[tuple[Listing, str, bool]]:
    """What the reviewer signed, as (listing, quote, whether to ship it)."""
    return [
        (listing, opinion.quote, opinion.verdict == "ship")
        for listing in listings().values()
        if listing.slug in signed()
        for opinion in listing.opinions
        if opinion.reviewer == reviewer.name and opinion.quote
    ]


def reviewer_categories(reviewer: Reviewer) -> list[str]:
    """The categories in which the reviewer signed something."""
    return sorted({listing.category for listing, _, _ in reviewed(reviewer)})


def reviewer(who: Reviewer, category: str | None) -> str | None:
    """A reviewer's page: who it is, then tagline and quote per tool, without the tools' names."""
    verdicts = [each for each in reviewed(who) if category in (None, each[0].category)]
    if not verdicts:
        return None
    shipped = sum(is_ship for _, _, is_ship in verdicts)
    likes, dislikes = ("".join(f"<li>{escape(it)}</li>" for it in its) for its in (who.likes, who.dislikes))
    quotes = "\n".join(
        f"<article><h3>{escape(listing.tagline)}</h3><p>“{escape(quote)}”</p></article>"
        for listing, quote, _ in verdicts
    )
    parts = " ".join(
        f'<a href="{escape(reviewer_path(who, each))}">{escape(each)}</a>' for each in reviewer_categories(who)
    )
    return document(
        reviewer_path(who, category),
        f"{who.full_name}: {category or 'all'} verdicts",
        f"""<h1>{who.full_name}</h1><p>“{escape(who.motto)}”</p>
<section><h2>Likes</h2><ul>{likes}</ul></section><section><h2>Dislikes</h2><ul>{dislikes}</ul></section>
<p>{parts}</p>
<h2>{escape(category or "All")} verdicts<span>({len(verdicts)} tools, {shipped} shipped)</span></h2>
{quotes}""",
    )


def about() -> str:
    """A page about the site, which is no comparison."""
    return document(
        "/about",
        "About the panel",
        """<h1>About the panel</h1><p>Between four and six people use a tool for a fortnight, without speaking to each
other or to the people who made it. Then each says whether they would ship it.</p><h2 id="scores">Scores</h2>
<p>Sixty out of a hundred and above is a yes. Where the panel asked to stay unnamed, we print what was said and not
who said it.</p>""",
    )


def article() -> str:
    """An essay with "vs" in its title and address that compares no tools."""
    return document(
        ARTICLE,
        "Speed vs polish",
        """<h1>Speed vs polish</h1><p>Every yard has two foremen. One wants the boat in the water by Friday; the other
has found a scratch. For years we believed that one of them had to be wrong.</p><p>Then we looked at the boats that
came back. Nine in ten had been launched in a hurry and polished at sea, a little every Sunday, by somebody who had
learned by then where the water gets in. The tenth was beautiful, and is still on the slip.</p><p>So launch, and keep
a cloth in your pocket.</p>""",
    )


def notice(path: str, title: str, words: str) -> str:
    """A page of one sentence."""
    return document(path, title, f"<h1>{escape(title)}</h1><p>{escape(words)}</p>")


def sitemap() -> str:
    """Every page that a reader is meant to find."""
    paths = ["/", "/compare", "/about", ARTICLE, *(each.path for each in comparisons())]
    for who in reviewers():
        paths += [reviewer_path(who), *(reviewer_path(who, each) for each in reviewer_categories(who))]
    places = "\n".join(f"<url><loc>{escape(ORIGIN + path)}</loc></url>" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}\n</urlset>\n'
    )
