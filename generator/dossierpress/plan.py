"""From the site to everything that will be in output/: pages with their fingerprints, and files."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from markupsafe import Markup
from msgspec.msgpack import Encoder, Ext

from dossierpress import routes
from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.emitters import EMITTERS, Edition, Emitter
from dossierpress.emitters.files import ROOT_FILES_ORIGIN
from dossierpress.model.output import Asset, Page, Plan, TemplateSet, ThemeFacts
from dossierpress.model.site import Site

_FILE = re.compile(r"(?:content|templates)/.+")


def plan(
    site: Site,
    templates: TemplateSet,
    facts: ThemeFacts,
    *,
    emitters: Sequence[Emitter] = EMITTERS,
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Decide everything that is published.

    Args:
        site: The dossier, whole.
        templates: The theme.
        facts: What is known of the theme.
        emitters: Who decides what; the built-in ones by default.

    Returns:
        The plan, and all that is wrong with the theme, with every two things that would be
        written to one path.
    """
    edition = Edition(site=site, theme=templates)
    emitted = [item for emitter in emitters for item in emitter.emit(edition)]
    items, clashes = _without_clashes(emitted, site)
    pages = sorted((item for item in items if isinstance(item, Page)), key=lambda one: one.path)
    assets = sorted((item for item in items if isinstance(item, Asset)), key=lambda one: one.path)
    planned = Plan(
        pages=tuple((page, fingerprint(page, facts)) for page in pages),
        assets=tuple(assets),
    )
    return planned, (*clashes, *facts.diagnostics)


def fingerprint(page: Page, facts: ThemeFacts) -> str:
    """A digest of all that the bytes of a page depend on: equal ones mean equal bytes."""
    parts = (page.template, facts.closures[page.template])
    digest = sha256()
    for data in (*(part.encode() for part in parts), canonical(page)):
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def canonical(page: Page) -> bytes:
    """The view in full, as MessagePack.

    Every view is an array of the name of its class and its values in the order of its fields. What
    is finished HTML and what is text are told apart. Names of fields are part of our code, which
    counts as a whole beside the fingerprint.

    Raises:
        TypeError: The view holds something else than texts, numbers, tuples and views.
    """
    return _ENCODER.encode(page.view)


def _markup(value: object) -> Ext:
    if not isinstance(value, Markup):
        raise TypeError(f"a view holds no {type(value).__name__}")
    return Ext(1, value.encode())


_ENCODER = Encoder(enc_hook=_markup)


def _without_clashes(
    emitted: Iterable[Page | Asset], site: Site
) -> tuple[list[Page | Asset], list[Diagnostic]]:
    """Keep the first of all that some file system would take for one file."""
    kept: dict[str, Page | Asset] = {}
    clashes: list[Diagnostic] = []
    for item in emitted:
        meets = kept.setdefault(_folded(item.path), item)
        if meets is not item and not _refused_by_name(meets, item, site):
            clashes.append(_clash(meets, item))
    return list(kept.values()), clashes


def _refused_by_name(one: Page | Asset, other: Page | Asset, site: Site) -> bool:
    """Whether this is an id that belongs to a list: it is refused where it is written."""
    written = any(_FILE.search(item.origin) for item in (one, other))
    return written and routes.is_of_a_list(one.path, site)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _clash(one: Page | Asset, other: Page | Asset) -> Diagnostic:
    here, there = (other, one) if _FILE.search(other.origin) else (one, other)
    path = _FILE.search(here.origin)
    elsewhere = _FILE.search(there.origin)
    alike = "" if one.path == other.path else f", where `{there.path}` is the same file to some"
    return Diagnostic(
        code="plan-path-clash",
        path=path[0] if path else "site.yml",
        message=f"`{here.path}` would be written twice: for {_quoted(here)}, and for "
        f"{_quoted(there)}{alike}",
        hint="take it out of `root_files`"
        if ROOT_FILES_ORIGIN in (one.origin, other.origin)
        else "give one of them another id",
        notes=(Note(message="the other one is made of this", path=elsewhere[0]),)
        if elsewhere
        else (),
    )


def _quoted(item: Page | Asset) -> str:
    return _FILE.sub(lambda found: f"`{found[0]}`", item.origin)
