"""Reporting words: those by which a text says that somebody reports, denies or hears something.

In English, German, French and Spanish. For other languages there are no words: an attribution is
taken only if its cue names nobody but the speaker.
"""

import re
from collections.abc import Collection, Mapping

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_REGULAR = (
    "accept acknowledge add address admit advise affirm allege announce answer argue assert assure"
    " blog caution charge cite claim comment complain conclude concede confirm confess contend"
    " continue declare describe detail disclose document email emphasise emphasize estimate explain"
    " express highlight indicate inform insist joke lament list maintain mention narrate note"
    " notify observe opine pledge post predict proclaim promise propose protest publish quip reason"
    " recall"
    " recommend recount reiterate relate remark remind reply repeat report respond reveal"
    " signal specify speculate state stress suggest summarise summarize testify theorise theorize"
    " tweet urge vow warn whisper"
)
_IRREGULAR = (
    "says say said saying tells tell told telling writes write wrote written writing reads read"
    " speaks spoke spoken finds found shows showed shown according quoted quotes swore swears"
    " announcement statement testimony"
)
_DENYING = "denies deny denied denying rejects rejected rejecting refutes refuted disputes disputed"
_GERMAN = (
    "sagt sagte sagten sagen erklärt erklärte berichtet berichtete berichten behauptet behauptete"
    " betont betonte meldet meldete schreibt schrieb teilte teilt zufolge laut nannte teilten"
    " kündigte versicherte warnte bestätigte"
)
_FRENCH = (
    "dit déclare déclaré affirme affirmé selon explique expliqué annonce annoncé rapporte rapporté"
    " assure assuré ajoute ajouté écrit précise précisé indique indiqué confirmé confirme"
)
_SPANISH = (
    "dice dijo dijeron declaró afirma afirmó según explica explicó anuncia anunció informa informó"
    " asegura aseguró añade añadió escribe escribió señala señaló indicó confirmó"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb: note, notes, noted, noting."""
    stem = verb.removesuffix("e")
    third = verb[:-1] + "ies" if verb.endswith("y") else f"{verb}s"
    past = verb[:-1] + "ied" if verb.endswith("y") else f"{stem}ed"
    doubled = (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    return (verb, third, past, f"{stem}ing", *doubled)


REPORTING: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [*_IRREGULAR.split(), *(form for verb in _REGULAR.split() for form in _forms(verb))]
    ),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
DENYING: Mapping[str, frozenset[str]] = {
    "en": frozenset(_DENYING.split()),
    "de": _set("bestreitet bestritt bestritten dementiert dementierte"),
    "fr": _set("nie nié dément démenti"),
    "es": _set("niega negó desmiente desmintió"),
}
DOUBTING: Mapping[str, frozenset[str]] = {
    "en": _set("doubts doubted doubting questions questioned"),
    "de": _set("bezweifelt bezweifelte"),
    "fr": _set("doute douté"),
    "es": _set("duda dudó"),
}
NEGATING: Mapping[str, frozenset[str]] = {
    "en": _set("not never no nor neither without refused declined cannot failed"),
    "de": _set("nicht nie niemals kein keine keinen ohne"),
    "fr": _set("ne n pas jamais ni sans"),
    "es": _set("no nunca jamás ni sin"),
}
ASKING: Mapping[str, frozenset[str]] = {
    "en": _set("ask asks asked asking wonder wonders wondered wondering"),
    "de": _set("fragt fragte fragten"),
    "fr": _set("demande demandé demandait"),
    "es": _set("pregunta preguntó"),
}
ADDRESSING: Mapping[str, frozenset[str]] = {
    "en": _set("to told tell tells telling for informed assured reminded warned with"),
    "de": _set("an gegenüber zu der dem"),
    "fr": _set("à au aux"),
    "es": _set("a al"),
}
"""A name right after one of these is the addressee."""
ACCORDING: Mapping[str, frozenset[str]] = {
    "en": frozenset(("according to",)),
    "de": frozenset(),
    "fr": frozenset(),
    "es": frozenset(),
}
PRONOUNS: Mapping[str, frozenset[str]] = {
    "en": _set(
        "i we you he she it they me us him her them who whom which that this these those"
        " one someone somebody anyone anybody everyone everybody nobody others some many"
        " most few both all several mine ours yours his hers its theirs my our your their"
    ),
    "de": _set("ich wir du ihr er sie es man wer der die das dieser diese jemand niemand alle"),
    "fr": _set("je nous vous tu il elle on ils elles qui que ce cela ceci certains"),
    "es": _set("yo nosotros tú usted él ella ello ellos ellas quien que esto eso"),
}
PERSONAL: Mapping[str, frozenset[str]] = {
    "en": _set("i we you he she it they my our your his her its their"),
    "de": _set("ich wir du ihr er sie es man"),
    "fr": _set("je nous vous tu il elle on ils elles"),
    "es": _set("yo nosotros tú él ella ello ellos ellas"),
}
"""Pronouns that, at the beginning of a sentence, refer to the sentence before."""
THIRD_PERSON: Mapping[str, frozenset[str]] = {
    "en": _set("he she it they"),
    "de": _set("er sie es"),
    "fr": _set("il elle ils elles"),
    "es": _set("él ella ellos ellas"),
}
"""Those in whose place a name can stand."""
JOINING_CUE: Mapping[str, frozenset[str]] = {
    "en": _set("and but as so while where with yet"),
    "de": _set("und aber wie so während wobei"),
    "fr": _set("et mais comme où"),
    "es": _set("y pero como donde"),
}
"""Words that join a cue to the text before it, and are no part of the cue."""
JOINING: Mapping[str, frozenset[str]] = {
    "en": _set("of at from the a an for in"),
    "de": _set("von der die das des vom aus bei"),
    "fr": _set("de du des la le les d"),
    "es": _set("de del la el los las"),
}
"""Words that lead from somebody to what they are part of."""
CONJUNCTION_THAT: Mapping[str, frozenset[str]] = {
    "en": _set("that"),
    "de": _set("dass"),
    "fr": _set("que"),
    "es": _set("que"),
}
INDIRECT_QUESTION: Mapping[str, frozenset[str]] = {
    "en": _set("whether why how who whom whose which where what"),
    "de": _set("ob warum wieso wie wer wen wem wessen wo was welche welcher"),
    "fr": _set("si pourquoi comment qui où combien"),
    "es": _set("si quién cómo dónde cuándo cuánto"),
}


def known_language(lang: str) -> str | None:
    """The base language, `en` of `en-GB`, if it has words here; else None."""
    primary = lang.lower().partition("-")[0]
    return primary if primary in REPORTING else None


def words_of(text: str) -> list[str]:
    """Its words in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def any_of(words: Collection[str], table: Mapping[str, frozenset[str]], lang: str) -> bool:
    """Whether one of the words is in the table of a language."""
    return any(_plain(word) in table[lang] or word in table[lang] for word in words)


def negates(words: Collection[str], lang: str) -> bool:
    """Whether words hold a negation."""
    contracted = any(word.replace("’", "'").endswith("n't") for word in words)
    return contracted or any_of(words, NEGATING, lang)


def is_pronoun(words: str, lang: str) -> bool:
    """Whether words are only a pronoun."""
    found = words_of(words)
    return len(found) == 1 and found[0] in PRONOUNS.get(lang, PRONOUNS["en"])


def _plain(word: str) -> str:
    return word.replace("’", "'").partition("'")[0]
