"""A view written out whole: equal bytes mean equal views."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec.msgpack import Encoder, Ext

from dossierpress.pages.views.parts import View


def canonical(view: View | Sequence[object]) -> bytes:
    """A whole view, or the values of some of its fields, as MessagePack.

    A view is an array of the name of its class and the values of its fields in order. HTML and text
    are encoded differently. Names of fields are not encoded: they are part of our code, whose
    digest is in the key of the cache.

    Raises:
        TypeError: The view holds something else than texts, numbers, tuples and views.
    """
    return _VIEW_ENCODER.encode(view)


def _markup(value: object) -> Ext:
    if not isinstance(value, Markup):
        raise TypeError(f"a view holds no {type(value).__name__}")
    return Ext(1, value.encode())


_VIEW_ENCODER = Encoder(enc_hook=_markup)
