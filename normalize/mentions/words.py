"""Words that decide whether something spelled like a name is one."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that products are called by. At a sentence's start their capital says nothing.
ALSO_WORDS: Final = _words("""
    agent air airtable almanac amplify anchor angle antigravity apex apollo arc ark around array arrow artifact
    asana aside assembly atlas atom attach aurora avenue axiom balance banner base basecamp basin batch bay
    beacon beam bear bee bench bird bit blaze blend block bloom blue board boat bold bolt bond book boost bot
    bottle bow box brain branch brass brave bread breeze brick bridge brief bright bubble bucket buddy buffer
    build builder bun bundle button buzz cabin cable cache calendar calm camp campfire canvas canyon capacity
    capture car card cargo carrot cascade case cast castle catalyst cedar cell chain channel charm chart chat
    chime chisel chroma chrome circle clay clear clip clock cloud clover club cluster coach coda code cog comet
    comma command compass compose composer conductor console continue copilot copper coral core corner count
    courier cove cradle craft crane crayon create crew crisp cron cross crow crown crystal cube current cursor
    cut dart dash data dawn day deck deep delta deploy desk dial dialog discord dispatch dock docs dot double
    dove draft dragon draw dream drift drive drop drum dune dust eagle ease east echo edge element elephant
    ember engine enter envoy epic equal ever express fabric facet factory falcon farm fathom feather feed fence
    field file filter finch find fire first fish flag flame flare flash flask fleet flex flight flint flip float
    flock flow fluid flux fly focus fold folder forge fork form formal forward found fox frame framer free fresh
    frog front fuel full fusion future galaxy gate gateway gather gear gem gemini ghost giant give glacier glass
    glean glide glow go gold good grain granola graph grasp gravity green grid ground group grove grow guide
    gusto habit halo hammer hand handle harbor harbour harvest hatch haven hawk haze heap hear heart heat height
    helix helm help hero hex hive hold home honey hook hop horizon host house hub human hush ice idea index ink
    inkwell inn insight instant intercom iris iron island ivy jar jet jewel journal journey judge jump junction
    keep kernel key keynote kind kit kite knot lab ladder lake lamp lance land lane lantern lark lasso launch
    layer lead leaf leap ledger lens letter level lever light lighthouse lily lime line linear link lion list
    live llama load lobby local lock log logic loom loop lotus lovable lumen lunar lure magnet mail make
    manifest mantle map maple marble mark marker market mast match matter maven maze medium meet mellow mem memo
    merge mesh message meta meteor method metric mind mine mint mirror modal mode model module moment monday
    monitor moon moss motion mountain move mural muse nest net network neuron new next night node nomad north
    note notebook notes notion nova number numbers oak oasis obsidian ocean octopus olive one onyx open opera
    optic oracle orbit orchard order organ origin otter outline oval oven owl oxygen pace pack pad page pages
    paint pair palette panda panel paper paperclip parcel park parrot part pass patch path patron pause peak
    pearl pebble pen pencil people pepper perch perplexity petal phoenix piano picnic piece pieces pier pigeon
    pilot pine pink pioneer pipe pitch pivot pixel plain plan planet plank plant plate platform play plot plow
    plum plus pocket pod poet point polar pond pool port portal post power prism probe process profile prompt
    proof prose pulse pump push puzzle quarry quartz queue quick quill quilt quiver rabbit radar radius raft
    rail rails railway rain ramp range rapid raven ray reach react read ready reason recall reef reel reflect
    relay render reply report rest retool review rewind rhythm ridge ring ripple rise river road robin robot
    rock rocket root rope rose round route router row rowboat ruby rudder rule run runner rush rust sable safe
    sage sail salt sand sandbox scale scan scene scope scout scribe script scroll sea seal search seed segment
    semaphore sense sentry sequence series serve shade shadow shape share sheet sheets shelf shell shield shift
    ship shore short shortcut shuttle side sight sigma signal silo silver simple site sketch sky slack slate
    slice slide slope small smart smith snap snow snowflake social socket solid solo sonar sonnet sound source
    space spark spell sphere spice spider spin spiral splice spline split spoke spot sprig spring sprint sprout
    square stack staff stage stair standard star start static station stay steam steel stem step stitch stone
    storm story stream street strike string stripe studio style submarine suite summit sun superhuman surf
    surface surge swallow swan sweep swift switch symbol sync table tag tailor tally tandem tape target task
    teams tempo tent terminal tern test text thing things thread thrive tick tide tidepool tiger tile timber
    time toggle token tome tone tool top torch totem touch tower town trace track trade trail train transit tree
    trellis tribe trigger trim triumph trove trunk trust tulip tune tunnel turbo turn twin type unit unity
    unlock update upper valley vault vector velvet venture verse vessel view vine violet vision vista vital
    voice volt wake walk wall walnut wander warp watch wave way weave web well west whale wheel whisper wick
    wide willow wind window windsurf wing wire wise wolf wonder wood word work world wren write yard yarn year
    yellow zen zero zest zone zoom
""")
# Mass nouns among them may be a sentence's subject without an article.
MASS_NOUNS: Final = _words("""
    balance capacity clay code copper cotton data dust ease energy fabric flow focus fuel gold gravity growth
    help honey ice ink insight iron light linen logic magic matter motion music paper perplexity power rhythm
    salt sand silver slack snow sound space steam steel thread time trust vision voice water wood work
