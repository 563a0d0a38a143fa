"""The preview: build, watch, serve on loopback, and keep every open page as the content is.

`file_watcher` tells of changes, `current_build` builds in a thread of its own and has what the
preview shows now, `preview_folder` has the folder of what was built, `handlers` shows it to the
browsers that may see it, `page_html` adds what only the preview needs. Nothing of it is ever in a
published file. Begin with `server`.
"""
