"""Claims: what the reports of each come down to, what speaks against it, and checks of both.

Begin with `claim_index`. How origins are counted is in `provenance`.
"""
