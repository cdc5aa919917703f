"""The report: one HTML file that says what a dataset's verdicts come to, for people who have neither it nor SQL."""

from analysis.report.page import report

__all__ = ["report"]
