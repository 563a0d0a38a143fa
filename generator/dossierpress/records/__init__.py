"""Records: every record by its id, what it is called, and the references between records.

Begin with `register`. Nothing here knows what is published.
"""
