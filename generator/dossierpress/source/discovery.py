"""Find and read the files of a dossier: settings, content files, theme.

Gets the site's folder; returns the files with their bytes, and a diagnostic for every file that
cannot be used. Order never depends on the file system. Links are not followed; every size is
checked before a byte is read; only regular files are opened.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import dossierpress
from dossierpress.kernel.diagnostics import Diagnostic, Note, Span
from dossierpress.kernel.diagnostics.hints import suggest
from dossierpress.kernel.merge_conflicts import without_conflicts
from dossierpress.kernel.portable_names import colliding_paths, printable_path
from dossierpress.schema.limits import Limits
from dossierpress.source.files import CatalogueFile, ContentFile, FileType, TemplateSet
from dossierpress.source.known_files import KnownFiles
from dossierpress.source.project import SETTINGS
from dossierpress.source.regular_file import NotRegularError, TooBigError, read_regular_file
from dossierpress.source.stray_files import is_litter, second_version
from dossierpress.source.walk import (
    report_second_version,
    report_special_file,
    report_symlink,
    report_unreadable,
    walk_folder,
)

CONTENT = "content"
TEMPLATES = "templates"
STATIC = "static/"
"""Files of the theme below this folder are published as they are."""
LOCALE = "locale/"
"""Catalogues of the theme's words: the site's are laid over the shipped ones, word by word."""

# Limits of trusted files, which no setting raises; those of content are in the settings.
SETTINGS_LIMIT = 1_000_000
TEMPLATE_LIMIT = 1_000_000
STATIC_LIMIT = 16_000_000

_FOLDERS: dict[str, FileType] = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
    "claims": "claim",
    "pages": "page",
    "media": "media",
}
_STATIC_TEXTS = (".css", ".js", ".mjs", ".json", ".svg", ".txt", ".html")
_YAML = (".yml", ".yaml")
_MEDIA = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"),
    *(".pdf", ".txt", ".csv", ".json"),
    *(".mp3", ".mp4", ".webm", ".vtt"),
)
_EXTENSIONS: dict[FileType, tuple[str, ...]] = {
    "article": (".md",),
    "entity": (".md", *_YAML),
    "source": (".md", *_YAML),
    "claim": (".md", *_YAML),
    "page": (".md",),
    "media": _MEDIA,
}


def read_settings(root: Path) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Read site.yml: its bytes, or None and why not."""
    if not (root / SETTINGS).is_symlink() and not (root / SETTINGS).exists():
        return None, (
            Diagnostic(
                code="disc-unreadable",
                path=SETTINGS,
                message=f"cannot be read: the dossier has no `{SETTINGS}`",
                hint=f"write a `{SETTINGS}` with a `title`, or let `dossier init` do it",
            ),
        )
    data, problems = read_capped(root, SETTINGS, SETTINGS_LIMIT)
    return data, (*problems, *_second_settings(root))


def _second_settings(root: Path) -> Iterator[Diagnostic]:
    """Report second versions of site.yml: a setting of theirs may withhold something."""
    try:
        names = sorted(entry.name for entry in os.scandir(root) if not is_litter(entry.name))
    except OSError:
        return
    for name in names:
        version = second_version(name, names)
        if version is not None and version.first == SETTINGS:
            yield report_second_version(name, version, beside=True)


def discover(
    root: Path, limits: Limits | None = None, *, known: KnownFiles | None = None
) -> tuple[tuple[ContentFile, ...], tuple[Diagnostic, ...]]:
    """Find every content file of the dossier in the folder `root`, in order of path.

    Args:
        root: The dossier's folder.
        limits: Limits on the files.
        known: Files that need not be read, since nobody has written to them; their bytes are read
            when needed. None reads all files.
    """
    limits = limits or Limits()
    known = known or KnownFiles()
    paths, problems = walk_folder(root, CONTENT)
    if not os.path.lexists(root / CONTENT):
        problems.append(_no_content())
    if len(paths) > limits.files:
        return (), (_too_many(len(paths), limits.files),)
    problems += _twins(paths)
    files = []
    for path in paths:
        file_type, problem = _classify(path)
        if problem is not None:
            problems.append(problem)
        if file_type is None:
            continue
        setting = _setting(file_type, path)
        limit = getattr(limits, setting)
        digest = known.recall(f"{root}/{path}", limit=limit)
        if digest is not None:
            again = partial(_read_again, root, path, limit, digest)
            files.append(ContentFile(path=path, type=file_type, held=again, digest=digest))
            continue
        found, unread = _read_capped(root, path, limit, setting, known)
        problems += unread
        if found is not None:
            data, digest = found
            files.append(ContentFile(path=path, type=file_type, held=data, digest=digest))
    return tuple(files), tuple(problems)


