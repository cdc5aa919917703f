"""What the words around names say of them: that they are rivals, what one would use instead, or merely named."""

import re
from typing import Final

from normalize.mentions.words import VERBS
from normalize.records import Relation

_WINDOW: Final = 80  # characters
_BEFORE_SENTENCE: Final = re.compile(r".*[.!?…][\"”’)]?\s", re.S)
_ASKED: Final = re.compile(
    r"\b(?:(?:who|what|whom)\b.*\b(?:compet\w+|up|compar\w+) (?:with|against|to)|"
    r"(?P<noun>rivals?|alternatives?|competit\w+))\? $",
    re.I,
)
# Between a phrase and the names it introduces.
_LEAD: Final = (
    r"(?:(?:the|a|an|some|say|even|maybe|perhaps|my|our|their|his|her|your|own|good|plain|old|both|either|e\.g\.),? )*"
    r"[\"“‘'*(`]?$"
)
_NAMING: Final = (
    r"(?: (?:here|today|now|there|around|out there|in (?:(?:this|the|that) )?[\w-]+|"
    r"(?:for|to) (?:this|it|that|watch|beat)))?"
    r",?(?:\s*[:—–]+ | - | (?:is|are|was|were|includ(?:e|es|ing)|being|(?:would|will|must|has to) be|remains?|like|"
    r"such as|named|called)"
    r"(?: (?:still|clearly|obviously|really|probably|certainly|of course|always|now|not|of))*,? )"
)
_RIVALS: Final = r"(?:competitors?|rivals?|competition|contenders?|challengers?|peers)"
_ER: Final = r"(?:better|worse|more|less|fewer|(?!other\b|rather\b)\w+er)"
_NOT_AS: Final = r"(?!well\b|soon\b|long\b|far\b|such\b|much\b|known\b)"
_CHOICE: Final = (
    r"(?:prefer\w*|pick\w*|cho(?:o|se)\w*|take|takes|took|recommend\w*|favou?r\w*|win|wins|won|edge|advantage|"
    r"improvement|upgrade|leap|step up|lead|ship|buy|bought|have|want|keep|use)"
)

