"""Reads a long archive with all processors: batches of its records go out, tables of entries come back in order."""

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from multiprocessing import get_context
from typing import Final, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_WATCH_SECONDS: Final = 1.0
_MOST_WAITING: Final = 8  # results for each worker that may wait for one before them


class Workers:
    """Processes beside this one, begun when there is work for them. `niceness` is how far they yield to all others."""

    def __init__(self, niceness: int = 0) -> None:
        self._n_workers = max(1, (os.cpu_count() or 1) - 1)
        self._pool = ProcessPoolExecutor(self._n_workers, get_context("spawn"), _begin, (os.getpid(), niceness))

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, work: Callable[..., Result], *args: object) -> Future[Result]:
        """Have `work` done by one of them."""
        with _interrupts_held():
            return self._pool.submit(work, *args)

    def map_in_order(self, work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield what `work` makes of each batch, in their order. Who asks works, too, while all others do."""
        results: deque[Future[Result]] = deque()
        for batch in batches:
            is_busy = sum(not result.done() for result in results) > self._n_workers
            results.append(_done(work(batch)) if is_busy else self.submit(work, batch))
            while results and (results[0].done() or len(results) > _MOST_WAITING * self._n_workers):
                yield results.popleft().result()
        while results:
            yield results.popleft().result()


def _done(result: Result) -> Future[Result]:
    future: Future[Result] = Future()
    future.set_result(result)
    return future


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process begun here is never told of Ctrl-C, not even while it begins: what comes of it is up to its parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int, niceness: int) -> None:
    """End with the parent: a killed one would leave its workers waiting for ever."""
    os.nice(niceness)
    sys.meta_path.insert(0, _WithoutPandas())
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


class _WithoutPandas(MetaPathFinder):
    """Hides pandas from pyarrow, which imports it to read Python objects and uses nothing of it; it takes 30 MB."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Called by Python for each import."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)
