"""The file of a case at a moment, as plain values for its report."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from django.db.models import Exists, OuterRef

from agencies.models import User
from cases.models import (
    Case,
    CaseViolation,
    Deadline,
    DecisionItem,
    SanctionDecision,
)
from cases.states import (
    DUTY_FAMILIES,
    ClockStatus,
    ExplanationKind,
    Family,
    ItemKind,
    MainSanction,
)
from documents.figures import (
    count,
    day_in_figures,
    day_in_words,
    document_number,
    dong,
    two_digits,
)
from documents.forms.acts import act_text, provision_of
from documents.forms.goods_told import goods_told, measure_told, seizures_decided
from documents.forms.labels import GROUNDS, SOURCES, STATES
from documents.forms.parties import Party, party_of
from documents.forms.pictures import photographers_of, photos_of
from documents.forms.steps_told import EventRow, event_row
from documents.kit.photos import Photo
from documents.models import IssuedDocument
from evidence.models import EvidenceFile
from inspections.models import InspectionRecord
from kernel.clock import local_day

_NO_HISTORY = (
    "Không có quyết định xử phạt nào trong thời hạn được coi là chưa bị xử phạt vi "
    "phạm hành chính"
)


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """Copies of one title; `licensed` is None where no decision states a quantity."""

    name: str
    publisher: str
    licensed: int | None
    found: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    item: str
    amount: str
    term: str
    state: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    name: str
    start: date | None
    due: date
    done: date | None
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the index of the file."""

    name: str
    number: str
    day: date | None
    sheets: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`data_at` is the moment of the data; `subject` may hold a line feed."""

    subject: str  # "Vụ in xuất bản phẩm …\ntại Công ty …"
    case_number: str
    data_at: datetime
    state: str
    source: str
    lead: str
    party: Party
    supporting: tuple[str, ...] = ()
    handler: str = ""
    next_deadline: str = ""
    history: str = ""
    acts: tuple[str, ...] = ()
    events: tuple[EventRow, ...] = ()
    quantities: tuple[QuantityRow, ...] = ()
    goods: str = ""
    preventive: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    decision: str = ""  # "Quyết định số 18/QĐ-XPHC"
    results: tuple[ResultRow, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    recommendations: tuple[str, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    photos: tuple[Photo, ...] = ()
    photographer: str = ""

    @classmethod
    def of(cls, case: Case, *, by: User | None, at: datetime) -> Self:
        """The file as it stands; `by` bounds what is told of other cases."""
        day = local_day(at)
        violations = list(case.violations.all())
        files = list(
            EvidenceFile.objects.filter(case_evidence__case=case).select_related(
                "added_by"
            )
        )
        return cls(
            subject=_subject(case),
            case_number=case.number,
            data_at=at,
            state=STATES[case.state],
            source=_source(case),
            lead=case.lead_agency.name,
            party=party_of(list(case.respondents.all()), shows_numbers=False),
            supporting=tuple(agency.name for agency in case.supporting_agencies),
            handler=_handler(case),
            next_deadline=_next_deadline(case, day),
            history=_history(case, by=by, at=at),
            acts=tuple(_act(row, case) for row in violations),
            events=tuple(
                event_row(row) for row in case.events.select_related("agency", "actor")
            ),
            quantities=tuple(_quantities(violations)),
            goods=goods_told(case),
            preventive=tuple(_preventive(case, day)),
            explanations=(*_explanations(case), *_findings(case)),
            decision=_decision(case),
            results=tuple(_results(case)),
            deadlines=tuple(
                _deadline(clock, day)
                for clock in case.deadlines.all()
                if clock.is_current
            ),
            recommendations=tuple(_recommendations(case)),
            papers=tuple(
                PaperRow(
                    paper.template.title_vi,
                    paper.number_text,
                    paper.issued_on,
                    paper.pages,
                )
                for paper in IssuedDocument.objects.of_case(case)
                .select_related("template")
                .order_by("issued_at", "id")
            ),
            photos=photos_of(files),
            photographer=photographers_of(files),
        )

    def shared(self) -> Self:
        """For a supporting agency: without the lead's own deliberation."""
        return replace(
            self,
            history="",
            recommendations=(),
            events=tuple(row for row in self.events if not row.is_internal),
        )


