"""What other pages show of a record: an edit of its text does not change it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.model.site import Site


class RecordHead(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What a record is called, and when and in which language it was written."""

    text: str
    """Its title, or its first name."""
    called_in: str | None
    """Language of that; None where it is the site's."""
    kind: str | None = None
    """Of an entity or a source."""
    lang: str | None = None
    """Language of its text; None where it is the site's."""
    date: str | None = None
    """Of an article; EDTF."""
    qualifier: str | None = None
    """What tells it from others of its name and kind; only where there are any."""


class Summary(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What lists show of an article beside its head."""

    summary: str | None
    covers: str | None
    """EDTF."""
    as_of: str | None
    """EDTF."""
    image: str | None
    """Path below content/media/."""


def heads(site: Site, qualifiers: Mapping[Key, str]) -> Mapping[Key, RecordHead]:
    """The heads of all records.

    Args:
        site: What is published.
        qualifiers: What tells records apart that have one name.
    """
    found = dict(_heads(site))
    return found | {key: replace(found[key], qualifier=words) for key, words in qualifiers.items()}


def summaries(site: Site) -> Mapping[str, Summary]:
    """The summaries of all articles."""
    matters = ((id_, article.matter) for id_, article in site.articles.items())
    return {
        id_: Summary(summary=one.summary, covers=one.covers, as_of=one.as_of, image=one.image)
        for id_, one in matters
    }


def _heads(site: Site) -> Iterator[tuple[Key, RecordHead]]:
    for id_, article in site.articles.items():
        text, lang = article.matter.title, article.matter.lang
        date = article.matter.date
        yield (
            Key(type="article", id=id_),
            RecordHead(text=text, called_in=lang, lang=lang, date=date),
        )
    for id_, entity in site.entities.items():
        name = entity.matter.name[0]
        kind = entity.matter.kind
        yield Key(type="entity", id=id_), RecordHead(text=name.text, called_in=name.lang, kind=kind)
    for id_, source in site.sources.items():
        local = source.matter.name[0]
        kind = source.matter.kind
        yield (
            Key(type="source", id=id_),
            RecordHead(text=local.text, called_in=local.lang, kind=kind),
        )
    for id_, claim in site.claims.by_id.items():
        text, lang = claim.matter.text, claim.matter.lang
        yield Key(type="claim", id=id_), RecordHead(text=text, called_in=lang, lang=lang)
    for id_, page in site.pages.items():
        text, lang = page.matter.title, page.matter.lang
        yield Key(type="page", id=id_), RecordHead(text=text, called_in=lang, lang=lang)
