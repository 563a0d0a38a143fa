"""Keys that withhold a record: ours, those of other generators, and misspellings of either.

The one list of such words, for front matter, records, imports and logs. In doubt a key counts:
ignored, it would publish what was to be withheld.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dossierpress.kernel.diagnostics import Offer, write

OUR_KEYS = ("status", "private", "embargo_until", "expires", "review")
"""The keys that withhold here."""

Sort = Literal["flag", "shows", "state", "audience", "begins", "day", "ends"]
"""The meaning of a key's value: withhold the record; show it; its state, or its audience; who may
see it; from when it may be shown; the day of publication, which may be in the future; until when it
may be shown.
"""

_WORDS: dict[Sort, str] = {
    "flag": """
        draft drafts private hidden hide unlisted unpublished secret confidential internal
        restricted protected password passwd passphrase postpassword withhold withheld embargoed
        nopublish donotpublish dontpublish notpublished notforpublication neverpublish offtherecord
        suppress suppressed redacted classified sensitive deskonly staffonly editorsonly
        membersonly subscribersonly internalonly noindex trashed unreleased notready wip
        workinprogress headless nda eyesonly onhold locked withdrawn spiked deleted trash disabled
        inactive pending unfinished incomplete redact protect pwd legalhold backgroundonly
        notforattribution
        entwurf vorlaeufig vorläufig privat geheim vertraulich versteckt verborgen intern gesperrt
        unveröffentlicht unveroeffentlicht passwort kennwort nichtveröffentlichen
        brouillon privé confidentiel secrète caché masqué interne nonpublié motdepasse nepaspublier
        borrador privado confidencial secreto oculto escondido interno contraseña nopublicar
        nopublicado
        پیش‌نویس پیشنویس خصوصی محرمانه سری مخفی پنهان داخلی رمز گذرواژه منتشرنشود منتشرنشده
        مسودة خاص خاصة سري سرية مخفي مخفية داخلي كلمةالمرور كلمةالسر غيرمنشور لاتنشر محظور
        טיוטה פרטי סודי חסוי מוסתר נסתר פנימי סיסמה לאלפרסום אמברגו
        черновик приватный приватно частный секретно секретный конфиденциально скрыто скрытый
        скрыть внутренний пароль непубликовать неопубликовано
        чернетка приватне таємно конфіденційно приховано
        rascunho privado confidencial secreto oculto senha bozza privato segreto riservato nascosto
        privé geheim vertrouwelijk verborgen taslak özel gizli şifre szkic prywatne
        poufne tajne ukryte hasło ontwerp utkast udkast kladde luonnos koncept návrh πρόχειρο
        ιδιωτικό απόρρητο κρυφό εμπιστευτικό 草稿 私有 私密 机密 機密 秘密 隐藏 隱藏 密码 密碼
        下書き 非公開 비공개 초안
    """,
    "shows": """
        publish published public visible show shown listed live online released discoverable
        displayed ispublic render permalink sitemap indexed approved cleared publishable
        enabled active reviewed checked lawyered
        veröffentlicht veroeffentlicht veröffentlichen öffentlich oeffentlich sichtbar freigegeben
        publié publier visible enligne publicado publicar público visible
        منتشر انتشار عمومی نمایان منشور نشر مرئي פורסם לפרסם ציבורי גלוי
        опубликовано опубликован публиковать публичный видимый опубліковано
        pubblicato pubblico gepubliceerd yayınlandı yayınla opublikowane 公开 公開 发布 發佈 공개
    """,
    "state": """
        status state poststatus pubstatus publicationstatus publishstatus publishingstatus workflow
        workflowstate stage robots classification marking handling tlp clearance clearancelevel
        securitylevel secrecy sensitivity releasestatus
        review reviewstatus needsreview legal legalreview approval
        audience viewers access zielgruppe zugriff accès acceso
    الوصول גישה доступ دسترسی
        zustand einstufung geheimhaltung état statut étatdepublication estado clasificación
        وضعیت طبقه‌بندی حالة الحالة תצוגה סטטוס מצב статус состояние гриф stato durum 状态 狀態
    """,
    "audience": """
        visibility privacy accesslevel accesscontrol whocansee visibleto
        sichtbarkeit visibilité visibilidad privacidad
        حریم‌خصوصی الرؤية الخصوصية נראות פרטיות видимость
    """,
    "begins": """
        embargo embargountil embargodate embargoend embargoends embargolift embargolifts
        publishafter publishfrom publishfuture notbefore notuntil golive golivedate goliveat
        holduntil heldtill holdtill hold
        scheduled scheduledfor scheduledat scheduledate visiblefrom visibleafter
        availablefrom availableafter validfrom showafter showfrom hideuntil hiddenuntil draftuntil
        privateuntil startpublishing publishup liveat livefrom
        sperrfrist sperrfristbis embargobis veröffentlichenab freigabeab gesperrtbis sousembargo
        embargojusquau publierle embargohasta publicarel
        تحریم‌خبری حظرالنشر حظرنشر حظر אמברגועד эмбарго эмбаргодо опубликоватьпосле dataembargo
    """,
    "day": """
        publishdate publishon publishat publishtime publisheddate publishedat publishedon
        publicationdate publicationtime pubdate datepublished releasedate releaseon releaseat
        releasetime veröffentlichungsdatum freigabedatum datedepublication datedesortie
        fechadepublicación تاریخ‌انتشار تاريخالنشر موعدالنشر תאריךפרסום датапубликации
        датапублікації datadipubblicazione datadepublicação
    """,
    "ends": """
        expires expire expired expiry expirydate expireson expiresat expireat expireon expiration
        expirationdate unpublishdate unpublishon unpublishat unpublish removeon removeafter
        deleteafter deleteon notafter validuntil validtill validto visibleuntil availableuntil
        showuntil publishuntil publishdown enddisplay takedown takedowndate hideafter
        ablaufdatum ablauf läuftab gültigbis expirele datedexpiration expireà
        caduca caducidad fechadecaducidad vence انقضا تاریخ‌انقضا انتهاءالصلاحية תפוגה תאריךתפוגה
        истекает срокдействия scadenza verloopt
    """,
}
_PARTS = """embargo embargoed sperrfrist donotpublish dontpublish notforpublication unpublish withh
    offtherecord expir privat confidential unveröffentl эмбарго черновик confidentiel confidencial
    پیش‌نویس محرمانه مسودة טיוטה"""
"""Words that also withhold as part of a longer word: `privatbeitrag`."""
_STRONG = """draft private hidden unlisted unpublished secret confidential internal restricted
    withheld classified protected entwurf geheim vertraulich brouillon borrador"""
"""Words that withhold as one of several in a key: `is_draft_version`."""
_COMPANIONS = """
    under ready
    is was be are has have do does not to from for of on in at by the a an this my our it its as
    until till untill before after since up start starts begin begins end ends lift lifts lifted
    date day time datetime moment hour release releases flag flags state status mode version level
    copy note reason field key value bool attr attribute marker mark marked keep kept set make
    made only still now currently yet all whole entire post posts page pages article articles
    content contents text texts record records entry entries item items story stories piece pieces
    document doc file node section draft private hidden hide public publish published publishing
    publication site web website online visible visibility listed live restricted
    classified withheld print app apps front frontend list lists listing feed
    index search public readers reader everyone internet wp wordpress cms hugo jekyll ghost post
    editorial desk staff team newsroom internal confidential secret protected password
    bis ab am bis beitrag artikel seite text fassung version eintrag datum status
    jusqu jusquau date article page texte hasta fecha articulo pagina texto до дата статья
