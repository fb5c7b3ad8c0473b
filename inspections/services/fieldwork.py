"""What the team writes down while the visit is under way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User, Ward
from evidence import services as evidence_services
from evidence.models import EvidenceFile, Position
from facilities.models import Equipment
from inspections.models import (
    Answer,
    ChecklistItem,
    Finding,
    FindingEvidence,
    FindingTitle,
    InspectedDevice,
    InspectedPaper,
    InspectedTitle,
    Inspection,
    InspectionEvidence,
)
from inspections.services.funnel import (
    StepNotOpen,
    legal_day,
    require_text,
    store,
    trace,
    visit_under_way,
)
from inspections.services.inputs import TitleInput
from inspections.services.linking import keep_visits
from inspections.states import AnswerResult, Channel
from kernel.errors import Refused
from kernel.folding import nfc
from kernel.ids import uuid7
from regulations.models import ViolationBehaviour

Line = InspectedPaper | InspectedDevice | InspectedTitle


@transaction.atomic
def answer_item(
    *,
    visit: Inspection,
    item: ChecklistItem,
    result: str,
    note: str = "",
    answer_id: UUID | None = None,
    answered_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Answer:
    """Answer a question of the visit's checklist; an earlier answer stays as history.

    The field app gives the answer's id and when it was made on the phone. Raises
    NotPermitted, RecordLocked, StepNotOpen, Refused (`item`, `result`).
    """
    visit = visit_under_way(visit, by=by, at=at)
    if item.version_id != visit.checklist_version_id:
        raise Refused(errors={"item": [_("This question is in another checklist.")]})
    if result not in AnswerResult.values:
        raise Refused(errors={"result": [_("Choose pass, fail or not applicable.")]})
    former = visit.answers.current().filter(item=item).first()
    if former is not None:
        former.is_current = False
        former.save(update_fields=["is_current"])
    answer = Answer.objects.create(
        id=answer_id or uuid7(),
        inspection=visit,
        item=item,
        result=result,
        note=nfc(note),
        by=by,
        at=answered_at or at,
    )
    if former is not None:
        # What was recorded under the former answer belongs to the question.
        former.findings.update(answer=answer)
        former.evidence_links.update(answer=answer)
    store(visit, at=at)
    trace(
        "visit.answer",
        visit,
        by=by,
        at=at,
        before={"result": former.result} if former else None,
        after={"item": item.number, "result": result, "note": answer.note},
    )
    return answer


@transaction.atomic
def record_finding(
    *,
    visit: Inspection,
    description: str,
    detected_on: date,
    behaviour: ViolationBehaviour | None = None,
    answer: Answer | None = None,
    act_ended_on: date | None = None,
    channel: str = Channel.OFFLINE,
    url: str = "",
    place: str = "",
    ward: Ward | None = None,
    quantity: int | None = None,
    unit: str = "",
    titles: Iterable[TitleInput] = (),
    by: User,
    at: datetime,
) -> Finding:
    """Write down one fact, with the copies found of each title.

    The behaviour is one of the catalogue in force on the day of the act: the day it
    ended, or the day of detection while it goes on. Raises NotPermitted, RecordLocked,
    StepNotOpen, Refused (`description`, `detected_on`, `act_ended_on`, `behaviour`,
    `answer`, `channel`, `url`, `titles`).
    """
    visit = visit_under_way(visit, by=by, at=at)
    require_text(description=description)
    legal_day(detected_on, at=at, field="detected_on")
    if act_ended_on is not None:
        legal_day(act_ended_on, at=at, field="act_ended_on")
        if act_ended_on > detected_on:
            raise Refused(
                errors={"act_ended_on": [_("The act cannot end after its detection.")]}
            )
    _check_behaviour(behaviour, on=act_ended_on or detected_on)
    if answer is not None and answer.inspection_id != visit.pk:
        raise Refused(errors={"answer": [_("This answer is of another visit.")]})
    _check_channel(channel, url)
    titles = list(titles)
    _check_titles(titles)
    finding = Finding.objects.create(
        inspection=visit,
        position=_next_position(visit),
        answer=answer,
        behaviour=behaviour,
        description=description.strip(),
        channel=channel,
        url=url.strip(),
        detected_on=detected_on,
        act_ended_on=act_ended_on,
        place=nfc(place) or visit.place,
        ward=ward or visit.ward,
        quantity=quantity,
        unit=nfc(unit),
        recorded_by=by,
        recorded_at=at,
    )
    FindingTitle.objects.bulk_create(
        FindingTitle(finding=finding, **_title(title)) for title in titles
    )
    keep_visits([visit.pk], at=at)
    store(visit, at=at)
    trace("finding.record", visit, by=by, at=at, after=_found(finding, titles))
    return finding


@transaction.atomic
def withdraw_finding(
    *, finding: Finding, reason: str, by: User, at: datetime
) -> Finding:
    """Strike a mistaken finding through before the lock; it stays, with its reason."""
    visit = visit_under_way(finding.inspection, by=by, at=at)
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if not finding.is_standing:
        raise StepNotOpen(_("This finding was withdrawn already."))
    require_text(reason=reason)
    finding.withdrawn_by, finding.withdrawn_at = by, at
    finding.withdrawn_reason = reason.strip()
    finding.save()
    keep_visits([visit.pk], at=at)
    store(visit, at=at)
    trace(
        "finding.withdraw",
        visit,
        by=by,
        at=at,
        reason=finding.withdrawn_reason,
        after={"finding": finding.position},
    )
    return finding


@transaction.atomic
def attach_evidence(
    *,
    visit: Inspection,
    upload: BinaryIO,
    name: str,
    finding: Finding | None = None,
    answer: Answer | None = None,
    claimed_sha256: str = "",
    taken_at: datetime | None = None,
    caption: str = "",
    position: Position | None = None,
    device: str = "",
    by: User,
    at: datetime,
) -> EvidenceFile:
    """Receive a file and link it to the finding, the answer, or the visit.

    Raises NotPermitted, RecordLocked, StepNotOpen, Refused, and what
    `evidence.services.receive_file` raises (TooLarge, KindRefused).
    """
    visit = visit_under_way(visit, by=by, at=at)
    _check_target(visit, finding=finding, answer=answer)
    received = evidence_services.receive_file(
        upload=upload,
        name=name,
        by=by,
        at=at,
        claimed_sha256=claimed_sha256,
        taken_at=taken_at,
        caption=caption,
        position=position,
        device=device,
    )
    link_evidence(
        visit=visit,
        evidence_file=received,
        finding=finding,
        answer=answer,
        by=by,
        at=at,
    )
    return received


@transaction.atomic
def link_evidence(
    *,
    visit: Inspection,
    evidence_file: EvidenceFile,
    finding: Finding | None = None,
    answer: Answer | None = None,
    by: User,
    at: datetime,
) -> None:
    """Let a file that is here already show this finding, answer or visit, too."""
    visit = visit_under_way(visit, by=by, at=at)
    _check_target(visit, finding=finding, answer=answer)
    if finding is not None:
        FindingEvidence.objects.get_or_create(
            finding=finding, evidence_file=evidence_file
        )
    else:
        InspectionEvidence.objects.get_or_create(
            inspection=visit, evidence_file=evidence_file, answer=answer
        )
    store(visit, at=at)
    trace(
        "visit.attach_evidence",
        visit,
        by=by,
        at=at,
        after={
            "evidence": str(evidence_file.pk),
            "sha256": evidence_file.stored_file_id,
            "finding": finding and finding.position,
            "question": answer and answer.item.number,
        },
    )


@transaction.atomic
def note_paper(
    *,
    visit: Inspection,
    name: str,
    result: str,
    number_and_date: str = "",
    by: User,
    at: datetime,
) -> InspectedPaper:
    """List a paper that was asked for and what was seen (minutes, part 1)."""
    visit = visit_under_way(visit, by=by, at=at)
    require_text(name=name, result=result)
    paper = InspectedPaper.objects.create(
        inspection=visit,
        name=nfc(name),
        number_and_date=nfc(number_and_date),
        result=nfc(result),
    )
    _noted(visit, "paper", str(paper), by=by, at=at)
    return paper


@transaction.atomic
def note_device(
    *,
    visit: Inspection,
    name: str,
    equipment: Equipment | None = None,
    maker_and_model: str = "",
    serial: str = "",
    year: int | None = None,
    colours: int | None = None,
    condition: str = "",
    by: User,
    at: datetime,
) -> InspectedDevice:
    """List a machine that was seen (minutes, part 2); in the register or not."""
    visit = visit_under_way(visit, by=by, at=at)
    require_text(name=name)
    if equipment is not None and equipment.facility_id != visit.facility_id:
        raise Refused(errors={"equipment": [_("This device is of another facility.")]})
    device = InspectedDevice.objects.create(
        inspection=visit,
        equipment=equipment,
        name=nfc(name),
        maker_and_model=nfc(maker_and_model),
        serial=nfc(serial),
        year=year,
        colours=colours,
        condition=nfc(condition),
    )
    _noted(visit, "device", str(device), by=by, at=at)
    return device


@transaction.atomic
def note_title(
    *, visit: Inspection, title: TitleInput, by: User, at: datetime
) -> InspectedTitle:
    """List a publication that is in order (minutes, part 3)."""
    visit = visit_under_way(visit, by=by, at=at)
    _check_titles([title])
    line = InspectedTitle.objects.create(inspection=visit, **_title(title))
    _noted(visit, "title", line.title, by=by, at=at)
    return line


@transaction.atomic
def remove_line(*, visit: Inspection, line: Line, by: User, at: datetime) -> None:
    """Take a mistaken paper, device or title off the list before the lock."""
    visit = visit_under_way(visit, by=by, at=at)
    if line.inspection_id != visit.pk:
        raise Refused(errors={"line": [_("This line is of another visit.")]})
    name = str(line)
    line.delete()
    store(visit, at=at)
    trace("visit.remove_line", visit, by=by, at=at, before={"line": name})


def _noted(visit: Inspection, kind: str, name: str, *, by: User, at: datetime) -> None:
    store(visit, at=at)
    trace(f"visit.note_{kind}", visit, by=by, at=at, after={kind: name})


def _check_behaviour(behaviour: ViolationBehaviour | None, *, on: date) -> None:
    if behaviour is not None and not behaviour.is_in_force_on(on):
        text = gettext("%(code)s was not in force on the day of the act, %(day)s.")
        parts = {"code": behaviour.code, "day": f"{on:%d/%m/%Y}"}
        raise Refused(errors={"behaviour": [text % parts]})


def _check_channel(channel: str, url: str) -> None:
    if channel not in Channel.values:
        raise Refused(errors={"channel": [_("Choose on the spot or online.")]})
    if channel == Channel.ONLINE and not url.strip():
        raise Refused(errors={"url": [_("Give the address of the page.")]})


def _check_titles(titles: list[TitleInput]) -> None:
    for title in titles:
        if not title.title.strip():
            raise Refused(errors={"titles": [_("Each publication needs its title.")]})
        counts = (title.found_quantity, title.licensed_quantity or 0)
        if min(counts) < 0:
            raise Refused(errors={"titles": [_("Copies are counted from 0 up.")]})


def _check_target(
    visit: Inspection, *, finding: Finding | None, answer: Answer | None
) -> None:
    if finding is not None and finding.inspection_id != visit.pk:
        raise Refused(errors={"finding": [_("This finding is of another visit.")]})
    if answer is not None and answer.inspection_id != visit.pk:
        raise Refused(errors={"answer": [_("This answer is of another visit.")]})


def _next_position(visit: Inspection) -> int:
    last = visit.findings.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _title(title: TitleInput) -> dict[str, Any]:
    return {
        "title": nfc(title.title),
        "publisher": nfc(title.publisher),
        "registration_no": nfc(title.registration_no),
        "decision_no": nfc(title.decision_no),
        "licensed_quantity": title.licensed_quantity,
        "found_quantity": title.found_quantity,
        "has_invoices": title.has_invoices,
        "note": nfc(title.note),
    }


def _found(finding: Finding, titles: list[TitleInput]) -> dict[str, Any]:
    return {
        "finding": finding.position,
        "behaviour": finding.behaviour.code if finding.behaviour else "",
        "description": finding.description,
        "channel": finding.channel,
        "detected_on": finding.detected_on.isoformat(),
        "act_ended_on": finding.act_ended_on and finding.act_ended_on.isoformat(),
        "titles": [[title.title, title.found_quantity] for title in titles],
    }
