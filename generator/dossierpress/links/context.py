"""The context of a text: the record whose text it is, and what it may ask of the rest.

That is the register, what is withheld, and some settings, among them the types of
cross-references and relations, each with the name that it has from the other side.
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
from dossierpress.schema.article import ArticleMatter, PageMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.shared_types import Autolink
from dossierpress.schema.site import LinkTypeConfig, SiteConfig
from dossierpress.visibility.withheld import Withheld


class LinkType(Struct, frozen=True, kw_only=True, gc=False):
    """One direction of a type."""

    name: str
    label: str
    """Seen from the record that it is told of."""
    inverse: str
    """The same from the other side; its own name where the type is symmetric."""


def link_types(config: Mapping[str, LinkTypeConfig]) -> dict[str, LinkType]:
    """Spell out both directions of every type.

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
"""Code of a diagnostic that is looked for only where somebody wants it."""


class TextContext(Struct, frozen=True, kw_only=True, gc=False):
    """The rest of the dossier."""

    register: Register
    withheld: Withheld
    settings: Mapping[str, Any]
    """What texts look up in the settings; see `settings_of`."""
    lookup: Lookup
    """Finds out who may be meant where nobody has the id."""

    def name_of(self, key: Key, lang: str) -> str:
        """The name under which a text in a language speaks of a record."""
        return name_in(self.register.heads[key].names, lang, self.settings["lang"])

    def kind_of(self, key: Key) -> str | None:
        """Kind of an entity or a source; None for texts."""
        return self.register.heads[key].kind

    def defined(self, key: Key) -> Note:
        """Point at where a record is defined."""
        return self.register.defined(key)


def settings_of(config: SiteConfig) -> dict[str, Any]:
    """The settings that the text of a record, and what is said of it, depend on."""
    return {
        "lang": config.lang,
        "limits": config.limits,
        "archives": config.archives,
        "reference types": link_types(config.reference_types),
        "relation types": link_types(config.relation_types),
        "unknown names": severity_of(UNKNOWN_NAME, config.severity) != "off",
    }


class Subject(Struct, frozen=True, kw_only=True, gc=False):
    """The record whose text it is."""

    key: Key
    record: Record
    lang: str
    """BCP 47 tag of its text."""
    autolink: Autolink
    """Which occurrences of a name link in it."""

    def problem(self, code: str, span: Span, message: str, hint: Hint) -> Diagnostic:
        """Report a problem in its file."""
        return problem(code, self.record.path, span, message, hint)


def subject_of(key: Key, record: Record, config: SiteConfig) -> Subject:
    """Take up a record: articles and pages may have a language and a way to link of their own."""
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
