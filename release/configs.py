"""Which tables a release has, with which columns, and in which order their rows stand."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from normalize.records import TABLES, Record
from normalize.schemas import arrow_schema
from release.manifest import Quotes
from release.quotes import column, is_quoted, quoted_columns
from release.side_by_side import SideBySide

DEFAULT: Final = "side_by_side"
# What every crawl changes, though the site is as it was: a release of an unchanged site is to be the same bytes.
LEFT_OUT: Final = frozenset({"last_seen_at", "fetched_at", "crawl_id"})
_ROWS: Final = {"crawls": "n_changed > 0"}
_SIGHTINGS: Final = ("first_seen_at", "observed_at", "started_at")


@dataclass(frozen=True, slots=True)
class ConfigPlan:
    """A table of a release before it is written: its schema, and the SQL of its rows in their order."""

    name: str
    record: type[Record]
    schema: pa.Schema
    sql: str

    @property
    def path(self) -> str:
        """Where its Parquet file lies in the release."""
        return f"data/{self.name}/train-00000-of-00001.parquet"


def config_plans(quotes: Quotes) -> list[ConfigPlan]:
    """Return all tables of a release, the default one first."""
    return [_plan(name, record, quotes) for name, record in ({DEFAULT: SideBySide} | TABLES).items()]


def meaning(record: type[Record]) -> str:
    """What a row of a table is."""
    return (record.__doc__ or "").partition("\n")[0]


def _plan(name: str, record: type[Record], quotes: Quotes) -> ConfigPlan:
    schema = arrow_schema(record)
    columns = [
        made
        for field in schema
        if field.name not in LEFT_OUT
        for made in (quoted_columns(field, quotes) if is_quoted(record, field.name) else [column(field)])
    ]
    selected = ", ".join(each.sql for each in columns)
    # A row stands where it was first seen, so that what a later release adds stands at the end.
    sighting = _sighting(name, record)
    order = ", ".join([*([f"{sighting} nulls first"] if sighting else []), *(f't."{each}"' for each in schema.names)])
    sql = f"select {selected} from {name} t where {_ROWS.get(name, 'true')} order by {order}"
    return ConfigPlan(name, record, pa.schema([each.field for each in columns], schema.metadata), sql)


def _sighting(name: str, record: type[Record]) -> str | None:
    """SQL of when a row was first seen: as it says itself, else what it is about, else the first that tells of it."""
    if own := _time_of(record):
        return f"t.{own}"
    key, *others = record.model_fields
    for other in (each for each in others if each not in LEFT_OUT):
        for parent, found in TABLES.items():
            if other.endswith(_key(found)) and (time := _time_of(found)):
                return f"(select p.{time} from {parent} p where p.{_key(found)} = t.{other})"
    for child, found in TABLES.items():
        if child != name and key in found.model_fields and (time := _time_of(found)):
            return f"(select min(c.{time}) from {child} c where c.{key} = t.{key})"
    return None


def _key(record: type[Record]) -> str:
    return next(iter(record.model_fields))


def _time_of(record: type[Record]) -> str | None:
    return next((each for each in _SIGHTINGS if each in record.model_fields), None)
