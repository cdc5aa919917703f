"""Reads a page for the commands: a reader that raises, as a new site's may, is told in a line and stops nothing."""

import traceback
from pathlib import Path

from normalize import extract
from normalize.errors import UserError
from normalize.records import PageReading


class ReaderError(UserError):
    """A reader raised on a page."""


def read(
    body: bytes, *, url: str | None, content_type: str | None = None, site: str | None = None, path: str = "file:"
) -> PageReading:
    """Read one page as `normalize.extract.read` does. Raises ReaderError for whatever its reader raises."""
    try:
        return extract.read(body, url=url, content_type=content_type, site=site, path=path)
    except UserError:
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        raised = f"the reader raised {type(error).__name__}: {error} ({Path(at.filename).name}, line {at.lineno})"
        raise ReaderError(" ".join(raised.split()), "mend it, and read the page again") from error


def read_or_fail(
    body: bytes, *, url: str, content_type: str | None = None, site: str | None = None, is_saved: bool = False
) -> PageReading:
    """Read one page; one whose reader raises is `failed`, and its problem says so. `url` may be a saved page's file."""
    try:
        return read(body, url=None if is_saved else url, content_type=content_type, site=site, path=url)
    except ReaderError as error:
        return extract.unread(url, state="failed", site=site, reason=error.wrong)
