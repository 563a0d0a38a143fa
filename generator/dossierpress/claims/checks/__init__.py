"""Checks of claims. `every_claim` runs the checks that need the published dossier."""
