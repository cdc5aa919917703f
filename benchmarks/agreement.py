"""What measuring the agreement of seven raters on a million units costs: all point estimates and analytic errors.

    python benchmarks/agreement.py [UNITS]

Prints seconds, seconds of processors (which a busy machine does not stretch as much) and peak memory of a process for
each form of ratings. Peak memory includes Python, its libraries and making the ratings, which is what stands before.
"""

import multiprocessing
import resource
import sys
import time
from typing import Any, Final

import numpy as np

from analysis.agreement import measure

N_RATERS: Final = 7
SECONDS_WANTED: Final = 5
MEGABYTES_WANTED: Final = 1_000
AGREEING: Final = 0.6  # of ratings that follow the unit, not chance
MISSING: Final = 0.1


def numbers(n_units: int, n_categories: int) -> Any:
    """Ratings as small integers, none missing."""
    generator = np.random.default_rng(7)
    unit = generator.integers(0, n_categories, (n_units, 1), dtype=np.int8)
    chance = generator.integers(0, n_categories, (n_units, N_RATERS), dtype=np.int8)
    return np.where(generator.random(chance.shape, dtype=np.float32) < AGREEING, unit, chance)


def with_gaps(n_units: int, n_categories: int) -> Any:
    """Ratings as floats, NaN where one is missing."""
    found = numbers(n_units, n_categories).astype(np.float64)
    found[np.random.default_rng(8).random(found.shape, dtype=np.float32) < MISSING] = np.nan
    return found


def words(n_units: int, n_categories: int) -> Any:
    """Ratings as strings, None where one is missing."""
    names = np.array([*(f"category {number}" for number in range(n_categories)), None], dtype=object)
    return names[np.nan_to_num(with_gaps(n_units, n_categories), nan=-1).astype(np.int8)]


CASES: Final = {
    "2 categories, integers": (numbers, 2, "identity"),
    "5 categories, integers": (numbers, 5, "identity"),
    "5 categories, strings and gaps": (words, 5, "identity"),
    "5 categories, floats and gaps, quadratic": (with_gaps, 5, "quadratic"),
    "101 categories, floats and gaps, quadratic": (with_gaps, 101, "quadratic"),
}


def peak_megabytes() -> float:
    """Most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def cost(name: str, n_units: int) -> tuple[float, float, float, float]:
    """Seconds to measure a case, by the clock and of processors, and megabytes before and at most."""
    make, n_categories, weights = CASES[name]
    ratings, before = make(n_units, n_categories), peak_megabytes()
    start, start_busy = time.perf_counter(), time.process_time()
    found = measure(ratings, weights=weights)
    assert found.n_units == n_units and found.gwet_ac.value and found.conger_kappa.standard_error
    return time.perf_counter() - start, time.process_time() - start_busy, before, peak_megabytes()


def main() -> None:
    """Measure every case and print what it comes to."""
    n_units = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{n_units:,} units x {N_RATERS} raters; at most {SECONDS_WANTED} s and {MEGABYTES_WANTED:,} MB wanted")
    for name in CASES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, busy, before, peak = pool.apply(cost, (name, n_units))
        print(f"{name:45}{seconds:6.2f} s,{busy:5.2f} s of processors,{peak:5.0f} MB at most,{before:4.0f} MB before")


if __name__ == "__main__":
    main()
