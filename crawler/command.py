"""Base of the project's commands: the one place where an error a user can mend becomes one line and exit status 2."""

import argparse
import io
import logging
import os
import re
import sys
from abc import abstractmethod
from pathlib import Path
from typing import NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings, default_settings

from crawler.interruption import INTERRUPTED_STATUS
from crawler.plan import CrawlPlan
from crawler.session import retried_statuses
from crawler.settings import user_agent
from normalize.database import stoppable
from normalize.errors import UserError

# Settings of the project's own; those of Scrapy are known by its defaults.
_NUMBERS = {"ARCHIVE_FILE_MAX_BYTES": 1, "SITE_MAX_PAGES": 1, "PROGRESS_SECONDS": 1.0}
USER_ERROR_STATUS = 2
# Between the project's defaults, which it replaces, and the command line, which wins.
PRIORITY = "spider"
_CONTACT = re.compile(r"(?:mailto:)?[^@\s]+@[^@\s]+\.[^@\s.]+|https?://[^/\s]+\.[^\s]+", re.IGNORECASE)


class ProjectCommand(ScrapyCommand):
    """A Scrapy command that does its work in `run_command`, where `UserError` may be raised."""

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options. A mistake in them is told in one line, without the usage."""
        super().add_options(parser)
        parser.error = _refuse_options  # type: ignore[method-assign]  # the parser is made by Scrapy

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options as Scrapy does, and refuse what it would fail over later with a traceback."""
        try:
            super().process_options(args, opts)
            check_settings(self.project_settings)
        except UsageError as error:
            _refuse_options(str(error))
        except UserError as error:
            sys.exit(_refuse(error))
        for arg in args:
            if arg.startswith("-") and not any(map(str.isspace, arg)):  # a text of SQL may begin with a comment
                _refuse_options(f"unknown option {arg}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work; turn what the user can mend, and Ctrl-C, into an exit status."""
        if sys.stdout is None:  # closed by the shell (`>&-`)
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may not know every letter
        try:
            with stoppable():
                self.run_command(args, opts)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read the output (`| head`) has seen enough
            _drop_output()
        except UserError as error:
            self.exitcode = _refuse(error)
        except OSError as error:
            _drop_output()
            where = error.filename or "standard output"
            self.exitcode = _refuse(UserError(f"{where}: {error.strerror}", "free space, or check its permissions"))
        except KeyboardInterrupt:
            self.exitcode = INTERRUPTED_STATUS

    @abstractmethod
    def run_command(self, args: list[str], opts: argparse.Namespace) -> None:
        """What the command does."""

    @property
    def project_settings(self) -> Settings:
        """The settings, which Scrapy has set by the time a command reads options or runs."""
        assert self.settings is not None
        return self.settings

    def settle_contact(self, plan: CrawlPlan) -> None:
        """Name in every request whom a site may write to. Raises UserError where a live site is asked by nobody."""
        contact = str(self.project_settings["CONTACT"] or "").strip()
        if plan.is_live and not (contact.isprintable() and _CONTACT.fullmatch(contact)):
            raise UserError(
                "a live crawl must say whom the site may write to"
                + (f", and {contact!r} is neither an e-mail address nor a web address" if contact else ""),
                "add -s CONTACT=you@example.org or set CONTACT in the environment",
            )
        self.project_settings.set("USER_AGENT", user_agent(contact), PRIORITY)

    def dataset_dir(self) -> Path:
        """The dataset's folder, relative to where the command runs."""
        return Path(self.project_settings["DATASET_DIR"])


def add_accept_drift(parser: argparse.ArgumentParser) -> None:
    """Add the option of every command that builds."""
    parser.add_argument(
        "--accept-drift",
        action="store_true",
        help="put the build in place though fields or rows that a site gave before are missing, this once",
    )


def check_settings(settings: Settings) -> None:
    """Raise UserError for a setting of the user's whose value is none it can have."""
    levels = logging.getLevelNamesMapping()
    if settings["LOG_LEVEL"] not in levels:
        raise UserError(f"LOG_LEVEL {settings['LOG_LEVEL']!r} is unknown", f"choose one of {', '.join(levels)}")
    folder = str(settings["DATASET_DIR"])
    if not folder.strip() or not is_text(folder):
        raise UserError(f"DATASET_DIR {folder!r} is no name of a folder", "give another with -s DATASET_DIR=<folder>")
    for name in settings:
        default = _NUMBERS.get(name, getattr(default_settings, name, None))
        if isinstance(default, (bool, int, float)):
            _check_number(settings, name, "true or false" if isinstance(default, bool) else "a number")
    try:
        retried_statuses(settings)
    except ValueError:
        value = settings["RETRY_HTTP_CODES"]
        raise UserError(f"setting RETRY_HTTP_CODES has the value {value!r}", "give statuses, as in 500,503") from None


def _check_number(settings: Settings, name: str, expected: str) -> None:
    read = settings.getbool if expected != "a number" else settings.getfloat
    try:
        read(name)
    except (TypeError, ValueError):
        raise UserError(f"setting {name} has the value {settings[name]!r}", f"give {expected}") from None


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, instead of failing once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_text(given: str) -> bool:
    """Whether what was given on the command line is text, and not bytes that are no UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in given)


def _refuse_options(message: str) -> NoReturn:
    sys.exit(_refuse(UserError(message, "see --help")))


def _refuse(error: UserError) -> int:
    print(f"comparisons: {' '.join(str(error).split())}", file=sys.stderr)
    return USER_ERROR_STATUS
