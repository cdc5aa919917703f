"""Who wins: in a row, in a round, for a use, or overall, where the page says so in words or marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normalize.generic.heads import heads_winners
from normalize.generic.marks import Mark, marked_elements, marks_of
from normalize.generic.matrix import Matrix, Row, rows_by_block
from normalize.generic.outline import NO_RANK, STRONG_RANK, Outline
from normalize.generic.scopes import Scopes
from normalize.generic.sides import Sides
from normalize.generic.spans import cells_of
from normalize.generic.topics import topic_of
from normalize.page import Block, Element
from normalize.reading import ReadWinner
from normalize.values.answer import parse_answer

OVERALL: Final = "overall"
_TIE: Final = re.compile(
    r"(?:it(?:’|')?s |call it |a |an |dead heat|too close to call)*\s*(?:tied?|draw|even|equal|both|"
    r"toss-?up|same|unentschieden|gleichstand|empate|remis|gelijkspel|oavgjort|uafgjort|berabere|ничья|무승부|"
    r"égalité|pareggio|平手|平局|引き分け|dead heat|too close to call)\s*[.!]?",
    re.I,
)
_SAID_TIE: Final = re.compile(
    r"\b(?:it(?:’|')?s|it is|call(?:ed)? (?:it|this(?: one)?)|ends? in|declare(?: it)?|results? in|"
    r"finish(?:es)? in|is) an? (?:\w+ )?(?:tie|draw|dead heat)\b"
    r"|\b(?:tie|tied|draw) overall\b|\boverall(?: \w+)?[:,]? (?:it(?:’|')?s |is )?an? (?:tie|draw)\b"
    r"|^(?:(?:final |our |the |overall )?(?:verdict|winner|result))\s*[:–—-]\s*(?:it(?:’|"
    r"')?s )?(?:an? )?(?:tie|draw)\b",
    re.I,
)
_BEGINS_TIE: Final = re.compile(
    r"(?:(?:it(?:’|')?s|it is|call it|we call it) )?an? (?:\w+ )?(?:tie|draw)\b(?=\s*(?:[.!:,;–—]|$))"
    r"|(?:tie|draw|unentschieden|gleichstand|empate|pareggio|match nul|égalité|remis)\b(?=\s*[.!:;–—])",
    re.I,
)
_WHOLE_TIE: Final = re.compile(r"overall|\bcall it an? ", re.I)
_OVERALL_LABEL: Final = (
    r"(?:the |our |final |overall |editor(?:’|')?s(?:’|')? |notre |unsere?r? |nuestr[oa] |noss[oa] |"
    r"(?:il|la) nostr[oa] |nasz )*"
    r"(?:overall (?:winner|pick|choice|best|"
    r"recommendation|verdict)|best overall|overall|"
    r"winner overall|grand winner|top pick|top choice|gesamtsieger|testsieger|gesamturteil|gesamtergebnis|"
    r"(?:unser )?fazit|verdict final|vered[ic]+to(?: final)?|verdetto(?: finale)?|werdykt|verdikt|oordeel|вердикт|"
    r"zwycięzca(?: ogólny)?|winnaar|vinnare|vinder(?:en)?|kazanan|победитель|승자|ganador(?: general)?|"
    r"gagnant(?: général)?|vencedor(?: geral)?|"
    r"vincitore(?: assoluto)?|gewinner|sieger|总冠军|综合胜者|总体推荐|推荐|胜者|胜出|优胜|赢家|勝者|"
    r"winner|pick|and the winner is|the winner is|"
    r"results?|outcome|"
    r"choice|verdict|recommendation|champion|editor(?:’|')?s choice|we recommend|wins)"
)
_LABELLED: Final = re.compile(
    rf"^\W*(?P<label>{_OVERALL_LABEL})\s*(?P<for>(?:for|in|on)\s[^:]{{2,60}})?\s*(?:[:：–—…-]|\.{{3}})\s*\W*", re.I
)
_LABEL: Final = re.compile(rf"\W*{_OVERALL_LABEL}\W*", re.I)
_SURE: Final = re.compile(r"overall|gesamt|testsieger|grand|general|geral|général|assoluto|ogóln|总|综合", re.I)
_USE: Final = re.compile(
    r"^\W*(?P<use>(?:best|winner|top pick|better|ideal)\s(?:for|in|on|free|paid|value|"
    r"budget)?[^:]{0,60}?)\s*[:：–—]\s*\W*",
    re.I,
)
# Looked for in small letters: without regard to case, a choice of words is looked for ten times as long.
_WINS: Final = re.compile(
    r"winner|wins?\b|won\b|pick\b|choice\b|gagnant|vainqueur|ganador|vincitore|sieger|gewinner|vencedor|"
    r"best\b|ahead|edges?\b|leads?\b|crown|on top|prevails|recommend|"
    r"better|victor|stronger|champion|favou?rite"
)
_MAY_TIE: Final = re.compile(r"tie|draw|dead heat")
_DENIED: Final = re.compile(
    r"\b(?:no|not|n[o’']t|neither|never|nor|without|isn|cannot|whichever|if you|depends|could|might|"
    r"would be)\b|n(?:’|')t\b|\?$|nicht|kein",
    re.I,
)
# A question, or a verdict that others give.
_DOUBTED: Final = re.compile(
    r"\?\W*$"
    r"|\b(?:readers|users|critics|some|many|others|people|fans) (?:\w+ )?(?:say|think|claim|believe|argue|call)s?\b"
    r"|\b(?:we|i) (?:strongly |respectfully )?(?:disagree|beg to differ)\b",
    re.I,
)
# A condition or a use before a verdict, which is not overall unless it says so.
_NARROWED: Final = re.compile(
    r"\W*(?:if|unless|when|should you|wenn|falls|si|se)\b"
    r"|\W*for (?!(?:most|us|me|the (?:majority|most)|everyone|anyone|all|now)\b|(?:\w+ ){1,3}reasons?\b)[^,]{2,60},",
    re.I,
)
_VERDICT_HEADING: Final = re.compile(
    r"verdict|conclusion|bottom line|winner|overall|final|summary|quick answer|tl;?dr|recommend|takeaway|"
    r"which (?:one|should)|our pick|results?$|outcome|scorecard|^so\b|which (?:is|to|of)|推荐|"
    r"who wins|so,? which|fazit|empfehlung|conclusi|veredicto|veredito|verdetto|werdykt|podsumowanie|samenvatting|"
    r"slutsats|résumé|resumen|вывод|итог|まとめ|結論|결론|结论|總結|总结",
    re.I,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])")
_LONGEST_LABEL: Final = 30  # characters
_LONGEST: Final = 1_000  # characters of one text looked through
_TROPHIES: Final = ("🏆", "👑", "🥇")
_MOST_WRAPPERS: Final = 3


def read_winners(outline: Outline, sides: Sides, matrices: list[Matrix], scopes: Scopes) -> list[ReadWinner]:
    """Return the winners of a page: one overall at most, and one for each row, round or use that names one."""
    rows = rows_by_block(outline, matrices)
    rows |= {
        block.index: row
        for matrix in matrices
        for row in matrix.rows
        if row.label and row.winner is not None
        for block in outline.inside(row.winner)
    }
    in_cells = rows.keys() | {
        block.index
        for m in matrices
        if m.head >= 0 and any(r.winner is not None for r in m.rows)
        for cell in cells_of(outline, m.head, {})
        if heads_winners(outline, cell)
        for block in outline.inside(cell)  # what stands after the head of a column is another head, no winner
    }
    spoken = [
        b
        for b in outline.blocks
        if b.index not in in_cells and not outline.is_frame[b.index] and len(b.text) <= _LONGEST
    ]
    marked = marked_elements(outline)
    found = [
        *_by_row(outline, sides, matrices, frozenset(each for each, said in marked.items() if not _named(sides, said))),
        *_labelled(outline, sides, scopes, spoken),
        *_marked(outline, sides, rows, scopes, marks_of(outline, marked)),
        *_said(outline, sides, spoken),
    ]
    kept: dict[str, ReadWinner] = {}
    for winner in found:
        kept.setdefault(winner.scope.casefold(), winner)
    return list(kept.values())


def _by_row(outline: Outline, sides: Sides, matrices: list[Matrix], marks: frozenset[Element]) -> Iterator[ReadWinner]:
    for matrix in matrices:
        for row in matrix.rows:
            scope = _scope_of_row(row)
            if scope and (winner := _in_row(outline, sides, row, scope, marks)):
                yield ReadWinner(scope, winner.side, winner.side is None, winner.text, matrix.evidence)


@dataclass(slots=True)
class _Found:
    side: int | None
    text: str


def _in_row(outline: Outline, sides: Sides, row: Row, scope: str, marks: frozenset[Element]) -> _Found | None:
    """The winner of a row: as its column names it, as a cell is marked, or as a row of verdicts says."""
    if row.winner is not None:
        return _named(sides, outline.text(row.winner))
    marked = [side for side, cell in row.cells.items() if _is_marked(outline, cell, marks)]
    if len(marked) == 1:
        return _Found(marked[0], outline.text(row.cells[marked[0]]) or sides.names[marked[0]])
    if scope == OVERALL and len(set(row.cells.values())) == 1:
        return _named(sides, outline.text(next(iter(row.cells.values()))))
    if scope == OVERALL:  # a tick for the winner, a cross or nothing for the others
        said = {side: outline.text(cell) for side, cell in row.cells.items()}
        ticked = [side for side, text in said.items() if parse_answer(text)]
        if len(ticked) == 1 and not any(text and parse_answer(text) is None for text in said.values()):
            return _Found(ticked[0], said[ticked[0]])
    return None


def _named(sides: Sides, text: str) -> _Found | None:
    said = text.strip(" .!✓✔🏆👑🥇⭐")
    if _TIE.fullmatch(said):
        return _Found(None, text)
    side = sides.side_of(said)
    return None if side is None else _Found(side, text)


def _is_marked(outline: Outline, cell: int, marked: frozenset[Element]) -> bool:
    """Whether a cell bears a trophy, or it or a wrapper around it in its row is marked as the winner's."""
    if any(trophy in outline.text(cell) for trophy in _TROPHIES):
        return True
    element = outline.page.tree.elements[cell]
    for _ in range(_MOST_WRAPPERS if marked else 0):
        if element is None or element.tag == "tr":
            return False
        if element in marked:
            return True
        element = element.getparent()
    return False


