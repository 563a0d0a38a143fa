"""What the importer must know of the dossier that it adds to."""

from msgspec import Struct

from dossierpress.model.key import RecordType


class Known(Struct, frozen=True, kw_only=True, gc=False):
    """Ids and words that are taken. Files that this import wrote before do not count."""

    ids: tuple[tuple[RecordType, frozenset[str]], ...] = ()
    """Ids in use, by type, former ones included."""
    kinds: frozenset[str] = frozenset()
    """Kinds of entity, built-in ones included."""
    relation_types: frozenset[str] = frozenset()
    """Types of relation and their inverses, built-in ones included."""

    def taken(self, type_: RecordType) -> frozenset[str]:
        """Ids of one type."""
        return dict(self.ids).get(type_, frozenset())
