"""Small facts that everything else stands on: keys, places, diagnostics, dates, identifiers.

Nothing here knows a file, a cache or a page. Begin with `kernel/diagnostics`: every stage
returns diagnostics beside its result.
"""
