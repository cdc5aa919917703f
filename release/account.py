"""In whose name the Hub is asked, and under which name the dataset lies there."""

import logging
import sys
from typing import Final

from huggingface_hub import HfApi, get_token
from huggingface_hub.utils import disable_progress_bars, validate_repo_id

from normalize import __version__
from normalize.errors import UserError

# What they log names addresses that are signed, and headers.
_TALKATIVE: Final = ("httpcore2", "httpx2", "filelock", "fsspec")


def hub_of(repo: str) -> HfApi:
    """The Hub for a dataset OWNER/NAME, with the token that its own command line would use.

    Raises UserError for what is no such name, and where there is no token.
    """
    check_name(repo)
    token = get_token()
    if not token:
        raise UserError("there is no token for the Hub", "run `hf auth login`, or set HF_TOKEN")
    if not (token.isascii() and token.isprintable()):
        raise UserError("what is set as the token for the Hub is none", "run `hf auth login`, or set HF_TOKEN")
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    if not sys.stderr.isatty():
        disable_progress_bars()
    return HfApi(token=token, library_name="comparisons", library_version=__version__)


def check_name(repo: str) -> None:
    """Raise UserError for what is no OWNER/NAME of a dataset on the Hub."""
    try:
        validate_repo_id(repo)
        _owner, _name = repo.split("/")
    except ValueError as error:  # the library's own kind among them
        remedy = "give OWNER/NAME, as in `scrapy publish me/comparisons`, or a folder with --to FOLDER"
        raise UserError(f"{repo!r} is no name of a dataset on the Hub", remedy) from error
