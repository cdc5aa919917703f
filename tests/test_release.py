"""A release folder: what lies in it, that it says what the tables say, and that real clients read it so."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from handmade import SECOND_CRAWL, write_records
from loopback import ROOT
from release_site import LONG_QUOTE, QUOTED, first_pages, later_page, ugly_dataset

from normalize.database import connect, select
from normalize.dataset import Dataset
from normalize.records import TABLES
from normalize.tables import build
from release import Manifest, Options, compare, read_manifest, write_release
from release.configs import LEFT_OUT, ConfigPlan, config_plans
from release.manifest import Quotes
from release.side_by_side import SideBySide
from release.tables import write_config

CONFIGS = ["side_by_side", *TABLES]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ugly_dataset(tmp_path_factory.mktemp("ugly"))


@pytest.fixture(scope="module")
def release(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(dataset, tmp_path_factory.mktemp("released") / "release")[0]


def released(
    dataset: Path, target: Path, quotes: Quotes = "full", before: Manifest | None = None, version: str = "2026.03.09"
) -> tuple[Path, Manifest]:
    return target, write_release(Dataset(dataset), target, Options(version, quotes=quotes), before)


def parquet(release: Path, config: str) -> Path:
    return release / "data" / config / "train-00000-of-00001.parquet"


def files(release: Path) -> dict[str, bytes]:
    found = (path for path in sorted(release.rglob("*")) if path.is_file())
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in found}


def head(release: Path) -> Any:
    return yaml.safe_load((release / "README.md").read_text(encoding="utf-8").split("---\n")[1])


def by_a_client(code: str, folder: Path, *args: str) -> str:
    """Run code as a stranger does: without a network, beside the release, with a cache of its own."""
    offline = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "cache"), "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=folder, env=os.environ | offline, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def test_a_release_has_these_files(release: Path) -> None:
    about = ["CHANGELOG.md", "LICENSE", "README.md", "agreement.svg", "croissant.json", "manifest.json"]
    tables = [f"data/{config}/train-00000-of-00001.parquet" for config in CONFIGS]
    assert sorted(files(release)) == sorted([*about, *tables])


@pytest.mark.parametrize("config", CONFIGS)
def test_a_table_is_released_row_for_row(dataset: Path, release: Path, config: str) -> None:
    found = pq.read_table(parquet(release, config))
    columns = ", ".join(f'"{name}"' for name in found.column_names)
    with connect(dataset) as connection:
        rows = select(connection, f"select {columns} from {config}").cast(found.schema).to_pylist()
    assert sorted(found.to_pylist(), key=repr) == sorted(rows, key=repr)
    assert not LEFT_OUT & set(found.column_names)
    if config in TABLES:
        assert {*found.column_names, *LEFT_OUT} >= set(TABLES[config].model_fields)


def test_the_flat_table_has_what_the_view_has(dataset: Path) -> None:
    with connect(dataset) as connection:
        shown = select(connection, "from side_by_side limit 0").column_names
    assert [name for name in shown if name not in LEFT_OUT] == config_plans("full")[0].schema.names


def test_parquet_is_as_the_hub_likes_it(release: Path) -> None:
    for config in CONFIGS:
        file = pq.ParquetFile(parquet(release, config))
        assert {str(field.type) for field in file.schema_arrow} <= {
            "string", "int32", "double", "bool", "timestamp[us]", "date32[day]", "list<element: string not null>",
        }  # fmt: skip
        assert file.metadata.metadata[b"contract_version"] == b"1"
        for column in (file.metadata.row_group(g).column(c) for g in range(file.num_row_groups)
                       for c in range(file.metadata.num_columns)):  # fmt: skip
            assert (column.compression, column.has_offset_index, column.has_column_index) == ("ZSTD", True, True)


def test_the_same_tables_are_the_same_bytes(dataset: Path, release: Path, tmp_path: Path) -> None:
    again, _ = released(dataset, tmp_path / "release")
    assert files(again) == files(release)


def test_rows_stand_in_order_of_first_sighting(tmp_path: Path) -> None:
    """What a later crawl adds stands behind what an earlier one has seen, and nothing before it has moved."""
    first, _ = released(ugly_dataset(tmp_path / "ugly"), tmp_path / "first")
    write_records(tmp_path / "ugly", later_page(SECOND_CRAWL), "later")
    assert not build(tmp_path / "ugly").is_vetoed
    second, _ = released(tmp_path / "ugly", tmp_path / "second")
    for config in set(CONFIGS) - {"crawls"}:
        before, after = (pq.read_table(parquet(each, config)).column(0).to_pylist() for each in (first, second))
        assert after[: len(before)] == before, config
    assert pq.read_table(parquet(second, "side_by_side")).num_rows == 2


def test_a_row_put_in_between_leaves_the_bytes_around_it(dataset: Path, tmp_path: Path) -> None:
    """Pages are cut by what stands in them, so those behind the row are the same again."""
    schema = pa.schema([pa.field("id", pa.string(), False)])
    pages = []
    with connect(dataset) as connection:
        for name, where in {"before": "range <> 9999", "after": "true"}.items():
            sql = f"select sha256(range::varchar) as id from range(20_000) where {where}"
            plan = ConfigPlan("made", SideBySide, schema, sql)
            write_config(connection, plan, tmp_path / name)
            pages.append(only_column(tmp_path / name / plan.path))
    before, after = pages
    same = common_start(before, after) + common_start(before[::-1], after[::-1])
    assert same > 0.8 * len(before)


def only_column(path: Path) -> bytes:
    """The pages of a table's one column, in its one row group."""
    column = pq.read_metadata(path).row_group(0).column(0)
    return path.read_bytes()[column.data_page_offset :][: column.total_compressed_size]


