-- One row per name of a product in a quote.
from found_mentions
