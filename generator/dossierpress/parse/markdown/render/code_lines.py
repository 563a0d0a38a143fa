"""The text of a code block, line by line."""

from markdown_it.token import Token

from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.writer import Writer


def write_code_lines(token: Token, writer: Writer, reading: Reading) -> None:
    """Each line of the content is the end of a line of the body."""
    if not token.content:
        return
    first = (token.map or [0])[0] + (token.type == "fence")
    for number, line in enumerate(token.content.removesuffix("\n").split("\n"), first):
        end = reading.source.line_end(number)
        writer.text(line, end - len(line), len(line), links=False, mentions=False)
        writer.line_break(end, links=False, mentions=False)
