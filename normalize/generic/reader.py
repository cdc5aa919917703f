"""Reads one comparison page of any site: names first, then what the page says of each tool, in order of evidence."""

from dataclasses import replace
from typing import Final

from normalize.generic.cells import find_struck
from normalize.generic.features import read_features
from normalize.generic.matrices import find_matrices
from normalize.generic.naming import find_names
from normalize.generic.outline import outline_of
from normalize.generic.points import read_points
from normalize.generic.prices import read_prices
from normalize.generic.ratings import read_ratings
from normalize.generic.scopes import find_scopes
from normalize.generic.sides import Sides
from normalize.generic.structured import Structured, read_structured
from normalize.generic.toolness import compares_tools
from normalize.generic.winners import read_winners
from normalize.page import PageText
from normalize.reading import ReadComparison, ReadTool
from normalize.text import fold

GENERIC_READER: Final = "generic/1"
_MOST_BLOCKS: Final = 20_000  # a page that a person reads has hundreds


def read_any(page: PageText) -> ReadComparison | None:
    """Return what a page says of the tools that it compares; None for a page that compares none."""
    is_whole = len(page.blocks) <= _MOST_BLOCKS
    outline = outline_of(page if is_whole else replace(page, blocks=page.blocks[:_MOST_BLOCKS]))
    naming = find_names(outline)
    if naming is None:
        return None
    sides = Sides(naming.names)
    matrices = find_matrices(outline, sides)
    scopes = find_scopes(outline, sides, matrices)
    struck = find_struck(outline)
    read = ReadComparison(
        heading=" vs ".join(naming.names),
        tools=[ReadTool(name) for name in naming.names],
        quotes=[],
        problems=[] if is_whole else [f"page: the first {_MOST_BLOCKS} of {len(page.blocks)} texts were read"],
        prices=read_prices(outline, struck, sides, matrices, scopes),
        ratings=read_ratings(outline, sides, matrices, scopes),
        features=read_features(outline, struck, sides, matrices, scopes),
        points=read_points(outline, sides, matrices, scopes),
        winners=read_winners(outline, sides, matrices, scopes),
    )
    _add_structured(read, read_structured(page.root, sides))
    return read if compares_tools(outline, sides, read) else None


def _add_structured(read: ReadComparison, said: Structured) -> None:
    """Add what only the structured data says; where the page prints the value too, the print stands, better proven."""
    if said.broken:
        read.problems.append(f"structured: {said.broken} script{'s' * (said.broken > 1)} that cannot be parsed")
    rated, priced = {r.side for r in read.ratings}, {p.side for p in read.prices}
    for rating in said.ratings:
        same = [r for r in read.ratings if (r.side, r.value) == (rating.side, rating.value)]
        for printed in same:
            printed.evidence = "structured"
            printed.best = printed.best or rating.best
            printed.count = printed.count if printed.count is not None else rating.count
        if not same and rating.side not in rated:
            read.ratings.append(rating)
    for price in said.prices:
        same_price = [
            p for p in read.prices if (p.side, p.amount, p.currency) == (price.side, price.amount, price.currency)
        ]
        for shown in same_price:
            shown.evidence = "structured"
        if not same_price and price.side not in priced:
            read.prices.append(price)
    known = {(p.side, p.kind, fold(p.text)) for p in read.points}
    read.points += [p for p in said.points if (p.side, p.kind, fold(p.text)) not in known]
