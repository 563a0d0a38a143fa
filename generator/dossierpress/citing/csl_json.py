"""A citation as CSL-JSON, the format of Zotero and of citation processors."""

import json

from dossierpress.citing.citable import Citable, CitedAuthor, CitedDate


def csl_json(item: Citable) -> str:
    """A list of one item, on several lines."""
    found: dict[str, object] = {
        "id": item.key,
        "type": "webpage",
        "title": " ".join(item.title.split()),
        "container-title": " ".join(item.site.split()),
        "language": item.lang,
    }
    if item.authors:
        found["author"] = [_author(one) for one in item.authors]
    if item.date:
        found["issued"] = _date(item.date)
    if item.address:
        found["URL"] = item.address
    rows = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in found.items()
    )
    return f"[{{\n{rows}\n}}]"


def _author(author: CitedAuthor) -> dict[str, str]:
    if author.given is None:
        return {"literal": author.name}
    return {"family": author.name, "given": author.given}


def _date(date: CitedDate) -> dict[str, object]:
    if not date.since:
        return {"literal": date.words}
    ends = [list(date.since), *([list(date.until)] if date.until else [])]
    found: dict[str, object] = {"date-parts": ends}
    return found if date.certain else found | {"circa": True}
