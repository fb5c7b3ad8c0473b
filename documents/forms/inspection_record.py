"""Biên bản kiểm tra (làm việc) at a facility, with its annex of photographs."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import (
    count,
    day_in_words,
    document_number,
    hour_in_words,
    two_digits,
)
from documents.forms.bodies import letterhead_of
from documents.forms.field_record import goods_part, notes_part
from documents.forms.parts import photo_annex
from documents.forms.visit_facts import Minutes, PublicationRow, VisitFacts
from documents.kit.blocks import (
    NOTHING,
    bases,
    field,
    field_pair,
    paragraph,
    quoted,
    sentence,
)
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.signing import Signer, record_signatures
from documents.kit.tables import Column, grid, under_heading
from documents.models import FormTemplate
from inspections.models import Inspection, InspectionRecord
from kernel.clock import local_day

_FACILITY = ("ĐẠI DIỆN CƠ SỞ",)


@dataclass(frozen=True, slots=True)
class InspectionRecordForm:
    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    facts: VisitFacts
    minutes: Minutes
    draft: Draft | None = None

    form_id = "inspection_record"
    usual_sheets = 3
    foot = ""

    @classmethod
    def of(cls, record: InspectionRecord, *, template: FormTemplate) -> Self:
        """The minutes as they were locked."""
        return cls(
            letterhead=letterhead_of(record.agency),
            number_text=document_number(record.number, template.number_suffix),
            number_suffix=template.number_suffix,
            facts=VisitFacts.of(record.inspection),
            minutes=Minutes.of(record),
        )

    @classmethod
    def of_draft(
        cls, visit: Inspection, *, template: FormTemplate, mark: Draft
    ) -> Self:
        """What the minutes hold so far."""
        return cls(
            letterhead=letterhead_of(visit.agency),
            number_text=None,
            number_suffix=template.number_suffix,
            facts=VisitFacts.of(visit),
            minutes=Minutes.so_far(visit, at=mark.at),
            draft=mark,
        )

    @property
    def title(self) -> str:
        number = f" số {self.number_text}" if self.number_text else " (dự thảo)"
        return f"Biên bản kiểm tra{number}"

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        started_at = self.minutes.started_at
        return [
            *head(
                self.letterhead,
                number=number_line(self.number_text, self.number_suffix),
                is_draft=self.draft is not None,
            ),
            *title("BIÊN BẢN", self.facts.subject),
            *bases(styles, self.facts.legal_bases),
            paragraph(
                styles["body"],
                f"Hôm nay, hồi {hour_in_words(started_at)}, "
                f"{day_in_words(local_day(started_at))}, tại {self.minutes.place}.",
            ),
            *self._people(styles),
            *self._papers(styles),
            *self._machines(styles),
            *self._publications(styles),
            paragraph(
                styles["body"],
                "4. Kho, bán hàng trực tuyến: "
                f"{sentence(self.minutes.online or NOTHING)}",
            ),
            *self._checks(styles),
            *self._field(styles),
            *self._conclusions(styles),
            self._closing(styles, sheets),
            *self._annex(styles),
        ]

    @property
    def _facility_signer(self) -> Signer:
        """With the signature in its place, or the word that there is none."""
        minutes, signature = self.minutes, self.minutes.signature
        return Signer(
            _FACILITY,
            minutes.representative,
            note="Không ký biên bản" if minutes.unsigned_reason else "",
            picture=signature.picture if signature else b"",
            proof=signature.proof if signature else (),
        )

    @property
    def _facility_under_annex(self) -> Signer:
        """A signature on a screen was given once: it is not copied to the annex."""
        note = self._facility_signer.note
        if self.minutes.signature:
            note = "Đã ký trên màn hình, tại biên bản"
        return Signer(_FACILITY, self.minutes.representative, note=note)

    @property
    def _head_signer(self) -> Signer:
        return Signer(("TRƯỞNG ĐOÀN",), "" if self.draft else self.facts.lead_name)

    def _people(self, styles: StyleSheet1) -> list[Flowable]:
        body, facts, minutes = styles["body"], self.facts, self.minutes
        last = len(facts.team) - 1
        members = [
            f"- {member.described}{'.' if place == last else ';'}"
            for place, member in enumerate(facts.team)
        ]
        who = (minutes.representative, minutes.representative_title)
        witnesses = "; ".join(
            ", ".join(part for part in (one.name, one.details) if part)
            for one in minutes.witnesses
        )
        facility = facts.facility
        rows: list[Flowable] = [
            paragraph(styles["heading"], "I. THÀNH PHẦN"),
            paragraph(styles["lead_in"], f"1. {facts.team_name}:"),
            *(paragraph(body, member) for member in members),
            paragraph(styles["lead_in"], "2. Cơ sở được kiểm tra:"),
            field(styles, "Tên cơ sở", facility.name),
            field(styles, "Địa chỉ", facility.address),
            *field_pair(
                styles,
                (facility.code_label, facility.code),
                ("Đại diện", ", ".join(part for part in who if part)),
            ),
            paragraph(body, f"3. Người chứng kiến: {sentence(witnesses or NOTHING)}"),
        ]
        if facts.opening:
            rows.append(paragraph(body, sentence(facts.opening)))
        return rows

    def _papers(self, styles: StyleSheet1) -> list[Flowable]:
        """Opens section II, whose heading must not stand alone before the table."""
        heading = "II. NỘI DUNG KIỂM TRA"
        if not self.facts.papers:
            return [
                paragraph(styles["heading"], heading),
                paragraph(styles["body"], f"1. Hồ sơ pháp lý: {NOTHING}."),
            ]
        columns = [
            Column("STT", 12, "centre"),
            Column("Loại giấy tờ", 63),
            Column("Số, ngày cấp", 37, "centre", code=True),
            Column("Kết quả đối chiếu", 53),
        ]
        rows = [
            (str(place), row.kind, row.number or NOTHING, row.result or "-")
            for place, row in enumerate(self.facts.papers, start=1)
        ]
        lead = [
            paragraph(styles["heading_of_table"], heading),
            paragraph(styles["lead_in_of_table"], "1. Hồ sơ pháp lý:"),
        ]
        return under_heading(lead, grid(styles, columns, rows))

    def _machines(self, styles: StyleSheet1) -> list[Flowable]:
        heading = "2. Thiết bị in và gia công sau in:"
        if not self.facts.machines:
            return [paragraph(styles["body"], f"{heading} {NOTHING}.")]
        columns = [
            Column("STT", 11, "centre"),
            Column("Tên thiết bị", 38),
            Column("Hãng, kiểu máy", 27, "centre"),
            Column("Số sê-ri", 29, "centre", code=True),
            Column("Năm sản xuất", 17, "centre"),
            Column("Số màu", 11, "centre"),
            Column("Tình trạng", 32),
        ]
        rows = [
            (
                str(place),
                row.name,
                row.make or "-",
                row.serial or "-",
                row.year or "-",
                row.colours or "-",
                row.condition or "-",
            )
            for place, row in enumerate(self.facts.machines, start=1)
        ]
        lead = paragraph(styles["lead_in_of_table"], heading)
        return under_heading(lead, grid(styles, columns, rows))

    def _publications(self, styles: StyleSheet1) -> list[Flowable]:
        heading, titles = (
            "3. Sản phẩm in, xuất bản phẩm tại cơ sở:",
            self.facts.publications,
        )
        if not titles:
            return [paragraph(styles["body"], f"{heading} {NOTHING}.")]
        columns = [
            Column("STT", 11, "centre", code=True),
            Column("Tên xuất bản phẩm", 46),
            Column("Nhà xuất bản (ghi trên sách)", 25, "centre"),
            Column(_decision_heading(titles), 30, "centre", code=True),
            Column("Số bản theo QĐ", 16, "right", code=True),
            Column("Số bản thực tế", 16, "right", code=True),
            Column("Hóa đơn, chứng từ", 21, "centre"),
        ]
        rows = [
            (
                str(place),
                row.name,
                row.publisher or NOTHING,
                (row.registration, row.decision or NOTHING)
                if row.registration
                else row.decision or NOTHING,
                "-" if row.licensed is None else count(row.licensed),
                count(row.found),
                row.papers,
            )
            for place, row in enumerate(titles, start=1)
        ]
        total = None
        if len(rows) > 1:
            licensed = count(sum(row.licensed or 0 for row in titles))
            found = count(sum(row.found for row in titles))
            total = ("", "Cộng", "", "", licensed, found, "")
        lead = paragraph(styles["lead_in_of_table"], heading)
        return under_heading(lead, grid(styles, columns, rows, total=total))

    def _checks(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        checklist = sentence(facts.checklist or NOTHING)
        heading = f"5. Kết quả theo danh mục kiểm tra: {checklist}"
        rows: list[Flowable] = []
        if facts.failures:
            lead = f"{heading} Các nội dung không đạt:"
            columns = [
                Column("STT", 11, "centre"),
                Column("Nội dung không đạt", 88),
                Column("Ghi nhận", 66),
            ]
            table = grid(
                styles,
                columns,
                [
                    (str(place), row.question, row.note or "-")
                    for place, row in enumerate(facts.failures, start=1)
                ],
            )
            rows += under_heading(paragraph(styles["lead_in_of_table"], lead), table)
        else:
            rows.append(paragraph(styles["body"], heading))
        return rows + _numbered(styles, "6. Phát hiện qua kiểm tra", facts.findings)

    def _field(self, styles: StyleSheet1) -> list[Flowable]:
        """Goods and notes, numbered on; left out where the visit has none."""
        number, parts = 7, goods_part(styles, 7, self.facts.goods)
        if parts:
            number += 1
        return parts + notes_part(styles, number, self.facts.notes)

    def _conclusions(self, styles: StyleSheet1) -> list[Flowable]:
        minutes = self.minutes
        return [
            paragraph(styles["heading"], "III. NHẬN XÉT VÀ YÊU CẦU"),
            *_numbered(styles, "1. Nhận xét", minutes.remarks),
            *_numbered(styles, "2. Yêu cầu đối với cơ sở", minutes.requests),
            paragraph(
                styles["body"], f"3. Ý kiến của cơ sở: {quoted(minutes.statement)}"
            ),
        ]

    def _closing(self, styles: StyleSheet1, sheets: int) -> Flowable:
        minutes = self.minutes
        finished = "Biên bản lập xong"
        if minutes.finished_at:
            day = local_day(minutes.finished_at)
            is_same = day == local_day(minutes.started_at)
            day_text = "cùng ngày" if is_same else day_in_words(day)
            finished += f" hồi {hour_in_words(minutes.finished_at)} {day_text}"
        annexed = " và 01 phụ lục bản ảnh" if self.facts.photos else ""
        closing = (
            f"{finished}, gồm {two_digits(sheets)} tờ{annexed}, được lập thành "
            f"{two_digits(minutes.copies)} bản có nội dung và giá trị như nhau; đã đọc "
            f"lại cho những người có tên nêu trên cùng nghe, {self._signed()}; giao "
            "cho cơ sở 01 bản."
        )
        paragraphs = [paragraph(styles["body"], closing)]
        if minutes.unsigned_reason:
            text = f"Lý do không ký biên bản: {sentence(minutes.unsigned_reason)}"
            if minutes.witnesses:
                text += " Việc không ký có người chứng kiến ký tên dưới đây xác nhận."
            paragraphs.append(paragraph(styles["body"], text))
        signers = [
            self._facility_signer,
            self._head_signer,
            *(one.signer for one in minutes.witnesses),
        ]
        if self.facts.recorder_name:
            name = "" if self.draft else self.facts.recorder_name
            signers.append(Signer(("NGƯỜI GHI BIÊN BẢN",), name))
        return record_signatures(styles, paragraphs, signers)

    def _signed(self) -> str:
        if self.minutes.signature:
            return (
                "công nhận là đúng; đại diện cơ sở xem lại và ký xác nhận trên màn "
                "hình, những người khác cùng ký vào từng tờ"
            )
        return "công nhận là đúng, cùng ký vào từng tờ"

    def _annex(self, styles: StyleSheet1) -> list[Flowable]:
        day = day_in_words(local_day(self.minutes.started_at))
        number = f" số {self.number_text}" if self.number_text else ""
        return photo_annex(
            styles,
            "BẢN ẢNH KIỂM TRA",
            self.facts.photos,
            guide=f"(Kèm theo Biên bản{number} {day})",
            # Each photograph names its own, where details were printed.
            photographer=""
            if any(photo.details for photo in self.facts.photos)
            else self.facts.photographer,
            left_out=self.facts.photos_left_out,
            signers=[self._facility_under_annex, self._head_signer],
        )


def _decision_heading(titles: tuple[PublicationRow, ...]) -> str:
    if any(row.registration for row in titles):
        return "Số đăng ký, số quyết định xuất bản"
    return "Số quyết định xuất bản"


def _numbered(
    styles: StyleSheet1, label: str, texts: tuple[str, ...]
) -> list[Flowable]:
    if len(texts) <= 1:
        text = texts[0] if texts else NOTHING
        return [paragraph(styles["body"], f"{label}: {sentence(text)}")]
    return [
        paragraph(styles["lead_in"], f"{label}:"),
        *(paragraph(styles["body"], f"- {sentence(text)}") for text in texts),
    ]
