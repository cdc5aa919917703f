"""Words that tell products apart or do not: data, kept out of the rules that use it."""

from typing import Final

# A tier is never confirmed away: "Mini" is another product than what it is the mini of.
TIERS: Final = frozenset(
    """
    mini nano micro tiny small medium large xl xxl ultra pro plus max lite light edge flash turbo base premium
    enterprise business team teams personal starter basic advanced standard express community education student home
    family instant fast thinking reasoning instruct distill distilled opus sonnet haiku junior senior next classic
    legacy ultimate essential essentials professional air prime elite
    """.split()
)
# Kinds that may be all of a name: makers have Docs.
_APPS: Final = frozenset("calendar chat docs drive mail search sync".split())
# A kind names what a thing is; only what the other listing says that it is confirms it.
KINDS: Final = _APPS | frozenset(
    """
    sdk api cli gateway toolkit model app agent server desktop mobile cloud studio library framework plugin extension
    browser client proxy router platform playground console dashboard assistant copilot code editor ide bot hub
    marketplace store runtime engine database warehouse registry connector mcp kit suite workspace sandbox operator
    builder web ios android windows mac linux vscode
    """.split()
)
# Words with which a maker must be named by the text as well: "Code" alone may be anybody's.
ANYBODYS: Final = KINDS - _APPS | {"ai"}
# How far along a thing is does not make it another one; some are names too, and count in brackets alone.
STAGES: Final = frozenset({"beta", "preview"})
ASIDE_STAGES: Final = STAGES | {"alpha", "ga", "experimental", "early", "access", "official"}
DOMAINS: Final = frozenset("ai app cloud co com dev io me net new org sh so tech xyz".split())

# Known makers: how each may be written, and its name.
_MAKERS: Final = """
    Adobe; AI21 Labs, AI21; Airbnb; Alibaba, Alibaba Cloud; Allen Institute, Ai2; Amazon, AWS, Amazon Web Services;
    AMD; Anthropic; Apache; Apple; Atlassian; Autodesk; Automattic; Baidu; Block; ByteDance; Canonical; Canva; Cisco;
    Cloudflare; Cohere; Databricks; Datadog; DeepSeek; Dell; DigitalOcean; Dropbox; Elastic; ElevenLabs; Figma; GitHub;
    GitLab; Google, Google DeepMind, DeepMind, Google Cloud; Grafana Labs; HashiCorp; HP; HubSpot; Hugging Face;
    IBM; Intel; Intuit; JetBrains; LangChain; LinkedIn; Meta, Meta AI, Facebook; Microsoft, MS, Microsoft Azure;
    MiniMax; Mistral AI, Mistral; Moonshot AI, Moonshot; Mozilla; Netlify; Nvidia; OpenAI; Oracle; Perplexity;
    Qualcomm; Red Hat; Replit; Runway; Salesforce; Samsung; SAP; ServiceNow; Shopify; Slack; Snowflake; Sony; Spotify;
    Stability AI; Stripe; Supabase; Tencent; Together AI; Twilio; Uber; Vercel; VMware; xAI; Yandex; Zapier; Zhipu AI,
    Zhipu; Zoho; Zoom
"""
MAKERS: Final = {
    "".join(spelling.split()).casefold(): spellings[0]
    for maker in _MAKERS.split(";")
    for spellings in [[" ".join(each.split()) for each in maker.split(",")]]
    for spelling in spellings
}
