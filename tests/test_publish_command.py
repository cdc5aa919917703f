"""`scrapy publish OWNER/NAME` as a user runs it, and what strangers load afterwards."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from handmade import built, fetched, panel, quote, reading, tool
from hub import TOKEN, Hub
from loopback import assert_one_line, scrapy, user_environment

from normalize.dataset import Dataset
from normalize.errors import UserError
from release.folder import Options
from release.publication import Terms, to_hub

REPO = "me/pebbles"
# The library hands files to its HTTP client in a way that the client wants to give up.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")
LOAD = """
import json, sys, datasets
loaded = {
    config: datasets.load_dataset("me/pebbles", config, split="train", revision=sys.argv[1]).to_list()
    for config in datasets.get_dataset_config_names("me/pebbles", revision=sys.argv[1])
}
print(json.dumps(loaded, default=str))
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


def said(dataset: Path, terms: Terms | None = None, folder: Path | None = None) -> str:
    """Publish in this process; return what a user reads."""
    lines: list[str] = []
    to_hub(Dataset(dataset), REPO, folder, Options(version=""), terms or Terms(), lines.append)
    return "\n".join(lines)


def loaded(hub: Hub, home: Path, revision: str) -> dict[str, list[dict[str, Any]]]:
    """Rows of every config, as the unmodified `datasets` gives them to a stranger."""
    environment = user_environment(hub.environment(home))
    command = [sys.executable, "-c", LOAD, revision]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


def released(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of every config as the release's files hold them."""
    tables = {path.name: pq.read_table(path).to_pylist() for path in sorted((folder / "data").iterdir())}
    return dict(json.loads(json.dumps(tables, default=str)))


def test_what_was_published_is_loaded_and_so_is_what_was_before(
    hub: Hub, first: Path, second: Path, tmp_path: Path
) -> None:
    said(first, folder=tmp_path / "first")
    said(second, folder=tmp_path / "second")
    old, new = hub.repositories[REPO].tags
    assert new == f"{old}.1"
    assert loaded(hub, tmp_path / "home", "main") == released(tmp_path / "second")
    assert loaded(hub, tmp_path / "home", old) == released(tmp_path / "first")


def test_back_to_what_was_before_is_a_release_of_its_own(hub: Hub, first: Path, second: Path) -> None:
    said(first)
    said(second)
    with pytest.raises(UserError, match="tools has lost 50% of its rows.*add --allow-lost-rows"):
        said(first)
    said(first, Terms(allowed=frozenset({"--allow-lost-rows"})))
    _, once, _, again = (commit.files for commit in hub.repositories[REPO].commits)
    assert [path for path in again if path.startswith("data/") and again[path] != once[path]] == []


def test_a_command_publishes_and_its_token_is_nowhere(hub: Hub, first: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = hub.environment(home)
    options = ("--to", str(tmp_path / "release"), "-L", "DEBUG")
    run = scrapy("publish", REPO, *options, dataset=first, environment=environment)
    assert run.returncode == 0, run.stderr
    assert "me/pebbles is new on the Hub, and private." in run.stdout
    (tag,) = hub.repositories[REPO].tags
    assert run.stdout.splitlines()[-1].startswith(f"Published {tag}, commit ")
    secret = TOKEN.removeprefix("hf_")
    assert secret not in run.stdout + run.stderr
    written = [path for folder in (first, home, tmp_path / "release") for path in folder.rglob("*") if path.is_file()]
    assert [path for path in written if secret.encode() in path.read_bytes()] == []


def test_a_dry_run_says_what_a_run_does_and_asks_for_no_change(hub: Hub, first: Path, second: Path) -> None:
    for dataset in (first, second):
        asked = len(hub.writes())
        plan = said(dataset, Terms(is_dry_run=True)).splitlines()
        assert len(hub.writes()) == asked
        assert plan[-1] == "This was a dry run: nothing was sent."
        assert said(dataset).splitlines()[:-1] == plan[:-1]


def test_nothing_changed_is_said(hub: Hub, first: Path) -> None:
    said(first)
    (tag,) = hub.repositories[REPO].tags
    assert f"Nothing changed since {tag}: no commit." in said(first)
    hub.repositories[REPO].tags.clear()
    assert f"no commit, but for its tag {tag}, which is missing." in said(first)


@pytest.mark.parametrize(
    ("name", "token", "told"),
    [
        ("a b", TOKEN, "'a b' is no name of a dataset"),
        ("pebbles", TOKEN, "'pebbles' does not say whose"),
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
        to_hub(Dataset(first), name, None, Options(version=""), Terms(), lambda _: None)
    assert token not in str(error.value)
    assert hub.repositories == {}


def test_no_token_is_one_line(hub: Hub, first: Path, tmp_path: Path) -> None:
    environment = hub.environment(tmp_path / "home") | {"HF_TOKEN": ""}
    run = scrapy("publish", REPO, dataset=first, environment=environment)
    assert_one_line(run, "there is no token for the Hub", "hf auth login")
    assert hub.asked == []


def test_a_failed_check_is_not_published(hub: Hub, first: Path, tmp_path: Path) -> None:
    root = tmp_path / "dataset"
    built(root, page("/compare/kiln-vs-loom", "kiln", "loom"))
    (root / "checks").mkdir()
    (root / "checks" / "no_kiln.sql").write_text("-- Nobody makes kilns.\nselect name from tools where name = 'Kiln'\n")
    environment = hub.environment(tmp_path / "home")
    run = scrapy("publish", REPO, dataset=root, environment=environment)
    assert run.returncode == 1 and "Nobody makes kilns." in run.stdout and hub.asked == []
    run = scrapy("publish", REPO, "--allow-failed-checks", dataset=root, environment=environment)
    assert run.returncode == 0, run.stderr
    assert len(hub.repositories[REPO].tags) == 1