def _read_again(root: Path, path: str, limit: int, digest: str) -> bytes:
    """Read a file that was unchanged when it was found.

    Raises:
        ChangedError: It has changed since.
    """
    try:
        data = read_regular_file(root / path, limit=limit)
    except OSError as error:
        raise ChangedError(path) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise ChangedError(path)
    return data


class ChangedError(Exception):
    """A content file was changed or removed during a build.

    The only argument is its path, so that the error can be pickled between processes.
    """


def changed(error: ChangedError) -> Diagnostic:
    """The diagnostic for it."""
    return Diagnostic(
        code="disc-unreadable",
        path=printable_path(str(error)),
        message="cannot be read: it was changed or removed while the dossier was being read",
        hint="run the command again when nothing is being written any more",
    )


def _no_content() -> Diagnostic:
    # A folder that was renamed, or whose drive is gone, is not an empty dossier.
    return Diagnostic(
        code="disc-unreadable",
        path=CONTENT,
        message=f"cannot be read: the dossier has no folder `{CONTENT}`",
        hint=f"put it back; a dossier that really has no content keeps an empty `{CONTENT}/`",
    )


def _too_many(found: int, limit: int) -> Diagnostic:
    return Diagnostic(
        code="disc-too-many",
        path=CONTENT,
        message=f"{found:,} files, over the limit of {limit:,}; none of them was read",
        hint="make several dossiers of it, or raise `limits: {files: …}` in site.yml",
    )


def read_templates(root: Path) -> tuple[TemplateSet, tuple[Diagnostic, ...]]:
    """Read the theme: the site's own templates/ laid over the shipped theme, file by file."""
    found = {name: (f"theme:{name}", data) for name, data in _theme()}
    shipped = {name: data for name, (_, data) in found.items()}
    paths, problems = walk_folder(root, TEMPLATES)
    problems += _twins(paths)
    for path in paths:
        name = path.removeprefix(f"{TEMPLATES}/")
        limit = STATIC_LIMIT if name.startswith(STATIC) else TEMPLATE_LIMIT
        data, unread = read_capped(root, path, limit)
        problems += unread
        if data is not None:
            found[name] = (path, data)
    texts: list[tuple[str, str]] = []
    for name in sorted(found):
        path, data = found[name]
        if name.startswith(LOCALE):
            continue
        if not name.startswith(STATIC):
            text, undecodable = _decode(path, data)
            problems += undecodable
            texts.append((name, text))
        elif PurePosixPath(name).suffix in _STATIC_TEXTS:
            plain = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            problems += without_conflicts(plain, path=printable_path(path))[1]
    catalogues, undecodable = _catalogues(found, shipped)
    problems += undecodable
    templates = TemplateSet(
        templates=tuple(texts),
        statics=tuple(
            (name.removeprefix(STATIC), found[name][1])
            for name in sorted(found)
            if name.startswith(STATIC)
        ),
        paths=tuple((name, found[name][0]) for name in sorted(found)),
        catalogues=catalogues,
        own=sum(
            data != shipped.get(name)
            for name, (_, data) in found.items()
            if not name.startswith(LOCALE)
        ),
    )
    return templates, tuple(problems)


def _catalogues(
    found: Mapping[str, tuple[str, bytes]], shipped: Mapping[str, bytes]
) -> tuple[tuple[CatalogueFile, ...], tuple[Diagnostic, ...]]:
    """The catalogues of the theme, each with the one that the site lays over it."""
    files: list[CatalogueFile] = []
    problems: list[Diagnostic] = []
    for name in sorted(found):
        if not name.startswith(LOCALE) or not name.endswith(".po"):
            continue
        path, data = found[name]
        lang = name.removeprefix(LOCALE).removesuffix(".po").replace("_", "-")
        below = shipped.get(name, data)
        for where, held in ((f"theme:{name}", below), (path, data)):
            if where == path or below != data:
                text, undecodable = _decode(where, held)
                problems += undecodable
                files.append(CatalogueFile(lang=lang, path=where, text=text))
    return tuple(files), tuple(problems)


def _theme() -> Iterator[tuple[str, bytes]]:
    """(name, data) of every file of the shipped theme."""
    shipped = resources.files("dossierpress").joinpath("theme")
    if shipped.is_dir():
        yield from _files(shipped, "")
        return
    # An editable checkout keeps the theme beside generator/, where it is the dossier's own too.
    yield from _files(Path(dossierpress.__file__).parents[2] / TEMPLATES, "")


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__")):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _decode(path: str, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """A template's text, with newlines normalised, since a checkout may change them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        problem = Diagnostic(
            code="disc-template-encoding",
            path=printable_path(path),
            span=Span(line=line, column=column),
            message=f"byte {error.start + 1} is not valid UTF-8",
            hint="save the template as UTF-8",
        )
        return "", (problem,)
    return without_conflicts(
        text.replace("\r\n", "\n").replace("\r", "\n"), path=printable_path(path)
    )


