"""Pictures and other files: check their formats, and remove metadata.

`clean.clean_media` gets the site with the bytes of every published media file, and returns it
with the bytes as they are published. Nothing here decodes a picture.
"""
