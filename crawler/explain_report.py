"""An explanation as text for people, a hundred columns wide and without colours, or as JSON for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import accumulate
from typing import Any, Final

from crawler.text_table import cell_text, width_of
from normalize.explanation import Explanation, Finding
from normalize.text import clean, fold

_WIDTH: Final = 100
_INDENT: Final = 18  # columns, of a line behind what it is about
_BESIDE: Final = 24  # columns, of what stands before and after a print
_LEAD: Final = 12  # characters, of what precedes a text in its own block
_TEXTS: Final = ("quote", "pro", "con")  # fields whose value is their text
_NOT_PRINTED: Final = "not among the page's texts (structured data, an address or a picture's name)"


def explanation_text(explanation: Explanation, source: str) -> str:
    """All of it: the page, then each tool, then what is said of the whole, each with what was not found."""
    lines = [*_head(explanation, source)]
    for about in _subjects(explanation):
        lines += ["", *_wrapped("", about or "The page", 0)]
        for finding in explanation.findings:
            if finding.about == about:
                lines += _finding(finding)
        for missing in explanation.missing:
            if missing.about == about:
                lines += _wrapped("not found", ", ".join(missing.fields))
    return "\n".join([*lines, *_candidates(explanation), *_problems(explanation)])


def explanation_json(explanation: Explanation, source: str) -> str:
    """The same for programs."""
    reading, candidates = explanation.reading, explanation.candidates
    page = {name: getattr(reading, name) for name in ("url", "site", "kind", "state", "title", "lang")}
    said: dict[str, Any] = {"source": source, **page, "reader": reading.extractor}
    said["findings"] = [asdict(finding) for finding in explanation.findings]
    said["missing"] = [asdict(missing) for missing in explanation.missing]
    said["candidates"] = candidates and {"names": candidates.names, "sources": sorted(candidates.sources)}
    said["problems"] = reading.problems
    return json.dumps(said, ensure_ascii=False, indent=2)


def _head(explanation: Explanation, source: str) -> Iterator[str]:
    reading = explanation.reading
    yield from _wrapped("", reading.url, 0)
    yield from _wrapped("read from", source)
    for name in ("state", "kind", "site", "extractor", "title"):
        yield from _wrapped("reader" if name == "extractor" else name, cell_text(getattr(reading, name)) or "none")


def _subjects(explanation: Explanation) -> list[str | None]:
    """What the findings and what is missing are about, the page itself last."""
    said = dict.fromkeys(finding.about for finding in explanation.findings)
    said |= dict.fromkeys(missing.about for missing in explanation.missing)
    return sorted(said, key=lambda about: about is None)


def _finding(finding: Finding) -> Iterator[str]:
    place, is_whole = _place(finding)
    yield from _wrapped(finding.field, f"{_phrase(finding, is_whole)} [{finding.evidence}]")
    yield " " * _INDENT + place
    n_alike = finding.place.n_alike if finding.place and finding.field != "name" else 0  # names are everywhere
    if n_alike:
        yield f"{' ' * _INDENT}or elsewhere: {n_alike} more {'place' if n_alike == 1 else 'places'} with this text"


def _phrase(finding: Finding, is_printed: bool) -> str:
    """The value: as printed, where that is not seen whole in its place, and as parsed."""
    if isinstance(finding.value, str):
        return finding.value
    parsed = finding.value.copy()
    said = [finding.text or ""] if finding.field in _TEXTS else []
    if "feature" in parsed:
        said = [f'{parsed.pop("feature")}: "{finding.text}"']
    elif not said and not is_printed:
        said = [f'"{finding.text}"']
    return " · ".join([*said, *(f"{name} {cell_text(value)}" for name, value in parsed.items() if value is not None)])


def _place(finding: Finding) -> tuple[str, bool]:
    """The print between what stands before and after it; and whether it is the value's text, uncut."""
    place = finding.place
    if place is None:
        return ("blank" if finding.text == "" else _NOT_PRINTED), finding.text == ""
    before = _cut_front(place.before, _BESIDE) if place.before is not None else "(page begins)"
    after = _cut(place.after, _BESIDE) if place.after is not None else "(page ends)"
    room = _WIDTH - _INDENT - width_of(before) - width_of(after) - len(" ›  ‹ ")
    is_whole = fold(place.printed) == fold(finding.text or "") and width_of(place.printed) <= room
    return f"{before} › {_around(place.printed, finding.text or '', room)} ‹ {after}", is_whole


def _around(printed: str, text: str, room: int) -> str:
    """A print, cut to what stands around the text in it."""
    at = printed.find(text)
    begin = min(at - _LEAD, len(printed) - room + 1)
    if width_of(printed) <= room or begin <= 0:
        return _cut(printed, room)
    return _cut("…" + printed[begin:].lstrip(), room)


def _candidates(explanation: Explanation) -> list[str]:
    naming = explanation.candidates
    if naming is None:
        return []
    agreeing = f"{', '.join(naming.names)}  [{', '.join(sorted(naming.sources))}]"
    return ["", "Names that were agreed on, on a page that was not read by them", *_wrapped("names", agreeing)]


def _problems(explanation: Explanation) -> list[str]:
    problems = explanation.reading.problems
    return ["", "Problems", *(line for problem in problems for line in _wrapped("", problem, 2))] if problems else []


def _wrapped(label: str, text: str, indent: int = _INDENT) -> list[str]:
    """A label and a text in as many lines as it needs, of which no word is wider than a line."""
    room = _WIDTH - indent
    lines = [""]
    for word in (piece for whole in clean(text).split(" ") for piece in _pieces(whole, room)):
        joined = f"{lines[-1]} {word}".lstrip(" ")
        if width_of(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    head = f"  {label}".ljust(indent) if indent else ""
    return [head + lines[0], *(" " * indent + line for line in lines[1:])]


def _pieces(word: str, room: int) -> Iterator[str]:
    while width_of(word) > room:
        n = _fitting(word, room)
        yield word[:n]
        word = word[n:]
    yield word


def _fitting(text: str, columns: int) -> int:
    """How many characters of a text fit."""
    return sum(width <= columns for width in accumulate(map(width_of, text)))


def _cut(text: str, columns: int) -> str:
    return text if width_of(text) <= columns else text[: _fitting(text, columns - 1)].rstrip() + "…"


def _cut_front(text: str, columns: int) -> str:
    return text if width_of(text) <= columns else "…" + text[len(text) - _fitting(text[::-1], columns - 1) :].lstrip()
