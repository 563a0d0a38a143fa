"""The settings of a dossier, `site.yml`."""

from typing import Literal

from pydantic import Field

from dossierpress.kernel.diagnostics.diagnostic import Severity
from dossierpress.schema.base import Matter
from dossierpress.schema.entity import PropertyType
from dossierpress.schema.limits import Limits
from dossierpress.schema.shared_types import (
    Autolink,
    Count,
    EdtfDate,
    FamilyFirst,
    FileText,
    Flag,
    Host,
    Language,
    LocalName,
    Reference,
    RootPath,
    Slug,
    Text,
    Url,
)
from dossierpress.schema.theme_settings import ThemeConfig


class PropertyConfig(Matter):
    """A property of a kind of entity."""

    label: Text
    """What readers see before the value."""
    type: PropertyType = "text"
    """What its values are: text, date, place, entity, coordinates, url, country or number."""
    inverse_label: Text | None = None
    """Of a place or entity: what its own page says before those that name it: `Born here`."""


class KindConfig(Matter):
    """A kind of entity."""

    label: Text
    """One of them: Vessel."""
    plural: Text
    """Many of them: Vessels."""
    followthemoney: Text | None = None
    """FollowTheMoney schema, for exports."""
    schema_org: Text | None = None
    """schema.org type, for exports."""
    properties: dict[Slug, PropertyConfig] = Field(default_factory=dict)
    """Keys that entities of the kind may have besides those that all have."""


class LinkTypeConfig(Matter):
    """A type of cross-reference or relation, with the name it has when seen from the other side."""

    label: Text
    """Seen from where it is written: `follows`, `member of`."""
    inverse: Slug | None = None
    """The type seen from the other side; None where it is the same (symmetric)."""
    inverse_label: Text | None = None
    """Seen from the other side: `has member`; None where the type is symmetric."""


class AnnotationTypeConfig(Matter):
    """A type of annotation; readers switch each type on and off."""

    label: Text
    """One of them: Rumour."""


FeedGroup = Literal["site", "tags", "entities", "sources"]
CitationStyle = Literal["apa", "chicago", "mla"]


class CitationConfig(Matter):
    """How readers are told to cite a page."""

    styles: tuple[CitationStyle, ...] = ()
    """Styles in which a citation is shown, besides the formats for programs: apa, chicago, mla.
    Their citation processor is an extra: pip install 'dossierpress[cite]'. Without styles, or
    without it, a citation in plain words is shown."""
    names: dict[Text, FamilyFirst] = Field(default_factory=dict)
    """Which part of an author's name is the family name, for those who are no institution:
    {Ines Calder: "Calder, Ines"}."""


class AccessibilityConfig(Matter):
    """The desk's statement of accessibility."""

    contact: Text
    """Where readers say what they cannot read or use: an address for mail, a telephone, a page."""
    known: tuple[Text, ...] = ()
    """What else does not work for some readers, a sentence each, besides what is known of every
    dossier."""
    date: EdtfDate | None = None
    """The day on which the desk has looked."""


class SiteConfig(Matter):
    """The settings of a dossier."""

    title: Text
    """Name of the dossier."""
    description: Text | None = None
    """One sentence on what it is."""
    lang: Language = "en"
    """Language of the dossier and of its pages' own words."""
    url: Url | None = None
    """Where it will be hosted; feed, sitemap and the links of 404.html need it, others do not."""
    author: Text | None = None
    """Who answers for it."""
    licence: Text | None = None
    """Shown at the foot of every page."""
    timezone: Text = "UTC"
    """IANA zone in which dates with a time are shown and put in order. Times without a zone are
    taken to be in it, and for the feed its days begin at its midnight."""
    autolink: Autolink = "first-in-section"
    """How names of known entities link by themselves."""
    page_size: Count = 100
    """Entries on a page of a long list."""
    search: Flag = True
    """Whether there is a page that searches the dossier, and an index for it."""
    changes: Flag = False
    """Whether a page tells readers what each edition has changed: claims, judgements, relations,
    names, annotations and corrections. Builds that publish then keep `changes.jsonl` beside
    site.yml, which is committed with the content."""
    network: Flag = True
    """Whether there is a page that draws who is named with whom. Its drawing takes the extra:
    pip install 'dossierpress[network]'. Without it the page has its table alone."""
    map: Flag = True
    """Whether there is a page that draws where the places of the dossier are. Without coordinates
    of a place there is none."""
    share_pictures: Flag = False
    """Whether each article has a picture with its title, which other sites show where somebody
    shares it and it has no `image`. Needs `url`, and what draws it is an extra:
    pip install 'dossierpress[pictures]'."""
    raw_html: Literal["escape", "sanitise"] = "escape"
    """What becomes of HTML in Markdown."""
    publish_entities: Literal["all", "mentioned"] = "all"
    """Which entities have a page and stand in lists, feeds and exports: all that are not withheld,
    or those that what is published leads to."""
    unknown_keys: Literal["error", "ignore"] = "error"
    """What becomes of keys in front matter that DossierPress does not know, and of values in forms
    that other generators know. Keys that withhold a text are never ignored."""
    archives: tuple[Host, ...] = ()
    """Hosts of the desk's own web archives: [archive.desk.example]. Those of the well-known
    archives need not be listed."""
    feeds: tuple[FeedGroup, ...] = ("site", "tags")
    """Where `url` is given, what there are feeds of, each as Atom and as JSON Feed: site, tags,
    entities, sources. A tag, an entity or a source has one where two dated articles tell of it.
    By default the dossier and tags have them."""
    glossary: dict[Slug, Text] = Field(default_factory=dict)
    """What words on pages mean, in the desk's own words instead of the theme's:
    {status-disputed: "Somebody we trust says otherwise."}."""
    citation: CitationConfig = CitationConfig()
    """How readers are told to cite a page."""
    accessibility: AccessibilityConfig | None = None
    """The desk's statement of accessibility, a page to which the foot of every page leads:
    {contact: desk@dossier.example}."""
    theme: ThemeConfig = ThemeConfig()
    """The look of the dossier: {accent: "#8a1c2b", font: sans}. docs/theming.md has more."""
    root_files: dict[RootPath, FileText] = Field(default_factory=dict)
    """Small files that a host asks for, path to text: {CNAME: dossier.example, .nojekyll: ""}."""
    kinds: dict[Slug, KindConfig] = Field(default_factory=dict)
    """Further kinds of entities, or further properties for built-in ones."""
    reference_types: dict[Slug, LinkTypeConfig] = Field(default_factory=dict)
    """Further types of cross-reference."""
    relation_types: dict[Slug, LinkTypeConfig] = Field(default_factory=dict)
    """Further types of relation between entities."""
    annotation_types: dict[Slug, AnnotationTypeConfig] = Field(default_factory=dict)
    """Further types of annotation: {rumour: {label: Rumour}}."""
    names: dict[Text, Reference] = Field(default_factory=dict)
    """What a name means in all texts, where several entities have it: {Georgia: georgia-country}.
    An article's own `as` comes first."""
    tags: dict[Slug, tuple[LocalName, ...]] = Field(default_factory=dict)
    """What readers see of a tag, in one language or several: {iran: {en: Iran, fa: ایران}}."""
    questions: dict[Slug, tuple[LocalName, ...]] = Field(default_factory=dict)
    """The question that claims of an aspect answer, as readers see it: {deaths: How many died?}. It
    stands behind the name of the subject."""
    limits: Limits = Limits()
    """How much one file may hold, and how long it may take."""
    severity: dict[Slug, Severity] = Field(default_factory=dict)
    """Severity for each diagnostic code: error, warning, notice or off."""
