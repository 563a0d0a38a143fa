"""How a page is cited: in words, in the styles of scholars, and for programs that keep references.

Begin with `citing/citable.py`. Nothing here knows pages: a `Citable` is all that a citation is made
of, and holds nothing but what the page shows.
"""
