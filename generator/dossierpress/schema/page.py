"""The front matter of a plain page, `content/pages/**/*.md`."""

from dossierpress.schema.shared_types import Autolink, Flag, Language, Publication, Text, Timing


class PageMatter(Publication, Timing):
    """The front matter of a plain page. The page `home` opens the front page."""

    title: Text
    """The headline."""
    summary: Text | None = None
    """One paragraph for search engines."""
    lang: Language | None = None
    """Language of the text, when it is not the site's."""
    navigation: Flag = True
    """Whether the head of every page links to it."""
    autolink: Autolink | None = None
    """How known names link by themselves, when not as site.yml says."""
