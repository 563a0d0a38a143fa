"""The files of the index: each calls one function of the page's script with its data."""

import json

FOLDER = "search"
LOADER = "dossierSearch"
"""The name under which the script of the page takes what the files bring."""


def script(function: str, *data: object) -> bytes:
    """A file that hands data to a function of the page's script."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{LOADER}.{function}(...{said});\n".encode()


def handed_over(file: bytes) -> tuple[str, str]:
    """Of such a file the function, and the data as JSON."""
    call, _, data = file.decode().partition("(...")
    return call.removeprefix(f"{LOADER}."), data.removesuffix(");\n")


def text_path(name: str) -> str:
    """The file of a text, by its name in the index."""
    return f"{FOLDER}/texts/{name}.js"


def shard_path(block: int, number: int) -> str:
    """The file of a shard of words."""
    return f"{FOLDER}/words/{block}-{number}.js"


def names_path(part: str) -> str:
    """The file of a part of the names."""
    return f"{FOLDER}/names/{part}.js"


FOLDING = f"{FOLDER}/folding.js"
CONTENTS = f"{FOLDER}/contents.js"
