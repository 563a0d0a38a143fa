"""Resolve the links of a body: turn its pieces into what readers see, with labels chosen."""

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span
from dossierpress.kernel.key import Key
from dossierpress.links.addresses import (
    Address,
    Nowhere,
    anchor_hint,
    embed_hint,
    locate,
    media_hint,
    with_slashes,
)
from dossierpress.links.names.problems import private_name
from dossierpress.links.resolved_body import BodyWriter, Cited, LinkOpened, Picture, ResolvedBody
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.model.body import (
    Block,
    CitationMark,
    Embed,
    Image,
    LinkEnd,
    LinkStart,
    Markup,
    MentionEnd,
    MentionStart,
    Piece,
    Prose,
    Sign,
    WikiLink,
)
from dossierpress.records.facets import ANY, ENTITY, SOURCE, WITH_ARTICLE, Place
from dossierpress.records.references import find_record

_WITHOUT_LINKS = ("heading", "code")


def resolve_links(
    subject: Subject, context: TextContext
) -> tuple[ResolvedBody, tuple[Diagnostic, ...]]:
    """Resolve the links, explicit mentions and citations in the body of a record.

    Where an author named a private record by id, its stand-in is put here; its names in running
    text are replaced by `link_mentions`.
    """
    settling = _LinkResolver(subject=subject, context=context)
    pieces = subject.record.body.pieces
    for piece in pieces:
        settling.take(piece)
    settling.writer.cites = any(isinstance(piece, CitationMark) for piece in pieces)
    return settling.writer.finish(), tuple(settling.problems)


_SUGGESTIONS = 100
"""Problems of one text after which no more suggestions are made."""


