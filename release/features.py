"""Columns as `datasets` names their types, and as Croissant does: what the card states is what the clients read."""

from typing import Any, Final

import pyarrow as pa

_DATASETS: Final = {pa.float64(): "float64", pa.date32(): "date32"}  # others are named as Arrow names them
_CROISSANT: Final = {
    pa.string(): "sc:Text",
    pa.int32(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.timestamp("us"): "sc:DateTime",
    pa.date32(): "sc:Date",
}


def feature(field: pa.Field) -> dict[str, str]:
    """A column in the card's YAML."""
    if pa.types.is_list(field.type):
        return {"name": field.name, "list": _name(field.type.value_type)}
    return {"name": field.name, "dtype": _name(field.type)}


def croissant_type(field: pa.Field) -> dict[str, Any]:
    """The type of a column in Croissant. Raises KeyError for one that has none."""
    if pa.types.is_list(field.type):
        return {"dataType": _CROISSANT[field.type.value_type], "isArray": True, "arrayShape": "-1"}
    return {"dataType": _CROISSANT[field.type]}


def _name(type_: pa.DataType) -> str:
    return _DATASETS.get(type_, str(type_))
