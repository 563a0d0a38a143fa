"""Tables about the whole site that pages are made of, each derived from `Site` alone.

`site_tables` has all of them; the other modules make those that take more than a few lines.
"""
