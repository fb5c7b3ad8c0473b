"""What makes a limit longer by an act: an approval in writing, an evasion noted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import User
from cases import guards
from cases.models import Case
from cases.services.funnel import conclude, legal_day, locked, permit, require
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.reasons import given


@transaction.atomic
def approve_two_months(
    *,
    case: Case,
    version: int,
    number: str,
    approved_by: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Approve two months to decide, on the written approval that the file keeps.

    Điều 66.1.c Luật XLVPHC: an exceptionally serious matter with many complex facts,
    where a month applies already and has not passed. Counted from the record, never
    restarted. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    permit("case.approve_two_months", case, by=by, at=at)
    record = case.violation_record
    on = legal_day(
        occurred_on, at=at, not_before=record.made_on if record is not None else None
    )
    require(case, guards.month_to_decide, guards.decision_limit_open, on=on)
    errors = {
        field: [text]
        for field, value, text in (
            ("number", number, _("Enter the number of the written approval.")),
            ("approved_by", approved_by, _("Enter who approved it.")),
            ("reason", reason, _("Say what makes the matter serious and complex.")),
        )
        if not nfc(value)
    }
    if errors:
        raise Refused(errors=errors)
    case.two_months_approval = _("No. %(number)s of %(day)s, %(who)s") % {
        "number": nfc(number),
        "day": date_format(on, "d/m/Y"),
        "who": nfc(approved_by),
    }
    conclude(
        case,
        "approve_two_months",
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=nfc(reason),
        details={"number": nfc(number), "approved_by": nfc(approved_by)},
    )
    return case


@transaction.atomic
def note_evasion(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Note that the respondent evades or delays execution since `occurred_on`.

    Điều 74.2 Luật XLVPHC: the limitation of execution runs from the end of it; noted
    before it has passed. Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("decision.item_done", case, by=by, at=at)
    decision = case.decision
    on = legal_day(
        occurred_on,
        at=at,
        not_before=decision.signed_on if decision is not None else None,
    )
    require(
        case,
        guards.decision_in_force,
        guards.nobody_evades,
        guards.execution_limitation_open,
        on=on,
    )
    reason = given(reason)
    case.evading_since, case.evasion_ended_on = on, None
    _conclude(case, "note_evasion", reason, by=by, at=at, on=on)
    return case


@transaction.atomic
def end_evasion(
    *,
    case: Case,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Note that the evasion ended on `occurred_on`: a year runs from that day.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused.
    """
    case = locked(case, version=version)
    permit("decision.item_done", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.evading_since)
    require(case, guards.evasion_noted, on=on)
    reason = given(reason)
    case.evasion_ended_on = on
    _conclude(case, "end_evasion", reason, by=by, at=at, on=on)
    return case


def _conclude(
    case: Case, act: str, reason: str, *, by: User, at: datetime, on: date
) -> None:
    conclude(case, act, by=by, at=at, on=on, before=str(case.state), reason=nfc(reason))
