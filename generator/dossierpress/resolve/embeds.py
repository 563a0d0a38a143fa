"""What an embed, `![[plan.png]]`, should have been in a dossier."""

import posixpath

from dossierpress.diagnostics import Offer
from dossierpress.model.body import Embed
from dossierpress.model.content import Record
from dossierpress.resolve.register import MEDIA_FOLDER, Register


def way_out(embed: Embed, register: Register, record: Record) -> str | Offer:
    """What to write in place of an embed: a picture, a link to a record, or how to get there."""
    name = posixpath.basename(embed.target)
    media = [path for path in register.media if posixpath.basename(path) == name]
    if not media:
        folded = name.casefold()
        media = [path for path in register.media if posixpath.basename(path).casefold() == folded]
    if media:
        folder = posixpath.dirname(record.path)
        shown = [posixpath.relpath(MEDIA_FOLDER + path, folder) for path in sorted(media)[:3]]
        return "write " + " or ".join(
            f"`![…]({f'<{path}>' if ' ' in path else path})`" for path in shown
        )
    if embed.id is not None and len(register.by_id.get(embed.id, ())) == 1:
        text = f"[[{embed.id}]]"
        return Offer((text,), f"to link to it, write `{text}`; to have its text here, copy it")
    if "." in name and not name.endswith(".md"):
        return f"put `{name}` into `content/media/`, and write `![…](path)` with the path from here"
    return "write the text out, or link to the record with `[[id]]`"
