"""What the Hub fails over for a moment is asked again, what it refuses is told in one line."""

import logging
import time
from collections.abc import Callable
from typing import Final, TypeVar

import httpx2
from huggingface_hub import get_session
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
from huggingface_hub.utils import parse_ratelimit_headers

from normalize.errors import UserError

WAITS_SECONDS: Final = [1.0, 2.0, 4.0, 8.0]
TRIES: Final = len(WAITS_SECONDS) + 1
LONGEST_WAIT_SECONDS: Final = 300.0  # the window in which the Hub counts requests
SILENCE_SECONDS: Final = 120.0
_AGAIN: Final = "run the same command again: what is there is whole"
_PASSING: Final = {408, 425, 429, 500, 502, 503, 504}

_LOGGER: Final = logging.getLogger(__name__)

Result = TypeVar("Result")


class Unanswered(Exception):  # noqa: N818
    """A request that the Hub may have done or not: who asks must look before asking again."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


def ask(action: Callable[[], Result], repo: str) -> Result:
    """Ask the Hub once. Raises Unanswered where asking again may help, UserError where it will not."""
    get_session().timeout = SILENCE_SECONDS  # else a server that says nothing is waited for without end
    try:
        return action()
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise UserError(f"HF_ENDPOINT is no address ({error})", "unset it, or name a Hub") from error
    except OfflineModeIsEnabled as error:
        raise UserError("HF_HUB_OFFLINE keeps every request from the Hub", "unset it, or use --to FOLDER") from error
    except RuntimeError as error:  # a thread that uploads a file says which, and what went wrong is its cause
        if not isinstance(error.__cause__, httpx2.HTTPError):
            raise
        raise _told(error.__cause__, repo) from error
    except httpx2.HTTPError as error:
        raise _told(error, repo) from error
    except OSError as error:
        if error.errno is not None:  # of this machine: Xet gives what it cannot do no number
            raise
        raise Unanswered(error) from error


def ask_until(action: Callable[[], Result], repo: str) -> Result:
    """Ask the Hub for what may be asked any number of times. Raises UserError when it has been asked often enough."""
    for tried in range(TRIES):
        try:
            return ask(action, repo)
        except Unanswered as error:
            rest(error, tried)
    raise AssertionError("the last rest raises")


def rest(error: Unanswered, tried: int) -> None:
    """Wait before the next try, as long as the Hub says. Raises UserError when there is no next one."""
    told = _retry_after(error.cause)
    if tried + 1 == TRIES or told > LONGEST_WAIT_SECONDS:
        raise _given_up(error.cause, told) from error.cause
    if told > max(WAITS_SECONDS):
        _LOGGER.warning("The Hub wants to be asked again in %.0f seconds", told)
    time.sleep(max(told, WAITS_SECONDS[tried]))


def _told(error: Exception, repo: str) -> Unanswered | UserError:
    if isinstance(error, HfHubHTTPError) and error.response.status_code not in _PASSING:
        return _refused(error, repo)
    return Unanswered(error)


def _retry_after(error: Exception) -> float:
    """Seconds that the Hub wants to be left alone; 0 where it does not say."""
    if not isinstance(error, HfHubHTTPError):
        return 0.0
    headers = error.response.headers
    limit = parse_ratelimit_headers(headers)
    value = headers.get("Retry-After", "")
    told = float(value) if value.isdecimal() else 0.0
    return max(told, limit.reset_in_seconds if limit and not limit.remaining else 0.0)


def _given_up(error: Exception, told: float) -> UserError:
    if not isinstance(error, HfHubHTTPError):
        return UserError(f"cannot reach the Hub ({error or type(error).__name__})", f"check the network, then {_AGAIN}")
    if error.response.status_code == 429:
        wait = f"{told:,.0f} seconds" if told else "a while"
        return UserError("the Hub wants fewer requests", f"wait {wait}, then {_AGAIN}")
    return UserError(f"the Hub fails (status {error.response.status_code})", f"wait, then {_AGAIN}")


def _refused(error: HfHubHTTPError, repo: str) -> UserError:
    status = error.response.status_code
    if status == 401:
        return UserError(
            "the Hub does not know the token", "run `hf auth login`, or set HF_TOKEN to one that may write"
        )
    if status == 403:
        return UserError(f"the token may not write to {repo}", "name a repository of your own, or use a token that may")
    said = error.server_message or f"status {status}"
    return UserError(f"the Hub refuses: {said}", "see --help, or write a folder with --to FOLDER")
