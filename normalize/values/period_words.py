"""The words of periods and units of payment, in the languages that comparison pages are written in."""

from typing import Final

from normalize.values.prints import any_of

# A lone capital M is a million (`$3/M tokens`), a lone small one a month.
MONTH: Final = any_of(
    r"""months? mon\b mo\b mth mnth (?-i:m)\b(?!\stok) monat mois mes\b m[eê]s\b mese maand miesi[aą]c mies месяц мес
    ay\b bulan tháng månad måned měsíc 달 월 个?月(?!払) ヶ月 か月"""
)
YEAR: Final = any_of(
    r"""years? yr annum y\b jahr ann[eé]e an\b año ano\b anno\b jaar rok\b год yıl tahun năm år\b
    vuosi 년 연 年(?!払)"""
)
MONTHLY: Final = any_of(
    r"""monthly\b (?:a|each|every)_month\b monatlich\b im_monat\b mensuel(?:le)?s?\b mensual\b mensile\b mensal\b
    maandelijks\b 月額 月额 月払い"""
)
YEARLY: Final = any_of(
    r"""yearly\b annual(?:ly)?\b (?:a|each|every)_year\b jährlich\b im_jahr\b annuel(?:le)?s?\b anual\b annuale\b
    jaarlijks\b p\.a\.(?!\w) 年額 年额 年払い"""
)
ONCE: Final = (
    r"(?:(?:one[-\ ]?(?:time|off)|life-?time|for\ life|perpetual|single\ payment|einmalig|pago\ único|paiement\ unique)"
    r"\b|once(?=\ ?(?:[,.;)(+|]|for\b|$))|一次性|买断|终身|買い切り)(?:\ (?:payment|fee|purchase|deal|licen[cs]e))?"
)
YEARLY_BILL: Final = (
    r"(?:when\ |if\ )?(?:billed|paid|charged|invoiced|bill|pay)\ (?:once\ )?(?:annual(?:ly)?|yearly|(?:per|a)\ year)\b"
    r"|按年付费|年付"
)
MONTHLY_BILL: Final = (
    r"(?:when\ |if\ )?(?:billed|paid|charged|invoiced|bill|pay)\ (?:monthly|(?:per|a)\ month)\b|按月付费|月付"
)
PER: Final = r"(?:/\ ?(?:per\ )?|(?:\b(?:per|(?-i:pro)|por|par|al|je|за|в|each|every))[-\ ]|\bper(?=\d)|每)"

_COUNTED: Final = (
    r"\d[\d.,]*+\+?(?:\ ?(?:[kmb]\b|thousand|million|billion|万|千)|(?=\ ?[^\W\d_]))|(?:(?-i:[KMB])|thousand|million)\b"
)
_ADJECTIVES: Final = (
    r"(?:(?:input|output|cached|prompt|completion|text|audio|image|video|active|additional|extra|full|concurrent|paid"
    r"|named|monthly|team|agent|AI|API|generated|standard)\ ){0,3}"
)
_NO_NOUN: Final = any_of(
    """as when if for and or with billed paid per plus month your the in out on to at plan tier version is are pro
    (?-i:Free|Custom|Contact|Team|Business|Enterprise|Premium|Max|Basic|Standard|Starter)"""
)
_NOUN: Final = (
    rf"(?:用户|人|席位|座席|成员|张图|张|次|个|ユーザー|名|사용자|(?![年月]払)(?!{_NO_NOUN}\b)[^\W\d_][\w-]{{0,30}}+)"
)
_NEXT_PRICE: Final = r"(?!\ ?:?\ ?[$€£¥₹])"  # then it is the label of that
# A unit of two words is one where a period follows: `per guest author per month`.
_WORD: Final = r"[^\W\d_][\w-]{0,30}+"
_FIRST: Final = rf"(?:(?!{_NO_NOUN}\b){_WORD}\ (?={_WORD}(?:\ ?/|\ (?:per|an?))\ ?(?:mo|month|yr|year)\b))?"
UNIT: Final = rf"(?P<unit>(?:{_COUNTED})(?:\ ?{_ADJECTIVES}{_NOUN})?|{_ADJECTIVES}{_FIRST}{_NOUN}){_NEXT_PRICE}"
# Units that follow an amount without `per`: `$12 a seat`, `$12 user/month`.
NAMED: Final = (
    r"(?:users?|seats?|members?|editors?|persons?|licen[cs]es?|agents?|images?|devices?|sites?|weeks?|days?|hours?)"
)
SHORT_UNITS: Final = {"wk": "week", "wks": "week", "weekly": "week", "daily": "day", "hourly": "hour"}
