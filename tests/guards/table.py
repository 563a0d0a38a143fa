"""Every guard against content that is not trusted: how it is taken away, and what then gets in."""

# ruff: noqa: ARG001, ARG005 (what stands in for a guard takes what the guard took)

import os
import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dossierpress.engine import cache_folder, store
from dossierpress.facts import editors_comments
from dossierpress.facts.markdown import allowed_html, body, links
from dossierpress.facts.markdown.render import inlines, writer
from dossierpress.indexes.checks.private_names import PrivateNameCheck
from dossierpress.kernel import escapes, portable_names
from dossierpress.kernel.diagnostics import printers
from dossierpress.kernel.merge_conflicts import without_conflicts
from dossierpress.located_yaml import refused
from dossierpress.media import clean, svg
from dossierpress.media.formats import Stripped
from dossierpress.pages import plan
from dossierpress.pages.components import body as page_body
from dossierpress.pages.components import external_links
from dossierpress.pages.views.parts import ExternalLink
from dossierpress.pipeline import build, publish, rollback
from dossierpress.publish import changes, edition_folders, known_editions, lock, manifest, verify
from dossierpress.publish.output_folder import survey_output
from dossierpress.schema import root_files, standard_checks, text_checks
from dossierpress.schema.annotation import Annotation
from dossierpress.schema.withholding import withholds
from dossierpress.serve import handlers, page_html, preview_folder
from dossierpress.serve.handlers import PreviewPage
from dossierpress.source import regular_file, walk
from dossierpress.source.known_files import is_intact
from dossierpress.templating import environment, lint
from dossierpress.visibility import withheld
from dossierpress.visibility.leak_check import scan
from dossierpress.visibility.log_redaction import Redaction
from dossierpress.visibility.name_forms.matches import Match
from dossierpress.visibility.withheld import PublishedFinder, add_only_unpublished
from guards import attacks
from guards.taking_away import SETTINGS, Files, acts, article, hollow, nodes, shown, somewhere
from leaks.canaries import picture

