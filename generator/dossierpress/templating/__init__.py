"""Templating: the templates of a theme, what they may do, and how they make a page of a view.

`facts` is loaded by every build, so nothing is imported here; all others load Jinja. Begin with
`environment`, then `contract`, which says all that is wrong with a theme.
"""
