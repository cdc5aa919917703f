"""Prices: on a tool's card, in a price row, in a list of plans, in a line that names the tool."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice
from typing import Final

from normalize.generic.cells import Struck
from normalize.generic.matrix import Matrix, Row, rows_by_block
from normalize.generic.outline import NO_RANK, Outline
from normalize.generic.scopes import Scopes
from normalize.generic.sides import Sides
from normalize.page import Block
from normalize.reading import ReadPrice
from normalize.records import Evidence, Period
from normalize.values.free import may_say_free
from normalize.values.price import PricePrint, parse_prices

_PRICE_LABEL: Final = re.compile(
    r"pric|cost|\bplans?\b|\bfees?\b|subscription|\btiers?\b|monthly|annual|yearly|per month|/ ?mo\b|"
    r"starting|starts|\bfrom\b|billed|paid|licen[cs]e|"
    r"per (?:seat|user|token|1m|million)|\binput\b|\boutput\b|cached|preis|kosten|tarif|precio|coste|plano|"
    r"preço|prix|abonnement|prezzo|价格|定价|價格|料金",
    re.I,
)
_MONTH: Final = re.compile(r"\bmonth|/ ?mo\b|monat|mensual|mensile|par mois|月", re.I)
_YEAR: Final = re.compile(r"\byear|annual|/ ?yr\b|jahr|\bpro jahr|anual|par an\b|年", re.I)
_NO_PRICE: Final = re.compile(
    r"trial|refund|money.?back|guarantee|discount|credit|sav(?:e|ings)|overage|set.?up|revenue|funding|"
    r"valuation|raised|budget|payout|commission|"
    r"\blimit|transaction|founded|market cap",
    re.I,
)
_PRICE_HEADING: Final = re.compile(
    r"pric|cost|plans?\b|how much|subscription|tarif|preis|precio|prix|prezzo|价格|定价|料金|value for money", re.I
)
_FIGURE: Final = re.compile(r"[\d$€£¥₹₩₽₺₴₪฿]")
_GOES_ON: Final = re.compile(
    r"^\W*(?:/|per\b|an?\s+(?:month|year|user|seat)|each|monthly|yearly|annually|billed|mo\b|month|yr\b|"
    r"year|one.?time|lifetime|once|pro monat|im monat|par mois|al mes|月|年)",
    re.I,
)
_COSTS: Final = re.compile(
    r"\bcosts?\b|starts? (?:at|from)|starting (?:at|from)|priced? (?:at|from)|\bfor \$|is free|"
    r"plans? (?:begin|start)|charges?",
    re.I,
)
# What is said beside a price of another product: up to the end of the sentence, whose it is is not clear.
_COMPARED: Final = re.compile(
    r"(?:\b(?:compared (?:with|to)|in contrast to|unlike|whereas|"
    r"than (?-i:(?:\S+ (?:for|with) )?[A-Z])|(?:versus|vs\.?) (?-i:\S+ (?:for|with) [A-Z]|[A-Z]\w*(?:['’]s| at| \())|"
    r"im vergleich zu|im gegensatz zu|par rapport (?:à|au)|en comparación con|em comparação com|rispetto a)|相比)"
    r"(?:(?![.!?](?:\s|$))[^。！？])*",
    re.I,
)
# "The newsletter is free": said of something else than a tool, its plan or its use.
_SAID_FREE: Final = re.compile(
    r"\W*(?P<subject>[^.:;,]{1,40}?)\s(?:is|are|was|remains|comes|stays)\s(?:\w+\s){0,2}?free\b", re.I
)
_OFFERED: Final = re.compile(
    r"\b(?:plans?|tiers?|versions?|editions?|apps?|tools?|software|services?|platforms?|products?|use|usage|accounts?|"
    r"models?|editors?|programs?|extensions?|plugins?|core|basic|basics|starter|everything|pricing|price|packages?|"
    r"subscriptions?|licen[cs]es?|clients?)\b|^(?:it|this|that|which|they|both)$",
    re.I,
)
_ACTION: Final = re.compile(
    r"(?:get|start|try|sign|buy|see|view|visit|contact|book|learn|choose|join|subscribe|download|go|request|check|claim|"
    r"compare|select|upgrade)\b\W*\w"
    r"|(?:jetzt|kostenlos|gratis|essayer|probar|prueba|prova)\s",
    re.I,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?。])\s+|(?<=[。！？])")
_PLANS: Final = re.compile(r"(?:plan|tier|package|edition|name|tarif)s?", re.I)
_SYMBOL: Final = re.compile(r"[$€£¥₹₩₽₺₴₪฿]")
_FRACTION: Final = re.compile(r"[.,]\d\d\b")
_GLUED: Final = re.compile(r"(?<=\d)(?=(?:per|one.?time|billed|month|year|once|lifetime)\b)", re.I)
_HIGHEST_PLAN: Final = 2  # rank of headings that head more than a plan
_LONGEST_LINE: Final = 110  # characters; a longer text is running text
_LONGEST_JOINED: Final = 60
_NEAR: Final = 30  # blocks
_LONGEST_PROSE: Final = 600


def read_prices(
    outline: Outline, struck: Struck, sides: Sides, matrices: list[Matrix], scopes: Scopes
) -> list[ReadPrice]:
    """Return the prices that a page prints, each once, in order of evidence, then of reading."""
    in_rows = rows_by_block(outline, matrices).keys()
    found = [*_in_rows(outline, struck, matrices), *_on_cards(outline, struck, sides, scopes, in_rows)]
    priced = {price.side for price in found}
    found += [price for price in _in_prose(outline, struck, sides, in_rows) if price.side not in priced]
    return _distinct(found, sides)


def _may_price(text: str) -> bool:
    """Whether a look for a price is worth its time."""
    return _FIGURE.search(text) is not None or may_say_free(text)


def _distinct(found: list[ReadPrice], sides: Sides) -> list[ReadPrice]:
    """Each price once: a print that says less of the same amount adds nothing."""
    kept: dict[tuple[object, ...], ReadPrice] = {}
    full = {(p.side, p.amount, p.currency) for p in found if p.period}
    for price in found:
        if price.plan and sides.side_of(price.plan) is not None:
            price.plan = None  # the label of the line
        if (
            price.amount is not None
            and not price.period
            and not price.per
            and (price.side, price.amount, price.currency) in full
        ):
            continue
        key = (
            price.side,
            price.amount,
            price.currency,
            price.period,
            price.is_free,
            (price.per or "").casefold(),
            price.plan,
        )
        kept.setdefault(key, price)
    return list(kept.values())


def _in_rows(outline: Outline, struck: Struck, matrices: list[Matrix]) -> Iterator[ReadPrice]:
    for matrix in matrices:
        is_about = _is_about_prices(outline, outline.first[matrix.head])
        for row in filter(_is_labelled, matrix.rows):
            is_priced = (is_about or bool(_PRICE_LABEL.search(row.label))) and not _NO_PRICE.search(row.label)
            for side, cell in row.cells.items():
                text = row.texts[side] if row.texts else struck.printed(outline, cell)
                if len(text) > _LONGEST_PROSE or not _may_price(text):
                    continue
                for price in parse_prices(text):
                    if is_priced or not _NO_PRICE.search(row.label) and not price.is_free and _fills(price, text):
                        yield _read(side, _with_label(price, row.label), matrix.evidence, _plan(row.label))


def _is_labelled(row: Row) -> bool:
    return bool(row.label)


def _fills(price: PricePrint, text: str) -> bool:
    """Whether a text is a price paid regularly and nothing else."""
    return len(price.text) >= len(text) - 2 and price.currency is not None and price.period is not None


def _plan(label: str) -> str | None:
    """The plan that a row is about, where its label says more than that it holds prices, and of what unit."""
    bare = _UNIT.sub("", label).replace("()", "").strip()
    return (
        label
        if not _GENERIC.fullmatch(label) and not _GENERIC.fullmatch(bare) and not label.casefold().startswith("per ")
        else None
    )


_GENERIC: Final = re.compile(
    r"(?:the |our )?(?:(?:starting|monthly|annual|yearly|base|entry|list|paid|current|"
    r"standard)[ -])*(?:prices?|pricing|costs?|plans?|fees?|subscription|"
    r"starts? (?:at|from)|from|preise?|kosten|precios?|prix|价格|价格方案|定价)(?: \(?(?:paid|from|per month|"
    r"monthly|usd|starting|/ ?mo(?:nth)?)\)?)*\W*",
    re.I,
)


# The unit in a label: `Output price (per 1M tokens)`.
_UNIT: Final = re.compile(
    r"(?:\bper\b|(?-i:\b(?:pro|por|par)\b)|/(?=\s?(?:\d|(?:mo|month|yr|year|user|seat|agent|editor|member|request)s?\b)))"
    r"\s?[^()\[\]:;]+",
    re.I,
)


def _with_label(price: PricePrint, label: str) -> PricePrint:
    """A price whose period or unit stands in the label of its row."""
    if price.amount is None or price.period or price.per or not label:
        return price
    period: Period | None = "month" if _MONTH.search(label) else "year" if _YEAR.search(label) else None
    unit = _UNIT.search(label)
    told = f"{price.text} {unit[0] if unit else label}"
    said = next((each for each in parse_prices(told) if each.period or each.per), price)
    return replace(price, period=said.period or period, per=said.per)


def _on_cards(outline: Outline, struck: Struck, sides: Sides, scopes: Scopes, in_rows: Set[int]) -> Iterator[ReadPrice]:
    taken: set[int] = set()
    for block in outline.blocks:
        at = block.index
        if (
            at in in_rows
            or at in taken
            or outline.is_frame[at]
            or _is_point(outline, scopes, block)
            or not _may_price(block.text)
        ):
            continue
        if len(block.text) > _LONGEST_LINE or not struck.shown(outline, block) or _asks(block.text):
            continue
        owner = _owner(outline, sides, scopes, block)
        if owner is None:
            yield from _by_name(sides, struck.shown(outline, block))
            continue
        text, joined = _joined(outline, struck, block)
        taken.update(joined)
        if len(block.lines) > 1:
            yield from _in_lines(sides, owner, [struck.shown(outline, block, line) for line in block.lines])
            continue
        if _NO_PRICE.search(sides.mention.sub(" ", text)):
            continue
        prices = _own_prices(sides, _GLUED.sub(" ", text))
        for price in prices:
            if (
                not price.is_free
                or len(prices) > 1
                or _is_offer(outline, block, text)
                and not _names_plan(outline, block)
            ):
                price = _with_label(price, _column_head(outline, block))
                yield _read(owner[0], price, owner[1], _plan_before(outline, sides, scopes, block))


def _own_prices(sides: Sides, text: str) -> list[PricePrint]:
    """The prices in a text but for those of what it is compared with, or of something else that it calls free."""
    prices = parse_prices(text)
    said = _SAID_FREE.match(text)
    if said is not None and not _OFFERED.search(said["subject"]) and not sides.mention.search(said["subject"]):
        prices = [price for price in prices if not price.is_free]
    if not prices or not _COMPARED.search(text):
        return prices
    own = {(price.amount, price.currency, price.is_free) for price in parse_prices(_COMPARED.sub(" ", text))}
    return [price for price in prices if (price.amount, price.currency, price.is_free) in own]


def _is_point(outline: Outline, scopes: Scopes, block: Block) -> bool:
    """Whether a block is a pro or con; a line after the list of them is none."""
    scope = scopes.topics[block.index]
    if scope is None:
        return False
    near = range(scope.first, min(scope.last, block.index + _NEAR) + 1)
    return _in_list(outline, block) or not any(_in_list(outline, outline.blocks[at]) for at in islice(near, _NEAR))


def _in_list(outline: Outline, block: Block) -> bool:
    element = outline.element(block)
    while element is not None and element.tag not in ("li", "ul", "ol", "td", "body"):
        element = element.getparent()
    return element is not None and element.tag == "li"


def _in_lines(sides: Sides, owner: tuple[int, Evidence], lines: list[str]) -> Iterator[ReadPrice]:
    """Prices in the lines of one text, each by itself: `Price: $9 a month`."""
    for line in lines:
        if _may_price(line) and not _NO_PRICE.search(sides.mention.sub(" ", line)):
            for price in _own_prices(sides, line):
                if not price.is_free or _PRICE_LABEL.search(line.partition(":")[0]) or len(line) <= 40:
                    yield _read(owner[0], price, owner[1], None)


def _is_cell(outline: Outline, block: Block) -> bool:
    element = outline.element(block)
    above = element.getparent()
    return element.tag == "td" or above is not None and above.tag == "td"


def _column_head(outline: Outline, block: Block) -> str:
    """What stands at the head of a table cell's column: `Monthly`."""
    tree = outline.page.tree
    if not tree.elements or tree.parents[block.node] < 0 or not _is_cell(outline, block):
        return ""
    row = tree.children(tree.parents[block.node])
    table = tree.parents[tree.parents[block.node]]
    for _ in range(2):
        for other in tree.children(table) if table >= 0 else ():
            cells = tree.children(other)
            said = outline.text(cells[row.index(block.node)]) if len(cells) == len(row) and cells != row else ""
            if said and not any(map(str.isdigit, said)):
                return said
        table = tree.parents[table] if table > 0 else -1
    return ""


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


