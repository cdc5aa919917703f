"""`scrapy publish OWNER/NAME` as a user runs it, and what strangers load afterwards."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from handmade import built, fetched, panel, quote, reading, tool
from hub import TOKEN, Fault, Hub
from hub_repository import Commit, small
from loopback import assert_one_line, scrapy, user_environment

from normalize.dataset import Dataset
from normalize.errors import UserError
from release import patience
from release.folder import Options
from release.publication import Terms, to_hub

REPO = "me/pebbles"
# The library hands files to its HTTP client in a way that the client wants to give up.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")
LOAD = """
import sys
from datasets import get_dataset_config_names, load_dataset
names = get_dataset_config_names("me/pebbles", revision=sys.argv[1])
tables = {name: load_dataset("me/pebbles", name, split="train", revision=sys.argv[1]) for name in names}
"""
PRINT_TABLES = """
import json
print(json.dumps({name: table.to_list() for name, table in tables.items()}, default=str))
"""


def page(path: str, *slugs: str) -> Any:
    said = {"votes": [panel(slug) for slug in slugs], "quotes": [quote(slug, f"{slug} ✂️ holds.") for slug in slugs]}
    return fetched(reading(path, *slugs, tools=[tool(slug) for slug in slugs], **said))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first")
    built(root, page("/compare/kiln-vs-loom", "kiln", "loom"))
    return root


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the first, and two listings more."""
    root = tmp_path_factory.mktemp("second")
    built(root, page("/compare/kiln-vs-loom", "kiln", "loom"), page("/compare/anvil-vs-vice", "anvil", "vice"))
    return root


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub that this process talks to as if it were the one."""
    with Hub() as server:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", server.url)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield server


def said(dataset: Path, terms: Terms | None = None) -> str:
    """Publish in this process; return what a user reads."""
    lines: list[str] = []
    to_hub(Dataset(dataset), REPO, Options(version=""), terms or Terms(), lines.append)
    return "\n".join(lines)


def by_a_stranger(hub: Hub, home: Path, code: str, *args: str) -> Any:
    """What code prints as JSON in a process that knows nothing of this project, of a client as it is."""
    environment = user_environment(hub.environment(home))
    command = [sys.executable, "-c", code, *args]
    run = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def released(commit: Commit) -> dict[str, list[dict[str, Any]]]:
    """Rows of every config as the files of a commit hold them; a table without rows is none."""
    files = {path.split("/")[1]: blob for path, blob in commit.files.items() if path.startswith("data/")}
    tables = {config: pq.read_table(BytesIO(blob.content or b"")).to_pylist() for config, blob in files.items()}
    return dict(json.loads(json.dumps({name: rows for name, rows in tables.items() if rows}, default=str)))


def test_what_was_published_is_loaded_as_the_card_says_and_so_is_what_was_before(
    hub: Hub, first: Path, second: Path, tmp_path: Path
) -> None:
    said(first)
    said(second)
    old, new = hub.repositories[REPO].tags
    assert new == f"{old}.1"
    _, once, now = hub.repositories[REPO].commits
    card = (now.files["README.md"].content or b"").decode()
    blocks = re.findall(r"^```python\n(.*?)^```$", card, re.MULTILINE | re.DOTALL)
    by_datasets, by_pandas = (next(each for each in blocks if f"import {name}" in each) for name in ("get_", "pandas"))
    assert by_a_stranger(hub, tmp_path, by_datasets + PRINT_TABLES) == released(now)
    assert by_a_stranger(hub, tmp_path, by_pandas + "print(len(votes))") == 4
    assert by_a_stranger(hub, tmp_path, LOAD + PRINT_TABLES, old) == released(once)


def test_back_to_what_was_before_is_a_release_of_its_own(hub: Hub, first: Path, second: Path) -> None:
    said(first)
    said(second)
    told = said(first)
    assert (
        "Not published: tools has lost 50% of its rows: 4 before, 2 now. If that is meant, add --allow-lost-rows."
        in (told.splitlines())
    )
    assert len(hub.repositories[REPO].commits) == 3
    said(first, Terms(allowed=frozenset({"--allow-lost-rows"})))
    _, once, _, again = (commit.files for commit in hub.repositories[REPO].commits)
    assert [path for path in again if path.startswith("data/") and again[path] != once[path]] == []


def test_a_command_publishes_by_xet_and_its_token_is_nowhere(first: Path, tmp_path: Path) -> None:
    home, store = tmp_path / "home", tmp_path / "store"
    with Hub(xet_store=store) as hub:
        run = scrapy("publish", REPO, "-L", "DEBUG", dataset=first, environment=hub.environment(home))
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("me/pebbles is new on the Hub, and private.\n")
    (tag,) = hub.repositories[REPO].tags
    assert run.stdout.splitlines()[-1].startswith(f"Published {tag}, commit {hub.repositories[REPO].head.sha[:12]}: ")
    assert any(path.stat().st_size > 10_000 for path in (store / "xet" / "xorbs" / "xorbs").iterdir())
    secret = TOKEN.removeprefix("hf_")
    assert secret not in run.stdout + run.stderr
    written = [path for folder in (first, home, store) for path in folder.rglob("*") if path.is_file()]
    assert any("logs" in path.parts for path in written)
    assert [path for path in written if secret.encode() in path.read_bytes()] == []


def test_a_dry_run_says_what_a_run_does_and_asks_for_no_change(hub: Hub, first: Path, second: Path) -> None:
    for dataset in (first, second):
        asked = len(hub.writes())
        plan = said(dataset, Terms(is_dry_run=True)).splitlines()
        assert len(hub.writes()) == asked
        assert plan[-1] == "Nothing was sent: this is a dry run."
        assert said(dataset).splitlines()[:-1] == plan[:-1]


def test_a_commit_of_another_in_between_makes_a_new_plan(hub: Hub, first: Path) -> None:
    def commit() -> None:
        hub.repositories[REPO].commit("by another", {"README.md": small(b"Mine.")})

    hub.faults.append(Fault("POST", "/commit/", 200, first=commit))
    told = said(first)
    assert "Somebody else has committed to me/pebbles in the meantime: looking again." in told
    assert "  replaced  README.md" in told and told.splitlines()[-1].startswith("Published v")
    assert [each.title[:10] for each in hub.repositories[REPO].commits] == ["initial co", "by another", "Release 20"]


def test_nothing_changed_is_said(hub: Hub, first: Path) -> None:
    said(first)
    (tag,) = hub.repositories[REPO].tags
    again = said(first, Terms(is_public=True))
    assert "me/pebbles is private on the Hub, and stays so: its settings there change that." in again
    assert f"Nothing changed since {tag}: no commit." in again
    assert hub.repositories[REPO].is_private
    hub.repositories[REPO].tags.clear()
    assert f"no commit, but for its tag {tag}, which is missing." in said(first)


@pytest.mark.parametrize(
    ("name", "token", "told"),
    [
        ("a b", TOKEN, "'a b' is no name of a dataset"),
        ("pebbles", TOKEN, "'pebbles' is no name"),
        ("../pebbles", TOKEN, "'../pebbles' is no name"),
        ("you/pebbles", TOKEN, "the token may not write to you/pebbles"),
        (REPO, "hf_wrong", "the Hub does not know the token"),
        (REPO, "hf_\N{SNOWMAN}", "what is set as the token for the Hub is none"),
    ],
)
def test_what_the_user_can_mend(
    hub: Hub, first: Path, monkeypatch: pytest.MonkeyPatch, name: str, token: str, told: str
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    with pytest.raises(UserError, match=told) as error:
        to_hub(Dataset(first), name, Options(version=""), Terms(), lambda _: None)
    assert token not in str(error.value)
    assert hub.repositories == {}


def test_a_hub_that_nobody_may_ask(hub: Hub, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match="HF_HUB_OFFLINE keeps every request from the Hub; unset it"):
        said(first)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "nowhere")
    with pytest.raises(UserError, match="HF_ENDPOINT is no address"):
        said(first)
    monkeypatch.setattr(patience, "WAITS_SECONDS", [0.01] * 4)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(UserError, match=r"cannot reach the Hub .*; check the network, then run"):
        said(first)


def test_the_token_is_where_the_hubs_own_command_line_puts_it(
    hub: Hub, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    said(first)
    assert len(hub.repositories[REPO].tags) == 1


def test_no_token_is_one_line(hub: Hub, first: Path, tmp_path: Path) -> None:
    environment = hub.environment(tmp_path / "home") | {"HF_TOKEN": ""}
    run = scrapy("publish", REPO, dataset=first, environment=environment)
    assert_one_line(run, "there is no token for the Hub", "hf auth login")
    assert hub.asked == []


def test_a_failed_check_and_a_vetoed_build_are_not_published(hub: Hub, first: Path, tmp_path: Path) -> None:
    root = tmp_path / "dataset"
    built(root, page("/compare/kiln-vs-loom", "kiln", "loom"))
    (root / "checks").mkdir()
    (root / "checks" / "no_kiln.sql").write_text("-- Nobody makes kilns.\nselect name from tools where name = 'Kiln'\n")
    Dataset(root).veto.touch()
    run = scrapy("publish", REPO, dataset=root, environment=hub.environment(tmp_path / "home"))
    assert run.returncode == 1 and "Nobody makes kilns." in run.stdout and hub.asked == []
    assert run.stdout.splitlines()[-1] == (
        "Not published: a check fails and the last build was vetoed, and the tables are older than their records. "
        "If that is meant, add --allow-failed-checks."
    )
