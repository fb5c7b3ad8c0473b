"""Locking a visit and printing its minutes as one act."""

import pytest

from documents import services, storage
from documents.models import IssuedDocument
from inspections import services as inspections
from inspections.models import Inspection
from inspections.services import RecordInput, TitleInput
from inspections.states import VisitState
from kernel.errors import Refused
from kernel.ids import uuid7
from tests.documents.paper import pictures_of, text_of
from tests.documents.sample_field import drawing
from tests.inspections import phone as phones
from tests.inspections.conftest import (  # noqa: F401 - fixtures
    enter,
    hoa_cuc,
    second_manager,
    visit,
    walk,
)
from tests.inspections.phone import Phone
from tests.inspections.walk import (
    LOCKED,
    SIGNED_RECORD,
    SO,
    STARTED,
    answer_all,
    begin,
    reread,
)


@pytest.fixture
def under_way(walk, visit) -> Inspection:  # noqa: F811
    """Every question answered, one title found, nothing locked."""
    begin(walk, visit)
    answer_all(walk, visit)
    inspections.note_title(
        visit=visit,
        title=TitleInput(
            title="Truyện cổ tích chọn lọc cho bé",
            found_quantity=80,
            publisher="Thảo Nguyên",
            has_invoices=False,
        ),
        by=walk.by(SO.lead),
        at=STARTED,
    )
    return reread(visit)


def lock(walk, visit, record: RecordInput = SIGNED_RECORD):  # noqa: F811
    return services.lock_inspection_record(
        visit=visit,
        version=visit.version,
        record=record,
        by=walk.by(SO.lead),
        at=LOCKED,
    )


class TestLockInspectionRecord:
    def test_issues_the_minutes_with_their_number(self, walk, under_way):  # noqa: F811
        record = lock(walk, under_way)

        document = IssuedDocument.objects.get()
        assert document.inspection == under_way
        assert document.case is None
        assert document.number == record.number
        assert document.number_text == "01/BB-KT"
        assert reread(under_way).state == VisitState.RECORDED

    def test_prints_team_facility_and_titles(self, walk, under_way):  # noqa: F811
        lock(walk, under_way)

        text = text_of(storage.read(IssuedDocument.objects.get().sha256))
        for words in (
            "Số: 01/BB-KT",
            "Thực hiện Quyết định số 01/QĐ-KT ngày 26 tháng 02 năm 2026 của Giám đốc "
            "Sở",
            "Hôm nay, hồi 08 giờ 30 phút, ngày 03 tháng 3 năm 2026",
            "Tên cơ sở: Hộ kinh doanh Nhà sách Hoa Cúc.",
            "Mã số thuế: 9900000016.",
            "Đại diện: Mạc Thị Thu Cúc, Chủ hộ.",
            "Truyện cổ tích chọn",
            "2. Thiết bị in và gia công sau in: Không có.",
            "1. Nhận xét: Cơ sở chấp hành tốt.",
            "Biên bản lập xong hồi 11 giờ 50 phút cùng ngày",
            "TRƯỞNG ĐOÀN",
        ):
            assert words in text, words

    def test_prints_a_draft_before(self, walk, under_way):  # noqa: F811
        paper = services.render_draft(
            form="inspection_record", record=under_way, by=walk.by(SO.lead), at=STARTED
        )
        text = text_of(paper.content)
        assert paper.is_draft
        assert "Không có giá trị thi hành" in text
        assert "Truyện cổ tích chọn" in text
        assert not IssuedDocument.objects.exists()


INK = drawing()
REPRESENTATIVE = "Mạc Thị Thu Cúc"
SIGNED = {
    "signature": {
        "name": REPRESENTATIVE,
        "position": "Chủ hộ",
        "signed_at": phones.FINISHED.isoformat(),
        "file": phones.hash_of(INK),
    }
}
REFUSED = {
    "refusal": {
        "reason": "Không đồng ý với số lượng đã kiểm đếm.",
        "witness": "Hà Văn Chứng",
        "witness_position": "Tổ trưởng tổ dân phố 3",
        "at": phones.FINISHED.isoformat(),
        "file": phones.hash_of(INK),
    }
}


