"""Products in a build: listings out of the database, what was found about them back into it."""

from typing import Final

import pyarrow as pa

from normalize.database import Connection, select
from normalize.products.joining import join
from normalize.products.listing import Listing
from normalize.products.wishes import Wish
from normalize.records import ProductAlias, ProductLink
from normalize.schemas import arrow_schema

_PRODUCT_OF: Final = pa.schema([("tool_id", pa.string()), ("product_id", pa.string())])
_VENDORS: Final = pa.schema([("product_id", pa.string()), ("vendor", pa.string())])


def add_products(connection: Connection, wishes: list[Wish]) -> None:
    """Read `listings`; make `product_of`, `product_vendors`, `found_links` and `found_aliases` readable."""
    names = ", ".join(Listing.__dataclass_fields__)
    listings = [Listing(**row) for row in select(connection, f"select {names} from listings").to_pylist()]
    found = join(listings, wishes)
    for name, rows, schema in (
        ("product_of", found.product_of, _PRODUCT_OF),
        ("product_vendors", found.vendors, _VENDORS),
        ("found_links", found.links, arrow_schema(ProductLink)),
        ("found_aliases", found.aliases, arrow_schema(ProductAlias)),
    ):
        connection.register(name, pa.Table.from_pylist(rows, schema=schema))
