"""The drift alarm: what a site gave in the last good build and gives no longer vetoes a build, as a check does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.database import Connection, SqlError, select
from normalize.footer import GIVEN, read_note
from normalize.records import TABLES

_MOST_POINTS: Final = 0.2 + 1e-9  # a fall from 0.9 to 0.7 is 20 points, whatever floats make of it
_FEWEST: Final = 3  # pages that lack a field, or rows lost: fewer are noise
_GAVE, _LACKED, _UNMEASURED = "1", "0", "-"

_SHARES_NOW: Final = """
    select site, round(avg(columns(* exclude (page_id, site))::int), 4) from given group by site order by site
"""
_PAGES_NOW: Final = f"""
    select string_agg(
        coalesce(columns(* exclude (page_id, site))::int::varchar, '{_UNMEASURED}'), '' order by page_id
    )
    from given
"""
# A page that is read as another kind of page now would otherwise drop out of the shares it used to count in, and one
# from which a takedown removes something now counts in neither.
_SHARES: Final = """
    with measured as (
        select
            p.page_id, coalesce(p.site, b.site) as site, p.url, p.kind <> b.kind as is_other_kind,
            coalesce(p.state not in ('gone', 'disallowed'), false) as is_there, unnest([{fields}], recursive := true)
        from (pages p join given_now n on n.page_id = p.page_id)
        full join (before.pages b join given_before o on o.page_id = b.page_id) on b.page_id = p.page_id
    ), told as (
        select
            * exclude (given_now),
            case when given_now is null and given_before is not null and is_other_kind and is_there then false
                else given_now end as given_now
        from measured
    )
    select
        site, field as what,
        avg(given_before::int) filter (where given_now is not null or not is_there) as before,
        avg(given_now::int) as now,
        (list(url order by given_before desc nulls last, url) filter (where not given_now))[:3] as urls
    from told
    group by all
    having before - now > {most_points} and count(*) filter (where not given_now) >= {fewest}
"""
_FIELD: Final = """{{'field': '{0}', 'given_before': o."{0}", 'given_now': n."{0}"}}"""
_ROWS: Final = """
    with old as ({old}), new as ({new})
    select site, what, old.n as before, coalesce(new.n, 0) as now
    from old left join new using (site, what)
    where now * 2 < before and before - now >= {fewest}
"""
# What a site gives; what is found out from that, such as products, is none of its rows.
_GIVEN_TABLES: Final = [name for name, row in TABLES.items() if {"site", "page_id"} & set(row.model_fields)] + [
    "crawls"
]
_COUNT: Final = "select {site} as site, '{table}' as what, count(*) as n from {rows} group by all"
_LOST: Final = """
    select distinct page_url from (select * from {rows} where {key} not in (select {key} from {table}))
    join ({shown_on}) using ({seen_by})
    where {site} = $site
    order by page_url limit 3
"""
_LISTED_ON: Final = "select url as page_url, unnest(tool_ids) as tool_id from before.comparisons"
# Where to look for a lost row: by the first of these columns that its table has.
_SHOWN_ON: Final = {
    "page_id": "select page_id, url as page_url from before.pages",
    "tool_id": _LISTED_ON,
    "reviewer_id": f"select q.reviewer_id, t.page_url from before.quotes q join ({_LISTED_ON}) t using (tool_id)",
    "crawl_id": "select crawl_id, url as page_url from before.pages",
}


@dataclass(frozen=True, slots=True)
class Drift:
    """A field that fewer pages of a site give than before, or a table that has lost rows, and where that shows."""

    site: str
    what: str
    before: float
    now: float
    urls: list[str]
    is_share: bool


def measure(connection: Connection) -> dict[str, Any]:
    """What the pages of a build give, field by field: the share of each site, and page by page in order of ids."""
    shares = {row.pop("site"): row for row in select(connection, _SHARES_NOW).to_pylist()}
    (pages,) = select(connection, _PAGES_NOW).to_pylist()
    return {
        "shares": {
            site: {field: share for field, share in row.items() if share is not None} for site, row in shares.items()
        },
        "pages": {field: letters or "" for field, letters in pages.items()},
    }


def find_drift(connection: Connection, build: Path, before: Path | None) -> list[Drift]:
    """Compare the build of a connection with the one before it; without one that can be read there is no drift."""
    if before is None:
        return []
    try:
        return [*_share_drift(connection, build, before), *_row_drift(connection)]
    except SqlError:  # damaged since; this build takes its place
        return []


def _share_drift(connection: Connection, build: Path, before: Path) -> list[Drift]:
    new, old = _given(build), _given(before)
    fields = [name for name in new.column_names if name in old.column_names and name != "page_id"]
    if not fields:
        return []
    connection.register("given_now", new)
    connection.register("given_before", old)
    sql = _SHARES.format(fields=", ".join(map(_FIELD.format, fields)), most_points=_MOST_POINTS, fewest=_FEWEST)
    found = [Drift(is_share=True, **row) for row in select(connection, sql).to_pylist()]
    return sorted(found, key=lambda drift: (drift.site, fields.index(drift.what)))


def _given(build: Path) -> pa.Table:
    """Which pages gave which field; no field where the build has no note that fits its pages."""
    try:
        path = build / "pages" / "pages.parquet"
        ids = sorted(pq.read_table(path, columns=["page_id"])["page_id"].to_pylist())
    except (pa.ArrowInvalid, OSError):
        ids = []
    note = read_note(build, GIVEN)
    letters: dict[str, str] = note["pages"] if isinstance(note, dict) and isinstance(note.get("pages"), dict) else {}
    flags = {_GAVE: True, _LACKED: False}
    columns = {
        field: pa.array(map(flags.get, column), pa.bool_())
        for field, column in letters.items()
        if len(column) == len(ids)
    }
    return pa.table({"page_id": pa.array(ids, pa.string()), **columns})


def _row_drift(connection: Connection) -> list[Drift]:
    old, new = (" union all ".join(_count(table, schema) for table in _GIVEN_TABLES) for schema in ("before", "main"))
    rows = select(connection, _ROWS.format(old=old, new=new, fewest=_FEWEST)).to_pylist()
    order = list(TABLES)
    found = [Drift(is_share=False, urls=_lost_from(connection, row["what"], row["site"]), **row) for row in rows]
    return sorted(found, key=lambda drift: (drift.site, order.index(drift.what)))


def _count(table: str, schema: str) -> str:
    return _COUNT.format(table=table, rows=_with_site(table, schema), site=_site_of(table))


def _site_of(table: str) -> str:
    return "''" if table == "crawls" else "site"


def _with_site(table: str, schema: str) -> str:
    """A table whose rows do not say their site has it from their pages."""
    rows = f"{schema}.{table}"
    if "site" in TABLES[table].model_fields or table == "crawls":
        return rows
    return f"(from {rows} join (select page_id, site from {schema}.pages) using (page_id))"


def _lost_from(connection: Connection, table: str, site: str) -> list[str]:
    """Pages that showed rows of a table which are lost."""
    columns = list(TABLES[table].model_fields)
    seen_by = next(column for column in _SHOWN_ON if column in columns)
    sql = _LOST.format(
        rows=_with_site(table, "before"),
        table=table,
        key=columns[0],
        site=_site_of(table),
        seen_by=seen_by,
        shown_on=_SHOWN_ON[seen_by],
    )
    return [url for (url,) in connection.execute(sql, {"site": site}).fetchall()]
