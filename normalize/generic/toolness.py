"""Whether a page that names two things compares tools: it speaks of prices, features, plans, not of goals or courts."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from normalize.generic.outline import Outline
from normalize.generic.sides import Sides
from normalize.reading import ReadComparison, ReadFeature, ReadPoint, ReadPrice, ReadRating

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
# Ways to pay for, deliver or do something: no names of tools, however many prices stand under them.
_NO_TOOL_WORDS: Final = frozenset(
    "free paid basic pro plus premium standard starter business enterprise team teams ultimate lite monthly annual "
    "annually yearly lifetime billing plan plans tier tiers subscription subscriptions saas cloud premise premises "
    "on hosted self hosting desktop mobile web native open closed source software online offline remote office "
    "freelance freelancer freelancers agency agencies manual automatic automation build buy buying rent own in house "
    "outsourcing rag fine tuning prompt prompting engineering waterfall agile sql nosql monolith microservices "
    "app apps application applications website development developing developer cost costs "
    "public private local a an the of vs or and work working from home".split()
)
_SYSTEMS: Final = frozenset("ios android windows macos mac linux iphone".split())
_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST_TOOL_WORDS: Final = 4
_SHORTEST_PROSE: Final = 60  # characters
_LONGEST_ACRONYM: Final = 5  # in capitals everywhere, so that they tell nothing
_MANY_FACTS: Final = 8  # in another language the words are not known
_LONGEST_SAMPLE: Final = 60_000  # characters


def compares_tools(outline: Outline, sides: Sides, read: ReadComparison) -> bool:
    """Whether what is compared are tools: the more is read in columns and cards, the fewer words are needed."""
    if _are_no_names(sides) or _are_common(outline, sides):
        return False
    if _is_of_each(read.prices):
        return True
    text = " ".join(b.folded for b in outline.blocks if not outline.is_frame[b.index])[:_LONGEST_SAMPLE]
    tool_words = set(_TOOL_WORDS.findall(text))
    other_words = set(_OTHER_WORDS.findall(text))
    if len(other_words) > len(tool_words):
        return False
    if _is_of_each(read.ratings) or _is_of_each(read.points) or _is_of_each(_answers(read)):
        return True
    n_facts, n_words = read.n_facts, len(tool_words) - 2 * len(other_words)  # a court's ruling on apps is of a court
    return n_words >= _FEWEST_TOOL_WORDS or n_facts > 0 and n_words > 1 or n_facts >= _MANY_FACTS


def _is_of_each(facts: Sequence[ReadPrice | ReadRating | ReadPoint | ReadFeature]) -> bool:
    return len({fact.side for fact in facts}) > 1


def _answers(read: ReadComparison) -> list[ReadFeature]:
    return [feature for feature in read.features if feature.value_bool is not None]


def _are_no_names(sides: Sides) -> bool:
    words = [set(_WORD.findall(name.casefold())) for name in sides.names]
    is_way = any(not each <= _SYSTEMS for each in words)  # to build for a system, not the system itself
    return is_way and all(each <= _NO_TOOL_WORDS | _SYSTEMS for each in words)


def _are_common(outline: Outline, sides: Sides) -> bool:
    """Whether the names are common nouns: capital in headings, small in sentences."""
    small, capital = Counter[int](), Counter[int]()
    for block in outline.blocks:
        if len(block.text) < _SHORTEST_PROSE:
            continue
        for match in sides.mention.finditer(block.text):
            if block.text[max(0, match.start() - 2) : match.start()].strip()[-1:].islower():
                (small if match[0][0].islower() else capital)[sides.side_of(match[0]) or 0] += 1
    tell = [side for side, name in enumerate(sides.names) if not (name.isupper() and len(name) <= _LONGEST_ACRONYM)]
    return 2 * sum(small[side] > capital[side] and sides.names[side][:1].isupper() for side in tell) > len(tell)
