"""The components of pages: each module turns facts of the site into views.

Begin with `record_links`, which nearly all others use, and `page_chrome`.
"""
