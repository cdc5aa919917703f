"""How much of what authors wrote goes out: all of it, its beginning, or none, the latter two with a hash."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from normalize.records import QUOTED, Record
from release.manifest import Quotes

EXCERPT_CHARACTERS: Final = 200
_HASHED: Final = "SHA-256 of the whole {}, in UTF-8"
_SAID: Final = {"excerpt": f", its first {EXCERPT_CHARACTERS} characters", "none": ", left out of this release"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a release: its field, and the SQL of its values."""

    field: pa.Field
    sql: str


def is_quoted(record: type[Record], name: str) -> bool:
    """Whether a column holds what an author wrote."""
    return QUOTED in record.model_fields[name].metadata


def column(field: pa.Field) -> Column:
    """A column as the table has it."""
    return Column(field, f'"{field.name}"')


def quoted_columns(field: pa.Field, quotes: Quotes) -> list[Column]:
    """A column that holds what an author wrote, as far as it goes out, and the hash where that is not all."""
    if quotes == "full":
        return [column(field)]
    if pa.types.is_list(field.type):
        return [Column(field, _shortened_list(field.name, quotes))]
    shown = f'left("{field.name}", {EXCERPT_CHARACTERS})' if quotes == "excerpt" else "null::varchar"
    hash_name = f"{field.name}_sha256"
    hashed = pa.field(hash_name, pa.string(), field.nullable, {"description": _HASHED.format(field.name)})
    return [
        Column(_described(field, quotes), f'{shown} as "{field.name}"'),
        Column(hashed, f'sha256("{field.name}") as "{hash_name}"'),
    ]


def _shortened_list(name: str, quotes: Quotes) -> str:
    """Problems, as `field: what was found`: what was found may be the words of an author."""
    shown = f"left(x, {EXCERPT_CHARACTERS})" if quotes == "excerpt" else "split_part(x, ':', 1)"
    return f'list_transform("{name}", lambda x: {shown}) as "{name}"'


def _described(field: pa.Field, quotes: Quotes) -> pa.Field:
    words = field.metadata[b"description"].decode() + _SAID[quotes]
    return field.with_metadata({"description": words}).with_nullable(field.nullable or quotes == "none")
