"""Web annotations (W3C) -> entries for the `annotations` of the articles that they are about.

Nothing is fetched and nothing is guessed: an annotation is converted if its body is plain text, its
target quotes words, and the document is an article of the dossier. All others are listed.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from dossierpress.importers.json_input import json_path, read_json
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.standoff.registry import one_line
from dossierpress.importers.standoff.withheld import key_that_withholds
from dossierpress.importers.text_output import clean_text
from dossierpress.importers.web_annotations.rules import (
    GATHERINGS,
    JsonObject,
    Path,
    as_list,
    check_document,
    is_text,
    types_of,
)
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.schema.standard_checks import is_known_language
from dossierpress.schema.text_checks import control_character

TYPE_OF_MOTIVATION = {
    "assessing": "note",
    "commenting": "note",
    "describing": "context",
    "editing": "correction",
    "questioning": "question",
}
"""Motivation -> type of annotation. None means a note; others have no equivalent."""

_LONGEST = 20_000
_PLAIN = frozenset(["text/plain"])


class AnnotationText(Struct, frozen=True, kw_only=True, gc=False):
    """The text of a body, and its motivation."""

    text: str
    type: str
    lang: str | None
    """As it is written."""


class QuotedPlace(Struct, frozen=True, kw_only=True, gc=False):
    """Words of a document."""

    address: str
    exact: str
    prefix: str
    suffix: str


class LeftOut(Struct, frozen=True, kw_only=True):
    """A part that has no equivalent in a dossier."""

    at: Path
    what: str
    reason: str


def texts_of_annotation(annotation: JsonObject, path: Path) -> Iterator[AnnotationText | LeftOut]:
    """Each text of its bodies, and each body without a text."""
    motivations = as_list(annotation.get("motivation", []))
    if "bodyValue" in annotation:
        value = as_list(annotation["bodyValue"])[0]
        yield _text_of_body({"value": value}, motivations, (*path, "bodyValue"))
        return
    if "body" not in annotation:
        yield LeftOut(
            at=path, what=_name_of_part(annotation), reason="it says nothing: it has no body"
        )
        return
    bodies = as_list(annotation["body"])
    for index, body in enumerate(bodies):
        steps = (*path, "body", index) if isinstance(annotation["body"], list) else (*path, "body")
        if isinstance(body, dict) and _is_gathering(body):
            yield LeftOut(
                at=steps,
                what=_name_of_part(body),
                reason="its body is a choice or a list: an editor has to say which is meant",
            )
        elif isinstance(body, dict) and is_text(body):
            yield _text_of_body(body, as_list(body.get("purpose", motivations)), steps)
        else:
            reason = "its body stands elsewhere, and nothing is fetched"
            yield LeftOut(at=steps, what=_name_of_part(body), reason=reason)


def _text_of_body(body: JsonObject, motivations: list[Any], path: Path) -> AnnotationText | LeftOut:
    text = clean_text(as_list(body["value"])[0])[0].replace("\r", "").strip()
    objection = _objection_to_body(body, text) or _objection_to_motivations(motivations)
    if objection:
        return LeftOut(at=path, what=text, reason=objection)
    languages = as_list(body.get("language", []))
    type_ = TYPE_OF_MOTIVATION[motivations[0]] if motivations else "note"
    return AnnotationText(text=text, type=type_, lang=languages[0] if len(languages) == 1 else None)


def _objection_to_body(body: JsonObject, text: str) -> str | None:
    strange = [one for one in as_list(body.get("format", [])) if one not in _PLAIN]
    if strange:
        return f"its body is `{strange[0]}`, not plain text"
    if not text:
        return "its body has no words"
    if len(text) > _LONGEST:
        return f"its body is longer than {_LONGEST} characters"
    if control_character(text) is not None:
        return "its body holds characters that no page can hold"
    return None


def _objection_to_motivations(motivations: list[Any]) -> str | None:
    for one in motivations:
        if one not in TYPE_OF_MOTIVATION:
            return f"no type of annotation is what `{one}` means"
    if len({TYPE_OF_MOTIVATION[one] for one in motivations}) > 1:
        return f"it has several motivations: {', '.join(f'`{one}`' for one in motivations)}"
    return None


def places_of_annotation(annotation: JsonObject, path: Path) -> Iterator[QuotedPlace | LeftOut]:
    """The words that its targets quote, and each target that quotes none."""
    targets = annotation["target"]
    for index, target in enumerate(as_list(targets)):
        steps = (*path, "target", index) if isinstance(targets, list) else (*path, "target")
        yield from _places_of_target(target, steps)


def _places_of_target(target: Any, path: Path) -> Iterator[QuotedPlace | LeftOut]:
    if isinstance(target, dict) and "Independents" in types_of(target):
        for index, one in enumerate(target["items"]):
            yield from _places_of_target(one, (*path, "items", index))
        return
    if isinstance(target, dict) and _is_gathering(target):
        reason = "its target is a choice, or several things taken together"
        yield LeftOut(at=path, what=_name_of_part(target), reason=reason)
        return
    source = as_list(target.get("source", target))[0] if isinstance(target, dict) else target
    address = source if isinstance(source, str) else as_list(source.get("id", ""))[0]
    selectors = as_list(target.get("selector", [])) if isinstance(target, dict) else []
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
    yield QuotedPlace(address=address, exact=exact.strip(), prefix=prefix, suffix=suffix)


def _quoted(selectors: list[Any]) -> Iterator[tuple[str, str, str]]:
    """The quotes of the selectors; a refined selector counts by its innermost refinement."""
    for one in selectors:
        if not isinstance(one, dict):
            continue
        if "refinedBy" in one:
            yield from _quoted(as_list(one["refinedBy"]))
        elif "TextQuoteSelector" in types_of(one) and "exact" in one:
            exact, prefix, suffix = (
                " ".join(as_list(one.get(key, ""))[0].split("\n"))
                for key in ("exact", "prefix", "suffix")
            )
            yield exact, prefix, suffix


def _is_gathering(value: JsonObject) -> bool:
    return any(one in types_of(value) for one in GATHERINGS)


def _name_of_part(value: Any) -> str:
    """The name of a part in the list of what is left out."""
    if isinstance(value, str):
        return value
    for key in ("id", "source", "type"):
        first = as_list(value[key])[0] if value.get(key) else None
        if isinstance(first, str):
            return first
    return "an object"


_CARRIED = frozenset(
    ["@context", "type", "body", "bodyValue", "target", "motivation", "creator", "created"]
)
_OF_THE_MODEL = _CARRIED | {"audience", "id", "rights", "via", "canonical", "stylesheet"}
"""Properties that the model defines; its `audience` is whom a text is for, not who may read it."""


class AnnotationEntries(Struct, frozen=True, kw_only=True):
    """The entries from a file of annotations."""

    entries: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Path of an article -> entries for its `annotations`."""
    annotations_read: int
    annotations_taken: int
    """Annotations that gave at least one entry."""
    not_represented: tuple[NotRepresented, ...]


