"""The leak check: before an edition is published, nothing that is withheld is in its bytes.

Withheld records are gone before anything is planned (see `indexes`). This does not rely on that:
it takes every text that only withheld records have (`secrets`), and looks for it in every file
of the edition (`scan`).
"""
