"""A visit's decision and conclusion, and a delegation, issued with their acts."""

import pytest

from agencies.models import Delegation, NumberRegister
from agencies.services import create_officer, grant_role
from documents import services, storage
from documents.models import FormTemplate, IssuedDocument
from inspections import services as inspections
from inspections.models import Inspection
from inspections.states import VisitState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import SIGNER
from tests.documents.paper import text_of
from tests.inspections.conftest import (  # noqa: F401 - fixtures
    enter,
    hoa_cuc,
    second_manager,
    visit,
    walk,
)
from tests.inspections.walk import (
    DECIDED,
    LOCKED,
    SIGNED_RECORD,
    SO,
    answer_all,
    begin,
    reread,
)
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


def paper(form: str) -> tuple[IssuedDocument, str]:
    found = IssuedDocument.objects.get(form=form)
    return found, text_of(storage.read(found.sha256))


def decide(walk, visit, **asked):  # noqa: F811
    return walk.visit(services.decide_inspection, visit, SO.head, DECIDED, **asked)


class TestDecideInspection:
    def test_issues_who_is_visited_on_what_and_by_whom(self, walk, visit):  # noqa: F811
        decision = decide(walk, visit)

        found, text = paper("inspection_decision")
        assert found.inspection == visit
        assert found.case is None
        assert found.number == decision.number
        assert found.number_text == "01/QĐ-KT"
        for words in (
            "Số: 01/QĐ-KT",
            "Đắk Lắk, ngày 26 tháng 02 năm 2026",
            "Căn cứ Luật Xuất bản",
            "Căn cứ Nghị quyết số 198/2025/QH15",
            "Căn cứ Kế hoạch số 01/KH-KT ngày 15 tháng 12 năm 2025",
            "Tên cơ sở:",
            "- Giấy phép, đăng ký, hồ sơ pháp lý.",
            "Thành lập Đoàn kiểm tra gồm các ông (bà)",
            "- Trưởng đoàn.",
            "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
        ):
            assert words in text, (words, text)
        assert "TM." not in text

    def test_of_an_earlier_day_takes_the_form_of_that_day(self, walk, visit):  # noqa: F811
        """Signed on the 20th, entered on the 26th; the form changed between."""
        old = FormTemplate.objects.get(form="inspection_decision")
        new = FormTemplate.objects.get(pk=old.pk)
        new.pk, new.valid_from = None, day("24/02/2026")
        new.legal_bases = ["Căn cứ Luật mới"]
        new.save()
        decide(walk, visit, occurred_on=day("20/02/2026"))

        found, text = paper("inspection_decision")
        assert found.template == old
        assert found.issued_on == day("20/02/2026")
        assert "Căn cứ Luật mới" not in text

    def test_is_seen_before_it_is_signed(self, walk, visit):  # noqa: F811
        seen = walk.visit(
            lambda **asked: services.preview(services.decide_inspection, **asked),
            visit,
            SO.head,
            DECIDED,
        )
        text = text_of(seen.content)
        assert "Thành lập Đoàn kiểm tra" in text
        assert f"Cuộc kiểm tra {visit.number}" in text
        assert reread(visit).state == VisitState.PLANNED
        assert not IssuedDocument.objects.exists()
        assert not NumberRegister.objects.filter(register="QD-KT").exists()


class TestIssueConclusion:
    def test_issues_what_was_found_and_what_follows(self, walk, visit):  # noqa: F811
        begin(walk, visit)
        answer_all(walk, visit)
        walk.visit(
            inspections.lock_record, visit, SO.lead, LOCKED, record=SIGNED_RECORD
        )
        walk.visit(
            inspections.receive_draft_conclusion, visit, SO.lead, moment("04/03/2026")
        )
        walk.visit(
            services.issue_conclusion,
            visit,
            SO.head,
            moment("10/03/2026"),
            text="Cơ sở chấp hành tốt.\nĐề nghị tiếp tục duy trì.",
        )

        found, text = paper("inspection_conclusion")
        assert found.number_text == "01/KL-KT"
        for words in (
            "KẾT LUẬN KIỂM TRA",
            "Căn cứ Biên bản kiểm tra số 01/BB-KT ngày 03 tháng 3 năm 2026",
            "3. Kết luận, kiến nghị:",
            "Cơ sở chấp hành tốt.",
            "Đề nghị tiếp tục duy trì.",
            "theo quy định của pháp luật./.",
        ):
            assert words in text, (words, text)
        assert "Điều 1" not in text
        assert Inspection.objects.get(pk=visit.pk).state == VisitState.CONCLUDED


class TestDelegate:
    @pytest.fixture
    def deputy(self, officer):
        made = create_officer(
            username="xa.bmt.pho",
            full_name="Y Thuận Êban",
            title="Phó Chủ tịch",
            agency=officer(SIGNER).agency,
            by=None,
            at=moment("01/12/2025"),
        )
        grant_role(
            user=made,
            role="sanctioner",
            valid_from=day("01/12/2025"),
            by=None,
            at=moment("01/12/2025"),
        )
        return officer(made.username)

    def lend(self, head, deputy, **asked) -> Delegation:
        values = {
            "delegate": deputy,
            "valid_from": day("01/07/2026"),
            "valid_to": day("31/12/2026"),
            "fields": ["publishing"],
        }
        return services.delegate(by=head, at=moment("30/06/2026"), **values | asked)

    def test_takes_a_number_and_issues_the_paper(self, officer, deputy):
        lent = self.lend(officer(SIGNER), deputy)

        found, text = paper("delegation_decision")
        assert lent.document_no == found.number_text == "01/QĐ-GQXP"
        assert found.delegation == lent
        assert found.case is found.inspection is None
        for words in (
            "Số: 01/QĐ-GQXP",
            "Căn cứ Điều 54 Luật Xử lý vi phạm hành chính",
            "Giao quyền cho ông (bà) Y Thuận Êban, Phó Chủ tịch",
            "trong lĩnh vực: báo chí, hoạt động xuất bản, hoạt động in",
            "từ ngày 01 tháng 7 năm 2026 đến hết ngày 31 tháng 12 năm 2026",
            "không được giao quyền, ủy quyền cho người khác",
        ):
            assert words in text, (words, text)

    def test_is_printed_by_its_own_agency_only(self, officer, deputy):
        self.lend(officer(SIGNER), deputy)
        found, _text = paper("delegation_decision")
        at = moment("01/07/2026")

        services.print_issued(document=found, by=deputy, at=at)
        with pytest.raises(NotPermitted):
            services.print_issued(document=found, by=officer("xa.eakar"), at=at)

    def test_leaves_no_number_where_it_is_refused(self, officer, deputy):
        with pytest.raises(Refused):
            self.lend(officer(SIGNER), deputy, valid_to=day("30/06/2026"))
        with pytest.raises(NotPermitted):
            self.lend(deputy, officer(SIGNER))
        assert not NumberRegister.objects.filter(register="QĐ-GQXP").exists()