def _marked(
    outline: Outline, sides: Sides, rows: dict[int, Row], scopes: Scopes, marks: list[Mark]
) -> Iterator[ReadWinner]:
    """Rows, cards, tables and boxes whose mark names the winner, or that are marked as the winner's own."""
    held = [{id(row): row for index in mark.blocks if (row := rows.get(index))} for mark in marks]
    is_whole = sum(len(inside) > 1 for inside in held) == 1  # of several tables each is of what it stands under
    for mark, inside in zip(marks, held, strict=True):
        won = _named(sides, mark.said) if mark.said else _own(outline, sides, scopes, mark) if not inside else None
        if won is None:
            continue
        text = mark.said if won.side is None else sides.names[won.side]
        if len(inside) == 1 and all(outline.ranks[index] >= STRONG_RANK for index in mark.blocks):
            (row,) = inside.values()
            text = outline.text(row.cells[won.side]) or text if won.side in row.cells else text
            yield ReadWinner(_scope_of_row(row), won.side, won.side is None, text, "table")
        else:
            is_overall = is_whole and len(inside) > 1
            scope = OVERALL if is_overall else _scope_of(outline, sides, outline.blocks[mark.blocks[0]], "", True)
            yield ReadWinner(scope, won.side, won.side is None, text, "label")


