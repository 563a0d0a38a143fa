"""The preview: build, watch files, serve on loopback, and reload open pages after every change.

`file_watcher` reports changes, `current_build` builds in a thread of its own and holds the state
of the preview, `preview_folder` makes the folder of the pages, `handlers` answers requests,
`page_html` adds what only the preview needs, which no published file has. Begin with `server`.
"""
