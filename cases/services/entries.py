"""What is entered into a case beside its own facts: acts, respondents, officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User, Ward
from cases.models import Assignment, Case, CaseViolation, Respondent
from cases.services.funnel import legal_day
from cases.states import Channel
from facilities.models import Party
from kernel.errors import Refused
from kernel.folding import nfc
from regulations import catalogue
from regulations.models import ViolationBehaviour


class NotInForce(Refused):
    code = "behaviour_not_in_force"


@dataclass(frozen=True, slots=True)
class ActInput:
    """An act as it is entered: behaviour by code, titles with their counts."""

    behaviour: str
    description: str
    occurred_on: date
    act_ended_on: date | None = None
    channel: str = Channel.OFFLINE
    titles: tuple[dict[str, Any], ...] = ()


def enter_act(case: Case, act: ActInput, *, at: datetime) -> CaseViolation:
    """An act of the case under a behaviour in force on its day; raises NotInForce."""
    on = legal_day(act.occurred_on, at=at, field="act_on")
    if act.act_ended_on is not None:
        legal_day(act.act_ended_on, at=at, field="act_ended_on")
    behaviour = behaviour_in_force(act.behaviour, on=on)
    return CaseViolation.objects.create(
        case=case,
        behaviour=behaviour,
        description=nfc(act.description) or behaviour.title_vi,
        channel=act.channel,
        occurred_on=on,
        act_ended_on=act.act_ended_on,
        titles=list(act.titles),
    )


def behaviour_in_force(code: str, *, on: date) -> ViolationBehaviour:
    """The catalogue row of a code on the day of the act; raises NotInForce."""
    found: ViolationBehaviour | None = (
        catalogue.in_force_on(on).filter(code=code).first()
    )
    if found is None:
        text = _("The behaviour %(code)s was not in force on %(day)s.") % {
            "code": code,
            "day": on.strftime("%d/%m/%Y"),
        }
        raise NotInForce(errors={"behaviour": [text]})
    return found


def enter_respondent(case: Case, party: Party, *, on: date) -> Respondent:
    """Copy what papers say of the party, as it is on that day."""
    return Respondent.objects.create(
        case=case,
        party=party,
        subject_kind=party.subject_kind,
        name=party.name_on(on),
        address=party.address_text,
        ward=party.ward,
        tax_code=party.tax_code,
        particulars={
            "gender": party.gender,
            "born_on": party.born_on.isoformat() if party.born_on else "",
            "nationality": party.nationality,
            "occupation": party.occupation,
            "business_registration_no": party.business_registration_no,
            "business_registration_on": party.business_registration_on.isoformat()
            if party.business_registration_on
            else "",
            "business_registration_issuer": party.business_registration_issuer,
            "legal_representative_name": party.legal_representative_name,
            "legal_representative_title": party.legal_representative_title,
            "legal_representative_gender": party.legal_representative_gender,
        },
    )


def enter_officer(case: Case, officer: User, *, by: User, at: datetime) -> Assignment:
    """The officer holds the case from now on, if he does not hold it yet."""
    assignment, _created = Assignment.objects.get_or_create(
        case=case,
        officer=officer,
        ended_at=None,
        defaults={"assigned_by": by, "assigned_at": at},
    )
    return assignment


def take_up(case: Case, officer: User, *, at: datetime) -> None:
    """Who takes the first step of a case that he does not hold yet, holds it."""
    if not case.is_assigned(officer):
        enter_officer(case, officer, by=officer, at=at)


def ward_of(code: str) -> Ward | None:
    """The ward of a code, none for an empty one; raises Refused for an unknown one."""
    if not code:
        return None
    ward = Ward.objects.filter(pk=code).first()
    if ward is None:
        raise Refused(errors={"ward": [_("There is no ward with the code %s.") % code]})
    return ward
