"""Visibility: what may be published, and the check that nothing else leaves.

Begin with `withheld`: which records are withheld, and why. `front_matter` leaves out what leads
to them; `name_forms` finds names in every spelling; `leak_check` looks for what is withheld in
the bytes of an edition; `log_redaction` keeps it out of logs.
"""
