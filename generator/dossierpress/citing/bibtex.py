"""A citation as BibTeX, as biblatex, Zotero and JabRef read it."""

import re

from dossierpress.citing.citable import Citable, CitedAuthor, CitedDate, iso

_COMMANDS = {
    "\\": r"\textbackslash{}",
    # A brace counts to BibTeX even after a backslash, and has to be closed.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{one: f"\\{one}" for one in "%&$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^%&$#_]")
_NOT_IN_ADDRESS = re.compile(r'[{}\\"<>^`|]')
"""What may not stand in an address, which is not escaped: programs take it as it is."""
_LEVEL_1 = re.compile(r"(-?\d{4}(-\d\d){0,2}[~?%]?|\.\.)?(/(-?\d{4}(-\d\d){0,2}[~?%]?|\.\.)?)?")
"""Dates that biblatex reads: EDTF without times and sets."""


def bibtex(item: Citable) -> str:
    """An entry of type `@online`; its last line ends with a brace."""
    fields = {
        "author": " and ".join(map(_author, item.authors)),
        # The inner braces keep capitals as they are.
        "title": f"{{{escaped(item.title)}}}",
        "organization": f"{{{escaped(item.site)}}}",
        "date": _date(item.date) if item.date else "",
        "url": _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", item.address or ""),
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{item.key},\n{rows}}}"


def escaped(text: str) -> str:
    """A text on one line, in which nothing means anything to TeX."""
    return _SPECIAL.sub(lambda found: _COMMANDS[found[0]], " ".join(text.split()))


def _author(author: CitedAuthor) -> str:
    if author.given is None:
        return f"{{{escaped(author.name)}}}"
    return ", ".join(_part(one) for one in (author.name, author.given) if one)


def _part(name: str) -> str:
    """Part of a name; a comma or an `and` would divide it."""
    text = escaped(name)
    divides = "," in text or re.search(r"(?i)(^|\s)and(\s|$)", text)
    return f"{{{text}}}" if divides else text


def _date(date: CitedDate) -> str:
    """As biblatex reads it; empty where it cannot."""
    if date.is_plain:
        return iso(date.since)
    return date.edtf if _LEVEL_1.fullmatch(date.edtf) else ""
