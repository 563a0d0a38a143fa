"""Inputs that nobody thought of: targets with their promises, seeds to begin with, findings kept.

`make fuzz` searches with atheris, which sees where the code goes; `make test` repeats every finding
and every seed, and lets Hypothesis try a fixed few more. A target is a function of bytes that
returns where every promise holds, and raises where one is broken.
"""