def _owner(outline: Outline, sides: Sides, scopes: Scopes, block: Block) -> tuple[int, Evidence] | None:
    """The tool that a line is about: the one it begins with, else the one it stands under."""
    named = sides.named_in(block.text)
    if len(named) == 1 and (match := sides.mention.search(block.text)) is not None and match.start() < 3:
        return named[0], "label"
    if named:
        return None if len(named) > 1 else scopes.owners[block.index]
    return scopes.owners[block.index]


def _by_name(sides: Sides, text: str) -> Iterator[ReadPrice]:
    """Prices in a line that names several tools, each before its price: `Notes $5/mo, Boards $8/mo`."""
    parts = sides.parts(text)
    prices = [(side, parse_prices(_JOINS.sub("", part))) for side, part in parts]
    if len(parts) > 1 and all(found for _, found in prices):
        for side, found in prices:
            for price in found:
                yield _read(side, price, "label", None)


_JOINS: Final = re.compile(r"\W+(?:while|whereas|and|but)$", re.I)


def _joined(outline: Outline, struck: Struck, block: Block) -> tuple[str, list[int]]:
    """A price with what stands beside it in elements of their own: a sign before it, "/mo" after it."""
    text, at, used = struck.shown(outline, block), block.index, [block.index]
    while at + 1 < len(outline.blocks) and len(used) < 4:
        following = outline.blocks[at + 1]
        is_sign = len(text) <= 3 and not any(map(str.isalnum, text)) or bool(_FRACTION.match(following.text))
        if len(text) + len(following.text) > _LONGEST_JOINED or not (is_sign or _GOES_ON.match(following.text)):
            break
        if not is_sign and _SYMBOL.search(following.text) and not following.text.startswith(("/", "per ")):
            break  # a price of its own
        if not _are_near(outline, block, following):
            break
        text, at = f"{text}{'' if is_sign else ' '}{following.text}", at + 1
        used.append(at)
    return text, used


