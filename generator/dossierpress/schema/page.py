"""The front matter of a plain page, `content/pages/**/*.md`."""

from dossierpress.schema.fields import Autolink, Language, Text
from dossierpress.schema.parts import Publication, Timing


class PageMatter(Publication, Timing):
    """The front matter of a plain page. The page `home` opens the front page."""

    title: Text
    summary: Text | None = None
    lang: Language | None = None
    navigation: bool = True
    """Whether the head of every page links to it."""
    autolink: Autolink | None = None
