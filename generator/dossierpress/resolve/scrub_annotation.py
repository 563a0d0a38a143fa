"""Annotations and quotations as they may be published."""

from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.record_types import ANY, SOURCE
from dossierpress.resolve.scrub_claim import scrub_party
from dossierpress.schema.annotation import Annotation, SpokenWords


def scrub_annotation(written: Annotation, finder: Finder) -> Annotation:
    """Leave out of an annotation what leads to something withheld or unknown.

    Sources become plain ids, and what it is about `type:id`.
    """
    to = finder.published(written.to, ANY) if written.to else None
    sources = (finder.published(text, SOURCE) for text in written.sources)
    return written.model_copy(
        update={
            "to": f"{to.type}:{to.id}" if to else None,
            "sources": tuple(key.id for key in sources if key),
        }
    )


def scrub_quotation(written: SpokenWords, finder: Finder) -> SpokenWords | None:
    """Leave out of a quotation what leads to something withheld; None where nobody speaks.

    Somebody private who speaks has a stand-in, and keeps nothing but the words in the text: the
    original, the day and the addressee would tell who it is.
    """
    speaker = scrub_party(written.speaker, finder)
    if speaker is None:
        return None
    if not finder.names(written.speaker):
        return SpokenWords(quote=written.quote, speaker=speaker)
    addressees = (scrub_party(one, finder) for one in written.addressee)
    return written.model_copy(
        update={"speaker": speaker, "addressee": tuple(one for one in addressees if one)}
    )
