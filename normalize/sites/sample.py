"""The sample site that ships with the project; the crawl command serves it itself, on loopback."""

from dataclasses import replace
from typing import Final

from normalize.sites.shiporskip import SITE as SHIPORSKIP

SITE: Final = replace(
    SHIPORSKIP,
    name="sample",
    hosts=("sample.test",),
    start=("http://sample.test/compare", "http://sample.test/sitemap.xml"),
)
