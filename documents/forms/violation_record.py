"""Biên bản vi phạm hành chính, MBB01 of Nghị định 118/2021/NĐ-CP."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from cases import guards
from cases.models import Case, Seizure, ViolationRecord
from cases.states import RefusedSignature
from documents.figures import (
    blank_day,
    clock_in_words,
    count,
    day_in_words,
    document_number,
    dong,
    two_digits,
)
from documents.forms.acts import Act, field_title_of, provision_of
from documents.forms.bodies import address_of, head_of, letterhead_of
from documents.forms.goods_list import GOODS, Rows, items_of, rows_of
from documents.forms.goods_told import measure_told, seizures_decided
from documents.forms.labels import DOUBTS
from documents.forms.parties import Party, party_of
from documents.forms.parts import Official, Witness, capital
from documents.kit.blocks import (
    NOT_APPLIED,
    NOTHING,
    bases,
    field,
    field_pair,
    paragraph,
    point,
    quoted,
    sentence,
)
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.signing import Signer, record_signatures
from documents.kit.tables import Column, grid, under_heading
from documents.models import FormTemplate
from inspections.models import InspectionRecord
from kernel.clock import local_day
from regulations import catalogue, rules

_NOT_KNOWN = "Chưa xác định"


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One title of the violation: "Thảo Nguyên", "bản", 80, "88/QĐ-NXBTN"."""

    name: str
    publisher: str
    unit: str
    quantity: int
    decision: str


@dataclass(frozen=True, slots=True)
class ExplanationRight:
    """The right of Điều 61: open, with its terms, or not open, with the reason."""

    is_open: bool
    reason: str = ""
    receiver: str = ""  # to whom the respondent turns
    direct_days: int = 2
    written_days: int = 5


