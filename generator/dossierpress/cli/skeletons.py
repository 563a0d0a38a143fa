"""The commented front matter that `dossier new` writes; every key is there to be found."""

from dossierpress.importers.yaml_text import to_yaml
from dossierpress.model.content import RecordType


def skeleton(type_: RecordType, *, name: str, kind: str, day: str, lang: str) -> str:
    """A Markdown file for one record.

    Args:
        type_: `article`, `entity` or `source`.
        name: Title or name, of any text on one line.
        kind: Kind of the entity or source.
        day: Date of the article.
        lang: Language of the dossier.
    """
    if type_ == "article":
        return _ARTICLE.format(title=to_yaml({"title": name}).rstrip("\n"), day=day, lang=lang)
    named = to_yaml({"name": name}).rstrip("\n")
    return (_ENTITY if type_ == "entity" else _SOURCE).format(name=named, kind=kind)


_ARTICLE = """\
---
{title}
date: {day}                  # EDTF where unsure: 2024-05, 2024-05-22~, 2023/2024
status: draft                     # published, when it may be seen
# embargo_until: 2030-06-01T09:00+02:00
# summary: One paragraph for lists, feeds and cards.
# lang: {lang}                        # where it is not the dossier's language
# authors: [Name]
# tags: [harbour]

# Where the text was first published, when it is not ours:
# origin: {{source: some-newspaper, url: "https://…", accessed: {day}}}

# Who and what it is about; names in the text link by themselves:
entities: []
#  - {{id: some-person, role: spoke at the meeting, as: [the chair]}}

# What it rests on; cite with [@some-newspaper, p. 4]:
sources: []
#  - {{id: some-newspaper, cites: [some-agency], url: "https://…", accessed: {day}}}

# Typed references to other articles; each shows on the other side too:
references: []
#  - {{to: some-article, type: follows, note: why}}
---

"""

_ENTITY = """\
---
{name}
kind: {kind}                      # person, organization, place, event, work, object, or your own
# sort_as: Family name, given name
# aliases: [names that link by themselves]
# weak_aliases: [names that never link]
# former_names: []
# description: One sentence for lists and cards.
# ids: {{wikidata: Q42}}
# not_same_as: [somebody-of-that-name]
# relations:
#   - {{type: member, to: some-organization, role: chair, from: 2019, source: some-newspaper}}
# sensitivity: [minor]            # minor, victim, accused: no index, no image
# private: true                   # never leaves the build
---

"""

_SOURCE = """\
---
{name}
kind: {kind}                  # newspaper online wire broadcaster state-media government
                                 # parliament court company ngo think-tank academic social person
                                 # document
# url: https://…
# country: FR                     # ISO 3166-1
# lang: fr
# publisher: some-newspaper       # of a document
# owner: some-company
# reliability: B                  # Admiralty code: A completely reliable … F cannot be judged
# description: One sentence.
# published: 2024-05-23           # of a document
# access:
#   - {{url: "https://…", archived: "https://…", accessed: 2024-05-24, at: p. 4}}
---

"""
