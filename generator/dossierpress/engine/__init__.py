"""Incremental computation: work is done again only where something that it has read has changed.

`tables` has mappings that record every read, so that no dependency is missed; `reads` makes
them. `traces` keeps what each piece of work read last time and says which work is fresh, `results`
keeps large results a row each. `store` is the cache file under all of it. Nothing here knows what a
dossier is. (Verifying traces, as in Mokhov, Mitchell and Peyton Jones, "Build systems à la carte",
2018.)
"""
