"""Making and printing the violation record as one act."""

import pytest

from cases.services import RecordInput
from cases.states import CaseState
from documents import services, storage
from documents.models import IssuedDocument
from kernel.errors import Refused
from tests.cases.walk import EXPLAINABLE, INSPECTOR, at_state, reread
from tests.documents.paper import text_of
from tests.moments import moment

MADE_AT = moment("05/03/2026", "10:00")
PLACE = "trụ sở Ủy ban nhân dân phường Buôn Ma Thuột"


def make(walk, **content):
    case = reread(walk.case)
    return services.make_record(
        case=case,
        version=case.version,
        content=RecordInput(place=PLACE, made_time="08:30", **content),
        by=walk.by(INSPECTOR),
        at=MADE_AT,
    )


def printed() -> str:
    return text_of(storage.read(IssuedDocument.objects.get().sha256))


class TestMakeRecord:
    def test_issues_the_paper_with_the_number_of_the_act(self, officer):
        record = make(at_state(officer, CaseState.OPENED))

        document = IssuedDocument.objects.get()
        assert document.number_text == record.number_text == "01/BB-VPHC"
        assert document.template.form_code == "MBB01"
        assert document.case_id == record.case_id

    def test_prints_the_facts_in_the_order_of_the_form(self, officer):
        make(
            at_state(officer, CaseState.OPENED),
            respondent_statement="Tôi mua lại của người bán dạo",
            preventive_measures="",
        )

        text = printed()
        for words in (
            "Số: 01/BB-VPHC",
            f"Hôm nay, hồi 08 giờ 30 phút, ngày 05 tháng 3 năm 2026, tại {PLACE}.",
            "1. Chúng tôi gồm:",
            "2. Tiến hành lập biên bản vi phạm hành chính đối với cá nhân có tên",
            "3. Đã có hành vi vi phạm hành chính:",
            "Truyện cổ tích chọn lọc cho bé",
            "quy định tại điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
            "4. Cá nhân, tổ chức bị thiệt hại, ý kiến trình bày: Không có.",
            "“Tôi mua lại của người bán dạo.”",
            "8. Biện pháp ngăn chặn và bảo đảm xử lý vi phạm hành chính: Không áp "
            "dụng.",
            "gồm 02 tờ, được lập thành 02 bản",
            "Lý do không ký biên bản (nếu có): Không.",
            "NGƯỜI VI PHẠM",
            "NGƯỜI LẬP BIÊN BẢN",
        ):
            assert words in text, words

    def test_says_why_the_right_to_explain_is_not_given(self, officer):
        """Scenario S1: frame maximum 5 million, below 15 million (Điều 61.1)."""
        make(at_state(officer, CaseState.OPENED))
        assert (
            "không thuộc trường hợp giải trình theo quy định tại Điều 61 Luật Xử lý vi "
            "phạm hành chính (mức tối đa của khung tiền phạt đối với cá nhân là "
            "5.000.000 đồng"
        ) in printed()

    def test_states_the_right_to_explain_with_its_terms(self, officer):
        """Điều 61: 02 working days in person, 05 working days in writing."""
        make(at_state(officer, CaseState.OPENED, behaviour=EXPLAINABLE))
        text = printed()
        assert "trực tiếp trong thời hạn 02 ngày làm việc" in text
        assert "trong thời hạn 05 ngày làm việc" in text
        assert "đến Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột" in text

    def test_lets_a_witness_sign_for_who_refuses(self, officer):
        make(
            at_state(officer, CaseState.OPENED),
            respondent_signed=False,
            refusal_reason="Không đồng ý với số lượng",
            second_signer="COMMUNE",
            second_signer_name="Lê Hữu Tường",
            second_signer_details="Phó Chủ tịch Ủy ban nhân dân phường",
        )
        text = printed()
        assert "Đại diện chính quyền: Lê Hữu Tường." in text
        assert "CHÍNH QUYỀN" in text  # the signature, on two lines
        assert "Lý do không ký biên bản (nếu có): Không đồng ý với số lượng." in text

    def test_prints_nothing_that_was_refused(self, officer):
        walk = at_state(officer, CaseState.OPENED)
        with pytest.raises(Refused):
            make(walk, respondent_signed=False)
        assert not IssuedDocument.objects.exists()
        assert reread(walk.case).violation_record is None
