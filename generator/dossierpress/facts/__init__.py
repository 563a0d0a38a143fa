"""One file to its records and diagnostics: for each file by itself, in parallel, cached.

Begin with `facts/records.py`. It knows no other file, no clock and no disk, and does not raise on
content.
"""
