"""Ids: the same thing, the same id, in every crawl and on every machine."""

import hashlib
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from normalize import identity


def spelled_out(*parts: str) -> str:
    """The contract's sentence, written down a second time: versioned, length-prefixed, NFC, blake2b of 16 bytes."""
    encoded = [unicodedata.normalize("NFC", part).encode() for part in ("1", *parts)]
    return hashlib.blake2b(
        b"".join(len(part).to_bytes(8, "big") + part for part in encoded), digest_size=16
    ).hexdigest()


def test_ids_are_what_the_contract_says() -> None:
    assert identity.tool_id("shiporskip", "tidepool") == spelled_out("tool", "shiporskip", "tidepool")
    assert identity.page_id("https://shiporskip.io/") == spelled_out("page", "https://shiporskip.io/")
    assert identity.quote_id("ab" * 16, "Two Words") == spelled_out("quote", "ab" * 16, "twowords")
    assert identity.vote_id("ab" * 16, "panel", 2) == spelled_out("vote", "ab" * 16, "panel", "2")


def test_ids_do_not_change_between_releases() -> None:
    assert identity.tool_id("shiporskip", "tidepool") == "8c8045468e2e27e70a3346509145a090"


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_tuples_have_different_ids(one: list[str], other: list[str]) -> None:
    composed = [[unicodedata.normalize("NFC", part) for part in parts] for parts in (one, other)]
    assert (identity.identifier("kind", *one) == identity.identifier("kind", *other)) == (composed[0] == composed[1])


def test_one_reviewer_with_and_without_article() -> None:
    assert identity.reviewer_id("site", "The Plumber") == identity.reviewer_id("site", "plumber")
    assert identity.reviewer_id("site", "The") != identity.reviewer_id("site", "")
    assert identity.reviewer_id("site", "Theodora") != identity.reviewer_id("site", "odora")


def test_a_listing_without_slug_belongs_to_its_site_or_to_its_page_alone() -> None:
    assert identity.unlisted_tool_id("site", "Tide Pool") == identity.unlisted_tool_id("site", "tide pool")
    assert identity.unlisted_tool_id("file", "A", "page one") != identity.unlisted_tool_id("file", "A", "page two")
