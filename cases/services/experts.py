"""Questions to experts, and the council that values the goods (Điều 59, 60)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from cases import conditions
from cases.models import Case, ExpertAssessmentRequest, Valuation
from cases.services.funnel import conclude, legal_day, locked, permit, take_in_part
from cases.services.holding import closed
from evidence import services as evidence
from evidence.models import EvidenceItem
from kernel.errors import Blocker, Refused
from kernel.folding import nfc
from kernel.reasons import given

CHAIR, FINANCE, MEMBER = "CHAIR", "FINANCE", "MEMBER"


@dataclass(frozen=True, slots=True)
class ExpertInput:
    """What is asked of whom: questions, goods or samples with their seal."""

    body: str
    questions: str
    items: tuple[UUID, ...] = ()
    samples: str = ""
    sample_seal: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CouncilMember:
    """A member beside the chair; one at least is of the finance body."""

    name: str
    title: str
    is_of_finance: bool = False


@transaction.atomic
def request_expert(
    *,
    case: Case,
    version: int | None,
    content: ExpertInput,
    by: User,
    at: datetime,
) -> ExpertAssessmentRequest:
    """Draft the questions to an expert body; it is sent by an act of its own.

    Raises NotPermitted, StepNotOpen, CaseMovedOn, Refused naming the field.
    """
    case = locked(case, version=version)
    permit("expert.request", case, by=by, at=at)
    on = legal_day(None, at=at)
    items = _goods(case, content.items)
    _check_request(content, on=on)
    made: ExpertAssessmentRequest = ExpertAssessmentRequest.objects.create(
        case=case,
        body=nfc(content.body),
        questions=nfc(content.questions),
        samples=nfc(content.samples),
        sample_seal=content.sample_seal.strip(),
        due_on=content.due_on,
        requested_by=by,
        requested_at=at,
    )
    made.items.set(items)
    _conclude(case, made, "request_expert", by=by, at=at, on=on)
    return made


@transaction.atomic
def send_expert_request(
    *,
    request: ExpertAssessmentRequest,
    version: int | None,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ExpertAssessmentRequest:
    """Send the request: a verification, so the time to decide becomes a month.

    Điều 59, 66.1.b Luật XLVPHC; the limit still runs from the record.
    """
    case, request, on = _begin(
        request, version, "send", by=by, at=at, occurred_on=occurred_on
    )
    request.sent_on = on
    case.verification_on = min(case.verification_on or on, on)
    request.save()
    _conclude(case, request, "send_expert_request", by=by, at=at, on=on)
    return request


@transaction.atomic
def record_expert_answer(
    *,
    request: ExpertAssessmentRequest,
    version: int | None,
    conclusion: str,
    answer_signer: str,
    answered_on: date,
    by: User,
    at: datetime,
    answer_number: str = "",
    occurred_on: date | None = None,
) -> ExpertAssessmentRequest:
    """Enter the conclusion of `answered_on`, received on `occurred_on`.

    Without a violation record, five working days for it run from the receipt
    (NĐ 118/2021 Điều 12.2, D-RECORD-EXP). Raises NotPermitted, StepNotOpen,
    CaseMovedOn, Refused naming the field.
    """
    case, request, on = _begin(
        request,
        version,
        "answer",
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    errors = {}
    if not conclusion.strip():
        errors["conclusion"] = [_("Enter the conclusion.")]
    if not answer_signer.strip():
        errors["answer_signer"] = [_("Name who signed the conclusion.")]
    if answered_on > on or (request.sent_on and answered_on < request.sent_on):
        errors["answered_on"] = [
            _("The conclusion lies between the request and its receipt.")
        ]
    if errors:
        raise Refused(errors=errors)
    request.conclusion = nfc(conclusion)
    request.answer_signer = nfc(answer_signer)
    request.answer_number = answer_number.strip()
    request.answered_on, request.received_on = answered_on, on
    request.save()
    _note_result(case, on)
    _conclude(case, request, "record_expert_answer", by=by, at=at, on=on)
    return request


@transaction.atomic
def withdraw_expert_request(
    *,
    request: ExpertAssessmentRequest,
    version: int | None,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> ExpertAssessmentRequest:
    """Withdraw the request, with a reason; that a verification was opened stays."""
    case, request, on = _begin(
        request,
        version,
        "withdraw",
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    reason = given(reason)
    request.withdrawn_reason = reason
    request.save()
    _conclude(
        case,
        request,
        "withdraw_expert_request",
        by=by,
        at=at,
        on=on,
        reason=reason,
    )
    return request


@transaction.atomic
def start_valuation(
    *,
    case: Case,
    version: int | None,
    chair: User,
    members: Sequence[CouncilMember],
    basis: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    held_on: date | None = None,
) -> Valuation:
    """Set up the council that values the goods (Điều 60 Luật XLVPHC).

    The chair is the competent person or who holds his delegation; one member is of the
    finance body. `held_on`: goods are held for nothing but the valuation from that day,
    24 hours long (Điều 60.3, unsettled). Raises NotPermitted, StepNotOpen, CaseMovedOn,
    Refused naming the field.
    """
    case = locked(case, version=version)
    permit("valuation.record", case, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=case.detected_on)
    if held_on is not None:
        legal_day(held_on, at=at, not_before=case.detected_on, field="held_on")
    _check_council(case, chair, members, basis, on=on)
    made = Valuation.objects.create(
        case=case,
        agency=by.agency,
        council=[
            {"role": CHAIR, "name": chair.full_name, "title": chair.title},
            *(
                {
                    "role": FINANCE if member.is_of_finance else MEMBER,
                    "name": nfc(member.name),
                    "title": nfc(member.title),
                }
                for member in members
            ),
        ],
        basis=nfc(basis),
        started_on=on,
        held_on=held_on,
        recorded_by=by,
        recorded_at=at,
    )
    _conclude(case, made, "start_valuation", by=by, at=at, on=on)
    return made


@transaction.atomic
def record_valuation(
    *,
    valuation: Valuation,
    version: int | None,
    values: Mapping[UUID, int],
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Valuation:
    """Fix the value of goods of the case, in whole dong for each item.

    The sum is the value on which frame and authority go (Điều 60.1, 60.2). Without a
    violation record, five working days for it run from here (D-RECORD-EXP).
    """
    case, valuation = _open_valuation(valuation, version, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=valuation.started_on)
    if not values:
        raise Refused(errors={"values": [_("Enter the value of the goods.")]})
    _goods(case, tuple(values), field="values")
    valuation.value_vnd = evidence.value_goods(values=values)
    valuation.valued_on = on
    valuation.save()
    _note_result(case, on)
    _conclude(
        case,
        valuation,
        "record_valuation",
        by=by,
        at=at,
        on=on,
        details={
            "amount_vnd": valuation.value_vnd,
            "values": {str(item): value for item, value in values.items()},
        },
    )
    return valuation


@transaction.atomic
def waive_valuation(
    *,
    valuation: Valuation,
    version: int | None,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Valuation:
    """Go without the valuation, with the reason; the decision may be submitted."""
    case, valuation = _open_valuation(valuation, version, by=by, at=at)
    on = legal_day(occurred_on, at=at, not_before=valuation.started_on)
    reason = given(reason)
    valuation.waived_reason, valuation.waived_on = reason, on
    valuation.save()
    _conclude(
        case,
        valuation,
        "waive_valuation",
        by=by,
        at=at,
        on=on,
        reason=valuation.waived_reason,
    )
    return valuation


def _check_request(content: ExpertInput, *, on: date) -> None:
    errors = {}
    if not content.body.strip():
        errors["body"] = [_("Name the expert body.")]
    if not content.questions.strip():
        errors["questions"] = [_("Enter the questions.")]
    if content.samples.strip() and not content.sample_seal.strip():
        errors["sample_seal"] = [_("Samples go under a seal: enter its number.")]
    if content.due_on is not None and content.due_on < on:
        errors["due_on"] = [_("Ask for an answer on a later day.")]
    if errors:
        raise Refused(errors=errors)


def _check_council(
    case: Case, chair: User, members: Sequence[CouncilMember], basis: str, *, on: date
) -> None:
    errors = {}
    of_case = {case.lead_agency_id, case.competent_authority_id}
    if (
        chair.agency_id not in of_case
        or conditions.capacity_of(chair, case, on) is None
    ):
        errors["chair"] = [
            _("The competent person, or who holds his delegation, chairs the council.")
        ]
    if not any(member.is_of_finance for member in members):
        errors["members"] = [_("One member is of the finance body.")]
    elif not all(member.name.strip() for member in members):
        errors["members"] = [_("Name every member.")]
    if not basis.strip():
        errors["basis"] = [_("Enter what the value goes by.")]
    if errors:
        raise Refused(errors=errors)


def _goods(
    case: Case, ids: Sequence[UUID], *, field: str = "items"
) -> list[EvidenceItem]:
    found = list(
        EvidenceItem.objects.filter(
            seized_items__seizure__case=case, pk__in=ids
        ).distinct()
    )
    if len(found) != len(set(ids)):
        raise Refused(errors={field: [_("The case has no such goods.")]})
    return found


def _begin(
    request: ExpertAssessmentRequest,
    version: int | None,
    step: str,
    *,
    by: User,
    at: datetime,
    occurred_on: date | None,
) -> tuple[Case, ExpertAssessmentRequest, date]:
    case = locked(request.case, version=version)
    fresh: ExpertAssessmentRequest = case.expert_requests.select_for_update().get(
        pk=request.pk
    )
    fresh.case = case
    transition: Callable[..., None] = getattr(fresh, step)
    _was, on = take_in_part(
        transition,
        by=by,
        at=at,
        occurred_on=occurred_on,
        not_before=fresh.sent_on or case.detected_on,
    )
    return case, fresh, on


def _open_valuation(
    valuation: Valuation, version: int | None, *, by: User, at: datetime
) -> tuple[Case, Valuation]:
    case = locked(valuation.case, version=version)
    permit("valuation.record", case, by=by, at=at)
    fresh: Valuation = case.valuations.select_for_update().get(pk=valuation.pk)
    if not fresh.is_open:
        raise closed(
            Blocker("valuation_open", _("This valuation has ended already."), "goods")
        )
    return case, fresh


def _note_result(case: Case, on: date) -> None:
    """A result that the violation record waited for (D-RECORD-EXP)."""
    if case.violation_record is None:
        case.result_received_on = max(case.result_received_on or on, on)


def _conclude(
    case: Case,
    part: ExpertAssessmentRequest | Valuation,
    act: str,
    *,
    by: User,
    at: datetime,
    on: date,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    named = {"body": part.body} if isinstance(part, ExpertAssessmentRequest) else {}
    conclude(
        case,
        act,
        by=by,
        at=at,
        on=on,
        before=str(case.state),
        reason=reason,
        details={"part": str(part.pk), **named, **(details or {})},
    )