def _own(outline: Outline, sides: Sides, scopes: Scopes, mark: Mark) -> _Found | None:
    """The one tool that what is marked names, or stands in the card of."""
    named = {side for index in mark.blocks if (side := sides.side_of(outline.blocks[index].text)) is not None}
    about = named or {owner[0] for index in mark.blocks if (owner := scopes.owners[index]) is not None}
    return _Found(about.pop(), "") if len(about) == 1 else None


def _scope_of_row(row: Row) -> str:
    return OVERALL if _LABEL.fullmatch(row.label) else row.label


def _labelled(outline: Outline, sides: Sides, scopes: Scopes, spoken: list[Block]) -> Iterator[ReadWinner]:
    """`Overall winner: Claude`, `Best for teams: Claude`, and labels that stand apart from the name."""
    for at, block in enumerate(spoken):
        if (label := _LABELLED.match(block.text)) is not None:
            said = block.text[label.end() :]
            found = _first_named(sides, said)
            if found is not None and (_AWARDS.search(label["label"]) or _is_short(sides, found, said)):
                use = label["for"] or ("" if _SURE.search(label["label"]) else _use_after(sides, said))
                scope = use.strip() or _scope_of(outline, sides, block, label["label"])
                yield ReadWinner(scope, found.side, found.side is None, block.text, "label")
            continue
        if (named := _USE.match(block.text)) is not None:
            found = _first_named(sides, block.text[named.end() :])
            if found is not None:
                yield ReadWinner(named["use"].strip(), found.side, found.side is None, block.text, "label")
            continue
        if at + 1 < len(spoken) and _heads_use(outline, block, following := spoken[at + 1]):
            owner, found = scopes.owners[block.index], _named(sides, following.text)
            if found is not None and (owner is None or owner[0] == found.side):
                yield ReadWinner(block.text, found.side, found.side is None, following.text, "label")
            continue
        if len(block.text) <= 40 and _LABEL.fullmatch(block.text) and at + 1 < len(spoken):
            following = spoken[at + 1]
            owner = scopes.owners[block.index]
            if (found := _named(sides, following.text) or _before_comma(sides, following.text)) is not None:
                yield ReadWinner(
                    _scope_of(outline, sides, block, block.text),
                    found.side,
                    found.side is None,
                    following.text,
                    "label",
                )
            elif owner is not None and owner[1] == "grid" and outline.ranks[block.index] >= STRONG_RANK:
                yield ReadWinner(_scope_of(outline, sides, block, block.text), owner[0], False, block.text, "grid")


