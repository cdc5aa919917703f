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
class Proposal:
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


def propose(hub: HfApi, repo: str, dataset: Dataset, folder: Path, options: Options) -> Proposal:
    """Write the release that continues what the Hub holds, and compare both. Changes nothing on the Hub."""
    remote = read_remote(hub, repo)
    version = next_version(datetime.now(UTC).date(), remote.versions)
    after = write_release(dataset, folder, replace(options, version=version, repo=repo), remote.manifest)
    return compared(hub, repo, remote, folder, after)


def compared(hub: HfApi, repo: str, remote: Remote, folder: Path, after: Manifest) -> Proposal:
    """A release that is written, compared with what the Hub holds."""
    return Proposal(hub, repo, remote, folder, compare(remote.manifest, after, remote.held(folder, after)))


def publish(proposal: Proposal, *, is_public: bool, description: str) -> Published:
    """Do what the plan says: repository, commit, tag, and a look at whether the Hub lists what was sent.

    A tag that the last release was left without is set first; where nothing changes, that is all. Raises
    OvertakenError when somebody else has committed since, UserError when the Hub refuses or goes on failing.
    """
    remote = proposal.remote
    if remote.missing_tag and remote.release:
        _tag(proposal, remote.missing_tag, remote.release)
    if proposal.plan.is_unchanged and remote.manifest and remote.release:
        return Published(f"v{remote.manifest.version}", remote.release, False)
    if remote.head is None:
        remote = _created(proposal, is_public)
    commit = _committed(replace(proposal, remote=remote), description)
    tag = f"v{proposal.plan.after.version}"
    _tag(proposal, tag, commit)
    _check(proposal, commit)
    return Published(tag, commit, True)


def _created(proposal: Proposal, is_public: bool) -> Remote:
    """Make the repository, and return it as it is."""
    hub, repo = proposal.hub, proposal.repo
    ask_until(lambda: hub.create_repo(repo, repo_type="dataset", private=not is_public, exist_ok=True), repo)
    return read_remote(hub, repo)


def _committed(proposal: Proposal, description: str) -> str:
    """Make the one commit and return its name. What was done and not answered is found, and not done twice."""
    for tried in range(TRIES):
        try:
            return ask(lambda: _commit(proposal, description), proposal.repo)
        except Unanswered as error:
            made = _already(proposal)
            if made:
                return made
            rest(error, tried)
    raise AssertionError("the last rest raises")


def _commit(proposal: Proposal, description: str) -> str:
    """Ask for the commit."""
    fates = {change.path: change.fate for change in proposal.plan.files}
    sent = [CommitOperationAdd(path, proposal.folder / path) for path in fates if fates[path] in ("added", "replaced")]
    gone = [CommitOperationDelete(path, is_folder=False) for path in fates if fates[path] == "deleted"]
    try:
        return proposal.hub.create_commit(
            proposal.repo,
            [*sent, *gone],
            commit_message=f"Release {proposal.plan.after.version}",
            commit_description=description,
            repo_type="dataset",
            parent_commit=proposal.remote.head,
        ).oid
    except HfHubHTTPError as error:
        if error.response.status_code == _PARENT_IS_STALE:
            raise Unanswered(error) from error
        raise
    except ValueError as error:  # what LFS or the card's YAML is refused for, as full storage
        raise UserError(f"the Hub refuses: {error}", "mend that there, then run the same command again") from error


def _already(proposal: Proposal) -> str | None:
    """The commit, where the Hub has made it without saying so. Raises OvertakenError for one of somebody else."""
    now = read_remote(proposal.hub, proposal.repo)
    if now.head == proposal.remote.head:
        return None
    if _differing(proposal, now):
        raise OvertakenError
    return now.release


def _tag(proposal: Proposal, tag: str, commit: str) -> None:
    """Set the tag, unless it is there."""
    hub, repo = proposal.hub, proposal.repo
    ask_until(lambda: hub.create_tag(repo, tag=tag, revision=commit, repo_type="dataset", exist_ok=True), repo)


def _check(proposal: Proposal, commit: str) -> None:
    """Raise UserError unless the Hub lists at a commit what was sent."""
    files = ask_until(lambda: held_files(proposal.hub, proposal.repo, commit), proposal.repo)
    wrong = _differing(proposal, replace(proposal.remote, files=files))
    if wrong:
        raise UserError(
            f"{proposal.repo} lists something else than was sent as {wrong[0]}", "run the same command again"
        )


def _differing(proposal: Proposal, remote: Remote) -> list[str]:
    """Paths at which the Hub holds something else than the proposal."""
    now = compared(proposal.hub, proposal.repo, remote, proposal.folder, proposal.plan.after)
    return [change.path for change in now.plan.files if change.fate != "unchanged"]
