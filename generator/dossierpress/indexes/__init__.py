"""Indexes: the published dossier, made of all files together, with its tables.

Begin with `published_dossier`, the only module that knows the order of the steps: index the records
(`records`), decide what may be published (`visibility`), read the texts and find names in them
(`text_reading`), and then, for what is published alone, link the texts (`text_linking`) and make
the tables between records (`mentions_and_citations`, `relations`).
"""
