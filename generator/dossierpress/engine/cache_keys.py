"""What cached values depend on beside their input: the code, as one digest.

Anything left out here could make a build publish something stale, so all code counts: every file
of the package, every library that it requires, and the Python that runs it.
"""

import functools
import hashlib
import platform
import re
import unicodedata
import zoneinfo
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

_SHAPING = (".py", ".yml", ".yaml", ".json")
_DISTRIBUTION = "dossierpress"


def views_key(zone: str) -> str:
    """The key of views: where it is equal, equal reads give equal views.

    Args:
        zone: IANA name of the zone in which times are shown; its rules come with the system.
    """
    import icu  # noqa: PLC0415 (names of languages, orders of letters; loaded by what makes views)

    return digest_of_parts("views", code_digest(), icu.ICU_VERSION, _rules_of(zone))


def _rules_of(zone: str) -> str:
    """A digest of the rules of a time zone."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, zone)
        if file.is_file():
            return hashlib.sha256(file.read_bytes()).hexdigest()
    try:
        return metadata.version("tzdata")
    except metadata.PackageNotFoundError:
        return ""


@functools.cache
def code_digest() -> str:
    """Digest of all code that turns content into pages, without the theme; computed once."""
    parts = [
        platform.python_implementation(),
        platform.python_version(),
        unicodedata.unidata_version,
    ]
    parts += [f"{name}=={version}" for name, version in sorted(_libraries().items())]
    for name, data in _package(resources.files(_DISTRIBUTION), ""):
        parts += [name, hashlib.sha256(data).hexdigest()]
    return digest_of_parts(*parts)


def _libraries() -> dict[str, str]:
    """Name -> version of every library required, directly or indirectly."""
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
        versions[name], required = _version_and_requirements(found)
        wanted += [
            re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            for requirement in required
            if "extra ==" not in requirement
        ]
    if not versions[_DISTRIBUTION]:
        # Run from a bare checkout: nothing says which libraries count, so all of them do.
        versions |= {found.name: found.version for found in metadata.distributions()}
    return versions


def _version_and_requirements(found: metadata.Distribution) -> tuple[str, list[str]]:
    """What a library says of itself, in the head of its metadata.

    `found.version` reads all of it as an e-mail, with the whole description: for each library that
    takes longer than to read the code of a room.
    """
    head = (found.read_text("METADATA") or "").partition("\n\n")[0]
    fields = [line.partition(": ")[::2] for line in head.splitlines()]
    version = next((value for name, value in fields if name == "Version"), None)
    if version is None:  # installed in an older way
        return found.version, found.requires or []
    return version, [value for name, value in fields if name == "Requires-Dist"]


def _package(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    files = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.is_dir() and entry.name not in ("__pycache__", "theme"):
            files += _package(entry, f"{path}/")
        elif entry.name.endswith(_SHAPING):
            files.append((path, entry.read_bytes()))
    return files


def digest_of_parts(*parts: str) -> str:
    """Digest of parts in order; each is framed, so that different lists have different input."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
