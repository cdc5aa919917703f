"""Publishing that is killed at any instant and run again: one commit in the end, the right content, the tag."""

import json
import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from hashlib import sha256
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from handmade import built, fetched, panel, quote, reading, tool
from hub import TOKEN, Fault, Hub
from huggingface_hub import constants

from normalize.dataset import Dataset
from release.folder import Options
from release.publication import Terms, to_hub

KILLS = 20
# Whoever forks from a process that has imported all this begins at once; it has no threads that a fork would lose.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["test_publish_killed"])


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dataset")
    said = {"tools": [tool("kiln"), tool("loom")], "votes": [panel("kiln")], "quotes": [quote("loom", "It holds.")]}
    built(root, fetched(reading("/compare/kiln-vs-loom", "kiln", "loom", **said)))
    return root


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        yield server


def publish(url: str, dataset: Path, repo: str, folder: Path) -> None:
    """What the command does, in a process of its own."""
    os.environ["HF_TOKEN"] = TOKEN
    constants.ENDPOINT, constants.HF_HUB_DISABLE_XET = url, True
    to_hub(Dataset(dataset), repo, folder, Options(version=""), Terms(), lambda _: None)


def started(hub: Hub, dataset: Path, repo: str, folder: Path) -> BaseProcess:
    process = PROCESSES.Process(target=publish, args=(hub.url, dataset, repo, folder))
    process.start()
    return process


def finished(hub: Hub, dataset: Path, repo: str, folder: Path) -> float:
    """Publish to the end; return how many seconds it took."""
    begin = time.monotonic()
    process = started(hub, dataset, repo, folder)
    process.join(60)
    assert process.exitcode == 0
    return time.monotonic() - begin


def assert_released_once(hub: Hub, repo: str, folder: Path) -> None:
    repository = hub.repositories[repo]
    assert [commit.title for commit in repository.commits] == [
        "initial commit",
        f"Release {time.strftime('%Y.%m.%d', time.gmtime())}",
    ]
    assert list(repository.tags.values()) == [repository.head.sha]
    files = {path: blob.content for path, blob in repository.head.files.items()}
    ours = {path: content for path, content in files.items() if path.startswith("data/")}
    assert ours == {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("data/*/*")}
    noted = json.loads(files["manifest.json"] or b"")["files"]
    assert {path: sha256(content or b"").hexdigest() for path, content in files.items() if path in noted} == {
        path: file["sha256"] for path, file in noted.items()
    }


def test_killed_at_any_instant_and_run_again(hub: Hub, dataset: Path, tmp_path: Path) -> None:
    finished(hub, dataset, "me/warm", tmp_path / "warm")
    seconds = finished(hub, dataset, "me/undisturbed", tmp_path / "undisturbed")
    instants = random.Random(20)
    cut_short = 0
    for number in range(KILLS):
        repo, folder = f"me/run{number}", tmp_path / f"run{number}"
        process = started(hub, dataset, repo, folder)
        process.join(instants.uniform(0, seconds))
        process.kill()
        process.join()
        cut_short += process.exitcode != 0
        finished(hub, dataset, repo, folder)
        assert_released_once(hub, repo, folder)
    assert cut_short >= KILLS / 2


@pytest.mark.parametrize(
    ("path", "applied"),
    [
        ("/repos/create", True),
        ("/lfs/", False),
        ("/commit/", False),
        ("/commit/", True),
        ("/tag/", False),
        ("/tag/", True),
    ],
)
def test_killed_while_the_hub_does_what_it_was_asked(
    hub: Hub, dataset: Path, tmp_path: Path, path: str, applied: bool
) -> None:
    """The answer to one request is never read: the process is gone before or after the Hub has done it."""
    method = "PUT" if path == "/lfs/" else "POST"
    processes: list[BaseProcess] = []
    hub.faults.append(Fault(method, path, 503, applied=applied, first=lambda: processes[0].kill()))
    processes.append(started(hub, dataset, "me/pebbles", tmp_path / "release"))
    processes[0].join(60)
    assert processes[0].exitcode == -9
    finished(hub, dataset, "me/pebbles", tmp_path / "release")
    assert_released_once(hub, "me/pebbles", tmp_path / "release")
