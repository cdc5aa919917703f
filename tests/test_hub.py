"""The Hub of the tests is one to the clients as they are: what they send comes back, and what is asked to fail does."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hub import CUT, TOKEN, Fault, Hub
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError
from loopback import user_environment

REPO = "me/pebbles"
CARD = b"---\nconfigs:\n- config_name: stones\n  data_files: data/stones/train-*.parquet\n---\n# Pebbles\n"
PARQUET = "data/stones/train-00000-of-00001.parquet"
LOAD = "import datasets; print(datasets.load_dataset('me/pebbles', 'stones', split='train')['gram'][:3])"

# The library hands files to its HTTP client in a way that the client wants to give up.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")


@pytest.fixture(autouse=True)
def _no_xet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)


@pytest.fixture(params=[False, True], ids=["basic", "multipart"])
def hub(request: pytest.FixtureRequest) -> Iterator[Hub]:
    with Hub(multipart=request.param) as server:
        yield server


def api(hub: Hub) -> HfApi:
    return HfApi(endpoint=hub.url, token=TOKEN)


def committed(hub: Hub, folder: Path) -> str:
    """A repository with a card and a table of 2 MB; return its commit."""
    pq.write_table(pa.table({"gram": range(400_000)}), folder / "stones.parquet")
    client = api(hub)
    client.create_repo(REPO, repo_type="dataset", private=True)
    files = [CommitOperationAdd(PARQUET, folder / "stones.parquet"), CommitOperationAdd("README.md", CARD)]
    head = client.dataset_info(REPO).sha
    return client.create_commit(REPO, files, commit_message="first", repo_type="dataset", parent_commit=head).oid


def test_datasets_loads_what_was_committed(hub: Hub, tmp_path: Path) -> None:
    committed(hub, tmp_path)
    environment = user_environment(hub.environment(tmp_path / "home"))
    run = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, timeout=60)
    assert run.stdout == "[0, 1, 2]\n", run.stderr
    assert hub.repositories[REPO].is_private


def test_listings_name_every_file_and_what_is_deleted_is_gone(hub: Hub, tmp_path: Path) -> None:
    first = committed(hub, tmp_path)
    api(hub).create_tag(REPO, tag="v1", repo_type="dataset")
    deletion = CommitOperationDelete("README.md")
    api(hub).create_commit(REPO, [deletion], commit_message="second", repo_type="dataset")
    files = {entry.path for entry in api(hub).list_repo_tree(REPO, repo_type="dataset", recursive=True)}
    assert files == {".gitattributes", "data", "data/stones", PARQUET}
    assert "README.md" in api(hub).list_repo_files(REPO, repo_type="dataset", revision="v1")
    assert [(tag.name, tag.target_commit) for tag in api(hub).list_repo_refs(REPO, repo_type="dataset").tags] == [
        ("v1", first)
    ]


def test_another_parent_is_refused(hub: Hub, tmp_path: Path) -> None:
    first = committed(hub, tmp_path)
    for number, status in enumerate((None, 412)):
        files = [CommitOperationAdd("note.txt", b"%d" % number)]
        try:
            api(hub).create_commit(REPO, files, commit_message="x", repo_type="dataset", parent_commit=first)
        except HfHubHTTPError as error:
            assert error.response.status_code == status
        else:
            assert status is None


def test_who_may_do_what(hub: Hub, tmp_path: Path) -> None:
    committed(hub, tmp_path)
    with pytest.raises(RepositoryNotFoundError):
        HfApi(endpoint=hub.url, token=False).dataset_info(REPO)
    with pytest.raises(HfHubHTTPError) as nobody:
        HfApi(endpoint=hub.url, token="hf_wrong").dataset_info(REPO)
    assert nobody.value.response.status_code == 401
    with pytest.raises(HfHubHTTPError) as other:
        api(hub).create_repo("you/pebbles", repo_type="dataset")
    assert other.value.response.status_code == 403


def test_faults_come_as_ordered(hub: Hub, tmp_path: Path) -> None:
    committed(hub, tmp_path)
    hub.faults += [Fault("POST", "/tag/", 500, applied=True), Fault("GET", "/refs", CUT)]
    with pytest.raises(HfHubHTTPError):
        api(hub).create_tag(REPO, tag="v1", repo_type="dataset")
    with pytest.raises(httpx2.RemoteProtocolError):
        api(hub).list_repo_refs(REPO, repo_type="dataset")
    assert [tag.name for tag in api(hub).list_repo_refs(REPO, repo_type="dataset").tags] == ["v1"]
