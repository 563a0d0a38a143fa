"""From other formats to the files of a dossier: values in, texts and a report out.

`standoff/` reads stand-off annotation (begin with `standoff.convert`), `web_annotations/` the Web
Annotations of the W3C. Both share `json_input` (reading JSON), `ids` (new ids), `text_output`
(writing Markdown and YAML) and `report`.
"""
