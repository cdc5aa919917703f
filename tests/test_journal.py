"""What the archive remembers for the next crawl."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import ArchiveWriter, CrawlInfo, Message
from crawler.journal import Journal, read_journal

STARTED = datetime(2026, 1, 2, 3, 4, 5)
URL = "http://a.test/compare/a-vs-b"
Headers = dict[str, str]


def answer(status: int, headers: Headers, body: bytes = b"page") -> Message:
    said = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Message(f"HTTP/1.1 {status} Said", said, b"" if status == 304 else body)


def archived(folder: Path, *answers: Message) -> Journal:
    """One crawl for each answer to the same request; those after the first repeat it where they can."""
    for number, said in enumerate(answers):
        at = STARTED + timedelta(days=number)
        journal = read_journal(folder)
        writer = ArchiveWriter(folder, CrawlInfo(f"{number:032x}", at, None, ["a.test"], (URL,)))
        original = journal.original(URL, int(said.first_line.split()[1]))
        writer.exchange(URL, at, Message("GET / HTTP/1.1", []), said, original)
        writer.finish(at, "finished")
        writer.close()
    return read_journal(folder)


@pytest.mark.parametrize(
    ("later", "etag", "modified"),
    [
        (answer(200, {"ETag": '"2"', "Last-Modified": "then"}), '"2"', "then"),
        (answer(200, {"Last-Modified": "now"}), None, "now"),
        (answer(304, {"ETag": '"2"'}), '"2"', "then"),
        (answer(304, {}), '"1"', "then"),
    ],
)
def test_a_page_is_asked_for_by_what_its_server_said_last(
    tmp_path: Path, later: Message, etag: str | None, modified: str | None
) -> None:
    journal = archived(tmp_path, answer(200, {"ETag": '"1"', "Last-Modified": "then"}), later)
    body = journal.bodies[URL]
    assert (body.date, body.etag, body.last_modified) == (STARTED, etag, modified)
