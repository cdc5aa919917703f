"""Why a request came to nothing, in the words of a person and not of the libraries that failed."""

from typing import Final

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.web._newclient import ParseError, ResponseFailed

_WORDS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (DownloadCancelledError, "body over the limit"),
    (ResponseDataLossError, "the connection ended before the body did"),
    (ConnectionAborted, "headers over the limits of length or time"),  # which alone make the project hang up
    (ConnectionDone, "the connection was closed before an answer had come"),
    (ConnectionLost, "the connection was lost before an answer had come"),
    (ParseError, "the answer is no HTTP"),
)


def plain_reason(error: BaseException) -> str:
    """Say it in a few words."""
    error = _innermost(error)
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words
    if isinstance(error, TlsError) and error.args and error.args[0]:
        return f"TLS: {error.args[0][-1][-1]}"
    return " ".join(str(error).split()) or type(error).__name__


def _innermost(error: BaseException) -> BaseException:
    """What Scrapy and Twisted have wrapped: the last of the failures is the one that ended the connection."""
    cause = error if isinstance(error, ResponseFailed) else error.__cause__
    if not isinstance(cause, ResponseFailed) or not cause.reasons:
        return error
    return _innermost(cause.reasons[-1].value)