def is_web_annotation(data: bytes) -> bool:
    """Whether a file claims to be JSON-LD."""
    if b'"@context"' not in data and b"\\u" not in data:
        return False
    value, problem = read_json(data, path="")
    return problem is None and isinstance(value, dict) and "@context" in value


def read_web_annotations(
    data: bytes, *, path: str
) -> tuple[JsonObject | None, tuple[Diagnostic, ...]]:
    """The document; None and diagnostics if it is not valid. `path` is only for messages."""
    value, problem = read_json(data, path=path)
    if problem:
        return None, (problem,)
    problems = tuple(
        Diagnostic(code="import-annotation", path=path, message=f"`{one.where}` {one.rule}")
        for one in check_document(value)
    )
    return (None if problems else value), problems


def convert_web_annotations(
    document: JsonObject, articles: Mapping[str, tuple[str, ...]]
) -> AnnotationEntries:
    """Convert the annotations of a valid document to entries.

    Args:
        document: As `read` gives it.
        articles: Address of a text -> paths of the articles that it is.
    """
    entries: dict[str, list[Mapping[str, Any]]] = {}
    notes: list[NotRepresented] = []
    left: dict[str, tuple[str, int]] = {}
    count = taken = 0
    for path, annotation in _annotations(document):
        if isinstance(annotation, str):
            reason = "it stands elsewhere, and nothing is fetched"
            notes.append(_left_out_note(LeftOut(at=path, what=annotation, reason=reason)))
            continue
        count += 1
        made, more = _entries(annotation, path, articles)
        notes += [_left_out_note(one) for one in more]
        for article, entry in made:
            entries.setdefault(article, []).append(entry)
        taken += bool(made)
        for key in annotation.keys() - _CARRIED if made else ():
            where, times = left.get(key, (json_path((*path, key)), 0))
            left[key] = (where, times + 1)
    notes += [
        NotRepresented(
            thing="field",
            where=where,
            what=key,
            reason=f"an annotation has no place for `{key}`",
            count=times,
        )
        for key, (where, times) in sorted(left.items())
    ]
    return AnnotationEntries(
        entries={path: tuple(found) for path, found in sorted(entries.items())},
        annotations_read=count,
        annotations_taken=taken,
        not_represented=tuple(notes),
    )


