"""The body of a record as HTML: links become relative, marks lead to the bibliography.

The accessible name of a heading, a header cell or a table must not contain the number of a note or
the target of a mention mark. So those that hold such marks get an `aria-label` without them. A
caption may have none, so its table gets it.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from typing import Any

from markupsafe import Markup, escape

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.model.body import Styled
from dossierpress.model.linked_body import (
    AnnotatedEnd,
    AnnotatedStart,
    AnnotationMark,
    AnnotationsHere,
    CitationShown,
    CitedSource,
    ClaimedEnd,
    ClaimedStart,
    ClaimMark,
    End,
    FragmentLinkStart,
    Html,
    ImageShown,
    LinkedBody,
    MediaLinkStart,
    MentionMark,
    MentionSpan,
    RecordLinkStart,
    TextPiece,
    pieces_of,
)
from dossierpress.pages.components.bibliography import entry_anchor
from dossierpress.pages.components.pictures import picture_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import ContentsEntry
from dossierpress.schema.vocabulary import built_in

_MARK = re.compile(
    r'<sup class="note-mark[^>]*>.*?</sup>|<a class="(?:mention-mark|claim-sign) [^>]*></a>',
    re.DOTALL,
)
_NAMED = re.compile(r"<(h[1-6]|th|caption)(?=[\s>])[^>]*>")
_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


def named_without_marks(html: str) -> Markup:
    """Label every heading, header cell and table whose name would contain the number of a note."""
    if _MARK.search(html) is None:
        return Markup(html)  # noqa: S704
    parts: list[str] = []
    done = 0
    for opening in _NAMED.finditer(html):
        end = html.find(f"</{opening[1]}>", opening.end())
        words = html[opening.end() : end]
        if end < 0 or _MARK.search(words) is None:
            continue
        begin = opening.start()
        if opening[1] == "caption":
            begin = html.rfind("<table", done, begin)
        place = html.find(">", begin) if begin >= 0 else -1
        if place >= 0 and " aria-label" not in html[begin:place]:
            parts += (html[done:place], f' aria-label="{_without_marks(words)}"')
            done = place
    return Markup("".join((*parts, html[done:])))  # noqa: S704


def _without_marks(html: str) -> str:
    words = _TAG.sub("", _PICTURE.sub(r"\1", _MARK.sub("", html)))
    return str(escape(" ".join(unescape(words).split())))


NOTED_WORD = "noted_word"
"""Id of the word for an annotation on the page of an article."""
CLAIM_WORD = "claim_word"
"""Id of the word for a claim there."""
UNJUDGED = "unjudged"
"""What stands for the status of a claim that has none."""
OWN_LOOKS = 8
"""Looks that the theme has for types of annotation that a site adds."""
CONTENTS_FROM = 3
"""Headings from which on a body has a contents list."""

_ESCAPED = re.compile("[&<>'\"]")
_PARAGRAPH = re.compile(r'<p(?= )[^>]*? id="([^"]+)"[^>]*>')


def body_html(body: LinkedBody, here: str, site: TrackedSite) -> Markup:
    """The body as HTML for the page `here`."""
    return Markup("").join(part for part, _ in passages_html(body, here, site))


def passages_html(
    body: LinkedBody, here: str, site: TrackedSite
) -> Iterator[tuple[Markup, tuple[int, ...]]]:
    """The body in stretches, each up to where annotations belong, with the numbers of these.

    Together they are what `fill` gives; annotations go between two blocks, behind a table, or to
    the end of an item of a list.
    """
    filling = _BodyWriter(here, site)
    parts: list[str] = []
    for piece in pieces_of(body):
        if type(piece) is AnnotationsHere:
            yield named_without_marks("".join(parts)), piece.numbers
            parts.clear()
        else:
            parts.append(_WRITERS[type(piece)](filling, piece))
    yield named_without_marks("".join(parts)), ()


def note_mark_anchor(anchor: str) -> str:
    """Id of the mark that leads to an annotation."""
    return f"noted_{anchor.removeprefix('note_')}"


def status_word_anchor(status: str | None) -> str:
    """Id of the word for a status on the page of an article whose text has marks of claims."""
    return f"held_{status or UNJUDGED}"


def annotation_look(type_: str, site: TrackedSite) -> str:
    """How a type of annotation is shown: by name, or by the order of a site's own."""
    known = built_in().annotation_types
    if type_ in known:
        return type_
    own = [one for one in site.annotation_types if one not in known]
    return f"own-{(own.index(type_) if type_ in own else 0) % OWN_LOOKS + 1}"


