"""What a reader of one container gives, and how it says that it cannot."""

from msgspec import Struct


class Stripped(Struct, frozen=True, kw_only=True, gc=False):
    """A file as it is to be published."""

    data: bytes
    kept: tuple[str, ...] = ()
    """What it still says of its making, in words for a message: `its author`."""
    end: int | None = None
    """Where it ended before, if what stood behind is gone; in bytes."""


class DamagedError(ValueError):
    """A file is not what its container's rules ask for; the text is the end of a message.

    It never leaves this package: `clean_media` makes a diagnostic of it.
    """


class RevealingError(ValueError):
    """A file says things of its making that cannot be taken out of it; the text names them."""
