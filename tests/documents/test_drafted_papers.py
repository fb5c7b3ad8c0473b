"""What minutes and letters say: filled from the file, and from their drafter."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args, get_type_hints

import pytest

from cases import services
from cases.states import CaseState, ItemKind
from documents.catalogue import PaperHead, SignedBy, drafted_form, drafted_forms
from documents.form_ids import FormId
from documents.forms.content import Block
from documents.forms.expert_request import questions_of
from documents.forms.letter import Letter
from documents.forms.minutes import Minutes
from documents.forms.ordered import GoodsDecision
from documents.kit.pages import PaperForm
from documents.render import render
from evidence.models import EvidenceItem
from tests.cases import walk_goods as goods
from tests.cases.test_end_seizure import confiscate, decided, destroy
from tests.cases.walk import HANDLER, at_state, reread
from tests.documents import walk_papers as papers
from tests.documents.paper import fonts_of, pages_of, text_of
from tests.documents.test_page_geometry import BOTTOM, LEFT, RIGHT, TOP, body
from tests.moments import moment

FACTS = {
    "seizure_record": (
        "Căn cứ Quyết định số 01/QĐ-TGTVPTGPCC ngày 06 tháng 3 năm 2026 của Chủ tịch",
        "hồi 13 giờ 45 phút, ngày 03 tháng 3 năm 2026, tại Nhà sách Hoa Cúc",
        "a) Người lập biên bản: H’Ngân Byă.",
        "b) Người chứng kiến: Ngô Văn Thiện.",
        "NP-01",
        "4. Niêm phong: 04 thùng sách được dán niêm phong trên nắp",
        "Không niêm phong: Kệ trưng bày (không niêm phong được).",
        "lập xong hồi 14 giờ 50 phút cùng ngày, gồm 02 tờ, được lập thành 03 bản",
        "NGƯỜI CÓ TANG VẬT,",
        "NGƯỜI PHỐI HỢP",
        "Y Thuyên Niê",
    ),
    "seal_record": (
        "NP-01",
        "80 bản",
        "03/03/2026",
        "hồi 13 giờ 45 phút, ngày 03 tháng 3 năm 2026, tại Kho UBND phường",
        "giao lại cho Thủ kho UBND",
    ),
    "valuation_record": (
        "Giá bìa niêm yết",
        "Chủ tịch Hội đồng: Trần Đức Nghĩa.",
        "Đại diện cơ quan tài chính: Trương Văn Mẫu.",
        "THÀNH VIÊN HỘI ĐỒNG",
        "5. Tổng giá trị tang vật, phương tiện:",
    ),
    "verification_record": (
        "đã lập Biên bản vi phạm hành chính số 01/BB-VPHC ngày 05 tháng 3",
        "a) Sách không có hóa đơn.",
        "b) Người bán dạo không rõ địa chỉ.",
        "6. Kết quả xác minh: Số sách không có nguồn gốc hợp pháp.",
    ),
    "explanation_record": (
        "Phiên giải trình trực tiếp",
        "ngày 13 tháng 3 năm 2026, tại Trụ sở UBND phường.",
        "Yêu cầu giải trình trực tiếp: ngày 06 tháng 3 năm 2026; thông báo tổ chức",
        "NGƯỜI GIẢI TRÌNH",
    ),
    "confiscation_record": ("Tịch thu tang vật", "gồm 02 khoản", "NP-01"),
    "destruction_record": ("Tiêu hủy tang vật", "Nghiền thành bột giấy", "gồm 02"),
    "expert_request": (
        "V/v đề nghị giám định xuất bản phẩm",
        "- Cục Xuất bản, In và Phát hành;",
        "- Chi cục Quản lý thị trường số 2.",
        "1. Sách thật hay giả?",
        "2. Dấu hiệu in trái phép?",
        "3. Mẫu gửi kèm công văn gồm:",
        "NP-0337",
        "4. Thời hạn đề nghị trả lời: trước ngày 20 tháng 3 năm 2026.",
        "Đầu mối liên hệ: Phòng Văn hóa - Xã hội; điện thoại: 0262 000 0000.",
        "./.",
        "- Lưu: VT, HS.",
    ),
    "forward_letter": (
        "V/v chuyển vụ việc để giải quyết",
        "Kính gửi: Chi cục Quản lý thị trường số 2.",
        "phát hành xuất bản phẩm không có hóa đơn tại Nhà sách Hoa Cúc",
        "Lý do chuyển: Vụ việc thuộc thẩm quyền của cơ quan nhận.",
        "04/BB-KT",
        "trước ngày 30 tháng 3 năm 2026",
    ),
    "dismissal_notice": ("THÔNG BÁO", "không thụ lý vụ việc", "- Lưu: VT, HS."),
    "submission": (
        "TỜ TRÌNH",
        "NGƯỜI TRÌNH",
        "Kính gửi: Chủ tịch Ủy ban nhân dân phường Buôn Ma Thuột.",
        "quy định tại điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP",
        "Phạt tiền 3.750.000 đồng (Bằng chữ: Ba triệu bảy trăm năm mươi nghìn đồng).",
        "Thời hạn ra quyết định xử phạt: đến hết ngày 16 tháng 3 năm 2026.",
    ),
    "delivery_record": (
        "Quyết định xử phạt vi phạm hành chính số 01/QĐ-XPHC ngày 12 tháng 3 năm 2026",
        "ngày 16 tháng 3 năm 2026",
        "4. Hình thức giao: Giao trực tiếp.",
        "NGƯỜI NHẬN QUYẾT ĐỊNH",
    ),
}
OF_THE_DECISION = {"submission", "delivery_record"}


def checked(paper: PaperForm) -> str:
    """Its text, once the page itself is found in order."""
    content = render(paper).content
    for page in pages_of(content):
        lines = [line for line in body(page) if line.bottom < 279]
        assert min(line.left for line in lines) >= LEFT - 0.1, paper.title
        assert max(line.right for line in lines) <= RIGHT + 0.1, paper.title
        assert min(line.top for line in lines) <= 25, paper.title
        assert max(line.bottom for line in lines) <= BOTTOM, paper.title
        assert not page.has("Trang "), paper.title
        if page.lines[0].top < TOP:  # the number of a later page
            assert page.lines[0].text.isdigit(), paper.title
    assert all("LiberationSerif" in font for font in fonts_of(content))
    return text_of(content)


@pytest.mark.django_db
class TestPapersOfACase:
    @pytest.fixture
    def cases(self, officer) -> dict[str, Any]:
        recorded = reread(papers.recorded(officer).case)
        decided = reread(at_state(officer, CaseState.EXECUTING).case)
        return {
            form: decided if form in OF_THE_DECISION else recorded
            for form in papers.FORMS
        }

    def test_say_what_the_file_knows_and_what_was_filled_in(self, cases):
        assert set(FACTS) == set(papers.FORMS)
        for form, facts in FACTS.items():
            text = checked(papers.paper_of(form, cases[form]))
            for words in facts:
                assert words in text, (form, words)
            if drafted_form(form).signed_by == SignedBy.MAKER and form != "submission":
                assert "Buôn Ma Thuột, ngày" not in text, form

    def test_leave_room_for_a_hand_where_nobody_has_said_anything(self, cases):
        """And a draft has no number, no name of a signer, and says so."""
        for form in FACTS:
            text = checked(papers.paper_of(form, cases[form], {}, is_draft=True))
            assert "DỰ THẢO" in text, form
            assert "07/" not in text, form
            assert "None" not in text, form
            if text.count("BIÊN BẢN") and form != "submission":
                assert "..... giờ ..... phút" in text, form

    def test_carry_no_mark_up_of_their_drafter(self, cases):
        sly = papers.FILLED | {
            "reason": "<b>Đậm</b> & <img src='/etc/passwd'>",
            "facts": ("<para>x</para>",),
        }
        for form in ("forward_letter", "verification_record", "seal_record"):
            text = checked(papers.paper_of(form, cases[form], sly))
            assert "<b>" in text or "<para>" in text, form


@pytest.mark.django_db
class TestOnceItIsDone:
    """What the file knows is printed, whatever the drafter left out."""

    def test_a_session_that_was_held_is_told_in_its_record(self, officer):
        walk = papers.recorded(officer)
        walk.step(
            services.record_session,
            HANDLER,
            moment("13/03/2026"),
            attendees="Chủ hộ; công chức thụ lý",
            minutes="Chủ hộ trình bày nguồn gốc sách.",
        )

        text = checked(papers.paper_of("explanation_record", reread(walk.case), {}))

        assert "Những người có mặt theo sổ ghi: Chủ hộ; công chức thụ lý." in text
        assert "6. Nội dung giải trình: Chủ hộ trình bày nguồn gốc sách." in text

    def test_a_valuation_has_each_value_and_the_whole_in_words(self, officer):
        walk = papers.recorded(officer)
        rows = EvidenceItem.objects.order_by("recorded_at", "id")
        goods.act(
            walk,
            services.record_valuation,
            HANDLER,
            moment("06/03/2026", "15:00"),
            walk.case.valuations.get(),
            values=dict(
                zip([row.pk for row in rows], (4_000_000, 250_000), strict=True)
            ),
        )

        text = checked(papers.paper_of("valuation_record", reread(walk.case), {}))

        for words in (
            "Cộng 4.250.000",
            "ngày 06 tháng 3 năm 2026, tại",
            "phương tiện: 4.250.000 đồng (Bằng chữ: Bốn triệu hai trăm năm mươi nghìn",
        ):
            assert words in text, words

    def test_goods_are_destroyed_as_the_decision_orders(self, officer):
        walk = decided(officer, ItemKind.DESTRUCTION)
        destroy(walk)

        text = checked(papers.paper_of("destruction_record", reread(walk.case), {}))

        for words in (
            "Căn cứ Quyết định xử phạt vi phạm hành chính số 01/QĐ-XPHC",
            "ngày 16 tháng 3 năm 2026",
            "Nội dung quyết định: 80 bản sách.",
            "gồm 01 khoản",
            "4. Người, đơn vị thực hiện tiêu hủy: Hội đồng tiêu hủy.",
            "NP-01",
        ):
            assert words in text, words

    def test_goods_are_confiscated_into_the_keepers_hands(self, officer):
        walk = decided(officer, ItemKind.CONFISCATION)
        confiscate(walk)

        text = checked(papers.paper_of("confiscation_record", reread(walk.case), {}))

        assert "được giao cho Thủ kho UBND phường." in text
        assert "ngày 16 tháng 3 năm 2026" in text


class TestStoredData:
    """An issued paper is restored from its data: the class of a block is told by its
    fields, and every hint of a form can be read."""

    def test_tells_the_blocks_apart(self):
        names = [
            frozenset(field.name for field in dataclasses.fields(kind))
            for kind in get_args(Block)
        ]
        assert len(set(names)) == len(names) == 8

    @pytest.mark.parametrize("form", [Letter, Minutes, GoodsDecision, PaperHead])
    def test_has_readable_hints(self, form):
        assert get_type_hints(form)


class TestRegister:
    def test_knows_every_form_by_its_own_register(self):
        mine = [drafted_forms()[FormId(form)] for form in papers.FORMS]
        assert len(mine) == 12
        minutes = [form for form in mine if form.register.startswith("BB-")]
        assert len({form.register for form in minutes}) == len(minutes) == 8
        assert all(form.signed_by == SignedBy.MAKER for form in minutes)

    def test_names_each_blank_once(self):
        for form in papers.FORMS:
            names = [blank.name for blank in drafted_form(form).blanks]
            assert len(names) == len(set(names)), form


class TestQuestions:
    @pytest.mark.parametrize(
        ("typed", "asked"),
        [
            ("Thật hay giả?", ["Thật hay giả?"]),
            ("Thật hay giả? Dấu hiệu gì?", ["Thật hay giả?", "Dấu hiệu gì?"]),
            ("1. Thật hay giả? 2. Điều 10 có bị vi phạm", None),
            ("1) Một;\n2) Hai", ["Một", "Hai"]),
            ("Năm 2026. Sách in ở đâu", ["Năm 2026. Sách in ở đâu"]),
        ],
    )
    def test_are_numbered_one_by_one(self, typed, asked):
        expected = asked or ["Thật hay giả?", "Điều 10 có bị vi phạm"]
        assert questions_of(typed) == expected
