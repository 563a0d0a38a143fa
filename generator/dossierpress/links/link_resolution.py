"""Resolve the links of a body: from its pieces to what a reader will see, with labels chosen."""

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
from dossierpress.links.context import Subject, TextContext
from dossierpress.links.names.problems import private_name
from dossierpress.links.resolved_body import BodyWriter, Cited, LinkOpened, Picture, ResolvedBody
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
    subject: Subject, around: TextContext
) -> tuple[ResolvedBody, tuple[Diagnostic, ...]]:
    """Settle the body of a record.

    Mentions of private records become their stand-ins here, wherever an author named them by id;
    their names in running text are left to `weave`.
    """
    settling = _LinkResolver(subject=subject, around=around)
    pieces = subject.record.body.pieces
    for piece in pieces:
        settling.take(piece)
    settling.script.cites = any(isinstance(piece, CitationMark) for piece in pieces)
    return settling.script.finish(), tuple(settling.problems)


_SUGGESTIONS = 100
"""Problems of one text after which none is told what was meant."""


class _LinkResolver(Struct, kw_only=True):
    subject: Subject
    around: TextContext

    script: BodyWriter = field(default_factory=BodyWriter)
    problems: list[Diagnostic] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    """Steps that open the explicit mentions that are open now."""
    anchors: int = 0
    """Links of finished HTML that are open."""
    dropped: int = 0
    """How many links and mentions are open whose words are replaced by a stand-in."""

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
                self.script.sign(piece)
            case Block():
                self.dropped = 0
                self.mentions.clear()
                self.script.block(piece)
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
                self.script.close()
            case LinkEnd():
                self.script.close()
            case Image():
                self._image(piece)
            case Embed():
                self._embed(piece)

    def _markup(self, html: str) -> None:
        if "<a " in html:
            self._holds_link()
        self.anchors += html.count("<a ") - html.count("</a>")
        self.script.tag(html)

    def _holds_link(self) -> None:
        """Mentions that are open hold a link: one for each level stands behind it."""
        self.script.hold_no_link(self.mentions, outer=not self.anchors)

    def _prose(self, prose: Prose) -> None:
        if not prose.links:
            self.script.hold_no_link(self.mentions)
        self.script.words(
            prose.text,
            prose.span,
            *prose.continuation,
            linkable=prose.links and self.script.role not in _WITHOUT_LINKS,
            counted=prose.mentions and self.script.role != "code",
        )

    def _wikilink(self, link: WikiLink) -> None:
        key = find_record(self.around.register, link.target, ANY)
        if key is None:
            self.script.words(link.label or link.target.id, link.span, counted=True, label=True)
        elif key in self.around.withheld:
            self._unpublished_wikilink(key, link)
        else:
            self._holds_link()
            place = self._place(key, link.fragment, link.fragment_span or link.span, "")
            label = link.label or self._name_of_place(key, place)
            self.script.open(self._to_record(key, place, relation=link.relation))
            # Only words of the author count as mentions, not the title of another text.
            own = link.label is not None
            self.script.words(label, link.span, counted=own, label=own)
            self.script.close()

    def _name_of_place(self, key: Key, place: Place | None) -> str:
        """`Title: Heading`; of the text itself the heading alone, and without one the title."""
        name = self.around.name_of(key, self.subject.lang)
        if place is None or place.heading is None:
            return name
        return place.heading if key == self.subject.key else f"{name}: {place.heading}"

    def _unpublished_wikilink(self, key: Key, link: WikiLink) -> None:
        self.script.hide()
        if key.type in ("article", "page"):
            self._report_unpublished(key, link.span)
        if link.label is None or self.around.withheld.is_private(key):
            self._stand_in(key, link.span)
        else:
            self.script.words(link.label, link.span, counted=True, label=True)

    def _stand_in(self, key: Key, span: Span) -> None:
        self.script.hide()
        self.script.stand_in(key, self.around.withheld.stand_ins[key], span)
        # The anchor of a heading is made of the author's words, the id included.
        if self.script.role == "heading" and key.type in ("entity", "source"):
            self.problems.append(private_name(self.subject, self.around, (key,), key.id, span))

    def _mention(self, start: MentionStart) -> None:
        key = find_record(self.around.register, start.target, ENTITY)
        if key is not None and key in self.around.withheld:
            self._stand_in(key, start.span)
            self.dropped = 1
            return
        linkable = self.script.role not in _WITHOUT_LINKS
        step = LinkOpened("plain") if key is None else LinkOpened("mention", key, linkable=linkable)
        self.mentions.append(self.script.open(step))

    def _link(self, start: LinkStart) -> None:
        self._holds_link()
        found = self._locate(start.href)
        if isinstance(found, Nowhere):
            self._report_nowhere(found, start.span, in_place=start.in_place)
            self.script.open(LinkOpened("plain"))
        elif found.key is not None:
            self._record_link(found.key, found, start)
        else:
            self.script.open(
                LinkOpened("media", fragment=found.fragment, title=start.title, media=found.media)
            )

    def _record_link(self, key: Key, found: Address, start: LinkStart) -> None:
        if self.around.withheld.is_private(key):
            self._stand_in(key, start.span)
            self.dropped = 1
        elif key in self.around.withheld:
            self.script.hide()
            self._report_unpublished(key, start.span)
            self.script.open(LinkOpened("plain"))
        else:
            path = start.href.partition("#")[0] if start.in_place else None
            place = self._place(key, found.fragment, start.span, path)
            self.script.open(self._to_record(key, place, title=start.title))

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
        hidden: list[tuple[Key, Span]] = []
        for item in mark.items:
            key = find_record(self.around.register, item.source, SOURCE)
            if key is not None and key in self.around.withheld:
                hidden.append((key, item.span))
            elif key is not None:
                items.append(Cited(key, item.prefix, item.locator, item.suppress_name))
            elif mark.bare:
                self.script.fixed(f"@{item.source.id}", item.span)
        if items:
            self._holds_link()
            named = mark.narrative and not items[0].suppress_name
            name = self.around.name_of(items[0].source, self.subject.lang) if named else ""
            self.script.cite(tuple(items), name, narrative=mark.narrative)
        for key, span in hidden:
            self.script.hide()
            text = self.around.withheld.stand_ins[key]
            self.script.stand_in(key, text if mark.narrative else f"[{text}]", span)

    def _image(self, image: Image) -> None:
        self.script.hold_no_link(self.mentions)
        register = self.around.register
        found = self._locate(image.src)
        if isinstance(found, Address) and found.media is not None:
            self.script.picture(Picture(found.media, image.alt, image.title))
            return
        if not isinstance(found, Nowhere) or found.kind != "media":
            found = Nowhere(
                kind="media",
                message=f"`{image.src}` is no file below `content/media/`",
                hint=with_slashes(
                    register,
                    self.around.lookup,
                    self.subject.record,
                    self.subject.key,
                    image.src,
                )
                or (self._may_suggest() and media_hint(register, image.src, self.subject.record))
                or "put the picture into `content/media/`",
            )
        self._report_nowhere(found, image.span, in_place=image.in_place)

    def _embed(self, embed: Embed) -> None:
        self.script.words(embed.written, embed.span)
        hint = (
            embed_hint(embed, self.around.register, self.subject.record)
            if self._may_suggest()
            else None
        )
        message = "nothing is embedded in a text: this would be shown as it is written"
        self._report("ref-embed", embed.span, message, hint)

    def _locate(self, href: str) -> Address | Nowhere:
        around, subject = self.around, self.subject
        return locate(around.register, around.lookup, subject.record, subject.key, href)

    def _place(
        self, key: Key, fragment: str | None, span: Span, before: str | None
    ) -> Place | None:
        """The place that is meant; `before` is the path in front of it, None for one elsewhere."""
        if not fragment:
            return None
        place = self.around.register.fragments[key, fragment]
        if place is None:
            places = self.around.register.places[key]
            whose = "this text" if key == self.subject.key else f"the text of `{key.id}`"
            message = f"`#{fragment}` is no place in {whose}"
            hint = anchor_hint(places, fragment, before or "") if self._may_suggest() else None
            if before is None and isinstance(hint, Offer):
                hint = hint.hint
            self._report("ref-broken-anchor", span, message, hint)
        return place

    def _may_suggest(self) -> bool:
        """Looking for what was meant costs most where nothing is right; nobody reads so many."""
        return len(self.problems) < _SUGGESTIONS

    def _report_nowhere(self, found: Nowhere, span: Span, *, in_place: bool) -> None:
        if found.kind != "unread":
            code = "ref-missing-media" if found.kind == "media" else "ref-broken-link"
            hint = found.hint
            if isinstance(hint, Offer) and not in_place:
                hint = hint.hint  # the address stands in a definition elsewhere
            self._report(code, span, found.message, hint)

    def _report_unpublished(self, key: Key, span: Span) -> None:
        # Articles that are withheld together may well speak of one another.
        if self.subject.key in self.around.withheld:
            return
        reason = self.around.withheld.reasons[key]
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
