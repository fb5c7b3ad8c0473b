"""Hoãn, giảm, miễn tiền phạt, nộp tiền phạt nhiều lần (Điều 76, 77, 79 Luật XLVPHC)."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from cases.models import FineRelief
from cases.states import ReliefKind
from documents.figures import count, day_in_figures, day_in_words, dong, two_digits
from documents.form_ids import FormId
from documents.forms.decided import basis_of, briefly, executors, sanctioned_party
from documents.forms.parties import Party
from documents.forms.parts import capital
from documents.forms.ruling import (
    Article,
    Ruling,
    RulingHead,
    Text,
    Written,
    in_force_from_signing,
)
from documents.forms.sanctions import amount
from documents.kit.blocks import paragraph, sentence
from documents.kit.tables import Column, grid, under_heading
from documents.models import FormTemplate

FORM_OF: dict[str, FormId] = {
    ReliefKind.DEFER: FormId.DEFERRAL,
    ReliefKind.REDUCE: FormId.RELIEF,
    ReliefKind.WAIVE: FormId.RELIEF,
    ReliefKind.INSTALMENTS: FormId.INSTALMENT,
}
_SUBJECTS: dict[str, str] = {
    ReliefKind.DEFER: "Hoãn thi hành quyết định phạt tiền",
    ReliefKind.REDUCE: "Giảm tiền phạt vi phạm hành chính",
    ReliefKind.WAIVE: "Miễn tiền phạt vi phạm hành chính",
    ReliefKind.INSTALMENTS: "Nộp tiền phạt nhiều lần",
}
_PLAN = (
    Column("Lần nộp", 25, "centre"),
    Column("Số tiền (đồng)", 60, "right", code=True),
    Column("Hạn nộp (đến hết ngày)", 80, "centre"),
)


@dataclass(frozen=True, slots=True)
class FineReliefForm(Ruling):
    """`owed_vnd` is what was unpaid of the fine before the relief."""

    party: Party
    kind_of_relief: str
    decision: str
    fine_vnd: int
    owed_vnd: int
    reason: str
    note: str
    executors: str
    reduced_vnd: int = 0
    effective_on: date | None = None
    until: date | None = None
    plan: tuple[tuple[int, date], ...] = ()

    @classmethod
    def of(cls, relief: FineRelief, act: Written, *, template: FormTemplate) -> Self:
        decision, case = relief.decision, relief.case
        party = sanctioned_party(decision)
        asked = (
            f"Xét đơn đề nghị {day_in_words(relief.requested_on)} của {party.called}"
        )
        return cls(
            head=RulingHead.of(
                act,
                template,
                more_bases=(basis_of(decision), asked),
                supporting=tuple(case.supporting_agencies),
            ),
            party=party,
            kind_of_relief=relief.kind,
            decision=briefly(decision),
            fine_vnd=decision.fine_vnd,
            owed_vnd=_owed_before(relief),
            reason=relief.reason,
            note=relief.decision_note,
            executors=executors(case),
            reduced_vnd=relief.reduced_vnd,
            effective_on=relief.effective_on,
            until=relief.until,
            plan=tuple(
                (part.amount_vnd, part.due_on) for part in relief.instalments.all()
            ),
        )

    @property
    def form_id(self) -> str:
        return FORM_OF[self.kind_of_relief]

    @property
    def subject(self) -> str:
        return _SUBJECTS[self.kind_of_relief]

    @property
    def handed_to(self) -> str:
        return f"{self.party.group} bị xử phạt"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        paid = self.fine_vnd - self.owed_vnd
        first = Article(
            f"{self._granted} theo {self.decision} đối với {self.party.group} có tên "
            "sau đây:",
            (
                self.party.fields(styles),
                (
                    "1. Số tiền phạt phải nộp: ",
                    *amount(self.fine_vnd),
                    f"; đã nộp, đã được giảm: {dong(paid)}; còn phải nộp: "
                    f"{dong(self.owed_vnd)}.",
                ),
                f"2. Lý do: {sentence(self.reason)}"
                f"{' ' + sentence(self.note) if self.note else ''}",
                *self._content(styles),
            ),
        )
        return [
            first,
            Article(self._duty()),
            Article(in_force_from_signing()),
            Article(
                "Quyết định này được:",
                (
                    f"1. Giao cho {self.party.receiver} để chấp hành.",
                    f"2. Gửi cho Kho bạc Nhà nước khu vực, {self.executors} để theo "
                    "dõi, tổ chức thực hiện.",
                ),
            ),
        ]

    @property
    def _granted(self) -> str:
        match ReliefKind(self.kind_of_relief):
            case ReliefKind.DEFER:
                return "Hoãn thi hành hình thức phạt tiền"
            case ReliefKind.REDUCE:
                return "Giảm một phần tiền phạt"
            case ReliefKind.WAIVE:
                return "Miễn phần tiền phạt còn lại"
            case ReliefKind.INSTALMENTS:
                return "Cho phép nộp tiền phạt nhiều lần"

    def _content(self, styles: StyleSheet1) -> list[Text | list[Flowable]]:
        if self.kind_of_relief == ReliefKind.DEFER:
            return [f"3. Thời gian hoãn: {self._period}."]
        if self.kind_of_relief == ReliefKind.INSTALMENTS:
            rows = [
                (two_digits(place), count(vnd), day_in_figures(due))
                for place, (vnd, due) in enumerate(self.plan, start=1)
            ]
            total = ("Cộng", count(sum(vnd for vnd, _due in self.plan)), "")
            lead = (
                f"3. Thời gian nộp: {self._period}, chia làm "
                f"{two_digits(len(self.plan))} lần như sau:"
            )
            return [
                under_heading(
                    paragraph(styles["body"], lead),
                    grid(styles, _PLAN, rows, total=total),
                )
            ]
        word = "giảm" if self.kind_of_relief == ReliefKind.REDUCE else "miễn"
        return [
            (f"3. Số tiền phạt được {word}: ", *amount(self.reduced_vnd), "."),
            "4. Số tiền phạt còn phải nộp: "
            f"{dong(max(self.owed_vnd - self.reduced_vnd, 0))}.",
        ]

    @property
    def _period(self) -> str:
        if self.effective_on is None or self.until is None:
            return "theo Quyết định này"
        start, end = day_in_words(self.effective_on), day_in_words(self.until)
        return f"từ {start} đến hết {end}"

    def _duty(self) -> str:
        debtor = capital(self.party.debtor)
        match ReliefKind(self.kind_of_relief):
            case ReliefKind.DEFER:
                return (
                    f"Hết thời gian hoãn nêu tại khoản 3 Điều 1, {self.party.debtor} "
                    "phải nộp tiền phạt; quá thời hạn mà không tự nguyện chấp hành thì "
                    "bị cưỡng chế thi hành."
                )
            case ReliefKind.INSTALMENTS:
                return (
                    f"{debtor} phải nộp đủ số tiền của từng lần đúng hạn nêu tại khoản "
                    "3 Điều 1; không nộp đúng hạn thì việc nộp nhiều lần chấm dứt và "
                    "bị cưỡng chế thi hành đối với số tiền chưa nộp."
                )
            case _:
                return (
                    f"Các nội dung khác của {self.decision} không thay đổi; "
                    f"{self.party.debtor} phải tiếp tục chấp hành."
                )


def _owed_before(relief: FineRelief) -> int:
    """Unpaid before this relief took what it takes off."""
    unpaid: int = relief.decision.unpaid_vnd
    return unpaid + relief.reduced_vnd
