"""What was taken down on request: pages, quotes and listings that stay out of the tables when they are read again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from normalize.database import Connection, select
from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.lookups import read_lines
from normalize.urls import canonical, is_web

_FILE: Final = "takedown.csv"
_HEADER: Final = ["url", "quote_id", "tool_id", "reason", "date"]
_NAMES: Final = 3  # columns that may hold a name, whichever it is
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KNOWN_IDS: Final = """
    list_concat(
        [page.page_id, page.comparison_id, page.reviewer.reviewer_id],
        [t.tool_id for t in page.tools], [q.quote_id for q in page.quotes], [q.reviewer_id for q in page.quotes]
    )
"""
_UNMATCHED: Final = f"""
    with known as (
        select unnest(list_concat({_KNOWN_IDS}, [page.url, url], [t.url for t in page.tools])) as name
        from recorded where kind = 'page'
    )
    select coalesce(url, id) as name, place from takedowns
    where coalesce(url, id) not in (select name from known where name is not null)
    order by all
"""
_GONE: Final = f"""
    with known as (
        select distinct unnest({_KNOWN_IDS}) as id from recorded where kind = 'page'
    ), kept as (
        select page_id as id from pages union all select comparison_id from comparisons
        union all select tool_id from tools union all select quote_id from quotes
        union all select reviewer_id from reviewers
    )
    select id from known where id is not null and id not in (select id from kept) order by id
"""


@dataclass(frozen=True, slots=True)
class Takedown:
    """One name in a list of takedowns: the canonical URL of a page or an id, and where it stands."""

    url: str | None
    id: str | None
    place: str


def read_takedowns(dataset: Dataset) -> list[Takedown]:
    """Return what the project's list and the dataset's own name. Raises UserError for a list that cannot be read."""
    return [each for path in dataset.lookups(_FILE) for each in _read(path)]


def register(connection: Connection, takedowns: list[Takedown]) -> None:
    """Make takedowns readable as `takedowns`."""
    connection.execute("create temp table takedowns (url varchar, id varchar, place varchar)")
    columns = [[each.url for each in takedowns], [each.id for each in takedowns], [each.place for each in takedowns]]
    connection.execute(
        "insert into takedowns select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])", columns
    )


def unmatched(connection: Connection) -> list[tuple[str, str]]:
    """Names that nothing in the records bears, and where they stand."""
    return [(row["name"], row["place"]) for row in select(connection, _UNMATCHED).to_pylist()]


def ids_gone(connection: Connection) -> list[str]:
    """Ids of all that the records hold and the tables do not, now that they are made without what was taken down."""
    ids: list[str] = select(connection, _GONE)["id"].to_pylist()
    return ids


def _read(path: Path) -> Iterator[Takedown]:
    for cells, where in read_lines(path, _HEADER):
        yield from _takedowns(cells, where)


def _takedowns(cells: list[str], where: str) -> Iterator[Takedown]:
    names = list(filter(None, cells[:_NAMES]))
    if not names:
        raise UserError(f"{where}: nothing is named", "give a URL, a quote_id or a tool_id, or remove the line")
    for name in names:
        yield _takedown(name, where)


def _takedown(name: str, where: str) -> Takedown:
    if _ID.fullmatch(name.lower()):
        return Takedown(None, name.lower(), where)
    if is_web(name):
        return Takedown(canonical(name), None, where)
    if name.lower().startswith("file:"):
        return Takedown(name, None, where)
    raise UserError(f"{where}: {name[:80]!r} is neither a URL nor an id", "give https://… or 32 hex characters")
