"""From other formats to the files of a dossier: values in, texts and a report out.

`standoff/` reads texts with annotations beside them (begin with `standoff.convert`),
`web_annotations/` the annotations of the W3C. Both share how JSON is read (`json_input`), how ids
are made (`ids`), how texts and values are written (`text_output`) and what is reported
(`report`).
"""
