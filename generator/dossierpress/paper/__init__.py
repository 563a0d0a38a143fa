"""Published pages as PDF: each article.

Nothing is printed that is not on a published page. Begin with `article.py`, which puts a document
together; `for_paper.py` makes of a page what paper can show; `printing.py` has WeasyPrint, an
extra, print it.
"""
