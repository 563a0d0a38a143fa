"""Web annotations (W3C) -> entries for the `annotations` of the articles that they are about.

Nothing is fetched and nothing is guessed: an annotation is taken where it says something in plain
text of words that it quotes, in a document that is an article of the dossier. All else is listed.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.read_json import json_path, read_json
from dossierpress.importers.registry import one_line
from dossierpress.importers.report import NotRepresented
from dossierpress.importers.web_annotation_parts import LeftOut, Place, Remark, places, remarks
from dossierpress.importers.web_annotation_rules import check
from dossierpress.importers.web_annotation_values import Object, Path, several, types_of
from dossierpress.importers.withheld import key_that_withholds
from dossierpress.schema.standard_checks import check_language
from dossierpress.schema.text_checks import control_character

_CARRIED = frozenset(
    ["@context", "type", "body", "bodyValue", "target", "motivation", "creator", "created"]
)
_OF_THE_MODEL = _CARRIED | {"audience", "id", "rights", "via", "canonical", "stylesheet"}
"""Properties that the model defines; its `audience` is whom a text is for, not who may read it."""


class Annotated(Struct, frozen=True, kw_only=True):
    """What a file of annotations comes to."""

    entries: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Path of an article -> entries for its `annotations`."""
    annotations_read: int
    annotations_taken: int
    """Those of which at least one entry was made."""
    not_represented: tuple[NotRepresented, ...]


def is_web_annotation(data: bytes) -> bool:
    """Whether a file says that it is JSON-LD, whatever else it holds."""
    if b'"@context"' not in data and b"\\u" not in data:
        return False
    value, problem = read_json(data, path="")
    return problem is None and isinstance(value, dict) and "@context" in value


def read(data: bytes, *, path: str) -> tuple[Object | None, tuple[Diagnostic, ...]]:
    """The document; None with every reason where it is none. `path` is only for messages."""
    value, problem = read_json(data, path=path)
    if problem:
        return None, (problem,)
    problems = tuple(
        Diagnostic(code="import-annotation", path=path, message=f"`{one.where}` {one.rule}")
        for one in check(value)
    )
    return (None if problems else value), problems


def convert(document: Object, articles: Mapping[str, tuple[str, ...]]) -> Annotated:
    """Turn the annotations of a sound document into entries.

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
            notes.append(_note(LeftOut(at=path, what=annotation, reason=reason)))
            continue
        count += 1
        made, more = _entries(annotation, path, articles)
        notes += [_note(one) for one in more]
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
    return Annotated(
        entries={path: tuple(found) for path, found in sorted(entries.items())},
        annotations_read=count,
        annotations_taken=taken,
        not_represented=tuple(notes),
    )


def _annotations(document: Object) -> Iterator[tuple[Path, Object | str]]:
    """The annotations in a document, and the addresses of those that stand elsewhere."""
    types = types_of(document)
    if "Annotation" in types:
        yield (), document
    elif "AnnotationPage" in types:
        yield from _of_page(document, ())
    else:
        for key in ("first", "last"):
            page = several(document[key])[0] if key in document else None
            if isinstance(page, dict):
                yield from _of_page(page, (key,))
            elif page is not None:
                yield (key,), page


def _of_page(page: Object, path: Path) -> Iterator[tuple[Path, Object | str]]:
    for index, one in enumerate(page["items"]):
        yield (*path, "items", index), one
    for key in ("next", "prev"):
        if key in page:
            other = several(page[key])[0]
            yield (*path, key), other if isinstance(other, str) else str(other.get("id", key))


def _entries(
    annotation: Object, path: Path, articles: Mapping[str, tuple[str, ...]]
) -> tuple[list[tuple[str, Mapping[str, Any]]], list[LeftOut]]:
    """Each of its texts is about each of its targets."""
    notes: list[LeftOut] = []
    said: list[Remark] = []
    further = {key: value for key, value in annotation.items() if key not in _OF_THE_MODEL}
    key = key_that_withholds(further, date.max)
    if key is not None:
        reason = f"`{key}` keeps it back"
        return [], [LeftOut(at=(*path, key), what=key, reason=reason)]
    for remark in remarks(annotation, path):
        if isinstance(remark, LeftOut):
            notes.append(remark)
        else:
            said.append(remark)
    made = []
    for place in places(annotation, path):
        found = _article(place, path, articles) if isinstance(place, Place) else place
        if isinstance(found, LeftOut):
            notes.append(found)
        elif isinstance(place, Place):
            made += [(found, _entry(one, place, annotation)) for one in said]
    return made, notes


def _article(place: Place, path: Path, articles: Mapping[str, tuple[str, ...]]) -> str | LeftOut:
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


def _entry(remark: Remark, place: Place, annotation: Object) -> Mapping[str, Any]:
    around = {"prefix": place.prefix, "suffix": place.suffix}
    given = {key: words for key, words in around.items() if words.strip()}
    entry: dict[str, Any] = {
        "quote": {"exact": place.exact, **given} if given else place.exact,
        "type": remark.type,
        "text": remark.text,
    }
    if remark.lang and _is_language(remark.lang):
        entry["lang"] = remark.lang
    names = [name for one in several(annotation.get("creator", [])) if (name := _creator(one))]
    if names:
        entry["by"] = ", ".join(names)
    if "created" in annotation:
        # The day as it was where the annotation was made; its zone has no place here.
        entry["on"] = several(annotation["created"])[0].partition("T")[0]
    return entry


def _creator(value: Any) -> str | None:
    named = (value.get("name") or value.get("id")) if isinstance(value, dict) else value
    first = next(iter(several(named)), None)
    words = one_line(first) if isinstance(first, str) else ""
    return words if words and control_character(words) is None else None


def _is_language(text: str) -> bool:
    try:
        check_language(text)
    except ValueError:
        return False
    return True


def _note(left: LeftOut) -> NotRepresented:
    return NotRepresented(
        thing="annotation",
        where=json_path(left.at),
        what=one_line(left.what),
        reason=left.reason,
    )
