"""Products in a build: listings out of the database, what was found about them back into it."""

from dataclasses import fields
from typing import Final

import pyarrow as pa

from normalize.database import Connection, select
from normalize.products.joining import join
from normalize.products.listing import Listing
from normalize.products.rows import aliases, links, members, vendor
from normalize.products.wishes import Wish, Wishes
from normalize.records import ProductAlias, ProductLink
from normalize.schemas import arrow_schema

_PRODUCT_OF: Final = pa.schema([("tool_id", pa.string()), ("product_id", pa.string())])
_VENDORS: Final = pa.schema([("product_id", pa.string()), ("vendor", pa.string())])


def add_products(connection: Connection, lines: list[Wish]) -> list[tuple[str, str]]:
    """Read `listings`; make `product_of`, `product_vendors`, `found_links` and `found_aliases` readable.

    Returns what people name and no listing bears, and where they do. Raises UserError for lines that contradict.
    """
    names = ", ".join(field.name for field in fields(Listing))
    listings = [Listing(**row) for row in select(connection, f"select {names} from listings").to_pylist()]
    wishes, unmatched = Wishes.of(lines, listings)
    products = join(listings, wishes)
    for name, schema, rows in (
        ("product_of", _PRODUCT_OF, (row for each in products for row in members(each))),
        ("product_vendors", _VENDORS, ({"product_id": each.id, "vendor": vendor(each)} for each in products)),
        ("found_links", arrow_schema(ProductLink), (row for each in products for row in links(each))),
        ("found_aliases", arrow_schema(ProductAlias), (row for each in products for row in aliases(each))),
    ):
        connection.register(name, pa.Table.from_pylist(list(rows), schema))
    return unmatched
