"""Ratings of a tool as a whole: on its card, in a row of ratings, or cited; those of one aspect are features."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from lxml import etree

from normalize.generic.cells import printed
from normalize.generic.matrix import Matrix, rows_by_block
from normalize.generic.outline import STRONG_RANK, Outline
from normalize.generic.scopes import Scope, Scopes
from normalize.generic.sides import Sides
from normalize.page import Block, Element
from normalize.reading import ReadRating
from normalize.records import Evidence, RatingKind
from normalize.text import clean, fold
from normalize.values.count import parse_count
from normalize.values.rating import RatingPrint, parse_ratings
from normalize.values.review_sites import KNOWN

_WHOLE: Final = re.compile(
    r"(?:the |our |overall |total |average |avg\.? |mean |final |nasza |nossa |nuestra |notre |unsere |la nostra |"
    r"editor(?:’|')?s?(?:’|')? |expert |"
    r"user(?:s|’s|'s|s’|s')? |customer |reader |community |"
    r"g2 |capterra |trustpilot |trustradius |getapp |gartner |product hunt |app store |google play |star |review )*"
    r"(?:ratings?|scores?|trustscore|stars?|grade|reviews?|overall|total|rated|verdict|points|bewertung|gesamt(?:note|"
    r"bewertung|urteil|wertung|punkte)|note|testnote|wertung|"
    r"puntuación|valoración|calificación|nota|avaliação|valutazione|voto|ocena|"
    r"betyg|beoordeling|puan|оценка|рейтинг|评分|评价|評価|総合|평점)"
    r"(?: (?:finale?|geral|globale?|générale|general|końcowa|ogólna|totale?))?"
    r"(?: (?:by|on|from) (?:users|customers|editors|g2|capterra|trustpilot|readers|"
    r"experts))?(?:\s*\(?(?:out of|/|of|von)\s*\d+\)?)?\W*",
    re.I,
)
# What a tool may be rated for besides the whole, where no second label shows that a label is one of several.
_ASPECT: Final = re.compile(
    r"(?:(?:the |our |overall )?(?:ease[ -]of[ -](?:use|setup)|usability|user (?:interface|experience)|interface|ui|ux|"
    r"design|support|customer (?:support|service)|service|value(?: for (?:the )?money)?|pric(?:e|es|ing)|cost|"
    r"performance|speed|quality|accuracy|security|privacy|reliability|integrations?|"
    r"set-?up|collaboration|customi[sz]ation|scalability|documentation|benutzerfreundlichkeit|bedienung|"
    r"leistung|preis|facilidad de uso|precio|soporte|diseño|facilité d(?:'|’)utilisation|prix|易用性|价格|设计|"
    r"性能|使いやすさ|価格)(?: (?:rating|score))?)",
    re.I,
)
_SITE: Final = re.compile(rf"(?:(?:on|by|from|auf|bei|sur|en)\ (?:the\ )?)?(?P<name>{KNOWN})", re.I)
_BEFORE_SCORE: Final = re.compile(r"[^\d★⭐☆]*")
_MARKED: Final = re.compile(r"(?:[:：]|\s[–—-])\s*$")
_EDGES: Final = " :：–—-|·()"
_USERS: Final = re.compile(r"user|customer|community|reader", re.I)
_EDITOR: Final = re.compile(r"\bour\b|editor|expert|we (?:rate|give|score)", re.I)
_BEST: Final = re.compile(r"(?:out of|/|of|von)\s*(?P<best>\d{1,3})\)?\W*$", re.I)
_MAY_RATE: Final = re.compile(r"\d|[★⭐☆]")
_PERCENT: Final = re.compile(r"(\d{1,3})\s?%")
_BARE: Final = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_SCALE: Final = re.compile(r"\s*(?:/|out of|von|sur|de)\s*\d{1,3}\b")
_STARS: Final = re.compile(r"[★☆⭐½\s]+")
_FIVE: Final = re.compile(r"(?<![★⭐])[★⭐]{4}[★⭐½](?![★⭐☆½])")  # drawn, the scale's stars
_SUM: Final = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s*/\s*([1-9]\d{0,3})")
_DECIMAL: Final = re.compile(r"\d{1,2}\.\d{1,2}")
_COUNT: Final = re.compile(
    r"^\W*(?P<count>\d[\d.,\s]*k?)\+?\s*(?:(?:verified |user |customer |total )*(?:reviews?|ratings?|"
    r"votes?|bewertungen|opiniones|avis))?\W*$",
    re.I,
)
_SPOKEN: Final = etree.XPath("//@aria-label/.. | //@title/.. | //img[@alt]")
_LONGEST_LINE: Final = 120  # characters
_LONGEST_LABEL: Final = 40
_HEAD_BLOCKS: Final = 5  # from a card's name to what is said of the whole


@dataclass(frozen=True, slots=True)
class _Rated:
    """A rating on a card with what may say of what it is: words in its text, the element before, the heading."""

    at: int
    rating: RatingPrint
    label: str
    own: str
    before: str
    after: str
    under: str
    is_headed: bool  # right below that heading

    @property
    def name(self) -> str:
        """What stands nearest before the number."""
        return self.own.strip(_EDGES) or self.before


def read_ratings(outline: Outline, sides: Sides, matrices: list[Matrix], scopes: Scopes) -> list[ReadRating]:
    """Return what a page prints of each tool's rating as a whole, each once."""
    in_rows = rows_by_block(outline, matrices).keys()
    found = [
        *_in_rows(outline, matrices),
        *_on_cards(outline, sides, scopes, in_rows),
        *_cited(outline, sides, scopes, in_rows),
    ]
    kept: dict[tuple[object, ...], ReadRating] = {}
    scaled = {(r.side, r.value, source) for r in found if r.best is not None for source in (r.source, None)}
    sourced = [r for r in found if r.source]
    for rating in found:
        if rating.best is None and (rating.side, rating.value, rating.source) in scaled:
            continue
        if not rating.source and any(
            (r.side, r.value, r.best) == (rating.side, rating.value, rating.best) and rating.text in r.text
            for r in sourced
        ):
            continue
        key = rating.side, rating.value, rating.best, rating.source
        if key not in kept or kept[key].count is None and rating.count is not None:
            kept[key] = rating
    return list(kept.values())


