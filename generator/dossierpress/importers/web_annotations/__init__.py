"""Web annotations of the W3C -> entries for the `annotations` of articles; begin with `convert`."""
