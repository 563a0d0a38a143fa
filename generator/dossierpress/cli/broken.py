"""Which diagnostics tell of a reference that leads nowhere."""

BROKEN = frozenset(
    [
        "md-footnote-undefined",
        "ref-broken-anchor",
        "ref-broken-link",
        "ref-missing-media",
        "ref-unknown-article",
        "ref-unknown-claim",
        "ref-unknown-entity",
        "ref-unknown-id",
        "ref-unknown-page",
        "ref-unknown-source",
        "ref-unpublished",
        "ref-wrong-type",
    ]
)
"""Codes about a link, a citation, a name or a file that is not there, or not published."""
