"""Annotations beside the passages of an article that they are about."""

from collections import Counter
from collections.abc import Iterable

from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.filling import fill_passages, look, note_anchor, noted_anchor
from dossierpress.emitters.showing.names import link, link_if_published, name, published
from dossierpress.emitters.showing.parties import party_shown
from dossierpress.model.annotations import Noted, record_key
from dossierpress.model.key import Key
from dossierpress.model.site import Article
from dossierpress.views.annotations import Layer, NoteShown, TextPassage
from dossierpress.views.parts import NoteLine, PartyShown, RecordLink


def passages(here: str, article: Article, edition: Edition) -> tuple[TextPassage, ...]:
    """The text in stretches with the annotations of each; empty where there are none."""
    notes = notes_of(article.id, edition)
    if not notes:
        return ()
    shown = {one.number: note_shown(here, one, edition) for one in notes}
    return tuple(
        TextPassage(html=html, notes=tuple(shown[number] for number in numbers))
        for html, numbers in fill_passages(article.body, here, edition)
    )


def layers(article: str, edition: Edition) -> tuple[Layer, ...]:
    """The types of its annotations, in the order of the settings."""
    counts = Counter(one.written.type for one in notes_of(article, edition))
    types = dict.fromkeys((*edition.annotation_types, *sorted(counts)))
    return tuple(
        Layer(
            type=type_,
            look=look(type_, edition),
            label=type_label(type_, edition),
            notes=counts[type_],
        )
        for type_ in types
        if type_ in counts
    )


def notes_of(article: str, edition: Edition) -> tuple[Noted, ...]:
    """The annotations of an article, by number."""
    return edition.site.annotations.notes.get(article, ())


def note_shown(here: str, note: Noted, edition: Edition) -> NoteShown:
    """An annotation on the page of its article."""
    written = note.written
    return NoteShown(
        number=note.number,
        anchor=note_anchor(note.number),
        back=f"#{noted_anchor(note.number)}",
        type=written.type,
        look=look(written.type, edition),
        label=type_label(written.type, edition),
        quote=note.passage.text,
        text=name(written.text, written.lang, edition),
        framing=written.framing,
        neutral=written.neutral,
        by=written.by,
        on=date_if_known(written.on, edition),
        said_by=_said_by(here, note, edition),
        based_on=_based_on(here, note, edition),
        about=_about(here, note, edition),
    )


def note_lines(here: str, notes: Iterable[Noted], edition: Edition) -> tuple[NoteLine, ...]:
    """Annotations in a list, away from their articles."""
    return tuple(_line(here, note, edition) for note in notes)


def _line(here: str, note: Noted, edition: Edition) -> NoteLine:
    article = link(here, Key(type="article", id=note.article), edition)
    written = note.written
    lang = edition.site.articles[note.article].matter.lang
    return NoteLine(
        article=article,
        href=f"{article.href}#{note_anchor(note.number)}",
        label=type_label(written.type, edition),
        quote=name(note.passage.text, lang, edition),
        text=name(written.text, written.lang, edition),
        on=date_if_known(written.on, edition),
        by=written.by,
        said_by=_said_by(here, note, edition),
        based_on=_based_on(here, note, edition),
        about=_about(here, note, edition),
    )


def type_label(type_: str, edition: Edition) -> str:
    """A type of annotation in words."""
    known = edition.annotation_types.get(type_)
    return type_ if known is None else known.label


def _said_by(here: str, note: Noted, edition: Edition) -> PartyShown | None:
    return None if note.said_by is None else party_shown(here, note.said_by, edition)


def _based_on(here: str, note: Noted, edition: Edition) -> tuple[RecordLink, ...]:
    found = (link_if_published(here, "source", one, edition) for one in note.written.based_on)
    return tuple(shown for shown in found if shown)


def _about(here: str, note: Noted, edition: Edition) -> tuple[RecordLink, ...]:
    keys = (record_key(one) for one in note.written.about)
    return tuple(link(here, key, edition) for key in keys if published(key, edition.site))