_AWARDS: Final = re.compile(
    r"winner|pick|choice|best|champion|sieger|ganador|gagnant|vencedor|wins|vincitore|gewinner|zwycięzca|winnaar|"
    r"vinnare|vinder|kazanan|победитель|승자|推荐|冠军|胜者|勝者",
    re.I,
)
_USE_ALONE: Final = re.compile(r"\W*(?:best|winner|top pick|better|ideal) for \S.{1,60}(?<![.!?])", re.I)
_USE_AFTER: Final = re.compile(
    r"\s*\(?(?P<use>for (?!(?:its?|their|being|having|the|us|me|now)\b)[^().,;:!?]{2,60}?)\s*[).!]*$", re.I
)


def _use_after(sides: Sides, text: str) -> str:
    """The use that a verdict narrows itself to, after the name: `Claude (for teams)`."""
    match = sides.mention.match(text)
    use = _USE_AFTER.match(text, match.end()) if match else None
    return use["use"] if use else ""


def _heads_use(outline: Outline, block: Block, following: Block) -> bool:
    """Whether a block is the heading of a use and the next one, which stands under it, may name its winner."""
    ranks = outline.ranks
    is_under = following.index == block.index + 1 and ranks[block.index] < ranks[following.index]
    return is_under and bool(_USE_ALONE.fullmatch(block.text))


