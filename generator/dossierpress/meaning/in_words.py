"""A change in words, for the desk."""

from dossierpress.schema.kept_changes import Change, What

_NAMES: dict[What, str] = {
    "title": "title",
    "text": "words",
    "name": "name",
    "alias": "another name",
    "status": "judgement",
    "count": "independent origins",
    "origin": "origin",
    "relation": "relation",
    "note": "annotation",
    "correction": "correction",
}


def sign_of(change: Change) -> str:
    """`+` for what is new, `-` for what is gone, `~` for what is said in another way."""
    if change.was is None:
        return "+"
    return "-" if change.now is None else "~"


def in_words(change: Change) -> str:
    """One line: the record, what of it, and what is and was said."""
    fact = change.fact
    said = _said(change)
    item = "" if fact.what in ("note", "correction") else fact.item
    told = f"{_NAMES[fact.what]} {item}".rstrip()
    return f"{sign_of(change)} {fact.of}: {told}{f': {said}' if said else ''}"


def _said(change: Change) -> str:
    was, now = change.was, change.now
    if was is None or now is None:
        return (was or now or "").replace("\n", " ")
    return f"{was or 'nothing'} → {now or 'nothing'}".replace("\n", " ")
