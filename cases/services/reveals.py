"""What is masked, shown whole to one officer, with a reason, after its trace."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, User
from audit import trail
from audit.models import AccessAction, AccessEvent
from cases.conditions import PartInCase
from cases.models import Case, Respondent
from cases.own_rows import of_agency
from facilities import field_cipher
from facilities import services as facilities
from facilities.models import ProtectedNumber
from facilities.services.protected_numbers import REVEALS_AN_HOUR, TooManyReveals
from inspections.models import Informant
from kernel.errors import NotPermitted, NotReady, Refused
from kernel.folding import fold, nfc

SHORTEST_REASON = 10
OF_AGE = 18


@dataclass(frozen=True, slots=True)
class KnownInformant:
    """Who reported: for the eyes of one officer, never printed or exported."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class _Owned:
    """The informant as the table sees him: of the agency that took the tip-off."""

    agency: Agency


def reveal_person(
    *, case: Case, number: ProtectedNumber, reason: str, by: User, at: datetime
) -> str:
    """A whole number of a respondent of the case (rows A012 to A014).

    Raises NotPermitted, NotReady, Refused, TooManyReveals.
    """
    parties = {respondent.party_id for respondent in case.respondents.all()}
    if number.party_id is None or number.party_id not in parties:
        raise NotPermitted
    whole: str = facilities.reveal_number(
        number=number, through=case, reason=reason, by=by, at=at
    )
    return whole


@transaction.atomic
def reveal_informant(
    *, case: Case, reason: str, by: User, at: datetime
) -> KnownInformant:
    """Who reported the matter (row A015): the agency that took the tip-off only.

    The door has asked for the second proof of identity. Raises NotPermitted, NotReady,
    Refused, TooManyReveals.
    """
    informant = _informant_of(case)
    if informant is None:
        raise NotReady(_("Nobody is known who reported this."), code="no_informant")
    if not _owns(informant, case, by, at):
        raise NotPermitted
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            errors={"reason": [_("Type why you need to know, in a few words.")]}
        )
    recent = AccessEvent.objects.filter(
        actor=by, action=AccessAction.REVEALED, at__gt=at - timedelta(hours=1)
    )
    if recent.count() >= REVEALS_AN_HOUR:
        raise TooManyReveals
    trail.record_access(
        action=AccessAction.REVEALED,
        record=informant,
        at=at,
        by=by,
        label=case.number,
        detail={"reason": reason, "kind": "informant", "through": case.number},
    )
    return KnownInformant(
        field_cipher.unseal(informant.sealed_name),
        field_cipher.unseal(informant.sealed_contact),
    )


def reveals_of(case: Case, user: User, at: datetime) -> QuerySet[AccessEvent]:
    """Every reveal in the case, newest first, for whoever may read its trail."""
    rows: QuerySet[AccessEvent] = AccessEvent.objects.none()
    if access.can(user, "trail.view", case, at):
        rows = (
            AccessEvent.objects.filter(
                action=AccessAction.REVEALED, detail__through=case.number
            )
            .select_related("actor")
            .order_by("-seq")
        )
    return rows


def may_reveal_informant(case: Case, user: User, at: datetime) -> bool:
    """Somebody reported it and is known, and the officer may read who (row A015)."""
    informant = _informant_of(case)
    return informant is not None and _owns(informant, case, user, at)


def name_for(respondent: Respondent, case: Case, user: User, at: datetime) -> str:
    """The name, or a minor's initials for all but the agency that leads."""
    if is_masked(respondent, case, user, at):
        return initials(respondent.name)
    return str(respondent.name)


def is_masked(respondent: Respondent, case: Case, user: User, at: datetime) -> bool:
    """A minor is known to the agency that leads only (security rules, section 5)."""
    return is_minor(respondent, on=case.detected_on) and "lead" not in (
        case.relations_of(user, at)
    )


def without_minors(text: str, case: Case, user: User, at: datetime) -> str:
    """A text of the case with the names of minors as initials, where they are masked.

    For what officers type: titles, payers, complainants.
    """
    if access.shares_relations_of(user, case.lead_agency, at):
        return text
    on = case.detected_on
    minors = (row.name for row in case.respondents.all() if is_minor(row, on=on))
    return without_names(text, minors)


def titles_for(cases: Iterable[Case], user: User, at: datetime) -> dict[UUID, str]:
    """The titles of a list's cases as the officer may read them, in one query."""
    titles = {case.pk: case.title for case in cases}
    hidden = hidden_names(titles, user, at)
    return {
        pk: without_names(title, hidden.get(pk, ())) for pk, title in titles.items()
    }


def hidden_names(
    cases: Collection[UUID], user: User, at: datetime
) -> dict[UUID, list[str]]:
    """By case, the names of minors that are not the officer's to read; one query."""
    found: dict[UUID, list[str]] = {}
    if not cases:
        return found
    minors = Respondent.objects.minors().filter(case__in=list(cases))
    minors = minors.exclude(of_agency("case__lead_agency", user, at)).order_by("pk")
    for case, name in minors.values_list("case", "name"):
        found.setdefault(case, []).append(name)
    return found


def without_names(text: str, names: Iterable[str]) -> str:
    """The names as initials, with or without diacritics, in whatever case."""
    for name in names:
        words = r"\s+".join(map(re.escape, fold(name).split()))
        folded = "".join(fold(char)[:1] or char for char in nfc(text))
        if words and len(folded) == len(text):
            for match in reversed(list(re.finditer(rf"(?<!\w){words}(?!\w)", folded))):
                text = f"{text[: match.start()]}{initials(name)}{text[match.end() :]}"
        else:
            text = text.replace(name, initials(name))
    return text


def _informant_of(case: Case) -> Informant | None:
    if case.tip_off_id is None:
        return None
    found: Informant | None = (
        Informant.objects.select_related("agency__parent", "tip_off")
        .filter(tip_off=case.tip_off_id)
        .first()
    )
    return found


def _owns(informant: Informant, case: Case, user: User, at: datetime) -> bool:
    owned = PartInCase(case, _Owned(informant.agency))
    return access.could(user, "informant.reveal", owned, at)


def is_minor(respondent: Respondent, *, on: date) -> bool:
    """Under eighteen on a day; somebody without a date of birth counts as of age."""
    born = respondent.particulars.get("born_on") or ""
    if not born:
        return False
    return is_under_age(date.fromisoformat(born), on=on)


def is_under_age(born_on: date, *, on: date) -> bool:
    """Under eighteen on a day."""
    before = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - before < OF_AGE


def initials(name: str) -> str:
    """ "Nguyễn Văn An" as "N.V.A."."""
    return "".join(f"{word[0].upper()}." for word in name.split())
