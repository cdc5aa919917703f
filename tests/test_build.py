"""Builds: checks that fire, vetoes that leave the last build in place, and what readers see meanwhile."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from handmade import (
    FIRST_CRAWL,
    SECOND_CRAWL,
    built,
    community,
    feature,
    fetched,
    panel,
    point,
    price,
    quote,
    rating,
    reading,
    rows,
    winner,
    write_records,
)
from loopback import ROOT, SCRAPY, assert_one_line, interrupted_scrapy, scrapy
from product_offences import PRODUCT_OFFENCES

from normalize import identity
from normalize.checks import verify
from normalize.database import connect
from normalize.dataset import Dataset
from normalize.errors import UserError
from normalize.records import TABLES
from normalize.tables import build

AT = "/compare/a-vs-b"
RIVALS = "Its rivals are Fern 2 and Moor 3. It will be gone by 2031. And so will they by 2041."
PAGE = reading(
    AT,
    "a",
    "b",
    votes=[
        panel("a", "Ship · 3 ship / 1 skip", ships=3, skips=1),
        community("a", "0% Ship (0 / 1)", 0.0, ships=0, total=1),
    ],
    quotes=[quote("a", "Quick.", 1, "Builder", verdict="ship", score=85), quote("b", RIVALS)],
    prices=[price("a", "$9", 9, "Pro"), price("b", "Free")],
    ratings=[rating("a", "4.4 on G2", 4.4, kind="cited", source="G2", count=9), rating("b", "4/5", 4)],
    features=[feature(AT, "a", "SSO", "Yes", value_bool=True), feature(AT, "b", "SSO", "")],
    points=[point("a", "Quick."), point("b", "Slow.", "con")],
    winners=[winner(AT, "a", "A wins"), winner(AT, None, "Use both", "Price")],
)
GIVEN_TABLES = ["prices", "ratings", "features", "points", "winners"]
OWN = f"'{identity.product_id('b')}'"
# For each check, tables that it must not let pass: as what they are made to say.
OFFENCES = [
    ("comparisons_compare", "comparisons", "select * replace ([tool_ids[1]] as tool_ids) from old"),
    ("comparisons_compare", "comparisons", "select * replace ([tool_ids[1], tool_ids[1]] as tool_ids) from old"),
    ("counts_add_up", "votes", "select * replace (2::int as total) from old"),
    ("counts_add_up", "votes", "select * replace (1.0::double as share) from old"),
    ("ids_unique", "tools", "from old union all from old"),
    ("ids_unique", "votes", "from old union all from old"),
    ("ids_unique", "prices", "from old union all from old"),
    ("ids_unique", "ratings", "from old union all from old"),
    ("ids_unique", "features", "from old union all from old"),
    ("ids_unique", "points", "from old union all from old"),
    ("ids_unique", "winners", "from old union all from old"),
    ("ids_well_formed", "prices", "select * replace (upper(price_id) as price_id) from old"),
    ("ids_well_formed", "ratings", "select * replace ('' as rating_id) from old"),
    ("ids_well_formed", "features", "select * replace (left(feature_id, 31) as feature_id) from old"),
    ("ids_well_formed", "points", "select * replace ('-' || point_id as point_id) from old"),
    ("ids_well_formed", "winners", "select * replace (scope as winner_id) from old"),
    ("ids_well_formed", "quotes", "select * replace (upper(quote_id) as quote_id) from old"),
    ("one_current_vote", "votes", "select * replace (false as is_current) from old"),
    ("one_current_vote", "votes", "from old union all select * replace (md5(vote_id) as vote_id) from old"),
    ("references_resolve", "pages", "from old where false"),
    ("references_resolve", "tools", "from old where false"),
    ("references_resolve", "reviewers", "from old where false"),
    ("references_resolve", "crawls", "from old where false"),
    *(
        ("references_resolve", table, f"select * replace (md5({key}) as {key}) from old")
        for table in GIVEN_TABLES
        for key in ("tool_id", "page_id", "comparison_id")
        if key in TABLES[table].model_fields
    ),
    ("features_of_compared", "features", "select * replace (page_id as tool_id) from old"),
    ("features_of_compared", "features", "select * replace (0::int as position) from old"),
    ("features_of_compared", "features", "select * replace (tool_id as page_id) from old"),
    ("prices_plausible", "prices", "select * replace (-1::double as amount) from old"),
    ("prices_plausible", "prices", "select * replace ('nan'::double as amount) from old"),
    ("prices_plausible", "prices", "select * replace ('$' as currency) from old"),
    ("prices_plausible", "prices", "select * replace (true as is_free) from old"),
    ("ratings_in_range", "ratings", "select * replace (5.1::double as value) from old"),
    ("ratings_in_range", "ratings", "select * replace (-1::double as value) from old"),
    ("ratings_in_range", "ratings", "select * replace (-1::int as count) from old"),
    ("reviewers_counted", "reviewers", "select * replace (n_ship + 1 as n_ship) from old"),
    ("references_resolve", "mentions", "select * replace (md5(quote_id) as quote_id) from old"),
    ("references_resolve", "mentions", "select * replace (md5(quote_id) as product_id) from old"),
    ("references_resolve", "predictions", "select * replace (md5(quote_id) as quote_id) from old"),
    ("ids_unique", "mentions", "from old union all from old"),
    ("ids_well_formed", "predictions", "select * replace (text as prediction_id) from old"),
    ("spans_match", "mentions", 'select * replace ("start" + 1::int as "start") from old'),
    ("spans_match", "mentions", "from old union all select * replace (md5(mention_id) as mention_id) from old"),
    ("spans_match", "predictions", "select * replace (text || ' ' as text) from old"),
    ("horizons_ahead", "predictions", "select * replace ('2020-01-01'::date as horizon_date) from old"),
    ("horizons_ahead", "predictions", "select * replace ('never' as horizon_text) from old"),
    ("own_product_is_no_rival", "mentions", f"select * replace ({OWN} as product_id) from old"),
    ("seen_in_order", "tools", "select * replace (last_seen_at - interval 1 day as last_seen_at) from old"),
    ("seen_in_order", "pages", "select * replace (fetched_at + interval 1 day as changed_at) from old"),
    ("shares_in_range", "votes", "select * replace (75.0::double as share) from old"),
    ("shares_in_range", "votes", "select * replace (null::double as share) from old"),
    ("shares_in_range", "votes", "select * replace ('none' as state) from old"),
    ("some_current_figure", "prices", "select * replace (false as is_current) from old"),
    ("some_current_figure", "ratings", "select * replace (kind <> 'cited' as is_current) from old"),
    ("texts_clean", "prices", "select * replace (' ' || plan as plan) from old"),
    ("texts_clean", "prices", "select * replace ('' as per) from old"),
    ("texts_clean", "prices", "select * replace (text || chr(10) as text) from old"),
    ("texts_clean", "ratings", "select * replace ('' as source) from old"),
    ("texts_clean", "ratings", "select * replace (text || ' ' as text) from old"),
    ("texts_clean", "features", "select * replace ('' as feature) from old"),
    ("texts_clean", "features", "select * replace (text || ' ' as text) from old"),
    ("texts_clean", "points", "select * replace ('' as text) from old"),
    ("texts_clean", "winners", "select * replace (scope || ' ' as scope) from old"),
    ("texts_clean", "winners", "select * replace ('' as text) from old"),
    ("texts_clean", "quotes", "select * replace (text || ' ' as text) from old"),
    ("texts_clean", "tools", "select * replace (name || chr(27) as name) from old"),
    ("texts_clean", "tools", "select * replace ('' as name) from old"),
    ("tools_counted", "tools", "select * replace (n_comparisons + 1 as n_comparisons) from old"),
    ("verdicts_sourced", "quotes", "select * replace (null::varchar as verdict_source) from old"),
    ("verdicts_sourced", "quotes", "select * replace (101::int as score) from old"),
    ("winners_of_compared", "winners", "select * replace (true as is_tie) from old"),
    ("winners_of_compared", "winners", "select * replace (null::varchar as tool_id) from old"),
    ("winners_of_compared", "winners", "select * replace (page_id as tool_id) from old"),
    ("winners_of_compared", "winners", "select * replace (comparison_id as page_id) from old"),
]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    built(tmp_path, fetched(PAGE))
    return tmp_path


ENDLESS = "-- Takes forever.\nselect count(*) from range(100000000) a, range(100000000) b having count(*) < 0"


def rewrite(dataset: Path, table: str, sql: str) -> None:
    """Make a built table say something else."""
    path = dataset / "data" / table / f"{table}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table old as from '{path}'")
        connection.execute(f"copy ({sql}) to '{path}' (format parquet)")


def add_check(dataset: Path, sql: str) -> None:
    """Give the dataset a check of its own."""
    (dataset / "checks").mkdir(exist_ok=True)
    (dataset / "checks" / "own.sql").write_text(sql)


def is_checking(dataset: Path) -> bool:
    """Whether another build has all its tables."""
    return len(list((dataset / "builds").glob(f"*/{list(TABLES)[-1]}/*.parquet"))) > 1


def table_bytes(dataset: Path) -> dict[str, bytes]:
    """What every table's file holds."""
    return {table: (dataset / "data" / table / f"{table}.parquet").read_bytes() for table in TABLES}


