"""The preview: build, watch, serve on loopback, and keep every open page as the content is.

`watching` tells of changes, `rebuilding` builds in a thread of its own, `edition` is what both
have come to, `pages` has the folder of what was built, `handlers` shows it to browsers that `guard`
lets in, `inject` adds what only the preview needs. Nothing of it is ever in a published file.
"""
