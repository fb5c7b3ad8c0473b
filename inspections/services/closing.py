"""How a visit ends: locked minutes, a remote review without a visit, a conclusion."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies import numbers
from agencies.models import User
from inspections import signatures
from inspections.models import (
    FindingEvidence,
    FindingTitle,
    Inspection,
    InspectionConclusion,
    InspectionRecord,
    PlanItem,
)
from inspections.services.funnel import (
    StepNotOpen,
    ask,
    legal_day,
    require_text,
    store,
    store_item,
    take,
    trace,
)
from inspections.services.inputs import RecordInput
from inspections.states import AnswerResult, Mode, VisitState
from kernel.clock import local_day
from kernel.errors import Refused
from kernel.folding import nfc


@transaction.atomic
def lock_record(
    *,
    visit: Inspection,
    version: int,
    record: RecordInput,
    ended_at: datetime | None = None,
    by: User,
    at: datetime,
) -> InspectionRecord:
    """Make the minutes and lock the visit; its plan item is done.

    The representative signed, or refused with a reason before a witness: on paper, or
    on the screen under a field record. From now on the database refuses every change.
    Raises NotPermitted, StepNotOpen (no lead, questions open, a failure without its
    photo), MovedOn, Refused.
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.lock_record, by=by, at=at)
    record = _as_signed(visit, record)
    ended_at = ended_at or _signed_at(visit, record, at=at)
    _check_record(visit, record, ended_at=ended_at, at=at)
    visit.ended_at = ended_at
    year = local_day(ended_at).year
    results = Counter(visit.answers.current().values_list("result", flat=True))
    _complete_item(visit, by=by, at=at)
    made = InspectionRecord.objects.create(
        inspection=visit,
        agency=visit.agency,
        register=InspectionRecord.REGISTER,
        year=year,
        started_at=_started_at(visit),
        made_at=ended_at,
        place=nfc(record.place) or visit.place,
        copies=record.copies,
        representative_name=nfc(record.representative_name),
        representative_title=nfc(record.representative_title),
        representative_signed=record.representative_signed,
        refusal_reason=record.refusal_reason.strip(),
        witness_name=nfc(record.witness_name),
        witness_address=nfc(record.witness_address),
        signed_in=record.signed_in,
        online_note=record.online_note.strip(),
        remarks=record.remarks.strip(),
        requests=record.requests.strip(),
        facility_opinion=record.facility_opinion.strip(),
        passed=results[AnswerResult.PASS],
        failed=results[AnswerResult.FAIL],
        not_applicable=results[AnswerResult.NOT_APPLICABLE],
        findings=visit.findings.standing().count(),
        copies_found=_copies_found(visit),
        files=_files(visit),
        locked_by=by,
        locked_at=at,
        number=numbers.take(
            owner=visit.agency_id, register=InspectionRecord.REGISTER, year=year
        ),
    )
    store(visit, at=at)
    trace(
        "record.lock",
        visit,
        by=by,
        at=at,
        before={"state": before},
        after={
            "state": visit.state,
            "record": made.code,
            "made_at": ended_at.isoformat(),
            "representative_signed": made.representative_signed,
            "signed_in": str(made.signed_in_id or ""),
            "findings": made.findings,
            "files": made.files,
        },
    )
    return made


