"""Markup before it is parsed: divs that the page never ends."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Elements that may stand inside a sentence. They do so only where text stands beside them.
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rp rt s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
# What no reader sees as text, and controls (a select box full of tool names says nothing about them).
UNSEEN: Final = frozenset(
    "script style noscript template head title select option optgroup datalist textarea button iframe frame object "
    "embed svg math canvas audio video map input meta link base".split()
)
LEFT_OPEN: Final = "left-open"  # attribute of a div that the page never ends
_DIV: Final = b"div"
_TAG: Final = re.compile(
    rb"""<!--.*?(?:-->|\Z)|<(script|style|textarea|title|svg|math|select|noscript|template)\b.*?(?:</\1|\Z)
    |<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?:=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|[^>])*+(?:>|\Z)""",
    re.I | re.X | re.S,
)
_IN_TEXT: Final = frozenset(name.encode() for name in INLINE | UNSEEN if name != "head")
_SINGLE: Final = frozenset(b"area base br col embed img input link meta param source track wbr".split())
_NO_CONTAINERS: Final = frozenset({b"p", b"hr"})


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag of the markup; `is_inline` if what it starts or ends may stand inside a sentence."""

    name: bytes
    is_end: bool
    is_inline: bool
    start: int


def with_ends(markup: bytes) -> bytes:
    """End each div that the page never ends where a paragraph ends: where the next block begins, or the one around it.

    Without its end nothing tells how far a div reaches: what follows may be inside it or beside it.
    """
    begun = markup.count(b"<div")
    if begun <= markup.count(b"</div") and (begun or b"<DIV" not in markup):
        return markup
    tags = list(_tags(markup))
    ended: list[bytes] = []
    done = 0
    for at in sorted(_never_ended(tags)):
        name_end = tags[at].start + len(b"<div")
        stop = next(_ends_of_text(tags, at + 1), len(markup))
        ended += [markup[done:name_end], b" %s" % LEFT_OPEN.encode(), markup[name_end:stop], b"</div>"]
        done = stop
    return b"".join([*ended, markup[done:]])


def _tags(markup: bytes) -> Iterator[_Tag]:
    for tag in _TAG.finditer(markup):
        if tag["name"] and (name := tag["name"].lower()) not in _SINGLE:
            yield _Tag(name, bool(tag["end"]), name in _IN_TEXT, tag.start())


def _ends_of_text(tags: list[_Tag], start: int) -> Iterator[int]:
    """Where a text that begins at a tag is over: at a block's tag, or where an element around it ends."""
    depth = 0
    for at in range(start, len(tags)):
        depth += -1 if tags[at].is_end else 1
        if depth < 0 or not tags[at].is_inline:
            yield tags[at].start


def _never_ended(tags: list[_Tag]) -> set[int]:
    """Places of the divs that are open where what they stand in ends, or the page."""
    stack: list[int] = []
    n_open: Counter[bytes] = Counter()
    found: set[int] = set()
    for at, tag in enumerate(tags):
        if tag.is_inline:
            continue
        if not tag.is_end and tag.name not in _NO_CONTAINERS:
            stack.append(at)
            n_open[tag.name] += 1
        while tag.is_end and n_open[tag.name]:
            top = stack.pop()
            n_open[tags[top].name] -= 1
            if tags[top].name == tag.name:
                break
            found.add(top)
    return {at for at in (*found, *stack) if tags[at].name == _DIV}
