-- One row per sentence of a quote that commits to a time.
from found_predictions
