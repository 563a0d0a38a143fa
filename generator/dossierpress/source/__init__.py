"""The files of a dossier, from the folder to located trees: found, read, decoded, YAML parsed.

Begin with `source/discovery.py`, which finds every file; `located_yaml` reads YAML with
places. Whatever cannot be read gives a diagnostic, and reading goes on.
"""
