"""Words for the meaning of Markdown markup, in visually hidden elements for screen readers."""

from typing import Literal

from dossierpress.facts.markdown.reading import BodyReading
from dossierpress.facts.markdown.render.writer import PieceWriter
from dossierpress.facts.markdown.words import words
from dossierpress.model.body import Sign

SignOf = Literal["struck", "end of struck", "task"]


def struck_begins(writer: PieceWriter, reading: BodyReading) -> None:
    """Write, at the beginning of an element for struck-out text, that it is struck out."""
    _write_sign(writer, f"[{words(reading.lang).struck} ", of="struck")


def struck_ends(writer: PieceWriter) -> None:
    """Write, at the end of that element, that the rest is not."""
    _write_sign(writer, "]", of="end of struck")


def task_state(writer: PieceWriter, reading: BodyReading, *, done: bool) -> None:
    """Write at the beginning of a task whether it is done."""
    spoken = words(reading.lang)
    _write_sign(writer, f"{spoken.done if done else spoken.to_do} ", of="task")


def _write_sign(writer: PieceWriter, text: str, *, of: SignOf) -> None:
    writer.markup('<span class="sign">')
    writer.hole(Sign(text=text, of=of))
    writer.markup("</span>")
