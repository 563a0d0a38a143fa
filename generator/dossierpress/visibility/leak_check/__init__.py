"""The leak check: before an edition is published, search its bytes for what is withheld.

Withheld records are removed before pages are planned (see `indexes`). The leak check does not rely
on that: it collects all texts that only withheld records have (`secrets`), and searches every file
of the edition for them (`scan`).
"""