@pytest.mark.parametrize(("check", "table", "sql"), OFFENCES)
def test_a_check_returns_the_offending_rows(dataset: Path, check: str, table: str, sql: str) -> None:
    assert verify(dataset) == []
    rewrite(dataset, table, sql)
    violation = next(each for each in verify(dataset) if each.check == check)
    assert violation.rows.num_rows and violation.meaning.endswith(".")


def test_every_check_has_an_offence() -> None:
    assert {path.stem for path in Dataset(ROOT / "datasets/comparisons").sql("checks")} == {
        each[0] for each in (*OFFENCES, *PRODUCT_OFFENCES)
    }


def test_a_veto_leaves_the_last_build_in_place(dataset: Path) -> None:
    before = table_bytes(dataset)
    write_records(dataset, [fetched(PAGE), fetched(reading("/compare/a-vs-c", "a", "c"), crawl=SECOND_CRAWL)])
    add_check(dataset, "-- No tool is called C.\nselect name from tools where name = 'C'")
    report = build(dataset)
    (violation,) = report.violations
    assert report.is_vetoed
    assert (violation.check, violation.meaning, violation.rows.to_pylist()) == (
        "own",
        "No tool is called C.",
        [{"name": "C"}],
    )
    assert table_bytes(dataset) == before
    assert len(list((dataset / "builds").iterdir())) == 1


