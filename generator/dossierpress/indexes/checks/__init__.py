"""Checks between records: of one record against the others, of all of them, and of dates."""
