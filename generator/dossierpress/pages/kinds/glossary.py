"""The glossary: what the words on pages mean.

It has the whole of each scale that the dossier uses, since a reader learns what `disputed` is from
what stands beside it; of kinds of entity, those that it has. So hardly an edit makes it again.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from dossierpress.kernel import routes
from dossierpress.model.output import Page
from dossierpress.pages.components.page_chrome import frame, has_glossary
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.glossary import GlossaryEntry, GlossaryGroup, GlossaryView
from dossierpress.schema.glossary import Group, words_of
from dossierpress.schema.site import LinkTypeConfig


def glossary(site: TrackedSite, _: str) -> Iterator[Page]:
    """One page; none where the dossier has none of these words."""
    if has_glossary(site):
        yield Page(
            path=routes.GLOSSARY,
            template="pages/glossary.html",
            make_view=partial(_view, site),
            origin="the glossary",
        )


GLOSSARY = PageKind(
    name="glossary",
    views={"pages/glossary.html": GlossaryView},
    keys=only_one,
    make=glossary,
    listed=lambda site: listed_if(has_glossary(site), routes.GLOSSARY),
)


def _view(site: TrackedSite) -> GlossaryView:
    used = _used(site)
    groups = (
        GlossaryGroup(
            group=group,
            entries=tuple(
                _entry(group, word, site)
                for word in words
                if group != "kind" or word in site.entities_by_kind
            ),
        )
        for group, words in words_of(site.config).items()
        if group in used
    )
    return GlossaryView(
        frame=frame(routes.GLOSSARY, site), groups=tuple(one for one in groups if one.entries)
    )


def _used(site: TrackedSite) -> frozenset[Group]:
    """The groups of which the dossier has anything."""
    records = site.records
    return frozenset(
        group
        for groups, any_ in (
            (_OF_CLAIMS, bool(records.claims.by_id)),
            (_OF_SOURCES, bool(records.sources)),
            (_OF_NOTES, bool(records.annotations.notes)),
            (_OF_ENTITIES, bool(records.entities)),
            (_OF_RELATIONS, bool(records.relations)),
            (_OF_REFERENCES, bool(records.cross_references)),
        )
        if any_
        for group in groups
    )


_OF_CLAIMS: tuple[Group, ...] = ("status", "mark", "stance", "basis", "count", "credibility")
_OF_SOURCES: tuple[Group, ...] = ("reliability",)
_OF_NOTES: tuple[Group, ...] = ("layer", "framing")
_OF_ENTITIES: tuple[Group, ...] = ("kind",)
_OF_RELATIONS: tuple[Group, ...] = ("relation",)
_OF_REFERENCES: tuple[Group, ...] = ("reference",)


def _entry(group: Group, word: str, site: TrackedSite) -> GlossaryEntry:
    config = site.config
    types: Mapping[str, LinkTypeConfig] = {
        "relation": config.relation_types,
        "reference": config.reference_types,
    }.get(group, {})
    label, inverse = None, None
    if group == "layer":
        label = site.word("annotation", config.annotation_types[word].label)
    elif group == "kind":
        label = site.word("kind", config.kinds[word].label)
    elif word in types:
        context = "cross-reference" if group == "reference" else group
        label = site.word(context, types[word].label)
        other = types[word].inverse_label
        inverse = site.word(context, other) if other else None
    return GlossaryEntry(word=word, label=label, inverse=inverse)
