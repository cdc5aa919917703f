"""Ids that are the same for the same thing in every crawl and on every machine."""

import hashlib
import unicodedata
from typing import Final

from normalize.text import fold

_VERSION: Final = "1"


def identifier(kind: str, *parts: str) -> str:
    """Return 32 hex characters: blake2b, 16 bytes, over the versioned, length-prefixed, NFC-normalised tuple."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (_VERSION, kind, *parts):
        encoded = unicodedata.normalize("NFC", part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def page_id(url: str) -> str:
    """Id of the page at a canonical URL."""
    return identifier("page", url)


def saved_page_id(site: str, content_sha256: str) -> str:
    """Id of a saved page that names no URL: from its site and content."""
    return identifier("saved-page", site, content_sha256)


def comparison_id(page: str) -> str:
    """Id of the comparison that a page shows."""
    return identifier("comparison", page)


def tool_id(site: str, slug: str) -> str:
    """Id of a listing: its site and slug."""
    return identifier("tool", site, slug)


def unlisted_tool_id(site: str, name: str, page: str | None = None) -> str:
    """Id of a listing without slug: its site and folded name; with `page`, of that page alone."""
    return identifier("tool-name", site, fold(name), *([page] if page else []))


def quote_id(tool: str, text: str) -> str:
    """Id of a quote: the listing it is about and its folded text."""
    return identifier("quote", tool, fold(text))


def text_id(text: str) -> str:
    """Id of a text, whatever it is about: its folded form."""
    return identifier("text", fold(text))


def vote_id(tool: str, body: str, ordinal: int) -> str:
    """Id of a vote: listing, body and ordinal of the change."""
    return identifier("vote", tool, body, str(ordinal))


def price_id(
    tool: str,
    plan: str | None,
    amount: float | None,
    currency: str | None,
    period: str | None,
    per: str | None,
    is_free: bool,
) -> str:
    """Id of a price: listing, plan, amount, currency, period, unit and whether it is free."""
    said = (fold(plan or ""), _number(amount), currency or "", period or "", fold(per or ""))
    return identifier("price", tool, *said, "free" if is_free else "")


def rating_id(tool: str, kind: str, source: str | None, value: float, best: float | None, count: int | None) -> str:
    """Id of a rating: listing, kind, source, value, best and count."""
    return identifier("rating", tool, kind, fold(source or ""), _number(value), _number(best), _number(count))


def feature_id(comparison: str, tool: str, feature: str, occurrence: int) -> str:
    """Id of a cell: comparison, listing, folded label of the row, and which row of that label it is."""
    return identifier("feature", comparison, tool, fold(feature), str(occurrence))


def point_id(tool: str, kind: str, text: str) -> str:
    """Id of a pro or con: listing, kind and folded text."""
    return identifier("point", tool, kind, fold(text))


def winner_id(comparison: str, scope: str) -> str:
    """Id of a winner: comparison and folded scope."""
    return identifier("winner", comparison, fold(scope))


def product_id(key: str, founder: str | None = None) -> str:
    """Id of a product: the key of its name; with `founder`, a listing, of the part of that key which it began."""
    return identifier("product", key, *([founder] if founder else []))


def product_link_id(tool: str, other: str) -> str:
    """Id of a link: the two listings that it joins, the smaller id first."""
    return identifier("product-link", *sorted((tool, other)))


def mention_id(quote: str, start: int) -> str:
    """Id of a mention: the quote and where in it the name begins."""
    return identifier("mention", quote, str(start))


def prediction_id(quote: str, start: int) -> str:
    """Id of a prediction: the quote and where in it the sentence begins."""
    return identifier("prediction", quote, str(start))


def _number(number: float | None) -> str:
    return "" if number is None else repr(float(number))


def reviewer_id(site: str, name: str) -> str:
    """Id of a reviewer: site and name, folded, without a leading "The"."""
    return identifier("reviewer", site, reviewer_key(name))


def reviewer_key(name: str) -> str:
    """The folded name that "The Builder" and "Builder" share."""
    words = name.split()
    return fold(" ".join(words[1:] if len(words) > 1 and words[0].casefold() == "the" else words))
