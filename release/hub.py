"""One release is one commit: it goes to the Hub as a whole, and a command that was cut short is simply run again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.errors import HfHubHTTPError

from normalize.dataset import Dataset
from normalize.errors import UserError
from release.folder import Options, write_release
from release.manifest import Manifest, next_version
from release.patience import TRIES, Unanswered, ask, ask_until, rest
from release.plan import Plan, compare
from release.remote import Remote, held_files, read_remote

_PARENT_IS_STALE: Final = 412


class OvertakenError(Exception):
    """Somebody else has committed since the plan was made."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A release that is written, and the repository that it goes to as it was then."""

    hub: HfApi
    repo: str
    remote: Remote
    folder: Path
    plan: Plan


@dataclass(frozen=True, slots=True)
class Published:
    """What lies on the Hub now: tag, and the commit of it; whether this run has made it."""

    tag: str
    commit: str
    is_new: bool


def draft(hub: HfApi, repo: str, dataset: Dataset, folder: Path, options: Options) -> Draft:
    """Write the release that continues what the Hub holds, and compare both. Changes nothing on the Hub."""
    remote = read_remote(hub, repo)
    version = next_version(datetime.now(UTC).date(), remote.versions)
    after = write_release(dataset, folder, replace(options, version=version, repo=repo), remote.manifest)
    return compared(hub, repo, remote, folder, after)


def compared(hub: HfApi, repo: str, remote: Remote, folder: Path, after: Manifest) -> Draft:
    """A release that is written, compared with what the Hub holds."""
    return Draft(hub, repo, remote, folder, compare(remote.manifest, after, remote.held(folder, after)))


def publish(draft: Draft, *, is_public: bool, description: str) -> Published:
    """Do what the plan says: repository, commit, tag, and a look at whether the Hub lists what was sent.

    A tag that the last release was left without is set first; where nothing changes, that is all. Raises
    OvertakenError when somebody else has committed since, UserError when the Hub refuses or goes on failing.
    """
    remote = draft.remote
    if remote.missing_tag and remote.release:
        _tag(draft, remote.missing_tag, remote.release)
    if draft.plan.is_unchanged and remote.manifest and remote.release:
        return Published(f"v{remote.manifest.version}", remote.release, False)
    if remote.head is None:
        remote = _created(draft, is_public)
    commit = _committed(replace(draft, remote=remote), description)
    tag = f"v{draft.plan.after.version}"
    _tag(draft, tag, commit)
    _check(draft, commit)
    return Published(tag, commit, True)


def _created(draft: Draft, is_public: bool) -> Remote:
    """Make the repository, and return it as it is."""
    hub, repo = draft.hub, draft.repo
    ask_until(lambda: hub.create_repo(repo, repo_type="dataset", private=not is_public, exist_ok=True), repo)
    return read_remote(hub, repo)


def _committed(draft: Draft, description: str) -> str:
    """Make the one commit and return its name. What was done and not answered is found, and not done twice."""
    for tried in range(TRIES):
        try:
            return ask(lambda: _commit(draft, description), draft.repo)
        except Unanswered as error:
            made = _already(draft)
            if made:
                return made
            rest(error, tried)
    raise AssertionError("the last rest raises")


def _commit(draft: Draft, description: str) -> str:
    """Ask for the commit."""
    fates = {change.path: change.fate for change in draft.plan.files}
    sent = [CommitOperationAdd(path, draft.folder / path) for path in fates if fates[path] in ("added", "replaced")]
    gone = [CommitOperationDelete(path, is_folder=False) for path in fates if fates[path] == "deleted"]
    try:
        return draft.hub.create_commit(
            draft.repo,
            [*sent, *gone],
            commit_message=f"Release {draft.plan.after.version}",
            commit_description=description,
            repo_type="dataset",
            parent_commit=draft.remote.head,
        ).oid
    except HfHubHTTPError as error:
        if error.response.status_code == _PARENT_IS_STALE:
            raise Unanswered(error) from error
        raise
    except ValueError as error:  # what LFS or the card's YAML is refused for, as full storage
        raise UserError(f"the Hub refuses: {error}", "mend that there, then run the same command again") from error


def _already(draft: Draft) -> str | None:
    """The commit, where the Hub has made it without saying so. Raises OvertakenError for one of somebody else."""
    now = read_remote(draft.hub, draft.repo)
    if now.head == draft.remote.head:
        return None
    if _differing(draft, now):
        raise OvertakenError
    return now.release


def _tag(draft: Draft, tag: str, commit: str) -> None:
    """Set the tag, unless it is there."""
    hub, repo = draft.hub, draft.repo
    ask_until(lambda: hub.create_tag(repo, tag=tag, revision=commit, repo_type="dataset", exist_ok=True), repo)


def _check(draft: Draft, commit: str) -> None:
    """Raise UserError unless the Hub lists at a commit what was sent."""
    files = ask_until(lambda: held_files(draft.hub, draft.repo, commit), draft.repo)
    wrong = _differing(draft, replace(draft.remote, files=files))
    if wrong:
        raise UserError(f"{draft.repo} lists something else than was sent as {wrong[0]}", "run the same command again")


def _differing(draft: Draft, remote: Remote) -> list[str]:
    """Paths at which the Hub holds something else than the draft."""
    now = compared(draft.hub, draft.repo, remote, draft.folder, draft.plan.after)
    return [change.path for change in now.plan.files if change.fate != "unchanged"]