@dataclass(frozen=True, slots=True)
class ViolationRecordForm:
    """`made_time` is "HH:MM" or "", where the hour was not noted."""

    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    field_title: str  # "trong hoạt động xuất bản"
    legal_bases: tuple[str, ...]
    made_on: date
    made_time: str
    place: str
    maker: Official
    party: Party
    description: str
    acts: tuple[Act, ...]
    explanation: ExplanationRight
    remarks: tuple[str, ...] = ()  # why at the office, why late
    witnesses: tuple[Witness, ...] = ()
    titles: tuple[TitleRow, ...] = ()
    victims: str = ""
    statement: str = ""
    witness_statement: str = ""
    measures: str = ""
    goods: Rows = ()  # that are held under these measures
    summons: str = ""
    finished_time: str = ""
    copies: int = 2
    unsigned_reason: str = ""
    notes: tuple[str, ...] = ()  # for the readers of a draft, never issued
    draft: Draft | None = None

    form_id = "violation_record"
    usual_sheets = 2
    foot = ""

    @classmethod
    def of(cls, record: ViolationRecord, *, template: FormTemplate) -> Self:
        """The record as it was made."""
        facts = _Facts.of(record.case, template, on=record.made_on)
        witnesses = ()
        if record.second_signer:
            is_commune = record.second_signer == RefusedSignature.COMMUNE
            part = "Đại diện chính quyền" if is_commune else "Người chứng kiến"
            details = record.second_signer_details
            witnesses = (Witness(record.second_signer_name, details, part),)
        remarks = ()
        if record.late_reason:
            remarks = (f"Lý do lập biên bản quá thời hạn: {record.late_reason}",)
        maker = record.made_by
        held = seizures_decided(record.case, on=record.made_on)
        return cls(
            letterhead=letterhead_of(record.agency),
            number_text=record.number_text,
            number_suffix=template.number_suffix,
            field_title=facts.field_title,
            legal_bases=facts.legal_bases,
            description=facts.description,
            acts=facts.acts,
            titles=facts.titles,
            made_on=record.made_on,
            made_time=record.made_at_time,
            place=record.place,
            maker=Official(maker.full_name, maker.title, record.agency.name),
            party=party_of(list(record.case.respondents.all()), shows_numbers=True),
            explanation=_explanation_right(
                record.case, is_open=record.has_explanation_right, on=record.made_on
            ),
            remarks=remarks,
            witnesses=witnesses,
            victims=record.injured_statement,
            statement=record.respondent_statement,
            witness_statement=record.witness_statement,
            measures=_measures(held, record.preventive_measures, record.made_on),
            goods=_goods(held),
            summons=record.summons,
            unsigned_reason="" if record.respondent_signed else record.refusal_reason,
        )

    @classmethod
    def of_draft(cls, case: Case, *, template: FormTemplate, mark: Draft) -> Self:
        """What the record will say if it is made at this moment."""
        on = local_day(mark.at)
        facts = _Facts.of(case, template, on=on)
        may_explain = guards.has_right_to_explain(case, on=on)
        held = seizures_decided(case, on=on)
        return cls(
            letterhead=letterhead_of(case.lead_agency),
            number_text=None,
            number_suffix=template.number_suffix,
            field_title=facts.field_title,
            legal_bases=facts.legal_bases,
            description=facts.description,
            acts=facts.acts,
            titles=facts.titles,
            made_on=on,
            made_time="",
            place=address_of(case.place, case.ward) or case.lead_agency.name,
            maker=Official(_NOT_KNOWN, _NOT_KNOWN, case.lead_agency.name),
            party=party_of(list(case.respondents.all()), shows_numbers=False),
            explanation=_explanation_right(case, is_open=may_explain, on=on),
            measures=_measures(held, "", on),
            goods=_goods(held),
            notes=_doubtful_terms(on) if may_explain else (),
            draft=mark,
        )

    @property
    def title(self) -> str:
        number = f" số {self.number_text}" if self.number_text else " (dự thảo)"
        return f"Biên bản vi phạm hành chính{number}"

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        return [
            *head(
                self.letterhead,
                number=number_line(self.number_text, self.number_suffix),
                is_draft=self.draft is not None,
            ),
            *title("BIÊN BẢN", f"Vi phạm hành chính {self.field_title}"),
            *bases(styles, self.legal_bases),
            *self._opening(styles),
            *self._people(styles),
            paragraph(
                styles["heading"],
                "2. Tiến hành lập biên bản vi phạm hành chính đối với "
                f"{self.party.group} có tên sau đây:",
            ),
            *self.party.fields(styles),
            *self._acts(styles),
            *self._statements(styles),
            *self._rights(styles),
            self._closing(styles, sheets),
        ]

    def _opening(self, styles: StyleSheet1) -> list[Flowable]:
        hour = f"hồi {clock_in_words(self.made_time)}, " if self.made_time else ""
        day = blank_day(self.made_on) if self.draft else day_in_words(self.made_on)
        lines = [f"Hôm nay, {hour}{day}, tại {self.place}"]
        lines += self.remarks
        return [paragraph(styles["body"], sentence(line)) for line in lines]

    def _people(self, styles: StyleSheet1) -> list[Flowable]:
        maker = self.maker
        rows: list[Flowable] = [
            paragraph(styles["heading"], "1. Chúng tôi gồm:"),
            *field_pair(
                styles,
                ("a) Người lập biên bản", maker.name),
                ("Chức vụ", maker.title),
            ),
            field(styles, "Cơ quan", maker.agency),
        ]
        for place, witness in enumerate(self.witnesses, start=1):
            rows.append(field(styles, f"{point(place)} {witness.part}", witness.name))
            if witness.details:
                rows.append(
                    field(styles, "Nghề nghiệp, chức vụ, nơi ở", witness.details)
                )
        if not self.witnesses:
            rows.append(field(styles, "b) Người chứng kiến", NOTHING))
        return rows

    def _acts(self, styles: StyleSheet1) -> list[Flowable]:
        body = styles["body"]
        rows: list[Flowable] = [
            paragraph(styles["heading"], "3. Đã có hành vi vi phạm hành chính:")
        ]
        if self.titles:
            lead = paragraph(
                styles["lead_in_of_table"],
                f"{self.description.rstrip('.;:, ')}, cụ thể:",
            )
            rows += under_heading(lead, self._title_table(styles))
        else:
            rows.append(paragraph(body, sentence(self.description)))
        cited = [act for act in self.acts if act.provision]
        if len(cited) == 1:
            text = f"Hành vi trên quy định tại {cited[0].provision}"
            rows.append(paragraph(body, sentence(text)))
        else:
            rows += [
                paragraph(
                    body,
                    sentence(f"- Hành vi “{act.text}” quy định tại {act.provision}"),
                )
                for act in cited
            ]
        return rows

    def _title_table(self, styles: StyleSheet1) -> Flowable:
        columns = [
            Column("STT", 12, "centre"),
            Column("Tên xuất bản phẩm", 54),
            Column("Nhà xuất bản (ghi trên sách)", 33, "centre"),
            Column("Số quyết định xuất bản", 30, "centre", code=True),
            Column("Đơn vị tính", 17, "centre"),
            Column("Số lượng", 19, "right", code=True),
        ]
        rows = [
            (
                str(place),
                row.name,
                row.publisher or NOTHING,
                row.decision or NOTHING,
                row.unit,
                count(row.quantity),
            )
            for place, row in enumerate(self.titles, start=1)
        ]
        total = None
        if len(rows) > 1:
            whole = count(sum(row.quantity for row in self.titles))
            total = ("", "Cộng", "", "", "", whole)
        return grid(styles, columns, rows, total=total)

    def _statements(self, styles: StyleSheet1) -> list[Flowable]:
        witness = quoted(self.witness_statement)
        measures = sentence(self.measures or NOT_APPLIED)
        lines = (
            f"4. Cá nhân, tổ chức bị thiệt hại, ý kiến trình bày: "
            f"{sentence(self.victims or NOTHING)}",
            f"5. Ý kiến trình bày của người vi phạm: {quoted(self.statement)}",
            f"6. Ý kiến trình bày của người chứng kiến: {witness}",
            f"7. Đã yêu cầu {self.party.called} chấm dứt ngay hành vi vi phạm.",
            "8. Biện pháp ngăn chặn và bảo đảm xử lý vi phạm hành chính: " + measures,
        )
        flowables: list[Flowable] = [paragraph(styles["body"], line) for line in lines]
        if self.goods:
            lead = paragraph(
                styles["lead_in_of_table"],
                "Danh mục tang vật, phương tiện bị tạm giữ:",
            )
            flowables += under_heading(lead, grid(styles, list(GOODS), self.goods))
        return flowables

    def _rights(self, styles: StyleSheet1) -> list[Flowable]:
        right = self.explanation
        if right.is_open:
            explained = (
                f"9. Quyền giải trình: {capital(self.party.called)} có quyền gửi văn "
                "bản yêu cầu được giải trình trực tiếp trong thời hạn "
                f"{two_digits(right.direct_days)} ngày làm việc, hoặc gửi văn bản giải "
                f"trình trong thời hạn {two_digits(right.written_days)} ngày làm việc, "
                f"kể từ ngày lập biên bản này, đến {right.receiver}."
            )
        else:
            reason = f" ({right.reason})" if right.reason else ""
            explained = (
                "9. Quyền giải trình: Vụ việc không thuộc trường hợp giải trình theo "
                f"quy định tại Điều 61 Luật Xử lý vi phạm hành chính{reason}."
            )
        summons = self.summons.strip().rstrip(".") or (
            "khi có thông báo của cơ quan có thẩm quyền"
        )
        called = (
            f"10. Yêu cầu {self.party.called} có mặt để giải quyết vụ việc: {summons}."
        )
        return [
            paragraph(styles["body"], explained),
            *(paragraph(styles["note"], f"[{note}]") for note in self.notes),
            paragraph(styles["body"], called),
        ]

    def _closing(self, styles: StyleSheet1, sheets: int) -> Flowable:
        hour = (
            f"hồi {clock_in_words(self.finished_time)} " if self.finished_time else ""
        )
        closing = (
            f"Biên bản lập xong {hour}cùng ngày, gồm {two_digits(sheets)} tờ, được lập "
            f"thành {two_digits(self.copies)} bản có nội dung và giá trị như nhau; đã "
            "đọc lại cho những người có tên nêu trên cùng nghe, công nhận là đúng và "
            f"cùng ký tên dưới đây; giao cho {self.party.called} 01 bản, 01 bản lưu hồ "
            "sơ."
        )
        reason = sentence(self.unsigned_reason or "Không")
        signers = [
            *self.party.signers,
            *(witness.signer for witness in self.witnesses),
            Signer(("NGƯỜI LẬP BIÊN BẢN",), self.maker.name),
        ]
        if self.draft:  # never signed, so nobody is named
            signers = [replace(signer, name="") for signer in signers]
        unsigned = f"Lý do không ký biên bản (nếu có): {reason}"
        return record_signatures(
            styles,
            [paragraph(styles["body"], text) for text in (closing, unsigned)],
            signers,
        )


