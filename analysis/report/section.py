"""One section of the report: a heading, a sentence that says how to read it, and what it is about."""

from analysis.report.markup import Child, Html, element


def section(title: str, words: Child, *content: Child, class_: str | None = None) -> Html:
    """Return a section."""
    return element("section", element("h3", title), element("p", words), *content, class_=class_)


def nothing(title: str, why: str) -> Html:
    """Return a section that says why there is nothing to show."""
    return section(title, element("span", why, class_="nothing"))
