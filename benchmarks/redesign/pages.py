"""The pages that are changed, each with what it says: fixtures, the sample site, and folders of labelled pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import facts
from facts import Fact

from crawler.sample.catalogue import comparisons
from crawler.sample.site import respond
from normalize import sites
from normalize.extract import read
from normalize.page import decode
from normalize.records import PageReading

FIXTURES: Final = Path(__file__).parents[2] / "tests" / "fixtures"
SAMPLE_ORIGIN: Final = "https://sample.test"


@dataclass
class Page:
    """A page and its facts: each as the set of readings that are right."""

    name: str
    body: bytes
    url: str | None
    site: str
    truth: list[set[Fact]] = field(default_factory=list)
    optional: list[Fact] = field(default_factory=list)
    tables: set[str] | None = None  # those whose facts are all known; None for all
    is_told: bool = True  # by a person; else by what was read from the page as it is
    names: list[str] = field(default_factory=list)

    def read(self, body: bytes) -> PageReading:
        """What is read from this page with another body."""
        return read(body, url=self.url, content_type="text/html; charset=utf-8", site=self.site)

    def exact(self, found: set[Fact], truth: list[set[Fact]]) -> list[bool]:
        """Of each fact whether it was found."""
        found = found | {facts.hashed(one) for one in found}
        return [bool(readings & found) for readings in truth]

    def states(self, one: Fact) -> bool:
        """Whether the page states a fact."""
        return any({one, facts.hashed(one)} & readings for readings in self.truth)

    def unscaled(self) -> list[set[Fact]]:
        """The facts of the page without its structured data, where the scale of a rating may stand alone."""
        return [
            readings | {(*one[:-1], facts.fold("best", None)) for one in readings if one[0] == "ratings"}
            for readings in self.truth
        ]

    def invented(self, found: set[Fact], truth: list[set[Fact]]) -> list[Fact]:
        """Facts that the page does not state."""
        right = set().union(*truth)
        return [
            one
            for one in sorted(found)
            if self._is_known(one)
            and not {one, facts.hashed(one)} & right
            and not any(_fits(one, pattern) for pattern in self.optional)
        ]

    def _is_known(self, one: Fact) -> bool:
        if self.tables is None:
            return True
        return one[0] in self.tables and (one[0] != "winners" or one[2] == facts.OVERALL)


def _fits(one: Fact, pattern: Fact) -> bool:
    return len(one) == len(pattern) and all(b in (a, facts.ANY) for a, b in zip(one, pattern, strict=True))


def all_pages(folders: list[Path]) -> Iterator[Page]:
    """Every page that compares something, of the fixtures, the sample site and further folders."""
    for path in sorted(FIXTURES.glob("*/*.html")):
        yield _fixture(path)
    yield from _sample()
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if path.with_suffix(".json").exists():
                yield _labelled(path)


def _fixture(path: Path) -> Page:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if "scored" in told:
        return _labelled(path)
    site = path.parent.name if path.parent.name in sites.names() else "generic"
    page = Page(f"{path.parent.name}/{path.stem}", path.read_bytes(), None, site)
    page.truth = [{one} for one in sorted(facts.of_fixture(told))]
    page.names = [tool["name"] for tool in told["tools"]]
    return page


def _sample() -> Iterator[Page]:
    """One page of each layout of the sample site."""
    chosen = {(each.layout, each.form): each for each in reversed(comparisons())}
    for (layout, form), each in sorted(chosen.items()):
        answer = respond(each.path)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        body = (decode(answer.body, answer.headers["Content-Type"]) or "").encode()
        page = Page(f"sample/{layout}-{form}", body, SAMPLE_ORIGIN + each.path, "sample", is_told=False)
        reading = page.read(page.body)
        page.truth = [{one} for one in sorted(facts.of_reading(reading))]
        page.names = [tool.name for tool in reading.tools]
        yield page


def _labelled(path: Path) -> Page:
    told: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    page = Page(f"{path.parent.name}/{path.stem}", path.read_bytes(), told["url"], "generic")
    page.truth, page.optional = facts.of_labels(told)
    page.tables = {"winners" if table == "winner" else table for table in told["scored"]}
    page.names = list(told["tools"] or [])
    return page
