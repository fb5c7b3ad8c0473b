"""The record of a facility at a moment, as plain values, as far as one officer sees it.

Papers read the same whoever prints them: closed sets are in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils import translation

from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services as cases
from cases.models import Case
from cases.policies import READING
from cases.services.linking import Tie, links_at
from cases.services.risk import shown_to
from documents.figures import count, day_in_figures, dong
from documents.forms.bodies import address_of
from documents.forms.labels import STATES
from documents.kit.tables import Cell
from facilities import print_alarms
from facilities.models import Facility, Obligation, PrintJob
from facilities.risk_words import text_of
from facilities.states import FacilityKind, FacilityStatus
from inspections.models import Inspection
from inspections.states import OPEN_VISIT_STATES, VisitState
from kernel.clock import local_day

# So many lines of the log are printed, the newest; the file of the list holds all.
MOST_JOBS = 200
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """Each table is rows of texts, in the order of the form's columns."""

    code: str
    name: str
    status: str
    version: int
    identity: tuple[tuple[str, str], ...]
    addresses: tuple[Row, ...]
    people: tuple[Row, ...]
    urls: tuple[Row, ...]
    licences: tuple[Row, ...]
    equipment: tuple[Row, ...]
    jobs: tuple[Row, ...]
    older_jobs: int
    obligations: tuple[Row, ...]
    risk: tuple[Row, ...]
    visits: tuple[Row, ...]
    cases: tuple[Row, ...]
    sanctions: tuple[Row, ...]
    links: tuple[Row, ...]
    data_at: datetime

    @classmethod
    def of(cls, facility: Facility, *, by: User, at: datetime) -> Self:
        """What the officer sees on the pages of the facility, nothing beside."""
        with translation.override("vi"):
            return _Reading(facility, by, at).facts(cls)