"""
"""Words beside which a word that withholds still refers to the record: with any other word it
refers to something else, as in `private_sector` and `arms_embargo`."""
_ENDINGS = "e ed en er es s d y ly old eld olding olds ation ity iality iert lich licht liche"
"""Endings of a word that withholds within a longer word."""
_OTHERS_END = """license licence licenses contract passport visa permit certificate cert domain
    copyright term mandate patent offer warrant token session cookie cache insurance warranty
    card coupon arms oil trade country countries region type"""
"""Things with an expiry or an embargo of their own, which is not the record's."""
_SHOWING = "publish published public visible visibility listed live published"

_NO = """false no off n 0 never none nothing null nein nie falsch aus non jamais faux falso nunca
    خیر نه لا كلا לא нет ні não nee hayır nie 否 不 なし 아니오"""
_YES = """true yes on y 1 x always ja wahr an oui vrai sí verdadero siempre بله آری درست
    نعم אכן כן да
    так sim vero evet tak 是 はい 예"""
_SHOWN = """published publish public visible live released everyone everybody anyone all open world
    clear white unrestricted unclassified cleared final done approved
    veröffentlicht öffentlich sichtbar alle offen publié publique tous ouvert publicado público
    todos abierto منتشر عمومی همه منشور عام الجميع פורסם ציבורי כולם опубликовано публичный все
    pubblicato pubblico gepubliceerd openbaar yayınlandı 公开 公開"""
