"""Report syntax of other programs that is not Markdown here, and would be published as text.

The text of each block is searched as readers will see it, without code, escaped characters,
addresses and our own links. Each construct is reported once for a text, with the number of its
occurrences. Every pattern is bounded, so that a text is searched in linear time.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from dossierpress.facts.markdown.reading import BodyReading, quote
from dossierpress.kernel.diagnostics import Offer

_KEPT = "\x00"
"""Placeholder for a character that a backslash or an entity escapes."""
_CODE = "\ufffb"
_OBJECT = "\ufffc"
"""Placeholder for a link of ours, a picture, an address."""
_STAND_INS = {
    "text_special": _KEPT,
    "softbreak": "\n",
    "hardbreak": "\n",
    "code_inline": _CODE,
    **dict.fromkeys(
        ("image", "wikilink", "citation", "embed", "footnote_ref", "html_inline"), _OBJECT
    ),
}
_NO_MATH = re.compile(r"[^\\^_={}<>]{3,}")
_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class _Form(NamedTuple):
    """One kind of construct."""

    needle: str
    """A string that a text must contain for the pattern to be tried."""
    pattern: str
    """Its first group, if it has one, is the name that distinguishes constructs of the kind. `re`
    compiles it for the first text that holds the needle: most runs meet few of these."""
    what: str
    hint: str


_TAKE_OUT = "take it out, or write what it would have shown"
_WRITE = "write {} in its place"
_CALLOUT = "write `> [!NOTE] Title`, and `> ` before each line of it"
_FORMS = (
    _Form(
        "{{",
        r"\{\{[<%][ \t]*/?[ \t]*([\w./-]{1,60})[^{}]{0,400}?[>%]\}\}",
        "a shortcode of Hugo or Quarto",
        f"{_TAKE_OUT}: a picture is `![…](../media/…)`, a link `[[id]]`",
    ),
    _Form(
        "{{",
        r"\{\{(?![<%])-?\s*([^{}\s]{1,60})[^{}]{0,300}\}\}",
        "an expression of a template",
        _TAKE_OUT,
    ),
    _Form(
        "{%", r"\{%-?\s*(\w{1,40})[^{}]{0,400}?%\}", "a tag of Jekyll or another Liquid", _TAKE_OUT
    ),
    _Form(
        "{",
        r"\{(?:(:)|[.#][A-Za-z]|[A-Za-z][\w-]{0,40}=)[^{}\n]{0,200}\}",
        "attributes of Kramdown or Pandoc where none can be",
        "write `{#anchor .class}` on the line above a block, or right behind `[words]`; "
        "else take it out",
    ),
    _Form(
        "[",
        r"^[ \t]*\[(toc)\][ \t]*$|^[ \t]*\[(TOC)\][ \t]*$",
        "a place for a list of contents",
        "take it out: a text of three headings has a list of contents by itself",
    ),
    _Form(
        "[",
        r"\[(?:/([A-Za-z][\w-]{0,30})|(caption|gallery)|([a-z][\w-]{1,30})"
        r"(?:[ \t]+[\w-]{1,30}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\]\"']{1,200})){1,15}"
        r"[ \t]*/?)\]",
        "a shortcode of WordPress or BBCode",
        f"{_TAKE_OUT}; `\\[` keeps a bracket as text",
    ),
    _Form(
        "==",
        r"(?<![A-Za-z0-9=])==(?=[^\s=])[^=]{1,300}(?<=[^\s=])==(?![=A-Za-z0-9])",
        "marked text of Obsidian",
        "write `**…**` to stress it, or annotate the passage",
    ),
    _Form(
        "$",
        r"(\$\$)[^$]{1,1000}\$\$|(?<![\w$])(\$)(?=[^\s$])[^$\n]{1,200}(?<=[^\s$])\$(?![\w$])",
        "a formula of TeX",
        "write it in words or Unicode, as `x²`, or show it as a picture; `\\$` keeps a dollar "
        "as text",
    ),
    _Form("\\", r"(?<![\w:\\])\\([A-Za-z]{2,20})\{[^{}\n]{0,200}\}", "a command of TeX", _TAKE_OUT),
    _Form("\\", r"^\\(newpage|pagebreak|tableofcontents)[ \t]*$", "a command of TeX", _TAKE_OUT),
    _Form(
        "^",
        r"(?<=\w)(\^)[^\s^]{1,20}\^(?![\w^])",
        "a superscript of Pandoc",
        _WRITE,
    ),
    _Form("~", r"(?<=\w)(~)[^\s~]{1,20}~(?!~)", "a subscript of Pandoc", _WRITE),
    _Form(
        "~",
        r"(?<![\w~])(~)(?=[^\s~])[^~\n]{1,200}(?<=[^\s~])~(?![\w~])",
        "struck text with one tilde",
        "write `~~…~~` to strike it out, or `\\~` for a tilde",
    ),
    _Form(
        "^",
        r"(?:^|[ \t])(\^)[A-Za-z0-9][A-Za-z0-9-]{0,60}\s*\Z",
        "the id of a block in Obsidian",
        "take it out; to link here, write `{#anchor}` on the line above the paragraph",
    ),
    _Form(
        ":",
        r"(?<![\w:/]):([a-z][a-z0-9_+-]{1,40}):(?![\w:/])",
        "the name of an emoji",
        "write the character itself, or `\\:` for a colon",
    ),
    _Form(
        "!!!",
        r"^!!![ \t]+([a-z][\w-]{0,30})(?:[ \t]+\"[^\"\n]{0,200}\")?[ \t]*$",
        "an admonition of MkDocs",
        _CALLOUT,
    ),
    _Form(
        "???",
        r"^\?\?\?\+?[ \t]+([a-z][\w-]{0,30})(?:[ \t]+\"[^\"\n]{0,200}\")?[ \t]*$",
        "an admonition of MkDocs",
        _CALLOUT,
    ),
    _Form(
        ":::",
        r"^[ \t]*(:::)[^\n]{0,200}$",
        "a container of Pandoc, Docusaurus or MyST",
        _CALLOUT,
    ),
    _Form(
        "::",
        r"^\.\.[ \t]([\w-]{1,40})::|^(\w{1,40})::[^\s\[]{0,200}\[[^\]\n]{0,200}\][ \t]*$",
        "a directive of reStructuredText or AsciiDoc",
        _TAKE_OUT,
    ),
    _Form("{", r"\{([a-z][\w:.-]{1,40})\}" + _CODE, "a role of MyST", _TAKE_OUT),
    _Form(
        "*[",
        r"^\*(\[)[^\[\]\n]{1,60}\]:[ \t]",
        "the meaning of an abbreviation",
        "say in the text what it stands for, and take the line out",
    ),
    _Form(
        "port ",
        r"\A(import|export)[ \t](?:[^\n]{1,200}[ \t]from[ \t]+['\"]|['\"]"
        r"|(?:default|const|function|let)[ \t])",
        "an instruction of MDX",
        _TAKE_OUT,
    ),
    _Form("={", r"</?([A-Z][\w.]{0,60})[ \t][^<>\n]{0,300}=\{", "a component of MDX", _TAKE_OUT),
    _Form(
        "++",
        r"(?<![\w+{])(\+\+)(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?![\w+])",
        "inserted text of other programs",
        "take the marks out",
    ),
    _Form(
        "||",
        r"(?<![\w|])(\|\|)(?=[^\s|])[^|\n]{1,200}(?<=[^\s|])\|\|(?![\w|])",
        "hidden text of Discord",
        "take the marks out: nothing is hidden on a page",
    ),
)
_UNPAIRED = re.compile(r"(?<!~)~~(?!~)(?=\S)|(?<![\s~])~~(?!~)")
_KEPT_TILDE = re.compile(f"{_KEPT}[~{_KEPT}]")
# Emphasis that Markdown does not read: not `f**k` and `s**t`, and not the blanks of a form.
_UNREAD = re.compile(
    r"(?<![\w*_])(\*\*|__)(?=[^\s*_])[^*\n]{1,300}?\1(?![*_])"
    r"|(?<![*_])(\*\*|__)(?=[^\w\s*_])[^*\n]{1,300}?(?<=[^\w\s*_])\2(?![*_])"
)
_WWW = re.compile(r"(?<![\w/.:@-])www\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SIZED = re.compile(r"\|\d{1,5}(?:x\d{1,5})?\s*\Z")


class _Found(NamedTuple):
    what: str
    name: str
    at: int
    written: str
    hint: str


class _Shown(NamedTuple):
    """The visible text of one block, and where its parts come from."""

    text: str
    starts: Sequence[int]
    places: Sequence[int]

    def at(self, position: int) -> int:
        number = bisect_right(self.starts, position) - 1
        return self.places[number] + position - self.starts[number]


def report_foreign_syntax(tokens: Sequence[Token], reading: BodyReading) -> None:
    """Report constructs of other programs, in the order of the text.

    Args:
        tokens: The tokens of the whole text.
        reading: Collects the diagnostics.
    """
    first: dict[tuple[str, str], _Found] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for found in _find(tokens, reading):
        key = (found.what, found.name)
        first.setdefault(key, found)
        counts[key] += 1
    for key, found in first.items():
        times = f", {counts[key]} times in this text" if counts[key] > 1 else ""
        reading.report(
            "md-foreign-syntax",
            found.at,
            len(found.written),
            f"{quote(found.written)} is {found.what}, and is shown as it is written{times}",
            hint=found.hint,
        )


def _find(tokens: Sequence[Token], reading: BodyReading) -> Iterator[_Found]:
    for token in tokens:
        if token.type == "inline":
            shown = _shown(token.children or [])
            yield from _in_block(shown, reading)
            _report_marks(token.children or [], shown, reading)
            yield from _sized_pictures(token.children or [])
        elif token.type == "fence" and token.info.lstrip().startswith("{"):
            info = token.info.strip()
            if not info.startswith("{."):
                line = (token.map or [0])[0]
                at = reading.source.text.find("{", reading.source.line_start(line))
                what = "a directive of MyST, Quarto or R Markdown"
                yield _Found(what, info, at, info, f"{_TAKE_OUT}; for code write its language")
    for words in reading.in_citations:
        yield from _in_block(_shown(words), reading)


def _in_block(shown: _Shown, reading: BodyReading) -> Iterator[_Found]:
    text = shown.text
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        if form.needle not in text:
            continue
        for match in re.finditer(form.pattern, text, re.MULTILINE):
            written = match[0].strip().replace(_KEPT, "\\")
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            if any(start < match.end() and begin < end for start, end in taken[-20:]):
                continue
            if _is_price(form, written) or reading.reported("md-attribute", shown.at(begin)):
                continue
            taken.append((begin, match.end()))
            hint = form.hint.format(_raised(match[0])) if "{}" in form.hint else form.hint
            name = next(filter(None, match.groups()), "")
            yield _Found(form.what, name, shown.at(begin), written, hint)
    if "www." in text and reading.wants("md-address-without-scheme"):
        for match in _WWW.finditer(text):
            reading.report(
                "md-address-without-scheme",
                shown.at(match.start()),
                len(match[0]),
                f"{quote(match[0])} is no link: nothing says whether `http` or `https` leads there",
                hint=Offer(
                    (f"https://{match[0]}",),
                    f"write {quote('https://' + match[0])}; to keep it as text, `www\\.`",
                ),
            )


def _report_marks(children: Sequence[Token], shown: _Shown, reading: BodyReading) -> None:
    """Report Markdown marks without a closing mark, or in a place where none can be."""
    if any(token.type == "text" and "~~" in token.content for token in children):
        unstruck = _shown(children, struck=_OBJECT)
        for match in _UNPAIRED.finditer(unstruck.text):
            if _KEPT_TILDE.search(unstruck.text, 0, match.start()):
                continue  # if the first mark is escaped, the last one needs no report
            reading.report(
                "md-mark-unread",
                unstruck.at(match.start()),
                2,
                "`~~` strikes nothing out here, and is shown as it is written",
                hint="it ends in the paragraph in which it begins, and touches the words at both "
                "ends; `\\~~` keeps it as text",
            )
    if "**" not in shown.text and "__" not in shown.text:
        return
    for match in _UNREAD.finditer(shown.text):
        mark = match[1] or match[2]
        reading.report(
            "md-mark-unread",
            shown.at(match.start()),
            2,
            f"{quote(mark)} stresses nothing here, and is shown as it is written",
            hint="it touches the words at both ends, and has a blank or a sign on its other side; "
            f"`\\{mark[0]}\\{mark[0]}` keeps it as text",
        )


def _is_price(form: _Form, written: str) -> bool:
    """Whether the text between two dollar signs is prose between two amounts of money."""
    return (
        form.needle == "$"
        and not written.startswith("$$")
        and _NO_MATH.fullmatch(written.strip("$")) is not None
    )


def _raised(written: str) -> str:
    inner = written.strip("^~")
    raised = inner.translate(_SUPERSCRIPTS if written.startswith("^") else _SUBSCRIPTS)
    return f"`{raised}`" if all(one not in raised for one in inner) else "words"


def _sized_pictures(children: Sequence[Token]) -> Iterator[_Found]:
    for token in children:
        size = _SIZED.search(token.content) if token.type == "image" else None
        if size is not None:
            what = "the size of a picture in Obsidian"
            at = token.meta["at"] + len("![") + size.start()
            yield _Found(what, "", at, size[0].strip(), "take it out: it would be read aloud")


def _shown(children: Sequence[Token], *, struck: str | None = None) -> _Shown:
    """The text of a block; `struck` replaces the marks of struck-out text, if given."""
    parts: list[str] = []
    starts, places = [0], [children[0].meta.get("at", 0) if children else 0]
    length = 0
    address = False
    for token in children:
        if token.type == "link_open":
            address = token.info in ("auto", "bare")
        elif token.type == "link_close":
            address = False
        text = struck if struck and token.type in ("s_open", "s_close") else _text_of(token)
        if not text:
            continue
        if address:
            text = _OBJECT
        if "at" in token.meta:
            starts.append(length)
            places.append(token.meta["at"])
        parts.append(text)
        length += len(text)
    return _Shown("".join(parts), starts, places)


def _text_of(token: Token) -> str:
    if token.type == "text":
        return token.content
    return token.markup if token.type in ("s_open", "s_close") else _STAND_INS.get(token.type, "")
