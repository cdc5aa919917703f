"""Why nothing was read on a page: it is a challenge, or a shell that a script would fill; else it is whole as it is."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from normalize.challenge_words import PROTECTION, any_of
from normalize.challenges import challenge_of
from normalize.markup import UNSEEN
from normalize.page import Block, Element, PageText, decode, read_html, read_plain
from normalize.page_parts import PageParts, element_of, filled_elements, is_main_place, is_place, parts_of
from normalize.records import PageKind

_CHALLENGE_BYTES: Final = 500_000  # no challenge is longer
_LONGEST_LOADING: Final = 60  # characters
_LONGEST_ASKING: Final = 240
_LONGEST_NAME: Final = 40
_LONGEST_BESIDE_MAIN: Final = 120
_LONGEST_LABEL: Final = 60
_LONGEST_HEADING: Final = 120
_LONGEST_SKELETON: Final = 600
_MOST_FRAME_LINKS: Final = 12
_LONGEST_SNIPPET: Final = 3_000  # characters of a script that measures and does nothing else

_LOADING: Final = any_of(
    r"^(?:loading|please wait|just a moment|one moment|hang on|bitte warten|(?:wird )?geladen|chargement)[^$€£\d]*$",
    r"^(?:veuillez patienter|cargando|carregando|caricamento|загрузка|ładowanie|yükleniyor)[^$€£\d]*$",
    r"^(?:加载|載入|正在加载|読み込み|로딩|로드)[^$€£\d]*$",
    r"\bloading\b",
    r"^\w+(?: \w+){0,3} ?(?:…|\.{3})$",
)
_BLANK: Final = re.compile(r"[\W_]*|0 ?%")
_ASKS_FOR_SCRIPTS: Final = any_of(
    r"(?:enable|activate|requires?|needs?|turn on|without|aktivier|activ|habilit|attiv|включ)[^.]{0,60}java ?script",
    r"java ?script[^.]{0,60}(?:enable|require|needed|disabled|aktivier|activ|habilit|attiv|включ)",
    r"(?:outdated|unsupported|upgrade your|update your)[^.]{0,20}browser",
    r"(?:启用|啟用|有効)[^.]{0,20}javascript|javascript[^.]{0,20}(?:启用|啟用|有効)",
)
_NOT_THERE: Final = any_of(
    r"not found|\b(?:404|410|500)\b|not exist|no longer|\berror|\bgone\b|sorry|oops|unavailable",
    r"maintenance|coming soon|\bno (?:results|comparisons?|such)\b",
    r"nicht gefunden|introuvable|no encontrad|não encontrad|non trovat|не найден|找不到|見つかりません",
)
_SAYS_SOMETHING: Final = re.compile(r"[.!?。]$|[$€£¥]\s?\d|\d ?[$€£¥]|[1-9]\d?\s?%|\d\s?/\s?\d")
_COPYRIGHT: Final = re.compile(r"^(?:©|\(c\)|copyright\b)|all rights reserved")
_MEASURES: Final = re.compile(
    r"googletagmanager|google-analytics|analytics|\bgt(?:ag|m)\b|plausible|matomo|piwik|hotjar|clarity\.ms|segment\.(?:com|io)"
    r"|fbevents|connect\.facebook|cloudflareinsights|doubleclick|googlesyndication|adsbygoogle|newrelic|nr-data|sentry|bugsnag"
    r"|cookiebot|onetrust|cookie-?(?:law|consent|yes)|usercentrics|trustarc|didomi|umami|mixpanel|intercom|crisp\.chat|tawk\.to"
    r"|hs-scripts|email-decode|datalayer|\b_paq\b|\bfbq\(",
    re.IGNORECASE,
)
_FILLS: Final = re.compile(
    r"\bimport\b|fetch\(|xmlhttprequest|innerhtml|append|insertadjacent|document\.write|createelement|mount|render|hydrate"
    r"|createapp|getelementby|queryselector|eval|bootstrap|\$\(|self\.__next_f",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between a reader and the page: the state it leaves the page in, and what shows it."""

    state: Literal["blocked", "needs_rendering"]
    reason: str


def find_obstacle(page: PageText, kind: PageKind = "other") -> Obstacle | None:
    """Return what keeps a page from being read, None for a whole page; pure, and linear in the page's length.

    Meant for pages on which nothing was read. `kind` is what the address promises: a comparison of labels without a
    value is a skeleton, another page of a few words is short.
    """
    parts = parts_of(page)
    if reason := challenge_of(parts):
        return Obstacle("blocked", reason)
    n_scripts = _n_filling(parts)
    if n_scripts and _is_shell(page, parts, kind):
        return Obstacle("needs_rendering", f"empty shell, {n_scripts} script{'s' * (n_scripts > 1)} would fill it")
    return None