_STRONG_RIVAL: Final = re.compile(rf"\b{_RIVALS}\b{_NAMING}{_LEAD}", re.I)
_RIVAL_BEFORE: Final = re.compile(
    rf"""\b(?:
        compar\w+(?:\ \w+){{0,2}}\ (?:to|with|against) | in\ comparison\ (?:to|with) | relative\ to | next\ to | beside
        | versus | vs\.? | against | as\ opposed\ to | unlike
        | beat(?:s|ing|en)? | out(?:perform|class|run|last|sell|do|pace|smart)\w* | undercut\w* | trail(?:s|ed|ing)
        | los(?:es|e|t|ing)(?:\ \w+){{0,2}}\ to | lag(?:s|ged|ging)?(?:\ behind)? | (?:way\ |far\ )?behind | ahead\ of
        | compet(?:e|es|ed|ing)(?:\ [\w-]+){{0,2}}\ (?:with|against) | rivals | rivall?ing | match(?:es|ed|ing)?
        | on\ (?:a\ )?par\ with | no\ match\ for | threat(?:ens?|\ to) | catch(?:es|ing)?\ up\ (?:to|with)
        | followed\ by | tak(?:es?|ing)\ on | (?:clone|copy|knock-?off)\ of | in\ the\ same\ (?:[\w-]+\ )?\w+\ as
        | (?:torn|chose|choosing|choice|toss-up)\ between
        | short-?list(?:ed)?(?:\ (?:was|were|is|had|included|of|with))?
        | (?:roughly|basically|exactly|essentially|pretty\ much|precisely|just)\ what
        | (?:twice|half|double|triple|thrice|\w+\ times)\ the\ [\w-]+\ of | (?:poor|rich)\ man['’]s | (?:not\ )?even
        | differs?\ from | different\ from
        | prefer\w*(?:\ [\w-]+){{1,4}}\ to | {_ER}(?:\ [\w-]+){{0,3}}\ than | as\ {_NOT_AS}\w+\ as
        | {_CHOICE}(?:\ [\w-]+){{0,4}}\ over
    )\ {_LEAD}""",
    re.I | re.X,
)
_OTHER_BEFORE: Final = re.compile(
    rf"""(?:
        \b(?:you|one|we|i|they|teams?|people)(?:['’]d|['’]ll|\ would|\ will|\ may|\ should)
            (?:\ (?:still|also|just|probably|really|rather))*
            \ (?:need|want|use|run|pick|choose|pay\ for|reach\ for|go\ (?:with|for)|be\ better\ (?:off\ )?with)
        | \b(?:instead\ of|rather\ than|in\ place\ of|in\ lieu\ of|replac(?:e|es|ed|ing)|successor\ to)
        | \b(?:replacement|substitute|stand-in)\ for
        | \balternatives?(?:\ to)?
        | \balternatives?(?:\ [\w-]+){{0,3}}\ ?[—–:](?:\ [\w-]+){{0,2}}
        | \b(?:replicate|rebuild|recreate|build|do|copy)\ (?:this|it|that)(?:\ \w+){{0,3}}\ (?:with|in|using)
        | \b(?:switch|mov|migrat|jump|defect|churn|return|revert)\w*(?:\ [\w-]+){{0,4}}\ (?:to|from|off)
        | \b(?:go|goes|going|went|gone|fle[ed]|crawl\w*)\ (?:right\ |straight\ )?(?:back|over|home)\ to
        | \b(?:came|comes?|coming)\ (?:over\ |here\ )?from | \bfled\ (?:to|from)
        | \b(?:already|still|happily)\ (?:pay|pays|paid|paying)\ for
        | \bto\ (?:pick|choose|go\ (?:with|for)) | \bwhy\b[^.;]*\ when
        | \bfor\ (?:half|less|free|nothing|a\ (?:third|quarter|fraction))\b[^.,;]{{0,30}}\bthere(?:['’]s|\ (?:is|are))
    )\ {_LEAD}""",
    re.I | re.X,
)
_OTHER_NAMED: Final = re.compile(rf"\balternatives?\b{_NAMING}{_LEAD}", re.I)
# These say it of what is a product for sure; people leave cities too.
_LEFT_BEFORE: Final = re.compile(
    rf"""\b(?:
        left | fle(?:e|es|d) | leav(?:e|es|ing) | ditch\w* | dropp\w* | cancel\w* | abandon\w* | quit(?:ting)?
        | uninstall\w* | gave\ up | (?:stick|stay|stuck|stayed|staying|sticking|sticks|stays)\ (?:with|on)
        | f[ae]ll(?:s|ing)?\ back\ (?:on|to) | (?:just|simply)\ (?:use|open|keep)
    )\ {_LEAD}""",
    re.I | re.X,
)
_NAMED_BEFORE: Final = re.compile(
    r"\b(?:(?:integrat\w+|sync\w*|interoperat\w+) with|plugs? into|wrapper (?:around|for|of)|graduat\w+ to|"
    rf"imports? from|exports? to|(?:built|sits|runs) on(?: top of)?) {_LEAD}",
    re.I,
)
_HAS_BEFORE: Final = re.compile(
    rf"\b(?:already|if you|can) (?:\w+ )?(?:have|use|run|own|know|live in|subscribe to) {_LEAD}", re.I
)
_NO_NEED: Final = re.compile(
    r"[^.!?]{0,80}\b(?:(?:don['’]t|do not|won['’]t|will not) (?:really )?need|needn['’]t|no (?:need|reason|point)|"
    r"skip)\b",
    re.I,
)
_RIVAL_AFTER: Final = re.compile(
    rf"""[\"”’'*)`]*,?\ (?:
        (?:(?:easily|still|also|already|simply|comfortably)\ )*(?:
            out(?:perform|class|run|do|pace)\w* | beats? | undercuts? | trounces? | wins?
            | (?:charges?|costs?)\ (?:less|half|more)
            | do(?:es)?\ (?:this|that|it|so|the\ same)(?:\ \w+)?
                \ (?:better|cheaper|faster|sooner|for\ (?:less|free|nothing))
            | do(?:es)?\ (?:\d+\ ?%|most|half|nearly\ all|all)\ of\ (?:this|that|it)
            | (?:both|all|each)\ (?:already\ )?(?:do|does|ha(?:ve|s)|offers?|ships?)\ (?:this|that|it|the\ same|so)
            | offers?\ the\ same | (?:has\ )?had\ (?:this|that|it)
        )
        | already\ (?:does|do|has|have|offers?|ships?|shipped)
        | (?:is|are|was|were|feels?|looks?|seems?|stays?)\ (?:\w+\ )?(?:better|worse|\w{{2,}}er)\b
            (?!\ than\ (?:nothing|it\ was))
        | (?:is|are|was|remains?)\ (?:\w+\ ){{0,4}}{_RIVALS}\b
        | can(?:['’]t|not|\ hardly)\ (?:\w+\ )?match
    )""",
    re.I | re.X,
)
_OTHER_AFTER: Final = re.compile(
    r"[\"”’'*)`]*,? (?:instead|(?:is|are|was|remains?) (?:\w+ ){0,4}alternatives?|would (?:do|be enough|suffice)|"
    r"will do|does the job)\b",
    re.I,
)
_NAMED_AFTER: Final = re.compile(
    r"[\"”’'*)`]*,? (?:(?:both|all|each|already) \w+|lineage|family|line|series|subscriptions?|"
    r"licen[cs]es|customers)\b",
    re.I,
)
_SUBJECT_AFTER: Final = re.compile(
    rf"""[\"”'*)`]*(?:
        ['’]s\ | ,\ (?:which|for|meanwhile|however|by\ contrast|on\ the\ other|too|like|unlike|with|at\ least|being)\b
        | \ (?:(?:also|still|already|never|always|just|only|simply|at\ least|itself|alone|then|now|\w+ly)\ )?
        (?:
            (?:is|was|has|had|does|did|ca|could|wo|would|should)n['’]t | {"|".join(sorted(VERBS))}
            | [a-z]{{2,}}(?:s|ed)\ (?:me|you|us|him|her|it|them|my|your|our|their|its|the|an?|this|that|what|how|no\w*)
        )\b
    )""",
    re.X,
)


