"""Tables about the whole site that pages are made of, each derived from `Site` alone.

`site_tables` has all of them; the other modules compute the larger ones.
"""
