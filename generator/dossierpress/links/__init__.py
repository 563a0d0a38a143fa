"""Links: the text of one record, with its links resolved and the names in it found and linked.

Begin with `link_resolution` (links that an author wrote), then `names` (names in running text),
then `mention_linking` (both put into the body that a page shows). `annotations` marks the
passages that annotations and quotations are about.
"""