def _annotations(document: JsonObject) -> Iterator[tuple[Path, JsonObject | str]]:
    """The annotations in a document, and the addresses of external ones."""
    types = types_of(document)
    if "Annotation" in types:
        yield (), document
    elif "AnnotationPage" in types:
        yield from _of_page(document, ())
    else:
        for key in ("first", "last"):
            page = as_list(document[key])[0] if key in document else None
            if isinstance(page, dict):
                yield from _of_page(page, (key,))
            elif page is not None:
                yield (key,), page


def _of_page(page: JsonObject, path: Path) -> Iterator[tuple[Path, JsonObject | str]]:
    for index, one in enumerate(page["items"]):
        yield (*path, "items", index), one
    for key in ("next", "prev"):
        if key in page:
            other = as_list(page[key])[0]
            yield (*path, key), other if isinstance(other, str) else str(other.get("id", key))


def _entries(
    annotation: JsonObject, path: Path, articles: Mapping[str, tuple[str, ...]]
) -> tuple[list[tuple[str, Mapping[str, Any]]], list[LeftOut]]:
    """One entry for each text and each target."""
    notes: list[LeftOut] = []
    said: list[AnnotationText] = []
    further = {key: value for key, value in annotation.items() if key not in _OF_THE_MODEL}
    key = key_that_withholds(further, date.max)
    if key is not None:
        reason = f"`{key}` keeps it back"
        return [], [LeftOut(at=(*path, key), what=key, reason=reason)]
    for remark in texts_of_annotation(annotation, path):
        if isinstance(remark, LeftOut):
            notes.append(remark)
        else:
            said.append(remark)
    made = []
    for place in places_of_annotation(annotation, path):
        found = _article_at(place, path, articles) if isinstance(place, QuotedPlace) else place
        if isinstance(found, LeftOut):
            notes.append(found)
        elif isinstance(place, QuotedPlace):
            made += [(found, _entry(one, place, annotation)) for one in said]
    return made, notes


def _article_at(
    place: QuotedPlace, path: Path, articles: Mapping[str, tuple[str, ...]]
) -> str | LeftOut:
    """The path of the article that an address names."""
    found = articles.get(place.address) or articles.get(place.address.partition("#")[0], ())
    if len(found) == 1:
        return found[0]
    reason = (
        f"several articles have this address: {', '.join(f'`{one}`' for one in found)}"
        if found
        else "no article of the dossier has this address, as its `origin.url` or as its page"
    )
    return LeftOut(at=(*path, "target"), what=place.address, reason=reason)


def _entry(remark: AnnotationText, place: QuotedPlace, annotation: JsonObject) -> Mapping[str, Any]:
    around = {"prefix": place.prefix, "suffix": place.suffix}
    given = {key: words for key, words in around.items() if words.strip()}
    entry: dict[str, Any] = {
        "quote": {"exact": place.exact, **given} if given else place.exact,
        "type": remark.type,
        "text": remark.text,
    }
    if remark.lang and is_known_language(remark.lang):
        entry["lang"] = remark.lang
    names = [name for one in as_list(annotation.get("creator", [])) if (name := _creator(one))]
    if names:
        entry["by"] = ", ".join(names)
    if "created" in annotation:
        # The day in the time zone of the annotation; an entry has no zone.
        entry["on"] = as_list(annotation["created"])[0].partition("T")[0]
    return entry


def _creator(value: Any) -> str | None:
    named = (value.get("name") or value.get("id")) if isinstance(value, dict) else value
    first = next(iter(as_list(named)), None)
    words = one_line(first) if isinstance(first, str) else ""
    return words if words and control_character(words) is None else None


def _left_out_note(left: LeftOut) -> NotRepresented:
    return NotRepresented(
        thing="annotation",
        where=json_path(left.at),
        what=one_line(left.what),
        reason=left.reason,
    )
