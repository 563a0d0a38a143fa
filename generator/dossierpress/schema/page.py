"""The front matter of a plain page, `content/pages/**/*.md`."""

from dossierpress.schema.base import Matter
from dossierpress.schema.shared_types import (
    Autolink,
    EdtfDate,
    Flag,
    Language,
    Publication,
    Reference,
    Text,
    Timing,
)


class BriefFact(Matter):
    """A fact of a brief: a day, and what happened."""

    date: EdtfDate
    """The day, or the days, EDTF where unsure: 2024-05, 2024-05-22~, 2024-05-19/2024-05-25."""
    text: Text
    """What happened, in a sentence."""
    claim: Reference | None = None
    """The claim that it is. The fact carries the mark of what the desk holds of it, and stands only
    where the claim is published."""
    see: Reference | None = None
    """The article or page that tells more."""


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
    brief: tuple[BriefFact, ...] = ()
    """What happened in short, above the text: {date: 2024-05-19, text: …, claim: …, see: …}."""
    series: tuple[Reference, ...] = ()
    """Articles in the order in which they are to be read. Each of them says which part it is, and
    leads to the one before and the one after it."""
