"""What challenges print, in the languages that they come in, and what works in them: the vocabulary of challenges."""

import re
from typing import Final


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds what any of these does."""
    return re.compile("|".join(patterns))


# What works in a challenge and in no page that a service has let pass.
WORKS: Final[dict[str, re.Pattern[str]]] = {
    "Cloudflare": any_of(
        r"_cf_chl_", r"challenge-platform/[^\s'\"]{0,40}orchestrate/", r"cdn-cgi/l/chk_", r"jschl[-_]vc"
    ),
    "DataDome": any_of(r"(?:ct|geo)\.captcha-delivery\.com"),
    "HUMAN": any_of(r"^#px-captcha", r"captcha\.px-c(?:dn|loud)\.net", r"/captcha/captcha\.js\?"),
    "Akamai": any_of(r"sec-(?:if-)?cpt-", r"/_sec/cp_challenge", r"[?&]bm-verify=", r"_sec/verify\?provider"),
    "AWS WAF": any_of(
        r"gokuProps", r"AwsWafIntegration\.(?:checkForceRefresh|forceRefreshToken)", r"CaptchaScript\.render"
    ),
    "Sucuri": any_of(r"sucuri_cloudproxy_js"),
    "DDoS-Guard": any_of(r"/\.well-known/ddos-guard/js-challenge"),
    "Vercel": any_of(r"/\.well-known/vercel/security/"),
    "Anubis": any_of(r"^#anubis_challenge", r"/\.within\.website/x/cmd/anubis"),
    "SiteGround": any_of(r"/\.well-known/sgcaptcha"),
    "Radware": any_of(r"validate\.perfdrive\.com"),
    "Fastly": any_of(r"/_fs-ch-"),
    "Yandex": any_of(r"/showcaptcha\?", r"/checkcaptcha"),
}
# Loaded into a frame it is a challenge, as a script it watches a healthy page.
FRAMED: Final = any_of(r"_Incapsula_Resource")
# What a healthy page carries too, so that it tells of a challenge only where a page holds nothing else.
ALONE: Final = any_of(
    r"_Incapsula_Resource",
    r"KPSDK",
    r"/ips\.js\?",
    r"bobcmn",
    r"/TSPD/",
    r"token\.awswaf\.com/\S{0,200}(?:challenge|captcha)",
)
PROTECTION: Final = any_of(
    r"(?i)/cdn-cgi/",
    r"__CF\$cv|challenges\.cloudflare\.com|turnstile",
    r"datadome|ddjskey|captcha",
    r"_pxAppId|perimeterx|px-c(?:dn|loud)",
    r"/akam/|/_sec/|bm-verify",
    r"_Incapsula_Resource|AwsWaf|sucuri|ddos-guard",
    r"KPSDK|/ips\.js|kasada|bobcmn|/TSPD/|geetest|arkoselabs",
    r"perfdrive|shieldsquare|rbzns|within\.website",
)
WIDGET_SCRIPT: Final = any_of(r"(?i)(?:h|re|smart|friendly)-?captcha", r"turnstile", r"arkoselabs", r"geetest")

# A headline with one of these speaks of such pages; a challenge speaks to its reader.
ABOUT: Final = any_of(
    r"\b(?:how|why|what|when|which|explained|guide|fix(?:ing|ed)?|meaning|means|meant|tutorial|tips|vs|versus|best)\b",
    r"\b(?:about(?! this page)|understanding|bypass\w*|history|introducing|solved?|says|asks|some|many|often)\b",
    r"\b(?:websites|sites|users|people|they|pages|companies|captchas)\b",
    r"\b(?:wie|warum|comment|pourquoi|cómo|por qué|como|perché)\b",
    r"^.{12,}: (?:the|an?) ",
)
_VERIFIES: Final = (
    r"(?:(?:bestätig|überprüf|verifizier|vérifi|controleer|potwierd|подтверди|doğrula)\w*"
    r"|confirm[ae]r?|verifi(?:ca|que|car|cate))\b"
)
_A_HUMAN: Final = (
    r"(?:mensch|humain|\bhuman[oa]s?\b|essere umano|człowiek|человек|робот|\bmens\b|\brobot|\binsan|\bbots?\b)"
)
_VERIFY: Final = (
    "(?:verify|verifying|confirm|confirming|prove|make sure|making sure|check|checking|ensure|ensuring|validate)"
)
# How challenges demand, refuse and sign; texts are folded, and ask for no more than a few families at once.
FAMILIES: Final[dict[str, re.Pattern[str]]] = {
    "human": any_of(
        rf"(?:^|[.!:,;–—-] |please |we need to |we |can you ){_VERIFY}\b"
        r"[^.!?]{0,30}?\b(?:you|your|visitor)[^.!?]{0,30}?(?:human|robot|\bbots?\b|person)",
        r"^are you (?:a )?(?:human|robot|real)",
        r"^(?:i am|i'm) (?:not a robot|human)",
        r"^(?:robot or human|human or bot|human verification|bot verification|robot (?:check|challenge))",
        r"press (?:&|and) hold|activate and hold the button",
        r"verif(?:y|ying)[^.!?]{0,20} not a (?:ro)?bot",
        rf"{_VERIFIES}[^.!?]{{0,60}}?{_A_HUMAN}",
        r"(?:请|請|确认|確認|验证|驗證)[^。]{0,20}(?:真人|人类|人類|机器人|機器人)",
        r"人間であること|ロボットではない|사람인지|로봇이 아",
        r"(?:enter|type) the characters you see",
        r"(?:complete|solve) the (?:captcha|challenge|puzzle|security check)",
        r"slide (?:right|to) (?:to )?(?:verify|complete|secure)",
    ),
    "browser": any_of(
        r"(?:checking|verifying|validating|analy[sz]ing) (?:your|the) (?:browser|connection|device)",
        r"checking if the site connection is secure|review the security of your connection",
        r"perform(?:ing|s)? (?:a )?security (?:verification|check)|running security checks?",
        r"browser\w* wird [^.]{0,20}(?:ge|über)prüft|(?:über)?prüf\w* (?:ihren|deinen) browser",
        r"vérifi\w+ (?:de )?(?:votre|la) (?:navigateur|connexion|sécurité)",
        r"(?:verificando|comprobando|verificação d|verifica del) ?(?:su|tu|o seu|seu|o|el)? ?(?:browser|navegador)",
        r"провер\w+ (?:вашего|ваш) браузер",
        r"正在(?:检查|檢查|验证|驗證)|安全验证|ブラウザ\w{0,10}(?:確認|チェック)",
        r"vercel security checkpoint|ddos[ -]guard$|ddos protection by",
    ),
    "network": any_of(
        r"blocked by (?:network|our|the) security|made us think (?:that )?you|pardon our interruption",
        r"(?:our systems|we) (?:have )?detected (?:unusual|suspicious|automated)",
    ),
    "refused": any_of(
        r"you(?:'ve| have) been blocked|request unsuccessful|the requested url was rejected|^request blocked",
        r"access to (?:this|the) (?:page|site|website) has been (?:denied|blocked|limited)",
        r"your access to this (?:site|page|service) has been",
        r"your (?:request|ip(?: address)?) (?:has been|was|is) (?:temporarily )?blocked",
        r"(?:unusual|suspicious|automated) (?:traffic|activity|behaviou?r|requests?|queries) (?:from|on|has been)",
        r"permission to access .{0,200}\bon this server|request could not be satisfied",
        r"sie wurden (?:blockiert|gesperrt)|vous avez été bloqué|ha sido bloquead|foi bloquead|sei stato bloccato",
        r"вы (?:были )?заблокирован|ungewöhnliche\w* (?:datenverkehr|aktivität)|trafic inhabituel|tráfico inusual",
    ),
    "enable": any_of(
        r"(?:enable|allow|turn on) (?:javascript|js|cookies) and (?:cookies|javascript|disable)",
        r"(?:javascript|js) and cookies[^.]{0,20}(?:enabled|to continue|required)|disable any ad ?blocker",
        r"javascript und cookies|javascript et les cookies|javascript y las cookies|javascript и файлы cookie",
        r"java ?script is disabled",
    ),
    "title": any_of(
        r"^(?:just a moment|one moment(?:,? please)?|einen moment(?:,? bitte)?)[.… !]*$",
        r"^een (?:ogenblik|moment)(?: geduld)?[.… !]*$",
        r"^(?:un instant|un momento|um momento|один момент|chwileczkę|bir dakika lütfen)[.… !]*$",
        r"^(?:请稍候|請稍候|しばらくお待ちください|잠시만 기다리십시오)[.… !]*$",
        r"^attention required!",
        r"^access (?:to this page has been )?denied(?: \| .{0,60})?[.…! ]*$",
        r"^security (?:check|verification|checkpoint)(?: required)?[.…! ]*$",
        r"^(?:robot check|captcha|ddos-guard|you are being redirected|client challenge|blocked)[.…! ]*$",
        r"^sucuri website firewall.{0,30}$|^.{0,30}security checkpoint$",
    ),
    "reference": any_of(
        r"ray id\W{0,3}[0-9a-f]{8}",
        r"reference ?(?:id|#|number|no|code)?[ :#.]{0,4}(?=[a-f.-]{0,40}\d)[0-9a-f][0-9a-f.-]{7}",
        r"(?:incident|support|request|block|event|client|session|trace) id(?: is)?\W{0,3}(?=[a-z-]{0,20}\d)[\w-]{6}",
        r"your ip(?: address)?\W{0,3}[0-9a-f]{1,4}[.:]|\bip\W{0,2} ?\d{1,3}\.\d{1,3}\.\d",
    ),
    "vendor": any_of(
        r"security by cloudflare|powered and protected by|sucuri website firewall|\(cloudfront\)",
        r"protected by (?:datadome|akamai|anubis|ddos-guard|human|imperva|sucuri)",
        r"security service to protect itself|perimeterx|by wordfence",
    ),
}
# The families that a challenge may consist of, and those that may head one.
DEMANDS: Final = frozenset({"human", "browser", "network"})
HEADLINES: Final = frozenset({"human", "browser", "network", "refused", "enable", "title"})
