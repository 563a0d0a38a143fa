"""The order of the stages, which no other room knows.

`discover -> parse -> resolve -> plan -> (gate) -> render -> publish`. Every stage reports all
problems that it finds; any error closes the gate, and output/ stays as it was. Begin with
`prepare` (everything before the gate, which is all of `dossier check`), then `edition` (the bytes
of an edition; `dossier diff`, `--verify`) and `publish` (the whole build; `dossier rollback`).
`dossier build` and the preview call `build`, which asks `up_to_date` first. This module imports
nothing, so that a build with nothing to do loads no stage.
"""
