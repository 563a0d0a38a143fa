"""Checks of claims. `every_claim` runs those that need the published dossier."""
