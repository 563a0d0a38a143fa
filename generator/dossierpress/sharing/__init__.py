"""The picture of an article that other sites show where somebody shares it.

Begin with `share_pictures.py`, which makes those that changed; `drawing.py` draws one.
"""
