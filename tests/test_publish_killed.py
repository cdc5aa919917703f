"""Publishing that is killed at any instant and run again: one commit in the end, the right content, the tag."""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from handmade import built, fetched, panel, quote, reading, tool
from hub import TOKEN, Fault, Hub
from huggingface_hub import HfApi, constants

from normalize.dataset import Dataset
from release import hub as publishing
from release.folder import Options, write_release
from release.manifest import read_manifest
from release.remote import read_remote

KILLS = 20
VERSION = "2026.01.01"
# Whoever forks from a process that has imported all this begins at once; it has no threads that a fork would lose.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["test_publish_killed"])


@pytest.fixture(scope="module", autouse=True)
def _server_of_processes() -> None:
    """It looks for what it is to import where PYTHONPATH says."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release as a folder."""
    root = tmp_path_factory.mktemp("dataset")
    said = {"tools": [tool("kiln"), tool("loom")], "votes": [panel("kiln")], "quotes": [quote("loom", "It holds.")]}
    built(root, fetched(reading("/compare/kiln-vs-loom", "kiln", "loom", **said)))
    write_release(Dataset(root), root / "release", Options(VERSION), None)
    return root / "release"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        yield server


def publish(url: str, repo: str, folder: Path) -> None:
    """What the command does once the release is written, in a process of its own."""
    constants.HF_HUB_DISABLE_XET = True
    hub = HfApi(endpoint=url, token=TOKEN)
    manifest = read_manifest((folder / "manifest.json").read_bytes())
    publishing.publish(
        publishing.compared(hub, repo, read_remote(hub, repo), folder, manifest), is_public=False, description=""
    )


def started(hub: Hub, repo: str, folder: Path) -> BaseProcess:
    process = PROCESSES.Process(target=publish, args=(hub.url, repo, folder))
    process.start()
    return process


def finished(hub: Hub, repo: str, folder: Path) -> float:
    """Publish to the end; return how many seconds it took."""
    begin = time.monotonic()
    process = started(hub, repo, folder)
    process.join(60)
    assert process.exitcode == 0
    return time.monotonic() - begin


def assert_released_once(hub: Hub, repo: str, folder: Path) -> None:
    repository = hub.repositories[repo]
    assert [commit.title for commit in repository.commits] == ["initial commit", f"Release {VERSION}"]
    assert repository.tags == {f"v{VERSION}": repository.head.sha}
    files = {path: blob.content for path, blob in repository.head.files.items() if path != ".gitattributes"}
    assert files == {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_killed_at_any_instant_and_run_again(hub: Hub, release: Path) -> None:
    finished(hub, "me/warm", release)
    seconds = finished(hub, "me/undisturbed", release)
    instants = random.Random(20)
    cut_short = 0
    for number in range(4 * KILLS):  # a machine that has become quicker than it was may be done before
        repo = f"me/run{number}"
        process = started(hub, repo, release)
        process.join(instants.uniform(0, seconds))
        process.kill()
        process.join()
        cut_short += process.exitcode != 0
        finished(hub, repo, release)
        assert_released_once(hub, repo, release)
        if cut_short == KILLS:
            return
    raise AssertionError(f"only {cut_short} of {4 * KILLS} were killed before they were done")


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
def test_killed_while_the_hub_does_what_it_was_asked(hub: Hub, release: Path, path: str, applied: bool) -> None:
    """The answer to one request is never read: the process is gone before or after the Hub has done it."""
    method = "PUT" if path == "/lfs/" else "POST"
    processes: list[BaseProcess] = []
    hub.faults.append(Fault(method, path, 503, applied=applied, first=lambda: processes[0].kill()))
    processes.append(started(hub, "me/pebbles", release))
    processes[0].join(60)
    assert processes[0].exitcode == -9
    finished(hub, "me/pebbles", release)
    assert_released_once(hub, "me/pebbles", release)
