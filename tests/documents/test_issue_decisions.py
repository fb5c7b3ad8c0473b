"""Acts that are decisions: signed, numbered and printed together, or not at all."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from agencies.services import create_officer, delegate, grant_role
from cases import services as cases
from cases.models import (
    ExecutionSuspension,
    FineRelief,
    NoSanctionDecision,
    SanctionDecision,
)
from cases.services import ActTerms, DecisionTerms, MeasureTerms, ReliefTerms
from cases.states import CaseState, MainSanction, ReliefKind, ReopenGround
from documents import services, storage
from documents.form_ids import FormId
from documents.models import FormTemplate, IssuedDocument, TemplateMissing
from kernel.errors import NotPermitted
from tests.cases import walk_crime
from tests.cases.test_complain import accept, filed
from tests.cases.walk import HANDLER, MANAGER, SIGNER, at_state, reread
from tests.cases.walk_execution import (
    ask_relief,
    executing,
    on_complaint,
    opened,
    thirds,
)
from tests.documents.paper import text_of
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


def paper(form: str) -> tuple[IssuedDocument, str]:
    """The newest paper of a form and everything that stands on it."""
    found = IssuedDocument.objects.filter(form=form).latest("issued_at", "id")
    return found, text_of(storage.read(found.sha256))


def says(form: str, *words: str) -> IssuedDocument:
    found, text = paper(form)
    for each in words:
        assert each in text, (each, text)
    assert "DỰ THẢO" not in text
    assert "TM." not in text
    return found


class TestSanctionWithoutRecord:
    def test_issues_the_decision_with_its_own_procedure(self, officer):
        walk = opened(officer, behaviour="PUB-25-1")
        (violation,) = walk.case.violations.all()
        walk.step(
            services.sanction_without_record,
            SIGNER,
            moment("01/07/2026", "10:00"),
            terms=DecisionTerms(acts=(ActTerms(violation.pk, 500_000),)),
            by_technical_equipment=False,
        )

        found = says(
            FormId.SANCTION_ON_SPOT,
            "Số: 01/QĐ-XPHC",
            "theo thủ tục không lập biên bản",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
            "Căn cứ Điều 56, Điều 69 Luật Xử lý vi phạm hành chính",
            "Họ và tên: NGƯỜI NỘP PHẠT.",
            "500.000 đồng (Bằng chữ: Năm trăm nghìn đồng)",
            "nộp tiền phạt tại chỗ cho người đã ra Quyết định",
            walk.by(SIGNER).full_name,
        )
        assert found.template.form_code == "MQĐ01"
        assert found.case == walk.case
        assert found.number_text == SanctionDecision.objects.get().number_text

    def test_warns_without_a_word_of_payment(self, officer):
        walk = opened(officer, behaviour="PUB-25-1")
        walk.step(
            services.sanction_without_record,
            SIGNER,
            moment("01/07/2026", "10:00"),
            terms=DecisionTerms(main_sanction=MainSanction.WARNING),
            by_technical_equipment=False,
        )

        _found, text = paper(FormId.SANCTION_ON_SPOT)
        assert "4. Hình thức xử phạt: Cảnh cáo." in text
        assert "nộp tiền phạt" not in text


class TestDecideNoSanction:
    def order(self, walk, *measures: MeasureTerms) -> None:
        walk.step(
            services.decide_no_sanction,
            SIGNER,
            moment("12/03/2026"),
            ground="FORCE_MAJEURE",
            reason="Bão số 5 làm hư hỏng toàn bộ chứng từ.",
            measures=measures,
        )

    def test_orders_remedies_on_paper(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        self.order(
            walk,
            MeasureTerms("DESTRUCTION", "80 bản xuất bản phẩm", term_days=15),
            MeasureTerms("CONFISCATION", "80 bản xuất bản phẩm"),
        )

        found = says(
            FormId.REMEDIAL_DECISION,
            "Số: 01/QĐ-KPHQ",
            "Tịch thu tang vật, phương tiện vi phạm hành chính",
            "và áp dụng biện pháp khắc phục hậu quả",
            "Lý do không ra quyết định xử phạt: sự kiện bất khả kháng. Bão số 5",
            "Buộc tiêu hủy 80 bản xuất bản phẩm. Thời hạn thực hiện: 15 ngày",
            "do cá nhân, tổ chức vi phạm chi trả",
            "Căn cứ Biên bản vi phạm hành chính số 01/BB-VPHC",
        )
        assert found.number_text == NoSanctionDecision.objects.get().number_text

    def test_has_a_form_of_its_own_for_confiscation_alone(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        self.order(walk, MeasureTerms("CONFISCATION", "80 bản xuất bản phẩm"))

        says(FormId.CONFISCATION_DECISION, "khoản 2 Điều 65, Điều 126", "Tịch thu 80")

    def test_prints_nothing_where_nothing_is_ordered(self, officer):
        self.order(at_state(officer, CaseState.RECORDED))
        assert not IssuedDocument.objects.exists()


DEFERRED = "từ ngày 10 tháng 7 năm 2026 đến hết ngày 30 tháng 9 năm 2026"
REDUCED = "Số tiền phạt được giảm: 10.000.000 đồng (Bằng chữ: Mười triệu đồng)"
RELIEFS = {
    ReliefKind.DEFER: (FormId.DEFERRAL, {"until": day("30/09/2026")}, DEFERRED),
    ReliefKind.REDUCE: (FormId.RELIEF, {"reduced_vnd": 10_000_000}, REDUCED),
    ReliefKind.WAIVE: (FormId.RELIEF, {}, "Số tiền phạt còn phải nộp: 0 đồng"),
    ReliefKind.INSTALMENTS: (
        FormId.INSTALMENT,
        {"instalments": thirds("16/07/2026", "16/09/2026", "15/12/2026")},
        "chia làm 03 lần như sau",
    ),
}


def grant(walk, kind: str, act=services.grant_relief) -> FineRelief:
    ask_relief(walk, kind, moment("08/07/2026"))
    relief = FineRelief.objects.latest("registered_at")
    walk.step(
        act,
        SIGNER,
        moment("10/07/2026"),
        relief_id=relief.pk,
        terms=ReliefTerms(**RELIEFS[kind][1]),
    )
    relief.refresh_from_db()
    return relief


class TestGrantRelief:
    @pytest.mark.parametrize("kind", RELIEFS)
    def test_has_a_form_for_each_kind_with_its_figures(self, officer, kind):
        form, _terms, words = RELIEFS[kind]
        relief = grant(executing(officer), kind)

        found = says(
            form,
            f"Số: {relief.number_text}",
            "Quyết định xử phạt vi phạm hành chính số 01/QĐ-XPHC ngày 02 tháng 7",
            "30.000.000 đồng (Bằng chữ: Ba mươi triệu đồng)",
            "đã nộp, đã được giảm: 0 đồng; còn phải nộp: 30.000.000 đồng",
            "Xét đơn đề nghị ngày 08 tháng 7 năm 2026",
            words,
        )
        assert found.signed_by == relief.decided_by
        assert found.issued_on == day("10/07/2026")

    def test_is_undone_with_its_number_when_it_cannot_be_printed(self, officer):
        walk = executing(officer)
        FormTemplate.objects.filter(form=FormId.DEFERRAL).delete()

        with pytest.raises(TemplateMissing):
            grant(walk, ReliefKind.DEFER)

        assert FineRelief.objects.get().state == "REQUESTED"
        assert not IssuedDocument.objects.exists()


class TestExecution:
    """One case through force, rest, correction and its end: seven papers."""

    def test_prints_each_act_on_the_decision(self, officer):
        walk = executing(officer)
        walk.step(
            services.correct_decision,
            SIGNER,
            moment("07/07/2026"),
            ground="OWN_INITIATIVE",
            reason="Sai ngày sinh.",
            text="Ngày sinh ghi là 17/08/1984\nNơi ở ghi là phường Tân An",
        )
        says(
            FormId.AMEND_DECISION,
            "Số: 01/QĐ-ĐCSĐHB",
            "Đính chính quyết định xử phạt vi phạm hành chính",
            "1. Lý do: người có thẩm quyền tự phát hiện có sai sót. Sai ngày sinh.",
            "Nơi ở ghi là phường Tân An.",
        )
        walk.step(
            services.amend_decision,
            SIGNER,
            moment("08/07/2026"),
            ground="OWN_INITIATIVE",
            reason="Bổ sung tài khoản.",
            text="Bổ sung số tài khoản",
        )
        says(
            FormId.AMEND_DECISION,
            "Số: 02/QĐ-ĐCSĐHB",
            "Sửa đổi, bổ sung quyết định xử phạt vi phạm hành chính",
        )
        walk.note_sign(moment("08/07/2026", "10:00"))
        walk.step(
            services.suspend_execution,
            SIGNER,
            moment("09/07/2026"),
            ground="CRIMINAL_SIGN",
            reason="Phát hiện dấu hiệu tội phạm.",
        )
        assert ExecutionSuspension.objects.get().number_text == "01/QĐ-TĐCTH"
        says(
            FormId.SUSPENSION_DECISION,
            "Số: 01/QĐ-TĐCTH",
            "Tạm đình chỉ thi hành quyết định xử phạt vi phạm hành chính",
            "Căn cứ khoản 2 Điều 62 Luật Xử lý vi phạm hành chính",
        )
        walk.step(
            services.resume_execution,
            SIGNER,
            moment("15/07/2026"),
            reason="Không có sự việc phạm tội.",
        )
        says(
            FormId.SUSPENSION_DECISION,
            "Số: 02/QĐ-TĐCTH",
            "Tiếp tục thi hành quyết định xử phạt vi phạm hành chính",
            "Không có sự việc phạm tội.",
            "Quyết định số 01/QĐ-TĐCTH ngày 09 tháng 7 năm 2026 hết hiệu lực",
        )
        walk.step(
            services.order_enforcement,
            SIGNER,
            moment("27/07/2026"),
            measure="Khấu trừ thu nhập",
            reason="Chưa nộp phạt.",
            extra_days=5,
        )
        enforced = reread(walk.case).enforcement
        late = f"{enforced.owed_vnd - 30_000_000:,}".replace(",", ".")
        says(
            FormId.ENFORCEMENT_DECISION,
            "Số: 01/QĐ-CC",
            "2. Biện pháp cưỡng chế: Khấu trừ thu nhập.",
            f"gồm tiền phạt chưa nộp 30.000.000 đồng và tiền chậm nộp tính đến ngày ký "
            f"Quyết định này {late} đồng",
            "Thời hạn thi hành: 20 ngày, kể từ ngày nhận được Quyết định này.",
            "Nghị định số 296/2025/NĐ-CP",
        )
        walk.pay(1_000_000, on=day("28/07/2026"))
        walk.step(
            services.annul_decision,
            SIGNER,
            moment("29/07/2026"),
            ground="WRONG_PROCEDURE",
            reason="Sai trình tự, thủ tục.",
        )
        says(
            FormId.ANNUL_DECISION,
            "Số: 03/QĐ-ĐCSĐHB",
            "Hủy bỏ quyết định xử phạt vi phạm hành chính",
            "vi phạm quy định về thủ tục ban hành. Sai trình tự, thủ tục.",
            "số tiền đã nộp: 1.000.000 đồng (Bằng chữ: Một triệu đồng), theo biên lai "
            "số BL-1 ngày 28 tháng 7 năm 2026",
        )
        assert IssuedDocument.objects.filter(case=walk.case).count() == 6

    def test_prints_the_end_of_a_decision_that_a_complaint_brings(self, officer):
        walk = filed(officer)
        accept(walk)
        on_complaint(
            walk,
            services.resolve_complaint,
            SIGNER,
            moment("10/08/2026"),
            outcome="ANNUL",
            reasoning="Đã đối thoại.",
        )
        says(FormId.ANNUL_DECISION, "thực hiện kết quả giải quyết khiếu nại")

    def test_prints_reopening_and_the_end_of_the_decision_with_it(self, officer):
        walk = at_state(officer, CaseState.CLOSED)
        walk.step(
            cases.propose_reopen,
            MANAGER,
            moment("01/06/2026"),
            ground=ReopenGround.NEW_EVIDENCE,
            reason="Có chứng cứ mới.",
        )
        walk.step(services.reopen, SIGNER, moment("02/06/2026"))

        found = says(
            FormId.REOPENING_DECISION,
            "Số: 01/QĐ-MLHS",
            f"Mở lại hồ sơ vụ việc số {walk.case.number}",
            "phát hiện chứng cứ, tình tiết mới. Có chứng cứ mới.",
            "đã lập biên bản vi phạm hành chính",
            "Quyết định xử phạt vi phạm hành chính số 01/QĐ-XPHC ngày 12 tháng 3 năm "
            "2026 hết hiệu lực",
        )
        assert found.number == 1
        says(FormId.ANNUL_DECISION, "Số: 01/QĐ-ĐCSĐHB")


class TestTransferCriminal:
    def test_prints_the_list_that_goes_along(self, officer):
        walk = walk_crime.signed(officer)
        walk.step(
            services.transfer_criminal,
            walk_crime.DIRECTOR,
            moment("03/06/2026", "09:00"),
            content=walk_crime.FILE,
            to_agency=walk.by(walk_crime.POLICE).agency,
        )

        found = says(
            FormId.CRIMINAL_TRANSFER,
            "Số: 01/QĐ-CHS",
            "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            "để truy cứu trách nhiệm hình sự",
            "Căn cứ Điều 62 Luật Xử lý vi phạm hành chính",
            "đến Cơ quan điều tra Công an tỉnh Đắk Lắk để xem xét",
            "Số lượng in vượt ngưỡng của Điều 344.",
            walk_crime.FILE.papers[0].title,
            "Viện kiểm sát nhân dân cùng cấp",
        )
        assert found.number_text == walk.case.transfer.document_no


class TestWhoSigns:
    @pytest.fixture
    def deputy(self, officer):
        chairman = officer(SIGNER)
        deputy = create_officer(
            username="xa.bmt.pho",
            full_name="Y Thuận Êban",
            title="Phó Chủ tịch",
            agency=chairman.agency,
            by=None,
            at=moment("01/12/2025"),
        )
        grant_role(
            user=deputy,
            role="sanctioner",
            valid_from=day("01/12/2025"),
            by=None,
            at=moment("01/12/2025"),
        )
        delegate(
            delegate=officer(deputy.username),
            document_no="07/QĐ-GQXP",
            valid_from=day("01/07/2026"),
            valid_to=day("31/12/2026"),
            by=chairman,
            at=moment("30/06/2026"),
        )
        return deputy.username

    def test_is_the_deputy_for_the_head_under_a_delegation(self, officer, deputy):
        walk = executing(officer)
        walk.step(
            services.order_enforcement,
            deputy,
            moment("17/07/2026"),
            measure="Khấu trừ thu nhập",
            reason="Chưa nộp phạt.",
        )

        says(
            FormId.ENFORCEMENT_DECISION,
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Y Thuận Êban",
            "Căn cứ Quyết định số 07/QĐ-GQXP về việc giao quyền xử phạt",
        )

    def test_is_nobody_else(self, officer):
        with pytest.raises(NotPermitted):
            executing(officer).step(
                services.order_enforcement,
                HANDLER,
                moment("17/07/2026"),
                measure="Khấu trừ thu nhập",
                reason="Chưa nộp phạt.",
            )
        assert not IssuedDocument.objects.exists()


class TestDatedForms:
    def test_are_those_of_the_day_of_the_act(self, officer):
        """Two versions of a form, and an act on either side of the change."""
        old = FormTemplate.objects.get(form=FormId.AMEND_DECISION)
        new = FormTemplate.objects.get(pk=old.pk)
        new.pk, new.valid_from = None, day("08/07/2026")
        new.legal_bases = ["Căn cứ Luật Xử lý vi phạm hành chính mới"]
        new.save()
        walk = executing(officer)
        for text, basis in (
            ("07/07/2026", "Căn cứ khoản 3 Điều 18 Luật"),
            ("08/07/2026", "Căn cứ Luật Xử lý vi phạm hành chính mới"),
        ):
            walk.step(
                services.correct_decision,
                SIGNER,
                moment(text),
                ground="OWN_INITIATIVE",
                reason="Sai ngày sinh.",
                text="Ngày sinh ghi là 17/08/1984",
            )
            says(FormId.AMEND_DECISION, basis)
        papers = IssuedDocument.objects.order_by("issued_at")
        assert [each.template for each in papers] == [old, new]

    def test_of_force_follow_the_decree_of_the_year(self):
        agency = Agency.objects.get(pk="SO_VHTTDL")
        for text, decree in (
            ("31/12/2025", "NĐ 166/2013/NĐ-CP"),
            ("01/01/2026", "NĐ 296/2025/NĐ-CP"),
        ):
            found = FormTemplate.objects.current(
                FormId.ENFORCEMENT_DECISION, agency=agency, on=day(text)
            )
            assert found.decree == decree