def sent(walk, visit, ends, photos: int = 0):  # noqa: F811
    """A record of the team lead's phone with photos, two lots of goods and a note."""
    phone = Phone(walk.by(SO.lead))
    seen = [phones.photo(number) for number in range(photos)]
    phone.holds(*seen, INK)
    files = [
        phones.named(content, caption=f"Kệ sách số {number}")
        for number, content in enumerate(seen, start=1)
    ]
    drawn = phones.named(
        INK, content_type="image/png", name="chu-ky.png", source="SIGNATURE"
    )
    return phone.send(
        phones.body(
            visit,
            goods=[
                phones.goods(),
                phones.goods(
                    name="Tem kiểm soát giả", quantity="1200", unit="PIECE", seal_no=""
                ),
            ],
            notes=[
                {
                    "id": str(uuid7()),
                    "text": "Kho phía sau khóa, chủ hộ mở sau 10 phút.",
                    "at": phones.SEEN.isoformat(),
                    "files": [phones.hash_of(content) for content in seen],
                }
            ],
            files=[*files, *([drawn] if ends else [])],
            **ends,
        )
    )


class TestEndAsOnScreen:
    """The minutes carry what was recorded and signed on the spot."""

    def test_print_signature_goods_notes_and_photos(self, walk, under_way):  # noqa: F811
        record = sent(walk, under_way, SIGNED, photos=14)

        made = lock(
            walk,
            reread(under_way),
            RecordInput(remarks="Cơ sở chấp hành.", signed_in=record),
        )

        assert made.representative_signed
        assert made.representative_name == REPRESENTATIVE
        assert made.representative_title == "Chủ hộ"
        content = storage.read(IssuedDocument.objects.get().sha256)
        text = " ".join(text_of(content).split())
        for words in (
            "Tang vật: Sách không rõ nguồn gốc",
            "NP-017",
            "1.200",
            "Kho phía sau khóa, chủ hộ mở sau 10 phút",
            "Ký trên màn hình lúc 10:30 ngày 03/03/2026",
            f"Đại diện: {REPRESENTATIVE}, Chủ hộ.",
            "Kệ sách số 14",
            "Biên bản lập xong hồi 10 giờ 30 phút cùng ngày",
        ):
            assert words in text, words
        # The signature is drawn once, in its place, and is no photograph.
        assert "chu-ky.png" not in text
        sizes = [len(page) for page in pictures_of(content)]
        assert sum(sizes) == 14 + 1

    def test_print_a_refusal_and_the_signature_of_the_witness(self, walk, under_way):  # noqa: F811
        record = sent(walk, under_way, REFUSED)

        made = lock(
            walk,
            reread(under_way),
            RecordInput(remarks="Cơ sở chấp hành.", signed_in=record),
        )

        assert not made.representative_signed
        assert made.witness_name == "Hà Văn Chứng"
        content = storage.read(IssuedDocument.objects.get().sha256)
        text = " ".join(text_of(content).split())
        assert "Không đồng ý với số lượng đã kiểm đếm" in text
        assert "Hà Văn Chứng" in text
        assert "Ký trên màn hình lúc 10:30" in text

    def test_refuse_other_names_than_those_on_the_screen(self, walk, under_way):  # noqa: F811
        record = sent(walk, under_way, SIGNED)

        with pytest.raises(Refused) as refused:
            lock(
                walk,
                reread(under_way),
                RecordInput(
                    remarks="x", representative_name="Ai Khác", signed_in=record
                ),
            )

        assert list(refused.value.errors) == ["representative_name"]
        assert not IssuedDocument.objects.exists()

    def test_refuse_a_record_that_nobody_signed(self, walk, under_way):  # noqa: F811
        record = sent(walk, under_way, {})

        with pytest.raises(Refused) as refused:
            lock(walk, reread(under_way), RecordInput(remarks="x", signed_in=record))

        assert list(refused.value.errors) == ["signed_in"]
