"""Prices that only the structured data of a page says: of offers, their specifications and ranges."""

import json
from typing import Any, Final

import pytest

from normalize.extract import read

BIRCH: Final = {"@type": "SoftwareApplication", "name": "Birch", "offers": {"price": 5, "priceCurrency": "USD"}}


def prices_of(offers: Any) -> list[tuple[float | None, str | None, str | None, str | None, str]]:
    """Amount, currency, period, plan and evidence of what a page says of Alder."""
    scripts = [
        f'<script type="application/ld+json">{json.dumps(item)}</script>'
        for item in ({"@type": "SoftwareApplication", "name": "Alder", "offers": offers}, BIRCH)
    ]
    html = (
        f"<title>Alder vs Birch</title>{''.join(scripts)}<h1>Alder vs Birch</h1><p>Two apps: plans, prices, features."
    )
    reading = read(html.encode(), url="https://duels.example/compare/alder-vs-birch", content_type="text/html")
    alder = next(tool.tool_id for tool in reading.tools if tool.name == "Alder")
    return [(p.amount, p.currency, p.period, p.plan, p.evidence) for p in reading.prices if p.tool_id == alder]


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ({"price": "12.50", "priceCurrency": "USD"}, [(12.5, "USD", None, None)]),
        (
            {"priceSpecification": {"price": 12.5, "priceCurrency": "usd", "unitCode": "MON"}},
            [(12.5, "USD", "month", None)],
        ),
        ({"lowPrice": "0", "highPrice": 49, "priceCurrency": "EUR"}, [(0, "EUR", None, None), (49, "EUR", None, None)]),
        ({"lowPrice": 9, "highPrice": 9, "priceCurrency": "EUR"}, [(9, "EUR", None, None)]),
        (
            {
                "lowPrice": 1,
                "highPrice": 9,
                "priceCurrency": "USD",
                "offers": [
                    {"name": "Solo", "price": 1, "priceCurrency": "USD"},
                    {"name": "Duo", "price": 9, "priceCurrency": "USD"},
                ],
            },
            [(1, "USD", None, "Solo"), (9, "USD", None, "Duo")],
        ),
        ({"price": "on request", "priceCurrency": "USD"}, []),
        ({"price": 9}, []),
    ],
)
def test_offers(offers: dict[str, Any], expected: list[tuple[float, str, str | None, str | None]]) -> None:
    assert prices_of(offers) == [(*price, "structured") for price in expected]
