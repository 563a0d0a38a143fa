"""Markdown to a body: the text of one file, as pieces that need no other file."""

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.body import Body
from dossierpress.model.content import ParseConfig
from dossierpress.parse.markdown.parser import markdown_parser
from dossierpress.parse.markdown.reading import KEY, Reading
from dossierpress.parse.markdown.render import render
from dossierpress.parse.markdown.source import Source


def read_body(
    text: str, *, path: str, first_line: int, config: ParseConfig
) -> tuple[Body, tuple[Diagnostic, ...]]:
    r"""Read a body.

    Args:
        text: Markdown; lines end in `\n`.
        path: Of the file, for diagnostics.
        first_line: Line of the file on which the text begins.
        config: Whether raw HTML is kept, and the language of the dossier.
    """
    reading = Reading(Source(text, first_line=first_line), path=path, lang=config.lang)
    env: dict[str, object] = {KEY: reading}
    tokens = markdown_parser(keep_html=config.raw_html == "sanitise").parse(text, env)
    body = render(tokens, env, reading)
    return body, reading.diagnostics
