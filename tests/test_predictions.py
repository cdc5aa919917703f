"""Sentences that commit to a time: those of a labelled set, which time words come to which day, and what is none."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import found_of, read

from normalize.extract import read as read_page
from normalize.predictions import find_predictions

SEEN = datetime(2026, 8, 31, 12)
SEEDS = sorted(Path("/", "work", "shared", "seeds").glob("*.txt"))


# Rules were tuned on all of these but the second.
@pytest.mark.parametrize("files", [["tuned"], ["reported"], ["others", "fresh"]], ids="-".join)
def test_a_careful_reader_finds_the_same_sentences(files: list[str]) -> None:
    found, labelled = found_of([quote for file in files for quote in read(file)], "predictions")
    hits = len(found & labelled)
    assert hits >= 0.95 * len(found), sorted(found - labelled)
    assert hits >= 0.95 * len(labelled), sorted(labelled - found)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 2027", date(2027, 1, 1)),
        ("before 2028", date(2028, 1, 1)),
        ("in 2027", date(2027, 12, 31)),
        ("by the end of 2027", date(2027, 12, 31)),
        ("by mid-2027", date(2027, 7, 1)),
        ("in early 2027", date(2027, 3, 31)),
        ("in late 2027", date(2027, 12, 31)),
        ("by Q3 2027", date(2027, 7, 1)),
        ("in Q3 2027", date(2027, 9, 30)),
        ("by the second quarter of 2027", date(2027, 4, 1)),
        ("in H1 2027", date(2027, 6, 30)),
        ("by March", date(2027, 3, 1)),
        ("by May", date(2027, 5, 1)),
        ("by December", date(2026, 12, 1)),
        ("in February 2028", date(2028, 2, 29)),
        ("by summer", date(2027, 6, 1)),
        ("next quarter", date(2026, 12, 31)),
        ("next month", date(2026, 9, 30)),
        ("next year", date(2027, 12, 31)),
        ("later this year", date(2026, 12, 31)),
        ("by next year", date(2027, 1, 1)),
        ("by the end of next year", date(2027, 12, 31)),
        ("by the end of the year", date(2026, 12, 31)),
        ("by year-end", date(2026, 12, 31)),
        ("by Christmas", date(2026, 12, 25)),
        ("before the year is out", date(2026, 12, 31)),
        ("within this decade", date(2029, 12, 31)),
        ("in 12 months", date(2027, 8, 31)),
        ("in six months", date(2027, 2, 28)),
        ("in 18 months", date(2028, 2, 29)),
        ("within three years", date(2029, 8, 31)),
        ("within a year", date(2027, 8, 31)),
        ("in two to three years", date(2029, 8, 31)),
        ("in 12-18 months", date(2028, 2, 29)),
        ("in a couple of years", date(2028, 8, 31)),
        ("in half a year", date(2027, 2, 28)),
        ("over the next two years", date(2028, 8, 31)),
        ("two years from now", date(2028, 8, 31)),
        ("in 90 days", date(2026, 11, 29)),
        ("in six weeks", date(2026, 10, 12)),
        ("in 18 months' time", date(2028, 2, 29)),
        ("this time next year", date(2027, 8, 31)),
    ],
)
def test_time_words_come_to_a_day(words: str, day: date) -> None:
    sentence = f"It will be gone {words}."
    (found,) = find_predictions(f"A start. {sentence} An end.", SEEN)
    assert (found.text, found.horizon_text, found.horizon_date) == (sentence, words, day)
    assert (found.start, found.end) == (9, 9 + len(sentence))


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 2019, it will be fine.",
        "It will be gone in a few years.",
        "In 2023 they said that it would be gone.",
        "In two years we have not lost a row.",
        "We saved a fortune in 12 months.",
        "It takes 12 months to deploy.",
        "They want a 12-month contract and three years of history.",
        "Refunds within 30 days.",
        "Will anybody care by 2029?",
        "If it survives until 2029 I shall be glad.",
        "I will come back in six months.",
        "Ask me again in a year.",
        "You'll have it running in two days.",
        "It will be gone by 2026.",
        "The plan renews in 2028.",
        "This may be gone, and it will not march.",
    ],
)
def test_what_commits_to_nothing(text: str) -> None:
    assert find_predictions(text, SEEN) == []


@pytest.mark.parametrize(
    "text",
    [
        "What kills this in 12 months is the price.",
        "By 2029 nobody types queries.",
        "The bet: before 2029 the weights are free.",
        "Gone by Q3 2028.",
        "In five years this is a footnote.",
        "I'd give it 24 months.",
        "It has 12 months to live.",
        "No one will be typing queries by hand in 5 years",
    ],
)
def test_what_commits_without_saying_will(text: str) -> None:
    (found,) = find_predictions(text, SEEN)
    assert found.text == text


def test_of_several_times_the_one_with_its_year_counts() -> None:
    (found,) = find_predictions("It will shrink in two years and be gone by 2030.", SEEN)
    assert (found.horizon_text, found.horizon_date) == ("by 2030", date(2030, 1, 1))


def test_abbreviations_end_no_sentence() -> None:
    text = "Plain tools vs. clever ones, e.g. this, will be one thing by 2029. Fine."
    (found,) = find_predictions(text, SEEN)
    assert found.text == text.removesuffix(" Fine.")


PIECES = st.sampled_from(
    ["It will be gone ", "in 12 months", "by 2029", " next quarter", ". ", "? ", ", ", "—", "🦦", "İ", "\n", "of ", "“",
     "within a year ", "the end of ", "February ", "2028", "in 99999999999 years", "e.g. ", "half a year from now "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=16).map("".join)


@given(TEXTS, st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))
def test_predictions_are_slices_in_order_with_a_time_to_come(text: str, seen: datetime) -> None:
    end = 0
    for found in find_predictions(text, seen):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end] and found.horizon_text in found.text
        assert found.horizon_date > seen.date()
        end = found.end


@pytest.mark.skipif(not SEEDS, reason="the seed texts are not here")
def test_every_sentence_of_the_seed_texts_that_names_a_time() -> None:
    pages = [read_page(path.read_bytes(), url=None, site="shiporskip", content_type="text/plain") for path in SEEDS]
    quotes = {quote.quote_id: quote.text for page in pages for quote in page.quotes}
    found = [each for text in quotes.values() for each in find_predictions(text, datetime(2026, 3, 10))]
    assert sorted((each.horizon_text, f"{each.horizon_date}", each.text.split()[0]) for each in found) == [
        *[("by 2027", "2027-01-01", "The")] * 3,
        *[("in 12 months", "2027-03-10", "What")] * 3,
    ]
