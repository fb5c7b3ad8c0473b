"""Signing and printing the sanction decision as one act."""

import hashlib
import json

import pytest
from django.db import IntegrityError, connection

from audit.models import AccessEvent, Entry
from cases.models import CaseEvent, SanctionDecision
from cases.querysets import StepNotOpen
from cases.states import CaseState
from documents import services, storage
from documents.models import FormTemplate, IssuedDocument, TemplateMissing
from facilities import field_cipher
from facilities.models import ProtectedNumber
from kernel.errors import NotPermitted
from tests.cases.walk import SIGNER, at_state, party, reread
from tests.documents.paper import text_of
from tests.moments import day, moment

SIGNED_AT = moment("12/03/2026")
ID_NUMBER = "066984000016"


@pytest.fixture
def submitted(officer):
    """Scenario S1 on the signer's desk, its respondent with an identity number."""
    owner = party()
    ProtectedNumber.objects.create(
        party=owner,
        kind="PERSONAL_ID",
        sealed=field_cipher.seal(ID_NUMBER),
        digest=field_cipher.digest(ID_NUMBER),
        last4=ID_NUMBER[-4:],
        issued_on=day("12/05/2022"),
        issuer="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        created_at=moment("01/12/2025"),
    )
    return at_state(officer, CaseState.PENDING_DECISION, respondent=owner)


def sign(walk, *, by: str = SIGNER):
    case = reread(walk.case)
    return services.sign_decision(
        case=case, version=case.version, by=walk.by(by), at=SIGNED_AT
    )


class TestSignDecision:
    def test_issues_the_paper_with_the_number_of_the_act(self, submitted):
        decision = sign(submitted)

        document = IssuedDocument.objects.get()
        assert document.case == submitted.case
        assert document.number_text == decision.number_text == "01/QĐ-XPHC"
        assert document.template.form_code == "MQĐ02"
        assert document.signed_by == decision.signed_by
        assert document.issued_on == day("12/03/2026")
        content = storage.read(document.sha256)
        assert hashlib.sha256(content).hexdigest() == document.sha256
        assert document.size == len(content)

    def test_prints_what_was_decided(self, submitted):
        sign(submitted)

        text = text_of(storage.read(IssuedDocument.objects.get().sha256))
        for words in (
            "Số: 01/QĐ-XPHC",
            "Buôn Ma Thuột, ngày 12 tháng 3 năm 2026",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
            "Căn cứ Nghị định số 119/2020/NĐ-CP ngày 07 tháng 10 năm 2020",
            "Căn cứ Biên bản vi phạm hành chính số 01/BB-VPHC ngày 05 tháng 3 năm 2026",
            "Họ và tên: MẠC THỊ THU CÚC.",
            f"Số định danh cá nhân: {ID_NUMBER}; ngày cấp: 12/05/2022",
            "điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
            "3.750.000 đồng (Bằng chữ: Ba triệu bảy trăm năm mươi nghìn đồng).",
            "Trong thời hạn 10 ngày, kể từ ngày nhận được Quyết định này",
            "Sở Văn hóa, Thể thao và Du lịch (b/c);",
            "Quyết định đã giao trực tiếp cho cá nhân bị xử phạt",
        ):
            assert words in text, words
        assert "DỰ THẢO" not in text
        assert "TM." not in text

    def test_keeps_identity_numbers_out_of_everything_but_the_file(self, submitted):
        sign(submitted)

        document = IssuedDocument.objects.get()
        assert ID_NUMBER not in json.dumps(document.data)
        assert document.data["party"]["id_number"] == "•••• 0016"
        assert document.data["fine_vnd"] == 3_750_000

    def test_writes_the_hash_into_the_trail(self, submitted):
        sign(submitted)

        entry = Entry.objects.get(action="document.issue")
        assert entry.object_hash == IssuedDocument.objects.get().sha256
        assert entry.object_label == "01/QĐ-XPHC"

    def test_remembers_where_the_signer_signs(self, submitted):
        sign(submitted)

        [place] = IssuedDocument.objects.get().signature_places
        assert place["page"] == IssuedDocument.objects.get().pages
        assert 60 < place["top"] - place["bottom"] < 75

    def test_leaves_nothing_when_the_paper_cannot_be_printed(self, submitted):
        FormTemplate.objects.filter(form="sanction_decision").delete()

        with pytest.raises(TemplateMissing):
            sign(submitted)

        case = reread(submitted.case)
        assert case.state == CaseState.PENDING_DECISION
        assert not SanctionDecision.objects.exists()
        assert not CaseEvent.objects.filter(transition="sign_decision").exists()
        assert not IssuedDocument.objects.exists()

    def test_prints_nothing_for_who_may_not_sign(self, submitted):
        with pytest.raises(NotPermitted):
            sign(submitted, by="xa.bmt.thuly")
        assert not IssuedDocument.objects.exists()

    def test_refuses_a_second_signature(self, submitted):
        sign(submitted)
        with pytest.raises(StepNotOpen):
            sign(submitted)
        assert IssuedDocument.objects.count() == 1


class TestIssuedPapers:
    @pytest.fixture
    def document(self, submitted) -> IssuedDocument:
        sign(submitted)
        return IssuedDocument.objects.get()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE documents_issueddocument SET number = 99",
            "DELETE FROM documents_issueddocument",
            "TRUNCATE documents_issueddocument CASCADE",
        ],
    )
    def test_never_change(self, document, statement):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(IntegrityError):
                cursor.execute(statement)

    def test_print_again_as_the_same_bytes(self, document, submitted):
        by = submitted.by("xa.bmt.thuly")
        first = services.print_issued(document=document, by=by, at=SIGNED_AT)
        second = services.print_issued(
            document=document, by=by, at=moment("20/03/2026")
        )
        assert first.content == second.content == storage.read(document.sha256)
        assert first.name == "sanction_decision-01-QD-XPHC.pdf"

    def test_leave_a_trace_before_the_bytes_leave(self, document, submitted):
        by = submitted.by("xa.bmt.thuly")
        services.print_issued(document=document, by=by, at=SIGNED_AT)

        event = AccessEvent.objects.get(action="printed")
        assert event.actor == by
        assert event.object_label == "01/QĐ-XPHC"
        assert event.detail["sha256"] == document.sha256

    def test_are_not_for_other_agencies(self, document, submitted):
        with pytest.raises(NotPermitted):
            services.print_issued(
                document=document, by=submitted.by("xa.eakar"), at=SIGNED_AT
            )
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_are_refused_when_a_byte_on_disk_changed(self, document, submitted):
        path = storage.path_of(document.sha256)
        path.chmod(0o640)
        path.write_bytes(path.read_bytes()[:-1] + b"!")

        with pytest.raises(storage.FileDamaged):
            services.print_issued(document=document, by=None, at=SIGNED_AT)

    def test_are_found_with_the_case(self, document, submitted):
        found = IssuedDocument.objects.of_case(submitted.case)
        assert [paper.number_text for paper in found] == ["01/QĐ-XPHC"]
