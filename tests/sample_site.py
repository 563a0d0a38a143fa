"""Small sites made by hand: what the last stages get, without the stages before them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import html
from msgspec.structs import fields

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.model.body import Heading
from dossierpress.model.linked_body import Html, LinkedBody, LinkedPiece, keep_body
from dossierpress.model.output import Asset, OutputFile, Page, Plan
from dossierpress.model.site import (
    Article,
    Context,
    Entity,
    MediaFile,
    Mention,
    PlacesIn,
    PlainPage,
    Sentence,
    Site,
    SourceCitation,
    SourceRecord,
)
from dossierpress.pages.kinds import VIEWS, Emitter, PageKind, TrackedSite
from dossierpress.pages.plan import plan_site
from dossierpress.pipeline.stale_pages import told_once
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.read_site import read_config
from dossierpress.schema.shared_types import EntityName
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.source.discovery import read_templates
from dossierpress.source.files import TemplateSet
from dossierpress.templating.check_theme import facts_of_theme
from dossierpress.templating.rendering import Renderer, render_page, renderer

THEME, _ = read_templates(Path("no such folder"))
"""The shipped theme."""


def config(settings: str = "") -> SiteConfig:
    """The settings that `title: Sample` and further lines of site.yml give."""
    found, problems = read_config(f"title: Sample\n{settings}\n".encode())
    assert problems == ()
    assert found is not None
    return found


def body(*pieces: LinkedPiece | str, headings: Iterable[Heading] = ()) -> LinkedBody:
    """A text of pieces; strings are finished HTML."""
    return LinkedBody(
        kept=keep_body(
            (Html(html=one) if isinstance(one, str) else one for one in pieces), "Words."
        ),
        headings=tuple(headings),
        opening="Words.",
        words=1,
    )


def article(id_: str, text: LinkedBody | None = None, **matter: Any) -> Article:
    """An article whose title is its id, unless it is said."""
    return Article(
        id=id_,
        path=f"content/articles/{id_}.md",
        matter=ArticleMatter(**{"title": id_.capitalize(), **matter}),
        body=text or LinkedBody(),
    )


def entity(
    id_: str,
    text: LinkedBody | None = None,
    *,
    name: str | Mapping[str, str] | None = None,
    kind: str = "person",
    **matter: Any,
) -> Entity:
    """An entity whose name is its id, unless it is said."""
    return Entity(
        id=id_,
        path=f"content/entities/{id_}.yml",
        matter=EntityMatter(kind=kind, name=names(name or id_.capitalize()), **matter),
        body=text or LinkedBody(),
    )


def source(
    id_: str,
    text: LinkedBody | None = None,
    *,
    name: str | Mapping[str, str] | None = None,
    kind: str = "newspaper",
    **matter: Any,
) -> SourceRecord:
    """A source whose name is its id, unless it is said."""
    return SourceRecord(
        id=id_,
        path=f"content/sources/{id_}.yml",
        matter=SourceMatter.model_validate(
            {"kind": kind, "name": names(name or id_.capitalize()), **matter}
        ),
        body=text or LinkedBody(),
    )


def plain(id_: str, text: LinkedBody | None = None, **matter: Any) -> PlainPage:
    """A plain page whose title is its id, unless it is said."""
    return PlainPage(
        id=id_,
        path=f"content/pages/{id_}.md",
        matter=PageMatter(**{"title": id_.capitalize(), **matter}),
        body=text or LinkedBody(),
    )


def names(name: str | Mapping[str, str]) -> tuple[EntityName, ...]:
    """One name in the site's language, or one for each language."""
    if isinstance(name, str):
        return (EntityName(text=name),)
    return tuple(EntityName(lang=lang, text=text) for lang, text in name.items())


def media(path: str, data: bytes = b"data") -> MediaFile:
    """A file below content/media/."""
    return MediaFile(path=path, held=data, digest=sha256(data).hexdigest())


def mention(record: str, target: str, anchor: str = "p-1", match: str = "it") -> Mention:
    """`article:a` names `entity:b`."""
    return Mention(
        record=key(record),
        target=key(target),
        anchor=anchor,
        start=4,
        end=4 + len(match),
        linked=True,
        context=_context("See ", match, " there.", anchor),
    )


