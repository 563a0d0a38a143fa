"""A whole dossier in one file, for a stick, a letter or an archive: it opens from disk.

It is a pure function of a published edition: nothing is in it that was not published before. Begin
with `document`, which puts the file together; `page_reader` takes a published page apart, and
`attributes` makes its links lead within the file (`addresses`). `styles` and `embedding` bring
along what pages load.
`pages.js` shows one page at a time as if it were loaded; without script `pages.css` does.
"""