def _in_rows(outline: Outline, matrices: list[Matrix]) -> Iterator[ReadRating]:
    for matrix in matrices:
        for row in matrix.rows:
            if not _is_whole(row.label) or _is_of_aspect(outline, matrix):
                continue
            for side, cell in row.cells.items():
                for rating in _parse(row.texts[side] if row.texts else printed(outline, cell), row.label, True):
                    yield _read(side, rating, matrix.evidence)


def _is_of_aspect(outline: Outline, matrix: Matrix) -> bool:
    """Whether a table says in its corner that all of it is about one aspect."""
    inside = outline.inside(matrix.head) if matrix.head >= 0 else []
    return bool(inside) and _ASPECT.fullmatch(inside[0].text.strip(_EDGES)) is not None


def _parse(text: str, label: str, is_rated: bool) -> list[RatingPrint]:
    """Ratings in a text; the scale and who rates may stand in its label."""
    if not _MAY_RATE.search(text):
        return []
    ratings = parse_ratings(text, bare=is_rated)
    if not ratings and is_rated and (sum_of := _SUM.fullmatch(text)) and float(sum_of[1]) <= float(sum_of[2]):
        ratings = [RatingPrint(text, float(sum_of[1]), float(sum_of[2]), None, None, None)]
    if not ratings and is_rated and (share := _PERCENT.fullmatch(text)) and int(share[1]) <= 100:
        ratings = [RatingPrint(text, float(share[1]), 100.0, None, None, None)]
    ratings = [replace(r, best=5.0) if r.best is None and r.value <= 5 and _FIVE.search(r.text) else r for r in ratings]
    best = _BEST.search(label)
    if best:
        ratings = [
            replace(r, best=float(best["best"])) if r.best is None and r.value <= float(best["best"]) else r
            for r in ratings
        ]
    if site := _site_in(label):
        # The name alone may head other things than ratings: `App Store | 2`.
        is_said = _WHOLE.fullmatch(label) is not None
        ratings = [
            r for r in ratings if is_said or r.best is not None or r.count is not None or _DECIMAL.search(r.text)
        ]
        return [r if r.source else replace(r, kind="cited", source=site) for r in ratings]
    kind: RatingKind | None = "users" if _USERS.search(label) else "editor" if _EDITOR.search(label) else None
    return [replace(r, kind=kind) if r.kind is None and kind else r for r in ratings]


