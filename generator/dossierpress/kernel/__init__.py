"""What every other room uses: keys, places, diagnostics, dates, identifiers, text.

Nothing here knows a file, a cache or a page. Begin with `kernel/diagnostics`: every stage
returns diagnostics beside its result.
"""