_TO_REVIEW = "open todo needed required true yes offen ouvert abierto"
_HELD = """future pending scheduled queued review inreview trash deleted inactive disabled offline
    members subscribers staff team desk editors me owner author nobody noone red amber amberstrict
    green noindex inprogress unfinished idea paid premium registered loggedin authenticated"""
_NEEDS_A_WILL = """intern interne interna nda hold marking handling locked withdrawn spiked deleted
    trash disabled inactive pending redact protect"""
"""Ambiguous words: they withhold only with a value that can mean nothing else."""


class Withholding(NamedTuple):
    """A key that would withhold a record."""

    sort: Sort
    ours: str | None
    """Our key, if it is one or a misspelling of one."""


def withholds(key: str, value: object) -> Withholding | None:
    """Tell whether, and how, an unknown key would withhold the record that it is written in.

    Args:
        key: As written.
        value: Its value: text or any scalar; None for no value, and anything else counts as one.
    """
    glued = re.fullmatch(r"([^\s:=]+)[:=]\s*(.*)", key) if value is None else None
    if glued:
        key, value = glued[1], glued[2]
    name, parts = _plain(key), _tokens(key)
    if not name:
        return None
    sort = _known().get(name)
    if sort is not None:
        if not _says_so(sort, name, value):
            return None
        is_day = sort == "shows" and _DAY.match(str(value))
        return Withholding("day" if is_day else sort, _ours(name))
    return _inside(name, parts, value) or _nearly(name, value)


def tag_withholds(tag: str) -> bool:
    """Whether a tag can only mean that the text must not be published."""
    return _plain(tag) in _set(_TAGS)


def is_of_tags(key: str) -> bool:
    """Whether a key holds tags, under whatever name."""
    return _plain(key) in _set(
        "tags tag categories category labels label keywords keyword flags topics topic"
        " schlagworte schlagwörter étiquettes etiquetas برچسب وسوم תגיות теги"
    )


_TAGS = """draft drafts unpublished embargoed private unlisted nopublish donotpublish dontpublish
    notforpublication neverpublish entwurf brouillon borrador privat مسودة پیشنویس טיוטה черновик"""


def says_it_is_held(value: object) -> bool:
    """Whether a value is a state in which nothing is published: `draft`."""
    text = str(value)[:_SHOWN_OF_VALUE]
    words = [_plain(text), *(_plain(one) for one in re.split(r"[\s,;|/:]+", text))]
    words = [word for word in words if word not in _set(_YES) | _set(_SHOWN)]
    slips = tuple(_set(_WORDS["flag"]))
    return any(word and (word in _held() or _slip_for(word, slips)) for word in words)


@cache
def _known() -> dict[str, Sort]:
    # A word in two sorts belongs to the first.
    return {word: sort for sort in reversed(_WORDS) for word in _set(_WORDS[sort])}


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(map(_plain, words.split()))


@cache
def _held() -> frozenset[str]:
    return _set(_HELD) | _set(_WORDS["flag"])


