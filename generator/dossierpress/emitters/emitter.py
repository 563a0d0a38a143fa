"""What an emitter is: the one kind of thing that decides what a dossier consists of."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from dossierpress.emitters.edition import Edition
from dossierpress.model.output import Asset, Page


class Emitter(Struct, frozen=True, kw_only=True):
    """Everything of one kind that is published: article pages, the feed, the theme's files."""

    name: str
    """Slug, for messages and for switching it off."""
    emit: Callable[[Edition], Iterable[Page | Asset]]
    """Pure and deterministic: the same edition always gives the same pages in the same order."""
