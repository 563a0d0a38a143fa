"""All that the files say, put together: the published dossier."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dossierpress.cache_keys import views_key
from dossierpress.diagnostics import Diagnostic, order
from dossierpress.engine import Results, Traces
from dossierpress.model.content import Parsed, Record
from dossierpress.model.files import ContentFile
from dossierpress.model.key import Key
from dossierpress.model.site import Site
from dossierpress.resolve.all_names import all_names
from dossierpress.resolve.annotate import Annotated, annotate
from dossierpress.resolve.assembly import Assembly
from dossierpress.resolve.check_all import check_all
from dossierpress.resolve.check_claims import check_claims
from dossierpress.resolve.check_dates import check_dates
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.guard_texts import guard_texts
from dossierpress.resolve.known import Known, names_that_count
from dossierpress.resolve.led_to import led_to
from dossierpress.resolve.left_out import left_out
from dossierpress.resolve.meant import Lookup, answer
from dossierpress.resolve.names import Found
from dossierpress.resolve.numbered import in_order_of_appearance, met_in, new_numbers, words_for
from dossierpress.resolve.order import in_order
from dossierpress.resolve.publish import add_only_unpublished, withhold
from dossierpress.resolve.read_text import ReadText
from dossierpress.resolve.read_texts import read_texts
from dossierpress.resolve.register import register
from dossierpress.resolve.surroundings import Surroundings, settings_of, subject
from dossierpress.resolve.weave_texts import weave_texts
from dossierpress.schema.site import SiteConfig
from dossierpress.stand_ins import StandIn, StandIns, stand_in_words
from dossierpress.store import Store

NOBODY = StandIns()


def resolve(  # noqa: PLR0913 (all that a dossier is made of)
    parsed: Sequence[Parsed],
    media: Sequence[ContentFile],
    config: SiteConfig,
    *,
    as_of: datetime,
    numbers: StandIns = NOBODY,
    store: Store | None = None,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Make the published dossier of all that the files say.

    Args:
        parsed: Every content file but media, in any order.
        media: Every file below content/media/, in any order.
        config: The settings, with the built-in kinds and types merged in.
        as_of: The moment of publication, with a zone; embargoes and expiries are judged by it.
        numbers: Those that stand for private records already.
        store: Where texts are kept that have been read and woven; only the time depends on it.

    Returns:
        The dossier, as whole as the problems allow, and the problems that this stage found, in
        the order of their places, with those of `parsed` that say what they look for. Drafts and
        expired records are not checked.
    """
    if store is None:
        with Store() as nothing:
            return resolve(parsed, media, config, as_of=as_of, numbers=numbers, store=nothing)
    of_code = views_key(config.timezone)
    made, problems = register(parsed, media)
    lookup = Lookup(register=made)
    held = withhold(made, as_of)
    held = replace(
        held,
        stand_ins=words_for(made, held.reasons, config, numbers),
        part=stand_in_words(config.lang).part,
    )
    around = Surroundings(register=made, withheld=held, settings=settings_of(config), lookup=lookup)
    subjects = {key: subject(key, record, config) for key, record in made.records.items()}
    texts = read_texts(subjects, around, all_names(made, held, config), store, of_code)
    finder = Finder(register=made, withheld=around.withheld)
    every_entity = config.publish_entities == "all"
    withheld = add_only_unpublished(
        around.withheld, made, *led_to(subjects, texts, finder), every_entity=every_entity
    )
    around = replace(around, withheld=withheld)
    known = Known(around=around, config=config, subjects=subjects, texts=texts, as_of=as_of)
    open_records = {key: record for key, record in made.records.items() if key not in withheld}
    aside = frozenset[Key]() if every_entity else left_out(known)
    shown_records = {key: record for key, record in open_records.items() if key not in aside}
    known, new = _with_numbers(known, shown_records, numbers)
    published = in_order(open_records, config)
    texts_woven = weave_texts(published, known, store, of_code)
    annotated = annotate(
        texts_woven.of, subjects, known.finder, tuple(config.annotation_types), config.lang
    )
    woven = annotated.woven
    # Messages do not depend on what is left out: it is checked like all the rest.
    whole = Assembly(
        known=known, published=published, woven=woven, annotations=annotated.annotations
    ).site()
    today = as_of.astimezone(ZoneInfo(config.timezone)).date()
    found = {
        *problems,
        *check_all(known, woven),
        *guard_texts(known, texts_woven, store, of_code),
        *annotated.diagnostics,
        *check_claims(whole, made.records, known.finder),
        *check_dates(whole, texts_woven.dates, made.records, known.finder, today),
        *(answer(one, lookup) for file in parsed for one in file.diagnostics if one.sought),
    }
    site = _without(aside, whole, known, annotated) if aside else whole
    return replace(site, new_stand_ins=new), tuple(sorted(found, key=order))


def forget(store: Store) -> None:
    """Leave nothing of any text in the store: of a build that cannot come as far as here."""
    Results.forget_all("texts", store)
    Results.forget_all("woven", store)
    Traces.forget_all("guarded", store)


def _without(aside: Collection[Key], whole: Site, known: Known, annotated: Annotated) -> Site:
    """The dossier without the entities that nothing published leads to."""
    woven = {key: text for key, text in annotated.woven.items() if key not in aside}
    kept = Assembly(
        known=known, published=tuple(woven), woven=woven, annotations=annotated.annotations
    ).site()
    left = (one for id_, one in whole.entities.items() if id_ not in kept.entities)
    return replace(kept, left_out=tuple(left))


def _with_numbers(
    known: Known, records: Mapping[Key, Record], numbers: StandIns
) -> tuple[Known, tuple[StandIn, ...]]:
    """Give a number to every private record that a text shows and that has none yet."""
    around = known.around
    if not any(around.withheld.is_private(key) for key in around.withheld.reasons):
        return known, ()
    met = {
        key: tuple(
            met_in(
                records[key],
                *_hidden_in(known.texts.of[key], around),
                known.finder,
            )
        )
        for key in in_order_of_appearance(records, known.config)
    }
    new = new_numbers(
        (one for keys in met.values() for one in keys),
        around.withheld.stand_ins,
        around.register,
        known.config,
        numbers,
    )
    if not new:
        return known, ()
    withheld = around.withheld
    words = words_for(around.register, withheld.reasons, known.config, numbers.and_further(new))
    changed = {key for key, word in words.items() if withheld.stand_ins.get(key) != word}
    around = replace(around, withheld=replace(withheld, stand_ins=words))
    again = (key for key, keys in met.items() if changed.intersection(keys))
    return replace(known, around=around, texts=known.texts.read_again(again, around)), new


def _hidden_in(
    text: ReadText, around: Surroundings
) -> tuple[Sequence[tuple[int, Key]], Sequence[Found]]:
    """Where something stands for somebody withheld, and the names that count."""
    if not text.hides:
        return (), ()
    named = text.content.named
    return (named.stands_for, names_that_count(named, around))
