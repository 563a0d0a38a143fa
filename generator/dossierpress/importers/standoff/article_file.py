"""One article of the data -> one Markdown file: front matter and a body with mentions."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.importers.ids import is_usable_id, slugify
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.standoff.anchoring import ShownText, shown_text
from dossierpress.importers.standoff.claims import (
    FrontMatterEntries,
    claims_of_article,
    who_says_each,
)
from dossierpress.importers.standoff.form import ArticleShape, BlockShape
from dossierpress.importers.standoff.markdown_body import RefusedMark, TextMark, write_body
from dossierpress.importers.standoff.quotations import quotations_of_article
from dossierpress.importers.standoff.registry import (
    Registry,
    is_web_address,
    not_an_address,
    one_line,
    title_of,
)
from dossierpress.importers.standoff.text_parts import TextPart, split_into_parts
from dossierpress.importers.text_output import clean_text, to_yaml
from dossierpress.kernel import dates
from dossierpress.schema.standard_checks import is_known_language


class ArticleFile(Struct, frozen=True, kw_only=True, gc=False):
    """The text of one file, and which annotations it represents."""

    text: str
    reachable: int
    """Number of mentions whose words link to the page of their entity."""
    unnamed: int
    links: int
    claims: int
    quotations: int
    not_represented: tuple[NotRepresented, ...]


def write_article_file(
    article: ArticleShape,
    registry: Registry,
    *,
    tags: tuple[str, ...],
    held: Mapping[str, Any],
    unseen: Container[str] = (),
) -> ArticleFile:
    """One article.

    Args:
        article: As the data has it.
        registry: Ids of everything.
        tags: What every article of the import gets.
        held: Keys of front matter that withhold it, where the data says so.
        unseen: Ids of entities that are withheld.
    """
    matter, notes = _front_matter(article, registry, tags)
    matter |= held
    text, replaced = clean_text(article.text)
    notes += _replaced(article, replaced)
    parts, no_blocks = split_into_parts(text, article.blocks)
    notes += [_no_block(article, *one) for one in no_blocks]
    headline = _headline(article, text, parts[0])
    # Line ends in its place leave every offset as it is.
    text = "\n" * headline + text[headline:]
    parts = parts[1:] if headline else parts
    marks, stray, unnamed = _marks(article, registry)
    in_headline, marks, refused = _split_at_headline(marks, headline)
    body = write_body(text, marks, parts)
    refused += body.refused
    shown = shown_text(text, body.addresses, parts)
    stated, spoken = _claims_and_quotations(article, registry, shown, matter)
    notes += (*stated.not_represented, *spoken.not_represented, *stray)
    if in_headline:
        matter["entities"] = list(dict.fromkeys(mark.target for mark in in_headline))
    if stated.items:
        matter["claims"] = list(stated.items)
    if spoken.items:
        matter["quotations"] = list(spoken.items)
    notes += [_refused(article, one) for one in refused]
    lost = {one.mark.origin for one in refused}
    kept = [mark for mark in (*in_headline, *marks) if mark.origin not in lost]
    reachable = [
        mark
        for mark in kept
        if mark.kind == "mention" and mark.target.removeprefix("entity:") not in unseen
    ]
    front = f"---\n{to_yaml(matter)}---\n"
    return ArticleFile(
        text=f"{front}\n{body.markdown}" if body.markdown else front,
        reachable=0 if held else len(reachable),
        unnamed=unnamed,
        links=sum(mark.kind == "link" for mark in kept),
        claims=len(stated.items),
        quotations=len(spoken.items),
        not_represented=tuple(notes),
    )


def _front_matter(
    article: ArticleShape, registry: Registry, tags: tuple[str, ...]
) -> tuple[dict[str, Any], list[NotRepresented]]:
    matter: dict[str, Any] = {"title": title_of(article)}
    notes = list(_untitled(article))
    for name in ("date", "modified"):
        value = getattr(article, name)
        if value and dates.is_date(value):
            matter[name] = value
        elif value:
            notes.append(_field(f"{article.where}.{name}", value, "it is not a date of EDTF"))
    if article.lang and is_known_language(article.lang):
        matter["lang"] = article.lang
    elif article.lang:
        notes.append(
            _field(f"{article.where}.lang", article.lang, "it is not a language tag (BCP 47)")
        )
    if article.summary and one_line(article.summary):
        matter["summary"] = one_line(article.summary)
    authors = [author for author in map(one_line, article.author) if author]
    if authors:
        matter["authors"] = authors
    genre = slugify(article.genre or "")
    if article.genre and not is_usable_id(genre):
        notes.append(
            _field(f"{article.where}.genre", article.genre, "it cannot be the name of a tag")
        )
    matter["tags"] = list(dict.fromkeys((*tags, *([genre] if is_usable_id(genre) else []))))
    origin, more = _origin(article, registry)
    if origin:
        matter["origin"] = origin
    # The annotations say what every name means; anything that linked by itself would be a guess.
    matter["autolink"] = "off"
    return matter, notes + more


def _headline(article: ArticleShape, text: str, first: TextPart) -> int:
    """The end of a repeated headline in the text; 0 if there is none.

    It is the title of the page, and whom it names are declared: nothing of it is lost.
    """
    told = one_line(text[first.start : first.end])
    repeats = article.title is not None and told == title_of(article)
    return first.end if repeats and text[first.end :].strip() else 0


def _split_at_headline(
    marks: list[TextMark], headline: int
) -> tuple[list[TextMark], list[TextMark], list[RefusedMark]]:
    """The mentions of the headline, the marks of the text, and marks that fit in neither."""
    in_headline, in_text, refused = [], [], []
    for mark in marks:
        if mark.start >= headline:
            in_text.append(mark)
        elif mark.kind == "mention" and mark.end <= headline:
            in_headline.append(mark)
        elif mark.end <= headline:
            reason = "it stands in the headline, which is the title of the page"
            refused.append(RefusedMark(mark=mark, reason=reason))
        elif mark.kind == "mention":
            refused.append(RefusedMark(mark=mark, reason="it runs over a paragraph break"))
        else:
            in_text.append(replace(mark, start=headline))
    return in_headline, in_text, refused


def _untitled(article: ArticleShape) -> Iterator[NotRepresented]:
    if article.title is None:
        reason = "it has no title: these words stand in its place"
        yield _field(f"{article.where}.title", title_of(article), reason)


def _claims_and_quotations(
    article: ArticleShape, registry: Registry, shown: ShownText, matter: Mapping[str, Any]
) -> tuple[FrontMatterEntries, FrontMatterEntries]:
    """The claims and the quotations."""
    said = who_says_each(article, registry)
    stated = claims_of_article(
        article,
        shown,
        said,
        id_=registry.articles[article.where],
        date=matter.get("date"),
        lang=matter.get("lang", "en"),
        registry=registry,
    )
    spoken = quotations_of_article(article, shown, said, registry, room=stated.room)
    return stated, spoken


def _origin(
    article: ArticleShape, registry: Registry
) -> tuple[dict[str, Any], list[NotRepresented]]:
    source = registry.sources.get(article.source or "")
    licence = one_line(article.licence or "")
    if not source:
        lost = [("url", article.url or ""), ("licence", licence)]
        return {}, [
            _field(
                f"{article.where}.{name}",
                value,
                "the article names no source that it could belong to",
            )
            for name, value in lost
            if value
        ]
    origin: dict[str, Any] = {"source": source}
    notes = []
    if article.url and is_web_address(article.url):
        origin["url"] = article.url
    elif article.url:
        notes.append(not_an_address(f"{article.where}.url", article.url))
    if licence:
        origin["licence"] = licence
    return origin, notes


def _marks(
    article: ArticleShape, registry: Registry
) -> tuple[list[TextMark], list[NotRepresented], int]:
    marks, notes, unnamed = [], [], 0
    for mention in article.entities:
        origin = mention.where
        target = registry.reference(mention.entity_id)
        if target:
            marks.append(
                TextMark(
                    start=mention.start,
                    end=mention.end,
                    kind="mention",
                    target=target,
                    origin=origin,
                )
            )
        elif mention.entity_id in registry.listed:
            unnamed += 1
        else:
            reason = (
                f"`{one_line(mention.entity_id)}` is not in the list of entities"
                if mention.entity_id
                else "the data does not say which entity it names"
            )
            words = one_line(article.text[mention.start : mention.end])
            notes.append(NotRepresented(thing="mention", where=origin, what=words, reason=reason))
    for link in article.links:
        origin = link.where
        if is_web_address(link.target):
            marks.append(
                TextMark(
                    start=link.start, end=link.end, kind="link", target=link.target, origin=origin
                )
            )
        else:
            notes.append(not_an_address(f"{origin}.target", link.target))
    return marks, notes, unnamed


def _refused(article: ArticleShape, refused: RefusedMark) -> NotRepresented:
    mark = refused.mark
    words = one_line(article.text[mark.start : mark.end])
    what = words if mark.kind == "mention" else f"{words} ({mark.target})"
    return NotRepresented(thing=mark.kind, where=mark.origin, what=what, reason=refused.reason)


def _no_block(article: ArticleShape, block: BlockShape, reason: str) -> NotRepresented:
    words = one_line(article.text[block.start : block.end]) or "an object"
    return NotRepresented(thing="block", where=block.where, what=words, reason=reason)


def _replaced(article: ArticleShape, offsets: tuple[int, ...]) -> Iterator[NotRepresented]:
    if offsets:
        first = offsets[0]
        yield NotRepresented(
            thing="text",
            where=f"{article.where}.text",
            what=f"U+{ord(article.text[first]):04X} at {first}",
            reason="no page can hold this character: U+FFFD stands in its place",
            count=len(offsets),
        )


def _field(where: str, value: str, reason: str) -> NotRepresented:
    return NotRepresented(thing="field", where=where, what=one_line(value), reason=reason)
