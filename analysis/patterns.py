"""Ratings in the form in which everything is computed: distinct rows, and how many units show each.

A million units rated on five categories show few distinct rows, a resample is another set of frequencies of the same
rows, and the order of units cannot matter. Counts are sparse: of a hundred categories a unit shows a handful.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.arrays import Floats, Integers, two_dimensional, whole_numbers

Sparse: TypeAlias = Any  # SciPy's arrays are not typed
MOST_CATEGORIES: Final = 5_000  # distances between categories are a table of their square


@dataclass(frozen=True, slots=True)
class Patterns:
    """Distinct rows of ratings; units that nobody rated and raters who rated nothing are left out."""

    categories: tuple[Hashable, ...]
    counts: Sparse
    """Patterns × categories: how many raters chose each."""
    by_rater: Sparse
    """Patterns × (raters · categories): 1 where this rater chose this category; None where raters are not known."""
    frequency: Floats
    """How many units show each pattern."""
    n_raters: int
    """Raters who rated at least one unit; where they are not known, the most that any unit has."""

    @property
    def n_given(self) -> Floats:
        """Ratings in each pattern."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    @property
    def n_units(self) -> int:
        """Units with at least one rating."""
        return int(self.frequency.sum())


def from_ratings(ratings: object, categories: Iterable[Hashable] | None, ordered: bool) -> Patterns:
    """Read units × raters; None, NaN and the like are missing. `ordered` says that the order of categories matters.

    Raises:
        ValueError: not two-dimensional, a rating outside `categories`, categories that repeat or cannot be ordered.
    """
    array = two_dimensional(ratings, "ratings")
    flat, uniques = pd.factorize(array.ravel())
    found = uniques.tolist()  # Python's own types, not NumPy's
    names = _sorted(found, ordered) if categories is None else named(categories)
    place = {name: number for number, name in enumerate(names)}
    if outside := [value for value in found if value not in place]:
        raise ValueError(f"ratings outside the categories: {', '.join(map(repr, outside[:3]))}")
    # From 1, so that in ratings as in counts a row of zeros is a unit that nobody rated.
    lookup = np.array([*(place[value] + 1 for value in found), 0], dtype=np.int32)
    return _from_places(lookup[flat].reshape(array.shape), names)


def from_counts(counts: object, categories: Iterable[Hashable] | None) -> Patterns:
    """Read units × categories; without `categories` they are the columns' names, or 0, 1, 2 and so on.

    Columns that have names of their own are taken by name, in the order of `categories`.

    Raises:
        ValueError: not two-dimensional, no whole numbers, or other categories than columns.
    """
    names = None if categories is None else named(categories)
    numbers = whole_numbers(counts if names is None else _in_order(counts, names), "counts")
    if names is None:
        names = named(getattr(counts, "columns", range(numbers.shape[1])))
    if len(names) != numbers.shape[1]:
        raise ValueError(f"counts have {numbers.shape[1]} columns for {len(names)} categories")
    rows, frequency = _distinct(numbers)
    return Patterns(names, csr_array(rows.astype(np.float64)), None, frequency, int(rows.sum(axis=1).max(initial=0)))


def _in_order(counts: object, names: tuple[Hashable, ...]) -> object:
    """Columns in the order of the categories, where they have names of their own and not numbers of their place."""
    own = list(getattr(counts, "columns", names))
    if set(own) == set(names) and len(own) == len(names):
        return np.asarray(counts)[:, [own.index(name) for name in names]] if own != list(names) else counts
    if own != list(range(len(own))):
        raise ValueError(f"counts have the columns {own}, which are not the categories {list(names)}")
    return counts


def named(categories: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Hold categories to what they must be: distinct, none of them missing, and few enough.

    Raises:
        ValueError: they are not.
    """
    names = tuple(categories)
    if len(set(names)) < len(names) or any(pd.isna(name) for name in names):
        raise ValueError("categories must be distinct, and none of them missing")
    if len(names) > MOST_CATEGORIES:
        raise ValueError(f"{len(names)} categories are more than {MOST_CATEGORIES}: put ratings into classes first")
    return names


def _sorted(found: list[Any], ordered: bool) -> tuple[Hashable, ...]:
    if ordered and any(isinstance(value, str) for value in found):
        raise ValueError("weights other than identity need categories in their order: name them")
    try:
        return named(sorted(found))
    except TypeError as error:
        raise ValueError("ratings of several types have no order: name the categories") from error


def _from_places(places: Integers, names: tuple[Hashable, ...]) -> Patterns:
    """Count rows of places in `names`, from 1; 0 where a rating is missing."""
    rows, frequency = _distinct(places)
    codes = rows[:, rows.any(axis=0)].astype(np.int64) - 1
    given, n_raters = codes >= 0, codes.shape[1]
    offsets = np.arange(n_raters) * len(names)
    by_rater = _indicators(given, (codes + offsets)[given], n_raters * len(names))
    counts = _indicators(given, codes[given], len(names))
    counts.sum_duplicates()  # so that the shares of a unit add up to 1 exactly, where it is unanimous
    return Patterns(names, counts, by_rater, frequency, n_raters)


def _indicators(given: NDArray[np.bool_], columns: Integers, width: int) -> Sparse:
    ends = np.concatenate([[0], given.sum(axis=1).cumsum()])
    return csr_array((np.ones(columns.size), columns, ends), shape=(given.shape[0], width))


def _distinct(rows: Integers) -> tuple[Integers, Floats]:
    """Find the distinct rows, sorted, and the frequency of each, but for rows of zeros.

    Rows become numbers in the base of their largest entry, which sort a good deal faster than rows do.
    """
    base = int(rows.max(initial=0)) + 1
    keys, size = np.zeros(rows.shape[0], dtype=np.int64), 1
    for column in rows.T:
        if size > np.iinfo(np.int64).max // base:
            keys = np.unique(keys, return_inverse=True)[1]
            size = int(keys.max()) + 1
        keys, size = keys * base + column, size * base
    _, first, frequency = np.unique(keys, return_index=True, return_counts=True)
    found = rows[first]
    is_rated = found.any(axis=1)
    return found[is_rated], frequency[is_rated].astype(np.float64)
