"""Identifiers in outside registers: their forms, check digits and links.

Each form is the one that its register documents; python-stdnum computes the check digits. The links
are the registers' own permanent addresses.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from urllib.parse import quote

from msgspec import Struct

from dossierpress.kernel.diagnostics import Offer, suggest, write


class IdentifierError(ValueError):
    """A value that its register cannot have issued."""

    def __init__(self, message: str, hint: str | Offer | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class Scheme(Struct, frozen=True, kw_only=True):
    """A register that is known here."""

    label: str
    example: str
    form: str
    """Regular expression for the whole value, in the form in which the register writes it."""
    url: str | None
    """Address of a record, with `{}` for the identifier; None where there is no public page."""
    compact: Callable[[str], str] = str
    """Removes the spaces and hyphens that people add for reading."""
    checksum: str | None = None
    """The module of python-stdnum that checks it."""


def _without_spaces(value: str) -> str:
    return re.sub(r"[\s-]", "", value)


def _imo(value: str) -> str:
    return re.sub(r"(?i)^imo\s*", "", value.strip())


_WITHOUT_OWN_FORM = ("crunchbase", "opensanctions")
"""Registers that cannot be told by the form of their identifiers."""

SCHEMES: Mapping[str, Scheme] = {
    "bnf": Scheme(
        label="BnF",
        example="cb11888092r",
        form=r"cb\d{8}[0-9bcdfghjkmnpqrstvwxz]",
        url="https://catalogue.bnf.fr/ark:/12148/{}",
    ),
    "cas": Scheme(
        label="CAS",
        example="50-00-0",
        form=r"[1-9]\d{1,6}-\d\d-\d",
        url="https://commonchemistry.cas.org/detail?cas_rn={}",
        checksum="casrn",
    ),
    "companies-house": Scheme(
        label="Companies House",
        example="00445790",
        form=r"(\d{8}|[A-Z]{2}\d{6}|R\d{7})",
        url="https://find-and-update.company-information.service.gov.uk/company/{}",
    ),
    "crunchbase": Scheme(
        label="Crunchbase",
        example="reuters",
        form=r"[a-z0-9][a-z0-9-]*",
        url="https://www.crunchbase.com/organization/{}",
    ),
    "doi": Scheme(
        label="DOI",
        example="10.1000/182",
        form=r"10\.\d{4,9}(\.\d+)*/\S+",
        url="https://doi.org/{}",
    ),
    "figi": Scheme(
        label="FIGI",
        example="BBG000BLNQ16",
        form=r"[A-Z0-9]{12}",
        url=None,
        checksum="figi",
    ),
    "geonames": Scheme(
        label="GeoNames", example="112931", form=r"[1-9]\d*", url="https://www.geonames.org/{}"
    ),
    "gnd": Scheme(
        label="GND",
        example="118540238",
        form=r"(1[0123]?\d{7}[0-9X]|[47]\d{6}-\d|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X])",
        url="https://d-nb.info/gnd/{}",
    ),
    "icao": Scheme(
        label="ICAO aircraft address", example="7300c4", form=r"[0-9a-fA-F]{6}", url=None
    ),
    "imdb": Scheme(
        label="IMDb",
        example="nm0000001",
        form=r"(nm|tt|co|ev|ch)\d{7,8}",
        url=None,
    ),
    "imo": Scheme(
        label="IMO",
        example="9319466",
        form=r"\d{7}",
        url=None,
        compact=_imo,
        checksum="imo",
    ),
    "isbn": Scheme(
        label="ISBN",
        example="978-0-330-25864-7",
        form=r"(97[89]\d{10}|\d{9}[0-9X])",
        url=None,
        compact=_without_spaces,
        checksum="isbn",
    ),
    "isin": Scheme(
        label="ISIN",
        example="US0378331005",
        form=r"[A-Z]{2}[A-Z0-9]{9}\d",
        url=None,
        checksum="isin",
    ),
    "isni": Scheme(
        label="ISNI",
        example="0000 0001 2281 955X",
        form=r"\d{15}[0-9X]",
        url="https://isni.org/isni/{}",
        compact=_without_spaces,
        checksum="isni",
    ),
    "issn": Scheme(
        label="ISSN",
        example="0261-3077",
        form=r"\d{4}-\d{3}[0-9X]",
        url="https://portal.issn.org/resource/ISSN/{}",
        checksum="issn",
    ),
    "lei": Scheme(
        label="LEI",
        example="213800KUD8LAJWSQ9D15",
        form=r"[A-Z0-9]{18}\d{2}",
        url="https://search.gleif.org/#/record/{}",
        checksum="lei",
    ),
    "loc": Scheme(
        label="Library of Congress",
        example="n79021164",
        form=r"(n|nb|nr|no|ns|sh|sj|mp|gf)\d{4,12}",
        url="https://id.loc.gov/authorities/{}",
    ),
    "mmsi": Scheme(label="MMSI", example="422031800", form=r"\d{9}", url=None),
    "opencorporates": Scheme(
        label="OpenCorporates",
        example="gb/00445790",
        form=r"[a-z]{2}(_[a-z]{2})?/[A-Za-z0-9.-]+",
        url="https://opencorporates.com/companies/{}",
    ),
    "opensanctions": Scheme(
        label="OpenSanctions",
        example="Q7747",
        form=r"[A-Za-z0-9][A-Za-z0-9.-]*",
        url="https://www.opensanctions.org/entities/{}/",
    ),
    "openstreetmap": Scheme(
        label="OpenStreetMap",
        example="relation/304938",
        form=r"(node|way|relation)/[1-9]\d*",
        url="https://www.openstreetmap.org/{}",
    ),
    "orcid": Scheme(
        label="ORCID",
        example="0000-0002-1825-0097",
        form=r"\d{4}-\d{4}-\d{4}-\d{3}[0-9X]",
        url="https://orcid.org/{}",
        checksum="iso7064.mod_11_2",
    ),
    "ror": Scheme(
        label="ROR",
        example="05dxps055",
        form=r"0[a-hj-km-np-tv-z0-9]{6}\d{2}",
        url="https://ror.org/{}",
    ),
    "viaf": Scheme(
        label="VIAF", example="97804148", form=r"[1-9]\d{1,21}", url="https://viaf.org/viaf/{}/"
    ),
    "wikidata": Scheme(
        label="Wikidata",
        example="Q794",
        form=r"Q[1-9]\d*",
        url="https://www.wikidata.org/wiki/{}",
    ),
}
"""The registers that are known here, by the name that an author writes under `ids`."""


def check(scheme: str, value: str) -> None:
    """Check the form and the check digit of an identifier; any value of an unknown scheme passes.

    Raises:
        IdentifierError: The register cannot have issued it.
    """
    known = SCHEMES.get(scheme)
    if known is None:
        return
    bare = known.compact(value)
    if not re.fullmatch(known.form, bare, re.ASCII):
        closest = _closest(known, value)
        raise IdentifierError(
            f"`{value}` is no {known.label} identifier",
            write(closest) if closest else f"it looks like `{known.example}`",
        )
    if known.checksum is None:
        return
    # It takes long to load, and only parsing needs it.
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415

    try:
        # An ORCID is written with hyphens, which the bare arithmetic does not know.
        digits = bare.replace("-", "") if scheme == "orcid" else bare
        import_module(f"stdnum.{known.checksum}").validate(digits)
    except InvalidChecksum:
        raise IdentifierError(
            f"the check digit of the {known.label} identifier `{value}` is wrong",
            "compare it with the register: a digit is wrong or two have changed places",
        ) from None
    except ValidationError as error:
        raise IdentifierError(
            f"`{value}` is no {known.label} identifier: {str(error).rstrip('.').lower()}",
            f"it looks like `{known.example}`",
        ) from None


def registers_of(value: str) -> tuple[str, ...]:
    """The registers that can have issued an identifier, by its form; empty where many can."""
    if not any(character.isdigit() for character in value):
        return ()
    return tuple(
        name for name in SCHEMES if name not in _WITHOUT_OWN_FORM and _is_right(name, value)
    )


def _is_right(scheme: str, value: str) -> bool:
    try:
        check(scheme, value)
    except IdentifierError:
        return False
    return True


def link(scheme: str, value: str) -> str | None:
    """Return the address of the record in its register, or None where none is known."""
    known = SCHEMES.get(scheme)
    if known is None or known.url is None:
        return None
    identifier = known.compact(value)
    if scheme == "loc":
        identifier = f"{'names' if identifier.startswith('n') else 'subjects'}/{identifier}"
    return known.url.format(quote(identifier, safe="/:;()._-"))


def label(scheme: str) -> str:
    """Return the name of a register for readers; an unknown one is shown as the author wrote it."""
    known = SCHEMES.get(scheme)
    return known.label if known else scheme


def likely_scheme(scheme: str) -> str | None:
    """Return the known register that an unknown name is most likely a slip for."""
    return None if scheme in SCHEMES else suggest(scheme, SCHEMES)


def _closest(known: Scheme, value: str) -> str | None:
    """Find the identifier inside a pasted address, in other case, or behind a prefix."""
    _, _, after_host = (known.url or "").split("{}")[0].partition("://")
    _, _, pasted = value.partition(after_host) if after_host else ("", "", "")
    candidates = (
        re.split(r"[?#]", pasted)[0].rstrip("/"),
        value.upper(),
        value.lower(),
        value.split(":", 1)[-1].strip(),
        *re.split(r"[/=#?&]", value)[::-1],
    )
    return next((one for one in candidates if re.fullmatch(known.form, one, re.ASCII)), None)