def _subject(case: Case) -> str:
    what, _, where = case.title.partition(" – ")
    text = what.strip().rstrip(".")
    text = f"Vụ {text[:1].lower()}{text[1:]}"
    return f"{text}\ntại {where.strip()}" if where else text


def _source(case: Case) -> str:
    visit = case.inspection
    record = (
        InspectionRecord.objects.filter(inspection=visit).first()
        if visit is not None
        else None
    )
    if record is not None:
        number = document_number(record.number, record.register)
        day = day_in_words(local_day(record.made_at))
        return f"Biên bản kiểm tra số {number} {day}, cuộc kiểm tra {visit.number}"
    label = SOURCES[case.source]
    return f"{label}: {case.source_note.strip()}" if case.source_note else label


def _handler(case: Case) -> str:
    officers = [part.officer for part in case.assignments.all() if not part.ended_at]
    return "; ".join(
        ", ".join(part for part in (officer.full_name, officer.title) if part)
        for officer in officers
    )


def _next_deadline(case: Case, day: date) -> str:
    clock = case.next_clock
    if clock is None:
        return ""
    name = clock.rule.name_vi
    left = _left(clock.due, day)
    return f"{name[:1].lower()}{name[1:]} {day_in_figures(clock.due)} ({left.lower()})"


def _left(due: date, day: date) -> str:
    days = (due - day).days
    if days < 0:
        return f"Quá {-days} ngày"
    return f"Còn {days} ngày" if days else "Hôm nay"


def _history(case: Case, *, by: User | None, at: datetime) -> str:
    """Earlier decisions against the same party whose effect has not run out.

    Earlier than the one of this case; what came after it is no earlier violation.
    """
    seen = Case.objects.all() if by is None else Case.objects.visible_to(by, at)
    parties = [respondent.party_id for respondent in case.respondents.all()]
    forgotten = Deadline.objects.filter(
        case=OuterRef("case"), family=Family.RECIDIVISM, last_day__lt=local_day(at)
    )
    rows = (
        SanctionDecision.objects.filter(
            case__in=seen,
            annulled_on__isnull=True,
            acts__respondent__party__in=parties,
            signed_on__lte=_until(case, local_day(at)),
        )
        .exclude(case=case)
        .exclude(Exists(forgotten))
        .distinct()
        .order_by("signed_on", "id")
    )
    texts = [
        f"Quyết định số {row.number_text} {day_in_words(row.signed_on)}" for row in rows
    ]
    return "; ".join(texts) or _NO_HISTORY


def _until(case: Case, day: date) -> date:
    decision = case.decision or case.no_sanction_decision
    return decision.signed_on if decision is not None else day


def _act(violation: CaseViolation, case: Case) -> str:
    text = act_text(violation, detected_on=case.detected_on)
    return f"{text}; quy định tại {provision_of(violation, on=case.detected_on).short}"


def _quantities(violations: Iterable[CaseViolation]) -> Iterable[QuantityRow]:
    for violation in violations:
        for title in violation.titles:
            licensed = title.get("licensed_quantity")
            yield QuantityRow(
                name=str(title.get("title", "")),
                publisher=str(title.get("publisher") or ""),
                licensed=int(licensed) if licensed else None,
                found=int(title.get("quantity") or 0),
            )


def _preventive(case: Case, day: date) -> Iterable[str]:
    """Seizures by decision, then what the record says beside them."""
    for seizure in seizures_decided(case, on=day):
        yield measure_told(seizure, on=day)
    record = case.violation_record
    if record is not None and record.preventive_measures:
        yield record.preventive_measures


def _explanations(case: Case) -> Iterable[str]:
    for row in case.explanations.all():
        yield _explanation(row.kind, row.requested_on, row.summary)


def _findings(case: Case) -> Iterable[str]:
    """What experts and the valuation council were asked, and what they said."""
    for request in case.expert_requests.filter(
        sent_on__isnull=False, withdrawn_reason=""
    ).order_by("sent_on", "id"):
        if request.answered_on is None:
            sent = day_in_words(request.sent_on)
            yield f"Trưng cầu giám định {request.body} {sent}; chưa có kết luận"
            continue
        number = f" số {request.answer_number}" if request.answer_number else ""
        yield (
            f"Kết luận giám định{number} {day_in_words(request.answered_on)} của "
            f"{request.body}: {request.conclusion.strip()}"
        )
    for valuation in case.valuations.filter(valued_on__isnull=False).order_by(
        "valued_on", "id"
    ):
        yield (
            f"Kết quả định giá tang vật {day_in_words(valuation.valued_on)}: "
            f"{dong(valuation.value_vnd)}"
        )


