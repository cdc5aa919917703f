"""How much of a page's markup is made a tree of: what would take the parser endless time or memory is left out."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from lxml import etree

_MOST_TAGS: Final = 300_000  # of one page; each takes up to a kilobyte
_MOST_ATTRIBUTES: Final = 1_000  # of one tag
_FEW_BYTES: Final = 65_536  # a shorter page cannot name so many attributes in one tag that it would take long
_START_TAG: Final = re.compile(rb"<[a-zA-Z]")
_TAG: Final = re.compile(rb"""(<[a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+""")


class _EndlessTagError(Exception):
    """A tag has more attributes than are read."""


class _AttributeCounter:
    """Has the parser count what a tree would be made of: it tells tags from what looks like them."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Called by lxml for each tag."""
        if len(attributes) > _MOST_ATTRIBUTES:
            raise _EndlessTagError

    def close(self) -> None:
        """Called by lxml at the end."""


def within_bounds(markup: bytes) -> tuple[bytes, list[str]]:
    """Return as much of a page as can be made a tree of, and the problems of what is left out.

    A tree takes memory for each tag, and time that grows with the square of the number of a tag's attributes.
    """
    problems = []
    if markup.count(b"<") > _MOST_TAGS and (tag := next(islice(_START_TAG.finditer(markup), _MOST_TAGS, None), None)):
        markup = markup[: tag.start()]
        problems.append(f"markup: more than {_MOST_TAGS} tags, read in part")
    if _has_endless_tag(markup):
        markup = _TAG.sub(_without_attributes, markup)
        if _has_endless_tag(markup):
            return b"", [*problems, f"markup: more than {_MOST_ATTRIBUTES} attributes in a tag, not read"]
    return markup, problems


def _has_endless_tag(markup: bytes) -> bool:
    if len(markup) < _FEW_BYTES:
        return False
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_AttributeCounter())
    try:
        etree.fromstring(markup, parser)
    except _EndlessTagError:
        return True
    except etree.XMLSyntaxError:  # nothing in it that could be an element
        return False
    return False


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    return tag[1] if len(tag[0]) > 2 * _MOST_ATTRIBUTES else tag[0]