class _LinkResolver(Struct, kw_only=True):
    subject: Subject
    context: TextContext

    writer: BodyWriter = field(default_factory=BodyWriter)
    problems: list[Diagnostic] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    """Numbers of the steps that began the explicit mentions that are open now."""
    anchors: int = 0
    """Number of open links in finished HTML."""
    dropped: int = 0
    """Number of open links and mentions whose words are replaced by a stand-in."""

    def take(self, piece: Piece) -> None:
        if self.dropped and not isinstance(piece, Block):
            self.dropped += isinstance(piece, MentionStart | LinkStart)
            self.dropped -= isinstance(piece, MentionEnd | LinkEnd)
            return
        match piece:
            case Markup():
                self._markup(piece.html)
            case Prose():
                self._prose(piece)
            case Sign():
                self.writer.sign(piece)
            case Block():
                self.dropped = 0
                self.mentions.clear()
                self.writer.block(piece)
            case _:
                self._take_hole(piece)

    def _take_hole(
        self,
        piece: WikiLink
        | MentionStart
        | MentionEnd
        | LinkStart
        | LinkEnd
        | CitationMark
        | Image
        | Embed,
    ) -> None:
        match piece:
            case WikiLink():
                self._wikilink(piece)
            case CitationMark():
                self._citation(piece)
            case MentionStart():
                self._mention(piece)
            case LinkStart():
                self._link(piece)
            case MentionEnd():
                self.mentions.pop()
                self.writer.close()
            case LinkEnd():
                self.writer.close()
            case Image():
                self._image(piece)
            case Embed():
                self._embed(piece)

    def _markup(self, html: str) -> None:
        if "<a " in html:
            self._holds_link()
        self.anchors += html.count("<a ") - html.count("</a>")
        self.writer.tag(html)

    def _holds_link(self) -> None:
        """Note that the open mentions contain a link: each of them then links after it."""
        self.writer.hold_no_link(self.mentions, outer=not self.anchors)

    def _prose(self, prose: Prose) -> None:
        if not prose.links:
            self.writer.hold_no_link(self.mentions)
        self.writer.words(
            prose.text,
            prose.span,
            *prose.continuation,
            linkable=prose.links and self.writer.role not in _WITHOUT_LINKS,
            counted=prose.mentions and self.writer.role != "code",
        )

    def _wikilink(self, link: WikiLink) -> None:
        key = find_record(self.context.register, link.target, ANY)
        if key is None:
            self.writer.words(link.label or link.target.id, link.span, counted=True, label=True)
        elif key in self.context.withheld:
            self._unpublished_wikilink(key, link)
        else:
            self._holds_link()
            place = self._place(key, link.fragment, link.fragment_span or link.span, "")
            label = link.label or self._name_of_place(key, place)
            self.writer.open(self._to_record(key, place, relation=link.relation))
            # Only words of the author count as mentions, not the title of another text.
            own = link.label is not None
            self.writer.words(label, link.span, counted=own, label=own)
            self.writer.close()

    def _name_of_place(self, key: Key, place: Place | None) -> str:
        """`Title: Heading`; in the record itself the heading alone; without a heading the title."""
        name = self.context.name_of(key, self.subject.lang)
        if place is None or place.heading is None:
            return name
        return place.heading if key == self.subject.key else f"{name}: {place.heading}"

    def _unpublished_wikilink(self, key: Key, link: WikiLink) -> None:
        self.writer.hide()
        if key.type in ("article", "page"):
            self._report_unpublished(key, link.span)
        if link.label is None or self.context.withheld.is_private(key):
            self._stand_in(key, link.span)
        else:
            self.writer.words(link.label, link.span, counted=True, label=True)

    def _stand_in(self, key: Key, span: Span) -> None:
        self.writer.hide()
        self.writer.stand_in(key, self.context.withheld.stand_ins[key], span)
        # The anchor of a heading is made of its source, which includes the id.
        if self.writer.role == "heading" and key.type in ("entity", "source"):
            self.problems.append(private_name(self.subject, self.context, (key,), key.id, span))

    def _mention(self, start: MentionStart) -> None:
        key = find_record(self.context.register, start.target, ENTITY)
        if key is not None and key in self.context.withheld:
            self._stand_in(key, start.span)
            self.dropped = 1
            return
        linkable = self.writer.role not in _WITHOUT_LINKS
        step = LinkOpened("plain") if key is None else LinkOpened("mention", key, linkable=linkable)
        self.mentions.append(self.writer.open(step))

    def _link(self, start: LinkStart) -> None:
        self._holds_link()
        found = self._locate(start.href)
        if isinstance(found, Nowhere):
            self._report_nowhere(found, start.span, in_place=start.in_place)
            self.writer.open(LinkOpened("plain"))
        elif found.key is not None:
            self._record_link(found.key, found, start)
        else:
            self.writer.open(
                LinkOpened("media", fragment=found.fragment, title=start.title, media=found.media)
            )

    def _record_link(self, key: Key, found: Address, start: LinkStart) -> None:
        if self.context.withheld.is_private(key):
            self._stand_in(key, start.span)
            self.dropped = 1
        elif key in self.context.withheld:
            self.writer.hide()
            self._report_unpublished(key, start.span)
            self.writer.open(LinkOpened("plain"))
        else:
            path = start.href.partition("#")[0] if start.in_place else None
            place = self._place(key, found.fragment, start.span, path)
            self.writer.open(self._to_record(key, place, title=start.title))

    def _to_record(
        self,
        key: Key,
        place: Place | None,
        *,
        title: str | None = None,
        relation: str | None = None,
    ) -> LinkOpened:
        fragment = None if place is None else place.anchor
        if key != self.subject.key:
            return LinkOpened("record", key, fragment, title, relation)
        return (
            LinkOpened("plain") if fragment is None else LinkOpened("fragment", fragment=fragment)
        )

    def _citation(self, mark: CitationMark) -> None:
        items: list[Cited] = []
        withheld: list[tuple[Key, Span]] = []
        for item in mark.items:
            key = find_record(self.context.register, item.source, SOURCE)
            if key is not None and key in self.context.withheld:
                withheld.append((key, item.span))
            elif key is not None:
                items.append(Cited(key, item.prefix, item.locator, item.suppress_name))
            elif mark.bare:
                self.writer.fixed(f"@{item.source.id}", item.span)
        if items:
            self._holds_link()
            named = mark.narrative and not items[0].suppress_name
            name = self.context.name_of(items[0].source, self.subject.lang) if named else ""
            self.writer.cite(tuple(items), name, narrative=mark.narrative)
        for key, span in withheld:
            self.writer.hide()
            text = self.context.withheld.stand_ins[key]
            self.writer.stand_in(key, text if mark.narrative else f"[{text}]", span)

    def _image(self, image: Image) -> None:
        self.writer.hold_no_link(self.mentions)
        register = self.context.register
        found = self._locate(image.src)
        if isinstance(found, Address) and found.media is not None:
            self.writer.picture(Picture(found.media, image.alt, image.title))
            return
        if not isinstance(found, Nowhere) or found.kind != "media":
            found = Nowhere(
                kind="media",
                message=f"`{image.src}` is no file below `content/media/`",
                hint=with_slashes(
                    register,
                    self.context.lookup,
                    self.subject.record,
                    self.subject.key,
                    image.src,
                )
                or (self._may_suggest() and media_hint(register, image.src, self.subject.record))
                or "put the picture into `content/media/`",
            )
        self._report_nowhere(found, image.span, in_place=image.in_place)

    def _embed(self, embed: Embed) -> None:
        self.writer.words(embed.written, embed.span)
        hint = (
            embed_hint(embed, self.context.register, self.subject.record)
            if self._may_suggest()
            else None
        )
        message = "nothing is embedded in a text: this would be shown as it is written"
        self._report("ref-embed", embed.span, message, hint)

    def _locate(self, href: str) -> Address | Nowhere:
        context, subject = self.context, self.subject
        return locate(context.register, context.lookup, subject.record, subject.key, href)

    def _place(
        self, key: Key, fragment: str | None, span: Span, before: str | None
    ) -> Place | None:
        """The place that a fragment names; `before` is the path as written before it, or None."""
        if not fragment:
            return None
        place = self.context.register.fragments[key, fragment]
        if place is None:
            places = self.context.register.places[key]
            whose = "this text" if key == self.subject.key else f"the text of `{key.id}`"
            message = f"`#{fragment}` is no place in {whose}"
            hint = anchor_hint(places, fragment, before or "") if self._may_suggest() else None
            if before is None and isinstance(hint, Offer):
                hint = hint.hint
            self._report("ref-broken-anchor", span, message, hint)
        return place

    def _may_suggest(self) -> bool:
        """Suggestions cost most where everything is wrong, and nobody reads so many."""
        return len(self.problems) < _SUGGESTIONS

    def _report_nowhere(self, found: Nowhere, span: Span, *, in_place: bool) -> None:
        if found.kind != "unread":
            code = "ref-missing-media" if found.kind == "media" else "ref-broken-link"
            hint = found.hint
            if isinstance(hint, Offer) and not in_place:
                hint = hint.hint  # the address stands elsewhere, in a link definition
            self._report(code, span, found.message, hint)

    def _report_unpublished(self, key: Key, span: Span) -> None:
        # Withheld articles may link to one another.
        if self.subject.key in self.context.withheld:
            return
        reason = self.context.withheld.reasons[key]
        why = {
            "draft": "a draft",
            "embargoed": "under embargo",
            "open-review": "still to be reviewed",
        }.get(reason, reason)
        self._report(
            "ref-unpublished",
            span,
            f"`{key.id}` is {why}, so the words stay without a link",
            f"the link appears when {WITH_ARTICLE[key.type]} with this id is published",
        )

    def _report(self, code: str, span: Span, message: str, hint: Hint) -> None:
        self.problems.append(self.subject.problem(code, span, message, hint))
