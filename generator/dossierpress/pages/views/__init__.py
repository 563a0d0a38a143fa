"""One frozen view for each template: exactly what a page may show, every field with its docstring.

A template sees its view under the name `view`, and nothing else. Which template is given which
view is said by the kinds of page. Begin with `parts`, which all others are made of.
"""