def _on_cards(outline: Outline, sides: Sides, scopes: Scopes, in_rows: Set[int]) -> Iterator[ReadRating]:
    """Of each tool's cards and sections: what is rated as a whole by its label, its place beside the name, or alone."""
    (spoken, drawn), cards = _spoken(outline), _cards(outline, scopes.cards)
    groups: dict[tuple[int, Evidence, int], list[_Rated]] = defaultdict(list)
    for block in outline.blocks:
        at = block.index
        owner = scopes.owners[at]
        if (
            owner is None
            or at not in spoken
            and at not in drawn
            and not _MAY_RATE.search(block.text)
            or at in in_rows
            or outline.is_frame[at]
            or scopes.topics[at]
        ):
            continue
        label, card = _label(outline, sides, block), cards[at]
        group = groups[owner[0], owner[1], card.marker if card else -1]
        for text in dict.fromkeys(spoken.get(at, ()) or block.lines or (_with_scale(outline, block),)):
            if len(text) > _LONGEST_LINE:
                continue
            if block.lines:
                label = text.partition(":")[0]
            is_rated = (
                _is_labelled_after(outline, block)
                or _is_whole(label)
                or _is_beside_name(card, block)
                or _is_headline(outline, block)
            )
            for rating in _parse(text, label, is_rated):
                under = _heading_inside(outline, sides, scopes, at)
                before, after = (_beside(outline, sides, index) for index in (at - 1, at + 1))
                own, heading = _own_label(sides, text), outline.blocks[under].text if under >= 0 else ""
                rated = _Rated(at, rating, label, own, before, after, heading, under == at - 1)
                group.append(rated)
        # Stars after other texts may be one reader's review.
        if at in drawn and (sides.side_of(block.text) == owner[0] or _is_whole(block.text)):
            for text in dict.fromkeys(drawn[at]):
                scaled = [r for r in _parse(text, block.text, False) if r.best is not None]
                group += [_Rated(at, r, "rating", "", "", "", "", False) for r in scaled]
    groups = {key: _labelled_after(ratings) for key, ratings in groups.items()}
    aspects = _aspects((side, ratings) for (side, _, _), ratings in groups.items())
    for (side, evidence, _), ratings in groups.items():
        for found in _of_the_whole([r for r in ratings if not _is_aspect(r, aspects)]):
            yield _read(side, _counted(outline, found), evidence)


def _aspects(groups: Iterable[tuple[int, list[_Rated]]]) -> set[str]:
    """Labels that are one of several: at several ratings of one card, and at another tool's; or headings of ratings."""
    groups = list(groups)
    speakers: dict[str, set[int]] = defaultdict(set)
    for side, ratings in groups:
        for each in ratings:
            speakers[fold(each.name)].add(side)
    found: set[str] = set()
    for _, ratings in groups:
        names = {fold(r.name) for r in ratings if r.name and not _is_whole(r.name)}
        headings = {fold(r.under) for r in ratings if r.under and not _is_whole(r.under)}
        for labels in ({name for name in names if len(speakers[name]) > 1}, headings):
            found |= labels if len(labels) > 1 else set()
    return found


def _is_aspect(each: _Rated, aspects: set[str]) -> bool:
    """Whether a rating on a card is of one aspect by its own label, or by the heading that it stands under."""
    if each.rating.kind == "cited":
        return False
    is_headed = bool(each.under) and (fold(each.under) in aspects or _names_aspect(each.under) and each.is_headed)
    if _is_whole(each.name) or _is_whole(each.label):
        return is_headed and each.is_headed  # `Support` / `Rating: 6/10`
    return is_headed or fold(each.name) in aspects or _names_aspect(each.own or each.before)


def _is_whole(label: str) -> bool:
    return bool(label) and (_WHOLE.fullmatch(label) is not None or _site_in(label) is not None)


def _site_in(label: str) -> str | None:
    """The review site that a label says the ratings are of: `G2`, `App Store rating`, `Rating on Capterra (of 5)`."""
    site = _SITE.search(label)
    rest = (label[: site.start()] + label[site.end() :]).strip(_EDGES) if site else label
    said = _BEST.sub("", rest).strip(_EDGES)
    return site["name"] if site and (not said or _WHOLE.fullmatch(" ".join(said.split()))) else None


def _names_aspect(label: str) -> bool:
    """Whether a label in a rating's own text says that it is not of the whole."""
    name = label.strip(_EDGES)
    return bool(name) and not _is_whole(name) and bool(_ASPECT.fullmatch(name) or _MARKED.search(label))


def _own_label(sides: Sides, text: str) -> str:
    """What a text says before its number, but for the tool's name; empty where that is no label."""
    said = _BEFORE_SCORE.match(sides.mention.sub("", text).lstrip(_EDGES))
    own = said.group() if said else ""
    return own if len(own) <= _LONGEST_LABEL and any(map(str.isalpha, own)) else ""


