"""Who is named with whom, and where each stands in a drawing of it.

Begin with `ties.py`, which tells what a tie is; `layout.py` finds places for those that have some,
and `kept_layouts.py` finds them once for as long as the ties are the same.
"""