def before(text: str, at: int) -> str:
    """The words of the sentence before a name, or the question that a sentence of names answers."""
    words = text[max(0, at - _WINDOW) : at]
    asked = _ASKED.search(words)
    return f"{asked['noun'] or 'rivals'}: " if asked else _BEFORE_SENTENCE.sub("", words)


def relation_before(words: str, is_sure: bool) -> Relation | None:
    """What the words before names say of them; `is_sure` that they are products."""
    if _STRONG_RIVAL.search(words):
        return "competitor"
    if _OTHER_NAMED.search(words) or _OTHER_BEFORE.search(words) or is_sure and _LEFT_BEFORE.search(words):
        return "alternative"
    if _RIVAL_BEFORE.search(words):
        return "competitor"
    return "mentioned" if _NAMED_BEFORE.search(words) else None


def is_enough(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that who has what it names here needs nothing else."""
    return bool(_HAS_BEFORE.search(before(text, start)) and _NO_NEED.match(text, end))


def relation_after(text: str, at: int) -> Relation | None:
    """What the words after names say of them."""
    if _OTHER_AFTER.match(text, at):
        return "alternative"
    if _RIVAL_AFTER.match(text, at):
        return "competitor"
    return "mentioned" if _NAMED_AFTER.match(text, at) else None


def says_rivals(words: str) -> bool:
    """Whether the words before names call them competitors outright."""
    return bool(_STRONG_RIVAL.search(words))


def is_subject(text: str, at: int) -> bool:
    """Whether what ends here is the subject of a sentence or owns something, as names without an article are."""
    return bool(_SUBJECT_AFTER.match(text, at))
