"""Lint templates: what they may not contain, because escaping cannot make it safe."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.lexer import TOKEN_DATA, TOKEN_VARIABLE_BEGIN
from msgspec import Struct

from dossierpress.kernel.decoding import decoded_text
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.page_scripts import is_page_script, script_objection
from dossierpress.kernel.page_styles import decoded_style, is_page_style, style_objection
from dossierpress.source.files import TemplateSet
from dossierpress.templating.environment import environment, syntax
from dossierpress.templating.failures import template_diagnostic

MAY_TRUST: frozenset[str] = frozenset()
"""Templates that may use `| safe`. None needs it: a view marks HTML itself."""

_VALUE = "\x01"
"""Placeholder for `{{ … }}` in the text of a template without its syntax."""

_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_REMOTE = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
_LOADS = frozenset(
    {"script", "img", "iframe", "audio", "video", "source", "embed", "track", "object", "link"}
)
_JUST_NAMED = frozenset({"canonical", "alternate", "license", "author", "me", "next", "prev"})
"""`rel` of links that a browser does not follow by itself."""
_DATA = frozenset({"application/json", "application/ld+json"})
"""`type` of scripts that are data."""


class _Problem(Struct, frozen=True, gc=False):
    line: int
    code: str
    message: str
    word: str | None
    hint: str


def lint_theme(templates: TemplateSet) -> tuple[Diagnostic, ...]:
    """Report unquoted attributes, trust in text, inline code and files from other hosts."""
    return (*_templates(templates), *_scripts(templates), *_styles(templates))


def _templates(templates: TemplateSet) -> Iterator[Diagnostic]:
    for name, tree in syntax(templates).items():
        if not isinstance(tree, nodes.Template):
            continue
        for problem in (*_trust(name, tree), *_markup(templates, name)):
            yield template_diagnostic(
                templates,
                problem.code,
                name,
                problem.line,
                problem.message,
                word=problem.word,
                hint=problem.hint,
            )


def _scripts(templates: TemplateSet) -> Iterator[Diagnostic]:
    """Report scripts that cannot stand in a page."""
    paths = dict(templates.paths)
    for path, data in templates.statics:
        if not is_page_script(path):
            continue
        code = decoded_text(data)
        problem = (1, "it is not UTF-8") if code is None else script_objection(code)
        if problem is not None:
            line, why = problem
            yield Diagnostic(
                code="tpl-bad-script",
                path=paths.get(f"static/{path}", path),
                span=Span(line=line, column=1),
                message=f"this script cannot stand in a page: {why}",
                hint="write it in another way: `<\\/script` in a text, `\\u202e` for a character",
            )


def _styles(templates: TemplateSet) -> Iterator[Diagnostic]:
    """Report stylesheets that cannot be published in one file with the others."""
    paths = dict(templates.paths)
    for path, data in templates.statics:
        if not is_page_style(path):
            continue
        css = decoded_style(data)
        problem = (1, "it is not UTF-8") if css is None else style_objection(css)
        if problem is not None:
            line, why = problem
            yield Diagnostic(
                code="tpl-bad-style",
                path=paths.get(f"static/{path}", path),
                span=Span(line=line, column=1),
                message=f"this stylesheet cannot be one file with the others: {why}",
                hint="close what is open; put what it imports beside it: all `static/css/*.css` are"
                " taken, by name",
            )


def _trust(name: str, tree: nodes.Template) -> Iterator[_Problem]:
    if name in MAY_TRUST:
        return
    for node in tree.find_all((nodes.Filter, nodes.ScopedEvalContextModifier)):
        word = node.name if isinstance(node, nodes.Filter) else "autoescape"
        if word in ("safe", "autoescape"):
            yield _Problem(
                node.lineno,
                "tpl-unsafe",
                f"`{word}` lets text become markup",
                word,
                "leave it out: what a view gives as HTML is shown as HTML, the rest is text",
            )


def _markup(templates: TemplateSet, name: str) -> Iterator[_Problem]:
    markup = _without_syntax(templates, name)
    for tag in _TAG.finditer(markup.text):
        attributes = dict(_attributes(tag))
        for found in _ATTRIBUTE.finditer(tag[2]):
            yield from _attribute_problems(found, markup.line(tag.start(2) + found.start()))
        yield from _element_problems(tag[1].lower(), attributes, markup.line(tag.start()))


def _attribute_problems(found: re.Match[str], line: int) -> Iterator[_Problem]:
    name, value = found[1].lower(), found[2] or ""
    if _VALUE in name or (_VALUE in value and value[0] not in "\"'"):
        yield _Problem(
            line,
            "tpl-unquoted-attribute",
            "a value stands in a tag without quotation marks around it",
            None if _VALUE in name else name,
            'write `name="{{ … }}"`: without the marks, a space in the value ends it',
        )
    if re.fullmatch(r"on[a-z]+|style", name):
        yield _Problem(
            line,
            "tpl-inline-code",
            f"the attribute `{name}` holds code",
            name,
            "put it into a file below `static/`: the page's own policy forbids it here",
        )
    if value.strip("\"' \t\n").lower().startswith("javascript:"):
        yield _Problem(
            line, "tpl-inline-code", "a link holds code", name, "link to a page, or leave it out"
        )


def _element_problems(element: str, attributes: dict[str, str], line: int) -> Iterator[_Problem]:
    if element == "script" and "src" in attributes and not _REMOTE.match(attributes["src"]):
        yield _Problem(
            line,
            "tpl-linked-script",
            "no page runs a script by its address",
            "src",
            "put the file into `static/js/`, which every page holds; or into"
            ' `static/js/on-demand/`, and write `{{ parts.script(view.frame, "its-name") }}`',
        )
    code = element == "script" and "src" not in attributes
    if element == "style" or (code and attributes.get("type") not in _DATA):
        yield _Problem(
            line,
            "tpl-inline-code",
            f"`<{element}>` stands in the page",
            element,
            "put it into a file below `static/`: the page's own policy forbids it here",
        )
    if element not in _LOADS or _JUST_NAMED & set(attributes.get("rel", "").split()):
        return
    for name in ("src", "href", "srcset", "data", "poster"):
        if _REMOTE.match(attributes.get(name, "")):
            yield _Problem(
                line,
                "tpl-remote-file",
                f"`<{element}>` loads a file from another host",
                name,
                "keep a copy below `static/`: a request to others tells them who reads what",
            )


def _attributes(tag: re.Match[str]) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(tag[2]):
        yield found[1].lower(), (found[2] or "").strip("\"'")


class _MarkupOnly(Struct, frozen=True, gc=False):
    """The text of a template without its statements and comments."""

    text: str
    starts: tuple[int, ...]
    """Where in the text each stretch of it begins."""
    lines: tuple[int, ...]
    """The line of the template on which each stretch begins."""

    def line(self, place: int) -> int:
        """The line of the template that a place in the text comes from."""
        stretch = bisect_right(self.starts, place) - 1
        return self.lines[stretch] + self.text.count("\n", self.starts[stretch], place)


def _without_syntax(templates: TemplateSet, name: str) -> _MarkupOnly:
    pieces: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    length = 0
    for line, type_, value in environment(templates).lex(dict(templates.templates)[name]):
        if type_ not in (TOKEN_VARIABLE_BEGIN, TOKEN_DATA):
            continue
        piece = _VALUE if type_ == TOKEN_VARIABLE_BEGIN else value
        pieces.append(piece)
        starts.append(length)
        lines.append(line)
        length += len(piece)
    return _MarkupOnly("".join(pieces), tuple(starts), tuple(lines))
