"""What references of front matter mean, as far as it is published."""

from msgspec import Struct, field

from dossierpress.model.key import Key
from dossierpress.resolve.publish import Withheld
from dossierpress.resolve.record_types import PARTY, Types
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.schema.claim import Party


class Finder(Struct, frozen=True, kw_only=True, gc=False):
    """Finds what references of front matter mean, and whether it is published."""

    register: Register
    withheld: Withheld
    _known: dict[tuple[str, Types], Key | None] = field(default_factory=dict)

    def published(self, text: str, allowed: Types) -> Key | None:
        """The published record that is meant, if there is one."""
        try:
            return self._known[text, allowed]
        except KeyError:
            key = find(self.register, read(text), allowed)
            known = None if key is None or key in self.withheld else key
            self._known[text, allowed] = known
            return known

    def names(self, party: Party) -> bool:
        """Whether a party of a report may be named; one that nobody names may be spoken of."""
        return party.id is None or self.published(party.id, PARTY) is not None
