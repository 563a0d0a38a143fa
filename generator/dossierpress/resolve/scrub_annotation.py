"""Annotations and quotations as they may be published."""

from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.record_types import ANY, SOURCE
from dossierpress.resolve.scrub_claim import scrub_party
from dossierpress.schema.annotation import Annotation, SpokenWords


def scrub_annotation(written: Annotation, finder: Finder) -> Annotation | None:
    """Leave out of an annotation what leads to something withheld or unknown.

    Sources become plain ids, and what it is about and who says it `type:id`. None where it gives
    the words of somebody who must not be named: these would tell who it is.
    """
    said_by = None
    if written.said_by is not None:
        if not finder.names(written.said_by):
            return None
        said_by = scrub_party(written.said_by, finder)
    sources = (finder.published(text, SOURCE) for text in written.based_on)
    about = (finder.published(text, ANY) for text in written.about)
    return written.having(
        based_on=tuple(key.id for key in sources if key),
        about=tuple(f"{key.type}:{key.id}" for key in about if key),
        said_by=said_by,
    )


def scrub_quotation(written: SpokenWords, finder: Finder) -> SpokenWords | None:
    """Leave out of a quotation what leads to something withheld; None where nobody speaks.

    Somebody private who speaks has a stand-in, and keeps nothing but the words in the text, and
    whether these are theirs: the original, the day, the addressee and who worded it would tell who
    it is.
    """
    speaker = scrub_party(written.speaker, finder)
    if speaker is None:
        return None
    if not finder.names(written.speaker):
        return SpokenWords(quote=written.quote, speaker=speaker, words_of=written.words_of)
    addressees = (scrub_party(one, finder) for one in written.addressee)
    return written.having(
        speaker=speaker,
        addressee=tuple(one for one in addressees if one),
        worded_by=scrub_party(written.worded_by, finder) if written.worded_by else None,
    )
