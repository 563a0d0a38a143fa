"""What the statement of accessibility shows."""

from dossierpress.pages.views.page_chrome import Frame
from dossierpress.pages.views.parts import DateShown, ExternalLink, View


class AccessibilityView(View, frozen=True, kw_only=True):
    """What of the dossier works for readers with a disability, what does not, and whom to tell."""

    frame: Frame
    """What surrounds the page."""
    contact: str
    """Where readers say what does not work, as the desk has written it."""
    contact_link: ExternalLink | None
    """The same as a link, where it is a page on the web."""
    contact_mail: str | None
    """The same as an address of mail to write to, where it is one."""
    date: DateShown | None
    """The day on which the desk has looked."""
    known: tuple[str, ...]
    """What the desk says that does not work for some readers."""
    own_theme: int
    """Files of the theme that the dossier has changed or added; the tests of the theme do not know
    them."""
    documents: bool
    """Whether it publishes documents such as PDF."""
    recordings: bool
    """Whether it publishes sound or film."""
