"""Arrow schemas, derived from the records and from nothing else: an all-null column keeps its type."""

import types
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from normalize import CONTRACT_VERSION
from normalize.records import Record

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


@cache
def arrow_schema(record: type[Record]) -> pa.Schema:
    """Return the Arrow schema of `record`: types, nullability and descriptions from its fields.

    The contract's version stands in the schema's metadata. Raises TypeError for a type that has no Arrow form.
    """
    return pa.schema(_fields(record), metadata={"contract_version": CONTRACT_VERSION})


def _fields(record: type[BaseModel]) -> list[pa.Field]:
    fields = []
    for name, info in record.model_fields.items():
        type_, nullable = _arrow_type(info.annotation)
        metadata = {"description": info.description} if info.description else None
        fields.append(pa.field(name, type_, nullable, metadata))
    return fields


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of an annotation and whether it may be null."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _arrow_type(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        (member,) = (arg for arg in get_args(annotation) if arg is not type(None))
        return _arrow_type(member)[0], True
    if origin is Literal:
        return _arrow_type(type(get_args(annotation)[0]))
    if origin is list:
        return pa.list_(pa.field("element", _arrow_type(get_args(annotation)[0])[0], nullable=False)), False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(_fields(annotation)), False
    if annotation in _SCALARS:
        return _SCALARS[annotation], False
    raise TypeError(f"no Arrow type for {annotation!r}")
