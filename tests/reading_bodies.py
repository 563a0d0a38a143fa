"""What the tests of `parse` share: reading a text, and showing what was read."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from dossierpress.facts.markdown.body import read_body
from dossierpress.facts.records import parse_file
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.model.body import (
    Block,
    Body,
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
    Styled,
    Target,
    WikiLink,
)
from dossierpress.model.content import Parsed
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.source.files import ContentFile, FileType

_KINDS = tuple((name, ()) for name in ("person", "organization", "place"))
CONFIG = ParseConfig(lang="en", raw_html="escape", unknown_keys="error", kinds=_KINDS)
KEEPING_HTML = ParseConfig(lang="en", raw_html="sanitise", unknown_keys="error", kinds=_KINDS)

_ANCHOR = re.compile(r"\bp-[0-9a-f]{8}(?:-\d+)?")
_ANCHOR_ATTRIBUTE = re.compile(rf' id="{_ANCHOR.pattern}"')
_VOID = frozenset(["br", "col", "hr", "img", "wbr"])


def read_file(
    data: str | bytes, path: str = "content/articles/harbour.md", config: ParseConfig = CONFIG
) -> Parsed:
    """Parse a file whose type its folder tells."""
    types: dict[str, FileType] = {
        "articles": "article",
        "entities": "entity",
        "sources": "source",
        "claims": "claim",
        "pages": "page",
        "media": "media",
    }
    raw = data.encode() if isinstance(data, str) else data
    type_ = types[path.split("/")[1]]
    return parse_file(ContentFile(path=path, type=type_, held=raw, digest=""), config)


def read_text(text: str, config: ParseConfig = CONFIG) -> tuple[Body, tuple[Diagnostic, ...]]:
    """Read a body that begins on the first line of its file."""
    return read_body(text, path="harbour.md", first_line=1, config=config)


def places(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """`line:column+length code` of each, in order."""
    shown = []
    for one in sorted(diagnostics, key=lambda one: (one.span or Span(line=0, column=0), one.code)):
        span = one.span or Span(line=0, column=0)
        shown.append(f"{span.line}:{span.column}+{span.length} {one.code}")
    return shown


def at(text: str, span: Span) -> str:
    """What stands at a place."""
    line = text.split("\n")[span.line - 1]
    return line[span.column - 1 : span.column - 1 + span.length]


def sketch(body: Body) -> str:
    """A body as HTML with its holes in words; anchors of blocks are left out."""
    html = "".join(map(_sketch, body.pieces))
    return _ANCHOR.sub("p-…", _ANCHOR_ATTRIBUTE.sub("", html))


def _sketch(piece: Piece) -> str:  # noqa: C901, PLR0911 (one for each kind of piece)
    match piece:
        case Markup():
            return piece.html
        case Prose():
            return escape(piece.text, quote=False)
        case Sign():
            return f"{{sign {piece.text}}}"
        case WikiLink():
            relation = f"{piece.relation}> " if piece.relation else ""
            fragment = f" #{piece.fragment}" if piece.fragment else ""
            label = f' "{piece.label}"' if piece.label is not None else ""
            return f"{{link {relation}{_target(piece.target)}{fragment}{label}}}"
        case CitationMark():
            items = "; ".join(
                f"{_styled(item.prefix)}{'-' * item.suppress_name}@{_target(item.source)}"
                + (f" ({_styled(item.locator)})" if item.locator else "")
                for item in piece.items
            )
            return f"{{{'cite in text' if piece.narrative else 'cite'} {items}}}"
        case MentionStart():
            return f"{{names {_target(piece.target)}}}"
        case LinkStart():
            title = f' "{piece.title}"' if piece.title else ""
            return f"{{to {piece.href}{title}}}"
        case Embed():
            return f"{{embed {piece.target} {piece.id}}}"
        case Image():
            title = f' "{piece.title}"' if piece.title else ""
            return f'{{image {piece.src} "{piece.alt}"{title}}}'
        case MentionEnd() | LinkEnd():
            return "{end}"
        case Block():
            return ""


def _styled(words: Styled) -> str:
    marks = {"em": "*", "strong": "**", "code": "`"}
    return "".join(
        f"{''.join(marks[one] for one in run.elements)}{run.text}"
        f"{''.join(marks[one] for one in reversed(run.elements))}"
        for run in words
    )


def _target(target: Target) -> str:
    return f"{target.type}:{target.id}" if target.type else target.id


def as_html(body: Body) -> str:
    """A body as a browser would get it, each hole filled in the simplest way."""
    return "".join(map(_filled, body.pieces))


def _filled(piece: Piece) -> str:  # noqa: C901, PLR0911 (one for each kind of piece)
    match piece:
        case Markup():
            return piece.html
        case Prose() | Sign():
            return escape(piece.text)
        case LinkStart():
            title = f' title="{escape(piece.title)}"' if piece.title else ""
            return f'<a href="{escape(piece.href)}"{title}>'
        case LinkEnd():
            return "</a>"
        case Image():
            title = f' title="{escape(piece.title)}"' if piece.title else ""
            return f'<img src="{escape(piece.src)}" alt="{escape(piece.alt)}"{title}>'
        case WikiLink():
            return escape(piece.label or piece.target.id)
        case Embed():
            return escape(piece.written)
        case CitationMark():
            return "[cited]"
        case MentionStart():
            return "<b>"
        case MentionEnd():
            return "</b>"
        case Block():
            return ""


@dataclass
class Elements(HTMLParser):
    """Reads HTML and takes down its elements; what is not nested as it must be is in `faults`."""

    names: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """(element, attribute, value)."""
    faults: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> "Elements":
        self = cls()
        self.feed(html)
        self.close()
        self.faults += [f"<{name}> never ends" for name in self.stack]
        return self

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.stack and self.stack[-1] == tag:
            self.stack.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing inside of {self.stack[-3:]}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data}")

    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "id"]
