"""Publishing to the Hub: one commit, one tag, whatever fails in between."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from handmade import built, fetched, panel, quote, reading, tool
from hub import CUT, TOKEN, Fault, Hub
from hub_repository import small
from huggingface_hub import HfApi

from normalize.dataset import Dataset
from normalize.errors import UserError
from release import hub as publishing
from release import patience
from release.folder import Options, write_release
from release.hub import OvertakenError, Proposal, Published
from release.manifest import Manifest
from release.remote import read_remote

REPO = "me/pebbles"
# The library hands files to its HTTP client in a way that the client wants to give up.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")


@pytest.fixture(autouse=True)
def _quick_and_without_xet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(patience, "WAITS_SECONDS", [0.01] * 4)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        yield server


def dataset(folder: Path, *slugs: str) -> Dataset:
    """Tables of a comparison per pair of neighbours."""
    pages = [
        reading(f"/compare/{a}-vs-{b}", a, b, tools=[tool(a), tool(b)], votes=[panel(a)], quotes=[quote(b, f"{b}!")])
        for a, b in pairwise(slugs)
    ]
    built(folder, *(fetched(page, minute) for minute, page in enumerate(pages, 1)))
    return Dataset(folder)


@dataclass(frozen=True)
class Written:
    """A release as a folder, and what its manifest says."""

    folder: Path
    manifest: Manifest


def written(root: Path, version: str, *slugs: str) -> Written:
    of = dataset(root / "dataset", *slugs)
    return Written(root / "release", write_release(of, root / "release", Options(version), None))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("first"), "2026.01.01", "kiln", "loom")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("second"), "2026.02.01", "kiln", "loom", "vice")


def proposed(hub: Hub, of: Written, token: str = TOKEN) -> Proposal:
    api = HfApi(endpoint=hub.url, token=token)
    return publishing.compared(api, REPO, read_remote(api, REPO), of.folder, of.manifest)


def published(hub: Hub, of: Written, *, is_public: bool = False) -> Published:
    return publishing.publish(proposed(hub, of), is_public=is_public, description="")


def assert_released(hub: Hub, of: Written, commits: int = 1) -> None:
    """The Hub holds so many releases, tagged each, the last of which is the folder, file for file."""
    repository = hub.repositories[REPO]
    assert len(repository.commits) == 1 + commits
    assert sorted(repository.tags.values()) == sorted(commit.sha for commit in repository.commits[1:])
    folder = of.folder
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: blob.content for path, blob in repository.head.files.items() if path != ".gitattributes"} == files


def test_a_release_is_one_commit_and_one_tag(hub: Hub, first: Written) -> None:
    result = published(hub, first)
    repository = hub.repositories[REPO]
    assert_released(hub, first)
    assert result == Published("v2026.01.01", repository.head.sha, True)
    assert repository.head.title == "Release 2026.01.01"
    assert repository.is_private and repository.tags == {result.tag: result.commit}


def test_public_is_what_is_asked_for_and_never_changed(hub: Hub, first: Written, second: Written) -> None:
    published(hub, first, is_public=True)
    assert not hub.repositories[REPO].is_private
    published(hub, second, is_public=False)
    assert not hub.repositories[REPO].is_private


def test_a_plan_asks_and_changes_nothing(hub: Hub, first: Written) -> None:
    assert {change.fate for change in proposed(hub, first).plan.files} == {"added"}
    assert hub.writes() == [] and hub.repositories == {}


def test_nothing_changed_is_no_commit(hub: Hub, first: Written) -> None:
    result = published(hub, first)
    asked = len(hub.writes())
    again = published(hub, first)
    assert (again.tag, again.commit, again.is_new) == (result.tag, result.commit, False)
    assert hub.writes()[asked:] == []
    assert len(hub.repositories[REPO].commits) == 2


def test_the_next_release_sends_what_changed_alone(hub: Hub, first: Written, second: Written) -> None:
    published(hub, first)
    before = hub.repositories[REPO].head.files
    result = published(hub, second)
    assert_released(hub, second, commits=2)
    assert result.tag == "v2026.02.01"
    sent = {asked.path.removeprefix("/lfs/") for asked in hub.asked if asked.method == "PUT"}
    after = hub.repositories[REPO].head.files
    kept = {path for path in after if path in before and after[path].sha256 == before[path].sha256}
    assert "data/winners/train-00000-of-00001.parquet" in kept
    assert {blob.sha256 for blob in [*before.values(), *after.values()] if blob.is_large} == sent


def test_files_of_others_stay_and_ours_go_when_they_are_released_no_more(hub: Hub, first: Written) -> None:
    published(hub, first)
    stray = {"notes.md": small(b"mine"), "data/old/train-00000-of-00001.parquet": small(b"old")}
    hub.repositories[REPO].commit("by hand", {**stray, "LICENSE": None})
    fates = {change.path: change.fate for change in proposed(hub, first).plan.files}
    assert fates["data/old/train-00000-of-00001.parquet"] == "deleted" and "notes.md" not in fates
    assert fates["LICENSE"] == "added"
    published(hub, first)
    files = hub.repositories[REPO].head.files
    assert files["notes.md"].content == b"mine" and "LICENSE" in files
    assert "data/old/train-00000-of-00001.parquet" not in files


def test_data_that_no_release_has_put_there_is_left_alone(hub: Hub, first: Written) -> None:
    HfApi(endpoint=hub.url, token=TOKEN).create_repo(REPO, repo_type="dataset")
    hub.repositories[REPO].commit("by hand", {"data/train.csv": small(b"a,b")})
    with pytest.raises(UserError, match=r"holds data and no manifest\.json; name another repository"):
        proposed(hub, first)


@pytest.mark.parametrize(
    "faults",
    [
        [Fault("POST", "/commit/", 503)],
        [Fault("POST", "/commit/", 502, applied=True)],
        [Fault("POST", "/commit/", CUT)],
        [Fault("POST", "/commit/", CUT, applied=True)],
        [Fault("POST", "/commit/", 429, headers={"Retry-After": "0"}, times=3)],
        [Fault("POST", "/commit/", 504, applied=True), Fault("GET", "/api/datasets/me/pebbles$", 503, times=2)],
        [Fault("POST", "/repos/create", 500, applied=True)],
        [Fault("POST", "/repos/create", CUT)],
        [Fault("POST", "/tag/", 500, applied=True)],
        [Fault("POST", "/tag/", CUT)],
        [Fault("POST", "/validate-yaml", 503)],
        [Fault("GET", "/refs", 429, headers={"Retry-After": "0"})],
        [Fault("GET", "/refs", CUT)],
        [Fault("PUT", "/lfs/", CUT)],
        [Fault("PUT", "/lfs/", 500)],
        [Fault("POST", "/objects/batch", 503)],
    ],
    ids=lambda faults: "+".join(f"{f.path}-{'cut' if f.status is CUT else f.status}-{f.applied}" for f in faults),
)
def test_what_fails_for_a_moment_is_one_commit_in_the_end(hub: Hub, first: Written, faults: list[Fault]) -> None:
    hub.faults += faults
    published(hub, first)
    assert [fault.times for fault in faults] == [0] * len(faults)
    assert_released(hub, first)


def test_a_commit_that_is_answered_too_late_is_not_made_twice(
    hub: Hub, first: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE_SECONDS", 0.5)
    hub.faults.append(Fault("POST", "/commit/", 200, seconds=1.5))
    published(hub, first)
    time.sleep(1.5)
    assert_released(hub, first)


def test_another_commit_in_between_is_noticed(hub: Hub, first: Written, second: Written) -> None:
    published(hub, first)
    other = {"notes.md": small(b"mine")}
    hub.faults.append(Fault("POST", "/commit/", 200, first=lambda: hub.repositories[REPO].commit("by another", other)))
    with pytest.raises(OvertakenError):
        published(hub, second)
    published(hub, second)
    assert [commit.title for commit in hub.repositories[REPO].commits][2:][0] == "by another"
    assert len(hub.repositories[REPO].commits) == 4 and len(hub.repositories[REPO].tags) == 2


def test_a_tag_that_was_not_set_is_set_by_the_next_run(hub: Hub, first: Written) -> None:
    result = published(hub, first)
    hub.repositories[REPO].tags.clear()
    hub.repositories[REPO].commit("by hand", {"notes.md": small(b"mine")})
    assert published(hub, first) == Published(result.tag, result.commit, False)
    assert hub.repositories[REPO].tags == {result.tag: result.commit}
    assert len(hub.repositories[REPO].commits) == 3


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("POST", "/commit/", 503, times=99), "the Hub fails \\(status 503\\); wait, then run the same"),
        (Fault("POST", "/commit/", 429, headers={"Retry-After": "900"}, times=99), "wait 900 seconds, then run"),
        (
            Fault("POST", "/commit/", 429, headers={"RateLimit": '"api";r=0;t=400'}, times=99),
            "wait 400 seconds, then run",
        ),
        (Fault("POST", "/commit/", CUT, times=99), "cannot reach the Hub .*check the network"),
        (Fault("POST", "/preupload/", 403, times=99), "the token may not write to me/pebbles; name a repository"),
        (Fault("POST", "/commit/", 413, times=99), "the Hub refuses: a fault"),
    ],
)
def test_what_goes_on_failing_is_told_in_one_line(hub: Hub, first: Written, fault: Fault, told: str) -> None:
    hub.faults.append(fault)
    with pytest.raises(UserError, match=told):
        published(hub, first)
    hub.faults.clear()
    published(hub, first)
    assert_released(hub, first)


def test_a_full_store_is_told_as_the_hub_says_it(hub: Hub, first: Written) -> None:
    hub.is_full = True
    with pytest.raises(UserError, match=r"the Hub refuses: .*\n?.*Private storage limit"):
        published(hub, first)
    hub.is_full = False
    published(hub, first)
    assert_released(hub, first)


def test_xet_that_is_not_answered_is_asked_again(
    first: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", False)
    with Hub(xet_store=tmp_path / "store") as hub:
        hub.faults.append(Fault("GET", "/xet-write-token/", 403))
        published(hub, first)
    assert len(hub.repositories[REPO].commits) == 2 and len(hub.repositories[REPO].tags) == 1


def test_a_token_that_nobody_knows(hub: Hub, first: Written) -> None:
    with pytest.raises(UserError, match="the Hub does not know the token; run `hf auth login`") as told:
        proposed(hub, first, token="hf_wrong")
    assert "hf_wrong" not in str(told.value)


def test_what_the_hub_lists_is_looked_at(hub: Hub, first: Written) -> None:
    """A Hub that keeps something else than was sent is not believed."""
    hub.faults.append(Fault("POST", "/tag/", 200, first=lambda: _spoil(hub, "data/tools/train-00000-of-00001.parquet")))
    with pytest.raises(UserError, match="lists something else than was sent as data/tools/train"):
        published(hub, first)


def _spoil(hub: Hub, path: str) -> None:
    hub.repositories[REPO].head.files[path] = small(b"something else")
