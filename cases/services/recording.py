"""The violation record (biên bản VPHC) and the explanation after it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User
from cases.guards import has_right_to_explain
from cases.models import Case, Explanation, ViolationRecord
from cases.querysets import StepNotOpen
from cases.services.funnel import conclude, legal_day, locked, take
from cases.states import (
    ExplanationEnd,
    ExplanationKind,
    Family,
    RefusedSignature,
)
from kernel.errors import Blocker, Refused
from kernel.folding import nfc

RECORD_REGISTER = "BB-VPHC"


@dataclass(frozen=True, slots=True)
class RecordInput:
    """What the record says beside the case's facts (MBB01).

    `made_time` is "HH:MM". When the respondent does not sign, a witness or a
    representative of the commune signs instead, with the reason of the refusal.
    """

    place: str
    respondent_signed: bool = True
    made_time: str = ""
    late_reason: str = ""
    refusal_reason: str = ""
    second_signer: str = ""
    second_signer_name: str = ""
    second_signer_details: str = ""
    respondent_statement: str = ""
    witness_statement: str = ""
    injured_statement: str = ""
    preventive_measures: str = ""
    summons: str = ""
    delivered_on: date | None = None
    suspends: bool = False


@transaction.atomic
def make_record(
    *,
    case: Case,
    version: int,
    content: RecordInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ViolationRecord:
    """Make the violation record; its number is taken from the maker's agency.

    Điều 58 Luật XLVPHC; time by NĐ 118/2021 Điều 12 as amended: after its end a
    reason is required. Starts the clocks of decision and explanation on its own day.
    A case that left with its record and was taken back goes on with that record,
    whatever `content` says: there is one to a case, its limits go on. Raises
    NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    before, on = take(
        case.make_record,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=case.detected_on,
    )
    if case.violation_record is not None:
        return _kept(case, case.violation_record, by=by, at=at, on=on, before=before)
    _check(case, content, on=on, at=at)
    year = on.year
    number = numbers.take(owner=by.agency_id, register=RECORD_REGISTER, year=year)
    record = ViolationRecord.objects.create(
        case=case,
        agency=by.agency,
        number=number,
        year=year,
        number_text=f"{number:02d}/{RECORD_REGISTER}",
        made_by=by,
        made_on=on,
        made_at_time=content.made_time,
        place=nfc(content.place),
        late_reason=content.late_reason.strip(),
        respondent_signed=content.respondent_signed,
        refusal_reason=content.refusal_reason.strip(),
        second_signer="" if content.respondent_signed else content.second_signer,
        second_signer_name=nfc(content.second_signer_name),
        second_signer_details=nfc(content.second_signer_details),
        respondent_statement=content.respondent_statement.strip(),
        witness_statement=content.witness_statement.strip(),
        injured_statement=content.injured_statement.strip(),
        preventive_measures=content.preventive_measures.strip(),
        has_explanation_right=has_right_to_explain(
            case, on=on, suspends=content.suspends
        ),
        summons=content.summons.strip(),
        delivered_on=content.delivered_on or on,
        recorded_at=at,
    )
    case.violation_record = record
    conclude(
        case,
        "make_record",
        by=by,
        at=at,
        on=on,
        before=before,
        reason=record.late_reason,
        details={"number": record.number_text},
    )
    return record


def _kept(
    case: Case,
    record: ViolationRecord,
    *,
    by: User,
    at: datetime,
    on: date,
    before: str,
) -> ViolationRecord:
    """No second record: the one that the case has stands."""
    conclude(
        case,
        "make_record",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"number": record.number_text, "made_on": record.made_on.isoformat()},
    )
    return record


@transaction.atomic
def request_explanation(
    *,
    case: Case,
    version: int,
    kind: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    note: str = "",
) -> Case:
    """Register that the respondent asked in time to explain (Điều 61 Luật XLVPHC).

    `occurred_on` is the day the request or the text arrived. The decision limit
    becomes one month from the record (Điều 66.1.b).
    """
    case = locked(case, version=version)
    record = case.violation_record
    before, on = take(
        case.request_explanation,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=record.made_on if record is not None else None,
    )
    if kind not in ExplanationKind.values:
        raise Refused(errors={"kind": [_("Choose how the respondent explains.")]})
    family = (
        Family.EXPLAIN_DIRECT
        if kind == ExplanationKind.DIRECT
        else Family.EXPLAIN_WRITTEN
    )
    clock = case.clock(family)
    if clock is not None and clock.has_passed_on(on):
        text = _("The time to ask ended on %(day)s: the right has lapsed.") % {
            "day": clock.last_day.strftime("%d/%m/%Y")
        }
        raise StepNotOpen(
            text, blockers=(Blocker("explanation_late", text, "deadlines"),)
        )
    case.explanation = Explanation.objects.create(
        case=case,
        kind=kind,
        requested_on=on,
        request_note=note.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    conclude(
        case,
        "request_explanation",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"kind": kind},
    )
    return case


@transaction.atomic
def close_explanation(
    *,
    case: Case,
    version: int,
    ended: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    summary: str = "",
) -> Case:
    """End the explanation: given, waived, or its time passed."""
    case = locked(case, version=version)
    explanation = case.explanation
    before, on = take(
        case.close_explanation,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=explanation.requested_on if explanation is not None else None,
    )
    explanation = case.explanation
    if explanation is None:
        raise StepNotOpen
    if ended not in ExplanationEnd.values:
        raise Refused(errors={"ended": [_("Choose how the explanation ended.")]})
    if ended == ExplanationEnd.FILED and not summary.strip():
        raise Refused(errors={"summary": [_("Sum up what was explained.")]})
    explanation.ended, explanation.ended_on = ended, on
    explanation.summary = summary.strip()
    explanation.save(update_fields=["ended", "ended_on", "summary"])
    conclude(
        case,
        "close_explanation",
        by=by,
        at=at,
        on=on,
        before=before,
        details={"ended": ended},
    )
    return case


def _check(case: Case, content: RecordInput, *, on: date, at: datetime) -> None:
    errors: dict[str, list[str]] = {}
    if not nfc(content.place):
        errors["place"] = [_("Enter where the record is made.")]
    clock = case.clock(Family.RECORD)
    if (
        clock is not None
        and clock.has_passed_on(on)
        and not content.late_reason.strip()
    ):
        errors["late_reason"] = [
            _("The time for the record ended on %(day)s: give the reason.")
            % {"day": clock.last_day.strftime("%d/%m/%Y")}
        ]
    if not content.respondent_signed:
        if content.second_signer not in RefusedSignature.values:
            errors["second_signer"] = [
                _("Choose who signs in place of the respondent.")
            ]
        if not nfc(content.second_signer_name):
            errors["second_signer_name"] = [
                _("A refusal needs the name of a witness or commune representative.")
            ]
        if not content.refusal_reason.strip():
            errors["refusal_reason"] = [_("Say why the respondent does not sign.")]
    if content.delivered_on is not None and not on <= content.delivered_on:
        errors["delivered_on"] = [_("The copy is delivered after the record is made.")]
    if errors:
        raise Refused(errors=errors)
    if content.delivered_on is not None:
        legal_day(content.delivered_on, at=at, field="delivered_on")
