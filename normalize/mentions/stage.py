"""Mentions in a build: quotes and names out of the database, what the quotes name back into it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from normalize.database import Connection, select
from normalize.identity import mention_id
from normalize.mentions.find import Mention, find_mentions
from normalize.mentions.known import KnownNames
from normalize.records import Mention as MentionRow
from normalize.schemas import arrow_schema

Names = list[tuple[str, str | None]]

_QUOTES: Final = "select quote_id, text, product_id as about from quotes join tools using (tool_id) order by quote_id"
# What a name is without its vendor names the product too.
_NAMES: Final = """
    select name, product_id from tools
    union
    select substr(t.name, length(p.vendor) + 2), product_id
    from tools t join products p using (product_id)
    where starts_with(lower(t.name), lower(p.vendor) || ' ')
    order by all
"""
_WORD: Final = re.compile(r"(?<![\w’'])[^\W\d_A-Z]{2,}(?![\w])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, and the product that it is about."""

    quote_id: str
    text: str
    about: str


def add_mentions(connection: Connection) -> None:
    """Read `quotes`, `tools` and `products`; make `found_mentions` readable."""
    quotes = [Quoted(**row) for row in select(connection, _QUOTES).to_pylist()]
    names: Names = [(row["name"], row["product_id"]) for row in select(connection, _NAMES).to_pylist()]
    rows = [_row(quote, mention) for quote, mention in mentions_of(quotes, names)]
    connection.register("found_mentions", pa.Table.from_pylist(rows, schema=arrow_schema(MentionRow)))


def mentions_of(quotes: list[Quoted], names: Names) -> Iterator[tuple[Quoted, Mention]]:
    """Yield the mentions in all quotes; what one of them names in a phrase is known by that name in the others."""
    words = {word for quote in quotes for word in _WORD.findall(quote.text)}
    known = KnownNames(names, words)
    found = [find_mentions(quote.text, known, quote.about) for quote in quotes]
    learned = sorted({mention.text for mentions in found for mention in mentions if _teaches(mention)})
    unlisted: Names = [(name, None) for name in learned]
    new, everything = KnownNames(unlisted), KnownNames([*names, *unlisted], words)
    for quote, mentions in zip(quotes, found, strict=True):
        again = find_mentions(quote.text, everything, quote.about) if new.hits(quote.text) else mentions
        yield from ((quote, mention) for mention in again)


def _teaches(mention: Mention) -> bool:
    return mention.product is None and mention.relation != "mentioned"


def _row(quote: Quoted, mention: Mention) -> dict[str, Any]:
    return {
        "mention_id": mention_id(quote.quote_id, mention.start),
        "quote_id": quote.quote_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "product_id": mention.product,
        "relation": mention.relation,
    }