def common_start(one: bytes, other: bytes) -> int:
    """How many bytes are the same up to the first that differs."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def test_a_site_crawled_again_as_it_was_is_nothing_new(tmp_path: Path) -> None:
    _, before = released(ugly_dataset(tmp_path / "ugly"), tmp_path / "release")
    write_records(tmp_path / "ugly", first_pages(SECOND_CRAWL), "again")
    assert not build(tmp_path / "ugly").is_vetoed
    with connect(tmp_path / "ugly") as connection:
        assert select(connection, "select count(*) as n from crawls")["n"].to_pylist() == [2]
    _, after = released(tmp_path / "ugly", tmp_path / "later", before=before, version="2026.03.10")
    assert compare(before, after).is_unchanged
    assert len(after.crawl_ids) == 2


def test_the_manifest_says_what_lies_there(release: Path) -> None:
    manifest = read_manifest((release / "manifest.json").read_bytes())
    found = {path: content for path, content in files(release).items() if path != "manifest.json"}
    assert {path: (file.bytes, file.sha256) for path, file in manifest.files.items()} == {
        path: (len(content), hashlib.sha256(content).hexdigest()) for path, content in found.items()
    }
    assert (manifest.software_version, manifest.contract_version) == ("0.1.0", "1")
    assert manifest.crawl_ids == ["a" * 32]
    for config in CONFIGS:
        table = pq.read_table(parquet(release, config))
        assert manifest.configs[config].rows == table.num_rows
        assert list(manifest.configs[config].columns) == table.column_names
    rows = {
        "side_by_side": 1, "pages": 4, "comparisons": 2, "tools": 3, "quotes": 4, "votes": 4, "reviewers": 2,
        "crawls": 1, "prices": 2, "ratings": 0, "features": 5, "points": 5, "winners": 1,
    }  # fmt: skip
    assert {name: manifest.configs[name].rows for name in rows} == rows


def test_datasets_loads_every_table_with_the_features_of_the_card(release: Path, tmp_path: Path) -> None:
    code = """
import json, sys, datasets
loaded = {}
for name in datasets.get_dataset_config_names(sys.argv[1]):
    train = datasets.load_dataset(sys.argv[1], name, split="train")
    loaded[name] = [train.features._to_yaml_list(), train.to_list()]
assert datasets.load_dataset(sys.argv[1], split="train").to_list() == loaded["side_by_side"][1]
print(json.dumps(loaded, default=str))
"""
    loaded = json.loads(by_a_client(code, tmp_path, str(release)).splitlines()[-1])
    stated = {each["config_name"]: each for each in head(release)["dataset_info"]}
    filled = [config for config in CONFIGS if pq.read_metadata(parquet(release, config)).num_rows]
    assert list(loaded) == list(stated) == filled
    assert "ratings" not in filled
    for config, (features, rows) in loaded.items():
        assert features == stated[config]["features"]
        expected = pq.read_table(parquet(release, config)).to_pylist()
        assert rows == json.loads(json.dumps(expected, default=str))
        assert stated[config]["splits"][0]["num_examples"] == len(expected)


def test_croissant_is_valid_and_reads_as_the_tables_do(release: Path, tmp_path: Path) -> None:
    code = """
import json, sys, mlcroissant
described = mlcroissant.Dataset(sys.argv[1] + "/croissant.json")
issues = described.metadata.ctx.issues
assert not issues.errors and not issues.warnings, issues.report()
def plain(value):
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.decode() if isinstance(value, bytes) else value
print(json.dumps({
    each.id: [{k.partition("/")[2]: plain(v) for k, v in row.items()} for row in described.records(each.id)]
    for each in described.metadata.record_sets
}, default=lambda time: str(time).removesuffix(" 00:00:00")))  # it reads a date as its midnight
"""
    read = json.loads(by_a_client(code, tmp_path, str(release)).splitlines()[-1])
    assert list(read) == CONFIGS
    for config, rows in read.items():
        expected = pq.read_table(parquet(release, config)).to_pylist()
        assert rows == json.loads(json.dumps(expected, default=lambda time: str(time).removesuffix(" 00:00:00")))
    described = json.loads((release / "croissant.json").read_text(encoding="utf-8"))
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    for file in described["distribution"]:
        assert hashlib.sha256((release / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]


def test_the_cards_code_runs(release: Path, tmp_path: Path) -> None:
    """Beside the folder, as the card of a folder says."""
    card = (release / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", card, re.MULTILINE | re.DOTALL)
    assert [re.search(r"import (\w+)", block)[1] for block in blocks] == [  # type: ignore[index]
        "get_dataset_config_names", "duckdb", "pandas", "polars",
    ]  # fmt: skip
    (tmp_path / release.name).symlink_to(release)
    checked = """
