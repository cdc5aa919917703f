"""HTML and SVG as nested calls. What is not `Html` is escaped as it goes in, so no scraped text can be markup."""

import html
from collections.abc import Iterable
from typing import Final, TypeAlias

_VOID: Final = {"meta", "link", "br"}


class Html(str):
    """Text that is markup already."""


Child: TypeAlias = str | int | Iterable["Child"] | None


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Html:
    """Return an element; of attributes the underscores become hyphens, and those that are None are left out.

    `class_` and `for_` are what Python has no names for. Children may be nested; None leaves nothing.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}>" + ("" if name in _VOID else f"{joined(*children)}</{name}>"))


def joined(*children: Child) -> Html:
    """Return children one after the other, escaped where they are text."""
    return Html("".join(map(_markup, children)))


def said(text: object) -> Html:
    """Return text of a site's own, whose direction of writing stays its own affair."""
    return element("bdi", str(text), dir="auto")


def _markup(child: Child) -> str:
    match child:
        case None:
            return ""
        case Html():
            return child
        case str() | int():
            return html.escape(str(child))
        case _:
            return "".join(map(_markup, child))


def _number(value: str | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
