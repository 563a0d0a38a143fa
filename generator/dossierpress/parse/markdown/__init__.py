"""Markdown to a body: the text of one file, as pieces that need no other file."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.body import Body
from dossierpress.parse import editors_comments
from dossierpress.parse.markdown.definitions import ENV_KEY, Definitions, report_definitions
from dossierpress.parse.markdown.directions import set_directions
from dossierpress.parse.markdown.foreign_syntax import report_foreign_syntax
from dossierpress.parse.markdown.misread import report_misread
from dossierpress.parse.markdown.parser import markdown_parser
from dossierpress.parse.markdown.reading import KEY, Reading
from dossierpress.parse.markdown.render import render
from dossierpress.parse.markdown.source import Source
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.text_direction import direction_of_language


def read_body(
    text: str, *, path: str, first_line: int, config: ParseConfig, lang: str | None = None
) -> tuple[Body, tuple[Diagnostic, ...]]:
    r"""Read a body.

    Args:
        text: Markdown; lines end in `\n`.
        path: Of the file, for diagnostics.
        first_line: Line of the file on which the text begins.
        config: Whether raw HTML is kept, the language of the dossier, and the limits.
        lang: Of the text; None for that of the dossier.
    """
    source, limits = Source(text, first_line=first_line), config.limits
    reading = Reading(source, path=path, lang=config.lang, limits=limits)
    table = Definitions()
    env: dict[str, object] = {KEY: reading, ENV_KEY: table}
    keep_html = config.raw_html == "sanitise"
    tokens = markdown_parser(keep_html=keep_html, nesting=limits.nesting).parse(text, env)
    report_definitions(table, reading)
    report_foreign_syntax(tokens, reading)
    report_misread(tokens, reading)
    remarks = editors_comments.in_body(
        text,
        [*reading.code, *_code_blocks(tokens, source)],
        definitions={one.offset for one in table.written},
        is_html=lambda offset: keep_html or reading.reported("md-html-comment", offset),
        path=path,
        span=source.span,
    )
    body = set_directions(render(tokens, env, reading), direction_of_language(lang or config.lang))
    return body, (*reading.diagnostics, *remarks)


def _code_blocks(tokens: Sequence[Token], source: Source) -> Iterator[tuple[int, int]]:
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            first, behind = token.map
            yield source.line_start(first), source.line_end(behind - 1)


def forget_parsers() -> None:
    """Have the parsers made anew for the next text."""
    markdown_parser.cache_clear()
