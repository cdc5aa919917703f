"""What a release changes against the last one, what is refused, and how versions and the changelog go on."""

import hashlib
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from normalize.database import empty_database, select
from normalize.errors import UserError
from release import Manifest, compare, next_version, read_manifest, refusals
from release.card_metadata import languages_of
from release.changelog import change_of, changelog
from release.licenses import find_license
from release.manifest import Config, File, file_of
from release.markdown import escaped
from release.plan_text import plan_text
from release.quotes import quoted_columns

CONTENTS = st.dictionaries(st.sampled_from(["data/a", "data/b", "LICENSE", "README.md"]), st.sampled_from([b"1", b"2"]))


def manifest(
    files: dict[str, bytes] | None = None, version: str = "2026.11.20", **tables: tuple[int, dict[str, str]]
) -> Manifest:
    """A release of these files, and of tables with rows and columns."""
    return Manifest(
        version=version,
        software_version="0.1.0",
        contract_version="1",
        license="cc-by-4.0",
        quotes="full",
        crawl_ids=[],
        configs={
            name: Config(rows=rows, columns=columns, schema_sha256="") for name, (rows, columns) in tables.items()
        },
        files={path: file_of(content) for path, content in (files or {}).items()},
        history=[],
    )


def test_a_plan_names_the_fate_of_every_file() -> None:
    before = manifest({"data/a": b"1", "data/b": b"22", "data/c": b"3", "README.md": b"old"})
    after = manifest({"data/a": b"1", "data/b": b"2", "data/d": b"4", "README.md": b"new"})
    assert {each.path: (each.fate, each.bytes) for each in compare(before, after).files} == {
        "data/a": ("unchanged", 1),
        "data/b": ("replaced", 1),
        "data/c": ("deleted", 1),
        "data/d": ("added", 1),
        "README.md": ("replaced", 3),
    }


