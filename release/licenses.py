"""The licence that a user names, and what it is about: our structure and figures, never the words of others."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from normalize.errors import UserError
from release.manifest import Quotes
from release.quotes import EXCERPT_CHARACTERS

QUOTES_SAID: Final[dict[Quotes, str]] = {
    "full": "Quoted text goes out in full.",
    "excerpt": f"Of quoted text the first {EXCERPT_CHARACTERS} characters go out, with a hash of the whole.",
    "none": "No quoted text goes out, only a hash of it.",
}


@dataclass(frozen=True, slots=True)
class License:
    """A licence under its identifier on the Hub."""

    id: str
    spdx: str
    name: str
    url: str


def find_license(name: str) -> License:
    """Return the licence of a name. Raises UserError for a name that the Hub does not know as that of one licence."""
    if (found := _licenses().get(name.strip().lower())) is None:
        known = ", ".join(_licenses())
        raise UserError(f"licence {name!r} is unknown", f"name one as the Hub does: {known}")
    return found


def license_text(license: License, quotes: Quotes) -> str:
    """The file LICENSE."""
    return f"""{license.name}
SPDX-License-Identifier: {license.spdx}
{license.url}

{rights(license)}

{QUOTES_SAID[quotes]}
"""


def rights(license: License) -> str:
    """Who owns what, and what the licence is about."""
    return (
        "The structure of this dataset and all that was derived for it (ids, links between tables, counts, dates, "
        f"shares, coefficients, documentation) are licensed under {license.name}.\n\n"
        "Quoted text belongs to its authors: quotes, pros and cons, mottos, descriptions, sentences that say who wins. "
        "What sites print besides (names, taglines, prices, votes) belongs to them. The licence covers neither. Both "
        "are quoted here, with their source, so that they can be studied; whoever uses them further needs a ground to."
    )


@cache
def _licenses() -> dict[str, License]:
    lines = files(__package__).joinpath("licenses.csv").read_text(encoding="utf-8").splitlines()
    return {row["id"]: License(**row) for row in csv.DictReader(lines)}