def _are_near(outline: Outline, block: Block, other: Block) -> bool:
    tree = outline.page.tree
    if not tree.elements:
        return False
    common = tree.common(block.node, other.node)
    return tree.depths[block.node] - tree.depths[common] <= 2 and len(outline.inside(common)) <= 24


def _names_plan(outline: Outline, block: Block) -> bool:
    """Whether a word stands in a column of plans: a plan that is called Free prints its price beside it."""
    return bool(_PLANS.fullmatch(_column_head(outline, block)))


def _is_offer(outline: Outline, block: Block, text: str) -> bool:
    """Whether "free" is said as a price: in a line of its own, or under a heading about prices."""
    return len(text) <= 40 or _is_about_prices(outline, block.index)


def _is_about_prices(outline: Outline, index: int) -> bool:
    """Whether the nearest heading or caption before a block is about prices."""
    if index >= len(outline.blocks):
        return False  # a row of pictures
    for at in range(index - 1, max(outline.above[index], index - _NEAR), -1):
        if outline.page.tree.elements and outline.element(outline.blocks[at]).tag in ("caption", "figcaption"):
            return bool(_PRICE_HEADING.search(outline.blocks[at].text))
    above = outline.above[index]
    return above >= 0 and bool(_PRICE_HEADING.search(outline.blocks[above].text))