Removal = Callable[[pytest.MonkeyPatch], None]
Attack = Callable[[Path], bool]
"""Works in an empty folder; tells whether it got what it wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """One guard, or several of which each suffices: then an attack wins only without all."""

    removals: Mapping[str, Removal]
    attack: Attack
    afresh: bool = False
    """Whether what was compiled or read with the guard must be forgotten to go without."""


def does(function: object, instead: Callable[..., object]) -> Removal:
    """A function that lets everything through."""
    return lambda patch: hollow(patch, function, instead)


def has(module: object, name: str, instead: object) -> Removal:
    """Another value under the name by which it is known."""
    return lambda patch: patch.setattr(module, name, instead)


def has_not(class_: type, name: str) -> Removal:
    """A switch of a record that is off, whatever its author wrote."""
    off = property(lambda self: False)
    return lambda patch: patch.setattr(class_, name, off, raising=False)


def all_of(*removals: Removal) -> Removal:
    """One guard that is kept in several places."""

    def remove(patch: pytest.MonkeyPatch) -> None:
        for one in removals:
            one(patch)

    return remove


def page(text: str = "Text.", *, title: str = "A", settings: str = "") -> Attack:
    """A text that acts in the page of an article."""
    files: Files = {
        "site.yml": SETTINGS + settings,
        "content/articles/a.md": article(title, text),
    }
    return lambda folder: acts(shown(folder, files), "articles/a.html")


def text_of(wanted: bytes, path: str, text: str, settings: str = "") -> Attack:
    """A file of content that shows somewhere in the edition."""
    files: Files = {"site.yml": SETTINGS + settings, path: text}
    return lambda folder: somewhere(shown(folder, files), wanted)


def feed(wanted: bytes, text: str) -> Attack:
    """An article that shows in the feed."""
    files: Files = {"site.yml": SETTINGS, "content/articles/a.md": text}
    return lambda folder: somewhere({"feed.xml": shown(folder, files)["feed.xml"]}, wanted)


def media(name: str, data: bytes, wanted: bytes) -> Attack:
    """A file that is published with what must not be in it."""
    files: Files = {
        f"content/media/{name}": data,
        "content/articles/a.md": article("A", f"[x](../media/{name})"),
    }
    return lambda folder: somewhere(shown(folder, files), wanted)


def element(tag: str, text: str) -> Attack:
    """A text that makes an element which it may not."""
    files: Files = {"content/articles/a.md": article("A", text)}
    return lambda folder: any(
        node.tag == tag for node in nodes(shown(folder, files), "articles/a.html")
    )


def _walk_all(root: Path, top: str) -> Any:
    # In the place of `walk.walk`, whose names it sees.
    return tuple(
        sorted(
            os.path.relpath(f"{folder}/{name}", root)
            for folder, _, names in os.walk(root / top, followlinks=True)
            for name in names
        )
    ), []


def _read_all(path: Any, *, limit: int | None = None) -> tuple[bytes, Any]:
    return b"" if path.is_fifo() else path.read_bytes(), path.lstat()


def _html_parser(patch: pytest.MonkeyPatch) -> None:
    real = body.markdown_parser
    patch.setattr(body, "markdown_parser", lambda **given: real(**{**given, "keep_html": True}))


def _any_address(url: Any) -> Any:
    # In the place of `outside.outside_link`.
    return None if url is None else ExternalLink(href=url, label=url, ascii=None)


def _in_the_dossier(root: Any, named: Any = None) -> Any:
    # In the place of `cache_folder.cache_folder`, whose names it sees.
    return CacheFolder(path=root / ".cache")  # type: ignore[name-defined]  # noqa: F821


_named_by_all = does(PublishedFinder.names, lambda self, party: True)
"""Nothing that tells who must not be named is left out of claims, quotations, annotations."""
_last_look = does(scan.Scanner.at, lambda self, path, data, *, likely: iter(()))
_any_file = does(walk.walk_folder, _walk_all)
_any_read = does(regular_file.read_as_seen, _read_all)
_every_tag = all_of(
    has(allowed_html, "INLINE", allowed_html.INLINE | {"script"}),
    has(inlines, "INLINE", allowed_html.INLINE | {"script"}),
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = "<script>alert(1)</script>"
MORE = "date: 2020-01-02\n"

GUARDS: Mapping[str, Guarded] = {
    "text is escaped in pages": Guarded(
        afresh=True,
        removals={"autoescape": has(environment, "UNESCAPED", (".html", ".txt"))},
        attack=page(title=f'"{SCRIPT}"'),
    ),
    "text is escaped in feeds": Guarded(
        afresh=True,
        removals={"autoescape": has(environment, "UNESCAPED", (".xml", ".html", ".txt"))},
        attack=feed(b"<script>", article(f'"{SCRIPT}"', more=MORE)),
    ),
    "text is escaped in Markdown": Guarded(
        removals={"escape": has(page_body, "escape", str)},
        attack=page("&lt;script&gt;alert(1)&lt;/script&gt;"),
    ),
    "attributes are escaped in Markdown": Guarded(
        removals={"escape": has(writer, "escape", str)},
        attack=page("[x](https://x.example/ '\" onmouseover=\"alert(1)')"),
    ),
    "HTML in Markdown is text": Guarded(
        removals={"keep_html": _html_parser}, attack=element("mark", "A <mark>x</mark>.")
    ),
    "HTML that is let in is cleaned": Guarded(
        afresh=True,
        removals={"nh3": has(allowed_html, "nh3", SimpleNamespace(clean=lambda text, **_: text))},
        attack=page('A <b onclick="alert(1)">x</b>.', settings="raw_html: sanitise\n"),
    ),
    "tags are an allow-list": Guarded(
        afresh=True,
        removals={"INLINE": _every_tag},
        attack=page(f"A {SCRIPT}.", settings="raw_html: sanitise\n"),
    ),
    "HTML is text, and of HTML only listed tags are kept": Guarded(
        afresh=True,
        removals={"keep_html": _html_parser, "INLINE": _every_tag},
        attack=page(f"A {SCRIPT}."),
    ),
    "addresses in Markdown are an allow-list": Guarded(
        removals={
            "_ALLOWED": has(links, "_ALLOWED", ("https", "javascript")),
            "_WEB": has(links, "_WEB", re.compile(".*", re.DOTALL)),
        },
        attack=page("[x](javascript:alert)"),
    ),
    "addresses in front matter are an allow-list": Guarded(
        removals={
            "check_url": does(text_checks.check_url, lambda text: text),
            "outside_link": does(external_links.external_link, _any_address),
        },
        attack=text_of(
            b"javascript://x.example",
            "content/entities/e.yml",
            "- {id: e, kind: person, name: E, url: 'javascript://x.example/alert'}\n",
        ),
    ),
    "text holds no control characters": Guarded(
        removals={
            "control_character": does(text_checks.control_character, lambda text: None),
        },
        attack=text_of(b"owned", "content/articles/a.md", article('"A \\e]0;owned"')),
    ),
    "a moment needs its zone": Guarded(
        removals={
            "check_moment": does(
                standard_checks.check_moment, lambda value: str(value).rstrip("Z") + "Z"
            )
        },
        attack=text_of(
            b"Larkspur",
            "content/articles/a.md",
            article("Larkspur", more="embargo_until: 2024-06-01T10:00\n"),
        ),
    ),
    "YAML makes nothing but text": Guarded(
        removals={"refused_value": does(refused.refused_value, lambda event: None)},
        attack=text_of(
            b"Larkspur", "content/articles/a.md", article("!!python/object:os.system Larkspur")
        ),
    ),
    "links are not followed": Guarded(
        removals={"walk": _any_file, "regular_file": _any_read}, attack=attacks.linked
    ),
    "pipes and devices are not opened": Guarded(
        removals={"walk": _any_file, "regular_file": _any_read}, attack=attacks.piped
    ),
    "files have a limit": Guarded(removals={"regular_file": _any_read}, attack=attacks.oversized),
    "drawings are an allow-list": Guarded(
        removals={"check_svg": does(svg.check_svg, lambda data, embedded: ())},
        attack=media("x.svg", SVG, b"<script>"),
    ),
    "a file is what its name says": Guarded(
        removals={"kind_by_content": has(clean, "kind_by_content", lambda _: None)},
        attack=media("x.txt", f"<html>{SCRIPT}".encode(), b"<script>alert"),
    ),
    "media say nothing of their making": Guarded(
        removals={"strip": has(clean, "strip_file", lambda _, data: Stripped(data=data))},
        attack=media("x.png", picture("The informant's camera"), b"The informant's camera"),
    ),
    "pictures have a limit": Guarded(
        removals={"_too_many_pixels": does(clean._too_many_pixels, lambda path, size, limit: ())},
        attack=media("x.png", attacks.huge_picture(20_000), b"IHDR"),
    ),
    "templates quote their attributes": Guarded(
        afresh=True,
        removals={"lint": does(lint._markup, lambda templates, name: ())},
        attack=attacks.open_template,
    ),
    "drafts are withheld": Guarded(
        removals={"reason_of": does(withheld.reason_of, lambda record, as_of: None)},
        attack=text_of(
            b"Larkspur", "content/articles/a.md", article("Larkspur", more="status: draft\n")
        ),
    ),
    "private names are looked for": Guarded(
        removals={
            "private_guard": does(
                PrivateNameCheck.check,
                lambda self, subject, resolved, blocks, declared, reported, named: (),
            ),
            "scan": _last_look,
        },
        attack=attacks.private_name,
    ),
    "addresses are read as a browser reads them": Guarded(
        removals={"readings": does(escapes.readings, lambda text: (text,))},
        attack=attacks.escaped_name,
    ),
    "private names are looked for in every form": Guarded(
        removals={"is_name": does(Match.is_name, lambda self, *, cells, address: None)},
        attack=attacks.name_in_another_form,
    ),
    "what would tell who reports is left out": Guarded(
        removals={"scrub_claim": _named_by_all, "scan": _last_look},
        attack=attacks.private_reporter,
    ),
    "what would tell who speaks is left out": Guarded(
        removals={"scrub_quotation": _named_by_all, "scan": _last_look},
        attack=attacks.private_speaker,
    ),
    "what would tell in whose words somebody speaks is left out": Guarded(
        removals={"scrub_quotation": _named_by_all, "scan": _last_look},
        attack=attacks.private_wording,
    ),
    "a note in the words of somebody private is left out": Guarded(
        removals={"scrub_annotation": _named_by_all, "scan": _last_look},
        attack=attacks.private_words_in_a_note,
    ),
    "private annotations are left out": Guarded(
        removals={"private": has_not(Annotation, "private")},
        attack=attacks.private_annotation,
    ),
    "what is withheld is looked for in every file": Guarded(
        removals={"scan": _last_look},
        attack=attacks.leaking_file,
    ),
    "what is withheld is not quoted in a log": Guarded(
        removals={"Redaction.redacted": does(Redaction.redacted, lambda self, message: message)},
        attack=attacks.told_in_a_log,
    ),
    "a key that would withhold is never passed over": Guarded(
        removals={"withholds": does(withholds, lambda key, value: None)},
        attack=attacks.foreign_key_that_withholds,
    ),
    "remarks for the desk are refused": Guarded(
        removals={
            "editors_comments": does(
                editors_comments.comments_in_body,
                lambda text, code, *, definitions, is_html, path, span: (),
            )
        },
        attack=attacks.remark_for_the_desk,
    ),
    "two versions that were never merged are refused": Guarded(
        removals={"unmerged": does(without_conflicts, lambda text, *, path: (text, ()))},
        attack=attacks.unresolved_merge,
    ),
    "what only a withheld part speaks of is left out": Guarded(
        removals={
            "add_only_unpublished": does(
                add_only_unpublished,
                lambda withheld, register, named, shown, *, every_entity=True: withheld,
            ),
        },
        attack=attacks.source_of_a_private_relation,
    ),
    "files that are not ours are left": Guarded(
        removals={
            "survey": does(survey_output.__globals__["_tolerable"], lambda path, kind, listed: True)
        },
        attack=attacks.foreign_output,
    ),
    "the output is no other folder": Guarded(
        removals={
            "objection": does(
                survey_output.__globals__["objection_to_output"], lambda project: None
            ),
            "foreign": does(
                survey_output.__globals__["_tolerable"], lambda path, kind, listed: True
            ),
        },
        attack=attacks.output_of_content,
    ),
    "one build at a time": Guarded(
        removals={"lock": has(build, "lock_output", lambda _, wait: nullcontext(()))},
        attack=attacks.two_at_once,
    ),
    "the cache is not believed": Guarded(
        removals={"checksum": does(store._whole, lambda table, key, value, checksum: True)},
        attack=attacks.tampered_cache,
    ),
    "a cache that came with the dossier is not read": Guarded(
        removals={"cache_folder": does(cache_folder.cache_folder_of, _in_the_dossier)},
        attack=attacks.poisoned_by_a_stranger,
    ),
    "a cache that others can write is not believed": Guarded(
        removals={"objection_to": does(cache_folder.objection_to, lambda folder: None)},
        attack=attacks.poisoned_by_a_neighbour,
    ),
    "a cache is tables of the exact form": Guarded(
        removals={"_require_ours": does(store._require_ours, lambda connection: None)},
        attack=attacks.poisoned_by_a_view,
    ),
    "what a preview left goes": Guarded(
        removals={"remove_abandoned": does(preview_folder.remove_abandoned, lambda previews: None)},
        attack=attacks.left_by_a_preview,
    ),
    "what was withdrawn goes with its edition": Guarded(
        removals={
            "drop_if_withdrawn": has(
                publish, "drop_if_withdrawn", lambda kept, ledger, store, before, keep: ()
            )
        },
        attack=attacks.withdrawn_and_kept,
    ),
    "what is withheld now does not come back": Guarded(
        removals={
            "withheld_but_kept": has(rollback, "withheld_but_kept", lambda *_, beside_published: ())
        },
        attack=attacks.withdrawn_and_back,
    ),
    "an edition of somebody else is not published": Guarded(
        removals={"is_known": does(known_editions.is_known_edition, lambda project, digest: True)},
        attack=attacks.forged_edition,
    ),
    "a manifest says nothing twice": Guarded(
        removals={"_once": does(manifest._without_repeated_keys, lambda pairs: {**dict(pairs)})},
        attack=attacks.said_twice,
    ),
    "a copy has nothing that was not published": Guarded(
        removals={"desktop_litter_below": has(verify, "desktop_litter_below", lambda folder: ())},
        attack=attacks.left_by_a_desktop,
    ),
    "an old edition is told from the present one": Guarded(
        removals={"_too_old": does(verify._too_old, lambda manifest, at_least: [])},
        attack=attacks.old_edition,
    ),
    "the output is not believed": Guarded(
        removals={"intact": does(is_intact, lambda folder, path, *_: (folder / path).exists())},
        attack=attacks.tampered_page,
    ),
    "no path leads out of the output": Guarded(
        removals={"_require_apart": does(changes._require_apart, lambda files, folders: None)},
        attack=attacks.written_outside,
    ),
    "the lock is written past no link": Guarded(
        removals={"_say_who": does(lock._say_who, lambda holder: holder.write_bytes(b"1"))},
        attack=attacks.linked_holder,
    ),
    "editions are kept behind no link": Guarded(
        removals={
            "link_on_the_way": does(edition_folders.link_on_the_way, lambda project, folder: None)
        },
        attack=attacks.linked_editions,
    ),
    "no page comes in as a file of a host": Guarded(
        removals={"check_root_path": does(root_files.check_root_path, lambda text: text)},
        attack=text_of(
            b"<script>alert",
            "content/articles/a.md",
            article("A"),
            f"root_files: {{x.html: '{SCRIPT}'}}\n",
        ),
    ),
    "no two files are one on any system": Guarded(
        removals={"_folded": does(plan._folded_path, lambda path: path)},
        attack=attacks.two_of_one_name,
    ),
    "names give a terminal no orders": Guarded(
        removals={
            "show": does(printers.show, lambda text: text),
            "shown": does(portable_names.printable_path, lambda path: path),
        },
        attack=attacks.terminal_name,
    ),
    "lines give a terminal no orders": Guarded(
        removals={"show": does(printers.show, lambda text: text)},
        attack=attacks.terminal_line,
    ),
    "messages are text on the page of the preview": Guarded(
        removals={"escape": has(page_html, "escape", str)}, attack=attacks.preview_page
    ),
    "the preview answers to its own name": Guarded(
        removals={"is_our_host": does(handlers.is_our_host, lambda host, port: True)},
        attack=attacks.on_preview(attacks.rebinding),
    ),
    "the preview talks to its own pages": Guarded(
        removals={"is_our_origin": does(handlers.is_our_origin, lambda origin, host, port: True)},
        attack=attacks.on_preview(attacks.cross_site),
    ),
    "the preview hides what is hidden": Guarded(
        removals={
            "validate": has(PreviewPage, "validate_absolute_path", lambda _, _root, path: path)
        },
        attack=attacks.on_preview(attacks.hidden_file),
    ),
}
