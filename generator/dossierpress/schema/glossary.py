"""The words that readers meet on pages and that the glossary explains, by group."""

from typing import Literal, get_args

from dossierpress.schema.annotation import Framing
from dossierpress.schema.claim import Basis, ClaimStatus, Stance
from dossierpress.schema.site import SiteConfig

Group = Literal[
    "status",
    "mark",
    "stance",
    "basis",
    "count",
    "credibility",
    "reliability",
    "layer",
    "framing",
    "kind",
    "relation",
    "reference",
]

Mark = Literal[
    "unsourced",
    "basis-not-stated",
    "single-origin",
    "perhaps-single-origin",
    "unnamed-origin",
    "denied",
    "doubted",
    "denied-by-its-origin",
]
"""A problem of a claim that readers are shown wherever the claim is."""
COUNTED = (
    "origin",
    "perhaps",
    "unnamed",
    "one-voice",
    "certain",
    "suspected",
    "tie",
    "relay",
    "silent",
    "uncounted",
    "part",
)
"""The words that tell on what a claim rests."""


def words_of(config: SiteConfig) -> dict[Group, tuple[str, ...]]:
    """The words of each group as slugs, those of a site's own kinds and types among them."""
    return {
        "status": (*get_args(ClaimStatus), "unjudged"),
        "mark": get_args(Mark),
        "stance": get_args(Stance),
        "basis": get_args(Basis),
        "count": COUNTED,
        "credibility": tuple("123456"),
        "reliability": tuple("abcdef"),
        "layer": tuple(config.annotation_types),
        "framing": get_args(Framing),
        "kind": tuple(config.kinds),
        "relation": tuple(config.relation_types),
        "reference": tuple(config.reference_types),
    }


def keys_of(config: SiteConfig) -> frozenset[str]:
    """What `glossary` of site.yml may explain anew: `status-reported`."""
    return frozenset(
        f"{group}-{word}" for group, words in words_of(config).items() for word in words
    )
