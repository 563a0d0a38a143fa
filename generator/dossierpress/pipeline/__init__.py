"""The order of the stages, which no other package knows.

`discover -> parse -> resolve -> plan -> (gate) -> render -> publish`. Every stage reports all
that it finds; one error anywhere stops at the gate, and output/ stays as it was. Begin with
`prepare` (everything before the gate, which is all of `dossier check`), then `edition` (the bytes
of an edition; `dossier diff`, `--verify`) and `publish` (the whole way; `dossier rollback`).
`build` is what `dossier build` and the preview call: it asks `up_to_date` first. Nothing is
gathered here, so that a build which finds nothing to do loads no stage.
"""
