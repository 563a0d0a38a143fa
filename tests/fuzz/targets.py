"""Every target: bytes in, nothing out, an exception where a promise is broken."""

import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from building import AS_OF, PICTURE, SMALL
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import FILE, Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.facts.parse_results import decode_parsed, encode_parsed
from dossierpress.facts.records import parse_file
from dossierpress.importers.ids import TakenNames
from dossierpress.importers.site_settings import extend_settings, settings_to_add
from dossierpress.importers.standoff.convert import convert_standoff
from dossierpress.importers.standoff.read import read_standoff
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import severity_of
from dossierpress.media.clean import STRIPPERS, pixel_size, strip_file
from dossierpress.media.formats import DamagedError, RevealingError, kind_by_content
from dossierpress.media.svg import check_svg
from dossierpress.pages.kinds import VIEWS
from dossierpress.pages.plan import plan_site
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.read_site import parse_config, read_config
from dossierpress.source.discovery import read_templates
from dossierpress.source.files import ContentFile
from dossierpress.templating.check_theme import facts_of_theme
from dossierpress.templating.rendering import renderer
from fuzz.promises import check_diagnostics
from harmless import check_harmless
from reading_bodies import as_html, read_text
from sample_site import render_all

Target = Callable[[bytes], None]

FILES = (
    "content/articles/a.md",
    "content/entities/a.md",
    "content/sources/a.md",
    "content/pages/a.md",
    "content/entities/a.yml",
    "content/sources/a.yml",
    "content/claims/a.md",
    "content/claims/a.yml",
)
"""What the first byte of an input to `content_file` chooses from."""
_TYPES = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "claims": "claim",
    "pages": "page",
}


def _config(choice: int) -> ParseConfig:
    html = "sanitise" if choice & 1 else "escape"
    keys = "ignore" if choice & 2 else "error"
    return _settled(f"title: T\nraw_html: {html}\nunknown_keys: {keys}\n")


@cache
def _settled(text: str) -> ParseConfig:
    config, problems = read_config(text.encode())
    assert config is not None, problems
    return parse_config(config)


def _file(path: str, data: bytes) -> ContentFile:
    type_ = _TYPES.get(path.split("/")[1], "media")
    return ContentFile(path=path, type=type_, held=data, digest=str(hash(data)))  # type: ignore[arg-type]


