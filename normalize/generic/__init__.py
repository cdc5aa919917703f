"""Reads comparison pages of sites nobody wrote code for: by names, columns, headings and labels, never by class names."""

from normalize.generic.reader import GENERIC_READER, read_any

__all__ = ["GENERIC_READER", "read_any"]
