"""Where places are, and what of the world is drawn around them.

Begin with `region.py`, which chooses a part of the world for some places and says where each of
them is in a drawing of it; `outline.py` has coasts and borders, `cutting.py` cuts them to a region,
and `clusters.py` puts together what would be too close in a drawing.
"""
