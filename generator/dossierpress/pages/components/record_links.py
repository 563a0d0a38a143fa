"""Names of records and links to them, in whatever language and direction they are written.

Whoever speaks is a party: a record that is linked, or words for one whom nobody names.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, RecordType, bare_id, party_key
from dossierpress.kernel.languages import language_name, script_name, without_script
from dossierpress.kernel.text_direction import direction_of_language, runs_against, script_code
from dossierpress.model.site import Site
from dossierpress.pages.tables.tag_labels import base_language
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import (
    AliasShown,
    LocalNameShown,
    NameShown,
    PartyShown,
    RecordLink,
)
from dossierpress.provenance.statements import Party, Unnamed
from dossierpress.schema.shared_types import EntityName, LocalName
from dossierpress.schema.source import SourceMatter


def name_shown(text: str, lang: str | None, site: TrackedSite) -> NameShown:
    """A text in a language; None means the site's own language.

    The language is given where it is not that in which the page speaks.
    """
    own = site.config.lang
    if lang is None and runs_against(text, direction_of_language(own)):
        return NameShown(text=text, lang=None, dir="auto")
    lang = lang or own
    if lang == site.lang:
        return NameShown(text=text, lang=None, dir=None)
    return NameShown(text=text, lang=lang, dir=direction_of_language(lang))


def local_name(local: LocalName, site: TrackedSite) -> NameShown:
    """One of the names of an entity or a source."""
    return name_shown(local.text, local.lang, site)


def local_names(locals_: Iterable[LocalName], site: TrackedSite) -> tuple[NameShown, ...]:
    """Several names, in their order."""
    return tuple(local_name(local, site) for local in locals_)


def aliases_shown(
    here: str, names: Iterable[EntityName], site: TrackedSite
) -> tuple[AliasShown, ...]:
    """Further names of an entity, each with the party whose name for it that is."""
    return tuple(
        AliasShown(name=local_name(one, site), bearer=_bearer(here, one, site)) for one in names
    )


def _bearer(here: str, name: EntityName, site: TrackedSite) -> RecordLink | None:
    if name.bearer is None:
        return None
    key = party_key(name.bearer)
    return record_link(here, key, site) if is_published(key, site.records) else None


def names_by_language(
    locals_: tuple[LocalName, ...], site: TrackedSite
) -> tuple[LocalNameShown, ...]:
    """All names with their languages; empty where there is one name, in the site's language."""
    site_lang = site.config.lang
    if len(locals_) == 1 and locals_[0].lang in (None, site_lang):
        return ()
    langs = [local.lang or site_lang for local in locals_]
    return tuple(
        LocalNameShown(
            name=local_name(local, site),
            language=language_name(without_script(lang), site.lang),
            script=script_name(lang, site.lang) if _tells_by_script(lang, langs) else None,
        )
        for local, lang in zip(locals_, langs, strict=True)
    )


def _tells_by_script(lang: str, langs: Sequence[str]) -> bool:
    """Whether the script is not the usual one, or distinguishes two names in one language."""
    bare = without_script(lang)
    scripts = {script_code(one) for one in (*langs, bare) if without_script(one) == bare}
    return len(scripts) > 1


def record_link(here: str, key: Key, site: TrackedSite) -> RecordLink:
    """A link from the page `here` to a record of the site."""
    place = (here.rpartition("/")[0], key.type, key.id)
    return site.reads.memo(site.link_cache, place, _record_link, site)


def _record_link(place: tuple[str, RecordType, str], site: TrackedSite) -> RecordLink:
    folder, type_, id_ = place
    key = Key(type=type_, id=id_)
    head = site.heads[key]
    known = _name_in_language_of_page(key, site)
    return RecordLink(
        href=routes.relative_from(folder, routes.record(key)),
        name=local_name(known, site) if known else name_shown(head.text, head.called_in, site),
        type=type_,
        kind=head.kind,
        qualifier=head.qualifier,
    )


def _name_in_language_of_page(key: Key, site: TrackedSite) -> LocalName | None:
    """What an entity or a source is called where the page speaks another language than the site.

    Not what one party alone calls it. A name in the very language goes before one in a language of
    the same base: on a page in `fr-CA` that in `fr-CA`, else that in `fr`.
    """
    if site.lang == site.config.lang or key.type not in ("entity", "source"):
        return None
    records = site.records.entities if key.type == "entity" else site.records.sources
    names: Iterable[LocalName] = records[key.id].matter.name
    own = [one for one in names if one.lang and getattr(one, "bearer", None) is None]
    exact = (one for one in own if one.lang == site.lang)
    base = base_language(site.lang)
    alike = (one for one in own if one.lang and base_language(one.lang) == base)
    return next(chain(exact, alike), None)


def link_if_published(
    here: str, type_: RecordType, reference: str | None, site: TrackedSite
) -> RecordLink | None:
    """A link to what a front matter refers to; None where that is not published.

    A withheld record leaves no trace: not even its id, which the reference is made of.
    """
    if reference is None:
        return None
    key = Key(type=type_, id=bare_id(reference))
    return record_link(here, key, site) if is_published(key, site.records) else None


def publisher_link(here: str, source: SourceMatter, site: TrackedSite) -> RecordLink | None:
    """A link to who publishes a source; None where nobody is named who is published."""
    if source.publisher is None:
        return None
    key = party_key(source.publisher)
    return record_link(here, key, site) if is_published(key, site.records) else None


def is_published(key: Key, site: Site) -> bool:
    """Whether a record is published, so that a page may link to it."""
    match key.type:
        case "article":
            return key.id in site.articles
        case "entity":
            return key.id in site.entities
        case "source":
            return key.id in site.sources
        case "claim":
            return key.id in site.claims.by_id
        case "page":
            return key.id in site.pages


def party_shown(here: str, party: Party, site: TrackedSite) -> PartyShown:
    """A link to the record of somebody, or the words for one whom nobody names."""
    if isinstance(party, Unnamed):
        return PartyShown(record=None, words=party.words)
    return PartyShown(record=record_link(here, party, site), words="")
