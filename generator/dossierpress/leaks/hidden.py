"""Which messages would tell what is withheld, to whoever reads a log or a preview."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from dossierpress.leaks.secrets import Secret, key_of, plain
from dossierpress.model.content import ContentFile, Parsed
from dossierpress.model.site import Key

_SAYS_SO = re.compile(rb"\b(status\W+draft|embargo_until|expires|private\W+true)\b")
"""In a file that could not be read as far as to know."""


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What a log must not show."""

    files: frozenset[str] = frozenset()
    """Content files with a record that is withheld, or that may be one."""
    secrets: tuple[Secret, ...] = ()

    def shows(self, path: str, text: str) -> bool:
        """Whether a message about a file, as it would be printed, tells any of it."""
        if path in self.files or any(file in text for file in self.files):
            return True
        return bool(self._automaton.find_matches_as_indexes(plain(text)))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([secret.text for secret in self.secrets])


def hidden_files(
    files: Iterable[ContentFile], parsed: Iterable[Parsed], withheld: Sequence[tuple[Key, str]]
) -> frozenset[str]:
    """Files that messages must not quote.

    Args:
        files: All of them, as bytes.
        parsed: What they say.
        withheld: (record, why).
    """
    hidden = {key for key, _ in withheld}
    found = {record.path for file in parsed for record in file.records if key_of(record) in hidden}
    unread = {file.path for file in parsed if file.unread or not file.records}
    found |= {file.path for file in files if file.path in unread and _SAYS_SO.search(file.data)}
    return frozenset(found)
