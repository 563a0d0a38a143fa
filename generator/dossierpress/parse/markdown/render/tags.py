"""Opening tags as text, attributes in a fixed order and always quoted."""

from html import escape

from dossierpress.parse.markdown.attributes import NONE, Attributes


def open_tag(
    name: str, *, id_: str | None = None, attributes: Attributes = NONE, **more: str | None
) -> str:
    """`<name id="…" class="…" lang="…" dir="…">`, then `more` in its order.

    An underscore in a name of `more` is a hyphen, one at its end is dropped.
    """
    pairs: list[tuple[str, str | None]] = [
        ("id", id_),
        ("class", " ".join(attributes.classes) or None),
        ("lang", attributes.lang),
        ("dir", attributes.dir),
        *((key.rstrip("_").replace("_", "-"), value) for key, value in more.items()),
    ]
    written = "".join(f' {key}="{escape(value)}"' for key, value in pairs if value is not None)
    return f"<{name}{written}>"
