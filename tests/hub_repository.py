"""What the tests' Hub holds: repositories of commits, and how it lists their files."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile
from typing import Any, Final

_LARGE: Final = re.compile(r"\.(?:parquet|png|zip)$")


@dataclass(frozen=True)
class Blob:
    """A file of a commit; without bytes where Xet has them."""

    sha256: str
    size: int
    is_large: bool
    content: bytes | None

    @property
    def oid(self) -> str:
        """Git's hash of what git holds: the file, or what points at it."""
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {self.size}\n".encode()
        held = pointer if self.is_large else self.content or b""
        return hashlib.sha1(b"blob %d\0" % len(held) + held).hexdigest()

    def listed(self, path: str) -> dict[str, Any]:
        """As a listing names it."""
        lfs = {"oid": self.sha256, "size": self.size, "pointerSize": 134}
        entry = {"type": "file", "oid": self.oid, "size": self.size, "path": path}
        return entry | ({"lfs": lfs} if self.is_large else {})


def small(content: bytes) -> Blob:
    """A file that git itself holds."""
    return Blob(hashlib.sha256(content).hexdigest(), len(content), False, content)


@dataclass(frozen=True)
class Commit:
    """All files as they were, by path."""

    title: str
    files: dict[str, Blob]
    parent: str = ""
    at: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}")

    @cached_property
    def sha(self) -> str:
        """Name of the commit."""
        tree = sorted((path, blob.oid) for path, blob in self.files.items())
        return hashlib.sha1(repr((self.title, tree, self.parent, self.at)).encode()).hexdigest()


@dataclass
class Repository:
    """Commits of the one branch, oldest first, and tags."""

    is_private: bool
    commits: list[Commit] = field(default_factory=lambda: [Commit("initial commit", {".gitattributes": small(b"*.x")})])
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Commit:
        """The last commit."""
        return self.commits[-1]

    def at(self, revision: str) -> Commit | None:
        """The commit of a branch, a tag, or a name."""
        sha = self.tags.get(revision, self.head.sha if revision in ("main", "refs/heads/main") else revision)
        return next((commit for commit in self.commits if commit.sha == sha), None)

    def changed_in(self, path: str, commit: Commit) -> dict[str, str]:
        """The last commit, up to one, that changed a file."""
        known = self.commits[: self.commits.index(commit) + 1]
        same = takewhile(lambda each: each.files.get(path) == commit.files[path], reversed(known))
        last = list(same)[-1]
        return {"id": last.sha, "title": last.title, "date": last.at}

    def commit(self, title: str, changes: dict[str, Blob | None]) -> Commit:
        """Add a commit; None removes a file."""
        files = {path: blob for path, blob in (self.head.files | changes).items() if blob}
        self.commits.append(Commit(title, files, self.head.sha))
        return self.head


def entries(files: dict[str, Blob]) -> list[dict[str, Any]]:
    """Files and folders as a listing names them."""
    folders = {folder for path in files for folder in _folders(path)}
    listed = [{"type": "directory", "oid": "0" * 40, "size": 0, "path": folder} for folder in folders]
    listed += [blob.listed(path) for path, blob in files.items()]
    return sorted(listed, key=lambda entry: str(entry["path"]))


def _folders(path: str) -> Iterator[str]:
    while path := folder_of(path):
        yield path


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def upload_mode(file: dict[str, Any], commit: Commit) -> dict[str, Any]:
    before = commit.files.get(file["path"])
    mode = "lfs" if _LARGE.search(file["path"]) or file["size"] > 10_000_000 else "regular"
    oid = {"oid": before.sha256 if before.is_large else before.oid} if before else {}
    return {"path": file["path"], "uploadMode": mode, "shouldIgnore": False} | oid
