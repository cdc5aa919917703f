"""The key of a name: equal for two prints of it that differ in case, accents, hyphens, dots and spaces."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LATIN_WITH_MARKS: Final = re.compile("([a-z])[\u0300-\u036f]+")
_WORD: Final = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Words and numbers of a name in order, folded; `2.10` is one number."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", _LATIN_WITH_MARKS.sub(r"\1", folded))))


def key_of(name: str) -> str:
    """The key of a name; the folded name itself where it has neither word nor number."""
    return "".join(words_of(name)) or "".join(name.casefold().split())
