"""DossierPress: from a folder of annotated articles to a linked, published dossier."""

__version__ = "0.1.0"
