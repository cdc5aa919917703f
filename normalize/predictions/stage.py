"""Predictions in a build: quotes out of the database, what they commit to back into it."""

from typing import Any, Final

import pyarrow as pa

from normalize.database import Connection, select
from normalize.identity import prediction_id
from normalize.predictions.find import Prediction, find_predictions
from normalize.records import Prediction as PredictionRow
from normalize.schemas import arrow_schema

_QUOTES: Final = "select quote_id, text, first_seen_at from quotes order by quote_id"


def add_predictions(connection: Connection) -> None:
    """Read `quotes`; make `found_predictions` readable."""
    rows = [
        _row(quote["quote_id"], prediction)
        for quote in select(connection, _QUOTES).to_pylist()
        for prediction in find_predictions(quote["text"], quote["first_seen_at"])
    ]
    connection.register("found_predictions", pa.Table.from_pylist(rows, schema=arrow_schema(PredictionRow)))


def _row(quote_id: str, prediction: Prediction) -> dict[str, Any]:
    return {
        "prediction_id": prediction_id(quote_id, prediction.start),
        "quote_id": quote_id,
        "start": prediction.start,
        "end": prediction.end,
        "text": prediction.text,
        "horizon_text": prediction.horizon_text,
        "horizon_date": prediction.horizon_date,
    }
