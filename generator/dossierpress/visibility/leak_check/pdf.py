"""Extract all texts of a PDF: of its pages, notes and forms, and of its metadata.

The texts of the current document are read with pypdf, and also every compressed stream: text that a
later revision removed is still in the file.
"""

import logging
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

from dossierpress.engine.budget import OverBudgetError, within_budget

_SECONDS = 20.0
"""Seconds of processor time for one document."""


_DOCUMENTS_KEPT = 64


_MOST = 50_000_000
"""Bytes of one stream when it is decompressed, at most."""


_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


_ODD = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")


_READABLE = 0.7


_documents_known: dict[str, tuple[tuple[str, ...], str | None]] = {}


def read_pdf(data: bytes) -> tuple[tuple[str, ...], str | None]:
    """Return the texts of a document, and what of it could not be read.

    The result is kept in memory, since a preview checks the document after every edit.
    """
    digest = sha256(data).hexdigest()
    if digest not in _documents_known:
        while len(_documents_known) >= _DOCUMENTS_KEPT:
            _documents_known.pop(next(iter(_documents_known)))
        _documents_known[digest] = _read_document(data)
    return _documents_known[digest]


def _read_document(data: bytes) -> tuple[tuple[str, ...], str | None]:
    texts = [*_unpacked_streams(data)]
    try:
        found, unread = within_budget(_SECONDS, lambda: _document(data))
    except OverBudgetError:
        return tuple(texts), "all of it: it takes too long"
    return (*texts, *found), unread


def _document(data: bytes) -> tuple[list[str], str | None]:
    # Only a dossier with secrets and a PDF pays for this import.
    from pypdf import PdfReader  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts: list[str] = []
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return texts, "all of it: it is encrypted"
        pictures = 0
        for page in reader.pages:
            text = page.extract_text()
            texts.append(text)
            odd = len(_ODD.findall(text))
            if not text.strip() or odd > (1 - _READABLE) * len(text):
                pictures += odd > 0 or _draws(page)
        for number in sorted({number for one in reader.xref.values() for number in one}):
            texts += _strings_in_object(reader.get_object(number))
        for number in sorted(reader.xref_objStm):
            texts += _strings_in_object(reader.get_object(number))
        for name, files in reader.attachments.items():
            texts += [name, *(one.decode("utf-8", "replace") for one in files)]
    except Exception as error:  # noqa: BLE001 (pypdf raises anything at a document that is odd)
        return texts, f"parts of it: {type(error).__name__}"
    return texts, f"{pictures} of its pages, which are pictures" if pictures else None


def _draws(page: Any) -> bool:
    """Whether a page has content that is drawn and is no text."""
    resources = page.get("/Resources")
    return resources is not None and "/XObject" in resources.get_object()


def _strings_in_object(value: Any) -> Iterator[str]:
    """All texts in an object, without following references."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, bytes):
            yield one.decode("utf-8", "replace")
        elif isinstance(one, str):
            yield str(one)
        elif isinstance(one, dict | list):
            inner = one.values() if isinstance(one, dict) else one
            waiting += [each for each in inner if type(each).__name__ != "IndirectObject"]
        if isinstance(one, dict) and one.get("/Type") == "/Metadata" and hasattr(one, "get_data"):
            yield one.get_data().decode("utf-8", "replace")


def _unpacked_streams(data: bytes) -> Iterator[str]:
    """All streams with the usual compression, decompressed."""
    for found in _STREAM.finditer(data):
        try:
            plain = zlib.decompressobj().decompress(found[1], _MOST)
        except zlib.error:
            continue
        yield plain.decode("utf-8", "replace")
