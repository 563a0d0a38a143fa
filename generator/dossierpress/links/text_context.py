"""The context in which the text of a record is resolved and linked.

`Subject` is the record whose text it is. `TextContext` is what the text may read of the rest: the
register, what is withheld, and some settings, among them the types of cross-references and
relations in both directions.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Note, Span, problem, severity_of
from dossierpress.kernel.key import Key
from dossierpress.model.content import Record
from dossierpress.records.facets import name_in
from dossierpress.records.lookup import Lookup
from dossierpress.records.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.shared_types import Autolink
from dossierpress.schema.site import LinkTypeConfig, SiteConfig
from dossierpress.visibility.withheld import Withheld


class LinkType(Struct, frozen=True, kw_only=True, gc=False):
    """One direction of a type of cross-references or relations."""

    name: str
    label: str
    """The label on the page of the record that states it."""
    inverse: str
    """Name of the opposite direction; its own name if the type is symmetric."""


def link_types(config: Mapping[str, LinkTypeConfig]) -> dict[str, LinkType]:
    """Return both directions of every type, by name.

    The inverse of an inverse is the type itself. A direction that has an entry of its own in the
    settings keeps its label.
    """
    types = {}
    for name, type_ in config.items():
        inverse = type_.inverse or name
        types[name] = LinkType(name=name, label=type_.label, inverse=inverse)
        if inverse not in config:
            label = type_.inverse_label or type_.label
            types[inverse] = LinkType(name=inverse, label=label, inverse=name)
    return types


UNKNOWN_NAME = "ref-unknown-name"
"""Code of a diagnostic that is searched for only if the settings ask for it."""


class TextContext(Struct, frozen=True, kw_only=True, gc=False):
    """What the text of a record may read of the rest of the dossier."""

    register: Register
    withheld: Withheld
    settings: Mapping[str, Any]
    """The settings that texts depend on; see `settings_of`."""
    lookup: Lookup
    """Finds which record may be meant by an id that no record has."""

    def name_of(self, key: Key, lang: str) -> str:
        """The name of a record in a language."""
        return name_in(self.register.heads[key].names, lang, self.settings["lang"])

    def kind_of(self, key: Key) -> str | None:
        """The kind of an entity or a source; None for other records."""
        return self.register.heads[key].kind

    def defined(self, key: Key) -> Note:
        """Point at where a record is defined."""
        return self.register.defined(key)


def settings_of(config: SiteConfig) -> dict[str, Any]:
    """The settings that the text of a record and its diagnostics depend on."""
    return {
        "lang": config.lang,
        "limits": config.limits,
        "archives": config.archives,
        "reference types": link_types(config.reference_types),
        "relation types": link_types(config.relation_types),
        "unknown names": severity_of(UNKNOWN_NAME, config.severity) != "off",
    }


class Subject(Struct, frozen=True, kw_only=True, gc=False):
    """A record, with the language and the link policy of its text."""

    key: Key
    record: Record
    lang: str
    """BCP 47 tag of its text."""
    autolink: Autolink
    """Which occurrences of a name become links in it."""

    def problem(self, code: str, span: Span, message: str, hint: Hint) -> Diagnostic:
        """Make a diagnostic at a place of its file."""
        return problem(code, self.record.path, span, message, hint)


def subject_of(key: Key, record: Record, config: SiteConfig) -> Subject:
    """Make the subject of a record. Its own `lang` and `autolink` come before those of the site."""
    matter = record.matter
    if isinstance(matter, ClaimMatter):
        return Subject(
            key=key, record=record, lang=matter.lang or config.lang, autolink=config.autolink
        )
    if isinstance(matter, ArticleMatter | PageMatter):
        return Subject(
            key=key,
            record=record,
            lang=matter.lang or config.lang,
            autolink=matter.autolink or config.autolink,
        )
    return Subject(key=key, record=record, lang=config.lang, autolink=config.autolink)
