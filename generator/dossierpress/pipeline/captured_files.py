"""Check that captured files contain the words that are cited from them.

The cache knows each answer by a digest of the words, the name and bytes of the file, and the
code. A file is read once for all new words, and not at all if there are none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from dossierpress.engine.cache_keys import code_digest
from dossierpress.engine.store import Store
from dossierpress.indexes.captures import CitedWords, as_letters, holds
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.source.files import ContentFile
from dossierpress.visibility.leak_check.file_contents import read_contents

_TEXTS = frozenset((".txt", ".csv", ".json", ".vtt"))
_READABLE = _TEXTS | {".pdf"}
_ROW = "captures"
_SIZE = 32
_HELD, _ABSENT = b"+", b"-"


def check_captured_files(cited: Iterable[CitedWords], store: Store) -> tuple[Diagnostic, ...]:
    """Report cited words that the captured file does not contain.

    Nothing is reported of a file that can be read only in part, such as a scan.

    Args:
        cited: What is cited word for word, from which file.
        store: What earlier builds have found. Only the time depends on it.
    """
    wanted = [one for one in cited if _suffix(one.file) in _READABLE]
    known = _known(store)
    keys = [_key(one) for one in wanted]
    new: dict[str, dict[bytes, CitedWords]] = {}
    for key, one in zip(keys, wanted, strict=True):
        if key not in known:
            new.setdefault(one.file.path, {})[key] = one
    found = {key: held for of in new.values() for key, held in _find_words(of).items()}
    now = {key: found[key] if key in found else known[key] for key in keys}
    if now != known:
        store.keep("looked", {_ROW: b"".join(key + now[key] for key in sorted(now))})
    held = [now[key] == _HELD for key in keys]
    return tuple(_problems(list(zip(wanted, held, strict=True))))


def _key(one: CitedWords) -> bytes:
    parts = (code_digest(), one.file.path, one.file.digest, one.words)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _known(store: Store) -> Mapping[bytes, bytes]:
    row = store.find("looked", [_ROW]).get(_ROW, b"")
    step = _SIZE + 1
    return {row[at : at + _SIZE]: row[at + _SIZE : at + step] for at in range(0, len(row), step)}


def _find_words(cited: Mapping[bytes, CitedWords]) -> dict[bytes, bytes]:
    """For each citation of one file, whether the file contains the words."""
    letters = _letters_of(next(iter(cited.values())).file)
    return {
        key: _HELD if letters is None or holds(letters, one.words) else _ABSENT
        for key, one in cited.items()
    }


def _letters_of(file: ContentFile) -> str | None:
    """The text of a file, normalised for comparison; None if not all of it can be read."""
    if _suffix(file) in _TEXTS and not _is_utf8(file.data):
        return None  # which is told of as such
    read = read_contents(file.path, file.data)
    if read.unread is not None:
        return None
    return as_letters("\0".join(one.text for one in read.texts))


def _suffix(file: ContentFile) -> str:
    return PurePosixPath(file.path).suffix.lower()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _problems(looked: Sequence[tuple[CitedWords, bool]]) -> Iterator[Diagnostic]:
    """One diagnostic for each missing passage, or one for a text that is missing completely."""
    texts: dict[str, list[bool]] = {}
    for one, held in looked:
        if one.from_text:
            texts.setdefault(one.record.path, []).append(held)
    strange = {path for path, held in texts.items() if len(held) > 1 and not any(held)}
    told: set[str] = set()
    for one, held in looked:
        if held:
            continue
        if not one.from_text or one.record.path not in strange:
            yield _absent(one)
        elif one.record.path not in told:
            told.add(one.record.path)
            yield _another_text(one, len(texts[one.record.path]))


def _absent(one: CitedWords) -> Diagnostic:
    return Diagnostic(
        code="ref-not-in-capture",
        path=one.record.path,
        span=one.span,
        message=f"the captured file `{one.file.path}` does not hold these words",
        hint="quote them as they stand there, or name the file that has them; `[…]` stands for"
        " what is left out",
    )


def _another_text(one: CitedWords, passages: int) -> Diagnostic:
    return Diagnostic(
        code="ref-not-in-capture",
        path=one.record.path,
        span=one.record.locate("origin", "file"),
        message=f"the captured file `{one.file.path}` holds none of the {passages} passages of this"
        " text that annotations and quotations hold on to",
        hint="name the file that holds this text; one in another language belongs to the source's"
        " own `access`",
    )
