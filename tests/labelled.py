"""Quotes labelled by hand: which names are mentions of what, and which sentences commit to which time.

In a text `[name|relation]` is a mention, `[name|relation=Product]` one of a product that is called otherwise, and
⟨…⟩ is a prediction, whose time words and date stand beside the text in order.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from normalize.mentions import KnownNames, find_mentions
from normalize.predictions import find_predictions

_FOLDER: Final = Path(__file__).parent / "mentions"
_MARK: Final = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<relation>\w+)(?:=(?P<product>[^\]]+))?\]|[⟨⟩]")


@dataclass(frozen=True)
class Labelled:
    """A quote, and what a careful reader finds in it."""

    text: str
    about: str
    known: list[str]
    seen_at: datetime
    mentions: set[tuple[int, int, str | None, str]]
    predictions: set[tuple[int, int, str, str]]


def read(name: str) -> list[Labelled]:
    """The quotes of a file."""
    data = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [_labelled(each, data["known"], datetime.fromisoformat(data["seen_at"])) for each in data["quotes"]]


def _labelled(quote: dict[str, Any], known: list[str], seen_at: datetime) -> Labelled:
    text, at, opened = "", 0, []
    mentions: set[tuple[int, int, str | None, str]] = set()
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(quote["quote"]):
        text += quote["quote"][at : mark.start()]
        at = mark.end()
        if mark[0] == "⟨":
            opened.append(len(text))
        elif mark[0] == "⟩":
            spans.append((opened.pop(), len(text)))
        else:
            product = mark["product"] or (mark["text"] if mark["text"] in known else None)
            mentions.add((len(text), len(text) + len(mark["text"]), product, mark["relation"]))
            text += mark["text"]
    text += quote["quote"][at:]
    predictions = zip(spans, quote.get("predictions", []), strict=True)
    said = {(start, end, words, date) for (start, end), (words, date) in predictions}
    return Labelled(text, quote["about"], known, seen_at, mentions, said)


def found_of(quotes: list[Labelled], kind: str) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """What is found in quotes and what is labelled there, each with the quote and the words."""
    found, labelled = set(), set()
    for quote in quotes:
        said = quote.mentions if kind == "mentions" else quote.predictions
        labelled |= {(quote.text, quote.text[each[0] : each[1]], *each) for each in said}
        found |= {(quote.text, quote.text[each[0] : each[1]], *each) for each in _FOUND[kind](quote)}
    return found, labelled


def _mentions(quote: Labelled) -> set[tuple[Any, ...]]:
    known = KnownNames([(name, name) for name in quote.known])
    return {(m.start, m.end, m.product, m.relation) for m in find_mentions(quote.text, known, quote.about)}


def _predictions(quote: Labelled) -> set[tuple[Any, ...]]:
    found = find_predictions(quote.text, quote.seen_at)
    return {(p.start, p.end, p.horizon_text, p.horizon_date.isoformat()) for p in found}


_FOUND: Final = {"mentions": _mentions, "predictions": _predictions}
