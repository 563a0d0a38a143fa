"""Pages: what a dossier consists of, and what each page shows.

A kind of page is a file in `kinds/`: it says which pages there are, and makes the view of each
out of `components/`. A view (`views/`) is all that a template sees. Builders read the dossier
through a `TrackedSite`, whose tables (`tables/`) record what is read. `plan` puts all pages and
files together, and makes only views that may have changed.

Begin with `page_kind`, then `kinds/plain.py`.
"""