def _plan_before(outline: Outline, sides: Sides, scopes: Scopes, block: Block) -> str | None:
    """The plan's name, where it heads the price: before it in the same box, or at the beginning of its row."""
    tree = outline.page.tree
    if block.index == 0 or not tree.elements or tree.parents[block.node] < 0:
        return None
    parent = tree.parents[block.node]
    at = outline.first[parent] if _is_cell(outline, block) else block.index - 1
    before = outline.blocks[at]
    if tree.parents[before.node] != parent or at >= block.index or scopes.topics[at] is not None:
        return None
    is_name = (
        len(before.text) <= 30
        and not before.text.endswith((".", "!", "?"))
        and not any(map(str.isdigit, before.text))
        and sides.side_of(before.text) is None
    )
    if not is_name or _PRICE_LABEL.search(before.text) or _NO_PRICE.search(before.text) or _ACTION.match(before.text):
        return None
    if outline.ranks[at] <= _HIGHEST_PLAN:
        return None
    return before.text if outline.ranks[at] < NO_RANK or len(before.text.split()) <= 3 else None


def _in_prose(outline: Outline, struck: Struck, sides: Sides, in_rows: Set[int]) -> Iterator[ReadPrice]:
    """Sentences that say what the one tool that they name costs, or what each of several does."""
    for block in outline.blocks:
        at = block.index
        if at in in_rows or outline.is_frame[at] or not _may_price(block.text) or len(block.text) > _LONGEST_PROSE:
            continue
        for sentence in _SENTENCE.split(struck.shown(outline, block)):
            if not _COSTS.search(sentence) or _NO_PRICE.search(sentence) or _asks(sentence):
                continue
            side = sides.only_in(sentence)
            if side is None:
                yield from () if _COMPARED.search(sentence) else _by_name(sides, sentence)
                continue
            for price in _own_prices(sides, sentence):
                yield _read(side, price, "label", None)


def _read(side: int, price: PricePrint, evidence: Evidence, plan: str | None) -> ReadPrice:
    return ReadPrice(
        side,
        price.plan or plan,
        price.amount,
        price.currency,
        price.period,
        price.per,
        price.is_free,
        price.text,
        evidence,
    )
