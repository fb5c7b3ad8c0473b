"""What a visit saw and what its minutes add, as plain values for the paper."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from agencies.kinds import SubjectKind
from documents.figures import count, day_in_words, document_number
from documents.forms.bodies import address_of, head_of
from documents.forms.field_record import (
    GoodsRow,
    ScreenSignature,
    goods_of,
    notes_of,
    signature_of,
)
from documents.forms.parts import Official, Witness, capital, small
from documents.forms.pictures import (
    detailed_photos_of,
    left_out_of,
    photographers_of,
)
from documents.kit.photos import Photo
from documents.models import FormTemplate
from evidence.models import EvidenceFile
from inspections.models import (
    FindingTitle,
    InspectedTitle,
    Inspection,
    InspectionDecision,
    InspectionRecord,
)
from inspections.signatures import end_of
from inspections.states import AnswerResult, FieldSource, Mode, PlanKind
from kernel.clock import local_day

_PARTS = {True: "Trưởng đoàn", False: "thành viên"}
_INVOICES = {True: "Có", False: "Không có", None: "-"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A licence, contract or other paper, and what the comparison showed."""

    kind: str
    number: str
    result: str


@dataclass(frozen=True, slots=True)
class MachineRow:
    name: str
    make: str
    serial: str
    year: str
    colours: str
    condition: str


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """`licensed` is None where no publishing decision states a quantity; the number
    of registration stands above that of the decision."""

    name: str
    publisher: str
    decision: str
    licensed: int | None
    found: int
    papers: str
    registration: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A question of the checklist that was not met, with the note on it."""

    question: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitedFacility:
    name: str
    address: str
    code_label: str  # "Mã số doanh nghiệp" or "Mã số thuế"
    code: str


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The rows of a visit: locked with its minutes, or as far as they are noted."""

    subject: str  # "Kiểm tra hoạt động in xuất bản phẩm"
    team_name: str
    team: tuple[Official, ...]
    facility: VisitedFacility
    legal_bases: tuple[str, ...] = ()
    lead_name: str = ""
    recorder_name: str = ""
    opening: str = ""
    papers: tuple[PaperRow, ...] = ()
    machines: tuple[MachineRow, ...] = ()
    publications: tuple[PublicationRow, ...] = ()
    checklist: str = ""
    failures: tuple[CheckRow, ...] = ()
    findings: tuple[str, ...] = ()
    goods: tuple[GoodsRow, ...] = ()
    notes: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    photographer: str = ""
    photos_left_out: int = 0

    @classmethod
    def of(cls, visit: Inspection) -> Self:
        is_check = visit.kind == PlanKind.CHECK
        team = list(visit.team.select_related("officer", "agency"))
        decision = InspectionDecision.objects.filter(inspection=visit).first()
        titles = [
            *FindingTitle.objects.filter(
                finding__inspection=visit, finding__withdrawn_at__isnull=True
            ),
            *visit.inspected_titles.all(),
        ]
        files = _files(visit)
        return cls(
            subject=_subject(visit),
            team_name=_team_name(visit, is_check=is_check),
            team=tuple(
                Official(
                    member.officer.full_name,
                    member.title or member.officer.title,
                    member.agency.name,
                    "thư ký" if member.is_secretary else _PARTS[member.is_lead],
                )
                for member in team
            ),
            facility=_facility(visit),
            legal_bases=_bases(visit, decision),
            lead_name=_first(m.officer.full_name for m in team if m.is_lead),
            recorder_name=_first(m.officer.full_name for m in team if m.is_secretary),
            opening=_opening(visit, decision, is_check=is_check),
            papers=tuple(
                PaperRow(row.name, row.number_and_date, row.result)
                for row in visit.inspected_papers.all()
            ),
            machines=tuple(
                MachineRow(
                    name=row.name,
                    make=row.maker_and_model,
                    serial=row.serial,
                    year=str(row.year or ""),
                    colours=f"{row.colours:02d}" if row.colours else "",
                    condition=row.condition,
                )
                for row in visit.inspected_devices.all()
            ),
            publications=tuple(_publication(row) for row in titles),
            checklist=_checklist(visit),
            failures=tuple(
                CheckRow(
                    f"{answer.item.number}. {answer.item.question_vi}", answer.note
                )
                for answer in visit.answers.current()
                .filter(result=AnswerResult.FAIL)
                .select_related("item")
            ),
            findings=tuple(
                _finding(row.description, row.quantity, row.unit)
                for row in visit.findings.standing()
            ),
            goods=goods_of(visit),
            notes=notes_of(visit),
            photos=detailed_photos_of(files),
            photographer=photographers_of(files),
            photos_left_out=left_out_of(files),
        )


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said and signed; `finished_at` is None while the minutes are open."""

    started_at: datetime
    place: str
    finished_at: datetime | None = None
    representative: str = ""
    representative_title: str = ""
    witnesses: tuple[Witness, ...] = ()
    online: str = ""
    remarks: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    statement: str = ""
    copies: int = 2
    unsigned_reason: str = ""
    signature: ScreenSignature | None = None

    @classmethod
    def of(cls, record: InspectionRecord) -> Self:
        end = end_of(record.signed_in) if record.signed_in else None
        drawn = signature_of(end) if end else None
        witness = Witness(record.witness_name, record.witness_address)
        if drawn and not record.representative_signed:
            witness = replace(witness, picture=drawn.picture, proof=drawn.proof)
        return cls(
            started_at=record.started_at,
            place=record.place,
            finished_at=record.made_at,
            representative=record.representative_name,
            representative_title=record.representative_title,
            witnesses=(witness,) if record.witness_name else (),
            online=record.online_note,
            remarks=_paragraphs(record.remarks),
            requests=_paragraphs(record.requests),
            statement=record.facility_opinion,
            copies=record.copies,
            unsigned_reason=""
            if record.representative_signed
            else record.refusal_reason,
            signature=drawn if record.representative_signed else None,
        )

    @classmethod
    def so_far(cls, visit: Inspection, *, at: datetime) -> Self:
        return cls(
            started_at=visit.started_at or at,
            place=address_of(visit.place, visit.ward) or visit.facility.name,
        )


def _subject(visit: Inspection) -> str:
    word = "Kiểm tra" if visit.kind == PlanKind.CHECK else "Thanh tra"
    text = visit.subject.strip().rstrip(".")
    if text.lower().startswith(word.lower()):
        return capital(text)
    return f"{word} {small(text) or 'hoạt động in, phát hành xuất bản phẩm'}"


def _team_name(visit: Inspection, *, is_check: bool) -> str:
    name = "Đoàn kiểm tra" if is_check else "Đoàn thanh tra"
    return f"{name} liên ngành" if visit.is_joint else name


def _opening(
    visit: Inspection, decision: InspectionDecision | None, *, is_check: bool
) -> str:
    if decision is None or visit.mode != Mode.ON_SITE:
        return ""
    act = "kiểm tra" if is_check else "thanh tra"
    return (
        f"Trưởng đoàn đã công bố Quyết định {act}, nội dung và thời gian làm việc; đại "
        "diện cơ sở đã nghe rõ và phối hợp làm việc"
    )


def _bases(visit: Inspection, decision: InspectionDecision | None) -> tuple[str, ...]:
    if decision is None:
        return ()
    template = FormTemplate.objects.current(
        "inspection_decision", agency=visit.agency, on=decision.signed_on
    )
    number = document_number(decision.number, template.number_suffix)
    return (
        f"Thực hiện Quyết định số {number} {day_in_words(decision.signed_on)} của "
        f"{head_of(decision.agency)} về việc {small(_subject(visit))} tại "
        f"{visit.facility.name_on(decision.signed_on)}",
    )


def _facility(visit: Inspection) -> VisitedFacility:
    facility = visit.facility
    is_organisation = facility.subject_kind == SubjectKind.ORGANISATION
    main = facility.main_address
    return VisitedFacility(
        name=facility.name_on(local_day(visit.started_at or visit.created_at)),
        address=address_of(main.text, main.ward) if main else visit.place,
        code_label="Mã số doanh nghiệp" if is_organisation else "Mã số thuế",
        code=facility.tax_code_shown,
    )


def _publication(row: FindingTitle | InspectedTitle) -> PublicationRow:
    return PublicationRow(
        name=row.title,
        publisher=row.publisher,
        decision=row.decision_no,
        licensed=row.licensed_quantity,
        found=row.found_quantity,
        papers=_INVOICES[row.has_invoices],
        registration=row.registration_no,
    )


def _checklist(visit: Inspection) -> str:
    results = list(visit.answers.current().values_list("result", flat=True))
    if not results:
        return ""
    passed = results.count(AnswerResult.PASS)
    failed = results.count(AnswerResult.FAIL)
    return (
        f"Đã kiểm tra {len(results)} nội dung theo danh mục: {passed} nội dung đạt, "
        f"{failed} nội dung không đạt, {len(results) - passed - failed} nội dung không "
        "áp dụng"
    )


def _finding(description: str, quantity: int | None, unit: str) -> str:
    text = description.strip().rstrip(".")
    counted = f" ({count(quantity)} {unit})" if quantity and unit else ""
    return f"{text}{counted}"


def _files(visit: Inspection) -> list[EvidenceFile]:
    of_visit = EvidenceFile.objects.filter(inspection_links__inspection=visit)
    of_findings = EvidenceFile.objects.filter(
        finding_links__finding__inspection=visit,
        finding_links__finding__withdrawn_at__isnull=True,
    )
    keys = {*of_visit.values_list("pk", flat=True)}
    keys.update(of_findings.values_list("pk", flat=True))
    files = EvidenceFile.objects.filter(pk__in=keys).select_related("added_by")
    # A signature stands in its place on the page, not among the photographs.
    return list(files.exclude(field_file__source=FieldSource.SIGNATURE))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _first(names: Iterable[str]) -> str:
    return next(iter(names), "")
