"""Text as a reader sees it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import clean, fold, is_quoted, unquote


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("  two\n  words\t", "two words"),
        ("no\u00a0break\u2003spaces", "no break spaces"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\u2060joined\ufeff", "zerowidthjoined"),
        ("\x1b[31mred\x1b[0m and \x1b]0;title\x07plain", "red and plain"),
        ("evil \u202etxt.exe\u202c", "evil txt.exe"),
        ("bell\x07 nul\x00 del\x7f", "bell nul del"),
        ("family 👨\u200d👩\u200d👧 and heart ❤\ufe0f", "family 👨\u200d👩\u200d👧 and heart ❤\ufe0f"),
        ("flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner shapes this word
        ("a\u200db", "ab"),  # and this one it does not
        ("cafe\u0301", "café"),
        ("\x93quoted\x94 \x96 in windows\x92s way", "“quoted” – in windows’s way"),
        ("", ""),
    ],
)
def test_clean(printed: str, read: str) -> None:
    assert clean(printed) == read


@given(st.text())
def test_clean_is_settled_single_spaced_and_composed(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("“wrapped”", "wrapped"),
        ('"straight"', "straight"),
        ("„unten“", "unten"),
        ("«guillemets»", "guillemets"),
        ("“with “inner” marks”", "with “inner” marks"),
        ("““Agentic” is a word”", "“Agentic” is a word"),
        ("“This” and “that”", "“This” and “that”"),
        ('"This" and "that"', '"This" and "that"'),
        ('"it said "no" twice"', 'it said "no" twice'),
        ("'It's fine'", "It's fine"),
        ("“the closing mark is lost", "the closing mark is lost"),
        ("the opening mark is lost”", "the opening mark is lost"),
        ("he said “no”", "he said “no”"),
        ("plain", "plain"),
        ("“”", ""),
        ("", ""),
    ],
)
def test_unquote(text: str, read: str) -> None:
    assert unquote(text) == read
    assert is_quoted(text) == (text != read)


@given(st.text(alphabet="ab “”\"'’„«»"))
def test_quoted_means_that_something_is_dropped(text: str) -> None:
    assert is_quoted(text) == (unquote(text) != text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Hello — World”", '"hello - world"'),
        ("GPT 5", "gpt5"),
        ("ﬁne", "FINE"),
        ("two  words", "two words"),
        ("Straße", "STRASSE"),
    ],
)
def test_fold_makes_two_prints_of_one_text_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("Gemma 4", "Gemma 4 Edge"), ("resume", "résumé")])
def test_fold_keeps_apart_what_differs(one: str, other: str) -> None:
    assert fold(one) != fold(other)
