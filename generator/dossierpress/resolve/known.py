"""What was found out about the records, before anything is put together."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.name_forms.choose import choose
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.names import Found, outside_sources
from dossierpress.resolve.read_text import Named
from dossierpress.resolve.read_texts import Texts
from dossierpress.resolve.surroundings import Subject, Surroundings
from dossierpress.schema.site import SiteConfig


class Known(Struct, frozen=True, kw_only=True):
    """Everything that was found out about the records."""

    around: Surroundings
    config: SiteConfig
    subjects: Mapping[Key, Subject]
    texts: Texts
    as_of: datetime

    @property
    def finder(self) -> Finder:
        """Finds what is published."""
        return Finder(register=self.around.register, withheld=self.around.withheld)


def names_that_count(named: Named, around: Surroundings) -> Sequence[Found]:
    """Leave out names of entities that turned out not to be published for others' sake."""
    reasons = around.withheld.reasons
    owners = {key for name in (*named.found, *named.sources) for key in name.owners}
    aside = {key for key in owners if reasons.get(key) == "only-unpublished"}
    if not aside:
        return named.chosen
    return outside_sources(
        choose(_without(aside, named.found)), list(_without(aside, named.sources))
    )


def _without(aside: Container[Key], names: Iterable[Found]) -> Iterator[Found]:
    for name in names:
        owners = tuple(key for key in name.owners if key not in aside)
        if owners:
            yield name._replace(owners=owners)
