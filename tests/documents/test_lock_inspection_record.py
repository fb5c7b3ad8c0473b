"""Locking a visit and printing its minutes as one act."""

import pytest

from documents import services, storage
from documents.models import IssuedDocument
from inspections import services as inspections
from inspections.models import Inspection
from inspections.services import RecordInput, TitleInput
from inspections.states import VisitState
from tests.documents.paper import text_of
from tests.inspections.conftest import (  # noqa: F401 - fixtures
    enter,
    hoa_cuc,
    second_manager,
    visit,
    walk,
)
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
