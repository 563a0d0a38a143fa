"""Pictures and other files: whether they are what they say, and what they say of their making.

`clean_media` gets the site with the bytes of every media file that is published, and gives it with
the bytes as they are published. A module for each container; nothing here decodes a picture.
"""

from dossierpress.media.clean import clean_media

__all__ = ["clean_media"]