def _says_so(sort: Sort, name: str, value: object) -> bool:
    """Whether the value of a key of this sort withholds; in case of doubt it does."""
    word = _word(value)
    if _ADDRESS.match(str(value)) or (name in _set(_NEEDS_A_WILL) and not _is_a_will(value)):
        return False
    if sort == "state":
        return says_it_is_held(value) or ("review" in name and word in _set(_TO_REVIEW))
    if name in _set(_LENIENT):
        return word in _set(_NO) or says_it_is_held(value)
    return word not in _lets_through(sort, name)


_LENIENT = """permalink sitemap render live online show shown approved indexed enabled active
    reviewed checked lawyered"""
"""Words for showing that also have many other values: `permalink: /a/b`."""


def _lets_through(sort: Sort, name: str) -> frozenset[str]:
    """The values with which a key of this sort withholds nothing."""
    if sort == "shows":
        return _set(_YES) | _set(_SHOWN)
    if sort == "audience":
        return _set(_YES) | _set(_SHOWN) | {""}
    if sort in ("begins", "day", "ends") or "pass" in name:
        return _set(_NO) | {""}
    return _set(_NO) | _set(_SHOWN)


_ADDRESS = re.compile(r"\s*(?:https?:)?/\S|\s*https?:", re.IGNORECASE)


def _is_a_will(value: object) -> bool:
    """Whether a value is a yes, a day, or a state, and so may be meant to withhold."""
    word = _word(value)
    return word in _set(_YES) | _held() or bool(_DAY.match(str(value)))


def _inside(name: str, parts: tuple[str, ...], value: object) -> Withholding | None:
    """Find a word that withholds as part of a longer key that refers to the record."""
    rest = {part for part in parts if part not in _set(_COMPANIONS)}
    found: Sort | None = None
    if _word(value) in _set(_NO):
        found = "shows" if not rest and _set(_SHOWING).intersection(parts) else None
    elif not _ADDRESS.match(str(value)):
        found = _glued(name, parts, rest, value) or _one_of(parts, rest, value)
    return Withholding(found, _ours(name) if found != "shows" else None) if found else None


def _one_of(parts: tuple[str, ...], rest: set[str], value: object) -> Sort | None:
    """Find a word that withholds beside words that refer to the record."""
    strong = _set(_STRONG).intersection(parts)
    hides = {"hide", "exclude"}.intersection(parts)
    if (strong or hides) and not rest - strong - hides:
        return "flag" if _is_a_will(value) else None
    return "state" if "status" in parts and not rest and says_it_is_held(value) else None


def _glued(name: str, parts: tuple[str, ...], rest: set[str], value: object) -> Sort | None:
    """Find a word that withholds, also as part of a longer word."""
    inside = [part for part in _set(_PARTS) if part in name]
    ends = any(one in name for one in ("embargo", "expir"))
    own_end = ends and _DAY.match(str(value)) and not _set(_OTHERS_END).intersection(parts)
    if not inside or (not own_end and any(_left_of(part, inside) for part in rest)):
        return None
    says = _is_a_will(value) or " " not in str(value).strip()
    if not (ends or "publish" in name) and (_word(value) in _set(_SHOWN) or not says):
        return None
    return "ends" if "expir" in name else "begins" if "embargo" in name else "flag"


_DAY = re.compile(r"\s*\d{4}-\d\d?(-\d\d?)?\b")


def _left_of(part: str, inside: list[str]) -> bool:
    """Whether a word of a key is more than the words that withhold."""
    for one in sorted(inside, key=len, reverse=True):
        if one in part:
            before, _, behind = part.partition(one)
            known = _set(_COMPANIONS) | _set(_ENDINGS) | {""}
            return not (before in known and behind in known)
    # The word may be part of one that is written as several: `do_not_publish`.
    return not any(part in one for one in inside)


