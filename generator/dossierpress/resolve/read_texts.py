"""The texts of all records, published or not, with every name that may be in them."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.site import Key
from dossierpress.name_forms.choose import choose
from dossierpress.resolve.collect import references_of
from dossierpress.resolve.names import (
    Found,
    NameIndex,
    index_names,
    index_sources,
    outside_sources,
)
from dossierpress.resolve.preferred import preferred
from dossierpress.resolve.private_names import PrivateNames, index_private
from dossierpress.resolve.reference import Reference, find
from dossierpress.resolve.settle import settle
from dossierpress.resolve.settled import Settled
from dossierpress.resolve.spot import declared_names, spot
from dossierpress.resolve.surroundings import Subject, Surroundings


class ReadText(Struct, frozen=True, kw_only=True):
    """The text of one record."""

    references: tuple[tuple[Reference, Key | None], ...]
    """Every place where it names a record by id, and which record that is."""
    settled: Settled
    found: tuple[Found, ...]
    """All names, overlapping ones too."""
    sources: tuple[Found, ...]
    """Names of sources, in which no entity is named."""
    chosen: tuple[Found, ...]
    """Those of `found` that count as long as all their owners do; see `choose`."""
    declared: Mapping[str, Found]
    """Names that the article gives to entities with `as`."""
    problems: tuple[Diagnostic, ...]


class Texts(Struct, frozen=True, kw_only=True):
    """All texts, and the names that were looked for in them."""

    of: Mapping[Key, ReadText]
    names: NameIndex
    """Of all entities that are not private."""
    private: PrivateNames | None
    sources: NameIndex
    """Of all sources that are not private."""


def read_texts(subjects: Mapping[Key, Subject], around: Surroundings) -> Texts:
    """Settle every text and spot the names in it."""
    records = around.register.records.items()
    is_private = around.withheld.is_private
    meant = {
        name: key
        for name, key in preferred(around.config, around.register).items()
        if not is_private(key)
    }
    names = index_names(
        ((key, one) for key, one in records if key.type == "entity" and not is_private(key)), meant
    )
    private = index_private((key, record) for key, record in records if is_private(key))
    sources = index_sources(
        ((key, one) for key, one in records if key.type == "source" and not is_private(key)), names
    )
    texts = Texts(of={}, names=names, private=private, sources=sources)
    return replace(
        texts, of={key: read_text(subject, around, texts) for key, subject in subjects.items()}
    )


def read_text(subject: Subject, around: Surroundings, texts: Texts) -> ReadText:
    """Settle one text and spot the names in it; of `texts`, only the names are looked at."""
    settled, problems = settle(subject, around)
    declared = declared_names(subject.record.matter, around.register, around.withheld)
    found, sources = spot(
        settled, declared, texts.names, texts.private, texts.sources, lang=subject.lang
    )
    return ReadText(
        references=tuple(
            (one, find(around.register, one.target, one.allowed))
            for one in references_of(subject.record)
        ),
        settled=settled,
        found=found,
        sources=sources,
        chosen=tuple(outside_sources(choose(found), sources)),
        declared=declared,
        problems=problems,
    )