def contents_list(body: LinkedBody, here: str) -> tuple[ContentsEntry, ...]:
    """The contents list of a body; empty for a body with few headings."""
    if len(body.headings) < CONTENTS_FROM:
        return ()
    return tuple(
        ContentsEntry(
            href=routes.relative(here, here, heading.anchor),
            text=heading.text,
            level=heading.level,
        )
        for heading in body.headings
    )


class _BodyWriter:
    """One pass over a body; keeps the count of paragraphs and the open elements."""

    def __init__(self, here: str, site: TrackedSite) -> None:
        self.here = here
        self.folder = here.rpartition("/")[0]
        self.site = site
        self.open: list[str] = []
        self.paragraphs = count(1)
        self.pictures = count()

    def text(self, piece: TextPiece) -> str:
        text = piece.text
        return str(escape(text)) if _ESCAPED.search(text) else text

    def end(self, _: End) -> str:
        return self.open.pop()

    def mention(self, piece: MentionSpan) -> str:
        self.open.append("</span>")
        outer = " outer" if piece.outer else ""
        return f'<span class="named{outer} kind-{escape(piece.kind)}" dir="auto">'

    def mention_mark(self, piece: MentionMark) -> str:
        key = Key(type="entity", id=piece.id)
        href = routes.relative_from(self.folder, routes.record(key))
        # The theme draws its sign, and its name is a label: neither is a word of the text.
        return (
            f'<a class="mention-mark kind-{escape(piece.kind)}" href="{escape(href)}" '
            f'aria-label="{escape(piece.name)}"></a>'
        )

    def fragment_link(self, piece: FragmentLinkStart) -> str:
        self.open.append("</a>")
        return f'<a href="#{escape(routes.encode_fragment(piece.fragment))}">'

    def media_link(self, piece: MediaLinkStart) -> str:
        self.open.append("</a>")
        path = routes.relative(self.here, routes.media(piece.path), piece.fragment)
        return f'<a href="{escape(path)}">'

    def record_link(self, piece: RecordLinkStart) -> str:
        self.open.append("</a>")
        site = self.site
        if piece.fragment or piece.title or piece.relation:
            href = routes.relative(self.here, _page(piece), piece.fragment)
            return _opening(piece, href, site)
        return site.reads.memo(site.opening_cache, (self.folder, piece), _page_opening, site)

    def noted(self, piece: AnnotatedStart) -> str:
        types = " ".join(f"type-{escape(type_)}" for type_ in piece.types)
        numbers = " ".join(map(str, piece.numbers))
        looks = [annotation_look(type_, self.site) for type_ in piece.types]
        if len(piece.numbers) > 1:
            types += f" several look-{looks[0]} also-{looks[1] if len(looks) > 1 else looks[0]}"
        elif looks != [*piece.types]:
            types += f" look-{looks[0]}"
        return f'<mark class="noted {types}" data-notes="{numbers}">'

    def noted_end(self, _: AnnotatedEnd) -> str:
        return "</mark>"

    def note_mark(self, piece: AnnotationMark) -> str:
        id_, href = note_mark_anchor(piece.anchor), piece.anchor
        shown = annotation_look(piece.type, self.site)
        own = "" if shown == piece.type else f" look-{shown}"
        # Its name is the theme's word for an annotation, which the page has once, and its number.
        return (
            f'<sup class="note-mark type-{escape(piece.type)}{own}"><a id="{id_}" '
            f'role="doc-noteref" href="#{href}" aria-labelledby="{NOTED_WORD} {id_}">'
            f"{piece.number}</a></sup>"
        )

    def notes_here(self, _: AnnotationsHere) -> str:
        return ""

    def claimed(self, piece: ClaimedStart) -> str:
        named = f' id="{escape(piece.anchor)}"' if not piece.goes_on else ""
        return f'<span class="claimed"{named}>'

    def claimed_end(self, _: ClaimedEnd) -> str:
        return "</span>"

    def claim_mark(self, piece: ClaimMark) -> str:
        key = Key(type="claim", id=piece.claim)
        href = routes.relative_from(self.folder, routes.record(key))
        status = self.site.claims_in_brief[piece.claim].status
        # The theme draws its sign. Its name is the theme's word for a claim, what is claimed, and
        # the word for what the desk holds of it; the page has these words once.
        id_ = f"{piece.anchor}_mark"
        name = f"{CLAIM_WORD} {id_} {status_word_anchor(status)}"
        return (
            f'<a class="claim-sign is-{status or UNJUDGED}" id="{id_}" href="{escape(href)}" '
            f'aria-label="{escape(self.site.heads[key].text)}" aria-labelledby="{name}"></a>'
        )

    def html(self, piece: Html) -> str:
        return _PARAGRAPH.sub(self._permalink, piece.html) if "<p" in piece.html else piece.html

    def _permalink(self, found: re.Match[str]) -> str:
        # Its words are a label, which the theme shows in the margin: they are not the text's own.
        label = f"¶\u202f{next(self.paragraphs)}"
        href = escape(routes.encode_fragment(unescape(found[1])))
        return f'{found[0]}<a class="permalink" href="#{href}" aria-label="{label}"></a>'

    def citation(self, piece: CitationShown) -> str:
        marks = "; ".join(self._mark(source) for source in piece.sources)
        named = ""
        if piece.narrative and not piece.sources[0].suppress_name:
            named = f"<bdi>{escape(piece.sources[0].name)}</bdi> "
        return f'<span class="citation">{named}[{marks}]</span>'

    def _mark(self, source: CitedSource) -> str:
        place = f", {_styled(source.locator)}" if source.locator else ""
        return (
            f'{_styled(source.prefix)}<a class="mark" dir="auto" id="{escape(source.mark)}" '
            f'role="doc-biblioref" href="#{entry_anchor(source.number)}">{source.number}{place}</a>'
        )

    def image(self, piece: ImageShown) -> str:
        shown = picture_shown(self.here, piece.path, piece.alt, self.site)
        if shown is None:
            return str(escape(piece.alt))
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
        titled = f' title="{escape(piece.caption)}"' if piece.caption else ""
        # The first one may be at the top of the page, and is wanted at once.
        lazy = ' loading="lazy"' if next(self.pictures) else ""
        return f'<img src="{escape(shown.href)}" alt="{escape(shown.alt)}"{size}{lazy}{titled}>'


