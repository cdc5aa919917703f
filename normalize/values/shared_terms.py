"""Terms that are printed once for several prices: `$10-$20/mo`, `$3 / $15 per 1M tokens`, `... (per user)`."""

import re
from dataclasses import replace
from typing import Final

from normalize.values.drafts import Draft

_JOINT: Final = re.compile(r",?\ ?(?:-|~|/|\||\bto|\bor|\band|&|\bbis|\bà|\boder|\bou|至|到|或)\ ?", re.I)
_COMMA: Final = re.compile(r"\ ?,\ ?")
_ASIDE: Final = re.compile(r"\)?\ ?(?:\(|,?\ ?or\ |/|,)\ ?", re.I)
_IN: Final = re.compile(r"\ (?:in|input)\b[^\w]*$", re.I)
_OUT: Final = re.compile(r"\ (?:out|output)\b", re.I)
_BEHIND_ALL: Final = re.compile(r"\ ?\((?:all\ )?(?:per\b|/|each\b)", re.I)


def share_terms(text: str, drafts: list[Draft]) -> list[Draft]:
    """Give each price the terms and the plan that it shares with its neighbours."""
    if len(drafts) < 2:
        return drafts
    shared = _from_the_end(text, _from_behind_all(text, drafts))
    for at in range(1, len(shared)):
        shared[at] = _from_before(text, shared[at - 1], shared[at])
    return shared


def _from_behind_all(text: str, drafts: list[Draft]) -> list[Draft]:
    """`Input: $2.50, Output: $10 (per 1M tokens)`: what stands in parentheses is said of all."""
    last = drafts[-1]
    if not _BEHIND_ALL.match(text, last.said) or any(draft.has_terms for draft in drafts[:-1]):
        return list(drafts)
    return [draft if draft.is_free else replace(draft, period=last.period, per=last.per) for draft in drafts]


def _from_the_end(text: str, drafts: list[Draft]) -> list[Draft]:
    """`$10, $20 or $30 per month`: the last one's terms hold for those it is joined to."""
    shared = [drafts[-1]]
    is_list = False
    for draft in reversed(drafts[:-1]):
        after = shared[-1]
        gap = text[draft.end : after.start]
        joined = _JOINT.fullmatch(gap) or is_list and _COMMA.fullmatch(gap)
        is_list = bool(joined and after.has_terms and not (draft.has_terms or draft.is_free or after.plan))
        shared.append(replace(draft, period=after.period, per=after.per) if is_list else draft)
    return shared[::-1]


def _from_before(text: str, first: Draft, second: Draft) -> Draft:
    """`Pro $12/user/mo ($15 monthly)`: another price of the same plan and unit."""
    gap = text[first.end : second.start]
    if (
        _IN.search(text[first.start : second.start])
        and _OUT.match(text, second.said)
        and not (second.has_terms or first.period)
    ):
        return replace(second, per=first.per)  # `$2.50 per million tokens in / $10 out`
    if first.is_free or second.is_free or second.plan or not (_ASIDE.fullmatch(gap) or _JOINT.fullmatch(gap)):
        return second
    is_other = not _COMMA.fullmatch(gap) or first.period != second.period
    plan = first.plan if is_other else None
    return replace(second, plan=plan, per=second.per or (first.per if second.period and is_other else None))
