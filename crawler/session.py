"""One run of a crawl: whether it goes on with an earlier one, and what the archive answers in the network's place."""

import uuid
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.archive import CrawlInfo, Original, payload_digest, utc_now
from crawler.journal import FINISHED, GONE_STATUSES, Journal, PastCrawl, Visit, VisitKind, read_journal, same_content
from crawler.plan import CrawlPlan
from normalize.urls import canonical

_ROBOTS_HOLD: Final = timedelta(hours=24)


@dataclass
class Session:
    """A crawl that begins, or goes on where it was stopped or killed."""

    crawl: CrawlInfo
    journal: Journal
    first_file: int
    began_at: datetime
    fresh_since: datetime | None
    most_attempts: int
    retried: frozenset[int]  # answers that are asked for again until the last attempt, which stands
    own: PastCrawl  # what earlier runs of this crawl have archived

    @classmethod
    def begin(cls, plan: CrawlPlan, journal: Journal, settings: BaseSettings) -> Self:
        """Go on with the last crawl of the same plan unless that one has finished."""
        now = utc_now()
        fresh_since = now - plan.max_age if plan.max_age is not None else None
        own = journal.last_crawl(plan.site, plan.archived_starts)
        if own is None or own.reason == FINISHED:
            own = PastCrawl(uuid.uuid4().hex, now, plan.site, plan.archived_starts)
        crawl = CrawlInfo(own.crawl_id, own.started_at, plan.site, plan.hosts, plan.archived_starts)
        most_attempts = settings.getint("RETRY_TIMES") + 1
        return cls(crawl, journal, own.n_files, now, fresh_since, most_attempts, retried_statuses(settings), own)

    @classmethod
    def read(cls, plan: CrawlPlan, archive: Path, settings: BaseSettings) -> Self:
        """Begin from the archive in a folder. Raises UserError where it cannot be read."""
        return cls.begin(plan, read_journal(archive), settings)

    @property
    def is_resumed(self) -> bool:
        """Whether an earlier run of this crawl was stopped or killed."""
        return self.first_file > 0

    def is_answered(self, url: str) -> bool:
        """Whether the archive answers for an address: this crawl has been there, or it is fresh enough."""
        return self._visit(url) is not None

    def is_recent(self, url: str) -> bool:
        """Whether this crawl asked for a robots.txt so lately that it still holds (RFC 9309, section 2.4)."""
        visit = self.own.visits.get(url)
        return visit is not None and self.began_at - visit.date < _ROBOTS_HOLD

    def unreached(self, seen: Container[str]) -> list[str]:
        """The pages that the same start has led to before, and has not this time."""
        known = self.journal.known_pages(self.own.plan)
        return [url for url in known if url not in seen and canonical(url) not in seen and not self.is_answered(url)]

    def has_failed(self, url: str) -> bool:
        """Whether this crawl has given an address up."""
        visit = self.own.visits.get(url)
        return visit is not None and visit.kind is VisitKind.FAILURE

    def attempts(self, url: str) -> int:
        """How often this crawl was told to come again later."""
        visit = self.own.visits.get(url)
        return visit.n_answers if visit and visit.status in self.retried else 0

    def answer(self, url: str) -> Response | None:
        """The archive's answer; None where it has none, or none that can still be read."""
        visit = self._visit(url)
        return self.journal.response(url, visit) if visit and visit.kind is not VisitKind.FAILURE else None

    def _visit(self, url: str) -> Visit | None:
        """The visit that stands for another: this crawl's own, whoever came later, or one that is fresh enough."""
        if own := self.own.visits.get(url):
            is_final = own.status not in self.retried or own.n_answers >= self.most_attempts
            return own if is_final else None
        last = self.journal.visits.get(url)
        if last is None or self.fresh_since is None or last.date < self.fresh_since or last.status is None:
            return None
        return last if last.status < 400 or last.status in GONE_STATUSES else None

    def rendered(self, url: str) -> Response | None:
        """What a browser made of a page in this crawl, or lately enough."""
        visit = self.own.rendered.get(url) or self.journal.rendered.get(url)
        if visit is None:
            return None
        is_fresh = self.fresh_since is not None and visit.date >= self.fresh_since
        return self.journal.rendered_response(url, visit) if is_fresh or url in self.own.rendered else None

    def answer_id(self, url: str) -> str | None:
        """The id of the record that the archive answers from."""
        visit = self._visit(url)
        return self.journal.record_id(visit) if visit else None

    def rendered_before(self, url: str, page: bytes) -> Original | None:
        """The archived rendering that a new one repeats; None where it is another, or none is known."""
        original = self.journal.original_rendering(url)
        return original if original and original.payload_digest == payload_digest(page) else None

    def unchanged_since(self, url: str, response: Response, known: Response | None = None) -> Original | None:
        """The archived answer that another repeats; None where it is another, or none is known.

        `known` is that answer where it has been read before.
        """
        original = self.journal.original(url, response.status)
        if original is None:
            return None
        if response.status == 304 or original.payload_digest == payload_digest(response.body):
            return original
        if b"Content-Encoding" in response.headers:  # the same page may be packed in another way
            known = known or self.journal.body_response(url, response.status)
            return original if known is not None and same_content(known, response) else None
        return None


def retried_statuses(settings: BaseSettings) -> frozenset[int]:
    """The answers that Scrapy asks for again."""
    return frozenset(int(status) for status in settings.getlist("RETRY_HTTP_CODES"))
