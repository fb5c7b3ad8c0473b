"""Quyết định kiểm tra (thanh tra): who is visited, on what, by whom, how long."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from agencies.models import Agency
from documents.figures import day_in_words, document_number
from documents.forms.bodies import head_of
from documents.forms.parts import Official, capital, small
from documents.forms.ruling import Article, Ruling, RulingHead, Text, Written
from documents.forms.visit_facts import VisitedFacility, VisitFacts
from documents.kit.blocks import field, paragraph, sentence
from documents.models import FormTemplate
from inspections.models import Inspection, InspectionConclusion, InspectionDecision
from inspections.states import ContentTag, Ground, Mode, PlanKind

_MODES: dict[str, str] = {
    Mode.ON_SITE: "trực tiếp tại cơ sở",
    Mode.REMOTE: "từ xa, qua hồ sơ, tài liệu do cơ sở cung cấp",
}
_CONTENT: dict[str, str] = {
    ContentTag.LICENCES: "giấy phép, đăng ký, hồ sơ pháp lý",
    ContentTag.EQUIPMENT: "máy móc, thiết bị",
    ContentTag.JOB_FILES: "hồ sơ, sổ sách quản lý ấn phẩm nhận in, chế bản, gia công",
    ContentTag.PUBLICATIONS: "xuất bản phẩm và quyết định xuất bản",
    ContentTag.INVOICES: "hóa đơn, chứng từ chứng minh nguồn gốc hợp pháp",
    ContentTag.CONTENT: "nội dung xuất bản phẩm",
    ContentTag.COPYRIGHT: "quyền tác giả, quyền liên quan",
    ContentTag.LEGAL_DEPOSIT: "nộp lưu chiểu",
    ContentTag.IMPORT: "nhập khẩu xuất bản phẩm",
    ContentTag.ONLINE_SALE: "phát hành xuất bản phẩm trên môi trường mạng",
}
_GROUNDS: dict[str, str] = {
    Ground.TIP_OFF: "tin báo, phản ánh",
    Ground.SIGN_OF_VIOLATION: "dấu hiệu vi phạm pháp luật",
    Ground.SUPERIOR_ORDER: "yêu cầu của cơ quan, người có thẩm quyền cấp trên",
    Ground.REQUEST: "đề nghị của cơ sở, cơ quan khác",
    Ground.FOLLOW_UP: "việc theo dõi thực hiện kết luận",
}


@dataclass(frozen=True, slots=True)
class InspectionDecisionForm(Ruling):
    """`kind_of_visit` is "kiểm tra" or "thanh tra"."""

    kind_of_visit: str
    purpose: str
    facility: VisitedFacility
    content: tuple[str, ...]
    mode: str
    starts_on: date
    team_name: str
    team: tuple[Official, ...]
    agency_head: str

    form_id = "inspection_decision"

    @classmethod
    def of(cls, decision: InspectionDecision, *, template: FormTemplate) -> Self:
        visit = decision.inspection
        facts = VisitFacts.of(visit)
        return cls(
            head=RulingHead.of(
                written(decision, template),
                template,
                more_bases=_bases(visit),
                supporting=partners_of(facts, decision.agency),
            ),
            party=None,
            kind_of_visit=kind_of(visit),
            purpose=facts.subject,
            facility=facts.facility,
            content=_content(visit),
            mode=_MODES[visit.mode],
            starts_on=max(visit.scheduled_on, decision.signed_on),
            team_name=facts.team_name,
            team=facts.team,
            agency_head=head_of(decision.agency),
        )

    @property
    def subject(self) -> str:
        return f"{self.purpose}\ntại {self.facility.name}"

    def articles(self, styles: StyleSheet1) -> list[Article]:
        act = self.kind_of_visit
        return [
            Article(
                f"{self.purpose} đối với cơ sở sau đây:",
                (
                    [
                        field(styles, "Tên cơ sở", self.facility.name),
                        field(styles, "Địa chỉ", self.facility.address),
                        field(styles, self.facility.code_label, self.facility.code),
                    ],
                    *self._content(styles),
                    f"2. Hình thức: {self.mode}.",
                    f"3. Thời gian bắt đầu: {day_in_words(self.starts_on)}; thời hạn "
                    f"{act} thực hiện theo quy định của pháp luật, kể từ ngày công bố "
                    "Quyết định này, không gây cản trở hoạt động bình thường của cơ "
                    "sở.",
                ),
            ),
            Article(
                f"Thành lập {self.team_name} gồm các ông (bà) có tên sau đây:",
                tuple(
                    f"{place}. {sentence(member.described)}"
                    for place, member in enumerate(self.team, start=1)
                )
                or ("Do người ra Quyết định phân công.",),
            ),
            Article(
                f"{self.team_name} có nhiệm vụ {act} theo nội dung nêu tại Điều 1, lập "
                f"biên bản, báo cáo kết quả với {self.agency_head}; thực hiện nhiệm "
                "vụ, quyền hạn theo quy định của pháp luật. Cơ sở có tên tại Điều 1 "
                "chuẩn bị hồ sơ, tài liệu liên quan và cử người có trách nhiệm làm "
                f"việc với {self.team_name}."
            ),
            Article(
                "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các ông (bà) có "
                "tên tại Điều 2, cơ sở có tên tại Điều 1 và các cơ quan, tổ chức, cá "
                "nhân có liên quan chịu trách nhiệm thi hành Quyết định này."
            ),
        ]

    def _content(self, styles: StyleSheet1) -> list[Text | list[Flowable]]:
        lead = f"1. Nội dung {self.kind_of_visit}:"
        if len(self.content) <= 1:
            whole = self.content[0] if self.content else small(self.purpose)
            return [f"{lead} {sentence(whole)}"]
        return [
            [
                paragraph(styles["lead_in"], lead),
                *(
                    paragraph(styles["body"], f"- {sentence(capital(line))}")
                    for line in self.content
                ),
            ]
        ]


def kind_of(visit: Inspection) -> str:
    return "kiểm tra" if visit.kind == PlanKind.CHECK else "thanh tra"


def written(
    act: InspectionDecision | InspectionConclusion, template: FormTemplate
) -> Written:
    """A deputy signs for the head by his office (Nghị định 30/2020/NĐ-CP, Điều 13)."""
    return Written(
        agency=act.agency,
        number_text=document_number(act.number, template.number_suffix),
        signed_on=act.signed_on,
        signed_by=act.signed_by,
        is_deputy=act.signer_title.lower().startswith("phó "),
    )


def partners_of(facts: VisitFacts, agency: Agency) -> tuple[Agency, ...]:
    """The other agencies of the team, in the order of their names."""
    names = {member.agency for member in facts.team}
    others = Agency.objects.filter(name__in=names).exclude(pk=agency.pk)
    return tuple(others.order_by("name"))


def _bases(visit: Inspection) -> list[str]:
    """The plan and its own bases; an ad hoc visit says what it is grounded on."""
    if visit.plan_item is None:
        text = visit.ground_text.strip().rstrip(".")
        # A tip-off is not told: its words may name who gave it.
        if visit.ground == Ground.TIP_OFF or not text:
            return [f"Căn cứ {_GROUNDS[visit.ground]}"]
        return [f"Căn cứ {_GROUNDS[visit.ground]}: {text}"]
    plan = visit.plan_item.plan
    number = f" số {document_number(plan.number, plan.REGISTER)}" if plan.number else ""
    day = f" {day_in_words(plan.approved_on)}" if plan.approved_on else ""
    return [
        *(
            line if line.startswith("Căn cứ") else f"Căn cứ {line}"
            for line in plan.legal_bases
        ),
        f"Căn cứ Kế hoạch{number}{day}: {plan.title}",
    ]


def _content(visit: Inspection) -> tuple[str, ...]:
    return tuple(_CONTENT[tag] for tag in visit.content if tag in _CONTENT)