@transaction.atomic
def finish_remote(
    *,
    visit: Inspection,
    version: int,
    result: str,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> Inspection:
    """The papers are in order and nobody goes: done without a visit, the item too.

    Raises NotPermitted, StepNotOpen (not remote, something was found), MovedOn,
    Refused (`result`, `occurred_on`).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.finish_remote, by=by, at=at)
    require_text(result=result)
    day = legal_day(occurred_on, at=at, not_before=local_day(_started_at(visit)))
    visit.remote_result = result.strip()
    visit.remote_reviewed_on = day
    visit.ended_at = at
    _complete_item(visit, by=by, at=at)
    store(visit, at=at)
    trace(
        "visit.finish_remote",
        visit,
        by=by,
        at=at,
        before={"state": before},
        after={
            "state": visit.state,
            "remote_result": visit.remote_result,
            "occurred_on": day.isoformat(),
        },
    )
    return visit


@transaction.atomic
def go_on_site(
    *, visit: Inspection, version: int, reason: str, by: User, at: datetime
) -> Inspection:
    """Turn a remote review that was refused, incomplete or fruitful into a visit."""
    visit = Inspection.objects.locked(visit.pk, version=version)
    take(visit.go_on_site, by=by, at=at)
    require_text(reason=reason)
    visit.mode = Mode.ON_SITE
    visit.remote_result = reason.strip()
    store(visit, at=at)
    trace(
        "visit.go_on_site",
        visit,
        by=by,
        at=at,
        reason=visit.remote_result,
        before={"mode": Mode.REMOTE.value},
        after={"mode": Mode.ON_SITE.value},
    )
    return visit


@transaction.atomic
def receive_draft_conclusion(
    *,
    visit: Inspection,
    version: int,
    occurred_on: date | None = None,
    by: User,
    at: datetime,
) -> Inspection:
    """The lead hands in the draft: D-CONCL runs from this day, which stays.

    Raises NotPermitted, StepNotOpen (no locked record, received before), MovedOn,
    Refused (`occurred_on`).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    ask(by, "conclusion.submit", visit, at)
    if visit.state != VisitState.RECORDED:
        raise StepNotOpen(_("A conclusion follows the locked record of a visit."))
    if visit.draft_conclusion_received_on is not None:
        raise StepNotOpen(_("The draft conclusion has been received already."))
    visit.draft_conclusion_received_on = legal_day(
        occurred_on, at=at, not_before=local_day(visit.record.made_at)
    )
    store(visit, at=at)
    trace(
        "conclusion.submit",
        visit,
        by=by,
        at=at,
        after={
            "draft_conclusion_received_on": (
                visit.draft_conclusion_received_on.isoformat()
            )
        },
    )
    return visit


@transaction.atomic
def issue_conclusion(
    *,
    visit: Inspection,
    version: int,
    text: str,
    occurred_on: date | None = None,
    published_on: date | None = None,
    by: User,
    at: datetime,
) -> InspectionConclusion:
    """Sign the conclusion; past its limit it is late, not void (D-CONCL).

    Raises NotPermitted, StepNotOpen, MovedOn, Refused (`text`, `occurred_on`,
    `published_on`).
    """
    visit = Inspection.objects.locked(visit.pk, version=version)
    before = visit.state
    take(visit.conclude, by=by, at=at)
    require_text(text=text)
    day = legal_day(occurred_on, at=at, not_before=visit.draft_conclusion_received_on)
    if published_on is not None:
        legal_day(published_on, at=at, not_before=day, field="published_on")
    conclusion = InspectionConclusion.objects.create(
        inspection=visit,
        agency=visit.agency,
        register=InspectionConclusion.REGISTER,
        year=day.year,
        signed_by=by,
        signer_title=by.title,
        signed_on=day,
        signed_at=at,
        text=text.strip(),
        published_on=published_on,
        number=numbers.take(
            owner=visit.agency_id, register=InspectionConclusion.REGISTER, year=day.year
        ),
    )
    store(visit, at=at)
    trace(
        "conclusion.issue",
        visit,
        by=by,
        at=at,
        before={"state": before},
        after={
            "state": visit.state,
            "conclusion": conclusion.code,
            "signed_on": day.isoformat(),
        },
    )
    return conclusion


def _as_signed(visit: Inspection, record: RecordInput) -> RecordInput:
    """With the names of the field record it ends as; other names are refused."""
    if record.signed_in is None:
        return record
    ends = {end.record: end for end in signatures.ends_of(visit)}
    end = ends.get(record.signed_in)
    if end is None:
        raise Refused(
            errors={"signed_in": [_("The visit has no such record with an end.")]}
        )
    told: dict[str, Any] = {
        "representative_name": end.name,
        "representative_title": end.position,
        "refusal_reason": end.reason,
        "witness_name": end.witness,
        "witness_address": end.witness_position,
    }
    errors: dict[str, list[Any]] = {
        name: [_("On the screen it stands otherwise: %(text)s.") % {"text": text}]
        for name, text in told.items()
        if nfc(getattr(record, name)) not in {"", nfc(text)}
    }
    if errors:
        raise Refused(errors=errors)
    return replace(record, representative_signed=end.is_signed, **told)


def _signed_at(visit: Inspection, record: RecordInput, *, at: datetime) -> datetime:
    """When the phone finished, by its own clock, within what the server knows."""
    if record.signed_in is None:
        return at
    return max(_started_at(visit), min(record.signed_in.finished_at, at))


def _check_record(
    visit: Inspection, record: RecordInput, *, ended_at: datetime, at: datetime
) -> None:
    require_text(remarks=record.remarks)
    if ended_at > at or ended_at < _started_at(visit):
        raise Refused(
            errors={
                "ended_at": [
                    _("The minutes end after the visit began, not later than now.")
                ]
            }
        )
    if not (record.place or visit.place).strip():
        require_text(place="")
    if record.representative_signed:
        require_text(representative_name=record.representative_name)
    else:
        require_text(
            refusal_reason=record.refusal_reason, witness_name=record.witness_name
        )


def _complete_item(visit: Inspection, *, by: User, at: datetime) -> None:
    if visit.plan_item_id:
        item = PlanItem.objects.locked(visit.plan_item_id)
        take(item.complete, by=by, at=at)
        store_item(item)


def _started_at(visit: Inspection) -> datetime:
    """Of a visit that is under way or was: a constraint holds that it has begun."""
    return cast(datetime, visit.started_at)


def _copies_found(visit: Inspection) -> int:
    found = FindingTitle.objects.filter(
        finding__inspection=visit, finding__withdrawn_at__isnull=True
    )
    return sum(found.values_list("found_quantity", flat=True))


def _files(visit: Inspection) -> int:
    of_visit = visit.evidence_links.values_list("evidence_file", flat=True)
    of_findings = FindingEvidence.objects.filter(finding__inspection=visit).values_list(
        "evidence_file", flat=True
    )
    return len({*of_visit, *of_findings})
