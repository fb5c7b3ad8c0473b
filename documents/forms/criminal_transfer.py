"""Quyết định chuyển hồ sơ vụ vi phạm có dấu hiệu tội phạm (Điều 62 Luật XLVPHC)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from cases.models import Case, CriminalSign, Transfer
from cases.services import figures_of
from cases.states import FigureKind
from documents.citations import provision
from documents.figures import (
    count,
    day_in_words,
    document_number,
    dong,
    two_digits,
)
from documents.forms.acts import act_text
from documents.forms.decided import executors, party_in, told
from documents.forms.decision_facts import papers_before
from documents.forms.handover_record import goods_rows
from documents.forms.parties import Party
from documents.forms.ruling import Article, Ruling, RulingHead, Text, Written
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.tables import Column, grid, under_heading
from documents.models import FormTemplate
from inspections.models import InspectionRecord
from kernel.clock import local_day
from regulations.models import CriminalIndicator

_PAPERS = (
    Column("STT", 12, "centre"),
    Column("Tên tài liệu", 67),
    Column("Số, ký hiệu", 33, "centre", code=True),
    Column("Số bút lục", 20, "right"),
    Column("Ghi chú", 33),
)
_GOODS = (
    Column("STT", 12, "centre"),
    Column("Tên tang vật, phương tiện", 78),
    Column("Đơn vị tính", 20, "centre"),
    Column("Số lượng", 22, "right", code=True),
    Column("Số niêm phong", 33, "centre", code=True),
)

_FIGURES: dict[str, str] = {
    FigureKind.GOODS_VALUE: "trị giá tang vật theo giá bán",
    FigureKind.GENUINE_VALUE: "trị giá hàng thật tương đương",
    FigureKind.PROFIT: "thu lợi bất chính",
    FigureKind.DAMAGE: "thiệt hại của chủ thể quyền",
}


@dataclass(frozen=True, slots=True)
class CriminalTransferForm(Ruling):
    """The file goes along with its list; the administrative track stops."""

    party: Party
    to_body: str
    summary: str
    sign: str
    figures: tuple[str, ...]  # values and damage as they were noted
    papers: tuple[tuple[str, str, str, str], ...]
    sheets: int
    goods: tuple[tuple[str, ...], ...]
    executors: str
    stops_execution: bool

    form_id = "criminal_transfer"

    @classmethod
    def of(cls, transfer: Transfer, act: Written, *, template: FormTemplate) -> Self:
        case, day = transfer.case, act.signed_on
        to = transfer.to_agency
        return cls(
            head=RulingHead.of(
                act,
                template,
                more_bases=_bases(case),
                recipients=(to.short_name if to is not None else transfer.to_body,),
                supporting=tuple(
                    agency for agency in case.supporting_agencies if agency != to
                ),
            ),
            party=party_in(case),
            to_body=to.name if to is not None else transfer.to_body,
            summary=_summary(case),
            sign=_sign(case.criminal_sign, transfer, on=day),
            figures=tuple(
                f"{_FIGURES[row.kind]} {dong(row.amount)}"
                for row in figures_of(case).values()
                if row.kind in _FIGURES
            ),
            papers=tuple(
                (
                    str(row.get("title", "")),
                    str(row.get("number") or "-"),
                    str(row["sheets"]) if row.get("sheets") is not None else "-",
                    str(row.get("note") or ""),
                )
                for row in transfer.papers
            ),
            sheets=sum(row.get("sheets") or 0 for row in transfer.papers),
            goods=tuple(row[:4] for row in goods_rows(transfer)),
            executors=executors(case),
            stops_execution=case.decision is not None,
        )

    @property
    def subject(self) -> str:
        return (
            "Chuyển hồ sơ vụ vi phạm có dấu hiệu tội phạm\n"
            "để truy cứu trách nhiệm hình sự"
        )

    def articles(self, styles: StyleSheet1) -> list[Article]:
        stopped = (
            "Tạm đình chỉ việc thi hành quyết định xử phạt vi phạm hành chính"
            if self.stops_execution
            else "Dừng việc xem xét xử phạt vi phạm hành chính"
        )
        return [
            Article(
                f"Chuyển hồ sơ vụ vi phạm của {self.party.group} có tên sau đây đến "
                f"{self.to_body} để xem xét truy cứu trách nhiệm hình sự:",
                (
                    self.party.fields(styles),
                    f"1. Tóm tắt vụ việc: {sentence(self.summary)}",
                    f"2. Dấu hiệu tội phạm: {sentence(self.sign)}",
                    "3. Trị giá, thiệt hại đã xác định: "
                    f"{sentence('; '.join(self.figures) or NOTHING)}",
                    under_heading(
                        paragraph(
                            styles["body"], f"4. Hồ sơ chuyển gồm {self._kinds}:"
                        ),
                        grid(
                            styles,
                            _PAPERS,
                            [
                                (str(place), *row)
                                for place, row in enumerate(self.papers, start=1)
                            ],
                        ),
                    ),
                    *self._goods(styles),
                ),
            ),
            Article(
                f"{stopped} đối với {self.party.group} có tên tại Điều 1 kể từ ngày "
                "chuyển hồ sơ, cho đến khi có kết quả giải quyết của cơ quan tiến hành "
                "tố tụng."
            ),
            Article(
                "Quyết định này có hiệu lực thi hành kể từ ngày ký; được gửi cho Viện "
                "kiểm sát nhân dân cùng cấp và được thông báo bằng văn bản cho "
                f"{told(self.party)}."
            ),
            Article(
                f"{self.executors} có trách nhiệm bàn giao hồ sơ, tang vật, phương "
                f"tiện vi phạm (nếu có) cho {self.to_body} và lập biên bản bàn giao."
            ),
        ]

    @property
    def _kinds(self) -> str:
        kinds = f"{two_digits(len(self.papers))} loại tài liệu"
        return f"{kinds}, {count(self.sheets)} bút lục" if self.sheets else kinds

    def _goods(self, styles: StyleSheet1) -> list[Text | list[Flowable]]:
        if not self.goods:
            return [f"5. Tang vật, phương tiện chuyển kèm: {NOTHING.lower()}."]
        return [
            under_heading(
                paragraph(styles["body"], "5. Tang vật, phương tiện chuyển kèm:"),
                grid(styles, _GOODS, _numbered(self.goods)),
            )
        ]


def _numbered(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(str(place), *row) for place, row in enumerate(rows, start=1)]


def _bases(case: Case) -> list[str]:
    """The record of the violation, else that of the visit from which the case grew."""
    found = papers_before(case)
    minutes = InspectionRecord.objects.filter(inspection=case.inspection_id).first()
    if minutes is not None and not found:
        number = document_number(minutes.number, minutes.register)
        day = day_in_words(local_day(minutes.made_at))
        found.append(f"Căn cứ Biên bản kiểm tra số {number} {day}")
    if case.decision is not None:
        found.append(
            f"Căn cứ Quyết định xử phạt vi phạm hành chính số "
            f"{case.decision.number_text} {day_in_words(case.decision.signed_on)}"
        )
    return found


def _summary(case: Case) -> str:
    texts = [
        act_text(violation, detected_on=case.detected_on)
        for violation in case.violations.all()
    ]
    return "; ".join(texts) or case.title


def _sign(sign: CriminalSign | None, transfer: Transfer, *, on: date) -> str:
    """What was seen, and the article of the criminal code it was measured by."""
    if sign is None:
        return transfer.reason
    text = sign.explanation.strip().rstrip(".")
    if not sign.indicator:
        return text
    rule = CriminalIndicator.objects.in_force_on(on).filter(code=sign.indicator).first()
    if rule is None or "Điều" in text:
        return text
    return (
        f"{text}; có dấu hiệu của tội quy định tại {provision(rule.basis, on=on).short}"
    )