def _beside(outline: Outline, sides: Sides, index: int) -> str:
    """The element before or after a number, where it may be its label."""
    said = outline.blocks[index].text if 0 <= index < len(outline.blocks) else ""
    may_label = len(said) <= _LONGEST_LABEL and any(map(str.isalpha, said)) and not _MAY_RATE.search(said)
    return said.strip(_EDGES) if may_label and not sides.named_in(said) else ""


def _labelled_after(ratings: list[_Rated]) -> list[_Rated]:
    """A card's ratings, their labels put before them where each stands after its number."""
    if len(ratings) > 1 and not ratings[0].before and all(r.after and not r.own for r in ratings):
        return [replace(each, before=each.after) for each in ratings]
    return ratings


def _heading_inside(outline: Outline, sides: Sides, scopes: Scopes, at: int) -> int:
    """The heading of a part of a tool's section that a block stands under; -1 where it stands under the tool's own."""
    above = outline.above[at]
    is_inside = above >= 0 and scopes.owners[above] == scopes.owners[at]
    return above if is_inside and not sides.named_in(outline.blocks[above].text) else -1


def _of_the_whole(ratings: list[_Rated]) -> list[tuple[int, RatingPrint]]:
    """Which of several ratings on one card are of the whole: what is cited is; of its own all that say so, else one."""
    spelt = [each for each in ratings if not _STARS.fullmatch(each.rating.text)]
    ratings = spelt or ratings  # stars beside a number are an ornament
    if len({(each.rating.value, each.rating.best) for each in ratings}) == 1:
        return [(each.at, each.rating) for each in ratings]
    own = [each for each in ratings if each.rating.kind != "cited"]
    said = [each for each in own if _is_whole(each.label) or _is_whole(each.name)] or own[:1]
    return [(each.at, each.rating) for each in ratings if each in said or each.rating.kind == "cited"]


def _label(outline: Outline, sides: Sides, block: Block) -> str:
    """What stands before a number in its own text or in the element before it."""
    own, colon, _ = block.text.partition(":")
    if colon and len(own) <= _LONGEST_LABEL:
        return own
    if block.index == 0:
        return ""
    before = outline.blocks[block.index - 1]
    is_label = len(before.text) <= _LONGEST_LABEL and sides.side_of(before.text) is None
    return before.text if is_label and not parse_ratings(before.text) else ""


def _cards(outline: Outline, cards: list[Scope[int]]) -> list[Scope[int] | None]:
    """The smallest card around each block."""
    found: list[Scope[int] | None] = [None] * len(outline.blocks)
    for card in sorted(cards, key=lambda card: card.first - card.last):
        found[card.first : card.last + 1] = [card] * (card.last - card.first + 1)
    return found


def _is_beside_name(card: Scope[int] | None, block: Block) -> bool:
    """Whether a bare number stands near the name at the head of a card: nothing but a rating does."""
    return card is not None and abs(block.index - card.marker) <= _HEAD_BLOCKS and bool(_DECIMAL.fullmatch(block.text))


def _is_headline(outline: Outline, block: Block) -> bool:
    """Whether a number is a heading of its own, as the score of a review is."""
    return outline.ranks[block.index] < STRONG_RANK and bool(
        _PERCENT.fullmatch(block.text) or _DECIMAL.fullmatch(block.text)
    )


def _with_scale(outline: Outline, block: Block) -> str:
    """A number with the scale that stands in the element after it: `7.9` `/10`."""
    if block.index + 1 < len(outline.blocks) and _BARE.fullmatch(block.text):
        following = outline.blocks[block.index + 1].text
        if _SCALE.match(following) and len(following) < _LONGEST_LABEL:
            return f"{block.text} {following}"
    return block.text


def _is_labelled_after(outline: Outline, block: Block) -> bool:
    """Whether the element after a number, or after its scale, says that it rates the whole."""
    following = outline.blocks[block.index + 1 : block.index + 3]
    said = [each.text for each in following if not _SCALE.fullmatch(each.text)]
    return bool(said) and len(said[0]) <= _LONGEST_LABEL and _WHOLE.fullmatch(said[0]) is not None


