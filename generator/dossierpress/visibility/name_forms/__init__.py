"""The forms that a name which must not be published may have in a text.

`Weißmüller, Hans` is found as `HANS WEISSMÜLLER`, `hans.weissmueller@…`, `Hаns Weißmüller` with a
Cyrillic letter, and across two table cells; `H. Weißmüller` is found as an uncertain form.
Begin with `finder`.
"""