def _explanation(kind: str, requested_on: date, summary: str) -> str:
    what = (
        "Văn bản giải trình"
        if kind == ExplanationKind.WRITTEN
        else "Yêu cầu giải trình trực tiếp"
    )
    text = f"{what} {day_in_words(requested_on)}"
    return f"{text}: {summary.strip()}" if summary.strip() else text


def _decision(case: Case) -> str:
    if case.decision is not None:
        return f"Quyết định số {case.decision.number_text}"
    unsanctioned = case.no_sanction_decision
    if unsanctioned is None:
        return ""
    number = f" số {unsanctioned.number_text}" if unsanctioned.number_text else ""
    return f"Quyết định không xử phạt{number}"


def _results(case: Case) -> Iterable[ResultRow]:
    decision = case.decision
    if decision is not None and decision.main_sanction == MainSanction.WARNING:
        yield ResultRow("Cảnh cáo", "-", "-", "Đã ban hành")
    unsanctioned = case.no_sanction_decision
    if unsanctioned is not None:
        ground = f"Không xử phạt: {GROUNDS[unsanctioned.ground]}"
        state = f"Ký {day_in_figures(unsanctioned.signed_on)}"
        yield ResultRow(ground, "-", "-", state)
    act = decision or unsanctioned
    ordered = list(act.items.all()) if act is not None else []
    for item in sorted(ordered, key=lambda item: item.kind != ItemKind.FINE):
        if item.kind == ItemKind.FINE and decision is not None:
            yield _fine(case, decision)
        else:
            yield ResultRow(item.description, "-", _term(item), _done(item.done_on))


def _fine(case: Case, decision: SanctionDecision) -> ResultRow:
    clock = case.clock(Family.EXECUTION)
    paid_on = decision.paid_in_full_on
    if paid_on is not None:
        state = f"Đã nộp đủ {day_in_figures(paid_on)}"
    elif decision.paid_vnd:
        state = f"Đã nộp {count(decision.paid_vnd)} đồng"
    else:
        state = "Chưa nộp"
    due = day_in_figures(clock.due) if clock is not None else "-"
    return ResultRow("Phạt tiền", dong(decision.fine_vnd), due, state)


def _term(item: DecisionItem) -> str:
    if item.term_months:
        return f"{two_digits(item.term_months)} tháng"
    return f"{two_digits(item.term_days)} ngày" if item.term_days else "-"


def _done(done_on: date | None) -> str:
    return f"Xong {day_in_figures(done_on)}" if done_on else "Chưa thực hiện"


def _deadline(clock: Deadline, day: date) -> DeadlineRow:
    """A period that asks nobody to act is over after its day, never overdue."""
    states = {
        ClockStatus.MET: "Đúng hạn",
        ClockStatus.MISSED: "Quá hạn",
        ClockStatus.ENDED: "Đã hết",
    }
    status = ClockStatus(clock.status)
    is_over = clock.family not in DUTY_FAMILIES and clock.due < day
    if is_over and status != ClockStatus.MET:
        status = ClockStatus.ENDED
    state = states.get(status) or _left(clock.due, day)
    return DeadlineRow(
        name=clock.rule.name_vi,
        start=clock.start_on,
        due=clock.due,
        done=clock.ended_on if clock.status == ClockStatus.MET else None,
        state=state,
        is_open=clock.is_running and not is_over,
    )


def _recommendations(case: Case) -> Iterable[str]:
    clock = case.next_clock
    if clock is not None:
        day = day_in_words(clock.due)
        yield f"Thực hiện đúng thời hạn “{clock.rule.name_vi}”, đến hết {day}"
    act = case.decision or case.no_sanction_decision
    waiting = [
        item.description
        for item in (act.items.all() if act is not None else ())
        if item.kind != ItemKind.FINE and not item.is_done
    ]
    if waiting:
        yield f"Đôn đốc, kiểm tra việc thực hiện: {'; '.join(waiting)}"
