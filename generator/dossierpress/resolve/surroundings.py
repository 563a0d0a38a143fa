"""What is known around the text that is being worked on."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Hint, Note, Span, problem, severity_of
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.resolve.link_types import link_types
from dossierpress.resolve.meant import Lookup
from dossierpress.resolve.publish import Withheld
from dossierpress.resolve.record_names import name_in
from dossierpress.resolve.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.fields import Autolink
from dossierpress.schema.page import PageMatter
from dossierpress.schema.site import SiteConfig

UNKNOWN_NAME = "ref-unknown-name"
"""Code of a diagnostic that is looked for only where somebody wants it."""


class Surroundings(Struct, frozen=True, kw_only=True, gc=False):
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


def subject(key: Key, record: Record, config: SiteConfig) -> Subject:
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
