"""Visibility: what may be published, and the check that nothing else is.

Begin with `withheld`: which records are withheld, and why. `front_matter` leaves out references to
them; `name_forms` finds names in every spelling; `leak_check` searches the bytes of an edition for
what is withheld; `log_redaction` keeps it out of logs.
"""
