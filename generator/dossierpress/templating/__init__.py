"""Templating: the templates of a theme, what they may do, and how they render a view.

Every build loads `facts`, so this module imports nothing; all others load Jinja. Begin with
`environment`, then `contract`, which checks a theme.
"""
