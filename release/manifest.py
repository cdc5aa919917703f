"""What a release is, in one JSON file: the next one is compared with it, and nobody has to load a table for that."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from normalize.errors import UserError

NAME: Final = "manifest.json"
Quotes = Literal["full", "excerpt", "none"]


class _Noted(BaseModel):
    """Base of what the manifest holds. A later version may say more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class File(_Noted):
    """A file of the release."""

    bytes: int = Field(ge=0, description="length")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the content")


class Config(_Noted):
    """A table of the release."""

    rows: int = Field(ge=0, description="rows")
    columns: dict[str, str] = Field(description="Arrow type by column, in their order")
    schema_sha256: str = Field(description="SHA-256 of columns, types, and which may be null")


class Change(_Noted):
    """One release in the history: what it changed against the one before it."""

    version: str = Field(description="YYYY.MM.DD, and .1, .2 for later ones of that day")
    rows: dict[str, tuple[int | None, int | None]] = Field(description="rows before and after, by config that changed")
    schema_changes: list[str] = Field(description="columns that came, went or changed type")


class Manifest(_Noted):
    """A release: where it comes from, its tables and files."""

    version: str = Field(description="YYYY.MM.DD, and .1, .2 for later ones of that day")
    software_version: str = Field(description="of the software that made the release")
    contract_version: str = Field(description="of the dataset contract")
    license: str = Field(description="the Hub's identifier of the licence")
    quotes: Quotes = Field(description="how much of the quoted text goes out")
    crawl_ids: list[str] = Field(description="crawls that the tables were made from, in order of their start")
    configs: dict[str, Config] = Field(description="tables, the default one first")
    files: dict[str, File] = Field(description="files by path, but for this one")
    history: list[Change] = Field(description="this release and those before it, the latest first")

    def written(self) -> bytes:
        """The manifest as a file: the same bytes for the same release."""
        return (self.model_dump_json(indent=2) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest that a file holds. Raises UserError where it is none."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise UserError(
            f"{NAME} of the last release cannot be read", "restore it from an earlier release, or remove that release"
        ) from error


def file_of(content: bytes) -> File:
    """What the manifest says of a file."""
    return File(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def config_of(schema: pa.Schema, rows: int) -> Config:
    """What the manifest says of a table."""
    fields = [[field.name, str(field.type), field.nullable] for field in schema]
    digest = hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()
    return Config(rows=rows, columns={field.name: str(field.type) for field in schema}, schema_sha256=digest)


def next_version(day: date, taken: Iterable[str]) -> str:
    """The first version of a day that is not taken: `2026.11.20`, then `2026.11.20.1`."""
    first, known = f"{day:%Y.%m.%d}", set(taken)
    n = 0
    while (version := f"{first}.{n}" if n else first) in known:
        n += 1
    return version
