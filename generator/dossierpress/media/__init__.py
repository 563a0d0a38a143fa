"""Pictures and other files: whether they are what they say, and what they say of their making.

`clean.clean_media` gets the site with the bytes of every media file that is published, and
gives it with the bytes as they are published. Nothing here decodes a picture.
"""
