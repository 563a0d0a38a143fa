"""Entries of feeds: articles, changes in the status of claims, corrections of texts."""

import re
from datetime import datetime
from hashlib import blake2s

from msgspec import Struct

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key, RecordType
from dossierpress.kernel.text_direction import direction_of_language, runs_against
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.pages.components.annotations import words_now
from dossierpress.pages.components.claim_origins import grounds_in_brief
from dossierpress.pages.components.claims import status_anchor
from dossierpress.pages.components.dates import date_shown
from dossierpress.pages.components.record_links import record_link
from dossierpress.pages.components.tags import tag_label
from dossierpress.pages.tables.corrections import StatusCorrection
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.exports import FeedEntry
from dossierpress.provenance.statements import Unnamed

_UNKNOWN = "und"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class DatedEntry(Struct, frozen=True, kw_only=True, gc=False):
    """An entry with its instants, to sort by: the texts of dates have different zones."""

    published: datetime
    updated: datetime
    entry: FeedEntry


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold in any form."""
    return _NOT_XML.sub("\ufffd", text)


def feed_language(lang: str | None, site: TrackedSite, *texts: str | None) -> str:
    """The given language, else the site's; `und` if the texts cannot be in the site's language.

    Atom knows no direction: a reader takes it from the language, or from the text without one.
    """
    way = direction_of_language(site.config.lang)
    against = any(text and runs_against(text, way) for text in texts)
    return lang or (_UNKNOWN if against else site.config.lang)


def _if_said(text: str | None) -> str | None:
    return None if text is None else xml_text(text)


def article_entry(id_: str, url: str, site: TrackedSite) -> DatedEntry | None:
    """An article; None where a feed cannot express its date."""
    article = site.records.articles[id_]
    matter = article.matter
    published = _instant(matter.date, site)
    if published is None:
        return None
    updated = max(published, _instant(matter.modified, site) or published)
    first_id = matter.formerly[0] if matter.formerly else article.id
    entry = FeedEntry(
        id=_address(url, first_id),
        href=_address(url, article.id),
        title=xml_text(matter.title),
        lang=feed_language(matter.lang, site, matter.title, matter.summary),
        published=dates.rfc3339(published),
        updated=dates.rfc3339(updated),
        authors=tuple(xml_text(author) for author in matter.authors),
        tags=matter.tags,
        tag_labels=tuple(xml_text(tag_label(tag, site, matter.lang).text) for tag in matter.tags),
        summary=_if_said(matter.summary),
        covers=_in_words(matter.covers, site),
        as_of=_in_words(matter.as_of, site),
    )
    return DatedEntry(published=published, updated=updated, entry=entry)


def correction_entry(one: StatusCorrection, url: str, site: TrackedSite) -> DatedEntry | None:
    """A change in the status of a claim; None without a day."""
    changed = _instant(one.after.on, site)
    if changed is None:
        return None
    claim = site.records.claims.by_id[one.claim]
    matter = claim.matter
    first_id = matter.formerly[0] if matter.formerly else one.claim
    place = f"#{status_anchor(one.number)}"
    entry = FeedEntry(
        id=_address(url, first_id, "claim") + place,
        href=_address(url, one.claim, "claim") + place,
        title=xml_text(matter.text),
        lang=feed_language(matter.lang, site, matter.text),
        published=dates.rfc3339(changed),
        updated=dates.rfc3339(changed),
        authors=(),
        tags=(),
        tag_labels=(),
        summary=_if_said(one.after.note),
        covers=_in_words(matter.covers, site),
        as_of=_in_words(one.after.as_of, site),
        correction=(one.before.is_, one.after.is_),
        grounds=grounds_in_brief(claim) if claim.is_counted else None,
    )
    return DatedEntry(published=changed, updated=changed, entry=entry)


def note_correction_entry(one: PlacedAnnotation, url: str, site: TrackedSite) -> DatedEntry | None:
    """A correction of a text; None without a day."""
    said = _instant(one.written.on, site)
    if said is None:
        return None
    matter = site.records.articles[one.article].matter
    first_id = matter.formerly[0] if matter.formerly else one.article
    quote = one.written.quote
    # Whatever becomes of the address, a reader of the feed has seen what says the same.
    content = f"{quote.exact}\n{quote.prefix}\n{quote.suffix}\n{one.written.text}"
    digest = blake2s(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    entry = FeedEntry(
        id=f"{_address(url, first_id)}#correction-{digest}",
        href=f"{_address(url, one.article)}#{one.anchor}",
        title=xml_text(matter.title),
        lang=feed_language(matter.lang, site, matter.title, one.written.text),
        published=dates.rfc3339(said),
        updated=dates.rfc3339(said),
        authors=(xml_text(one.written.by),) if one.written.by else (),
        tags=(),
        tag_labels=(),
        summary=xml_text(one.written.text),
        put_right=xml_text(words_now(one)),
        was=_if_said(one.written.was),
        said_by=_said_by(one, site),
    )
    return DatedEntry(published=said, updated=said, entry=entry)


def _said_by(note: PlacedAnnotation, site: TrackedSite) -> str | None:
    match note.said_by:
        case None:
            return None
        case Unnamed(words=words):
            return xml_text(words)
        case key:
            return xml_text(record_link(routes.FEED, key, site).name.text)


def _address(url: str, id_: str, type_: RecordType = "article") -> str:
    return routes.absolute(url, routes.record(Key(type=type_, id=id_)))


def _in_words(edtf: str | None, site: TrackedSite) -> str | None:
    return None if edtf is None else date_shown(edtf, site).text


def _instant(edtf: str | None, site: TrackedSite) -> datetime | None:
    """The first instant of a date; None without one, and for years that a feed cannot express."""
    return None if edtf is None else dates.instant(edtf, site.config.timezone)