def _is_short(sides: Sides, found: _Found, text: str) -> bool:
    """Whether a verdict is a name, or says that it wins, and names no other tool."""
    if found.side is None:
        return True
    return sides.only_in(text) == found.side and (len(text.split()) < 5 or bool(_WINS.search(text.lower())))


def _before_comma(sides: Sides, text: str) -> _Found | None:
    """The name that a text gives before it says why."""
    match = sides.mention.match(text)
    return (
        _Found(sides.named_in(match[0])[0], text) if match and text[match.end() :][:1] in (",", ".", ";", "!") else None
    )


_AND: Final = re.compile(r"\s*(?:and|&|/|und|et|y|e|和|与)?\s*", re.I)


def _end_of_several(sides: Sides, text: str, at: int) -> int:
    """Where the last of the names that are joined to one that ends at `at` ends; 0 where none is."""
    end = 0
    while (joined := _AND.match(text, at)) and (name := sides.mention.match(text, joined.end())):
        end = at = name.end()
    return end


def _first_named(sides: Sides, text: str) -> _Found | None:
    """The name or the tie that a text begins with."""
    if (match := sides.mention.match(text)) is not None:
        if (last := _end_of_several(sides, text, match.end())) > 0:
            return _Found(None, text) if _TIE.fullmatch(text[last:].strip(" ().!:,–—-")) else None
        return _Found(sides.named_in(match[0])[0], text)
    first = re.split(r"[.,;(–—]", text, maxsplit=1)[0].strip()
    return _Found(None, text) if first and _TIE.fullmatch(first) else None


def _scope_of(outline: Outline, sides: Sides, block: Block, label: str, is_round: bool = False) -> str:
    """Overall, where the label or the heading around it says so; else the heading of the round.

    Nobody wins a round of one tool, or of pros and cons: what stands under those headings is about what holds them.
    """
    if _SURE.search(label):
        return OVERALL
    heading = block if is_round and outline.ranks[block.index] < STRONG_RANK else outline.heading_of(block.index)
    above: list[Block] = []
    while heading is not None and outline.ranks[heading.index] > 1:
        if not above and _VERDICT_HEADING.search(heading.text):
            return OVERALL
        is_held = sides.side_of(heading.text) is not None or topic_of(heading.text, sides) is not None
        above = [] if is_held else [*above, heading]
        heading = outline.heading_of(heading.index)
    return above[0].text if above else OVERALL


def _said(outline: Outline, sides: Sides, spoken: list[Block]) -> Iterator[ReadWinner]:
    """Sentences that call one tool the winner overall, or the whole a tie."""
    for block in spoken:
        if outline.ranks[block.index] == 1:
            continue
        if (
            outline.ranks[block.index] < STRONG_RANK
            and _TIE.fullmatch(block.text.strip())
            or _BEGINS_TIE.match(block.text)
        ):
            yield ReadWinner(OVERALL, None, True, block.text, "label")
        lower = block.text.lower()
        if not _WINS.search(lower) and not (_MAY_TIE.search(lower) and _SAID_TIE.search(block.text)):
            continue
        in_verdict = _is_verdict(outline, block)
        before = ""
        for sentence in _SENTENCE.split(block.text):
            if _SAID_TIE.search(sentence) and (in_verdict or _WHOLE_TIE.search(sentence)):
                yield ReadWinner(OVERALL, None, True, sentence, "label")
            elif (side := _winner_in(sides, sentence, in_verdict)) is not None:
                yield ReadWinner(OVERALL, side, False, sentence, "label")
            elif _IT.match(sentence) and not _DENIED.search(sentence) and (side := sides.only_in(before)) is not None:
                yield ReadWinner(OVERALL, side, False, f"{before} {sentence}", "label")
            before = sentence


