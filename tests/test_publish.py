"""`scrapy publish --to`, as a user types it; and the folder it writes, whole or not there at all."""

import shutil
from pathlib import Path

import pytest
from loopback import assert_one_line, scrapy
from release_site import ugly_dataset

from crawler.commands.publish import target_folder
from normalize.dataset import Dataset
from normalize.errors import UserError
from release import Options, write_release
from release.account import check_name
from release.folder import draft_release, read_release


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ugly_dataset(tmp_path_factory.mktemp("ugly"))


@pytest.fixture
def release(dataset: Path, tmp_path: Path) -> Path:
    write_release(Dataset(dataset), tmp_path / "release", Options("2026.03.09"), None)
    return tmp_path / "release"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_publishing_to_a_folder_twice(dataset: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    dry = scrapy("publish", "--to", str(target), "--dry-run", dataset=dataset)
    assert (dry.returncode, dry.stderr, target.exists()) == (0, "", False)
    first = scrapy("publish", "--to", str(target), dataset=dataset)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[:-1] == dry.stdout.splitlines()[:-1]
    assert "quotes   full: Quoted text goes out in full." in first.stdout
    before = contents(target)
    again = scrapy("publish", "--to", str(target), dataset=dataset)
    assert again.returncode == 0 and again.stdout.startswith("Nothing changed since v")
    assert contents(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_lacks_columns_is_published_only_if_that_is_meant(dataset: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    write_release(Dataset(dataset), target, Options("2026.03.09", quotes="none"), None)
    refused = scrapy("publish", "--to", str(target), dataset=dataset)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "Not published: quotes has lost its column text_sha256. If that is meant, add --allow-lost-columns." in (
        refused.stdout
    )
    before = contents(target)
    assert b"text_sha256" in before["README.md"]
    allowed = scrapy("publish", "--to", str(target), "--allow-lost-columns", dataset=dataset)
    assert allowed.returncode == 0 and "quotes.text_sha256 is gone" in allowed.stdout
    assert b"text_sha256" not in (target / "README.md").read_bytes()


def test_a_failing_check_keeps_a_release_back(tmp_path: Path) -> None:
    folder = ugly_dataset(tmp_path / "ugly")
    (folder / "checks").mkdir()
    (folder / "checks" / "no_lamps.sql").write_text("-- No listing is a lamp.\nfrom tools where slug = 'lamp'\n")
    refused = scrapy("publish", "--to", str(tmp_path / "release"), dataset=folder)
    assert refused.returncode == 1 and not (tmp_path / "release").exists()
    assert "no_lamps: No listing is a lamp." in refused.stdout and "--allow-failed-checks" in refused.stdout
    allowed = scrapy("publish", "--to", str(tmp_path / "release"), "--allow-failed-checks", dataset=folder)
    assert allowed.returncode == 0 and (tmp_path / "release" / "README.md").is_file()


def test_an_error_is_one_line(dataset: Path, tmp_path: Path) -> None:
    run = scrapy("publish", "--to", str(tmp_path / "r"), "--license", "mine", dataset=dataset)
    assert_one_line(run, "licence 'mine' is unknown", "cc-by-4.0")
    assert_one_line(scrapy("publish", dataset=dataset), "nowhere to publish to", "--to FOLDER")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (" ", "is no name of a folder"),
        ("\udcff", "is no name of a folder"),
        ("no/such/folder", "there is no folder"),
        (__file__, "is a file"),
    ],
)
def test_what_is_no_folder_is_refused(given: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        target_folder(given)


@pytest.mark.parametrize("given", ["", "me", "me/", "/comparisons", "me/my comparisons", "a/b/c", "https://h.test/a/b"])
def test_what_is_no_repo_is_refused(given: str) -> None:
    with pytest.raises(UserError, match="is no name of a dataset"):
        check_name(given)


def test_a_folder_with_files_of_its_own_is_left_alone(dataset: Path, release: Path) -> None:
    (release / "data" / "notes.txt").write_text("mine")
    before = contents(release)
    with pytest.raises(UserError, match=r"notes\.txt is no file of the release"):
        write_release(Dataset(dataset), release, Options("2026.03.10"), None)
    with pytest.raises(UserError, match=r"notes\.txt is no file of the release"):
        read_release(release)
    assert contents(release) == before


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"PAR1")])
def test_a_damaged_release_is_made_whole(dataset: Path, release: Path, damage: object) -> None:
    before = contents(release)
    assert callable(damage)
    damage(release / "data" / "tools" / "train-00000-of-00001.parquet")
    with draft_release(Dataset(dataset), release, Options("2026.03.10")) as draft:
        assert not draft.plan.is_unchanged
        draft.put_in_place()
    after = contents(release)
    assert {path for path in before if before[path] != after[path]} <= {
        "README.md", "CHANGELOG.md", "manifest.json", "croissant.json",
    }  # fmt: skip


def test_a_release_killed_while_it_was_put_in_place_comes_back(dataset: Path, release: Path) -> None:
    before = contents(release)
    release.rename(release.with_name(".release.old"))
    shutil.copytree(release.with_name(".release.old"), release.with_name(".release.draft"))
    with draft_release(Dataset(dataset), release, Options("2026.03.10")) as draft:
        assert draft.plan.is_unchanged
    assert contents(release) == before
    assert [path.name for path in release.parent.iterdir()] == ["release"]


def test_a_release_that_fails_leaves_nothing_behind(release: Path, tmp_path: Path) -> None:
    before = contents(release)
    with pytest.raises(UserError, match="there are no tables"):
        write_release(Dataset(tmp_path / "none"), release, Options("2026.03.10"), None)
    assert contents(release) == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]
