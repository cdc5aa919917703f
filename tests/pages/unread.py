"""Pages on which nothing is to be read: challenges, shells, and whole pages that look like either."""

from typing import Final

APP: Final = '<script type="module" crossorigin src="/assets/index-4f2a.js"></script>'
INLINE_APP: Final = "<script>import('/app.js').then(a => a.mount(document.body))</script>"

# What healthy pages carry of the services that protect them.
PROTECTIONS: Final[dict[str, str]] = {
    "Cloudflare": "<script>(function(){window.__CF$cv$params={r:'8f2e',t:'MTc='};var"
    " a=document.createElement('script');"
    "a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';document.head.appendChild(a);})();</script>",
    "Cloudflare, older": '<script src="/cdn-cgi/challenge-platform/h/b/scripts/jsd/22bb/main.js"></script>',
    "DataDome": "<script>window.ddjskey='A1B2';window.ddoptions={ajaxListenerPath:true};</script>"
    '<script src="https://js.datadome.co/tags.js" async></script>',
    "reCAPTCHA": '<script src="https://www.google.com/recaptcha/api.js?render=6Lx" async defer></script>',
    "hCaptcha": '<script src="https://js.hcaptcha.com/1/api.js" async defer></script>',
    "Turnstile": '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer></script>',
    "HUMAN": "<script>(function(){window._pxAppId='PX1a2b';var p=document.createElement('script');"
    "p.src='//client.px-cloud.net/PX1a2b/main.min.js';document.head.appendChild(p);})();</script>",
    "Akamai": '<script type="text/javascript" src="/akam/13/5a1b2c3d" defer></script>',
    "Imperva": '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3" async></script>',
    "AWS WAF": '<script src="https://a1b2.edge.sdk.awswaf.com/a1b2/c3d4/challenge.compact.js" defer></script>',
    "Kasada": "<script>window.KPSDK={};KPSDK.now=Date.now;</script><script src='/149e/2d20/p.js'></script>",
    "F5": '<script src="/TSPD/08a1?type=10"></script>',
}


