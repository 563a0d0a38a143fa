"""One file to what it says, run for each file by itself, in parallel, cached.

Begin with `facts/records.py`: a `ContentFile` and the part of the settings that matters to its
records and everything that is wrong with it. Knows no other file, no clock and no disk, and
does not raise on content.
"""
