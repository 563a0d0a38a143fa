"""What an edition says, as facts, and what another one changes of it: of meaning, not of bytes.

Begin with `meaning/facts.py`.
"""
