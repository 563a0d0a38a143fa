"""The verdict on a claim, and the question that it answers."""

import re

from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claim
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import name_shown, party_shown, record_link
from dossierpress.pages.tables.claim_lists import status_of
from dossierpress.pages.tables.tag_labels import base_language, label_of_tag
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.verdict import DifferingShown, QuestionShown, VerdictShown
from dossierpress.schema.claim import Stance

_DROPPED = ("false", "retracted")
"""Judgements by which a claim stands against no other."""
_ONE_SENTENCE = re.compile(r"[^.!?…。؟]*[^.!?…。؟\s]\.")
"""Words without a stop but for the last one, which is a point."""
_STOP = re.compile(r"[.!?…。؟][\"'”’»)\]]*$")


def verdict_shown(here: str, claim: Claim, site: TrackedSite) -> VerdictShown:
    """What the desk holds of a claim, and who and what stands against it."""
    status = claim.status
    reason = status.note if status else None
    if reason and _ONE_SENTENCE.fullmatch(reason):
        reason = reason[:-1]
    return VerdictShown(
        status=status_of(claim),
        on=date_if_known(status.on, site) if status else None,
        as_of=date_if_known(status.as_of, site) if status else None,
        reason=reason,
        closed=bool(reason and _STOP.search(reason)),
        before=next(
            (one.is_ for one in reversed(claim.matter.status) if one.is_ != status_of(claim)), None
        ),
        denied=_differing("denies", here, claim, site),
        doubted=_differing("doubts", here, claim, site),
        rivals=0
        if status_of(claim) in _DROPPED
        else sum(
            site.claims_in_brief[there].status not in _DROPPED
            for there in {
                one.there for one in claim.relations if one.type in ("contradicts", "disagrees")
            }
        ),
    )


def _differing(stance: Stance, here: str, claim: Claim, site: TrackedSite) -> DifferingShown | None:
    """Who says of a claim that it is not so, or may not be; not those who only pass that on."""
    reports = [one for one in claim.reports if one.stance == stance]
    if not reports:
        return None
    passing_on = {one.by for one in reports if one.citing}
    own = dict.fromkeys(one.by for one in reports if one.by not in passing_on)
    cited = dict.fromkeys(
        party for one in reports for party in one.citing if party not in passing_on
    )
    # Where they cite one another alone nobody knows whose word it is.
    found = own | cited or dict.fromkeys(passing_on)
    return DifferingShown(
        parties=tuple(party_shown(here, one, site) for one in found),
        quoted=any(one not in own for one in found),
    )


def question_shown(here: str, claim: Claim, site: TrackedSite) -> QuestionShown | None:
    """What a claim answers; None where it has no aspect."""
    matter = claim.matter
    if matter.aspect is None:
        return None
    subject = Key(type="entity", id=matter.about[0]) if matter.about else None
    names = site.questions.get(matter.aspect, ())
    lang, words = label_of_tag(matter.aspect, names, site.config.lang, site.lang)
    foreign = base_language(lang) != base_language(site.config.lang)
    return QuestionShown(
        subject=record_link(here, subject, site) if subject else None,
        words=name_shown(words, lang if foreign else None, site),
        asked=bool(names),
    )