def citation(record: str, source_id: str, mark: str = "mark-1", number: int = 1) -> SourceCitation:
    """`article:a` cites a source."""
    return SourceCitation(
        record=key(record),
        source=source_id,
        number=number,
        mark=mark,
        locator="p. 4",
        anchor="p-1",
        context=_context("As was said", "", ".", "p-1"),
    )


def _context(before: str, match: str, after: str, anchor: str) -> Context:
    return Context(
        sentence=Sentence(anchor=anchor, start=0, text=before + match + after),
        start=len(before),
        end=len(before) + len(match),
    )


def key(reference: str) -> Key:
    """`article:harbour` as a key."""
    type_, _, id_ = reference.partition(":")
    return Key(type=type_, id=id_)  # type: ignore[arg-type]


def site(
    *records: Article | Entity | SourceRecord | PlainPage, settings: str = "", **tables: Any
) -> Site:
    """A site of these records, in the order given; every table is empty unless it is said."""
    by_type: dict[type, dict[str, Any]] = {
        kind: {one.id: one for one in records if isinstance(one, kind)}
        for kind in (Article, Entity, SourceRecord, PlainPage)
    }
    mappings = [field.name for field in fields(Site) if "Mapping" in str(field.type)]
    empty: dict[str, Any] = {
        name: {} for name in mappings if name not in ("articles", "entities", "sources", "pages")
    }
    lists: dict[str, Any] = {"redirects": (), "media": (), "withheld": ()}
    mentioned: dict[Key, Counter[Key]] = {
        target: Counter(one.record for one in found)
        for target, found in tables.get("mentions_of", {}).items()
    }
    cited: dict[str, Counter[Key]] = defaultdict(Counter)
    for source, found in tables.get("citations_of", {}).items():
        cited[source].update(one.record for one in found)
    for entries in tables.get("bibliographies", {}).values():
        for entry in entries:
            # As often as the table of citations says.
            cited[entry.source][entry.record] += 0
    counted = {
        name: {
            one: tuple(PlacesIn(record=record, times=times) for record, times in found.items())
            for one, found in table.items()
        }
        for name, table in (("mentioned_in", mentioned), ("cited_in", cited))
    }
    return Site(
        config=config(settings),
        articles=by_type[Article],
        entities=by_type[Entity],
        sources=by_type[SourceRecord],
        pages=by_type[PlainPage],
        **(empty | lists | counted | tables),
    )


def planned(
    of: Site, theme: TemplateSet = THEME, **options: Any
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """What is published of a site, and what is wrong with it and its theme."""
    facts = _facts(theme)
    made, problems = plan_site(of, theme, facts, **options)
    return made, (*problems, *facts.diagnostics)


_facts = lru_cache(maxsize=16)(partial(facts_of_theme, views=VIEWS))


def emitted(kind: PageKind | Emitter, of: Site) -> dict[str, Page | Asset]:
    """The pages of one kind, or the files of one emitter, by path."""
    tracked = TrackedSite(site=of, theme=THEME)
    items = kind.emit(tracked) if isinstance(kind, Emitter) else kind.pages(tracked)
    return {item.path: item for item in items}


def render_all(
    pages: Iterable[Page], theme: Renderer
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Pages as they are published, and what their templates fail with."""
    done = [(page.path, *render_page(page, theme)) for page in pages]
    outputs = [
        OutputFile(path=path, held=data, digest=sha256(data).hexdigest())
        for path, data, _ in done
        if data is not None
    ]
    return tuple(outputs), told_once(failure for _, _, failure in done)


def text_of(kind: PageKind, of: Site, path: str) -> str:
    """A page as it is published."""
    page = emitted(kind, of)[path]
    assert isinstance(page, Page)
    outputs, problems = render_all([page], renderer(THEME))
    assert problems == ()
    return outputs[0].data.decode()


def shown(kind: PageKind, of: Site, path: str) -> html.HtmlElement:
    """A page as a browser reads it."""
    return html.document_fromstring(text_of(kind, of, path))


def words(element: html.HtmlElement, xpath: str) -> list[str]:
    """The words of every element that a path finds, white space evened out."""
    return [" ".join(found.text_content().split()) for found in element.xpath(xpath)]


def links(element: html.HtmlElement, xpath: str) -> dict[str, str]:
    """Words -> href of every link below what a path finds."""
    return {
        " ".join(link.text_content().split()): link.get("href")
        for link in element.xpath(f"{xpath}//a[@href]")
    }
