"""Search the files of an edition for secrets."""

from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Note
from dossierpress.kernel.escapes import readings
from dossierpress.visibility.leak_check.file_contents import FileContents, read_contents
from dossierpress.visibility.leak_check.secret import Secret, is_telling, plain
from dossierpress.visibility.name_forms.finder import FormFinder, Name

_TOLD_AT_MOST = 5


def scan_files(
    secrets: Sequence[Secret], files: Iterable[tuple[str, bytes]], *, likely: bool = False
) -> tuple[Diagnostic, ...]:
    """Report every file with a secret in its contents or its name, with the first one found.

    The secret itself is not repeated: a log may be read by more people than the content.

    Args:
        secrets: The secrets to search for.
        files: (path, bytes) of the files to be published.
        likely: Whether uncertain forms of names are reported too. For pages they have been reported
            at their places in the texts.
    """
    if not secrets:
        return ()
    look = Scanner.of(secrets)
    return tuple(problem for path, data in files for problem in look.at(path, data, likely=likely))


class Scanner(Struct, frozen=True):
    """Searches for all secrets, compiled once."""

    texts: Sequence[Secret]
    """Secrets whose exact words are searched for."""
    automaton: AhoCorasick | None
    names: Sequence[Secret]
    """Names, all forms of which are searched for."""
    finder: FormFinder

    @classmethod
    def of(cls, secrets: Sequence[Secret]) -> "Scanner":
        """Compile secrets."""
        texts = [one for one in secrets if one.name is None and is_telling(one.text)]
        names = [secret for secret in secrets if secret.name is not None]
        return cls(
            texts,
            AhoCorasick([plain(secret.text) for secret in texts]) if texts else None,
            names,
            FormFinder.of(Name(secret.name or "", secret.person) for secret in names),
        )

    def at(self, path: str, data: bytes, *, likely: bool) -> Iterator[Diagnostic]:
        """Report the secrets in one file."""
        read = read_contents(path, data)
        leaking = self._first(path, read)
        if leaking is not None:
            yield _leak(path, leaking)
        elif likely:
            yield from (_maybe(path, one) for one in self._likely(read))
        if read.unread and likely:
            yield _unread(path, read.unread)

    def _first(self, path: str, read: FileContents) -> Secret | None:
        named = readings(path)
        for text in (*named, *(one.text for one in read.texts)):
            found = self.automaton.find_matches_as_indexes(plain(text)) if self.automaton else ()
            if found:
                return self.texts[found[0][0]]
        for text in named:
            for form in self.finder.find(text, address=True, certain_only=True):
                return self.names[form.name]
        for said in read.texts:
            for form in self.finder.find(said.text, cells=said.cells, certain_only=True):
                words = said.text[form.start : form.end]
                if read.packed and not is_telling(words):
                    continue
                secret = self.names[form.name]
                if not secret.is_beside(said.text, form.start, form.end):
                    return secret
        return None

    def _likely(self, read: FileContents) -> list[Secret]:
        if read.packed:
            return []
        found: dict[int, Secret] = {}
        for said in read.texts:
            for form in self.finder.find(said.text, cells=said.cells):
                secret = self.names[form.name]
                if not secret.is_beside(said.text, form.start, form.end):
                    found.setdefault(form.name, secret)
        return list(found.values())[:_TOLD_AT_MOST]


def _leak(path: str, secret: Secret) -> Diagnostic:
    return Diagnostic(
        code="out-leak",
        path=path,
        message=f"would show the `{secret.field}` of the {secret.key.type} `{secret.key.id}`, "
        f"which is withheld ({secret.why})",
        hint="take it out of what is published (a picture may carry it unseen), or publish the "
        "record; if neither is it, please report it",
        notes=(Note(message="it is said here", path=secret.path),),
    )


def _maybe(path: str, secret: Secret) -> Diagnostic:
    return Diagnostic(
        code="out-maybe-leak",
        path=path,
        message=f"may show the `{secret.field}` of the {secret.key.type} `{secret.key.id}`, "
        f"which is withheld ({secret.why}): an initial, another case, or a part of it",
        hint="if it means that one, take it out; if it is somebody else, let it stand",
        notes=(Note(message="it is said here", path=secret.path),),
    )


def _unread(path: str, what: str) -> Diagnostic:
    return Diagnostic(
        code="out-unread",
        path=path,
        message=f"could not be looked through for what is withheld: {what}",
        hint="look at it yourself, or publish a copy that holds text",
    )
