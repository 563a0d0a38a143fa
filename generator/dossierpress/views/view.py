"""What every view and every part of one is: a frozen value that can be written out whole."""

from msgspec import Struct


class View(Struct, frozen=True, kw_only=True, gc=False, array_like=True, tag_field="$", tag=True):
    """A frozen value of texts, numbers, tuples and other views; it holds nothing that can change.

    Written out, a view is an array of the name of its class and the values of its fields in their
    order: see `plan.canonical`. A view is never part of a circle, so the garbage collector need not
    look at it.
    """