@given(CONTENTS, CONTENTS)
def test_carrying_out_a_plan_gives_the_release(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    plan = compare(manifest(old), manifest(new))
    left = {each.path for each in plan.files if each.fate == "unchanged"}
    sent = {each.path for each in plan.files if each.fate in ("added", "replaced")}
    assert {path: old[path] for path in left} | {path: new[path] for path in sent} == new
    assert {each.path for each in plan.files if each.fate == "deleted"} == old.keys() - new.keys()
    assert len({each.path for each in plan.files}) == len(plan.files)


@given(CONTENTS)
def test_the_same_again_is_unchanged(contents: dict[str, bytes]) -> None:
    plan = compare(manifest(contents), manifest(contents, "2026.11.21"))
    assert plan.is_unchanged and refusals(plan) == []


@pytest.mark.parametrize(
    ("path", "is_unchanged"), [("README.md", True), ("CHANGELOG.md", True), ("LICENSE", False), ("data/a", False)]
)
def test_tables_and_licence_are_what_is_released(path: str, is_unchanged: bool) -> None:
    plan = compare(manifest({path: b"1"}), manifest({path: b"2"}))
    assert plan.is_unchanged is is_unchanged


@pytest.mark.parametrize(
    ("before", "after", "is_refused"), [(10, 8, False), (10, 7, True), (5, 4, False), (1, 0, True), (0, 0, False)]
)
def test_more_than_a_fifth_of_the_rows_is_not_lost_unseen(before: int, after: int, is_refused: bool) -> None:
    plan = compare(manifest(quotes=(before, {})), manifest(quotes=(after, {})))
    assert [each.option for each in refusals(plan)] == ["--allow-lost-rows"] * is_refused


def test_columns_neither_go_nor_change_unseen() -> None:
    before = manifest(quotes=(1, {"text": "string", "slot": "int32"}), gone=(3, {"id": "string"}))
    after = manifest(quotes=(1, {"text": "string", "slot": "double", "new": "bool"}))
    plan = compare(before, after)
    assert [(each.why, each.option) for each in refusals(plan)] == [
        ("gone has lost 100% of its rows: 3 before, 0 now", "--allow-lost-rows"),
        ("gone has lost its column id", "--allow-lost-columns"),
        ("quotes.slot was int32 and is now double", "--allow-retyped-columns"),
    ]
    assert change_of(plan).schema_changes == [
        "quotes.slot was int32 and is double",
        "quotes.new is new (bool)",
        "gone.id is gone",
    ]


def test_the_first_release_is_never_refused() -> None:
    plan = compare(None, manifest({"data/a": b"1"}, quotes=(0, {"text": "string"})))
    assert refusals(plan) == [] and not plan.is_unchanged and plan.columns == []


def test_the_changelog_goes_on() -> None:
    first = manifest(version="2026.11.20", quotes=(1200, {"text": "string"}))
    first = first.model_copy(update={"history": [change_of(compare(None, first))]})
    second = manifest(version="2026.11.21", quotes=(1203, {"text": "string", "score": "int32"}))
    second = second.model_copy(update={"history": [change_of(compare(first, second)), *first.history]})
    header = "| table | rows before | rows | difference |\n| --- | ---: | ---: | ---: |\n"
    assert changelog(second) == (
        f"# Changelog\n\n## v2026.11.21\n\n{header}| `quotes` | 1,200 | 1,203 | +3 |\n\n"
        f"- quotes.score is new (int32)\n\n## v2026.11.20\n\n{header}| `quotes` | – | 1,200 | +1,200 |\n"
    )


def test_a_plan_says_in_words_what_it_does() -> None:
    before = manifest({"data/a": b"1", "data/b": b"1"}, "2026.11.13", quotes=(4, {"text": "string"}))
    after = manifest({"data/a": b"12345"}, quotes=(5, {"text": "string"}))
    lines = plan_text(compare(before, after), "me/comparisons").splitlines()
    assert lines == [
        "Release v2026.11.20 for me/comparisons, against v2026.11.13",
        "  licence  Creative Commons Attribution 4.0 International (cc-by-4.0), for structure and derived figures",
        "  quotes   full: Quoted text goes out in full.",
        "",
        "  replaced  data/a  5 bytes",
        "  deleted   data/b   1 byte",
        "",
        "To send: 1 of 1 files, 5 bytes, and 1 to delete",
        "",
        "  quotes  5 rows  +1",
    ]


@pytest.mark.parametrize(
    ("taken", "version"),
    [
        ([], "2026.01.05"),
        (["2026.01.04"], "2026.01.05"),
        (["2026.01.05"], "2026.01.05.1"),
        (["2026.01.05.1", "2026.01.05"], "2026.01.05.2"),
    ],
)
def test_a_second_release_of_a_day_gets_a_number(taken: list[str], version: str) -> None:
    assert next_version(date(2026, 1, 5), taken) == version


def test_a_manifest_reads_as_it_was_written() -> None:
    written = manifest({"data/a": b"1"}, quotes=(1, {"text": "string"}))
    assert read_manifest(written.written()) == written


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"version": 1}'])
def test_what_is_no_manifest_is_said_in_one_line(content: bytes) -> None:
    with pytest.raises(UserError, match=r"manifest\.json of the last release cannot be read"):
        read_manifest(content)


def test_licences_are_those_the_hub_knows() -> None:
    assert find_license("CC-BY-4.0 ").url == "https://creativecommons.org/licenses/by/4.0/legalcode"
    assert find_license("odbl").spdx == "ODbL-1.0"
    for name in ("", "other", "unknown", "my own"):
        with pytest.raises(UserError, match="is unknown"):
            find_license(name)


def test_languages_are_those_that_exist() -> None:
    assert languages_of(["en-US", "EN", "pt_BR", "english", "xx", "", "zh-Hans"]) == ["en", "pt", "zh"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"])))
def test_scraped_text_stays_text(text: str) -> None:
    """As the cell of a table a renderer shows it as it is."""
    rendered = MarkdownIt("commonmark").enable("table").parse(f"| a |\n| --- |\n| x{escaped(text)}x |\n")
    cells = [token for token in rendered if token.type == "inline"]
    assert len(cells) == 2
    assert [child.type for child in cells[1].children or []] == ["text"]
    assert "".join(child.content for child in cells[1].children or []) == f"x{text}x"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=500)))
def test_an_excerpt_is_the_beginning_and_the_hash_is_of_the_whole(texts: list[str]) -> None:
    field = pa.field("text", pa.string(), False, {"description": "words"})
    excerpt, hashed = quoted_columns(field, "excerpt")
    with empty_database() as connection:
        connection.register("quotes", pa.table({"text": pa.array(texts, pa.string())}))
        rows = select(connection, f"select {excerpt.sql}, {hashed.sql} from quotes").to_pylist()
    assert rows == [{"text": text[:200], "text_sha256": hashlib.sha256(text.encode()).hexdigest()} for text in texts]


def test_a_file_is_known_by_its_content() -> None:
    assert file_of(b"abc") == File(bytes=3, sha256="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
