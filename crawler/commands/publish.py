"""A release of the tables: as a folder, or as one commit on the Hugging Face Hub."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.command import ProjectCommand, is_text
from crawler.report import print_violations
from normalize.checks import verify
from normalize.dataset import Dataset, place
from normalize.errors import UserError

if TYPE_CHECKING:  # every command is imported whenever any runs, and pandas takes its time
    from release import Options

_ALLOWED = {
    "--allow-failed-checks": "publish though a check returns rows, or the last build was vetoed",
    "--allow-lost-rows": "publish though a table has lost more than 20 %% of its rows",
    "--allow-lost-columns": "publish though a column has vanished",
    "--allow-retyped-columns": "publish though a column has changed its type",
}


class Command(ProjectCommand):
    """The `publish` command."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Shown by --help."""
        return "[OWNER/NAME] [--to FOLDER]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Make a release of the tables that others can load and cite"

    def long_desc(self) -> str:
        """Shown by --help."""
        return (
            "Make a release: a card, the tables as Parquet files, croissant.json, manifest.json, CHANGELOG.md and "
            "LICENSE. OWNER/NAME publishes it on the Hugging Face Hub, as one commit and a tag vYYYY.MM.DD; the token "
            "is the one of `hf auth login` or HF_TOKEN. With --to FOLDER it is made there, without a network, and "
            "continues the release that lies there; OWNER/NAME then only says where it will be loaded from. What it "
            "changes is printed first. When a check fails, or rows or columns are missing that the last release had, "
            "nothing is published and the exit status is 1. Whatever cuts it short, run the same command again. "
            "Examples: scrapy publish me/comparisons --dry-run; scrapy publish --to datasets/comparisons/published"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what the person who publishes decides."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="FOLDER", help="make the release in this folder, without a network")
        parser.add_argument(
            "--license", default="cc-by-4.0", help="licence of structure and derived figures (default: cc-by-4.0)"
        )
        parser.add_argument(
            "--quotes",
            choices=["full", "excerpt", "none"],
            default="full",
            help="how much of quoted text goes out: all, 200 characters and a hash, or a hash alone (default: full)",
        )
        parser.add_argument(
            "--public",
            action="store_true",
            help="make a new dataset public (default: private, and what is there stays)",
        )
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
        for option, meaning in _ALLOWED.items():
            parser.add_argument(option, action="store_true", help=meaning)

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, plan, and carry the plan out unless something speaks against it."""
        from release.account import check_name

        if len(args) > 1:
            raise UserError(f"publish takes one name, not {len(args)}", "give OWNER/NAME alone")
        if opts.to is None and not args:
            raise UserError("nowhere to publish to", "name a dataset OWNER/NAME, or a folder with --to FOLDER")
        repo = next(iter(args), None)
        if repo is not None:
            check_name(repo)
        if not self._checks_pass(opts):
            self.exitcode = 1
        elif opts.to is not None:
            self._publish_to(target_folder(opts.to), repo, opts)
        elif repo is not None:
            self._publish_on_hub(repo, opts)

    def _checks_pass(self, opts: argparse.Namespace) -> bool:
        from release.plan import refused

        dataset = Dataset(self.dataset_dir())
        violations = verify(dataset.root)
        whys = ["a check fails"] if violations else []
        whys += ["the last build was vetoed, and the tables are older than their records"] * dataset.veto.exists()
        if violations:
            print_violations(violations)
        if whys and not opts.allow_failed_checks:
            print(refused(" and ".join(whys), "--allow-failed-checks"))
        return not whys or bool(opts.allow_failed_checks)

    def _publish_on_hub(self, repo: str, opts: argparse.Namespace) -> None:
        from release import Options
        from release.publication import Terms, to_hub

        options = Options("", opts.license, opts.quotes, repo)
        terms = Terms(opts.public, opts.dry_run, _allowed(opts))
        if not to_hub(Dataset(self.dataset_dir()), repo, options, terms, print):
            self.exitcode = 1

    def _publish_to(self, target: Path, repo: str | None, opts: argparse.Namespace) -> None:
        from release.folder import draft_release
        from release.plan import not_allowed
        from release.plan_text import plan_text

        with draft_release(Dataset(self.dataset_dir()), target, _options(target, repo, opts)) as draft:
            if draft.plan.before and draft.plan.is_unchanged:
                print(f"Nothing changed since v{draft.plan.before.version}: {place(target)} stays as it is.")
                return
            print(plan_text(draft.plan, place(target)), end="\n\n")
            if reasons := not_allowed(draft.plan, _allowed(opts)):
                print("\n".join(reasons))
                self.exitcode = 1
            elif opts.dry_run:
                print("Nothing was written: this is a dry run.")
            else:
                draft.put_in_place()
                print(f"Release: {place(target)}")


def _allowed(opts: argparse.Namespace) -> frozenset[str]:
    """The options that let something through."""
    return frozenset(option for option in _ALLOWED if getattr(opts, option.removeprefix("--").replace("-", "_")))


def _options(target: Path, repo: str | None, opts: argparse.Namespace) -> Options:
    from release import Options, next_version
    from release.folder import read_release

    before = read_release(target)
    version = next_version(datetime.now(UTC).date(), [each.version for each in before.history] if before else [])
    return Options(version, opts.license, opts.quotes, repo)


def target_folder(given: str) -> Path:
    """The folder to write. Raises UserError for what cannot be one."""
    if not (given.strip() and is_text(given)):
        raise UserError(f"{given!r} is no name of a folder", "give another with --to FOLDER")
    path = Path(given).absolute()
    if path.exists() and not path.is_dir():
        raise UserError(f"{given} is a file", "name a folder with --to FOLDER")
    if not path.parent.is_dir():
        raise UserError(f"there is no folder {path.parent}", "make it first, or give another with --to FOLDER")
    return path
