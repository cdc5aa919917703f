"""Which tool a text is about: the one whose name it is, or the only one it names."""

import re
from dataclasses import dataclass, field
from typing import Final

from normalize.text import fold

_WORD: Final = re.compile(r"[^\W_]+")
# What may follow a name without making it another one: a plan, a maker, a version in brackets, a colon.
_TAIL: Final = re.compile(r"\s*(?:[:®™]?\s*$|[(\[]|(?:[–—|·]|\s-\s|\s(?:by|from)\s)\s*\S+(?:\s\S+){0,3}$)")
_LONGEST: Final = 80  # characters
_COLON: Final = re.compile(r"\s*(?:[:：]|\s[–—-])\s*")
_PLANS: Final = frozenset(
    "free plus pro premium team teams business enterprise max ultra basic standard starter personal growth advanced "
    "individual plan tier cloud app edition our us read review visit site website try it now details see learn more "
    "get started pricing".split()
)
_LOGO: Final = re.compile(r"^(?:\W+|\w\s)(?=\w)")
_COMMON: Final = frozenset(
    "ai app the and for pro plus one go io com hub cloud studio desk code note notes mail team work data free "
    "suite open hr crm api lab labs box web my get new all".split()
)


@dataclass(slots=True)
class Sides:
    """The compared tools by name; the shorter prints of a name that can mean no other tool count too."""

    names: tuple[str, ...]
    prints: dict[str, int] = field(default_factory=dict)  # folded
    mention: re.Pattern[str] = field(init=False)
    _known: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for side, name in enumerate(self.names):
            for alias in (name, *self._short_forms(side)):
                self.prints.setdefault(fold(alias), side)
        spoken = sorted({*self.names, *(a for s in range(len(self.names)) for a in self._short_forms(s))}, key=len)
        joined = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in reversed(spoken))
        self.mention = re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.I)

    def side_of(self, text: str) -> int | None:
        """The tool that a text names, saying nothing else: `Notes`, `Notes (Pro)`, `Notes by Acme`, `Notes Pro`."""
        if len(text) > _LONGEST:
            return None
        if text not in self._known:
            self._known[text] = self._find_side(text)
        return self._known[text]

    def _find_side(self, text: str) -> int | None:
        if (side := self.prints.get(fold(text))) is not None:
            return side
        match = self.mention.match(text) or self.mention.match(text, _end_of_logo(text))
        if match is None:
            return None
        rest = text[match.end() :]
        words = [word.casefold() for word in _WORD.findall(rest)]
        if _TAIL.match(rest) or words and all(word in _PLANS or word.isdecimal() for word in words):
            return self.prints[fold(match[0])]
        return None

    def named_in(self, text: str) -> list[int]:
        """The tools that a text names, each once, in order."""
        found = (self.prints[fold(match[0])] for match in self.mention.finditer(text))
        return list(dict.fromkeys(found))

    def labelled(self, text: str) -> tuple[int, str] | None:
        """The tool that labels a line, and what the line says of it: `Claude: from $20`."""
        match = self.mention.match(text)
        if match is None or not (rest := _COLON.match(text, match.end())) or rest.end() == len(text):
            return None
        return self.prints[fold(match[0])], text[rest.end() :]

    def only_in(self, text: str) -> int | None:
        """The one tool that a text names; None where it names none or several."""
        named = self.named_in(text)
        return named[0] if len(named) == 1 else None

    def parts(self, text: str) -> list[tuple[int, str]]:
        """What a text says after each name, up to the next one; empty where a name comes twice."""
        found = list(self.mention.finditer(text))
        ends = [*(match.start() for match in found[1:]), len(text)] if found else []
        parts = [
            (self.prints[fold(m[0])], text[m.end() : end].strip(" :;,.")) for m, end in zip(found, ends, strict=True)
        ]
        return parts if len({side for side, _ in parts}) == len(parts) else []

    def _short_forms(self, side: int) -> list[str]:
        """The last or the first word of a name, where it is a word of its own and no word of another tool's name."""
        words = self.names[side].split()
        others = {word.casefold() for at, name in enumerate(self.names) if at != side for word in _WORD.findall(name)}
        if len(words) < 2:
            return []
        ends = [words[-1], words[0]]
        return [
            word
            for word in ends
            if len(word) > 3 and word[0].isupper() and word.casefold() not in _COMMON and word.casefold() not in others
        ]


def _end_of_logo(text: str) -> int:
    """Where a name begins behind an emoji or a one-letter logo."""
    match = _LOGO.match(text)
    return match.end() if match else 0
