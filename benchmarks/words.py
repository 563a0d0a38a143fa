"""The words that articles of the corpus are made of: archives and harbours, and nobody who lives."""
# ruff: noqa: E501, SIM905 (lists of words, and sentences as long as they are)

KINDS = ("person", "organisation", "place", "event")
"""Kinds of entities."""

REFERENCE_KINDS = ("follows", "corrects", "expands", "contradicts", "see-also")
"""Kinds of references from one article to another."""

GIVEN_NAMES = (
    "Ada Bram Cleo Dario Edda Farid Greta Hana Ivo Jonas Kaya Lena Milo Nora Otto Pia Quinn Rosa "
    "Sami Tova Ugo Vera Wim Xenia Yara Zeno Anouk Bela Corin Dagny Elio Freya Goran Hilde Imre Jana "
    "Kofi Lotte Marek Nadia Orsi Petra Radu Selma Tomas Ursa Vito Willa Yusuf Zora"
).split()

SYLLABLES = (
    (
        "Al Bar Cor Dun El Far Gar Hol Ib Jor Kal Lor Mar Nor Os Pel Quel Ren Sol Tor Ul Vas Wal Yar "
        "Zel Bre Cla Dro Fen Gri"
    ).split(),
    ("a be di en fo ga hi il ka lo me no or pi ra se ti um va wy").split(),
    (
        "bach berg brook dale der field ford gate ham holm kov land ley man mark mere mont ner quist "
        "rick sen son stad stein ten ton vale vik wick worth"
    ).split(),
)
"""A family name is one of each."""

ORGANISATIONS = (
    "Archive|Bank|Board of Trade|Brothers|Cooperative|Council|Foundation|Harbour Authority|"
    "Holdings|Institute|Mutual|Observatory|Press|Railway Company|Shipping Line|Society|Trust|"
    "University|Works"
).split("|")

PLACES = ("|||Lower |Mount |New |North |Port |Saint |South |Upper ").split("|")

EVENTS = (
    "Accord|Audit|Blackout|Conference|Congress|Crossing|Dispute|Exhibition|Fire|Flood|Hearing|"
    "Inquiry|Merger|Referendum|Strike|Summit|Survey|Trial"
).split("|")

ADJECTIVES = (
    "annual brief broad careful central clear common complete costly daily deep detailed early "
    "empty exact familiar final formal former gradual hidden joint large late local long minor "
    "modest narrow native new official old open original patient plain private public quiet rare "
    "recent remote rural second senior short silent single slow small steady strange sudden "
    "technical thorough unusual useful wide"
).split()

NOUNS = (
    "account address agreement answer appeal approach archive article assembly attempt balance "
    "bargain bridge budget building catalogue census channel charter claim clause clerk coast "
    "committee company complaint contract copy correspondence council crew custom date debate "
    "decision delay delivery deposit detail dispute district document draft duty edition election "
    "engine entry error estate estimate evidence exchange factory file figure fleet folder garden "
    "harbour hearing hour index inquiry insurer interview invoice island journal journey label "
    "ledger letter library licence line list loan map market measure meeting memory message method "
    "minute mistake museum network newspaper note notice number offer office opinion order page "
    "paper parish passage payment period permit photograph plan policy port practice price print "
    "profit promise proposal question railway record reform register reply report request reserve "
    "result return review river route rule sale scheme season section series service shipment "
    "signature site source stamp statement station stock story street summary supply survey system "
    "table tax telegram term test ticket title tower trade translation treaty trial valley vessel "
    "village volume vote warehouse witness word worker yard year"
).split()

VERBS = (
    "accepted acquired announced answered approved argued assembled borrowed checked claimed closed "
    "collected compared confirmed considered copied corrected counted declined delayed delivered "
    "described disputed divided drafted examined explained extended filed financed followed founded "
    "gathered granted handled ignored inspected issued joined kept leased listed located measured "
    "mentioned missed moved noted offered opened ordered organised paid photographed planned "
    "praised prepared printed published purchased questioned quoted recalled recorded refused "
    "repaired replaced reported requested reviewed revised shared shipped signed sold sorted stored "
    "studied supplied surveyed transferred translated valued visited witnessed"
).split()

ADVERBS = (
    "again already apparently barely briefly carefully clearly eventually formally generally "
    "gradually hardly immediately initially largely later mostly never nearly often openly partly "
    "perhaps privately promptly publicly quietly rarely reportedly simply slowly soon steadily "
    "twice usually"
).split()

MONTHS = (
    "January February March April May June July August September October November December"
).split()

TAGS = (
    "accounting agriculture aviation banking biography canals census climate courts customs "
    "diplomacy education elections energy fisheries forestry geology health housing industry "
    "insurance journalism labour law libraries maps maritime mining museums music patents "
    "photography ports press railways science sports surveys tax trade"
).split()

SENTENCES = (
    "The {a} {n} was {v} by {E} in {m} {y}, and the {n} that followed was {a}.",
    "{E} {v} the {n} of {E} before the {a} {n} had been {adv} {v}.",
    "According to the {n}, {E} {adv} {v} a {a} {n} and {v} the {n} to {E}.",
    "No {a} {n} survives, but a {n} from {y} shows that {E} {v} the {n}.",
    "It was {adv} {v} in the {a} {n}.",
    "Two {n}s later, the {n} had *{adv}* {v} its {a} {n}.",
    "The {n} and the {n} do not agree: one gives {m} {d}, the other {m} {d2}.",
    "A {a} {n} of {num} pages was {v}, and {num2} copies were {adv} {v}.",
    "When {E} {v} the {n}, the {a} {n} was **{adv} {v}** for the first time.",
    "Readers of the [{a} {n}](https://example.org/{n}/{num}) will notice that the {n} was {v} after the {n}, not before it.",
    "That {n} matters because {E} had {adv} {v} every {a} {n} until {m} {y}.",
    'What the {n} calls a "{a} {n}" is, on closer reading, a {a} {n} {v} for {E}.',
    "The {n} of {m} {d} is {a}; the {n} is not.",
    "In {y} the {n} was {v} -- {adv}, it seems -- and nobody {v} the {n}.",
    "{E} did not reply to the {n}, and the {a} {n} was {v} without a {n}.",
    "For the {a} {n}, the price was set at {num} crowns, with a further {num2} for the {n}.",
    "The {n} was kept in a {a} {n}, which the {n} later {v}.",
    'As the {n} puts it, the {n} "was {adv} {v}, and the {n} with it".',
    "Three {a} {n}s mention {E}, though only one of them names the {n}.",
    "There is a `{n}-{num}` mark on the {n}, which {E} {v} in {y}.",
)

HEADINGS = (
    "The {a} {n}",
    "What the {n} shows",
    "A {a} {n} and its {n}",
    "After the {n}",
    "The {n} of {y}",
    "Open questions",
    "How the {n} was {v}",
)

QUOTATIONS = (
    "> We {v} the {n} as we found it; the {a} {n} was {adv} {v}, and nobody asked for the {n}.\n>\n> -- from the {n} of {m} {y}",
    "> The {a} {n} is {v}. The {n} that came with it is not, and was never {v} again.",
)

LIST_ITEMS = (
    "the {a} {n}, {v} in {y}",
    "a {n} of {num} pages",
    "{num} {n}s, {adv} {v}",
    "the {n} that {E} {v}",
    "one [{n}](https://example.org/{n})",
)
