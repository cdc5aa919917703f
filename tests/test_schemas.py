"""Arrow schemas come from the records alone."""

import re

import pyarrow as pa
import pytest
from loopback import ROOT
from pydantic import ValidationError

from normalize import CONTRACT_VERSION
from normalize.records import TABLES, Entry, Record, Vote, VoteReading
from normalize.schemas import arrow_schema


def test_types_follow_the_contract() -> None:
    schema = arrow_schema(TABLES["votes"])
    assert schema.field("share").type == pa.float64()
    assert schema.field("ships").type == pa.int32()
    assert schema.field("observed_at").type == pa.timestamp("us")
    assert schema.field("is_current").type == pa.bool_()
    assert arrow_schema(TABLES["prices"]).field("amount").type == pa.float64()
    assert arrow_schema(TABLES["ratings"]).field("count").type == pa.int32()
    assert arrow_schema(TABLES["features"]).field("value_bool").type == pa.bool_()
    assert arrow_schema(TABLES["comparisons"]).field("tool_ids").type.value_type == pa.string()
    assert arrow_schema(TABLES["pages"]).field("problems").type.value_type == pa.string()


def test_columns_stand_in_the_contracts_order() -> None:
    """The tables whose columns the contract lists in prose."""
    contract = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    for table in ("ratings", "features", "points", "winners"):
        said = re.search(rf"^`{table}`.*?(?=\n\n)", contract, re.MULTILINE | re.DOTALL)
        assert said is not None
        columns = arrow_schema(TABLES[table]).names
        named = [word for word in re.findall(r"`(\w+)`", said.group()) if word in columns]
        assert list(dict.fromkeys(named)) == columns


@pytest.mark.parametrize("record", [*TABLES.values(), Entry], ids=lambda record: record.__name__)
def test_every_column_is_described_and_carries_the_contract(record: type[Record]) -> None:
    schema = arrow_schema(record)
    assert schema.metadata[b"contract_version"] == CONTRACT_VERSION.encode()
    assert [field.name for field in schema if not field.metadata] == []
    assert all(info.description for info in record.model_fields.values())


def test_columns_that_may_be_null_are_those_whose_field_may_be_none() -> None:
    assert arrow_schema(Vote).field("share").nullable
    assert not arrow_schema(Vote).field("vote_id").nullable
    may_be_null = {name: [f.name for f in arrow_schema(TABLES[name]) if f.nullable] for name in list(TABLES)[7:]}
    assert may_be_null == {
        "prices": ["plan", "amount", "currency", "period", "per"],
        "ratings": ["best", "count", "source"],
        "features": ["value_bool"],
        "points": [],
        "winners": ["tool_id"],
        "products": ["vendor"],
        "product_links": ["evidence"],
        "product_aliases": [],
        "mentions": ["product_id"],
        "predictions": [],
    }


def test_a_type_without_arrow_form_is_refused() -> None:
    class Odd(Record):
        value: complex

    with pytest.raises(TypeError, match="complex"):
        arrow_schema(Odd)


def test_records_are_strict_and_closed() -> None:
    good = {"tool_id": "0" * 32, "body": "panel", "state": "voted", "share": 0.5, "text": "50%"}
    assert VoteReading(**good).share == 0.5
    wrongs = (
        {"share": 1.5},
        {"share": "0.5"},
        {"ships": -1},
        {"body": "crowd"},
        {"colour": "red"},
        {"tool_id": "x"},
    )
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            VoteReading(**{**good, **wrong})
