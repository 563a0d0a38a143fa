"""The files of a dossier: found, walked, read, and known without being read again.

Begin with `source/discovery.py`, which finds every file. Whatever cannot be read gives a
diagnostic, and reading goes on.
"""
