"""What a name means in all texts, where several entities have it: `names` of site.yml."""

from collections.abc import Iterator, Mapping

from dossierpress.diagnostics import Diagnostic
from dossierpress.diagnostics.hint import with_hint
from dossierpress.model.key import Key
from dossierpress.resolve.fold import fold_name
from dossierpress.resolve.record_names import strong_names
from dossierpress.resolve.record_types import ENTITY
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.resolve.surroundings import Surroundings
from dossierpress.schema.site import SiteConfig

_SETTINGS = "site.yml"


def preferred(config: SiteConfig, register: Register) -> Mapping[str, Key]:
    """Folded name -> the entity that it means by itself. It must be known by that name."""
    meant = {
        fold_name(name): key
        for name, written in config.names.items()
        if (key := find(register, read(written), ENTITY)) is not None
    }
    return {name: key for name, key in meant.items() if name in _names(register, key)}


def check_preferred(around: Surroundings, config: SiteConfig) -> Iterator[Diagnostic]:
    """Report names that are to mean nobody, or somebody who is not known by them."""
    for name, written in config.names.items():
        key = find(around.register, read(written), ENTITY)
        if key is None:
            made = Diagnostic(
                code="ref-unknown-entity",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{written}`, and no entity has that id",
                notes=around.lookup.notes(written, ENTITY),
            )
            yield with_hint(made, around.lookup.offer(written, ENTITY))
        elif fold_name(name) not in _names(around.register, key):
            yield Diagnostic(
                code="ref-unused-preference",
                path=_SETTINGS,
                message=f"`names` gives `{name}` to `{key.id}`, which is not known by that name",
                hint="write one of its names, or add this one to its `aliases`",
                notes=(around.defined(key),),
            )


def _names(register: Register, key: Key) -> frozenset[str]:
    return frozenset(map(fold_name, strong_names(register.records[key].matter)))
