"""Benchmarks: the same dossier built by several site generators, and by this one in all its moods.

`make bench` runs them and writes RESULTS.md; `python -m benchmarks --help` tells of what may be
chosen. Nothing here is a test, and no test asserts a time.
"""