def test_a_veto_is_printed_with_its_rows_and_is_status_1(dataset: Path) -> None:
    add_check(dataset, "-- There are no numbers.\nselect range as number from range(25)")
    for command in ("build", "verify"):
        run = scrapy(command, dataset=dataset)
        assert (run.returncode, run.stderr) == (1, "")
        assert "own: There are no numbers." in run.stdout
        assert "and 15 more rows" in run.stdout
    assert "the last build stays" in scrapy("build", dataset=dataset).stdout


def test_a_first_build_that_is_vetoed_leaves_no_tables(tmp_path: Path) -> None:
    write_records(tmp_path, [fetched(PAGE)])
    add_check(tmp_path, "-- Nothing passes.\nselect 1 as one")
    run = scrapy("build", dataset=tmp_path)
    assert run.returncode == 1
    assert "there are no tables" in run.stdout
    assert not (tmp_path / "data").exists()
    assert_one_line(scrapy("query", "from tools", dataset=tmp_path), "no tables", "scrapy crawl comparisons")


def test_two_builds_of_the_same_records_are_byte_identical(dataset: Path) -> None:
    before = table_bytes(dataset)
    report = build(dataset)
    assert table_bytes(dataset) == before
    assert all((change.added, change.removed, change.changed) == (0, 0, 0) for change in report.changes)


def test_a_report_says_what_changed(dataset: Path) -> None:
    later = reading("/compare/a-vs-b", "a", "c", votes=PAGE.votes[:1])
    write_records(dataset, [fetched(PAGE), fetched(later, crawl=SECOND_CRAWL)])
    changes = {each.table: (each.rows, each.added, each.removed, each.changed) for each in build(dataset).changes}
    assert changes["tools"] == (3, 1, 0, 1)  # b is shown no more
    assert changes["crawls"] == (2, 1, 0, 0)
    assert changes["pages"] == (1, 0, 0, 0)
    write_records(dataset, [fetched(PAGE)])
    assert {each.table: each.removed for each in build(dataset).changes}["tools"] == 1


