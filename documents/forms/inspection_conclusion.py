"""Kết luận kiểm tra (thanh tra): what was found and what follows from it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import day_in_words, document_number
from documents.forms.bodies import head_of
from documents.forms.inspection_decision import kind_of, partners_of, written
from documents.forms.parts import capital
from documents.forms.ruling import Ruling, RulingHead, ended
from documents.forms.visit_facts import VisitedFacility, VisitFacts
from documents.kit.blocks import NOTHING, field, paragraph, sentence
from documents.models import FormTemplate
from inspections.models import InspectionConclusion, InspectionRecord
from kernel.clock import local_day


@dataclass(frozen=True, slots=True)
class InspectionConclusionForm(Ruling):
    """Without articles: general facts, results, conclusion, what is to be done."""

    kind_of_visit: str
    purpose: str
    facility: VisitedFacility
    team_name: str
    started_on: date | None
    ended_on: date | None
    results: tuple[str, ...]
    findings: tuple[str, ...]
    text: tuple[str, ...]
    agency_head: str

    form_id = "inspection_conclusion"
    enacting = ""

    @classmethod
    def of(cls, conclusion: InspectionConclusion, *, template: FormTemplate) -> Self:
        visit = conclusion.inspection
        facts = VisitFacts.of(visit)
        front = RulingHead.of(
            written(conclusion, template),
            template,
            more_bases=(*facts.legal_bases, *_minutes(visit.pk)),
            supporting=partners_of(facts, conclusion.agency),
        )
        return cls(
            head=replace(front, authority_line=""),
            party=None,
            kind_of_visit=kind_of(visit),
            purpose=facts.subject,
            facility=facts.facility,
            team_name=facts.team_name,
            started_on=local_day(visit.started_at) if visit.started_at else None,
            ended_on=local_day(visit.ended_at) if visit.ended_at else None,
            results=tuple(text for text in (facts.checklist,) if text),
            findings=facts.findings,
            text=tuple(
                line.strip() for line in conclusion.text.splitlines() if line.strip()
            ),
            agency_head=head_of(conclusion.agency),
        )

    @property
    def kind(self) -> str:
        return f"KẾT LUẬN {self.kind_of_visit.upper()}"

    @property
    def subject(self) -> str:
        subject = self.purpose.removeprefix(capital(self.kind_of_visit)).strip()
        return f"Về {subject}\ntại {self.facility.name}"

    def _body(self, styles: StyleSheet1) -> list[Flowable]:
        body, act = styles["body"], self.kind_of_visit
        found: list[Flowable] = [
            paragraph(
                body,
                f"{self._period()}{self.team_name} đã {act} tại "
                f"{self.facility.name}. Xét kết quả {act} và giải trình của cơ sở, "
                f"{self.agency_head} kết luận như sau:",
            ),
            paragraph(styles["lead_in"], f"1. Cơ sở được {act}:"),
            field(styles, "Tên cơ sở", self.facility.name),
            field(styles, "Địa chỉ", self.facility.address),
            field(styles, self.facility.code_label, self.facility.code),
            paragraph(
                styles["lead_in"] if self.results or self.findings else body,
                f"2. Kết quả {act}:"
                + ("" if self.results or self.findings else f" {NOTHING} vi phạm."),
            ),
            *(paragraph(body, sentence(line)) for line in self.results),
            *(paragraph(body, f"- {sentence(line)}") for line in self.findings),
            paragraph(styles["lead_in"], "3. Kết luận, kiến nghị:"),
            *(paragraph(body, sentence(line)) for line in self.text),
        ]
        last = ended(
            f"4. Tổ chức thực hiện: cơ sở có tên tại khoản 1 thực hiện Kết luận này và "
            f"báo cáo kết quả bằng văn bản với {self.agency_head}; các cơ quan, tổ "
            "chức, cá nhân có liên quan theo dõi, đôn đốc việc thực hiện. Kết luận này "
            "được công khai theo quy định của pháp luật"
        )
        return [*found, paragraph(body, last)]

    def _period(self) -> str:
        if self.started_on is None:
            return ""
        start = day_in_words(self.started_on)
        if self.ended_on is None or self.ended_on == self.started_on:
            return f"Trong {start}, "
        return f"Từ {start} đến {day_in_words(self.ended_on)}, "


def _minutes(visit_id: object) -> list[str]:
    record = InspectionRecord.objects.filter(inspection=visit_id).first()
    if record is None:
        return []
    number = document_number(record.number, record.register)
    day = day_in_words(local_day(record.made_at))
    return [f"Căn cứ Biên bản kiểm tra số {number} {day}"]
