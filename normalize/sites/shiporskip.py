"""shiporskip.io: a panel of reviewers says ship or skip, two tools side by side."""

from typing import Final

from normalize.site import PANEL, Site

SITE: Final = Site(
    name="shiporskip",
    hosts=("shiporskip.io",),
    start=("https://shiporskip.io/compare", "https://shiporskip.io/sitemap.xml"),
    kinds={
        "comparison": r"/(?P<slugs>[^/?]+-vs-[^/?]+?)(?:\.(?:html?|txt))?$",
        "reviewer": r"/reviewer/(?P<slug>[^/?]+)(?:\?|$)",
        "index": r"^/(?:compare/?)?(?:\?|$)",
    },
    layout=PANEL,
)
