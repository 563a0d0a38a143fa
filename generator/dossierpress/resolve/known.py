"""What was found out about the records, before anything is put together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from dossierpress.model.site import (
    Key,
)
from dossierpress.name_forms.choose import choose
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.names import Found, outside_sources
from dossierpress.resolve.read_texts import ReadText, Texts
from dossierpress.resolve.surroundings import Subject, Surroundings
from dossierpress.resolve.weave import weave
from dossierpress.resolve.woven_text import Woven


class Known(Struct, frozen=True, kw_only=True):
    """Everything that was found out about the records."""

    around: Surroundings
    subjects: Mapping[Key, Subject]
    texts: Texts
    as_of: datetime

    @property
    def finder(self) -> Finder:
        """Finds what is published."""
        return Finder(register=self.around.register, withheld=self.around.withheld)

    def weave(self, key: Key) -> Woven:
        """The text of a published record, with its names."""
        text = self.texts.of[key]
        return weave(self.subjects[key], text.settled, self.names_that_count(text), self.around)

    def names_that_count(self, text: ReadText) -> Sequence[Found]:
        """Leave out names of entities that turned out not to be published for others' sake."""
        withheld = self.around.withheld
        if "only-unpublished" not in withheld.reasons.values():
            return text.chosen
        kept = []
        for name in text.found:
            owners = tuple(
                key for key in name.owners if withheld.reasons.get(key) != "only-unpublished"
            )
            if owners:
                kept.append(name._replace(owners=owners))
        sources = [name for name in text.sources if not all(key in withheld for key in name.owners)]
        return outside_sources(choose(kept), sources)
