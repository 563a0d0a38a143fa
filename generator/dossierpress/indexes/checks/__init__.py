"""Checks between records: of one record seen from the others, of all of them, and of dates."""