assert set(tables) == set(stated), tables
assert len(votes) == 4 and side_by_side.height == 1 and quotes.num_rows == 4
assert [duckdb.sql(f"from {name}").to_arrow_table().num_rows for name in ("tools", "ratings")] == [3, 0]
"""
    stated = [each["config_name"] for each in head(release)["configs"]]
    by_a_client("\n".join([*blocks, f"stated = {stated}", checked]), tmp_path)


def test_the_card_of_a_repo_names_it_wherever_a_folder_stands(dataset: Path, release: Path, tmp_path: Path) -> None:
    options = Options("2026.03.09", repo="me/comparisons")
    write_release(Dataset(dataset), tmp_path / "release", options, None)
    card = (tmp_path / "release" / "README.md").read_text(encoding="utf-8")
    assert 'load_dataset("me/comparisons", "quotes", split="train")' in card
    assert 'pd.read_parquet("hf://datasets/me/comparisons/data/votes/train-00000-of-00001.parquet")' in card
    code = [re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) for text in (card, _card(release))]
    assert [
        b.replace("hf://datasets/me/comparisons", "release").replace("me/comparisons", "release") for b in code[0]
    ] == (code[1])


def test_polars_reads_empty_tables_with_their_types(release: Path) -> None:
    assert pl.read_parquet(parquet(release, "ratings")).schema["observed_at"] == pl.Datetime("us")


@pytest.mark.parametrize("quotes", ["excerpt", "none"])
def test_no_more_of_a_quote_goes_out_than_was_said(dataset: Path, tmp_path: Path, quotes: Quotes) -> None:
    release, _ = released(dataset, tmp_path / "release", quotes)
    rows = pq.read_table(parquet(release, "quotes")).to_pylist()
    (long,) = [row for row in rows if row["text_sha256"] == hashlib.sha256(LONG_QUOTE.encode()).hexdigest()]
    assert long["text"] == (LONG_QUOTE[:200] if quotes == "excerpt" else None)
    gone = [LONG_QUOTE[200:230]] if quotes == "excerpt" else [each[5:25] for each in QUOTED]
    tables = {path: pq.read_table(release / path).to_pylist() for path in files(release) if path.endswith(".parquet")}
    texts = [path.read_text(encoding="utf-8") for path in release.iterdir() if path.is_file()]
    assert [each for each in gone if any(each in text for text in [*map(repr, tables.values()), *texts])] == []
    (problem,) = [p for row in pq.read_table(parquet(release, "pages")).to_pylist() for p in row["problems"]]
    assert problem.startswith("reviewer")


@pytest.mark.parametrize("table", TABLES)
def test_quoted_text_is_known_as_such(table: str) -> None:
    """A table about quotes may not bring their words out unseen."""
    schema = {plan.name: plan.schema for plan in config_plans("none")}[table]
    if table in ("quotes", "points", "winners") or "quote_id" in schema.names:
        assert "text_sha256" in schema.names


def _card(release: Path) -> str:
    return (release / "README.md").read_text(encoding="utf-8")


def test_the_card_speaks_of_this_dataset(release: Path) -> None:
    said = head(release)
    assert (said["license"], said["language"], said["size_categories"]) == ("cc-by-4.0", ["en"], ["n<1K"])
    assert [each["config_name"] for each in said["configs"] if each.get("default")] == ["side_by_side"]
    card = _card(release)
    assert "2 comparisons of 3 listings on 1 site" in card
    assert "(1 of 2)" in card  # of more than two tools
    assert "Quoted text belongs to its authors" in card and "![" in card
    for plan in config_plans("full"):
        assert all(f"| `{field.name}` |" in card for field in plan.schema)
    assert str(ROOT) not in card


def test_the_picture_is_an_image_of_its_own(release: Path) -> None:
    drawing = ElementTree.parse(release / "agreement.svg").getroot()
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    words = [element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Clerk", "Owl", "n 2"} <= {word.removeprefix("The ") for word in words if word}
    assert "http" not in (release / "agreement.svg").read_text(encoding="utf-8").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_schemas_hold_what_the_hub_can_describe() -> None:
    known = {pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.timestamp("us"), pa.date32()}
    for plan in config_plans("excerpt"):
        for field in plan.schema:
            assert (field.type.value_type if pa.types.is_list(field.type) else field.type) in known
            assert field.metadata[b"description"]