def content_file(data: bytes) -> None:
    """Front matter and body of a file of any type; the first byte chooses type and settings."""
    choice, data = (data[0], data[1:]) if data else (0, b"")
    path, config = FILES[choice % len(FILES)], _config(choice // len(FILES))
    parsed = parse_file(_file(path, data), config)
    assert parsed == parse_file(_file(path, data), config)
    check_diagnostics(parsed.diagnostics, {path: data})
    made = encode_parsed(parsed)
    kept = decode_parsed(made.entry, lambda _: made.row)
    assert kept is not None
    # What is read back knows a digest of each record, too.
    assert parsed == replace(kept, records=tuple(replace(one, stamp=b"") for one in kept.records))
    for record in parsed.records:
        check_harmless(record.body, filled=as_html(record.body))


def markdown(data: bytes) -> None:
    """A body alone; the first byte chooses the settings."""
    choice, data = (data[0], data[1:]) if data else (0, b"")
    text = data.decode(errors="replace").replace("\r", "").replace("\x00", "")
    config = _config(choice)
    body, diagnostics = read_text(text, config)
    assert (body, diagnostics) == read_text(text, config)
    check_diagnostics(diagnostics, {"harbour.md": text.encode()})
    check_harmless(body, filled=as_html(body))


def site_settings(data: bytes) -> None:
    """site.yml."""
    config, diagnostics = read_config(data)
    assert (config, diagnostics) == read_config(data)
    check_diagnostics(diagnostics, {"site.yml": data})
    assert config is not None or diagnostics


def stand_off(data: bytes) -> None:
    """Stand-off JSON, and the files that it becomes: an author's, without a mistake."""
    found, problems = read_standoff(data, path="news.json")
    check_diagnostics(problems, {"news.json": data})
    assert (found is None) == bool(problems)
    if found is None:
        return
    known = TakenNames(
        kinds=frozenset(["person"]),
        ids=(("article", frozenset(["a"])), ("entity", frozenset(["e"]))),
    )
    imported = convert_standoff(found, name="news", known=known)
    assert imported == convert_standoff(found, name="news", known=known)
    added = settings_to_add(imported.kinds, imported.relation_types)
    site, wrong = read_config((extend_settings("title: T\n", added) or "").encode())
    assert (site is None, wrong) == (False, ())
    assert site is not None
    config = parse_config(site)
    paths = [path for path, _ in imported.files]
    assert len(paths) == len({path.casefold() for path in paths})
    for path, text in imported.files:
        parsed = parse_file(_file(path, text.encode()), config)
        errors = [one for one in parsed.diagnostics if severity_of(one.code) == "error"]
        assert errors == [], (path, text)


_KEPT = {f"key-{number}": b"value %d" % number * 9 for number in range(12)}
_CACHES: list[bytes] = []


def _cache() -> bytes:
    """The bytes of a sound cache."""
    if not _CACHES:
        with tempfile.TemporaryDirectory() as folder:
            with Store(Path(folder)) as store:
                store.keep("parsed", _KEPT)
            _CACHES.append((Path(folder) / FILE).read_bytes())
    return _CACHES[0]


def damaged_cache(data: bytes) -> None:
    """A cache with changes: (place, two bytes; what to do; a byte), again and again."""
    damaged = bytearray(_cache())
    for start in range(0, len(data) - 3, 4):
        place = int.from_bytes(data[start : start + 2]) % (len(damaged) + 1)
        action, byte = data[start + 2] % 8, data[start + 3]
        if action < 5:
            damaged[place : place + 1] = bytes([byte])
        elif action == 5:
            damaged[place:place] = bytes([byte]) * 16
        elif action == 6:
            damaged[place : place + 1 + byte] = b""
        else:
            del damaged[place:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE).write_bytes(damaged)
        with Store(folder, wait=0.0) as store:
            assert store.find("parsed", _KEPT).items() <= _KEPT.items()
            store.keep("parsed", {"key-new": b"new"})
            assert store.find("parsed", ["key-new"]).get("key-new", b"new") == b"new"
            store.sweep("parsed", ["key-new"])
        with Store(folder, wait=0.0) as store:
            assert store.find("parsed", ["key-new"]).get("key-new", b"new") == b"new"


class _Handing(Store):
    """Gives one value, whatever it is asked for."""

    value = b""

    def find(self, table: object, keys: object) -> dict[str, bytes]:
        del table
        return dict.fromkeys(keys, self.value)  # type: ignore[call-overload, no-any-return]


def cached_value(data: bytes) -> None:
    """A value of the cache that is sound, and says anything."""
    config = _config(0)
    file = _file("content/pages/a.md", b"---\ntitle: T\n---\n")
    with _Handing() as store, InlineExecutor() as executor:
        store.value = data
        done = parse_all([file], config, executor=executor, store=store, progress=_silent)
        assert len(done.parsed) == 1
        encode_parsed(done.parsed[0])


def _silent(done: int, total: int) -> None:
    del done, total


def media(data: bytes) -> None:
    """A picture or another file, told by its own first bytes."""
    kind = kind_by_content(data)
    if kind == "SVG":
        for what, span in check_svg(data, lambda _kind, _data: None):
            assert what
            assert span is None or 1 <= span.line <= data.count(b"\n") + data.count(b"\r") + 1
    elif kind is not None and kind in STRIPPERS:
        try:
            stripped = strip_file(kind, data)
            pixel_size(kind, stripped.data)
        except (DamagedError, RevealingError):
            return
        assert strip_file(kind, stripped.data).data == stripped.data
        assert kind_by_content(stripped.data) == kind


_SPOKEN_OF: Mapping[str, str] = {
    "content/claims/quay.yml": (
        "- id: quay-closed\n  text: The quay was closed for good.\n  about: [amsel, acme]\n"
        "  aspect: closing\n  value: 2021-03\n"
        "  status:\n    - {is: reported, on: 2021-03-04}\n"
        "    - {is: disputed, on: 2021-04, by: desk, note: the port denies it}\n"
        "  contradicts: {to: quay-open, note: one of both}\n  supports: ships-left\n"
        "  reports:\n"
        "    - {by: courier, verb: wrote, citing: [lena, {unnamed: a docker}], on: 2021-03-04,"
        ' credibility: "2", article: reading,'
        " quote: {exact: The quay is shut, lang: en, translation: It is shut}}\n"
        "    - {by: lena, citing: acme, stance: doubts, said: 2021-03-05}\n"
        "- id: quay-open\n  text: The quay stays open.\n  about: amsel\n  aspect: closing\n"
        "  value: {date: 2022}\n  contradicts: quay-closed\n  reports: [{by: acme}]\n"
        "- id: ships-left\n  text: Ships left.\n  about: amsel\n"
        '  value: {number: ">=6", unit: ships}\n  supersedes: quay-open\n'
        "  reports: [{by: {unnamed: a docker}, at: p. 3}]\n"
    ),
    "content/claims/moved.md": (
        "---\ntext: The yard moved to Amsel.\nabout: acme\nvalue: {place: amsel}\n"
        "reports: [{by: courier, url: https://courier.example/1, accessed: 2024}]\n---\n\n"
        "See [[claim:quay-closed]] and [@courier].\n"
    ),
    "content/articles/reading.md": (
        "---\ntitle: A reading\ndate: 2021-03-06\nsources: [courier]\norigin: {source: courier}\n"
        "claims:\n  - quay-closed\n"
        "  - {id: crews-left, text: The crews left., reports: [{by: lena, citing: courier}]}\n"
        "annotations:\n"
        "  - {quote: a true scandal, type: framing, framing: loaded-term, neutral: an event,"
        " text: A word., by: desk, on: 2021-04, sources: courier}\n"
        "  - quote: {exact: shut, prefix: 'is ', suffix: ','}\n"
        "    type: correction\n    text: It reopened.\n    to: claim:quay-open\n"
        "  - {quote: in the end, text: For us alone., private: true}\n"
        "quotations:\n"
        "  - {quote: '“The quay is shut,”', speaker: lena, addressee: [acme, {unnamed: a docker}],"
        " original: {text: O cais fechou, lang: pt}, said: 2021-03-05, same: shut, note: Twice.}\n"
        "  - {quote: so be it, speaker: {unnamed: a docker}, same: shut}\n"
        "---\n\n“The quay *is* shut,” said Lena Marek, *a true scandal*; so be it in the end.\n\n"
        "- [[claim:ships-left|They left]], as [[quay-closed]] says.\n"
    ),
}
"""Claims, annotations and quotations, with every key that they have."""
SOUND: Mapping[str, bytes] = {
    path: text if isinstance(text, bytes) else text.encode()
    for path, text in {**SMALL, **_SPOKEN_OF}.items()
}
REPLACED = tuple(sorted(path for path in SOUND if not path.endswith(".png")))


def dossier(data: bytes) -> None:
    """A whole small dossier, one file of which is replaced; the first byte chooses which."""
    choice, data = (data[0], data[1:]) if data else (0, b"")
    path = REPLACED[choice % len(REPLACED)]
    files = {**SOUND, path: data}
    config, problems = read_config(files.pop("site.yml"))
    if config is None:
        check_diagnostics(problems, {"site.yml": data})
        return
    media_files = [_file("content/media/quay.png", PICTURE)]
    parsed = [
        parse_file(_file(path, text), parse_config(config))
        for path, text in files.items()
        if not path.endswith(".png")
    ]
    found = [*problems, *(one for each in parsed for one in each.diagnostics)]
    site, unresolved = resolve(parsed, media_files, config, as_of=AS_OF)
    assert unresolved == resolve(parsed, media_files, config, as_of=AS_OF)[1]
    templates, _ = _TEMPLATES
    planned, clashes = plan_site(site, templates, _FACTS)
    found += [*unresolved, *clashes, *_FACTS.diagnostics]
    where = {**files, "site.yml": data if path == "site.yml" else SOUND["site.yml"]}
    check_diagnostics(found, where)
    if any(severity_of(one.code) == "error" for one in found):
        return
    outputs, failures = render_all((page for page, _ in planned.pages), renderer(templates))
    assert failures == ()
    for output in outputs:
        output.data.decode()
        if output.path.endswith(".json"):
            json.loads(output.data)


_TEMPLATES = read_templates(Path(tempfile.gettempdir()) / "there-is-no-such-dossier")
_FACTS = facts_of_theme(_TEMPLATES[0], VIEWS)

TARGETS: Mapping[str, Target] = {
    "content_file": content_file,
    "markdown": markdown,
    "site_settings": site_settings,
    "stand_off": stand_off,
    "damaged_cache": damaged_cache,
    "cached_value": cached_value,
    "media": media,
    "dossier": dossier,
}