def test_a_reader_keeps_its_build_through_one_swap(dataset: Path) -> None:
    with connect(dataset) as connection:
        (link,) = (dataset / "data").resolve().glob("tools/*.parquet")
        build(dataset)
        assert connection.execute("select count(*) from tools").fetchone() == (2,)
        assert link.is_file() and link != (dataset / "data" / "tools" / "tools.parquet").resolve()
    build(dataset)
    assert not link.exists()
    assert len(list((dataset / "builds").iterdir())) == 2


def test_a_build_that_is_killed_changes_nothing_and_leaves_nothing_for_long(dataset: Path) -> None:
    before = table_bytes(dataset)
    (last,) = (dataset / "builds").iterdir()
    add_check(dataset, ENDLESS)
    with subprocess.Popen([SCRAPY, "build", "-s", f"DATASET_DIR={dataset}"], cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not is_checking(dataset) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert len(list((dataset / "builds").iterdir())) == 2
    assert table_bytes(dataset) == before
    assert rows(dataset, "select count(*) from tools") == [(2,)]
    shutil.rmtree(dataset / "checks")
    build(dataset)
    assert sorted((dataset / "builds").iterdir()) == sorted([last, (dataset / "data").resolve()])


def test_ctrl_c_ends_a_build_and_changes_nothing(dataset: Path) -> None:
    before = table_bytes(dataset)
    add_check(dataset, ENDLESS)
    run = interrupted_scrapy("build", dataset=dataset, ready=lambda: is_checking(dataset))
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "comparisons: stopped; nothing was changed\n")
    assert table_bytes(dataset) == before
    assert len(list((dataset / "builds").iterdir())) == 1


def test_ctrl_c_in_an_extraction_says_what_was_written(dataset: Path) -> None:
    before = table_bytes(dataset)
    add_check(dataset, ENDLESS)
    page = dataset / "page.txt"
    page.write_text("Nothing is compared.")
    run = interrupted_scrapy("extract", str(page), dataset=dataset, ready=lambda: is_checking(dataset))
    again = f"scrapy build -s DATASET_DIR={dataset} makes tables of them"
    assert (run.returncode, run.stdout) == (130, "")
    assert run.stderr == f"comparisons: stopped; records files written: 1; {again}\n"
    assert table_bytes(dataset) == before
    assert len(list((dataset / "builds").iterdir())) == 1


def test_what_a_killed_extraction_left_is_cleared(dataset: Path) -> None:
    draft = dataset / "records" / ".saved-files.1.draft"
    draft.touch()
    with Dataset(dataset).lock():
        assert [path.name for path in draft.parent.iterdir()] == ["made.parquet"]


def test_a_dataset_in_use_is_told(dataset: Path) -> None:
    with Dataset(dataset).lock():
        assert_one_line(scrapy("build", dataset=dataset), "in use by another command", "DATASET_DIR")
        assert scrapy("query", "from tools", dataset=dataset).returncode == 0


def test_a_build_without_records_is_told(tmp_path: Path) -> None:
    assert_one_line(scrapy("build", dataset=tmp_path / "none"), "no records", "scrapy crawl comparisons")
    assert not (tmp_path / "none").exists()


def test_records_of_another_version_are_told(dataset: Path) -> None:
    path = dataset / "records" / "made.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["location"]), path)
    hint = f"scrapy extract {dataset}/archive -s DATASET_DIR={dataset}"
    assert_one_line(scrapy("build", dataset=dataset), "another version", hint)
    path.write_bytes(b"PAR1")
    assert_one_line(scrapy("build", dataset=dataset), "no Parquet file")


def test_a_check_that_cannot_run_is_told(dataset: Path) -> None:
    add_check(dataset, "-- Not SQL.\nselec 1")
    assert_one_line(scrapy("verify", dataset=dataset), "own.sql", "syntax error")
    assert_one_line(scrapy("build", dataset=dataset), "own.sql", "syntax error")


@pytest.mark.parametrize("sql", [b"", b"-- Nothing yet.\n", b"-- \xff\nselect 1"])
def test_a_check_that_asks_nothing_is_told(dataset: Path, sql: bytes) -> None:
    add_check(dataset, "")
    (dataset / "checks" / "own.sql").write_bytes(sql)
    for command in ("verify", "build"):
        assert_one_line(scrapy(command, dataset=dataset), "own.sql", "mend the file")


