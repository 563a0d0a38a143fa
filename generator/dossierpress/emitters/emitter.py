"""What an emitter is: it decides on files that are published as they are."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from dossierpress.emitters.edition import Edition
from dossierpress.model.output import Asset


class Emitter(Struct, frozen=True, kw_only=True):
    """Files of one kind: the theme's, media, an export for other programs."""

    name: str
    """Slug, for messages."""
    emit: Callable[[Edition], Iterable[Asset]]
    """Pure and deterministic: the same edition always gives the same files in the same order."""