def _nearly(name: str, value: object) -> Withholding | None:
    """Find the key of ours, or another word that withholds, that a key misspells."""
    ours = _ours(name)
    word = _word(value)
    if ours in ("status", "review"):
        return Withholding("state", ours) if _says_so("state", _plain(ours), value) else None
    if ours is not None:
        return None if word in _set(_NO) else Withholding(_SORTS[ours], ours)
    near = None if name in _set(_OTHER_WORDS) else _slip_for(name, tuple(_known()))
    if near is None:
        return None
    sort = _known()[near]
    if sort in ("flag", "begins", "day", "ends"):
        return Withholding(sort, None) if _is_a_will(value) else None
    return Withholding(sort, None) if word in _set(_NO) or says_it_is_held(value) else None


_OTHER_WORDS = "internet passport republish republished blocks activity visibletoc"
"""Words that are close to one that withholds but mean something else."""
_SORTS: dict[str, Sort] = {"private": "flag", "embargo_until": "begins", "expires": "ends"}


@lru_cache(maxsize=4096)
def _slip_for(word: str, known: tuple[str, ...]) -> str | None:
    """The word that `word` misspells: with one typing error, or two if it is long."""
    # Most keys are spelled correctly.
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    near = extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=5)
    for one, slips, _ in near:
        shorter = min(len(one), len(word))
        if slips <= (0 if shorter < _SHORT else 1 if shorter < _LONG else 2):
            return str(one)
    return None


_SHORT, _LONG = 4, 8
"""Letters from which on a word may have one typing error, and two."""


def _ours(name: str) -> str | None:
    near = _slip_for(name, tuple(map(_plain, OUR_KEYS)))
    return next((one for one in OUR_KEYS if _plain(one) == near), None)


def _word(value: object) -> str:
    return "" if value is None else _plain(str(value)[:_SHOWN_OF_VALUE])


_SHOWN_OF_VALUE = 100


_TURNS = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_SAME_LETTERS = str.maketrans("يىكةأإآ", "ییکهااا")


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """A key normalised for comparison: without case, accents, and separators."""
    return "".join(_tokens(word))


@lru_cache(maxsize=4096)
def _tokens(word: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKD", _TURNS.sub(" ", unicodedata.normalize("NFKC", word)))
    shown = "".join(one for one in text if unicodedata.category(one) not in ("Mn", "Cf"))
    tokens = re.findall(r"[^\W_]+", shown.casefold().translate(_SAME_LETTERS))
    return tuple(tokens[1:] if len(tokens) > 1 and tokens[0] in ("is", "dg", "x") else tokens)


_KEY = re.compile(r"""(?:^|[{,\s])["']?([^\W\d][\w.\u200c-]*)["']?\s*[:=]\s*["']?([^,"'}#]*)""")


def keys_in(line: str) -> Iterator[tuple[str, str | None]]:
    """Every (key, value) that a line of YAML, TOML or JSON may hold, even if it is malformed."""
    for found in _KEY.finditer(line):
        yield found[1], found[2].strip() or None


def withholding_hint(
    found: Withholding, value: object, *, status: bool, timed: bool, private: bool
) -> str | Offer:
    """Make a hint: what to write instead.

    Args:
        found: The key.
        value: Its value.
        status: Whether the record may say `status: draft`.
        timed: Whether it may have an embargo and an expiry.
        private: Whether it may be private.
    """
    if found.sort in ("begins", "ends") and timed:
        key = "embargo_until" if found.sort == "begins" else "expires"
        return f"write `{key}: {_moment(value)}`, with the hour and zone that are meant"
    if found.sort == "day" and timed:
        day = re.match(r"\d{4}-\d\d-\d\d", str(value).strip())
        was = f"write `date: {day[0] if day else '2024-06-01'}` if that day is past"
        return f"{was}, or `embargo_until: {_moment(value)}`, with the hour and zone that are meant"
    asks_for_private = found.ours == "private" or not status
    if private and asks_for_private:
        return write("private: true")
    if status:
        return write("status: draft")
    return "delete it; what must not be published is withheld as a whole record"


def _moment(value: object) -> str:
    """The given date as a time; a day begins at midnight."""
    text = str(value).strip()
    found = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)\s*(Z|[+-]\d\d:?\d\d)?)?", text
    )
    if found is None:
        return "2024-06-01T09:00+02:00"
    return f"{found[1]}T{found[2] or '00:00'}{found[3] or 'Z'}"
