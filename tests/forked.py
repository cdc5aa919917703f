"""Runs commands in processes forked from one that has imported what they import: a second less for each of hundreds.

Run as a program, this is the process that they are forked from.
"""

import atexit
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

# Not `crawler.settings`, which reads the environment, nor what would choose a reactor.
_IMPORTED = (
    "crawler.explain_report",
    "crawler.extraction",
    "crawler.finish",
    "crawler.sample.server",
    "crawler.spiders.comparisons",
    "itemadapter",
    "normalize.mentions.stage",
    "normalize.predictions.stage",
    "normalize.products.stage",
    "pandas",
    "pyarrow.compute",
    "pyarrow.dataset",
    "rich.live",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.scheduler",
    "scrapy.downloadermiddlewares.cookies",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.remote_control",
)
_LARGEST_MESSAGE_BYTES = 1 << 20


class Run(subprocess.CompletedProcess[str]):
    """A command that has ended, and the most memory that it has taken."""

    peak_megabytes: float


def run(script: Path, args: list[str], *, cwd: Path, env: dict[str, str], timeout_seconds: int) -> Run:
    """Run the `scrapy` command `script` with `args`. Raises TimeoutError, the command killed, where it does not end."""
    channel = _origin(cwd)
    command = [str(script), *args]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        message = json.dumps({"argv": command, "cwd": str(cwd), "env": env}).encode()
        socket.send_fds(channel, [message], [out.fileno(), err.fileno()])
        pid = int(channel.recv(_LARGEST_MESSAGE_BYTES))
        channel.settimeout(timeout_seconds)
        try:
            status, peak_kilobytes = map(int, channel.recv(_LARGEST_MESSAGE_BYTES).split())
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            channel.settimeout(None)
            channel.recv(_LARGEST_MESSAGE_BYTES)
            raise
        printed = [_text(file.fileno()) for file in (out, err)]
    ended = Run(command, os.waitstatus_to_exitcode(status), *printed)
    ended.peak_megabytes = peak_kilobytes / 1024
    return ended


def _text(file: int) -> str:
    return os.pread(file, os.fstat(file).st_size, 0).decode()


@cache
def _origin(root: Path) -> socket.socket:
    """A channel to the process that commands are forked from, which ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = os.environ | {"PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"}  # only one thread is forked
    command = [sys.executable, __file__, str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=root, env=environment, pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(process.wait)
    atexit.register(ours.close)  # which is done first, and ends it
    return ours


def _await_command(channel: socket.socket) -> bool:
    """Return, in a process of its own, for each command that is asked for; False in the end."""
    while True:
        message, files, _, _ = socket.recv_fds(channel, _LARGEST_MESSAGE_BYTES, 2)
        if not message:
            return False
        if (pid := os.fork()) == 0:
            _become(json.loads(message), files)
            return True
        for file in files:
            os.close(file)
        channel.send(str(pid).encode())
        _, status, usage = os.wait4(pid, 0)
        channel.send(f"{status} {usage.ru_maxrss}".encode())


def _become(command: dict[str, object], files: list[int]) -> None:
    for number, file in enumerate(files, start=1):
        os.dup2(file, number)
        os.close(file)
    os.chdir(str(command["cwd"]))
    os.environ.clear()
    os.environ.update(command["env"])  # type: ignore[call-overload]
    sys.argv = command["argv"]  # type: ignore[assignment]


if __name__ == "__main__":
    asked = socket.socket(fileno=int(sys.argv[1]))
    for name in _IMPORTED:
        importlib.import_module(name)
    if "twisted.internet.reactor" in sys.modules or "crawler.settings" in sys.modules:
        sys.exit("an import has chosen for the commands")
    if _await_command(asked):
        asked.close()
        sys.exit(importlib.import_module("scrapy.cmdline").execute())
