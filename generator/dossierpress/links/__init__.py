"""Links: resolve the links in the text of one record, and find and link the names in it.

Begin with `link_resolution` (links that an author wrote), then `names` (names in running text),
then `mention_linking` (makes of both the body that a page shows). `annotations` marks the passages
that annotations and quotations are about.
"""
