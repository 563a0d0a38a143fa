"""Indexes: all files put together, as the published dossier with its tables.

Begin with `published_dossier`, the only module that knows the order in which things are found
out: who is who (`records`), what may be published (`visibility`), what the texts say and name
(`text_reading`), and then, of what is published alone, the texts as pages show them
(`text_linking`) and the tables between records (`mentions_and_citations`, `relations`).
"""
