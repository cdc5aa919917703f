"""Comparison pages for tests of the page reader: the sample site's stock in many layouts, and what undoes a reader."""
