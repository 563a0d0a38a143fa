"""What a cached value depends on, as one digest: the input, the settings used, and the code.

Anything that is left out here could make a build show something stale, so the code counts whole:
every file of the package, every library that it asks for, and the Python that runs it.
"""

import functools
import hashlib
import json
import platform
import re
import unicodedata
import zoneinfo
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from msgspec import to_builtins

from dossierpress.model.content import ContentFile, ParseConfig
from dossierpress.model.output import TemplateSet
from dossierpress.page_scripts import is_page_script

_SHAPING = (".py", ".yml", ".yaml", ".json")
_DISTRIBUTION = "dossierpress"


def parse_key(file: ContentFile, config: ParseConfig) -> str:
    """Equal keys mean equal `Parsed`."""
    return _digest("parse", code_digest(), file.path, file.type, file.digest, _canonical(config))


def page_key(fingerprint: str) -> str:
    """Equal keys mean equal bytes of the page."""
    return _digest("page", code_digest(), fingerprint)


def views_key(zone: str) -> str:
    """Equal keys mean that the same reads make the same view.

    Args:
        zone: IANA name of the zone in which times are shown; its rules come with the system.
    """
    import icu  # noqa: PLC0415 (names of languages, orders of letters; loaded by what makes views)

    return _digest("views", code_digest(), icu.ICU_VERSION, _rules_of(zone))


def _rules_of(zone: str) -> str:
    """A digest of what is known of a time zone."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, zone)
        if file.is_file():
            return hashlib.sha256(file.read_bytes()).hexdigest()
    try:
        return metadata.version("tzdata")
    except metadata.PackageNotFoundError:
        return ""


def theme_key(templates: TemplateSet) -> str:
    """Equal keys mean that the same is known of a theme: its texts, its scripts, their places."""
    parts = [part for named in (*templates.templates, *templates.paths) for part in named]
    for path, data in templates.statics:
        if is_page_script(path):
            parts += [path, hashlib.sha256(data).hexdigest()]
    return _digest("theme", code_digest(), *parts)


def template_keys(templates: TemplateSet) -> dict[str, str]:
    """Template -> key: equal ones mean that a template is compiled to the same code, which runs."""
    paths = dict(templates.paths)
    about = ("template", code_digest(), MAGIC_NUMBER.hex())
    return {name: _digest(*about, name, text, paths[name]) for name, text in templates.templates}


@functools.cache
def code_digest() -> str:
    """Of all that turns content into pages, the theme apart; read once, as the code was."""
    parts = [
        platform.python_implementation(),
        platform.python_version(),
        unicodedata.unidata_version,
    ]
    parts += [f"{name}=={version}" for name, version in sorted(_libraries().items())]
    for name, data in _package(resources.files(_DISTRIBUTION), ""):
        parts += [name, hashlib.sha256(data).hexdigest()]
    return _digest(*parts)


@functools.lru_cache(maxsize=8)
def _canonical(config: ParseConfig) -> str:
    plain = to_builtins(config, enc_hook=lambda limits: limits.model_dump())
    return json.dumps(plain, sort_keys=True)


def _libraries() -> dict[str, str]:
    """Name -> version of every library asked for, near and far."""
    versions: dict[str, str] = {}
    wanted = [_DISTRIBUTION]
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if name in versions:
            continue
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            versions[name] = ""
            continue
        versions[name] = found.version
        wanted += [
            re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            for requirement in found.requires or ()
            if "extra ==" not in requirement
        ]
    if not versions[_DISTRIBUTION]:
        # Run from a bare checkout: nothing says which libraries count, so all of them do.
        versions |= {found.name: found.version for found in metadata.distributions()}
    return versions


def _package(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    files = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.is_dir() and entry.name not in ("__pycache__", "theme"):
            files += _package(entry, f"{path}/")
        elif entry.name.endswith(_SHAPING):
            files.append((path, entry.read_bytes()))
    return files


def _digest(*parts: str) -> str:
    """Of the parts in order; each is framed, so that no two lists of parts read alike."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
