"""Reader for pages on which a panel of reviewers votes on two tools: cards, a decision table, a scorecard.

It reads by words (names, labels, printed values) and by their arrangement (order, rows, columns); no class name and
no path is looked at.
"""

from normalize.panel.reading import PANEL_READER, read_panel

__all__ = ["PANEL_READER", "read_panel"]
