"""What the glossary shows."""

from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import View
from dossierpress.schema.glossary import Group


class GlossaryEntry(View, frozen=True, kw_only=True):
    """A word that stands on pages."""

    word: str
    """As a slug; with the group it is the id of the entry: `status_reported`."""
    label: str | None
    """What readers see, of kinds and types; None where the theme has the word."""
    inverse: str | None
    """The same seen from the other side, of a relation."""


class GlossaryGroup(View, frozen=True, kw_only=True):
    """Words that belong together."""

    group: Group
    """Which they are."""
    entries: tuple[GlossaryEntry, ...]
    """In the order of their scale, or of the settings."""


class GlossaryView(View, frozen=True, kw_only=True):
    """What the words on pages mean."""

    frame: Frame
    """What surrounds the page."""
    groups: tuple[GlossaryGroup, ...]
    """Of claims, of sources, of annotations, of entities: what the dossier has."""
