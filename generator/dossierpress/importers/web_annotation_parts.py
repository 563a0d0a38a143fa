"""What a web annotation says, to whom it says it and of which words: the parts of a sound one."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from dossierpress.importers.literal import clean
from dossierpress.importers.web_annotation_rules import GATHERINGS, is_text
from dossierpress.importers.web_annotation_values import Object, Path, several, types_of
from dossierpress.schema.text_checks import control_character

TYPES = {
    "assessing": "note",
    "commenting": "note",
    "describing": "context",
    "editing": "correction",
    "questioning": "question",
}
"""Motivation -> type of annotation. Without a motivation it is a note; the others have no like."""

_LONGEST = 20_000
_PLAIN = frozenset(["text/plain"])


class Remark(Struct, frozen=True, kw_only=True, gc=False):
    """A text, and what it is meant to do."""

    text: str
    type: str
    lang: str | None
    """As it is written."""


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Words of a document."""

    address: str
    exact: str
    prefix: str
    suffix: str


class LeftOut(Struct, frozen=True, kw_only=True):
    """A part that has no counterpart in a dossier."""

    at: Path
    what: str
    reason: str


def remarks(annotation: Object, path: Path) -> Iterator[Remark | LeftOut]:
    """Each text that it says, and each body that is none."""
    motivations = several(annotation.get("motivation", []))
    if "bodyValue" in annotation:
        value = several(annotation["bodyValue"])[0]
        yield _remark({"value": value}, motivations, (*path, "bodyValue"))
        return
    if "body" not in annotation:
        yield LeftOut(at=path, what=_name(annotation), reason="it says nothing: it has no body")
        return
    bodies = several(annotation["body"])
    for index, body in enumerate(bodies):
        steps = (*path, "body", index) if isinstance(annotation["body"], list) else (*path, "body")
        if isinstance(body, dict) and _is_gathering(body):
            yield LeftOut(
                at=steps,
                what=_name(body),
                reason="its body is a choice or a list: an editor has to say which is meant",
            )
        elif isinstance(body, dict) and is_text(body):
            yield _remark(body, several(body.get("purpose", motivations)), steps)
        else:
            reason = "its body stands elsewhere, and nothing is fetched"
            yield LeftOut(at=steps, what=_name(body), reason=reason)


def _remark(body: Object, motivations: list[Any], path: Path) -> Remark | LeftOut:
    text = clean(several(body["value"])[0])[0].replace("\r", "").strip()
    objection = _objection(body, text) or _purpose_objection(motivations)
    if objection:
        return LeftOut(at=path, what=text, reason=objection)
    languages = several(body.get("language", []))
    type_ = TYPES[motivations[0]] if motivations else "note"
    return Remark(text=text, type=type_, lang=languages[0] if len(languages) == 1 else None)


def _objection(body: Object, text: str) -> str | None:
    strange = [one for one in several(body.get("format", [])) if one not in _PLAIN]
    if strange:
        return f"its body is `{strange[0]}`, not plain text"
    if not text:
        return "its body has no words"
    if len(text) > _LONGEST:
        return f"its body is longer than {_LONGEST} characters"
    if control_character(text) is not None:
        return "its body holds characters that no page can hold"
    return None


def _purpose_objection(motivations: list[Any]) -> str | None:
    for one in motivations:
        if one not in TYPES:
            return f"no type of annotation is what `{one}` means"
    if len({TYPES[one] for one in motivations}) > 1:
        return f"it has several motivations: {', '.join(f'`{one}`' for one in motivations)}"
    return None


def places(annotation: Object, path: Path) -> Iterator[Place | LeftOut]:
    """The words that it is about, and each target that names none."""
    targets = annotation["target"]
    for index, target in enumerate(several(targets)):
        steps = (*path, "target", index) if isinstance(targets, list) else (*path, "target")
        yield from _place(target, steps)


def _place(target: Any, path: Path) -> Iterator[Place | LeftOut]:
    if isinstance(target, dict) and "Independents" in types_of(target):
        for index, one in enumerate(target["items"]):
            yield from _place(one, (*path, "items", index))
        return
    if isinstance(target, dict) and _is_gathering(target):
        reason = "its target is a choice, or several things taken together"
        yield LeftOut(at=path, what=_name(target), reason=reason)
        return
    source = several(target.get("source", target))[0] if isinstance(target, dict) else target
    address = source if isinstance(source, str) else several(source.get("id", ""))[0]
    selectors = several(target.get("selector", [])) if isinstance(target, dict) else []
    found = list(dict.fromkeys(_quoted(selectors)))
    if len(found) != 1:
        reason = (
            "its selectors quote different words"
            if found
            else "it quotes no words (TextQuoteSelector) that it could hold on to"
        )
        yield LeftOut(at=path, what=address, reason=reason)
        return
    ((exact, prefix, suffix),) = found
    if not exact.strip() or control_character(exact + prefix + suffix) is not None:
        yield LeftOut(at=path, what=address, reason="what it quotes cannot be in an article")
        return
    yield Place(address=address, exact=exact.strip(), prefix=prefix, suffix=suffix)


def _quoted(selectors: list[Any]) -> Iterator[tuple[str, str, str]]:
    """What the selectors quote, each in the end: what is narrowed down further does not count."""
    for one in selectors:
        if not isinstance(one, dict):
            continue
        if "refinedBy" in one:
            yield from _quoted(several(one["refinedBy"]))
        elif "TextQuoteSelector" in types_of(one) and "exact" in one:
            exact, prefix, suffix = (
                " ".join(several(one.get(key, ""))[0].split("\n"))
                for key in ("exact", "prefix", "suffix")
            )
            yield exact, prefix, suffix


def _is_gathering(value: Object) -> bool:
    return any(one in types_of(value) for one in GATHERINGS)


def _name(value: Any) -> str:
    """What to call a part in the list of what is left out."""
    if isinstance(value, str):
        return value
    for key in ("id", "source", "type"):
        first = several(value[key])[0] if value.get(key) else None
        if isinstance(first, str):
            return first
    return "an object"
