"""Publishing as a person sees it: the plan, what is refused of it, what was done; the Hub is asked in `release.hub`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from normalize.dataset import Dataset
from normalize.errors import UserError
from release.account import hub_of
from release.folder import Options
from release.hub import OvertakenError, Proposal, Published, propose, publish
from release.plan import not_allowed
from release.plan_text import plan_text

_LOOKS: Final = 3  # at a repository that others commit to at the same time


@dataclass(frozen=True, slots=True)
class Terms:
    """What the person who publishes allows."""

    is_public: bool = False
    is_dry_run: bool = False
    allowed: frozenset[str] = frozenset()  # options of refusals, as --allow-lost-rows


def to_hub(dataset: Dataset, repo: str, options: Options, terms: Terms, say: Callable[[str], None]) -> bool:
    """Publish the dataset's current build as the next release of a repository; `say` is told the plan and the end.

    Returns whether the plan was one to carry out: not where it loses what nobody has allowed it to lose. Raises
    UserError for a name that is none, a missing token, and for what the Hub refuses.
    """
    hub = hub_of(repo)
    with TemporaryDirectory(prefix="release-") as scratch:
        for _ in range(_LOOKS):
            made = propose(hub, repo, dataset, Path(scratch) / "release", options)
            text = plan_text(made.plan, repo)
            say("\n".join([_whereto(made, terms), _unchanged(made) or text, ""]))
            if refused := not_allowed(made.plan, terms.allowed):
                say("\n".join(refused))
                return False
            if terms.is_dry_run:
                say("Nothing was sent: this is a dry run.")
                return True
            try:
                say(_done(made, publish(made, is_public=terms.is_public, description=text)))
                return True
            except OvertakenError:
                say(f"Somebody else has committed to {repo} in the meantime: looking again.\n")
    raise UserError(f"others keep committing to {repo}", "run the same command again when they are done")


def _whereto(made: Proposal, terms: Terms) -> str:
    """Where the release goes, and who will see it."""
    if made.remote.head is None:
        return f"{made.repo} is new on the Hub, and {'public' if terms.is_public else 'private'}."
    seen = "private" if made.remote.is_private else "public"
    is_as_asked = made.remote.is_private != terms.is_public
    return f"{made.repo} is {seen} on the Hub{'' if is_as_asked else ', and stays so: its settings there change that'}."


def _unchanged(made: Proposal) -> str:
    """What there is to do where tables and licence are those of the last release; empty where they are not."""
    last = made.remote.manifest
    if last is None or not made.plan.is_unchanged:
        return ""
    tag = f", but for its tag {made.remote.missing_tag}, which is missing" if made.remote.missing_tag else ""
    return f"Nothing changed since v{last.version}: no commit{tag}."


def _done(made: Proposal, result: Published) -> str:
    address = f"{made.hub.endpoint}/datasets/{made.repo}"
    did = "Published" if result.is_new else "Tagged" if made.remote.missing_tag else "Still"
    return f"{did} {result.tag}, commit {result.commit[:12]}: {address}"