def _counted(outline: Outline, found: tuple[int, RatingPrint]) -> RatingPrint:
    """A rating with the number of reviews that stands in brackets after it."""
    at, rating = found
    following = [block.text for block in outline.blocks[at + 1 : at + 3]]
    if following and _BARE.fullmatch(following[0]) and float(following[0].replace(",", ".")) == rating.value:
        following = following[1:]  # stars that say the number printed after them
    if rating.count is None and following and (match := _COUNT.match(following[0])):
        is_counted = following[0].startswith("(") or not following[0].strip("()").isdecimal()
        if is_counted and (count := parse_count(match["count"].strip())) is not None:
            return replace(rating, count=count, kind=rating.kind or "users")
    return rating


def _spoken(outline: Outline) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What stars and pictures say to a screen reader: by the first block inside, or else by the block before.

    Stars that stand before all text of their part of the page go to its first block.
    """
    inside: dict[int, list[str]] = {}
    drawn: dict[int, list[str]] = {}
    root, tree = outline.page.root, outline.page.tree
    said = {element: _said(element) for element in _SPOKEN(root)} if root is not None and tree.elements else {}
    if root is None or not any(said.values()):
        return inside, drawn
    nodes: dict[Element, int] = {element: node for node, element in enumerate(tree.elements)}
    order: dict[Element, int] = {element: at for at, element in enumerate(root.iter())}
    starts = list(accumulate((order.get(outline.element(block), 0) for block in outline.blocks), max))
    for element, text in said.items():
        node = _node_of(element, nodes)
        if not text or node is None:
            continue
        if outline.first[node] <= outline.last[node]:
            inside.setdefault(outline.first[node], []).append(text)
            continue
        while node > 0 and outline.first[node] > outline.last[node]:
            node = tree.parents[node]
        if outline.first[node] <= outline.last[node]:
            before = bisect_left(starts, order[element]) - 1
            drawn.setdefault(min(max(before, outline.first[node]), outline.last[node]), []).append(text)
    return inside, drawn


def _said(element: Element) -> str:
    said = element.get("aria-label") or element.get("title") or (element.get("alt") if element.tag == "img" else None)
    return clean(said) if said and len(said) <= _LONGEST_LINE and _MAY_RATE.search(said) else ""


def _node_of(element: Element, nodes: dict[Element, int]) -> int | None:
    while element is not None and element not in nodes:
        element = element.getparent()
    return None if element is None else nodes[element]


def _cited(outline: Outline, sides: Sides, scopes: Scopes, in_rows: Set[int]) -> Iterator[ReadRating]:
    """Ratings that running text cites of the one tool that it names."""
    for block in outline.blocks:
        at = block.index
        if at in in_rows or outline.is_frame[at] or not _MAY_RATE.search(block.text) or len(block.text) > 1_000:
            continue
        above = outline.above[at]
        is_round = above >= 0 and _ASPECT.fullmatch(outline.blocks[above].text.strip(_EDGES)) is not None
        if not is_round and len(block.text) <= _LONGEST_LINE and len(parts := sides.parts(block.text)) > 1:
            if _names_aspect(sides.mention.split(block.text, maxsplit=1)[0]):
                continue
            rated = [(side, _parse(part, block.text.partition(":")[0], False)) for side, part in parts]
            if all(found for _, found in rated):
                for named, found in rated:
                    yield from (_read(named, rating, "label") for rating in found)
                continue
        said = outline.blocks[at - 1].text if at else ""
        if (side := sides.only_in(said)) is not None and _WHOLE.fullmatch(sides.mention.sub("", said).strip(" :’'s")):
            yield from (_read(side, rating, "label") for rating in _parse(block.text, "rating", True))
            continue
        line = sides.mention.match(block.text) if len(block.text) <= _LONGEST_LABEL + 20 else None
        if (
            line
            and not is_round
            and not scopes.owners[at]
            and (found := _parse(block.text[line.end() :].lstrip(" :–—-"), "rating", True))
        ):
            yield _read(sides.named_in(line.group())[0], found[0], "label")
            continue
        for sentence in re.split(r"(?<=[a-z)][.!?])\s+", block.text):
            side = sides.only_in(sentence)
            if side is not None:
                for rating in parse_ratings(sentence):
                    if rating.kind == "cited" or rating.best is not None and _EDITOR.search(sentence):
                        yield _read(side, rating, "label")


def _read(side: int, rating: RatingPrint, evidence: Evidence) -> ReadRating:
    kind: RatingKind = rating.kind or ("users" if rating.count else "editor")
    return ReadRating(side, rating.value, rating.best, rating.count, kind, rating.source, rating.text, evidence)
