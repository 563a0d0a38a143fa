"""What the HTML of a body may hold, whatever the text was."""

from dossierpress.facts.markdown.allowed_html import FLOW, INLINE
from dossierpress.model.body import Body, Markup
from reading_bodies import Elements

_ELEMENTS = INLINE | FLOW
_ATTRIBUTES = frozenset(
    [
        "alt",
        "aria-label",
        "aria-labelledby",
        "class",
        "colspan",
        "datetime",
        "dir",
        "href",
        "id",
        "lang",
        "open",
        "rel",
        "reversed",
        "role",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "tabindex",
        "title",
        "value",
    ]
)
HARMLESS = ("http://", "https://", "mailto:")


def check_harmless(body: Body, *, filled: str) -> None:
    """Nested as it must be; known elements and attributes alone; every id once, and known."""
    elements = Elements.of(filled)
    assert elements.faults == []
    assert set(elements.names) - _ELEMENTS == set()
    assert {name for _, name, _ in elements.attributes} - _ATTRIBUTES == set()
    ids = elements.ids()
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(body.anchors)
    markup = Elements.of("".join(p.html for p in body.pieces if isinstance(p, Markup)))
    for element, name, value in markup.attributes:
        if name == "href":
            assert value.startswith((*HARMLESS, "#")) or value.lower().startswith(HARMLESS)
        assert (element, name) != ("img", "src")
