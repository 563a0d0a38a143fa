"""Fields of front matter that are not searched for private names, each with the reason.

They name a record, are one of a few words, or are not shown.
"""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from dossierpress.schema.access import Access, Copy
from dossierpress.schema.annotation import Annotation, Selector, SpokenWords
from dossierpress.schema.article import (
    DeclaredClaim,
    DeclaredEntity,
    DeclaredReference,
    DeclaredSource,
    FirstPublication,
)
from dossierpress.schema.claim import (
    ClaimLink,
    ClaimMatter,
    ClaimValue,
    OneOrigin,
    Party,
    Report,
    StatusChange,
    Suspicion,
)
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.shared_types import EntityName, Relation, Reviewed, Timing
from dossierpress.schema.source import SoftTie, SourceMatter

REFERENCE = "names a record; `scrub_matter` leaves it out if that one is withheld"


CHOSEN = "one of a few words, or one that site.yml has to know"


DIGEST = "hexadecimal digits"


IN_TEXT = "only looked for in the text; what is shown is the passage that it finds there"


DECLARED = "the author's word on whose name it is; it makes links and is not shown"


COMPARED = "only compared with others, and not shown"


EXEMPT_FIELDS: Mapping[tuple[type[BaseModel], str], str] = {
    (ClaimMatter, "about"): REFERENCE,
    (EntityMatter, "not_same_as"): REFERENCE,
    (EntityName, "bearer"): REFERENCE,
    (SourceMatter, "not_same_as"): REFERENCE,
    (SourceMatter, "publisher"): REFERENCE,
    (SourceMatter, "owner"): REFERENCE,
    (SourceMatter, "feeds_from"): REFERENCE,
    (DeclaredEntity, "id"): REFERENCE,
    (DeclaredClaim, "id"): REFERENCE,
    (DeclaredSource, "id"): REFERENCE,
    (DeclaredSource, "cites"): REFERENCE,
    (DeclaredReference, "to"): REFERENCE,
    (FirstPublication, "source"): REFERENCE,
    (Annotation, "based_on"): REFERENCE,
    (Annotation, "about"): REFERENCE,
    (Party, "id"): REFERENCE,
    (Report, "article"): REFERENCE,
    (SoftTie, "to"): REFERENCE,
    (SoftTie, "source"): REFERENCE,
    (ClaimLink, "to"): REFERENCE,
    (ClaimValue, "place"): REFERENCE,
    (Relation, "to"): REFERENCE,
    (Relation, "source"): REFERENCE,
    (EntityMatter, "kind"): CHOSEN,
    (EntityMatter, "sensitivity"): CHOSEN,
    (SourceMatter, "kind"): CHOSEN,
    (SourceMatter, "reliability"): CHOSEN,
    (DeclaredReference, "type"): CHOSEN,
    (Annotation, "type"): CHOSEN,
    (Annotation, "framing"): CHOSEN,
    (SpokenWords, "words_of"): CHOSEN,
    (Relation, "type"): CHOSEN,
    (Relation, "confidence"): CHOSEN,
    (Reviewed, "review"): CHOSEN,
    (Property, "name"): CHOSEN,
    (Property, "type"): CHOSEN,
    (Timing, "status"): CHOSEN,
    (StatusChange, "is_"): CHOSEN,
    (Report, "stance"): CHOSEN,
    (Report, "credibility"): CHOSEN,
    (Report, "basis"): CHOSEN,
    (Suspicion, "confidence"): CHOSEN,
    (OneOrigin, "confidence"): CHOSEN,
    (ClaimMatter, "kind"): CHOSEN,
    (SourceMatter, "basis"): CHOSEN,
    (SourceMatter, "counts"): CHOSEN,
    (SoftTie, "kind"): CHOSEN,
    (SoftTie, "confidence"): CHOSEN,
    (Copy, "kind"): CHOSEN,
    (Copy, "is_"): CHOSEN,
    (Access, "sha256"): DIGEST,
    (Selector, "exact"): IN_TEXT,
    (Selector, "prefix"): IN_TEXT,
    (Selector, "suffix"): IN_TEXT,
    (DeclaredEntity, "as_"): DECLARED,
    (SpokenWords, "same"): COMPARED,
}


@cache
def visible_fields(model: type[BaseModel]) -> Mapping[str, str]:
    """The fields of a model that are not exempt: name -> key as an author writes it."""
    return {
        name: field.alias or name
        for name, field in model.model_fields.items()
        if not any((parent, name) in EXEMPT_FIELDS for parent in model.__mro__)
    }
