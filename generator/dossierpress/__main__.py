"""`python -m dossierpress` is the command `dossier`."""

from dossierpress.cli import main

# Worker processes may import this module once more under another name.
if __name__ == "__main__":
    main()
