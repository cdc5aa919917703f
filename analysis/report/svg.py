"""What all charts share: drawn 360 units wide, which a phone shows without making letters smaller."""

from typing import Final

from analysis.report.markup import Child, Html, element, joined

WIDTH: Final = 360


def chart(height: float, label: str, *marks: Child) -> Html:
    """Return a drawing with words for those who do not see it."""
    return element(
        "svg", *marks, viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=label, class_="chart", xmlns=_XMLNS
    )


def text(x: float, y: float, content: Child, class_: str = "", anchor: str = "start") -> Html:
    """Return text whose baseline is at `y`."""
    return element("text", content, x=x, y=y, text_anchor=anchor, class_=class_ or None)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Html:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def hint(*content: Child) -> Html:
    """Return what a pointer at rest is told."""
    return element("title", joined(*content))


_XMLNS: Final = "http://www.w3.org/2000/svg"
