"""Ends a command on Ctrl-C without a traceback while the program is still imported, which takes seconds.

It holds from its import on, which is why the settings, of all that is the project's read first, begin with it.
"""

import os
import sys
from types import TracebackType
from typing import Final

INTERRUPTED_STATUS: Final = 130


def _end_quietly(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, at)
        return
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    os._exit(INTERRUPTED_STATUS)


sys.excepthook = _end_quietly
