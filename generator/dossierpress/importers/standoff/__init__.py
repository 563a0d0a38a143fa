"""Stand-off JSON, texts with annotations that point into them -> the files of a dossier.

Begin with `convert`, which has the order: `form` and `read` are the input, `checks` and
`withheld` leave out what cannot or must not be taken, `registry` gives ids, and `article_file`
writes an article: its body (`layout`, `markdown_body`), and who says what in it (`speakers`,
`statements`, `claims`, `quotations`), anchored to the words (`anchoring`).
"""
