"""Incremental computation: work is done again only where something that it has read has changed.

`tables` is the door: whoever reads a table is recorded, so that work cannot read without being
seen; `reads` makes the tables. `traces` keeps what was read last time, says which work is fresh,
and keeps large results a row each. `store` is the cache file under all of it. Nothing here
knows what a dossier is. (Verifying traces, as in Mokhov, Mitchell and Peyton Jones, "Build
systems à la carte", 2018.)
"""
