"""The page as a whole: sections in order, with their style, in one file that asks for nothing else."""

from importlib.resources import files
from typing import Final

from analysis.report import listings, products, quality, reviewers, rivals
from analysis.report.figures import Figures, read_figures
from analysis.report.headline import headline
from analysis.report.markup import Html, element, joined, said
from analysis.report.section import Nothing
from analysis.report.wording import counted
from normalize.database import Connection

MOST_SITES: Final = 6
# A browser that reads this fetches nothing, whatever the file says.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SECTIONS: Final = (
    reviewers.pairs,
    reviewers.rates,
    reviewers.loners,
    listings.community,
    reviewers.categories,
    listings.costs,
    listings.divisive,
    products.together,
    rivals.named,
    rivals.predicted,
    listings.changed,
    quality.data,
    quality.method,
)


def report(connection: Connection) -> str:
    """Return the report of a dataset as one HTML document: the same for the same tables."""
    figures = read_figures(connection)
    shown = figures.sites[:MOST_SITES]
    body = joined(_top(figures), [_site(figures, site, len(shown) > 1) for site in shown], _foot(len(figures.sites)))
    return f"<!doctype html>\n{element('html', _head(), element('body', element('main', body)), lang='en')}\n"


def _head() -> Html:
    style = Html(files(__package__).joinpath("style.css").read_text(encoding="utf-8"))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="icon", href="data:,"),
        element("title", "Several voices, or one?"),
        element("style", style),
    )


def _top(figures: Figures) -> Html:
    crawled = figures.row("crawled") or {}
    until = f", as they were until {crawled['latest']:%d %B %Y}" if crawled.get("latest") else ""
    n = sum(row["n"] for row in figures.rows("listings"))
    words = f"{counted(n, 'listing')} on {counted(crawled.get('n', 0), 'page')}{until}"
    empty = None if n else element("p", "There are no listings in this dataset yet.", class_="lead")
    return element("header", element("p", words, class_="source"), element("h1", "Several voices, or one?"), empty)


def _site(figures: Figures, site: str, is_named: bool) -> Html:
    title = element("h2", said(site)) if is_named else None
    sections = [make(figures, site) for make in _SECTIONS]
    if is_named:  # beside others, a site shows what it has
        sections = [made for made in sections if not isinstance(made, Nothing)]
    return joined(title, headline(figures, site), element("div", sections, class_="sections"))


def _foot(n_sites: int) -> Html:
    shown = f"the {MOST_SITES} with most listings judged, and among equals with most listings"
    more = f" Of the {n_sites:,} sites of the dataset, {shown}, are shown."
    return element(
        "footer",
        "Quotes and names belong to the sites they were read from." + (more if n_sites > MOST_SITES else ""),
    )
