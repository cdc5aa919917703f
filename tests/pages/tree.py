"""A small element tree and its printer, so that test pages can be as wrong as real ones are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

VOID = frozenset({"br", "hr", "input"})
PHRASES = frozenset({"a", "b", "cite", "code", "em", "i", "small", "span", "strong"})
# Elements that hold no blocks: what is put into them or around their content must be a phrase.
LINES = PHRASES | {"p", "h1", "h2", "h3", "h4", "h5", "summary", "button", "label"}


@dataclass
class Raw:
    """Markup that is printed as it stands and that no mutation touches: comments, scripts, select boxes."""

    html: str


@dataclass(eq=False)
class El:
    """An element; eq is identity, for mutations look for this one and not for its like."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    kids: list[Node] = field(default_factory=list)
    is_closed: bool = True
    is_fixed: bool = False  # no mutation touches it or what it holds
    gap: str | None = None  # tag of what may be put between its kids
    step: int = 1  # kids to a row

    def walk(self) -> Iterator[tuple[El, El]]:
        """Every element below this one that may change, with its parent."""
        for kid in list(self.kids):
            if isinstance(kid, El) and not kid.is_fixed:
                yield self, kid
                yield from kid.walk()

    def put_around(self, kid: El, wrapper: El) -> None:
        """Put a wrapper around one of this element's kids."""
        self.kids[self.kids.index(kid)] = wrapper
        wrapper.kids.append(kid)

    def is_line(self) -> bool:
        """Whether it holds text and phrases alone."""
        return all(not isinstance(kid, El) or kid.tag == "br" or kid.tag in PHRASES for kid in self.kids)


Node: TypeAlias = El | Raw | str
Kid: TypeAlias = "Node | Iterable[Kid] | None"


def h(spec: str, *kids: Kid, **attrs: str) -> El:
    """An element from `tag.class.class`; lists are flattened and None left out."""
    tag, _, classes = spec.partition(".")
    if classes:
        attrs["class"] = classes.replace(".", " ")
    return El(tag, attrs, list(_flat(kids)))


def _flat(kids: Kid) -> Iterator[Node]:
    if isinstance(kids, El | Raw | str):
        yield kids
    elif kids is not None:
        for kid in kids:
            yield from _flat(kid)


def fixed(element: El) -> El:
    """Mark an element as one that no mutation touches."""
    element.is_fixed = True
    return element


def spaced(element: El, gap: str = "div", step: int = 1) -> El:
    """Mark an element as a list of rows or cards, between which other things may stand."""
    element.gap, element.step = gap, step
    return element


def print_node(node: Node, spell: Callable[[str], str] = escape) -> str:
    """The markup of a node; `spell` turns a text into markup."""
    if isinstance(node, str):
        return spell(node)
    if isinstance(node, Raw):
        return node.html
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    start = f"<{node.tag}{attrs}>"
    if node.tag in VOID:
        return start
    end = f"</{node.tag}>" if node.is_closed else ""
    return f"{start}{''.join(print_node(kid, spell) for kid in node.kids)}{end}"
