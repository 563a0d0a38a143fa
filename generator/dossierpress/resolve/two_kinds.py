"""Plain ids that mean a source in one place and an entity in another.

A newspaper and the company that owns it often share an id. Where either could be meant, the id
alone is an error (`ref-ambiguous-id`). Where only one of them can stand, it is found, and told of
all the same unless the key says of which kind it is: whoever wrote `owner: irib` may have had only
the newspaper in mind, and the page would state something of somebody else.
"""

from dossierpress.diagnostics import Diagnostic, Offer, Span, first_notes, problem
from dossierpress.model.content import Record
from dossierpress.model.key import Key
from dossierpress.resolve.record_names import ONE
from dossierpress.resolve.record_types import PARTY
from dossierpress.resolve.reference import Reference
from dossierpress.resolve.register import Register

_SAYS_THE_KIND = {"source", "sources", "entities", "not_same_as"}
"""Keys that name the kind of what stands under them; `not_same_as` has the kind of its record."""


def two_kinds(
    record: Record, reference: Reference, meant: Key, register: Register
) -> Diagnostic | None:
    """Report a plain id that means one of a source and an entity, where both have it.

    Args:
        record: In which it stands.
        reference: The place.
        meant: What it means there.
        register: All records.
    """
    target = reference.target
    if target.type is not None or meant.type not in PARTY or _says_the_kind(reference):
        return None
    others = [
        register.former.get(key, key)
        for type_ in PARTY
        for key in [Key(type=type_, id=target.id)]
        if type_ != meant.type
        and (key in register.by_id.get(target.id, ()) or key in register.former)
    ]
    if not others:
        return None
    typed = f"{meant.type}:{target.id}"
    here, there = ONE[meant.type], ONE[others[0].type]
    return problem(
        "ref-two-kinds",
        record.path,
        reference.span(record),
        f"`{target.id}` means {here} here, and is the id of {there} as well",
        Offer((typed,), f"if that is meant, write `{typed}`"),
        first_notes([meant, *others], register.defined),
    )


def _says_the_kind(reference: Reference) -> bool:
    if isinstance(reference.place, Span):
        return True  # `[@id]` and `{entity=id}`; a wikilink that could mean both is an error
    keys = [step for step in reference.place if isinstance(step, str) and step != "id"]
    return keys[-1] in _SAYS_THE_KIND
