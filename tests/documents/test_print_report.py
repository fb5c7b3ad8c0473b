"""The case report: who may have it, and what each may read."""

import pytest

from audit.models import AccessEvent
from cases.models import Participation
from cases.states import CaseState
from documents import services
from kernel.errors import NotPermitted
from tests.cases.walk import HANDLER, at_state, received, reread
from tests.documents.paper import text_of
from tests.moments import moment

AT = moment("20/03/2026", "08:00")


def report(walk, by: str, **values) -> str:
    paper = services.render_report(
        form=values.pop("form", "case_report"),
        case=reread(walk.case),
        by=walk.by(by),
        at=AT,
        **values,
    )
    return text_of(paper.content)


class TestPrintReport:
    def test_tells_the_file_as_it_stands(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)

        text = report(walk, HANDLER)

        for words in (
            "Vụ phát hành xuất bản phẩm không có hóa đơn",
            "tại Nhà sách Hoa Cúc",
            "Kính gửi: Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột.",
            "Dữ liệu đến 08:00 ngày 20/03/2026.",
            "Lập Biên bản vi phạm hành chính số 01/BB-VPHC",
            "Ký Quyết định xử phạt số 01/QĐ-XPHC",
            "Họ và tên: MẠC THỊ THU CÚC.",
            "3.750.000 đồng",
            "26/03/2026",  # D-EXEC of scenario S1
            "Chưa nộp",
            "Không có quyết định xử phạt nào trong thời hạn",
        ):
            assert words in text, words
        assert f"- {HANDLER}" in text  # who printed it

    def test_is_not_for_who_does_not_see_the_case(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        with pytest.raises(NotPermitted):
            report(walk, "xa.eakar")
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_for_a_supporting_agency_leaves_out_the_leads_deliberation(self, officer):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        Participation.objects.create(
            case=walk.case,
            agency=officer("ca.pa03").agency,
            invited_at=AT,
            accepted_at=AT,
        )

        inside, outside = report(walk, HANDLER), report(walk, "ca.pa03")

        assert "Trình dự thảo quyết định" in inside
        assert "Trình dự thảo quyết định" not in outside
        assert "Mức bảo mật: Chia sẻ phối hợp" in outside
        assert "Lập Biên bản vi phạm hành chính" in outside

    def test_tells_of_earlier_decisions_against_the_same_party(self, officer):
        first = at_state(officer, CaseState.EXECUTED)
        second = received(officer, respondent=first.case.respondent.party)
        text = report(second, HANDLER)
        assert "Quyết định số 01/QĐ-XPHC ngày 12 tháng 3 năm 2026" in text

    def test_carries_a_code_that_the_trail_holds(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        text = report(walk, HANDLER, verify_at="https://example.org/verify/")
        code = AccessEvent.objects.get(action="printed").detail["code"]
        assert f"Mã xác thực: {code}" in text

    def test_is_the_same_for_the_same_moment_and_reader(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        values = {
            "form": "case_report",
            "case": walk.case,
            "by": walk.by(HANDLER),
            "at": AT,
        }
        first, second = (services.render_report(**values) for _ in range(2))
        assert first.content == second.content
