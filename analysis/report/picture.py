"""Agreement in one picture: the heat map of the report as an image of its own."""

from importlib.resources import files
from typing import Final

from analysis.report.figures import Figures
from analysis.report.markup import Html, element
from analysis.report.reviewers import agreement_map

_WIDTH: Final = 560
_FRAME: Final = """
.chart { background: var(--card); font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
"""


def agreement_picture(figures: Figures) -> str | None:
    """Return an SVG of who agrees with whom, of the site with most listings judged; None where nobody can agree."""
    drawings = (agreement_map(figures, site) for site in figures.sites)
    drawing = next((each for each in drawings if each is not None), None)
    if drawing is None:
        return None
    style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    styled = element("style", Html(style), Html(_FRAME))
    sized = drawing.replace("<svg ", f'<svg width="{_WIDTH}" ', 1)
    return f"{sized.replace('>', f'>{styled}', 1)}\n"
