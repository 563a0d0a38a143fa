"""Find the record that may be meant by words in place of an id: a name, a path, a misspelt id."""

import posixpath
import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import NOTES, Diagnostic, Note, Offer, first_notes, with_hint
from dossierpress.kernel.diagnostics.hints import either, suggest
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_name
from dossierpress.kernel.slugs import suggest_slug
from dossierpress.records.facets import Types, every_name
from dossierpress.records.register import Register

_SUGGESTIONS = 200
"""Different words that are looked up at most: more wrong ids than that are one mistake."""
_BRACKETS = re.compile(r"\[\[(.+?)(?:[|#].*)?\]\]|@?\{?(.+?)\}?", re.DOTALL)
_EXTENSION = re.compile(r"\.(?:md|markdown|ya?ml|html?)$")


class Lookup(Struct, kw_only=True):
    """Finds the record that a wrong reference may mean; looks each reference up once."""

    register: Register
    asked: int = 0
    """Number of lookups. What is found depends on all records and on the lookups before."""
    _known: dict[tuple[str, Types], tuple[Key, ...]] = field(default_factory=dict)
    _names: dict[Types, Mapping[str, tuple[Key, ...]]] = field(default_factory=dict)

    def meant(self, words: str, types: Types) -> tuple[Key, ...]:
        """Return the records of these types that the words may mean; empty where none is likely.

        Records that have exactly this id or name, or else those with a similar id or name.
        """
        self.asked += 1
        if (words, types) not in self._known:
            if len(self._known) >= _SUGGESTIONS:
                return ()
            self._known[words, types] = self._look_for(words, types)
        return self._known[words, types]

    def offer(self, words: str, types: Types, *, before: str = "", after: str = "") -> Offer | None:
        """Offer references to the records that may be meant; None where there is none."""
        keys = self.meant(words, types)
        if not keys:
            return None
        texts = tuple(f"{before}{self.written(key, types)}{after}" for key in keys[:NOTES])
        hint = f"did you mean {either(texts)}?"
        if len(keys) > NOTES:
            hint += f" {len(keys) - NOTES} more have that name"
        return Offer(texts, hint, names=tuple(f"{key.type}:{key.id}" for key in keys[:NOTES]))

    def notes(self, words: str, types: Types) -> tuple[Note, ...]:
        """Point at the definitions of the records that may be meant."""
        return first_notes(self.meant(words, types), self.register.defined)

    def written(self, key: Key, types: Types) -> str:
        """The reference to a record: its id, with the type if other records have the id too."""
        same = [one for one in self.register.by_id.get(key.id, ()) if one.type in types]
        return key.id if same == [key] else f"{key.type}:{key.id}"

    def _look_for(self, words: str, types: Types) -> tuple[Key, ...]:
        ids = {key.id: key for key in self.register.records if key.type in types}
        names = self._names_of(types)
        forms = _forms(words)
        for form in forms:
            known = self._by_id(form, types) or names.get(_name(form))
            if known:
                return known
        for form in forms:
            slug = suggest_slug(form)
            known = self._by_id(slug, types) if slug else ()
            if known:
                return known
        for form in forms[-1:]:
            close = suggest(form, ids)
            if close is not None:
                return self._by_id(close, types)
            close = suggest(_name(form), names)
            if close is not None:
                return names[close]
        return ()

    def _by_id(self, id_: str, types: Types) -> tuple[Key, ...]:
        return tuple(key for key in self.register.by_id.get(id_, ()) if key.type in types)

    def _names_of(self, types: Types) -> Mapping[str, tuple[Key, ...]]:
        if types not in self._names:
            names: dict[str, dict[Key, None]] = {}
            for key, record in self.register.records.items():
                if key.type in types:
                    for name in every_name(record.matter):
                        names.setdefault(_name(name), {})[key] = None
            self._names[types] = {name: tuple(keys) for name, keys in names.items()}
        return self._names[types]


def complete_hint(problem: Diagnostic, lookup: Lookup) -> Diagnostic:
    """Complete the hint of a problem that was found before all records were known."""
    sought = problem.sought
    if sought is None:
        return problem
    types: Types = sought.types  # type: ignore[assignment]
    found = lookup.offer(sought.words, types, before=sought.before, after=sought.after)
    if found is None:
        return replace(problem, sought=None)
    other = f" else {problem.hint}" if problem.fixes else ""
    hinted = with_hint(problem, replace(found, words=found.hint + other, span=sought.span))
    return replace(
        hinted,
        fixes=(*hinted.fixes, *problem.fixes),
        notes=(*problem.notes, *lookup.notes(sought.words, types)),
    )


def _forms(words: str) -> list[str]:
    """The words, and the same without brackets, type, folders and extension."""
    forms = [words.strip()]
    inner = _BRACKETS.fullmatch(forms[0])
    if inner is not None:
        forms.append((inner[1] or inner[2]).strip())
    last = _EXTENSION.sub("", posixpath.basename(forms[-1].replace("\\", "/").rstrip("/")))
    forms += [last, last.rpartition(":")[2].strip()]
    return list(dict.fromkeys(form for form in forms if form))


def _name(text: str) -> str:
    return normalise_name(text).casefold()