@dataclass(frozen=True, slots=True)
class _Reading:
    facility: Facility
    by: User
    at: datetime

    @property
    def records(self) -> tuple[Facility, ...]:
        return (self.facility, *self.facility.absorbed.all())

    @property
    def today(self) -> date:
        return local_day(self.at)

    def facts(self, made: Any) -> Any:
        jobs, older = self._jobs()
        return made(
            code=self.facility.code,
            name=self.facility.name,
            status=str(FacilityStatus(self.facility.status).label),
            version=self.facility.version,
            identity=tuple(self._identity()),
            addresses=tuple(self._addresses()),
            people=tuple(self._people()),
            urls=tuple(self._urls()),
            licences=tuple(self._licences()),
            equipment=tuple(self._equipment()),
            jobs=jobs,
            older_jobs=older,
            obligations=tuple(self._obligations()),
            risk=tuple(self._risk()),
            visits=tuple(self._visits()),
            cases=tuple(self._cases()),
            sanctions=tuple(self._sanctions()),
            links=tuple(self._links()),
            data_at=self.at,
        )

    def _rows(self, name: str) -> Iterator[Any]:
        """Rows in use first, the record's own before those of what it absorbed."""
        rows = [row for record in self.records for row in getattr(record, name).all()]
        yield from sorted(rows, key=lambda row: row.ended_on is not None)

    def _identity(self) -> Iterator[tuple[str, str]]:
        facility = self.facility
        yield "Mã cơ sở", facility.code
        yield "Loại cơ sở", _labels(FacilityKind, facility.kinds)
        yield "Tên giao dịch", facility.trade_name
        yield "Đối tượng", str(SubjectKind(facility.subject_kind).label)
        yield "Mã số thuế", facility.tax_code_shown
        yield (
            "Đăng ký kinh doanh",
            _told(
                facility.business_registration_no,
                _day(facility.business_registration_on),
                facility.business_registration_issuer,
            ),
        )
        since = _day(facility.status_since)
        label = FacilityStatus(facility.status).label
        yield "Tình trạng", f"{label} từ ngày {since}"
        yield "Ứng dụng công nghệ thông tin", _yes(facility.uses_it)
        yield (
            "Tên trước đây",
            "; ".join(
                f"{old.name} (đến {_day(old.valid_to)})"
                for old in facility.former_names.all()
            ),
        )
        yield (
            "Hồ sơ đã nhập vào",
            "; ".join(f"{record.code} {record.name}" for record in self.records[1:]),
        )

    def _addresses(self) -> Iterator[Row]:
        for row in self._rows("addresses"):
            yield (
                row.get_kind_display(),
                address_of(row.text, row.ward),
                row.legacy_address or "-",
                _ended(row),
            )

    def _people(self) -> Iterator[Row]:
        for row in self._rows("people"):
            numbers = [n for n in row.protected_numbers.all() if n.ended_on is None]
            masked = "; ".join(f"{n.get_kind_display()}: {n.masked}" for n in numbers)
            yield (
                row.name,
                _told(row.get_role_display(), row.title),
                masked or "-",
                _ended(row),
            )

    def _urls(self) -> Iterator[Row]:
        for row in self._rows("urls"):
            yield row.url, row.get_platform_display(), row.shop_id or "-", _ended(row)

    def _licences(self) -> Iterator[Row]:
        for row in self._rows("licences"):
            state = row.get_state_display()
            if row.is_in_force and row.expires_on and row.expires_on < self.today:
                state = "Đã hết hạn"
            yield (
                row.get_type_display(),
                row.number,
                row.issuer,
                _day(row.issued_on),
                _day(row.expires_on),
                state,
            )

    def _equipment(self) -> Iterator[Row]:
        for row in self._rows("equipment"):
            declared = _day(row.declared_on) if row.is_declared else "Chưa khai báo"
            yield (
                row.get_device_class_display(),
                _told(row.name, row.maker, row.model),
                row.serial or "-",
                str(row.year or "-"),
                str(row.colours or "-"),
                declared if row.ended_on is None else _ended(row),
            )

    def _jobs(self) -> tuple[tuple[Row, ...], int]:
        rows = PrintJob.objects.filter(facility__in=self.records)
        newest = list(rows.order_by("-printed_on", "-id")[: MOST_JOBS + 1])
        older = rows.count() - MOST_JOBS if len(newest) > MOST_JOBS else 0
        return tuple(map(_job, newest[:MOST_JOBS])), older

    def _obligations(self) -> Iterator[Row]:
        for row in Obligation.objects.of_facility(self.facility):
            state = str(row.get_state_display())
            if row.is_overdue_on(self.today):
                state = "Quá hạn"
            elif row.settled_on:
                state = f"{state} ngày {_day(row.settled_on)}"
            yield row.text, row.basis, _day(row.since), _day(row.due_on), state

    def _risk(self) -> Iterator[Row]:
        risk = shown_to(self.by, [self.facility.pk], at=self.at).get(self.facility.pk)
        if risk is None:
            return
        for line in risk.lines:
            yield str(text_of(line)), f"{line.weight:+d}".replace("-", "−")
        yield "Cộng (từ 0 đến 100)", str(risk.score)

    def _visits(self) -> Iterator[Row]:
        rows = (
            Inspection.objects.visible_to(self.by, self.at)
            .at_facility(self.facility)
            .exclude(state=VisitState.CANCELLED)
            .select_related("agency")
            .prefetch_related("findings")
            .order_by("-scheduled_on", "-id")
        )
        for row in rows:
            outcome = str(row.get_state_display())
            if row.state not in OPEN_VISIT_STATES:
                found = row.findings_count
                outcome = f"{found} nội dung vi phạm" if found else "Không vi phạm"
            yield (
                row.number,
                _day(row.scheduled_on),
                row.agency.short_name,
                row.get_kind_display(),
                outcome,
            )

    def _cases(self) -> Iterator[Row]:
        """Of a case seen by its card only, neither its matter nor its decision."""
        rows = list(
            Case.objects.visible_to(self.by, self.at)
            .at_facility(self.facility)
            .select_related("decision", "lead_agency")
            .prefetch_related("respondents")
            .order_by("-received_on", "-id")
        )
        seen = Case.objects.filter(pk__in=[row.pk for row in rows])
        read = seen.visible_as(READING, self.by, self.at).order_by()
        known = set(read.values_list("pk", flat=True)) if rows else set()
        for row in rows:
            is_read = row.pk in known
            yield (
                row.number,
                _day(row.received_on),
                cases.without_minors(row.title, row, self.by, self.at)
                if is_read
                else "Chỉ xem được thẻ vụ việc",
                row.lead_agency.short_name,
                STATES[row.state],
                _decision(row) if is_read else "-",
            )

    def _sanctions(self) -> Iterator[Row]:
        for row in cases.sanctions_read_by(self.records, self.by, self.at):
            yield (
                row.decision_no,
                _day(row.signed_on),
                row.agency,
                row.behaviour_title,
                _day(row.until),
            )

    def _links(self) -> Iterator[Row]:
        for tie in links_at(self.by, self.facility, at=self.at):
            yield _link(tie)


def _job(row: PrintJob) -> Row:
    papers = (row.publisher, row.registration_no, row.decision_no)
    licensed = count(row.licensed_copies) if row.licensed_copies else "-"
    remark = "Đã gạch bỏ" if row.ended_on else ""
    if not remark and print_alarms.alarms_of(row, ()):
        remark = "Cần xem lại"
    return (
        _day(row.printed_on),
        row.title,
        tuple(part for part in papers if part) or "-",
        licensed,
        count(row.printed_copies),
        count(row.delivered_copies),
        remark or "-",
    )


def _decision(case: Case) -> str:
    decision = case.decision
    if decision is None:
        return "-"
    amount = dong(decision.fine_vnd) if decision.fine_vnd else "cảnh cáo"
    return f"{decision.number_text}, {_day(decision.signed_on)}: {amount}"


def _link(tie: Tie) -> Row:
    place = tie.other.facility
    record = tie.other.record
    where = _told(
        f"{place.code} {place.name}" if place else "", record.number if record else ""
    )
    return (
        tie.link.get_kind_display(),
        tie.link.shown,
        where or "-",
        tie.link.get_state_display(),
    )


def _labels(kinds: Any, values: Iterable[str]) -> str:
    return "; ".join(str(kinds(value).label) for value in values)


def _told(*parts: str) -> str:
    return ", ".join(part for part in parts if part and part != "-")


def _day(day: date | None) -> str:
    return day_in_figures(day) if day else "-"


def _ended(row: Any) -> str:
    return "Đang dùng" if row.ended_on is None else f"Hết từ {_day(row.ended_on)}"


def _yes(value: bool | None) -> str:  # noqa: FBT001 - three answers of one question
    if value is None:
        return "Chưa hỏi"
    return "Có" if value else "Không"
