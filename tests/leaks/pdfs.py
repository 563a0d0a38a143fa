"""PDFs made by hand, with a text in one place and in one way of writing it."""

import io
import zlib

from pypdf import PdfReader, PdfWriter

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(  # noqa: PLR0913 (parts of a document)
    content: bytes = b"BT /F1 12 Tf 20 20 Td (A page.) Tj ET",
    *,
    info: bytes = b"",
    more: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    packed: bool = True,
) -> bytes:
    """A document of one page."""
    stream = zlib.compress(content) if packed else content
    form = b"/Filter/FlateDecode" if packed else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>" + resources + b">>" + page + b">>",
        b"<<" + form + b"/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream",
        FONT,
        b"<<" + info + b">>",
        *([more] if more else []),
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer <</Root 1 0 R/Info 6 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    )


def shown(operators: bytes) -> bytes:
    """A page that shows text by these operators."""
    return pdf(b"BT /F1 12 Tf 20 20 Td " + operators + b" ET")


def encrypted(data: bytes, password: str) -> bytes:
    """The same, encrypted with a password that nobody knows."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def in_object_streams(data: bytes, name: str) -> bytes:
    """A document whose information is packed with its objects."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_metadata({"/Author": name})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
