"""Names for array types, and the few checks of arguments that several modules make."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.integer[Any]]


def two_dimensional(values: object, what: str) -> NDArray[np.generic]:
    """Take `values` as an array of rows and columns; an empty sequence has none of either.

    Nested lists become objects, not strings: `["1", None]` must not turn into `["1", "None"]`. What is masked is None.

    Raises:
        ValueError: rows of unequal length, or another number of dimensions.
    """
    if isinstance(values, np.ma.MaskedArray):
        unmasked = values.data.astype(object)
        unmasked[np.ma.getmaskarray(values)] = None
        values = unmasked
    array = np.asarray(values, dtype=None if hasattr(values, "__array__") else object)
    if array.ndim == 1 and array.size == 0:
        return array.reshape(0, 0)
    if array.ndim != 2:
        raise ValueError(f"{what} must be rows of equal length, in two dimensions")
    return array


def whole_numbers(values: object, what: str) -> Integers:
    """Take `values` as a two-dimensional array of counts.

    Raises:
        ValueError: another shape, or a value that is missing, negative or no whole number.
    """
    array = two_dimensional(values, what)
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be whole numbers") from error
    if not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers % 1).any():
        raise ValueError(f"{what} must be whole numbers, none of them missing or negative")
    return numbers.astype(np.int64)


def check_confidence(confidence: float) -> None:
    """Raise ValueError unless `confidence` lies between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
