"""What the Hub holds of a dataset: its files by their hashes, its tags, and the manifest of its last release."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huggingface_hub import HfApi, RepoFile, RepoFolder, get_session
from huggingface_hub.errors import RepositoryNotFoundError
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status

from normalize.errors import UserError
from release import manifest
from release.manifest import File, Manifest, read_manifest
from release.patience import ask_until

_UNLIKE_ANY: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file on the Hub: its length, Git's name of it, its SHA-256 where Git only points at it, and who wrote it."""

    size: int
    blob: str
    sha256: str | None
    commit: str | None

    def digest(self, path: Path) -> str:
        """Its SHA-256; where only Git's name is known, that of the file `path` if it is the same, or of no file."""
        if self.sha256 or not path.is_file():
            return self.sha256 or _UNLIKE_ANY
        content = path.read_bytes()
        is_same = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == self.blob
        return hashlib.sha256(content).hexdigest() if is_same else _UNLIKE_ANY


@dataclass(frozen=True, slots=True)
class Remote:
    """A dataset's repository as it was at one commit; without a commit where there is none yet."""

    head: str | None
    is_private: bool
    files: dict[str, HeldFile]
    tags: set[str]
    manifest: Manifest | None

    @property
    def versions(self) -> set[str]:
        """Those that releases have, tagged or not."""
        known = {change.version for change in self.manifest.history} if self.manifest else set()
        return known | {tag.removeprefix("v") for tag in self.tags}

    @property
    def missing_tag(self) -> str | None:
        """The tag that the last release should have and has not, because publishing was cut short."""
        tag = f"v{self.manifest.version}" if self.manifest else None
        return None if tag in self.tags else tag

    @property
    def release(self) -> str | None:
        """The commit of the last release; the last one of all where the Hub does not say which wrote the manifest."""
        return self.files[manifest.NAME].commit or self.head if self.manifest else None

    def held(self, folder: Path, after: Manifest) -> dict[str, File]:
        """What belongs to a release, as the Hub holds it: other files there are nobody's business."""
        ours = {*after.files, *(self.manifest.files if self.manifest else ()), manifest.NAME}
        return {
            path: File(bytes=file.size, sha256=file.digest(folder / path))
            for path, file in self.files.items()
            if path in ours or path.startswith("data/")
        }


def read_remote(hub: HfApi, repo: str) -> Remote:
    """What the Hub holds; asks only for what can be read.

    Raises UserError where the Hub does not answer, and for a repository whose data no release has put there.
    """
    remote = ask_until(lambda: _read(hub, repo), repo)
    if remote.manifest is None and any(path.startswith("data/") for path in remote.files):
        raise UserError(f"{repo} holds data and no {manifest.NAME}", "name another repository, or empty that one first")
    return remote


def _read(hub: HfApi, repo: str) -> Remote:
    try:
        info = hub.dataset_info(repo)
    except RepositoryNotFoundError:
        return Remote(None, False, {}, set(), None)
    files = held_files(hub, repo, info.sha)
    tags = {ref.name for ref in hub.list_repo_refs(repo, repo_type="dataset").tags}
    last = _manifest(hub, repo, info.sha) if manifest.NAME in files else None
    return Remote(info.sha, bool(info.private), files, tags, last)


def held_files(hub: HfApi, repo: str, revision: str | None) -> dict[str, HeldFile]:
    """The files of a commit, by path."""
    listed = hub.list_repo_tree(repo, repo_type="dataset", revision=revision, recursive=True, expand=True)
    return {entry.path: _held(entry) for entry in listed if not isinstance(entry, RepoFolder)}


def _held(entry: RepoFile) -> HeldFile:
    commit = entry.last_commit.oid if entry.last_commit else None
    return HeldFile(entry.size, entry.blob_id, entry.lfs.sha256 if entry.lfs else None, commit)


def _manifest(hub: HfApi, repo: str, revision: str | None) -> Manifest:
    url = f"{hub.endpoint}/datasets/{repo}/resolve/{revision}/{manifest.NAME}"
    response = get_session().get(url, headers=build_hf_headers(token=hub.token))
    hf_raise_for_status(response)
    return read_manifest(response.content)
