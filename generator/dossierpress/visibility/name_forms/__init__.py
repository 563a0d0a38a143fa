"""The forms in which a name that must not be published may stand in a text.

`Weißmüller, Hans` is found as `HANS WEISSMÜLLER`, `hans.weissmueller@…`, `Hаns Weißmüller` with a
Cyrillic letter, over two cells of a table; `H. Weißmüller` is found too, and may be somebody else.
Begin with `finder`.
"""