""")
# Words that begin a sentence, and therefore with a capital, before a name.
STARTERS: Final = _words("""
    a about above according across add after again against ahead all almost already also alternatively although
    always am an and another any anyone anything apart are as aside ask asking at avoid back based be because
    been before behind being below beside besides better between beware beyond both bring built but buy by call
    can category chasing choose combined come coming compare compared comparing compete competing competition
    competitors consider could dear describe despite did direct ditch do does doing don't drop during each
    earlier either enter even ever every everyone everything except expect fair few finally find first following
    for forget former fortunately from get give given go goes going good got had half has have having he hello
    her here hers hey his honestly how however i if imagine in indeed inside instead into is it it's its join
    just keep last later leave leaving let let's like likewise look many maybe me meanwhile mind moreover most
    move moving much my near neither never new next no nobody none nor not nothing now obviously of off oh old
    on once one only onto open or other others otherwise our out outside over pair past pay people per perhaps
    pick pit please plus poor prefer put quite rather real really remember replace replacing right rivals run
    running said same save say see send several she should show side similar similarly simply since skip so some
    someone something sometimes soon sorry start still stop such suppose sure swap switch switching take taking
    tell than thank thanks that that's the their them then there therefore these they think this those though
    through thus to today together tomorrow tonight too toward towards true trust try trying two under
    unfortunately unless unlike until unwilling up upon us use used using usually versus very via want was watch
    we well were what what's whatever when whenever where whereas wherever whether which while who whoever whom
    whose why will wish with within without won't would yes yesterday yet you your
""")
# Heads of what has a number and is no product: licences, standards, parts of a whole, dates.
NUMBERED: Final = _words("""
    act aes apache appendix apr april article aug august b bluetooth bsd bullet cc chapter class clause css day
    dec december detroit draft es exhibit feb february figure fortune gate gen generation gpl grade group h html
    http ipv iso jan january java jul july jun june k l lesson level lgpl line local log lot m mar march may mit
    month mp mpl node nov november number oauth oct october p page part pass phase php pier plan point python q
    question release rfc room round row ruby rule rust s scene season section sep sept september series sha
    slide soc spring sql sqlite stage step study t table take task terminal test ticket tier tls top type
    typescript unicode unit usb utf version volume wave wcag web week wi-fi winter worker year
""")
# What is spelled like a product and is none: letters and digits of trades and standards.
NOT_PRODUCTS: Final = _words("""
    a11y aes-256 b2b b2b2c b2c c2c co2 covid-19 css3 e2e ec2 es6 f1 g20 g7 gdpr2 h1 h2 h264 html5 i18n i5 i7 i9
    ipv4 ipv6 iso-27001 iso-8601 iso27001 k8s l10n log4j m1 m2 m3 m4 mp3 mp3s mp4 mp4s nps9 oauth2 p2p plan-b q1
    q2 q3 q4 rs232 rtx s3 sha-256 sha256 soc-2 soc2 usb-c utf-16 utf-8 v1 v2 v3 v4 wcag2 web2 web3 wi-fi wi-fi6
    y2k
""")
# Companies: named as such everywhere but where a phrase says that they are the competitors.
COMPANIES: Final = _words("""
    accenture adobe alibaba amazon anthropic apple atlassian aws baidu bytedance cisco cohere databricks
    deepmind deepseek facebook google hp huggingface ibm intel meta microsoft mistral netflix nvidia openai
    oracle palantir qualcomm salesforce samsung sap servicenow shopify sony stripe tencent tesla twitter xai
    yahoo
""")
# Capitalised words that are no product's name even in a phrase that asks for one.
PROPER: Final = _words("""
    africa america american americans april asia august australia austria austrian belgian belgium berlin boston
    brazil brazilian brexit britain british brussels california canada ceo cfo china chinese christmas
    copenhagen cto dad danish december denmark diwali dr dublin dutch earth easter england english europe
    european europeans february finland finnish france french friday german germans germany god greece greek
    halloween hanukkah i i'd i'll i'm i've india indian internet ireland irish israel italian italians italy
    january japan japanese july june korea korean latin lisbon london madrid march mars may mexican mexico milan
    mom monday mr mrs ms mum munich netherlands norway norwegian november october oslo paris poland polish
    portugal portuguese prague ramadan rome russia russian saturday scotland scottish seattle september series
    ship skeptic skip spain spanish stockholm sunday sweden swedish swiss switzerland sydney thanksgiving
    thursday tokyo toronto tuesday turkish ukraine vienna wales warsaw web wednesday york zurich
""")
# What makes another product of a name that it follows.
EDITIONS: Final = _words("""
    ai air api app assist business calendar chat cli cloud code connect copilot desktop docs edge enterprise
    flash free gateway go haiku large lite local mail max medium micro mini mobile model nano notes one online
    opus personal plus premium preview pro sdk server small sonnet studio suite team teams toolkit turbo ultra
    voice web work workspace xl
""")
KINDS: Final = _words("api app cli client desktop extension library model platform plugin sdk server service suite")

# What a name at a sentence's start may do, and a word in its place hardly ever.
VERBS: Final = _words("""
    adds answers appears arrives asks beats becomes begins belongs breaks brings builds burns buys calls came
    can cannot catches charges chokes comes competes copies costs could counts crashed crashes cuts delivers
    deserves did dies does draws drew drops earns eats ends exists expects exports falls feels fell felt fills
    finds fixes follows forgets found gave gets gives goes got grew grows had handles has helps hides hits
    imports insists integrates invents is keeps kept knew knows lacks lands leads learns leaves left lets likes
    listens lists lives loads looks loses lost made makes may means meets might misses must needs offers opens
    owns pays picks plans plays points prints promises puts read reads records refuses remains remembers removes
    replaces runs saved saves says sees sells sends sets shipped ships should shows sits skips solves sounds
    speaks stands starts stays stopped stops stores supports syncs takes talks taught tells thinks thought took
    tracks treats tried tries turned turns understands used uses wants was watches went will wins won worked
    works would writes wrote
""")
