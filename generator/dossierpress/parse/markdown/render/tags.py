"""Opening tags as text, attributes in a fixed order and always quoted."""

from html import escape

from dossierpress.parse.markdown.attributes import NONE, Attributes


def open_tag(
    name: str, *, id_: str | None = None, attributes: Attributes = NONE, **more: str | None
) -> str:
    """`<name id="…" class="…" lang="…" dir="…">`, then `more` in its order.

    An underscore in a name of `more` is a hyphen, one at its end is dropped.
    """
    tag = f"<{name}"
    if id_ is not None:
        tag += f' id="{escape(id_)}"'
    if classes := " ".join(attributes.classes):
        tag += f' class="{escape(classes)}"'
    if attributes.lang is not None:
        tag += f' lang="{escape(attributes.lang)}"'
    if attributes.dir is not None:
        tag += f' dir="{escape(attributes.dir)}"'
    for key, value in more.items():
        if value is not None:
            tag += f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
    return f"{tag}>"
