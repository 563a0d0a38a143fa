"""Claims that stand in the front matter of an article, taken out as records of their own."""

from dossierpress.diagnostics import Span
from dossierpress.located_yaml import Mapping, Node, Sequence, Text
from dossierpress.slug import is_slug


def take_claims(node: Node | None) -> tuple[tuple[Mapping, Span], ...]:
    """Take whole claims out of `claims`, and leave their ids in their place.

    A claim without an id is taken out all the same; whoever reads it says what is wrong with it.

    Args:
        node: The front matter of an article; it is changed.

    Returns:
        The claims, each with the place where it begins.
    """
    claims = node.get("claims") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(claims, Sequence):
        return ()  # what is no list is left to the schema
    taken = []
    left = Sequence(claims.span)
    for item, place in zip(claims, claims.places, strict=True):
        if not isinstance(item, Mapping):
            left.add(item, place)
            continue
        taken.append((item, place))
        id_ = item.get("id")
        if isinstance(id_, Text) and is_slug(id_):
            left.add(id_, item.places["id"])
    node["claims"] = left
    return tuple(taken)
