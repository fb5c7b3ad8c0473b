"""Agencies on one case: invited, accepted, declined; officers named on a closed one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access
from agencies.kinds import AgencyKind
from agencies.models import Agency, User
from cases.conditions import PartInCase
from cases.models import Assignment, Case, Participation
from cases.querysets import CaseMovedOn, StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, permit
from kernel.errors import NotPermitted, Refused
from kernel.reasons import given


@transaction.atomic
def invite_agency(
    *,
    case: Case,
    version: int,
    agency: Agency,
    purpose: str,
    by: User,
    at: datetime,
    answer_due_on: date | None = None,
    occurred_on: date | None = None,
) -> Participation:
    """Ask an agency to support the case; until it accepts it sees the card only.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("agency.invite", case, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    refuse_unfit(case, agency)
    if not purpose.strip():
        raise Refused(errors={"purpose": [_("Say what the agency is asked in.")]})
    if answer_due_on is not None and answer_due_on < on:
        raise Refused(errors={"answer_due_on": [_("The date is already over.")]})
    part = _of(case, agency)
    if part is not None and part.declined_at is None:
        raise Refused(errors={"agency": [_("This agency is already on the case.")]})
    part = ask_in(
        case, agency, purpose=purpose.strip(), due_on=answer_due_on, by=by, at=at
    )
    conclude(
        case,
        "invite_agency",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"agency": agency.pk},
    )
    return part


@transaction.atomic
def accept_invitation(
    *,
    case: Case,
    by: User,
    at: datetime,
    version: int | None = None,
    occurred_on: date | None = None,
) -> Participation:
    """The invited agency takes its part: from now on it sees the partners' view.

    Raises NotPermitted, StepNotOpen naming who was first, CaseMovedOn.
    """
    case, part = _answered_by(case, "task.accept", version=version, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    take_part(case, part.agency, by=by, at=at)
    conclude(
        case,
        "accept_invitation",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"agency": part.agency_id},
    )
    return part


@transaction.atomic
def decline_invitation(
    *,
    case: Case,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
    occurred_on: date | None = None,
) -> Participation:
    """The invited agency declines, with a reason; the lead reads it."""
    case, part = _answered_by(case, "task.decline", version=version, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    reason = given(reason)
    part.declined_at, part.decline_reason = at, reason
    part.save(update_fields=["declined_at", "decline_reason"])
    conclude(
        case,
        "decline_invitation",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"agency": part.agency_id},
    )
    return part


@transaction.atomic
def restrict_case(
    *,
    case: Case,
    version: int,
    is_restricted: bool,
    reason: str,
    by: User,
    at: datetime,
    officers: tuple[User, ...] = (),
    occurred_on: date | None = None,
) -> Case:
    """Close the case to all but its named officers, or open it again; with a reason.

    The signer himself and the officers given are named; others are added by
    `name_officer`. Raises NotPermitted, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("case.restrict", case, by=by, at=at)
    on = legal_day(occurred_on, at=at)
    reason = given(reason)
    if case.is_restricted == is_restricted:
        raise StepNotOpen(_("The case already stands so."), code="wrong_state")
    case.is_restricted = is_restricted
    if is_restricted:
        for officer in {by, *officers}:
            _name(case, officer, by=by, at=at)
    conclude(
        case,
        "restrict" if is_restricted else "unrestrict",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"named": sorted(officer.pk for officer in officers)},
    )
    return case


@transaction.atomic
def name_officer(
    *, case: Case, version: int, officer: User, by: User, at: datetime
) -> Assignment:
    """Put an officer of the lead or of a partner on a restricted case's list."""
    case = locked(case, version=version)
    permit("member.assign", case, by=by, at=at)
    if not case.is_restricted:
        raise StepNotOpen(_("The case is not restricted."), code="wrong_state")
    named = _name(case, officer, by=by, at=at)
    conclude(
        case,
        "name_officer",
        by=by,
        at=at,
        on=legal_day(None, at=at),
        before=str(case.state),
        details={"officer": officer.pk},
    )
    return named


def refuse_unfit(case: Case, agency: Agency, *, field: str = "agency") -> None:
    """The lead itself and bodies without users here are no partners."""
    if agency.pk == case.lead_agency_id:
        raise Refused(errors={field: [_("This agency leads the case.")]})
    if agency.kind == AgencyKind.EXTERNAL:
        raise Refused(errors={field: [_("This body does not use the system.")]})


def ask_in(
    case: Case,
    agency: Agency,
    *,
    purpose: str,
    by: User,
    at: datetime,
    due_on: date | None = None,
) -> Participation:
    """The agency is on the case from now on; asked again after it declined.

    A part of the caller's act.
    """
    part = _of(case, agency)
    if part is None:
        return Participation.objects.create(
            case=case,
            agency=agency,
            invited_at=at,
            invited_by=by,
            purpose=purpose,
            answer_due_on=due_on,
        )
    if part.declined_at is not None:
        part.declined_at, part.decline_reason = None, ""
        part.invited_at, part.invited_by = at, by
        part.purpose, part.answer_due_on = purpose, due_on
        part.save()
    return part


def take_part(case: Case, agency: Agency, *, by: User, at: datetime) -> None:
    """Whoever accepts what he is asked, accepts his part in the case."""
    part = _of(case, agency)
    if part is None or part.accepted_at is not None:
        return
    part.accepted_at, part.accepted_by = at, by
    part.declined_at, part.decline_reason = None, ""
    part.save()


def _of(case: Case, agency: Agency) -> Participation | None:
    found: Participation | None = Participation.objects.filter(
        case=case, agency=agency
    ).first()
    return found


def _answered_by(
    case: Case, action: str, *, version: int | None, by: User, at: datetime
) -> tuple[Case, Participation]:
    """The case, locked, and the invitation that the officer's agency answers."""
    case = locked(case, version=version)
    parts = [
        part
        for part in case.participations.all()
        if access.could(by, action, PartInCase(case, part), at)
    ]
    if not parts:
        raise NotPermitted
    part = next((part for part in parts if part.is_open), None)
    if part is None:
        raise StepNotOpen(
            _("This invitation is answered already."),
            code="wrong_state",
            current=CaseMovedOn.of(case).current,
        )
    if not access.can(by, action, PartInCase(case, part), at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": case.get_state_display()},
            code="wrong_state",
        )
    return case, part


def _name(case: Case, officer: User, *, by: User, at: datetime) -> Assignment:
    on_the_case = {case.lead_agency_id} | {
        part.agency_id
        for part in case.participations.all()
        if part.accepted_at is not None
    }
    if officer.agency_id not in on_the_case or not officer.is_active:
        raise Refused(
            errors={"officer": [_("Choose an officer of an agency on the case.")]}
        )
    named, _created = Assignment.objects.get_or_create(
        case=case,
        officer=officer,
        ended_at=None,
        defaults={"assigned_by": by, "assigned_at": at},
    )
    return named
