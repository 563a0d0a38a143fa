"""Annotations beside the passages of an article that they are about, and in lists elsewhere."""

from collections import Counter
from collections.abc import Iterable

from dossierpress.kernel.key import Key, key_named
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.model.site import Article
from dossierpress.pages.components.body import (
    annotation_look,
    note_mark_anchor,
    passages_html,
)
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import (
    is_published,
    link_if_published,
    name_shown,
    party_shown,
    record_link,
)
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.annotations import Layer, NoteShown, TextPassage
from dossierpress.pages.views.parts import NoteLine, PartyShown, RecordLink


def passages(here: str, article: Article, site: TrackedSite) -> tuple[TextPassage, ...]:
    """The text in stretches with the annotations of each; empty where there are none."""
    notes = notes_of(article.id, site)
    if not notes:
        return ()
    shown = {one.number: note_shown(here, one, site) for one in notes}
    return tuple(
        TextPassage(html=html, notes=tuple(shown[number] for number in numbers))
        for html, numbers in passages_html(article.body, here, site)
    )


def layers(article: str, site: TrackedSite) -> tuple[Layer, ...]:
    """The types of its annotations, in the order of the settings."""
    counts = Counter(one.written.type for one in notes_of(article, site))
    types = dict.fromkeys((*site.annotation_types, *sorted(counts)))
    return tuple(
        Layer(
            type=type_,
            look=annotation_look(type_, site),
            label=type_label(type_, site),
            notes=counts[type_],
        )
        for type_ in types
        if type_ in counts
    )


def notes_of(article: str, site: TrackedSite) -> tuple[PlacedAnnotation, ...]:
    """The annotations of an article, by number."""
    return site.records.annotations.notes.get(article, ())


def note_shown(here: str, note: PlacedAnnotation, site: TrackedSite) -> NoteShown:
    """An annotation on the page of its article."""
    written = note.written
    return NoteShown(
        number=note.number,
        anchor=note.anchor,
        former=note.former,
        back=f"#{note_mark_anchor(note.anchor)}",
        type=written.type,
        look=annotation_look(written.type, site),
        label=type_label(written.type, site),
        quote=note.passage.text,
        text=name_shown(written.text, written.lang, site),
        framing=written.framing,
        neutral=written.neutral,
        was=written.was,
        now=None if written.was is None else words_now(note),
        by=written.by,
        on=date_if_known(written.on, site),
        said_by=_said_by(here, note, site),
        based_on=_based_on(here, note, site),
        about=_about(here, note, site),
    )


def note_lines(
    here: str, notes: Iterable[PlacedAnnotation], site: TrackedSite
) -> tuple[NoteLine, ...]:
    """Annotations in a list, away from their articles."""
    return tuple(_line(here, note, site) for note in notes)


def _line(here: str, note: PlacedAnnotation, site: TrackedSite) -> NoteLine:
    article = record_link(here, Key(type="article", id=note.article), site)
    written = note.written
    lang = site.records.articles[note.article].matter.lang
    return NoteLine(
        article=article,
        href=f"{article.href}#{note.anchor}",
        label=type_label(written.type, site),
        quote=name_shown(words_now(note), lang, site),
        was=None if written.was is None else name_shown(written.was, lang, site),
        text=name_shown(written.text, written.lang, site),
        on=date_if_known(written.on, site),
        by=written.by,
        said_by=_said_by(here, note, site),
        based_on=_based_on(here, note, site),
        about=_about(here, note, site),
    )


def words_now(note: PlacedAnnotation) -> str:
    """The words that a note is about: of a correction, those that stand there now."""
    return note.written.is_ or note.passage.text


def type_label(type_: str, site: TrackedSite) -> str:
    """A type of annotation in words."""
    known = site.annotation_types.get(type_)
    return type_ if known is None else site.word("annotation", known.label)


def _said_by(here: str, note: PlacedAnnotation, site: TrackedSite) -> PartyShown | None:
    return None if note.said_by is None else party_shown(here, note.said_by, site)


def _based_on(here: str, note: PlacedAnnotation, site: TrackedSite) -> tuple[RecordLink, ...]:
    found = (link_if_published(here, "source", one, site) for one in note.written.based_on)
    return tuple(shown for shown in found if shown)


def _about(here: str, note: PlacedAnnotation, site: TrackedSite) -> tuple[RecordLink, ...]:
    keys = (key_named(one) for one in note.written.about)
    return tuple(record_link(here, key, site) for key in keys if is_published(key, site.records))
