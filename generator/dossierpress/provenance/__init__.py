"""Provenance: who said it, on whose word, and how many independent origins a claim has.

Pure functions over statements. They know no files and no site; `claims` calls them, and the pages
show their results. Begin with `origins`. The terms are those of docs/content-model.md.
"""
