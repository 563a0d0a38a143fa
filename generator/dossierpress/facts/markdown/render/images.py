"""Images: files of the dossier, never on another host."""

from markdown_it.token import Token

from dossierpress.facts.markdown.attributes import Attributes
from dossierpress.facts.markdown.links import judge_address
from dossierpress.facts.markdown.reading import BodyReading, quote
from dossierpress.facts.markdown.render.writer import PieceWriter, open_tag, plain_text_of
from dossierpress.model.body import Image


def read_image(reading: BodyReading, token: Token, title: str | None) -> Image | None:
    """The image of a token; None, with a report, if it is not a file of the dossier."""
    at, length = token.meta["target"]
    reading.count("links", at, length)
    written = str(token.attrs["src"])
    address = judge_address(written)
    if address.remote:
        reading.report(
            "md-image-remote",
            at,
            length,
            f"the image {quote(written)} is not part of the dossier",
            hint="save a copy below `content/media/`, and name its path relative to this file",
        )
        return None
    if address.kind != "inside":
        hint = address.hint or "an image is a file below `content/media/`"
        reason = address.reason or f"{quote(written)} is no image"
        reading.report("md-link-scheme", at, length, reason, hint=hint)
        return None
    alt = plain_text_of(token.children or [])
    if not alt:
        reading.report(
            "md-image-alt",
            at,
            length,
            "the image has no alternative text",
            hint="write between the brackets what a reader who cannot see it should know",
        )
    return Image(
        src=address.href,
        alt=alt,
        title=title,
        span=reading.source.span(at, length),
        in_place="elsewhere" not in token.meta,
    )


def write_figure(
    image: Token, anchor: str, attributes: Attributes, *, writer: PieceWriter, reading: BodyReading
) -> None:
    """Write an image that is alone in its paragraph; its title becomes a caption."""
    found = read_image(reading, image, None)
    caption = str(image.attrs.get("title") or "")
    writer.markup(open_tag("figure", id_=anchor, attributes=attributes))
    if found is not None:
        writer.hole(found)
    if caption:
        at, length = image.meta.get("title", image.meta["target"])
        writer.markup("<figcaption>")
        writer.text(" ".join(caption.split()), at, length, links=False)
        writer.markup("</figcaption>")
    writer.markup("</figure>\n")
