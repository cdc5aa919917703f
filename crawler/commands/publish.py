"""A release of the tables: as a folder, or as one commit on the Hugging Face Hub."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.command import ProjectCommand, is_text
from crawler.report import print_violations
from normalize.checks import verify
from normalize.dataset import Dataset, place
from normalize.errors import UserError

if TYPE_CHECKING:  # every command is imported whenever any runs, and pandas takes its time
    from release import Options, Plan

_ALLOWED = {
    "--allow-failed-checks": "publish though a check returns rows",
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
            "LICENSE. With --to FOLDER it is made there, without a network, and continues the release that lies there; "
            "OWNER/NAME then only says where it will be loaded from. What it changes is printed first. When a check "
            "fails, or rows or columns are missing that the last release had, nothing is published and the exit status "
            "is 1. Example: scrapy publish --to datasets/comparisons/published"
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
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
        for option, meaning in _ALLOWED.items():
            parser.add_argument(option, action="store_true", help=meaning)

    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, plan, and carry the plan out unless something speaks against it."""
        if len(args) > 1:
            raise UserError(f"publish takes one name, not {len(args)}", "give OWNER/NAME alone")
        if opts.to is None:
            raise UserError("nowhere to publish to", "name a folder with --to FOLDER")
        if self._checks_pass(opts):
            self._publish_to(target_folder(opts.to), repo_name(args[0]) if args else None, opts)
        else:
            self.exitcode = 1

    def _checks_pass(self, opts: argparse.Namespace) -> bool:
        violations = verify(self.dataset_dir())
        if violations:
            print_violations(violations)
            print(_refused("a check fails", "--allow-failed-checks") if not opts.allow_failed_checks else "")
        return not violations or opts.allow_failed_checks

    def _publish_to(self, target: Path, repo: str | None, opts: argparse.Namespace) -> None:
        from release.folder import draft_release
        from release.plan_text import plan_text

        with draft_release(Dataset(self.dataset_dir()), target, _options(target, repo, opts)) as draft:
            if draft.plan.before and draft.plan.is_unchanged:
                print(f"Nothing changed since v{draft.plan.before.version}: {place(target)} stays as it is.")
                return
            print(plan_text(draft.plan, place(target)), end="\n\n")
            if reasons := not_allowed(draft.plan, opts):
                print("\n".join(reasons))
                self.exitcode = 1
            elif opts.dry_run:
                print("Nothing was written: this is a dry run.")
            else:
                draft.put_in_place()
                print(f"Release: {place(target)}")


def not_allowed(plan: Plan, opts: argparse.Namespace) -> list[str]:
    """Return why a plan is not carried out, but for what the options allow."""
    from release import refusals

    allowed = {option for option in _ALLOWED if getattr(opts, option.removeprefix("--").replace("-", "_"))}
    return [_refused(each.why, each.option) for each in refusals(plan) if each.option not in allowed]


def _refused(why: str, option: str) -> str:
    return f"Not published: {why}. If that is meant, add {option}."


def _options(target: Path, repo: str | None, opts: argparse.Namespace) -> Options:
    from release import Options, next_version
    from release.folder import read_release

    before = read_release(target)
    version = next_version(datetime.now(UTC).date(), [each.version for each in before.history] if before else [])
    return Options(version, opts.license, opts.quotes, repo)


def repo_name(given: str) -> str:
    """A name on the Hub. Raises UserError for what cannot be one."""
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", given, re.ASCII):
        raise UserError(f"{given!r} is no name of a dataset", "give OWNER/NAME")
    return given


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
