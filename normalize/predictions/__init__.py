"""Which sentences of a quote commit to a time: pure functions from a text and when it was first seen."""

from normalize.predictions.find import Prediction, find_predictions

__all__ = ["Prediction", "find_predictions"]