@pytest.mark.parametrize("kind", ["staging", "tables", "views"])
@pytest.mark.parametrize("sql", ["", "-- Nothing yet."])
def test_a_file_without_sql_is_told(dataset: Path, kind: str, sql: str) -> None:
    (dataset / kind).mkdir()
    name = {"staging": "2_readings.sql", "tables": "tools.sql", "views": "problems.sql"}[kind]
    (dataset / kind / name).write_text(sql)
    assert_one_line(scrapy("build", dataset=dataset), f"{kind}/{name}", "mend the file")


@pytest.mark.parametrize("fault", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_records_that_cannot_be_read_are_told(dataset: Path, fault: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise fault

    monkeypatch.setattr(pq, "read_schema", refuse)
    with pytest.raises(UserError, match=r"cannot read .*made\.parquet: .*; check its permissions"):
        build(dataset)


@pytest.mark.parametrize("folder", ["", " ", "\udcff"])
def test_a_folder_without_a_name_is_told(folder: str) -> None:
    for command in (["build"], ["verify"], ["crawl", "comparisons"], ["extract", "README.md"]):
        assert_one_line(scrapy(*command, dataset=folder), "DATASET_DIR", "no name of a folder")  # type: ignore[arg-type]


def test_hints_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Dataset(tmp_path / "a b").option == f" -s DATASET_DIR='{tmp_path}/a b'"
    monkeypatch.chdir(tmp_path)
    assert Dataset(Path("a b")).option == " -s DATASET_DIR='a b'"
    assert Dataset(tmp_path / "datasets" / "comparisons").option == ""


def test_a_copy_of_the_folder_that_followed_links_is_built_again(dataset: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy [1]"
    shutil.copytree(dataset, copy, ignore=shutil.ignore_patterns("builds", "copy*"))
    assert not (copy / "data").is_symlink()
    assert rows(copy, "select count(*) from tools") == [(2,)]
    (copy / "data" / "mine.txt").write_text("kept")
    build(copy)
    build(copy)
    assert (copy / "data").is_symlink()
    assert rows(copy, "select count(*) from tools") == [(2,)]
    assert [path.read_text() for path in copy.glob("data.copied-*/mine.txt")] == ["kept"]


@pytest.mark.parametrize("start", [0, 40])
def test_a_damaged_build_is_told_and_the_next_takes_its_place(dataset: Path, start: int) -> None:
    path = Dataset(dataset).data / "tools" / "tools.parquet"
    damaged = bytearray(path.read_bytes())
    damaged[start : start + 400] = bytes(400)
    path.write_bytes(damaged if start else b"cut short")
    assert_one_line(scrapy("query", "from tools", dataset=dataset), f"scrapy build -s DATASET_DIR={dataset}`")
    run = scrapy("build", dataset=dataset)
    assert (run.returncode, run.stderr) == (0, "")
    assert "no build to compare with" in run.stdout
    assert rows(dataset, "select count(*) from tools") == [(2,)]


def test_there_is_nothing_to_connect_to_without_a_build(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no tables"):
        connect(tmp_path)


def test_an_incomplete_build_is_told(dataset: Path) -> None:
    shutil.rmtree(dataset / "data" / "votes")
    assert_one_line(
        scrapy("query", "from tools", dataset=dataset), "no table votes", f"scrapy build -s DATASET_DIR={dataset}`"
    )


def test_what_a_person_sees_fits_eighty_columns(dataset: Path) -> None:
    gone = reading("/compare/x-vs-y", kind="comparison", state="gone", problems=["status: 404"])
    write_records(dataset, [fetched(PAGE), fetched(gone, crawl=FIRST_CRAWL, http_status=404)])
    run = subprocess.run(
        [SCRAPY, "build", "-s", "DATASET_DIR=."],
        cwd=dataset,
        env={"SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    assert max(map(len, lines)) <= 80 + len(" -s DATASET_DIR=.")
    assert "  pages            2  +1 new  -0 gone  ~0 changed" in lines
    assert "  gone  https://shiporskip.io/compare/x-vs-y" in lines
    assert "  status  1" in lines
    assert any(line.startswith("Tables: data (") for line in lines)
