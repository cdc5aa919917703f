"""Which products a quote names, and as what: pure functions from a text and the names that are known."""

from normalize.mentions.find import Mention, find_mentions
from normalize.mentions.known import KnownNames

__all__ = ["KnownNames", "Mention", "find_mentions"]
