"""The one door through which work on a text sees the rest of the dossier: tables that tell."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.engine import Reads, Table
from dossierpress.model.key import Key
from dossierpress.resolve.read_text import Content
from dossierpress.resolve.surroundings import Subject, Surroundings

V = TypeVar("V")


class Tracked(Struct, frozen=True, kw_only=True):
    """The dossier as work on one text sees it, which leads to nothing that is not taken down."""

    reads: Reads
    around: Surroundings
    subjects: Mapping[Key, Subject]
    contents: Mapping[Key, Content]
    """Of their texts."""


def tracked(
    around: Surroundings, subjects: Mapping[Key, Subject], contents: Mapping[Key, Content]
) -> Tracked:
    """Put tables before all that is known.

    Args:
        around: What is known.
        subjects: Every record.
        contents: What was read in their texts, if that is known yet.
    """
    reads = Reads()

    def by_key(
        name: str, values: Mapping[Key, V], digested: Callable[[V], object] | None = None
    ) -> Table[Key, V]:
        return reads.table(name, values, key_type=Key, digested=digested)

    register, withheld = around.register, around.withheld
    seen = replace(
        around,
        register=replace(
            register,
            records=by_key("records", register.records, lambda one: one.stamp or one),
            doubles=(),
            by_id=reads.table("by_id", register.by_id),
            by_path=reads.table("by_path", register.by_path),
            former=by_key("former", register.former),
            unread=by_key("unread", register.unread),
            files=reads.table("files", register.files),
            media=reads.table("media", register.media, digested=lambda one: one.digest),
            heads=by_key("heads", register.heads),
            places=by_key("places", register.places),
            fragments=reads.table("fragments", register.fragments, key_type=tuple[Key, str]),
            origins=by_key("origins", register.origins),
            dates=by_key("dates", register.dates),
            dated_at=by_key("dated_at", register.dated_at),
            accesses=by_key("accesses", register.accesses),
        ),
        withheld=replace(
            withheld,
            reasons=by_key("withheld", withheld.reasons),
            stand_ins=by_key("stand-ins", withheld.stand_ins),
            part="",
        ),
        settings=reads.table("settings", around.settings),
    )
    return Tracked(
        reads=reads,
        around=seen,
        subjects=by_key("subjects", subjects, _stamp),
        contents=by_key("contents", contents),
    )


def _stamp(subject: Subject) -> object:
    return subject.record.stamp or subject.record, subject.lang, subject.autolink
