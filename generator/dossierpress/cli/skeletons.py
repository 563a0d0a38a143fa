"""The commented skeletons of records that `dossier new` writes, with every key."""

from dossierpress.importers.text_output import to_yaml
from dossierpress.kernel.key import RecordType


def skeleton(type_: RecordType, *, name: str, kind: str, day: str, lang: str) -> str:
    """A file for one record: Markdown, or YAML for a claim.

    Args:
        type_: `article`, `entity`, `source` or `claim`.
        name: Title, name or text, on one line.
        kind: Kind of the entity or source.
        day: Date of the article.
        lang: Language of the dossier.
    """
    if type_ == "article":
        return _ARTICLE.format(title=to_yaml({"title": name}).rstrip("\n"), day=day, lang=lang)
    if type_ == "claim":
        return _CLAIM.format(text=to_yaml({"text": name}).rstrip("\n"), day=day, lang=lang)
    named = to_yaml({"name": name}).rstrip("\n")
    return (_ENTITY if type_ == "entity" else _SOURCE).format(name=named, kind=kind)


_ARTICLE = """\
---
{title}
date: {day}                  # EDTF where unsure: 2024-05, 2024-05-22~, 2023/2024
# covers: 2024-05-19/2024-05-25    # the days of which it tells, where they are others
# as_of: {day}               # the day of the knowledge that it holds, if another one
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

# Claims that it carries, by their ids, or written out as `dossier new claim` shows:
# claims: [some-claim]

# What the desk says of a passage, and who is quoted; both at the very words of the text:
# annotations:
#   - quote: {{exact: the words, prefix: what stands before, suffix: what stands after}}
#     type: note                    # context correction framing translation question claim
#     text: What is said of them.
#     by: desk
#     on: {day}
#     based_on: [sources-the-desk-has-it-from]
#     about: claim:what-it-is-about
# quotations:
#   - {{quote: the spoken words, speaker: some-person, addressee: [somebody], said: {day}}}
#   - {{quote: what the paper says of it, speaker: some-person, words_of: outlet, worded_by: paper}}
---

"""


_ENTITY = """\
---
{name}
kind: {kind}                      # person, organization, place, event, work, object, or your own
# sort_as: Family name, given name
# aliases: [names that link by themselves, {{en: what one party calls it, bearer: that-party}}]
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
# publisher: some-newspaper       # of a document: a source, or an entity
# owner: some-company
# feeds_from: [some-agency]       # whose reports it takes over
# tied_to: [{{to: some-party, kind: close-to, source: some-study}}]   # may not be independent of it
# basis: witness                  # how it knows what it reports citing nobody, if you know that
# counts: never                   # desk notes, encyclopaedias, machine translations
# reliability: B                  # Admiralty code: A completely reliable … F cannot be judged
# description: One sentence.
# published: 2024-05-23           # of a document
# access:
#   - url: https://…
#     archived: https://web.archive.org/web/…   # web archives alone
#     copy: {{kind: reprint, is: stripped, url: "https://…", lost: all links}}   # what was read
#     accessed: 2024-05-24
#     at: p. 4
#     passage: The words that it is cited for.
---

"""


_CLAIM = """\
{text}
private: true                     # never leaves the build; take this out when it may be seen
# kind: fact                      # act (saying it is doing it), assessment, prediction
# lang: {lang}                        # where it is not the dossier's language
# about: [some-place, some-event]
# aspect: deaths                  # claims on one subject and aspect are compared by their values
# value: {{number: ">=6", unit: people}}   # or 6..8, {{date: 2024-05}}, {{place: some-place}}

# What the desk holds of it, oldest first: reported corroborated disputed false retracted; an act is
# announced, an assessment held, a prediction pending fulfilled failed
# status:
#   - {{is: reported, on: {day}, by: desk, note: why}}
# contradicts: [{{to: some-claim, note: how it comes that they differ}}]
# supports: [some-claim]
# supersedes: [some-claim]

# Several that have it from one and the same origin, and why the desk thinks so:
# one_origin: {{of: [some-newspaper, some-agency], because: the same misprints, confidence: medium}}

# Who says so, on whose word; stance: asserts denies doubts no-comment
reports: []
#  - by: some-newspaper            # or some-person, or {{unnamed: an official}}
#    verb: reported
#    citing: [some-agency]         # on whose word
#    basis: not-stated             # or, citing nobody: witness document official handout
#    probably_from: {{id: some-agency, because: the same words}}
#    via: another-newspaper        # who quotes it, where it was only read there
#    part: the first of the two    # where it confirms a part alone
#    hedge: appears                # how it hedges, in its own words
#    on: {day}
#    stance: asserts
#    credibility: 3                # Admiralty code: 1 confirmed … 6 cannot be judged
#    quote: {{exact: the very words, lang: fr, translation: what they mean}}
#    url: https://…
#    copy: {{kind: reprint, is: extract, url: "https://…"}}   # what was read, if not the original
#    passage: {{exact: The sentence that holds the very words., lang: fr}}
"""
