"""Catalogues: the theme's words in other languages, as gettext's PO files have them.

`choice` says which catalogue a page takes, `reading` reads one, `plurals` knows how many forms a
word has in a language. Nothing here knows a template.
"""
