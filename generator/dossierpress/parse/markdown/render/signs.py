"""Words for what a mark of Markdown says, in an element that only those see who need it."""

from typing import Literal

from dossierpress.model.body import Sign
from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.writer import Writer
from dossierpress.parse.markdown.words import words

Of = Literal["struck", "end of struck", "task"]


def struck_begins(writer: Writer, reading: Reading) -> None:
    """Say, inside of an element for struck text, that it is struck out."""
    _write(writer, f"[{words(reading.lang).struck} ", of="struck")


def struck_ends(writer: Writer) -> None:
    """Say, at the end of that element, that the rest is not."""
    _write(writer, "]", of="end of struck")


def task_state(writer: Writer, reading: Reading, *, done: bool) -> None:
    """Say at the beginning of a task whether it is done."""
    spoken = words(reading.lang)
    _write(writer, f"{spoken.done if done else spoken.to_do} ", of="task")


def _write(writer: Writer, text: str, *, of: Of) -> None:
    writer.markup('<span class="sign">')
    writer.hole(Sign(text=text, of=of))
    writer.markup("</span>")
