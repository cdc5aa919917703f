"""A Hub of our own on loopback: what `huggingface_hub` and `datasets` ask of the real one, with faults on demand.

Large files arrive by LFS, or by Xet where a folder is given for its store; those are nowhere to be read back.
"""

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import parse_qs, unquote, urlencode

from hub_http import Asked, HubServer, Reply, handler
from hub_repository import Blob, Commit, Repository, entries, folder_of, small, upload_mode

TOKEN: Final = "hf_" + "OnlyForTheTests" * 2
CUT: Final = object()  # instead of an answer: the connection is closed
_PAGE: Final = 5  # files per page of a listing, so that every listing here has several
_PART_BYTES: Final = 1 << 20


@dataclass
class Fault:
    """What goes wrong, so often, with requests of a method whose path matches; `applied` has them done all the same."""

    method: str
    path: str
    status: int | object = 503
    times: int = 1
    applied: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    first: Callable[[], object] = lambda: None


class Hub:
    """The server: repositories by name, what was asked, and the faults to come."""

    def __init__(self, *, user: str = "me", xet_store: Path | None = None, multipart: bool = False) -> None:
        self.user, self.xet_store, self.multipart = user, xet_store, multipart
        self.is_full = False
        self.repositories: dict[str, Repository] = {}
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        self._server = HubServer(("127.0.0.1", 0), handler(self.answer))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """What HF_ENDPOINT is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def environment(self, home: Path) -> dict[str, str]:
        """What a process needs to talk to this Hub alone, and to keep what it keeps in a folder of the test."""
        return {
            "HF_ENDPOINT": self.url,
            "HF_TOKEN": TOKEN,
            "HF_HOME": str(home),
            "HF_HUB_DISABLE_XET": "0" if self.xet_store else "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }

    def writes(self) -> list[Asked]:
        """What was asked and could change anything."""
        return [asked for asked in self.asked if asked.method not in ("GET", "HEAD")]

    def answer(self, asked: Asked) -> Reply | None:
        """The answer to a request; None where the connection is closed without one."""
        with self._lock:
            self.asked.append(asked)
            fault = self._due(asked)
        if fault is None:
            return self._answer(asked)
        fault.first()
        time.sleep(fault.seconds)
        reply = self._answer(asked) if fault.applied or fault.status == 200 else None
        if fault.status is CUT:
            return None
        assert isinstance(fault.status, int)
        return reply if reply and fault.status == 200 else Reply({"error": "a fault"}, fault.status, fault.headers)

    def _due(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == asked.method and re.search(fault.path, asked.path):
                fault.times -= 1
                return fault
        return None

    def _answer(self, asked: Asked) -> Reply:
        with self._lock:
            token = asked.headers.get("authorization", "").removeprefix("Bearer ")
            if token and token != TOKEN and not asked.path.startswith("/lfs/"):
                text = "Invalid credentials in Authorization header"
                return Reply({"error": text}, 401, {"X-Error-Message": text})
            for method, pattern, serve in _ROUTES:
                if asked.method in method.split("|") and (found := re.fullmatch(pattern, asked.path)):
                    return serve(self, asked, *(unquote(part or "") for part in found.groups()))
        return Reply({"error": "Not Found"}, 404)

    def _whoami(self, asked: Asked) -> Reply:
        if "authorization" not in asked.headers:
            return Reply({"error": "Invalid username or password."}, 401)
        return Reply({"type": "user", "name": self.user, "orgs": [], "auth": {"accessToken": {"role": "write"}}})

    def _validate_yaml(self, asked: Asked) -> Reply:
        return Reply({"errors": [], "warnings": []})

    def _create(self, asked: Asked) -> Reply:
        name = f"{asked.json.get('organization') or self.user}/{asked.json['name']}"
        if not self._may_write(asked, name):
            return _forbidden(f"You don't have the rights to create a dataset under the namespace {name}")
        if name in self.repositories:
            return Reply({"error": "You already created this dataset repo", "url": f"{self.url}/datasets/{name}"}, 409)
        private = asked.json.get("private") or asked.json.get("visibility") == "private"
        self.repositories[name] = Repository(is_private=bool(private))
        return Reply({"url": f"{self.url}/datasets/{name}", "name": name})

    def _may_write(self, asked: Asked, name: str) -> bool:
        return "authorization" in asked.headers and name.partition("/")[0] == self.user

    def _found(self, asked: Asked, name: str, revision: str) -> tuple[Repository, Commit] | Reply:
        repository = self.repositories.get(name)
        if repository is None or repository.is_private and not self._may_write(asked, name):
            status = 404 if "authorization" in asked.headers else 401
            return Reply({"error": "Repository not found"}, status, {"X-Error-Code": "RepoNotFound"})
        commit = repository.at(revision)
        if commit is None:
            return Reply({"error": f"Invalid rev id: {revision}"}, 404, {"X-Error-Code": "RevisionNotFound"})
        return repository, commit

    def _info(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._found(asked, name, revision or "main")
        if isinstance(found, Reply):
            return found
        repository, commit = found
        facts = {"id": name, "sha": commit.sha, "private": repository.is_private, "lastModified": commit.at}
        files = [{"rfilename": path} for path in sorted(commit.files)]
        return Reply(facts | {"siblings": files, "tags": [], "downloads": 0, "likes": 0, "gated": False})

    def _tree(self, asked: Asked, name: str, revision: str, folder: str) -> Reply:
        found = self._found(asked, name, revision)
        if isinstance(found, Reply):
            return found
        inside = {p: b for p, b in found[1].files.items() if not folder or p.startswith(f"{folder}/")}
        if folder and not inside:
            return _no_entry(folder)
        recursive = asked.query.get("recursive", ["false"])[0].lower() == "true"
        listed = [entry for entry in entries(inside) if recursive or folder_of(entry["path"]) == folder]
        if asked.query.get("expand", ["false"])[0].lower() == "true":
            for entry in listed:
                if entry["type"] == "file":
                    entry["lastCommit"] = found[0].changed_in(entry["path"], found[1])
        start = int(asked.query.get("cursor", ["0"])[0])
        asked_for = {name: values[0] for name, values in asked.query.items()}
        rest = "?" + urlencode(asked_for | {"cursor": start + _PAGE})
        link = {"Link": f'<{self.url}{asked.path}{rest}>; rel="next"'} if start + _PAGE < len(listed) else {}
        return Reply(listed[start : start + _PAGE], 200, link)

    def _paths_info(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._found(asked, name, revision)
        if isinstance(found, Reply):
            return found
        given = asked.json["paths"] if asked.body[:1] == b"{" else parse_qs(asked.body.decode()).get("paths", [])
        return Reply([entry for entry in entries(found[1].files) if entry["path"] in given])

    def _refs(self, asked: Asked, name: str) -> Reply:
        found = self._found(asked, name, "main")
        if isinstance(found, Reply):
            return found
        tags = [{"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": sha} for tag, sha in found[0].tags.items()]
        branch = {"name": "main", "ref": "refs/heads/main", "targetCommit": found[0].head.sha}
        return Reply({"branches": [branch], "converts": [], "tags": tags})

    def _commits(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._found(asked, name, revision)
        if isinstance(found, Reply):
            return found
        commits = found[0].commits[: found[0].commits.index(found[1]) + 1]
        author = {"authors": [{"user": self.user}], "message": ""}
        return Reply([{"id": each.sha, "title": each.title, "date": each.at} | author for each in reversed(commits)])

    def _writable(self, asked: Asked, name: str, revision: str) -> tuple[Repository, Commit] | Reply:
        found = self._found(asked, name, revision)
        if not isinstance(found, Reply) and not self._may_write(asked, name):
            return _forbidden("you must use a write token to upload to a repository of others")
        return found

    def _preupload(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._writable(asked, name, revision)
        if isinstance(found, Reply):
            return found
        return Reply({"files": [upload_mode(file, found[1]) for file in asked.json["files"]]})

    def _lfs_batch(self, asked: Asked, name: str) -> Reply:
        found = self._writable(asked, name, "main")
        if isinstance(found, Reply):
            return found
        return Reply({"transfer": "basic", "objects": [self._lfs_object(name, each) for each in asked.json["objects"]]})

    def _lfs_object(self, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
        if self.is_full:
            return wanted | {"error": {"code": 403, "message": "Private storage limit reached"}}
        if wanted["oid"] in self.objects:
            return wanted
        href = f"{self.url}/lfs/{wanted['oid']}"
        upload: dict[str, Any] = {"href": href}
        if self.multipart:
            parts = range(1, -(-wanted["size"] // _PART_BYTES) + 1)
            header = {str(part): f"{href}/{part}" for part in parts} | {"chunk_size": str(_PART_BYTES)}
            upload = {"href": f"{href}/complete", "header": header}
        return wanted | {"actions": {"upload": upload, "verify": {"href": f"{self.url}/lfs-verify/{name}"}}}

    def _lfs_put(self, asked: Asked, oid: str, part: str) -> Reply:
        if part:
            self.parts.setdefault(oid, {})[int(part)] = asked.body
        elif hashlib.sha256(asked.body).hexdigest() != oid:
            return Reply({"error": "that is another content"}, 400)
        else:
            self.objects[oid] = asked.body
        return Reply(b"", 200, {"ETag": f'"{hashlib.md5(asked.body).hexdigest()}"'})

    def _lfs_complete(self, asked: Asked, oid: str) -> Reply:
        self.objects[oid] = b"".join(content for _, content in sorted(self.parts.pop(oid).items()))
        return Reply({"success": True})

    def _lfs_verify(self, asked: Asked) -> Reply:
        return Reply({}) if asked.json["oid"] in self.objects else Reply({"error": "there is no such object"}, 404)

    def _xet_token(self, asked: Asked, name: str) -> Reply:
        store = {"casUrl": f"local://{self.xet_store}", "exp": int(time.time()) + 3600, "accessToken": "xet"}
        headers = {"X-Xet-Cas-Url": store["casUrl"], "X-Xet-Access-Token": "xet", "X-Xet-Token-Expiration": "1"}
        return Reply(store, 200, {name: str(value) for name, value in headers.items()})

    def _commit(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._writable(asked, name, revision)
        if isinstance(found, Reply):
            return found
        lines = [json.loads(line) for line in asked.body.splitlines()]
        header = next(line["value"] for line in lines if line["key"] == "header")
        if header.get("parentCommit", found[1].sha) != found[0].head.sha:
            return Reply({"error": "A commit has happened since. Please refresh and try again."}, 412)
        changes: dict[str, Blob | None] = {}
        for line in lines:
            changes |= self._change(line["key"], line["value"], found[1])
        commit = found[0].commit(header["summary"], changes)
        return Reply(
            {"success": True, "commitOid": commit.sha, "commitUrl": f"{self.url}/datasets/{name}/commit/{commit.sha}"}
        )

    def _change(self, key: str, value: dict[str, Any], before: Commit) -> dict[str, Blob | None]:
        if key == "file":
            return {value["path"]: small(base64.b64decode(value["content"]))}
        if key == "lfsFile":
            content = self.objects.get(value["oid"])
            assert content is not None or self.xet_store, f"{value['path']} was never uploaded"
            return {value["path"]: Blob(value["oid"], value["size"], True, content)}
        if key == "deletedFile":
            assert value["path"] in before.files
            return {value["path"]: None}
        return {}

    def _tag(self, asked: Asked, name: str, revision: str) -> Reply:
        found = self._writable(asked, name, revision)
        if isinstance(found, Reply):
            return found
        if asked.json["tag"] in found[0].tags:
            return Reply({"error": "Tag reference exists already"}, 409)
        found[0].tags[asked.json["tag"]] = found[1].sha
        return Reply({})

    def _resolve(self, asked: Asked, name: str, revision: str, path: str) -> Reply:
        found = self._found(asked, name, revision)
        if isinstance(found, Reply):
            return found
        blob = found[1].files.get(path)
        if blob is None:
            return _no_entry(path)
        assert blob.content is not None, "what Xet holds is not served here"
        etag = {"ETag": f'"{blob.sha256 if blob.is_large else blob.oid}"'}
        headers = etag | {"X-Repo-Commit": found[1].sha, "Accept-Ranges": "bytes"}
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", asked.headers.get("range", ""))
        if part is None:
            return Reply(blob.content, 200, headers)
        first, last = int(part[1]), min(int(part[2] or blob.size), blob.size - 1)
        span = {"Content-Range": f"bytes {first}-{last}/{blob.size}"}
        return Reply(blob.content[first : last + 1], 206, headers | span)


def _forbidden(text: str) -> Reply:
    return Reply({"error": text}, 403, {"X-Error-Message": text})


def _no_entry(path: str) -> Reply:
    return Reply({"error": f"{path} does not exist"}, 404, {"X-Error-Code": "EntryNotFound"})


_NAME: Final = r"([\w.-]+/[\w.-]+)"
_ROUTES: Final[list[tuple[str, str, Callable[..., Reply]]]] = [
    ("GET", r"/api/whoami-v2", Hub._whoami),
    ("POST", r"/api/validate-yaml", Hub._validate_yaml),
    ("POST", r"/api/repos/create", Hub._create),
    ("GET", rf"/api/datasets/{_NAME}(?:/revision/([^/]+))?", Hub._info),
    ("GET", rf"/api/datasets/{_NAME}/tree/([^/]+)(?:/(.+))?", Hub._tree),
    ("POST", rf"/api/datasets/{_NAME}/paths-info/([^/]+)", Hub._paths_info),
    ("GET", rf"/api/datasets/{_NAME}/refs", Hub._refs),
    ("GET", rf"/api/datasets/{_NAME}/commits/([^/]+)", Hub._commits),
    ("GET", rf"/api/datasets/{_NAME}/xet-(?:read|write)-token/[^/]+", Hub._xet_token),
    ("POST", rf"/api/datasets/{_NAME}/preupload/([^/]+)", Hub._preupload),
    ("POST", rf"/api/datasets/{_NAME}/commit/([^/]+)", Hub._commit),
    ("POST", rf"/api/datasets/{_NAME}/tag/([^/]+)", Hub._tag),
    ("POST", rf"/datasets/{_NAME}\.git/info/lfs/objects/batch", Hub._lfs_batch),
    ("PUT", r"/lfs/(\w+)(?:/(\d+))?", Hub._lfs_put),
    ("POST", r"/lfs/(\w+)/complete", Hub._lfs_complete),
    ("POST", r"/lfs-verify/.+", Hub._lfs_verify),
    ("GET|HEAD", rf"/datasets/{_NAME}/resolve/([^/]+)/(.+)", Hub._resolve),
]
