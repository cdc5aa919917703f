"""Whether a page that names two things compares tools: it speaks of prices, features, plans, not of goals or courts."""

import re
from collections import Counter
from typing import Final

from normalize.generic.outline import Outline
from normalize.generic.sides import Sides

_TOOL_WORDS: Final = re.compile(
    r"\b(?:pric(?:e|es|ing)|free|plans?|paid|subscription|features?|integrations?|api|apps?|software|"
    r"tools?|platforms?|users?|rating|ratings|"
    r"reviews?|pros|cons|download|browser|support|models?|cloud|desktop|mobile|ios|android|windows|"
    r"enterprise|open.source|self.hosted|teams?|"
    r"workflows?|templates?|editor|dashboard|automation|storage|sync|encryption|tokens?|latency|uptime|"
    r"hosting|plugins?|sdk|library|framework|"
    r"database|server|deploy\w*|export|import|login|security|benchmarks?|licen[cs]e|product|products|"
    r"vendor|customers?|assistant|ai)\b"
)
_OTHER_WORDS: Final = re.compile(
    r"\b(?:goals?|kick.?off|half.?time|league|stadium|fixture|midfield\w*|striker|goalkeeper|season|"
    r"playoffs?|innings|knockout|rounds?|odds|coach|"
    r"squad|referee|penalty|plaintiffs?|defendants?|court|appeal|judges?|statute|ruling|petition\w*|"
    r"election|senator|parliament|calories|"
    r"vitamins?|protein|recipe|species|climate|poem|novel|essay|philosoph\w*|commut\w*|symptoms?|patients?|"
    r"therapy|weather)\b"
)
_FEWEST_TOOL_WORDS: Final = 4
_SHORTEST_PROSE: Final = 60  # characters
_MANY_FACTS: Final = 8  # in another language the words are not known
_LONGEST_SAMPLE: Final = 60_000  # characters


def compares_tools(outline: Outline, sides: Sides, n_facts: int) -> bool:
    """Whether what is compared are tools: the more facts were read in columns and cards, the fewer words are needed."""
    text = " ".join(b.folded for b in outline.blocks if not outline.is_frame[b.index])[:_LONGEST_SAMPLE]
    tool_words = set(_TOOL_WORDS.findall(text))
    other_words = set(_OTHER_WORDS.findall(text))
    if len(other_words) > len(tool_words) or _are_common(outline, sides):
        return False
    return len(tool_words) >= _FEWEST_TOOL_WORDS or n_facts > 0 and len(tool_words) > 1 or n_facts >= _MANY_FACTS


def _are_common(outline: Outline, sides: Sides) -> bool:
    """Whether the names are common nouns: capital in headings, small in sentences."""
    small, capital = Counter[int](), Counter[int]()
    for block in outline.blocks:
        if len(block.text) < _SHORTEST_PROSE:
            continue
        for match in sides.mention.finditer(block.text):
            if block.text[max(0, match.start() - 2) : match.start()].strip()[-1:].islower():
                (small if match[0][0].islower() else capital)[sides.side_of(match[0]) or 0] += 1
    named = [side for side, name in enumerate(sides.names) if name[:1].isupper()]
    return 2 * sum(small[side] > capital[side] for side in named) > len(sides.names)
