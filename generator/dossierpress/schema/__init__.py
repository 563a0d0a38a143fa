"""Models of everything that an author writes, and what checks a file against them.

A module for each kind of record; `schema/validation.py` checks a located tree against one of
its models. The same classes give the JSON Schemas and the tables in docs/.
"""
