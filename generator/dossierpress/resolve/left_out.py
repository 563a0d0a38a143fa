"""Entities that nothing published leads to: left out where `publish_entities: mentioned` says so.

Articles, pages, sources and claims are published for their own sake. They lead to the entities
that they name, in texts and in front matter; an entity that is led to leads on, by its text, its
relations and its properties, since its page would show them. What only an entity says that nobody
leads to counts for nothing: its own relation to one that is published goes with it.

It is no secrecy: nothing stands in the place of what is left out, and nobody looks for it.
"""

from msgspec.structs import replace

from dossierpress.model.key import Key
from dossierpress.resolve.known import Known, names_that_count
from dossierpress.resolve.led_to import named_in_matter, published, shown_in
from dossierpress.resolve.publish import reach
from dossierpress.resolve.read_text import in_body


def left_out(known: Known) -> frozenset[Key]:
    """Find the entities that no text, source or claim of those published leads to."""
    withheld = known.around.withheld
    open_keys = [key for key in known.subjects if key not in withheld]
    led_to = reach(
        [key for key in open_keys if key.type != "entity"],
        {key: _seen_in(key, known) for key in open_keys},
        barred=withheld.reasons,
    )
    return frozenset(key for key in open_keys if key.type == "entity" and key not in led_to)


def _seen_in(key: Key, known: Known) -> frozenset[Key]:
    """Every record that readers find named on the page of a published one."""
    subject, text, finder = known.subjects[key], known.texts.of[key], known.finder
    named = text.content.named
    counted = names_that_count(named, known.around)
    text = replace(text, in_body=in_body(named.targets, counted))
    return shown_in(text, subject.record, finder) | named_in_matter(
        published(subject, finder), known.texts.names.entities
    )
