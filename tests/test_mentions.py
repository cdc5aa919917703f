"""Names in quotes: those of a labelled set, those that are also words, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import found_of, read

from normalize.extract import read as read_page
from normalize.mentions import KnownNames, Mention, find_mentions
from normalize.records import PageReading

KNOWN = KnownNames(
    [(name, name) for name in ("Cursor", "Bolt", "Notion", "Slack", "Larkspur", "Otter DB", "Rowboat 3")]
)
SEEDS = sorted(Path("/", "work", "shared", "seeds").glob("*.txt"))


def named(text: str, about: str | None = None) -> list[tuple[str, str | None, str]]:
    return [(each.text, each.product, each.relation) for each in find_mentions(text, KNOWN, about)]


# Rules were tuned on all of these but the second.
@pytest.mark.parametrize("files", [["tuned"], ["reported"], ["others", "fresh"]], ids="-".join)
def test_a_careful_reader_finds_the_same_names(files: list[str]) -> None:
    found, labelled = found_of([quote for file in files for quote in read(file)], "mentions")
    hits = len(found & labelled)
    assert hits >= 0.95 * len(found), sorted(found - labelled)
    assert hits >= 0.95 * len(labelled), sorted(labelled - found)


@pytest.mark.parametrize(
    "text",
    [
        "The cursor blinks, the bolt holds, I have no notion why.",
        "Cursor keys are all it has.",
        "Slack in the plan is a virtue.",
        "Bolt it to the wall. Notion of time: none.",
        "A bolt-on, at notion.so or @notion, in larkspurs.",
        "You'd need patience or a manual.",
        "Compared to Monday it is quiet; compared to Germany it is small.",
        "Apache 2.0, GPL, SOC 2, UTF-8 and B2B.",
    ],
)
def test_words_are_no_names(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I opened Cursor.", ("Cursor", "Cursor", "mentioned")),
        ("Cursor has no such thing.", ("Cursor", "Cursor", "mentioned")),
        ("Cursor's menu is longer.", ("Cursor", "Cursor", "mentioned")),
        ("It calls itself “Bolt” now.", ("Bolt", "Bolt", "mentioned")),
        ("Unlike Notion, it opens.", ("Notion", "Notion", "competitor")),
        ("I won't switch to Slack.", ("Slack", "Slack", "alternative")),
        ("An otter-DB for the rest of us.", ("otter-DB", "Otter DB", "mentioned")),
        ("Its main rival is Fernhollow.", ("Fernhollow", None, "competitor")),
        ("You'd need Fernhollow for that.", ("Fernhollow", None, "alternative")),
        ("It runs Fernhollow-4 underneath.", ("Fernhollow-4", None, "mentioned")),
        ("Compared to Larkspur Mini it is slow.", ("Larkspur Mini", None, "competitor")),
    ],
)
def test_spelling_and_phrase_make_a_name(text: str, expected: tuple[str, str | None, str]) -> None:
    assert named(text) == [expected]


def test_a_product_is_no_rival_of_itself() -> None:
    text = "Better than Larkspur? It is Larkspur, and Otter DB is worse."
    assert named(text, "Larkspur")[:2] == [("Larkspur", "Larkspur", "mentioned")] * 2
    assert named(text)[0] == ("Larkspur", "Larkspur", "competitor")


def test_a_version_is_left_out_of_its_own_name_alone() -> None:
    assert named("I row with Rowboat daily.", "Rowboat 3") == [("Rowboat", "Rowboat 3", "mentioned")]
    assert named("I row with Rowboat daily.", "Larkspur") == [("Rowboat", None, "mentioned")]
    assert named("I row with Rowboat 4 daily.", "Rowboat 3") == [("Rowboat 4", None, "mentioned")]


def test_a_name_that_several_products_bear_is_none_of_them() -> None:
    shared = KnownNames([("Fernhollow", "one"), ("Fernhollow", "two"), ("Fernhollow API", "three")])
    (mention,) = find_mentions("I use Fernhollow.", shared)
    assert mention.product is None
    (own,) = find_mentions("I use Fernhollow.", shared, "two")
    assert own.product == "two"


def test_a_name_without_its_kind_is_the_product() -> None:
    (mention,) = find_mentions("I use Brightwell daily.", KnownNames([("Brightwell (CLI)", "one")]))
    assert (mention.text, mention.product) == ("Brightwell", "one")


def test_words_of_the_language_are_told() -> None:
    text = "Fernhollow moss everywhere."
    assert find_mentions(text, KnownNames([("Fernhollow", "one")])) != []
    assert find_mentions(text, KnownNames([("Fernhollow", "one")], ["fernhollow"])) == []


PIECES = st.sampled_from(
    ["Cursor", "cursor", "Larkspur", "Otter DB", "GPT-9", "Vendor's ", " and ", ", ", ". ", "“", "”", "`",
     " direct rivals are ",
     " instead of ", "🦦", "é", "İ", "\n", "-", " 3", "Mini", " is ", "I ", " the ", "'s "]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=20).map("".join))
def test_mentions_are_slices_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_mentions(text, KNOWN):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end] == mention.text.strip()
        end = mention.end


@given(st.text(max_size=30), st.sampled_from(["🦦🎉 ", "𝔘 ", "İ — ", ""]))
def test_offsets_are_code_points(rest: str, lead: str) -> None:
    text = f"{lead}I use Larkspur. {rest}"
    start = len(lead) + 6
    assert Mention(start, start + 8, "Larkspur", "Larkspur", "mentioned") in find_mentions(text, KNOWN)


@pytest.mark.skipif(not SEEDS, reason="the seed texts are not here")
def test_every_product_in_the_seed_texts() -> None:
    names = {tool.name for path in SEEDS for tool in page(path).tools}
    known = KnownNames([(name, name) for name in names])
    quotes = {quote.quote_id: quote.text for path in SEEDS for quote in page(path).quotes}
    by_relation: dict[str, set[str]] = {"competitor": set(), "alternative": set(), "mentioned": set()}
    for text in quotes.values():
        for mention in find_mentions(text, known):
            by_relation[mention.relation].add(mention.text)
    assert len(quotes) == 12
    assert by_relation["competitor"] - {"GPT-5 Mini"} == {
        "Moondream2", "PaliGemma 2", "Qwen2-VL-2B", "Haiku 3.5", "Gemini Flash 2.0", "GPT-4o-mini", "Claude Haiku 3.5",
        "Google Gemini Flash 2.0",
    }  # fmt: skip
    assert by_relation["alternative"] == {"Qwen2-VL-7B", "InternVL2-8B", "Gemini Flash", "GPT-4o-mini"}
    assert by_relation["mentioned"] >= {
        "SmolVLM2", "Mistral Medium 3", "gpt-5-mini", "GPT-5", "GPT-4", "GPT-4o", "GPT-6 Mini", "SmolLM", "SmolVLM1",
        "Gemini Flash", "Claude Haiku", "Large 3", "OpenAI SDK", "Inference Endpoints", "AutoTrain", "Enterprise Hub",
    }  # fmt: skip


def page(path: Path) -> PageReading:
    return read_page(path.read_bytes(), url=None, site="shiporskip", content_type="text/plain")
