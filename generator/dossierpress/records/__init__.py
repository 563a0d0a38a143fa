"""Records: the index of all records by id, their names, and the references between them.

Begin with `register`. Nothing here knows what is published.
"""