_IT: Final = re.compile(
    r"(?:it|this|that)(?:’|'| i)?s (?:the|our) (?:\w+ )?(?:winner|pick|choice|best|recommendation|"
    r"favou?rite)\b.{0,20}\boverall\b|"
    r"(?:it|this|that)(?:’|'| i)?s (?:the|our) (?:overall|best overall) ",
    re.I,
)


def _is_verdict(outline: Outline, block: Block) -> bool:
    label, colon, _ = block.text.partition(":")
    is_labelled = bool(colon) and len(label) < _LONGEST_LABEL and "winner" not in label.casefold()
    if _VERDICT_HEADING.match(block.text) and (outline.ranks[block.index] < NO_RANK or is_labelled):
        return True
    heading = outline.heading_of(block.index)
    return heading is not None and outline.ranks[heading.index] > 1 and bool(_VERDICT_HEADING.search(heading.text))


def _winner_in(sides: Sides, sentence: str, in_verdict: bool) -> int | None:
    """The tool that a sentence calls the winner overall; in a verdict, the winner."""
    if not _WINS.search(sentence.lower()) or _DOUBTED.search(sentence):
        return None
    for says in _phrases(sides.mention.pattern)[: 2 if in_verdict and not _NARROWED.match(sentence) else 1]:
        match = says.search(sentence)
        if match is not None and not _DENIED.search(_clause(sentence, match)):
            name = next(at for at, said in enumerate(match.groups(), 1) if said)
            last = _end_of_several(sides, sentence, match.end(name))
            if last and (last <= match.end() or not sentence[last:].lstrip()[:1].isalnum()):
                return None
            return sides.named_in(match[name])[0]
    return None


def _clause(sentence: str, match: re.Match[str]) -> str:
    """What is said, with the little before it that could deny it."""
    return re.split(r"[,;:—]", sentence[max(0, match.start() - 30) : match.start()])[-1] + match.group()


@lru_cache(maxsize=64)
def _phrases(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names the winner overall anywhere, and what names it in a verdict, where nothing narrows it."""
    overall = (
        rf"({name})(?:\s+[\w’'-]+){{0,6}}[\s,]+(?:the\s+)?overall\b"
        rf"|overall(?:\s+(?:winner|pick|best|choice|champion|recommendation|leader))?(?:,[^,:.]{{0,30}})?"
        rf"(?:,?\s+(?:the winner is|is|goes to|award goes to|here is))?\s*[:,]?\s*(?:the\s+)?({name})"
    )
    overall += (
        rf"|({name})[^.]{{0,60}}?\b(?:comes out on top|takes the crown|is the clear winner)\b(?!\s+(?:in|on|for|when))"
    )
    alone = (
        r"(?=\s*(?:[.,;:!–—]|$|by\b|because\b|thanks\b|with\b|here\b|this\b|our\b|hands\b|and\b|but\b"
        r"|the (?:comparison|duel|test|battle)))"
    )
    verdict = (
        rf"({name})\s+(?:is|remains|comes out as|takes it as)\s+(?:the|our)\s+(?:\w+\s+)?(?:winner|"
        rf"champion|pick|choice){alone}"
        rf"|({name})\s+(?:wins|won|comes out on top|comes out ahead|takes the crown|takes it|edges ahead|"
        rf"is our pick|gets our vote){alone}"
        rf"|(?:we|i)(?:’d|'d| would)?\s+(?:pick|choose|recommend|prefer|go with|went with|vote for)\s+({name}){alone}"
        rf"|(?:winner|crown|win|title|vote|medal|gagnant|vainqueur|ganador|vincitore|gewinner|sieger|"
        rf"vencedor)(?:\s+(?:is|goes to|for us is|est|es|ist|è|é))\s+(?:the\s+)?({name}){alone}"
    )
    return re.compile(overall, re.I), re.compile(verdict, re.I)