def document(title: str, body: str, head: str = "") -> str:
    """A whole document."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def framed(main: str, after: str = "") -> str:
    """A body with what stands around the main part of most sites."""
    return (
        '<header><a href="/">Harbour</a><nav><a href="/compare">Compare</a><a'
        ' href="/pricing">Pricing</a></nav></header>'
        f"{main}<footer><p>© 2026 Harbour. All rights reserved.</p><a href='/terms'>Terms</a></footer>{after}"
    )


_CF_SCRIPT: Final = (
    "<script>(function(){window._cf_chl_opt={cvId:'3',cZone:'harbour.test',cType:'managed'};var a=document."
    "createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=9a';})();</script>"
)
_AKAMAI: Final = (
    '<H1>Access Denied</H1>You don\'t have permission to access "http&#58;&#47;&#47;harbour&#46;test&#47;" on this'
    " server.<P>Reference&#32;&#35;18&#46;2f1b1602&#46;1763600000&#46;1a2b3c<P>https&#58;&#47;&#47;errors&#46;test</P>"
)
_DATADOME: Final = (
    "<p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'AHr','t':'bv',"
    "'host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>"
)

CHALLENGES: Final[dict[str, str]] = {
    "Cloudflare": document(
        "Just a moment...",
        f"<noscript><div>Enable JavaScript and cookies to continue</div></noscript>{_CF_SCRIPT}",
        '<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390">',
    ),
    "Cloudflare, bodies of scripts not kept": document(
        "Just a moment...",
        "<div><noscript>Enable JavaScript and cookies to continue</noscript></div><script></script>",
    ),
    "Cloudflare, as rendered": document(
        "Just a moment...",
        "<h1>harbour.test</h1><p>Verify you are human by completing the action"
        " below.</p><div></div><p>harbour.test needs to"
        " review the security of your connection before proceeding.</p><footer>Ray ID:"
        " <code>9a8b7c6d5e4f3a2b</code>"
        '<p>Performance & security by <a href="https://www.cloudflare.com">Cloudflare</a></p></footer>',
    ),
    "Cloudflare, German": document(
        "Einen Moment, bitte …",
        "<h1>harbour.test</h1><h2>Bestätigen Sie, dass Sie ein Mensch sind.</h2><p>Ray ID: 9a8b7c6d5e4f3a2b</p>",
    ),
    "Cloudflare, French": document("Un instant…", "<h1>harbour.test</h1><h2>Vérifiez que vous êtes humain.</h2>"),
    "Cloudflare, Spanish": document("Un momento…", "<h2>Verifique que usted es un ser humano.</h2>" + _CF_SCRIPT),
    "Portuguese": document("Um momento…", "<h2>Confirme que você é humano</h2><p>harbour.test</p>"),
    "Italian": document("Un momento…", "<h2>Verifica di essere umano</h2><p>harbour.test</p>"),
    "Russian": document("Один момент…", "<p>Подтвердите, что вы человек.</p>"),
    "Chinese": document("请稍候…", "<p>请完成以下操作，验证您是真人。</p>"),
    "Japanese": document("しばらくお待ちください...", "<p>人間であることを確認します</p>"),
    "Cloudflare refuses": document(
        "Attention Required! | Cloudflare",
        "<h1>Sorry, you have been blocked</h1><h2>You are unable to access harbour.test</h2><h2>Why have I been"
        " blocked?</h2>"
        "<p>This website is using a security service to protect itself from online attacks. The action you just"
        " performed"
        " triggered the security solution.</p><p>Cloudflare Ray ID: <strong>9a8b7c6d5e4f3a2b</strong> • Your"
        " IP: 192.0.2.7</p>",
    ),
    "DataDome": document("harbour.test", _DATADOME),
    "DataDome in a frame": document(
        "harbour.test", '<iframe src="https://geo.captcha-delivery.com/captcha/?initialCid=AHr" width="100%"></iframe>'
    ),
    "HUMAN": document(
        "Access to this page has been denied",
        "<script>window._pxAppId='PX1';window._pxUuid='a-b';var s='/PX1/captcha/captcha.js?a=c';</script>"
        "<h1>Before we continue...</h1><p>Press & Hold to confirm you are a human (and not a bot).</p>"
        "<p>Reference ID 1f2e3d4c-aaaa-11f0-bbbb-0242ac120002</p>",
        '<meta name="description" content="px-captcha">',
    ),
    "HUMAN, its box alone": document("harbour.test", "<div id='px-captcha'></div><script src='/x/init.js'></script>"),
    "Akamai": document("Access Denied", _AKAMAI),
    "Akamai, in between": document(
        "&nbsp;",
        "<p>Powered and protected by</p><div id='sec-if-cpt-container'></div><script"
        " src='/_sec/cp_challenge/a.js'></script>",
    ),
    "Akamai, refreshing": document(
        "", "<script>i()</script>", "<meta http-equiv=refresh content=\"5; URL='/?bm-verify=AA'\">"
    ),
    "Imperva in a frame": document(
        "",
        '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1-2&incident_id=12-34">Request'
        " unsuccessful."
        " Incapsula incident ID: 1234000560078-90</iframe>",
        '<meta name="robots" content="noindex,nofollow">',
    ),
    "Imperva, its script alone": document("", '<script src="/_Incapsula_Resource?SWJIYLWA=719d"></script>'),
    "Imperva interrupts": document(
        "Pardon Our Interruption",
        "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you"
        " were a bot."
        " There are a few reasons this might happen:</p><ul><li>You've disabled cookies.</li></ul>",
    ),
    "AWS WAF": document(
        "",
        "<script>window.awsWafCookieDomainList=[];window.gokuProps={'key':'AQ'};</script><script"
        " src='https://a.token.awswaf"
        ".com/a/b/challenge.js'></script><div"
        " id='challenge-container'></div><script>AwsWafIntegration.checkForceRefresh()"
        "</script><noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're"
        " not a robot."
        "</noscript>",
    ),
    "AWS WAF, bodies of scripts not kept": document(
        "",
        "<script></script><script src='https://a.token.awswaf.com/a/b/challenge.js'></script><div"
        " id='challenge-container'>"
        "</div><script></script><noscript><h1>JavaScript is disabled</h1>In order to continue, we need to"
        " verify that you're"
        " not a robot. This requires JavaScript.</noscript>",
    ),
    "AWS WAF asks": document(
        "Human Verification", "<div id='captcha'></div><script>CaptchaScript.renderCaptcha()</script>"
    ),
    "CloudFront": document(
        "ERROR: The request could not be satisfied",
        "<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2><hr>Request blocked. We can't connect to"
        " the server for"
        " this app at this time.<pre>Generated by cloudfront (CloudFront)\nRequest ID: Ab1-cd2_ef3==</pre>",
    ),
    "hCaptcha": document(
        "harbour.test",
        "<h1>Are you human?</h1><p>Tick the box to go on to the site.</p><form method=post><div"
        " data-sitekey='1f2e'></div>"
        "<input type=submit value=Continue></form><script src='https://js.hcaptcha.com/1/api.js'></script>",
    ),
    "reCAPTCHA": document(
        "Security check",
        "<p>Please complete the security check to access harbour.test</p><form><div data-sitekey='6L'></div>"
        "<textarea name='g-recaptcha-response'></textarea></form><script"
        " src='https://www.google.com/recaptcha/api.js'></script>",
    ),
    "Turnstile alone": document(
        "harbour.test",
        "<div data-sitekey='0x4'></div><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
    ),
    "a wall in a frame of the site": document(
        "Robot or human?",
        framed(
            "<main><h1>Robot or human?</h1><p>Activate and hold the button to confirm that you're human.</p></main>"
        ),
    ),
    "a search engine": document(
        "https://harbour.test/search?q=x",
        "<form action='index' method=post><div data-sitekey='6L'></div><input type=hidden"
        " name=q></form><div><b>About this"
        " page</b><br><br>Our systems have detected unusual traffic from your computer network. This page"
        " checks to see if"
        " it's really you sending the requests, and not a robot.<br><br>IP address: 192.0.2.7</div>",
    ),
    "a shop": document(
        "Robot Check",
        "<h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot. For"
        " best results,"
        " please make sure your browser is accepting cookies.</p><form><img src=/c.jpg><input"
        " name=field-captcha></form>",
    ),
    "Sucuri": document(
        "You are being redirected...",
        "<noscript>Javascript is required. Please enable javascript before you are allowed to see this"
        " page.</noscript>"
        "<script>var s={},e=eval,sucuri_cloudproxy_js='',S='cz0i';</script>",
    ),
    "Sucuri refuses": document(
        "Sucuri WebSite Firewall - Access Denied",
        "<h1>Access Denied - Sucuri Website Firewall</h1><table><tr><td>Your"
        " IP:</td><td>192.0.2.7</td></tr><tr><td>Block ID:"
        "</td><td>EXP014</td></tr></table>",
    ),
    "DDoS-Guard": document(
        "DDoS-Guard",
        "<h1>Checking your browser before accessing harbour.test</h1><p>Please wait a few seconds.</p>"
        "<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>",
    ),
    "Vercel": document(
        "Vercel Security Checkpoint",
        "<p>We're verifying your browser</p><noscript>Enable JavaScript to continue</noscript><script>s()</script>",
    ),
    "Anubis": document(
        "Making sure you're not a bot!",
        "<h1>Making sure you're not a bot!</h1><p>Loading...</p><details><summary>Why am I seeing"
        " this?</summary><p>"
        + "The administrator of this site has set up a proof of work against those who read it without end. "
        * 9
        + "</p></details><script id='anubis_challenge' type='application/json'>{}</script>"
        "<script type=module src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>",
    ),
    "SiteGround": document("", "", '<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">'),
    "Kasada": document("", "<script>window.KPSDK={};</script><script src='/149e/2d20/ips.js?x=1'></script>"),
    "F5 refuses": document(
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 1234567890",
    ),
    "limits of an address": document(
        "Access denied",
        "<h1>Error 1015</h1><p>Ray ID: 9a8b7c6d5e4f3a2b</p><h2>You are being rate limited</h2>",
    ),
    "a check that has an address of its own": document(
        "Just a moment...",
        "<h1>harbour.test</h1><p>Verifying you are human. This may take a few seconds.</p><p>harbour.test needs"
        " to review the"
        " security of your connection before proceeding.</p>",
        '<link rel="canonical" href="https://harbour.test/">',
    ),
    "a forum": document("Blocked", "<h1>You've been blocked by network security.</h1><p>To continue, log in.</p>"),
    "a firewall of a blog": document(
        "Your access to this site has been limited by the site owner",
        "<h1>Your access to this site has been limited by the site owner</h1><p>Your access to this service has"
        " been limited."
        " (HTTP response code 503)</p><p>Generated by Wordfence.</p>",
    ),
}

_SKELETON_CARD: Final = "<div><div></div><div></div><div></div><span></span></div>"
_EMPTY_CARD: Final = (
    "<div><h2>{name}</h2><p></p><p>{value}</p><p>Panel ship</p><p>{value}</p><p>Community</p><p></p><p>Entry</p></div>"
)


def skeleton(value: str) -> str:
    """A comparison whose names and labels stand already, and no value."""
    cards = "".join(_EMPTY_CARD.format(name=name, value=value) for name in ("Anchor", "Buoy"))
    return document("Anchor vs Buoy", f"<main><h1>Anchor vs Buoy</h1>{cards}<h2>Reviewer scorecard</h2></main>{APP}")


SHELLS: Final[dict[str, str]] = {
    "React": document(
        "Harbour",
        f'<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>{APP}',
    ),
    "React, loading": document("Harbour", f'<div id="root"><div><p>Loading…</p></div></div>{APP}'),
    "Next without data": document(
        "Harbour", '<div id="__next"></div><script src="/_next/static/chunks/main.js"></script>'
    ),
    "Next with data": document(
        "Harbour",
        '<div id="__next"></div><script id="__NEXT_DATA__"'
        ' type="application/json">{"props":{"tools":["Anchor","Buoy"]}}'
        '</script><script src="/_next/static/chunks/main.js" defer></script>',
    ),
    "Next, streamed": document(
        "Harbour", "<!--$?--><template id='B:0'></template><!--/$--><script>self.__next_f.push([1,'a'])</script>"
    ),
    "Vue": document(
        "harbour",
        "<noscript><strong>We're sorry but harbour doesn't work properly without JavaScript"
        " enabled.</strong></noscript>"
        '<div id="app"></div><script src="/js/chunk-vendors.js"></script><script src="/js/app.js"></script>',
    ),
    "Nuxt": document(
        "Harbour", '<div id="__nuxt"><div class="spinner"></div></div><script src="/_nuxt/entry.js"></script>'
    ),
    "Angular": document("Harbour", '<app-root></app-root><script src="main.js" type="module"></script>'),
    "Svelte": document("Harbour", f'<div style="display: contents">{INLINE_APP}</div>'),
    "Svelte, bodies of scripts not kept": document("Harbour", '<div style="display: contents"><script></script></div>'),
    "Ember": document("Harbour", '<script src="/assets/vendor.js"></script><script src="/assets/harbour.js"></script>'),
    "Flutter": document("harbour", '<script src="flutter_bootstrap.js" async></script>'),
    "GWT": document(
        "Harbour",
        '<iframe src="javascript:\'\'" id="__gwt_historyFrame" tabindex="-1"'
        ' style="position:absolute;width:0;height:0"></iframe>'
        "<noscript><div>Your web browser must have JavaScript enabled</div></noscript>",
        '<script src="harbour/harbour.nocache.js"></script>',
    ),
    "a name and a spinner": document("Harbour", f'<div id="x"><h1>Harbour</h1><p>Loading...</p></div>{APP}'),
    "a logo": document("Harbour", f'<div id="x"><img src="/logo.svg" alt="Harbour"></div>{APP}'),
    "a plea for scripts": document("Harbour", f"<div id=x>Please enable JavaScript to use this site.</div>{APP}"),
    "a frame around an empty main": document("Harbour", framed("<main></main>", APP)),
    "a frame, a banner on cookies": document(
        "Harbour",
        framed(
            '<main id="content"><div></div></main>',
            "<div><p>We use cookies to make this site work and to count its visitors. Read more in our policy.</p>"
            f"<p>Choose what you allow.</p><button>Accept all</button><a href='/privacy'>Privacy</a></div>{APP}",
        ),
    ),
    "a frame, a dialog": document(
        "Harbour", framed("<main></main>", f"<div role=dialog><h2>Stay in touch</h2><input name=email></div>{APP}")
    ),
    "a frame without names": document(
        "Harbour",
        '<div><a href="/">Harbour</a><ul><li><a href="/compare">Compare</a></li><li><a'
        ' href="/faq">Questions</a></li></ul></div>'
        f'<div id="view"></div><div>© 2026 Harbour</div>{APP}',
    ),
    "a frame of components": document(
        "Harbour",
        f"<site-header><a"
        f" href='/'>Harbour</a></site-header><tool-page></tool-page><site-footer>Terms</site-footer>{APP}",
    ),
    "boxes for what is to come": document(
        "Harbour", framed(f'<main aria-busy="true">{_SKELETON_CARD * 4}</main>', INLINE_APP)
    ),
    "a way past the frame": document("Harbour", f"<a href='#c'>Skip to content</a><div id=root></div>{APP}"),
    "a word to old browsers": document(
        "Harbour", f"<p>You are using an outdated browser. Please upgrade your browser.</p><div id=root></div>{APP}"
    ),
    "cookies asked for without scripts": document(
        "Harbour",
        f"<div id=root></div><noscript>Please enable JavaScript and cookies to use this site.</noscript>{APP}",
    ),
    "the title of a challenge": document("Just a moment...", f"<div id=root></div>{APP}"),
    "measured": document(
        "Harbour",
        f'<div id="root"></div>{APP}',
        "<script src='https://www.googletagmanager.com/gtag/js?id=G-1'></script><script>window.dataLayer=[]</script>",
    ),
}
SKELETONS: Final[dict[str, str]] = {
    "no values": skeleton(""),
    "dashes": skeleton("—"),
    "dots": skeleton("..."),
    "a heading alone": document("Anchor vs Buoy", framed(f"<h1>Anchor vs Buoy</h1><div id=c></div>{APP}")),
}

_PARAGRAPH: Final = (
    "Harbours were built where rivers met the sea, and whoever held one could tax what passed through it. "
)
_ARTICLE: Final = f"<main><h1>On harbours</h1><p>{_PARAGRAPH * 4}</p><p>{_PARAGRAPH * 3}</p></main>"
_CONTACT: Final = "<h1>Contact</h1><p>Write to us at desk@harbour.test. We answer within two days.</p>"
_FORM: Final = (
    "<form><input name=name><input type=email name=email><textarea name=message></textarea>"
    "<div data-sitekey='6L'></div><button>Send</button></form>"
)

WHOLE: Final[dict[str, str]] = {
    "an article": document("On harbours", framed(_ARTICLE, APP)),
    "a contact page": document("Contact", framed(_CONTACT, APP)),
    "a contact page without frame": document("Contact", f"{_CONTACT}<div id=modal-root></div>{APP}"),
    "a contact page with a captcha": document(
        "Contact", framed(f"{_CONTACT}{_FORM}<p>Please verify you are human.</p>", PROTECTIONS["reCAPTCHA"])
    ),
    "a form in which Turnstile sits": document("Sign in", f"<h1>Sign in</h1>{_FORM}{PROTECTIONS['Turnstile']}{APP}"),
    "a newsletter": document(
        "Letters",
        f"<p>One letter a month.</p><form><input type=email><div data-sitekey=x></div></form>{PROTECTIONS['hCaptcha']}",
    ),
    "a soft 404": document("Page not found", framed("<main><h1>404</h1><p>Page not found</p></main>", APP)),
    "a soft 404 and an empty place": document("Page not found", f"<h1>Page not found</h1><div id=modal></div>{APP}"),
    "a soft 404 around an empty main": document("Not found", f"<h1>Not found</h1><main></main>{APP}"),
    "thanks": document("Thank you", f"<h1>Thank you</h1><p>We have your message.</p>{APP}"),
    "a word": document("Hello", f"<p>Hello</p>{APP}"),
    "a word without scripts": document("Hello", "<p>Hello</p>"),
    "nothing at all": document("", ""),
    "nothing but a counter": document("", '<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'),
    "nothing but a healthy script": document("", f"<div id=root></div>{PROTECTIONS['DataDome']}"),
    "a picture": document("Map", f"<img src=/map.png><img src=/legend.png>{APP}"),
    "a film": document(
        "Film", f"<iframe src='https://films.test/1' width=640></iframe><video src=/b.mp4></video>{APP}"
    ),
    "a form without words": document("Sign in", f"<form><input name=user><input type=password></form>{APP}"),
    "a page of links": document("Links", "".join(f"<a href='/{n}'>Page {n}</a><br>" for n in range(9)) + APP),
    "a page on cookies": document("Cookies", f"<h1>Cookies</h1><p>We use cookies to count visits.</p>{APP}"),
    "access that needs a login": document(
        "Access denied",
        "<h1>Access denied</h1><p>You are not authorized to view this page. <a href='/login'>Log in</a></p>",
    ),
    "an article on captchas": document(
        "Why am I asked to verify that I am human?",
        "<h1>Why am I asked to verify that I am human?</h1><p>Many sites show a page that says “Just a"
        " moment...” and “Verify you"
        " are human” before they let anyone in. Such pages run a script that looks at the browser.</p><p>The"
        " Ray ID at the"
        " bottom names the request.</p>",
    ),
    "an article on refusals": document(
        "How to fix Access Denied errors",
        "<h1>How to fix Access Denied errors</h1><p>The server says: You don't have permission to access this"
        " page on this"
        " server. Reference #18.2f1b1602.1763600000.1a2b3c</p><p>Clear your cookies, and try another network.</p>",
    ),
    "a long article on challenges": document(
        "Just a moment...: a history of waiting",
        framed(f"<article><h1>Checking your browser</h1><p>Verify you are human. {_PARAGRAPH * 30}</p></article>"),
    ),
    "a published definition": document(
        "Unusual traffic",
        "<article><h1>Unusual traffic</h1><p>Our systems have detected unusual traffic from your computer"
        " network: a message"
        " that search engines show to robots.</p></article>",
        '<link rel="canonical" href="https://words.test/unusual-traffic">',
    ),
    "what sells captchas": document(
        "Captchas that people like",
        framed(
            f"<main><h1>Captchas that people like</h1><p>{_PARAGRAPH}</p><p>Verify you are human, in a"
            f" blink.</p></main>"
        ),
    ),
    "a café": document(
        "Just a Moment", "<h1>Just a Moment</h1><p>Coffee at the quay, from eight. Come in, sit down.</p>"
    ),
    "a robot": document(
        "Robots", f"<h1>Robots</h1><p>We build robots and check that they stand up by themselves.</p>{APP}"
    ),
    "how to turn scripts on": document(
        "Scripts",
        "<main><h1>Enable JavaScript</h1><p>Open the settings of your browser and enable JavaScript. Then"
        " reload the page.</p>"
        f"</main>{APP}",
    ),
    "docks": document("Docks", f"<main><h2><a href='/1'>Loading docks</a></h2></main>{APP}"),
    "a note on challenges": document(
        "Notes",
        "<h1>Checking your browser: the page in between</h1><p>It reads Checking your browser before accessing"
        " the site, runs"
        " a proof of work, and prints a Ray ID.</p>",
    ),
    "blocked by a member": document(
        "Help", "<h1>You have been blocked by a member</h1><p>You no longer see what they write.</p>"
    ),
    "a check of bags": document(
        "Security check", "<h1>Security check</h1><p>Our guards check your bag at the gate.</p>"
    ),
    "maintenance": document("Back soon", f"<h1>Back soon</h1><p>We are moving a few servers.</p>{APP}"),
    "an origin that is down": document(
        "harbour.test | 522: Connection timed out",
        "<h1>Connection timed out</h1><p>Error code 522</p><p>Cloudflare Ray ID: 9a8b7c6d5e4f3a2b • Your IP:"
        " 192.0.2.7 •"
        " Performance & security by Cloudflare</p>",
    ),
}
