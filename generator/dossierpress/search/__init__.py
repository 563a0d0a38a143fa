"""Search: the words of what is published, in files that the script of `search.html` loads.

A page from disk can fetch nothing, so the index lies in small scripts that call one function each:
words in shards, and each text by itself. An edit rewrites the shards of its own words.

Begin with `folding`, which says when two words are the same, then `index`.
"""