def read_capped(
    root: Path, path: str, limit: int, setting: str | None = None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Read a file of the site: its bytes, or None and why not; `setting` names the limit."""
    found, problems = _read_capped(root, path, limit, setting, KnownFiles())
    return None if found is None else found[0], problems


def read_if_there(root: Path, path: str, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The same of a file that need not be there: then it is None without a reason."""
    return read_capped(root, path, limit) if os.path.lexists(root / path) else (None, ())


def _read_capped(
    root: Path, path: str, limit: int, setting: str | None, known: KnownFiles
) -> tuple[tuple[bytes, str] | None, tuple[Diagnostic, ...]]:
    """The same, with the digest of the bytes, which is added to `known`."""
    try:
        return known.read(root / path, limit=limit), ()
    except TooBigError as error:
        problem = Diagnostic(
            code="disc-too-big",
            path=printable_path(path),
            message=f"{error.size:,} bytes, over the limit of {limit:,}",
            hint="split it, make it smaller, or host it elsewhere and link to it"
            + (f"; `limits: {{{setting}: …}}` in site.yml allows more" if setting else ""),
        )
    except NotRegularError:
        problem = (
            report_symlink(root, path) if (root / path).is_symlink() else report_special_file(path)
        )
    except OSError as error:
        problem = report_unreadable(path, error)
    return None, (problem,)


def _classify(path: str) -> tuple[FileType | None, Diagnostic | None]:
    """Classify a file by its folder and extension."""
    parts = tuple(path.split("/"))
    file_type = _FOLDERS.get(parts[1]) if len(parts) > 2 else None
    if file_type is None:
        return None, _misplaced(path, parts)
    name = parts[-1]
    dot = name.rfind(".")
    suffix = name[dot:] if 0 < dot < len(name) - 1 else ""
    # Cameras write `.JPG`; for text, one spelling keeps ids and messages simple.
    if (suffix.lower() if file_type == "media" else suffix) not in _EXTENSIONS[file_type]:
        return None, _wrong_extension(path, parts[1], file_type, suffix.lower())
    return file_type, None


def _misplaced(path: str, parts: tuple[str, ...]) -> Diagnostic:
    known = ", ".join(f"`{CONTENT}/{folder}/`" for folder in _FOLDERS)
    close = suggest(parts[1], _FOLDERS) if len(parts) > 2 else None
    return Diagnostic(
        code="disc-misplaced-file",
        path=printable_path(path),
        message=f"not read: files of a dossier stand below {known}",
        hint=f"did you mean `{CONTENT}/{close}/`?" if close else _belongs(parts[-1]),
    )


def _belongs(name: str) -> str:
    """The folders in which a file of this name would be read."""
    extension = PurePosixPath(name).suffix.lower()
    folders = [
        f"`{CONTENT}/{folder}/`"
        for folder, file_type in _FOLDERS.items()
        if extension in _EXTENSIONS[file_type]
    ]
    if not folders:
        return "move it out of the dossier's content"
    return f"move it into {', '.join(folders[:-1])}{' or ' if folders[1:] else ''}{folders[-1]}"


def _wrong_extension(path: str, folder: str, file_type: FileType, extension: str) -> Diagnostic:
    allowed = ", ".join(f"`{allowed}`" for allowed in _EXTENSIONS[file_type])
    if extension in _EXTENSIONS[file_type]:
        hint = f"write the extension in lower case: `{extension}`"
    elif extension in (".markdown", ".mdown", ".mkd", ".mdx"):
        hint = "rename it to end in `.md`"
    elif file_type != "media" and extension in _MEDIA:
        hint = f"pictures and documents belong below `{CONTENT}/media/`"
    else:
        hint = "rename it, or keep it outside of the dossier's content"
    return Diagnostic(
        code="disc-file-type",
        path=printable_path(path),
        message=f"not read: a file below `{CONTENT}/{folder}/` ends in {allowed}",
        hint=hint,
    )


def _twins(paths: Iterable[str]) -> list[Diagnostic]:
    return [
        Diagnostic(
            code="disc-twin-names",
            path=printable_path(second),
            message=f"on many systems this is the same file as `{printable_path(first)}`",
            hint="rename one of the two; names must differ by more than case or accents' encoding",
            notes=(Note(message="the other one is here", path=printable_path(first)),),
        )
        for first, second in colliding_paths(paths)
    ]


def _setting(file_type: FileType, path: str) -> str:
    """The limit that applies to a file."""
    if file_type == "media":
        return "media_bytes"
    return "data_bytes" if path.endswith(_YAML) else "text_bytes"