def challenge_in(body: bytes, content_type: str | None = None) -> str | None:
    """Return what shows that the body of an answer is a challenge, whatever its status; None where it is none."""
    text = decode(body[:_CHALLENGE_BYTES], content_type)
    if text is None:
        return None
    page = read_html(text) if "<" in text else read_plain(text)
    return challenge_of(parts_of(page))


def _n_filling(parts: PageParts) -> int:
    """How many scripts may write a page's content; those that count, measure, advertise or protect do not."""
    return sum(map(_may_fill, ((script.source, script.text) for script in parts.scripts)))


def _may_fill(script: tuple[str, str]) -> bool:
    source, text = script
    if PROTECTION.search(source or text) or len(text) < _LONGEST_SNIPPET and _MEASURES.search(source or text):
        return False
    return bool(source) or not text.strip() or bool(_FILLS.search(text))  # an archive may keep no script's body


def _is_shell(page: PageText, parts: PageParts, kind: PageKind) -> bool:
    if parts.n_fields or parts.n_media > 1:
        return False
    blank = _blank(page, parts.blocks)
    left = [block for block in parts.blocks if block.index not in blank]
    if not left and not parts.has_frame_text and not parts.n_links:
        return True
    if any(_NOT_THERE.search(block.folded) for block in left):
        return False
    if not parts.has_frame_text and _is_splash(parts, left, blank):
        return True
    filled = filled_elements(page, [block for block in page.blocks if block.index not in blank])
    if kind != "other" and _is_skeleton(parts, left, filled, kind):
        return True
    places = [element for element in parts.elements if is_place(element) and element not in filled]
    if not places:
        return False
    return not left or _is_beside_empty_main(left, places) or _is_around_a_place(page, parts, left, places)


def _blank(page: PageText, blocks: list[Block]) -> set[int]:
    """Which texts say nothing of the page's own: they are there until a script has run, or lead past the frame.

    A page that asks for scripts twice is about asking.
    """
    asking = {block.index for block in blocks if _asks_for_scripts(block)}
    waiting = {
        block.index
        for block in blocks
        if _BLANK.fullmatch(block.text) or _is_loading(block) and not _is_link(element_of(page, block))
    }
    passing = {block.index for block in blocks[:1] if (element_of(page, block).get("href") or "").startswith("#")}
    return waiting | passing | (asking if len(asking) == 1 else set())


def _is_loading(block: Block) -> bool:
    return len(block.text) <= _LONGEST_LOADING and bool(_LOADING.search(block.folded))


def _asks_for_scripts(block: Block) -> bool:
    return len(block.text) <= _LONGEST_ASKING and bool(_ASKS_FOR_SCRIPTS.search(block.folded))


def _is_splash(parts: PageParts, left: list[Block], blank: set[int]) -> bool:
    """Whether a name alone stands beside a plea for patience."""
    is_loading = any(block.index in blank and _is_loading(block) for block in parts.blocks)
    return is_loading and sum(len(block.text) for block in left) <= _LONGEST_NAME


def _is_beside_empty_main(left: list[Block], places: list[Element]) -> bool:
    return sum(len(block.text) for block in left) <= _LONGEST_BESIDE_MAIN and any(map(is_main_place, places))


def _is_around_a_place(page: PageText, parts: PageParts, left: list[Block], places: list[Element]) -> bool:
    """Whether links and a line of copyright stand above and below an empty place, as in a frame without names."""
    if parts.n_links > _MOST_FRAME_LINKS or not parts.n_links:
        return False
    spoken = [b for b in left if not _COPYRIGHT.search(b.folded) and not _is_link(element_of(page, b))]
    if any(len(b.text) > _LONGEST_LABEL or _SAYS_SOMETHING.search(b.text) for b in spoken) or len(spoken) > 1:
        return False
    order = {element: at for at, element in enumerate(parts.elements)}
    texts = [order.get(element_of(page, block), 0) for block in left]
    return any(min(texts) < order[place] < max(texts) for place in places)


def _is_link(element: Element) -> bool:
    return element.tag == "a" or any(child.tag == "a" for child in element)


def _is_skeleton(parts: PageParts, left: list[Block], filled: set[Element], kind: PageKind) -> bool:
    """Whether headings and labels stand beside places without a value."""
    if not left or sum(len(block.text) for block in left) > _LONGEST_SKELETON:
        return False
    if kind == "index" and parts.n_links:
        return False
    if any(len(block.text) > _LONGEST_HEADING or _SAYS_SOMETHING.search(block.text) for block in left):
        return False
    empty = [e for e in parts.elements if e.tag not in UNSEEN and e.tag != "br" and e not in filled and not len(e)]
    return 2 * len(empty) >= len(left)
