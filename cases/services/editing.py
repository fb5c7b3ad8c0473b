"""Editing a case: its facts, acts, respondents and officers, until the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from cases.models import Assignment, Case, CaseViolation, Respondent
from cases.services import clocks
from cases.services.entries import (
    ActInput,
    enter_act,
    enter_officer,
    enter_respondent,
    ward_of,
)
from cases.services.funnel import legal_day, locked, permit, save
from cases.services.linking import keep_cases
from facilities.models import Party
from kernel.clock import local_day
from kernel.errors import NotReady, Refused
from kernel.folding import nfc


class RecordHolds(NotReady):
    """What the violation record holds changes by a supplement only."""

    code = "record_holds"

    def __init__(self) -> None:
        super().__init__(
            _("The violation record is made: what it holds cannot be changed here.")
        )


@transaction.atomic
def edit_case(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    title: str | None = None,
    place: str | None = None,
    ward: str | None = None,
    detected_on: date | None = None,
    is_complex: bool | None = None,
    is_respondent_unknown: bool | None = None,
) -> Case:
    """Change facts of a case; None leaves a fact alone.

    What the violation record holds does not change here (INV-10): raises RecordHolds.
    """
    case = locked(case, version=version)
    permit("case.edit", case, by=by, at=at)
    wanted: dict[str, Any] = {
        "title": None if title is None else nfc(title),
        "place": None if place is None else nfc(place),
        "ward_id": None if ward is None else getattr(ward_of(ward), "pk", None),
        "detected_on": detected_on,
        "is_complex": is_complex,
        "is_respondent_unknown": is_respondent_unknown,
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if changes.get("title") == "":
        raise Refused(errors={"title": [_("Enter what the case is about.")]})
    if detected_on is not None:
        legal_day(detected_on, at=at, field="detected_on")
    if case.violation_record is not None and set(changes) - {"title"}:
        raise RecordHolds
    before = {name: _plain(getattr(case, name)) for name in changes}
    for name, value in changes.items():
        setattr(case, name, value)
    clocks.refresh(case, on=local_day(at))
    save(case)
    _trace(case, "case.edit", by=by, at=at, before=before)
    return case


@transaction.atomic
def add_act(
    *, case: Case, version: int, act: ActInput, by: User, at: datetime
) -> CaseViolation:
    """Link the case to a behaviour that was in force on the day of the act."""
    case = locked(case, version=version)
    permit("case.edit", case, by=by, at=at)
    if case.violation_record is not None:
        raise RecordHolds
    violation = enter_act(case, act, at=at)
    case = Case.objects.with_file().get(pk=case.pk)
    _touch(case, "case.add_act", by=by, at=at, after={"behaviour": act.behaviour})
    return violation


@transaction.atomic
def add_respondent(
    *, case: Case, version: int, party: Party, by: User, at: datetime
) -> Respondent:
    """Put a party of the registry into the case, with its particulars of today."""
    case = locked(case, version=version)
    permit("case.edit", case, by=by, at=at)
    if case.violation_record is not None:
        raise RecordHolds
    if any(row.party_id == party.pk for row in case.respondents.all()):
        raise Refused(
            errors={"party": [_("This party is already a respondent of the case.")]}
        )
    respondent = enter_respondent(case, party, on=local_day(at))
    case = Case.objects.with_file().get(pk=case.pk)
    case.is_respondent_unknown = False
    _touch(case, "case.add_respondent", by=by, at=at, after={"name": respondent.name})
    return respondent


@transaction.atomic
def assign(
    *, case: Case, version: int, officer: User, by: User, at: datetime
) -> Assignment:
    """Assign an officer of the lead agency to the case."""
    case = locked(case, version=version)
    permit("member.assign", case, by=by, at=at)
    if officer.agency_id != case.lead_agency_id or not officer.is_active:
        raise Refused(errors={"officer": [_("Choose an officer of the lead agency.")]})
    if case.is_assigned(officer):
        raise Refused(errors={"officer": [_("This officer already handles the case.")]})
    assignment = enter_officer(case, officer, by=by, at=at)
    case = Case.objects.with_file().get(pk=case.pk)
    _touch(case, "member.assign", by=by, at=at, after={"officer": officer.full_name})
    return assignment


def _touch(
    case: Case, action: str, *, by: User, at: datetime, after: dict[str, Any]
) -> None:
    keep_cases([case.pk], at=at)
    first = next(iter(case.violations.all()), None)
    case.group = first.behaviour.group if first is not None else ""
    clocks.refresh(case, on=local_day(at))
    save(case)
    trail.record(
        action=action, record=case, at=at, by=by, label=case.number, after=after
    )


def _trace(
    case: Case, action: str, *, by: User, at: datetime, before: dict[str, Any]
) -> None:
    trail.record(
        action=action,
        record=case,
        at=at,
        by=by,
        label=case.number,
        before=before,
        after={name: _plain(getattr(case, name)) for name in before},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
