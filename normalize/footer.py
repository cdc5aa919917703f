"""What a build notes for the next one: JSON in the metadata of its `pages` file, where no column is needed for it."""

import json
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

NOTED_IN: Final = "pages"
GIVEN: Final = "comparisons.given"
TAKEN_DOWN: Final = "comparisons.taken_down"


def packed(notes: dict[str, Any]) -> dict[str, str]:
    """Notes as metadata, the same bytes for the same notes."""
    return {key: json.dumps(note, ensure_ascii=False, separators=(",", ":")) for key, note in notes.items()}


def read_note(build: Path, key: str) -> Any:
    """Return a note of a build; None where it has none that can be read."""
    try:
        metadata = pq.read_metadata(build / NOTED_IN / f"{NOTED_IN}.parquet").metadata or {}
        return json.loads(metadata[key.encode()])
    except (KeyError, ValueError, OSError, pa.ArrowInvalid):
        return None