def _measures(held: Sequence[Seizure], said: str, on: date) -> str:
    """The seizures, then what the officer noted beside them."""
    told = [measure_told(row, on=on) for row in held]
    return "; ".join(part.rstrip(". ") for part in (*told, said) if part)


def _goods(held: Sequence[Seizure]) -> Rows:
    return rows_of([item for row in held for item in items_of(row)])


def no_explanation_reason(frame_max_vnd: int, group: str) -> str:
    """Why Điều 61 does not open: the frame's maximum and no suspension."""
    return (
        f"mức tối đa của khung tiền phạt đối với {group} là {dong(frame_max_vnd)}, "
        "không áp dụng hình thức tước quyền sử dụng giấy phép hoặc đình chỉ hoạt động"
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the case itself says, whether the record is made or drafted."""

    field_title: str
    legal_bases: tuple[str, ...]
    description: str
    acts: tuple[Act, ...]
    titles: tuple[TitleRow, ...]

    @classmethod
    def of(cls, case: Case, template: FormTemplate, *, on: date) -> Self:
        violations = list(case.violations.all())
        return cls(
            field_title=field_title_of(violations, on=on),
            legal_bases=(*template.legal_bases, *_bases_of(case)),
            description=_description(case),
            acts=tuple(
                Act(row.behaviour.title_vi, provision_of(row, on=on).in_full)
                for row in violations
            ),
            titles=tuple(
                TitleRow(
                    name=str(row.get("title", "")),
                    publisher=str(row.get("publisher") or ""),
                    unit=str(row.get("unit") or "bản"),
                    quantity=int(row.get("quantity") or 0),
                    decision=str(row.get("decision_no") or ""),
                )
                for violation in violations
                for row in violation.titles
            ),
        )


def _description(case: Case) -> str:
    place = address_of(case.place, case.ward)
    where = f", tại {place}" if place else ""
    called = party_of(list(case.respondents.all()), shows_numbers=False).called
    done = "; ".join(
        violation.description.strip().rstrip(".;")
        for violation in case.violations.all()
    )
    return (
        f"{capital(day_in_words(case.detected_on))}{where}, phát hiện {called}: {done}"
    )


def _bases_of(case: Case) -> Sequence[str]:
    visit = case.inspection
    record = (
        InspectionRecord.objects.filter(inspection=visit)
        .select_related("agency")
        .first()
        if visit is not None
        else None
    )
    if record is None:
        return [f"Căn cứ kết quả xác minh vụ việc {case.number}"]
    number = document_number(record.number, record.register)
    return [
        f"Căn cứ Biên bản kiểm tra số {number} lập "
        f"{day_in_words(local_day(record.made_at))} của {record.agency.name}"
    ]


def _explanation_right(case: Case, *, is_open: bool, on: date) -> ExplanationRight:
    if is_open:
        return ExplanationRight(
            is_open=True,
            receiver=head_of(case.competent_authority),
            direct_days=_days("D-EXPL-DIRECT", on),
            written_days=_days("D-EXPL-WRITTEN", on),
        )
    maxima = [
        (frame.max_vnd, respondent.is_organisation)
        for violation in case.violations.all()
        for respondent in case.respondents.all()
        if violation.is_of(respondent)
        and (frame := catalogue.frame_for(violation.behaviour, respondent.subject_kind))
    ]
    if not maxima:
        return ExplanationRight(is_open=False)
    highest, is_organisation = max(maxima)
    group = "tổ chức" if is_organisation else "cá nhân"
    return ExplanationRight(is_open=False, reason=no_explanation_reason(highest, group))


def _doubtful_terms(on: date) -> tuple[str, ...]:
    """Terms of the right to explain that are not confirmed."""
    return tuple(
        f"{rule.name_vi} ({rule.code}): {doubt}"
        for rule in (
            rules.rule_for(code, on) for code in ("D-EXPL-DIRECT", "D-EXPL-WRITTEN")
        )
        if (doubt := DOUBTS.get(rule.confidence_on(on)))
    )


def _days(rule: str, on: date) -> int:
    return int(rules.rule_for(rule, on).length or 0)
