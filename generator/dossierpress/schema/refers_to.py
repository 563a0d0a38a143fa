"""Which types of record the references of front matter may name, by where they stand."""

from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.text_checks import RECORD_TYPES

_PARTY = ("source", "entity")
_TEXT = ("article", "page")

_TYPES: dict[type[Matter], dict[str, tuple[str, ...]]] = {
    ArticleMatter: {
        "origin/source": ("source",),
        "entities": ("entity",),
        "sources": ("source",),
        "sources/cites": ("source",),
        "claims": ("claim",),
        "references/to": _TEXT,
        "annotations/based_on": ("source",),
        "annotations/about": RECORD_TYPES,
        "annotations/said_by": _PARTY,
        "quotations/speaker": _PARTY,
        "quotations/addressee": _PARTY,
        "quotations/worded_by": _PARTY,
    },
    EntityMatter: {
        "not_same_as": ("entity",),
        "relations/to": ("entity",),
        "relations/source": ("source",),
        "properties/value": ("entity",),
        "name/bearer": _PARTY,
        "aliases/bearer": _PARTY,
        "weak_aliases/bearer": _PARTY,
        "former_names/bearer": _PARTY,
    },
    SourceMatter: {
        "publisher": _PARTY,
        "owner": ("entity",),
        "feeds_from": ("source",),
        "tied_to/to": _PARTY,
        "tied_to/source": ("source",),
        "not_same_as": ("source",),
    },
    ClaimMatter: {
        "about": ("entity",),
        "value/place": ("entity",),
        "supports": ("claim",),
        "contradicts": ("claim",),
        "supersedes": ("claim",),
        "supports/to": ("claim",),
        "contradicts/to": ("claim",),
        "supersedes/to": ("claim",),
        "reports/by": _PARTY,
        "reports/citing": _PARTY,
        "reports/probably_from": _PARTY,
        "reports/via": _PARTY,
        "reports/part/value/place": ("entity",),
        "reports/article": ("article",),
        "probably_from": _PARTY,
        "one_origin/of": _PARTY,
    },
}


def types_at(model: type[Matter], *steps: str | int) -> tuple[str, ...] | None:
    """The types that may be named at a place of a record; None where no record is named.

    Args:
        model: Of the record.
        steps: To the value; numbers of list entries, and a last `id`, make no difference.
    """
    names = [step for step in steps if isinstance(step, str)]
    if names and names[-1] == "id" and len(names) > 1:
        names.pop()
    return _TYPES.get(model, {}).get("/".join(names))