def _page_opening(place: tuple[str, RecordLinkStart], site: TrackedSite) -> str:
    """The opening tag of a link to a whole page, on a page in a folder."""
    folder, piece = place
    return _opening(piece, routes.relative_from(folder, _page(piece)), site)


def _opening(piece: RecordLinkStart, href: str, site: TrackedSite) -> str:
    classes = f"record {piece.type}" + (f" kind-{piece.kind}" if piece.kind else "")
    title = piece.title
    if not title and piece.relation is not None:
        label = site.reference_labels.get(piece.relation, piece.relation)
        title = site.word("cross-reference", label)
    titled = f' title="{escape(title)}"' if title else ""
    return f'<a class="{escape(classes)}" dir="auto" href="{escape(href)}"{titled}>'


def _page(piece: RecordLinkStart) -> str:
    return routes.record(Key(type=piece.type, id=piece.id))


def _styled(words: Styled) -> str:
    return "".join(
        f"{''.join(f'<{one}>' for one in run.elements)}{escape(run.text)}"
        f"{''.join(f'</{one}>' for one in reversed(run.elements))}"
        for run in words
    )


_WRITERS: dict[type, Callable[[_BodyWriter, Any], str]] = {
    Html: _BodyWriter.html,
    TextPiece: _BodyWriter.text,
    End: _BodyWriter.end,
    RecordLinkStart: _BodyWriter.record_link,
    MentionSpan: _BodyWriter.mention,
    MentionMark: _BodyWriter.mention_mark,
    FragmentLinkStart: _BodyWriter.fragment_link,
    MediaLinkStart: _BodyWriter.media_link,
    CitationShown: _BodyWriter.citation,
    ImageShown: _BodyWriter.image,
    AnnotatedStart: _BodyWriter.noted,
    AnnotatedEnd: _BodyWriter.noted_end,
    AnnotationMark: _BodyWriter.note_mark,
    AnnotationsHere: _BodyWriter.notes_here,
    ClaimedStart: _BodyWriter.claimed,
    ClaimedEnd: _BodyWriter.claimed_end,
    ClaimMark: _BodyWriter.claim_mark,
}
