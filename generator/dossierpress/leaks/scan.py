"""Look for secrets in the files of an edition."""

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from ahocorasick_rs import AhoCorasick

from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.leaks.secrets import Secret, plain
from dossierpress.unseen import reveal


def scan(secrets: Sequence[Secret], files: Iterable[tuple[str, bytes]]) -> tuple[Diagnostic, ...]:
    """Every file that shows a secret, in its bytes or in its name, with the first one it shows.

    The secret itself is not repeated: a log may be read by more people than the content.
    """
    if not secrets:
        return ()
    spelled = [(form, secret) for secret in secrets for form in _spellings(secret.text)]
    automaton = AhoCorasick([form for form, _ in spelled])
    problems = []
    for path, data in files:
        # Pictures and fonts too: what they say of themselves is text somewhere in them.
        text = plain(f"{path}\n{data.decode('utf-8', errors='replace')}")
        found = automaton.find_matches_as_indexes(text)
        if found:
            problems.append(_leak(path, spelled[found[0][0]][1]))
    return tuple(problems)


def _spellings(text: str) -> Iterator[str]:
    """A text as it stands in pages, feeds, JSON and addresses."""
    forms = (
        text,
        html.escape(text),
        html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        html.escape(text, quote=False),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        quote(text),
        quote(text, safe=""),
        # Characters that mislead are shown by their numbers.
        reveal(text, "text"),
        reveal(html.escape(text), "html"),
    )
    yield from dict.fromkeys(form.lower() for form in forms)


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
