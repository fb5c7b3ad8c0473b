"""The session of explanation, and more time for a written one (Điều 61)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases.models import Case, Explanation, ExplanationExtension, ExplanationSession
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, permit
from cases.states import ExplanationKind, Family
from kernel.errors import Blocker, Refused
from kernel.folding import nfc


@transaction.atomic
def announce_session(
    *,
    case: Case,
    version: int,
    planned_on: date,
    place: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ExplanationSession:
    """Announce the session to the respondent (D-EXPL-NOTICE; unit unsettled)."""
    case = locked(case, version=version)
    permit("case.close_explanation", case, by=by, at=at)
    explanation = _direct(case)
    on = legal_day(occurred_on, at=at, not_before=explanation.requested_on)
    errors = {}
    if not nfc(place):
        errors["place"] = [_("Enter where the session is held.")]
    if planned_on < on:
        errors["planned_on"] = [_("The session is announced before it is held.")]
    if errors:
        raise Refused(errors=errors)
    if explanation.sessions.filter(held_on__isnull=True).exists():
        raise StepNotOpen(_("A session is announced already."))
    session = ExplanationSession.objects.create(
        explanation=explanation,
        announced_on=on,
        planned_on=planned_on,
        place=nfc(place),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "announce_session",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"planned_on": planned_on.isoformat(), "place": session.place},
    )
    return session


@transaction.atomic
def record_session(
    *,
    case: Case,
    version: int,
    attendees: str,
    minutes: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ExplanationSession:
    """Record the session held on `occurred_on`: who came and what was said."""
    case = locked(case, version=version)
    permit("case.close_explanation", case, by=by, at=at)
    explanation = _direct(case)
    session = explanation.sessions.filter(held_on__isnull=True).first()
    if session is None:
        raise StepNotOpen(_("No session is announced."))
    on = legal_day(occurred_on, at=at, not_before=session.announced_on)
    errors = {}
    if not attendees.strip():
        errors["attendees"] = [_("Name who took part.")]
    if not minutes.strip():
        errors["minutes"] = [_("Sum up what was explained.")]
    if errors:
        raise Refused(errors=errors)
    session.held_on = on
    session.attendees, session.minutes = attendees.strip(), minutes.strip()
    session.save(update_fields=["held_on", "attendees", "minutes"])
    conclude(
        case,
        "record_session",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        details={"held_on": on.isoformat()},
    )
    return session


@transaction.atomic
def extend_explanation(
    *,
    case: Case,
    version: int,
    working_days: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ExplanationExtension:
    """Give the respondent more time for a written explanation, asked for in time.

    At most five working days (D-EXPL-WRITTEN, Điều 61.2 as amended, recalled), once.
    """
    case = locked(case, version=version)
    permit("case.request_explanation", case, by=by, at=at)
    record = case.violation_record
    if record is None or not record.has_explanation_right:
        raise StepNotOpen(_("The right to explain is not given."))
    if case.explanation is not None or hasattr(record, "extension"):
        raise StepNotOpen(_("The time to explain was used or extended already."))
    on = legal_day(occurred_on, at=at, not_before=record.made_on)
    clock = case.clock(Family.EXPLAIN_WRITTEN)
    if clock is not None and clock.has_passed_on(on):
        text = _("The time to explain ended on %(day)s.") % {
            "day": f"{clock.last_day:%d/%m/%Y}"
        }
        raise StepNotOpen(
            text, blockers=(Blocker("explanation_late", text, "deadlines"),)
        )
    errors = {}
    if not 1 <= working_days <= ExplanationExtension.MOST_DAYS:
        errors["working_days"] = [_("Extend by one to five working days.")]
    if not reason.strip():
        errors["reason"] = [_("A reason is required.")]
    if errors:
        raise Refused(errors=errors)
    extension = ExplanationExtension.objects.create(
        record=record,
        working_days=working_days,
        requested_on=on,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "extend_explanation",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason.strip(),
        details={"working_days": working_days},
    )
    return extension


def _direct(case: Case) -> Explanation:
    explanation = case.explanation
    if explanation is None or not explanation.is_open:
        raise StepNotOpen(_("No explanation is open."))
    if explanation.kind != ExplanationKind.DIRECT:
        raise StepNotOpen(_("The respondent explains in writing."))
    return explanation
