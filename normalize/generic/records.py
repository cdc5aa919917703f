"""From what was read beside a tool's place on the page to records with ids."""

from collections import Counter

from normalize import identity
from normalize.reading import ReadComparison
from normalize.records import FeatureReading, PointReading, PriceReading, RatingReading, WinnerReading
from normalize.text import fold


def price_records(read: ReadComparison, tool_ids: list[str]) -> list[PriceReading]:
    """Prices, each once."""
    found: dict[str, PriceReading] = {}
    for p in read.prices:
        tool = tool_ids[p.side]
        price_id = identity.price_id(tool, p.plan, p.amount, p.currency, p.period, p.per, p.is_free)
        found.setdefault(
            price_id,
            PriceReading(
                price_id=price_id,
                tool_id=tool,
                plan=p.plan,
                amount=p.amount,
                currency=p.currency,
                period=p.period,
                per=p.per,
                is_free=p.is_free,
                text=p.text,
                evidence=p.evidence,
            ),
        )
    return list(found.values())


def rating_records(read: ReadComparison, tool_ids: list[str]) -> list[RatingReading]:
    """Ratings, each once."""
    found: dict[str, RatingReading] = {}
    for r in read.ratings:
        rating_id = identity.rating_id(tool_ids[r.side], r.kind, r.source, r.value, r.best, r.count)
        found.setdefault(
            rating_id,
            RatingReading(
                rating_id=rating_id,
                tool_id=tool_ids[r.side],
                value=r.value,
                best=r.best,
                count=r.count,
                kind=r.kind,
                source=r.source,
                text=r.text,
                evidence=r.evidence,
            ),
        )
    return list(found.values())


def feature_records(read: ReadComparison, comparison: str, tool_ids: list[str]) -> list[FeatureReading]:
    """Cells, those of rows under the same label told apart by their order."""
    rows: Counter[str] = Counter()
    occurrence: dict[int, int] = {}
    found = []
    for f in read.features:
        if f.position not in occurrence:
            rows[fold(f.feature)] += 1
            occurrence[f.position] = rows[fold(f.feature)]
        tool = tool_ids[f.side]
        found.append(
            FeatureReading(
                feature_id=identity.feature_id(comparison, tool, f.feature, occurrence[f.position]),
                tool_id=tool,
                feature=f.feature,
                text=f.text,
                value_bool=f.value_bool,
                position=f.position,
                evidence=f.evidence,
            )
        )
    return found


def point_records(read: ReadComparison, tool_ids: list[str]) -> list[PointReading]:
    """Pros and cons, each once."""
    found: dict[str, PointReading] = {}
    for p in read.points:
        point_id = identity.point_id(tool_ids[p.side], p.kind, p.text)
        point = PointReading(point_id=point_id, tool_id=tool_ids[p.side], kind=p.kind, text=p.text, evidence=p.evidence)
        found.setdefault(point_id, point)
    return list(found.values())


def winner_records(read: ReadComparison, comparison: str, tool_ids: list[str]) -> list[WinnerReading]:
    """Winners, one for each scope."""
    found: dict[str, WinnerReading] = {}
    for w in read.winners:
        winner_id = identity.winner_id(comparison, w.scope)
        winner = WinnerReading(
            winner_id=winner_id,
            scope=w.scope,
            tool_id=None if w.side is None else tool_ids[w.side],
            is_tie=w.is_tie,
            text=w.text,
            evidence=w.evidence,
        )
        found.setdefault(winner_id, winner)
    return list(found.values())
