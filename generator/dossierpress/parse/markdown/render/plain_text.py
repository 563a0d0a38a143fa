"""What can be read of some content, where no markup can stand: in an attribute, in a list."""

from markdown_it.token import Token

from dossierpress.model.body import WikiLink


def plain_text(tokens: list[Token]) -> str:
    """What can be read of some content: of a link without a label, the id of its target."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("s_open", "s_close"):
            parts.append(token.markup)  # a retracted word must look like one here too
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or []))
        elif token.type == "embed":
            parts.append(token.meta["piece"].written)
        elif token.type == "wikilink":
            link: WikiLink = token.meta["piece"]
            parts.append(link.label or link.target.id)
    return " ".join("".join(parts).split())
