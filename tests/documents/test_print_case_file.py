"""The whole file of a case as one PDF: what it holds, for whom, and what it leaves."""

import hashlib
import io

import pikepdf
import pytest

from audit.models import AccessEvent
from cases.models import Participation
from cases.services import RecordInput, attach_evidence
from cases.states import CaseState
from documents import services, verification
from documents.models import CodedPrint, IssuedDocument
from evidence import services as evidence
from evidence.models import EvidenceFile
from kernel.errors import NotPermitted
from tests.cases.walk import HANDLER, INSPECTOR, at_state, reread
from tests.cases.walk_goods import held, write
from tests.documents.paper import fonts_of, pages_of
from tests.evidence import samples
from tests.moments import moment

AT = moment("20/03/2026", "08:00")
MADE_AT = moment("05/03/2026", "10:00")


@pytest.fixture
def walk(officer):
    """The case of the book shop with goods, one paper, two PDFs and photographs."""
    walk = at_state(officer, CaseState.VERIFYING)
    held(walk)
    write(walk, "COUNTED", quantity=80)
    walk.open()
    _hand_in(walk, samples.document(3), "Hợp đồng in.pdf", "Hợp đồng in số 12")
    _hand_in(walk, samples.turned_document(), "Bản quét.pdf", "Bản quét tờ khai")
    for place in range(3):
        photo = samples.photo(size=(300 + place, 200))
        _hand_in(walk, photo, f"anh{place}.jpg", f"Kệ sách số {place + 1}")
    case = reread(walk.case)
    services.make_record(
        case=case,
        version=case.version,
        content=RecordInput(place="Nhà sách Hoa Cúc", made_time="08:30"),
        by=walk.by(INSPECTOR),
        at=MADE_AT,
    )
    return walk


def _hand_in(walk, content: bytes, name: str, caption: str) -> EvidenceFile:
    return attach_evidence(
        case=reread(walk.case),
        upload=io.BytesIO(content),
        name=name,
        caption=caption,
        by=walk.by(INSPECTOR),
        at=moment("04/03/2026", "09:00"),
    )


def printed(walk, by: str | None = HANDLER) -> bytes:
    officer = walk.by(by) if by else None
    paper = services.print_case_file(case=walk.case, by=officer, at=AT)
    with paper.file as file:
        content = file.read()
    assert len(pikepdf.open(io.BytesIO(content)).pages) == paper.pages
    return content


class TestPrintCaseFile:
    def test_joins_the_file_with_bookmarks_labels_and_numbers(self, walk):
        withdrawn = _hand_in(walk, samples.document(1), "nham.pdf", "Gửi nhầm")
        evidence.mark_invalid(
            evidence_file=withdrawn,
            reason="Gửi nhầm hồ sơ",
            by=walk.by(HANDLER),
            at=moment("06/03/2026"),
        )
        content = printed(walk)
        record = IssuedDocument.objects.get()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            with pdf.open_outline() as outline:
                marks = [item.title for item in outline.root]
                report = next(i for i in outline.root if i.title == "Báo cáo vụ việc")
                sections = [item.title for item in report.children]
            labels = [page.label for page in pdf.pages]
            assert str(pdf.Root.Lang) == "vi-VN"
            assert pdf.docinfo["/Title"] == f"Hồ sơ vụ việc {walk.case.number}"
            assert "/AcroForm" not in pdf.Root
        assert marks == [
            "Bìa và mục lục hồ sơ",
            "Biên bản vi phạm hành chính số 01/BB-VPHC",
            "Hợp đồng in số 12",
            "Bản quét tờ khai",
            "Báo cáo vụ việc",
            "Bản ảnh chứng cứ, ảnh 1 đến 3",
            "Bảng kê tang vật và sổ giao nhận",
        ]
        assert sections[0] == "I. THÔNG TIN CHUNG"
        assert {"III. DIỄN BIẾN", "IX. THỜI HẠN", "X. KIẾN NGHỊ"} <= set(sections)
        front = labels.index("BL 1")
        assert labels[:front] == ["i", "ii", "iii"][:front]
        assert labels[front:] == [f"BL {n + 1}" for n in range(len(labels) - front)]

        pages = pages_of(content)
        for number, page in enumerate(pages[front:], start=1):
            stamp = page.line(f"BL {number:02d}")
            assert stamp.right <= page.width - 5
            if page.height > page.width:  # else it was turned by the scanner
                assert stamp.left > page.width - 20
                assert stamp.bottom < 12
        index = " ".join(line.text for page in pages[:front] for line in page.lines)
        first = record.pages + 1
        assert f"01 - {record.pages:02d}" in index
        assert f"{first:02d} - {first + 2:02d}" in index
        assert "Gửi nhầm" in index
        assert withdrawn.stored_file_id[:16] in index
        text = " ".join(line.text for page in pages for line in page.lines)
        for words in ("Kệ sách số 3", "Ảnh 3.", "Kiểm đếm", "Tạm giữ", "NP-01"):
            assert words in text
        assert not {name for name in fonts_of(content) if "Liberation" not in name} - {
            "Helvetica"  # of the reader's mark on what was handed in
        }

    def test_is_the_same_for_the_same_moment_and_reader(self, walk):
        assert printed(walk) == printed(walk)

    def test_is_known_to_whoever_checks_its_code(self, walk):
        content = printed(walk)
        found = verification.verified(CodedPrint.objects.get().code)
        same = hashlib.sha256(content).hexdigest()
        other = hashlib.sha256(content + b" ").hexdigest()

        assert found.document is None
        assert verification.compared(found, same).match == "copy"
        assert verification.compared(found, other).match == "other"

    def test_is_in_the_trail_with_all_that_it_holds(self, walk):
        printed(walk)
        events = list(AccessEvent.objects.filter(action="printed").order_by("seq"))
        assert [event.detail["form"] for event in events] == [
            "violation_record",
            "case_file",
        ]
        assert len(events[-1].detail["files"]) == 5
        assert events[-1].detail["code"]

    def test_names_only_what_a_supporting_agency_may_not_have(self, walk):
        Participation.objects.create(
            case=walk.case,
            agency=walk.by("ca.pa03").agency,
            invited_at=AT,
            accepted_at=AT,
        )
        pages = pages_of(printed(walk, "ca.pa03"))
        text = " ".join(line.text for page in pages for line in page.lines)
        assert "Tài liệu, tệp không in trong tập này" in text
        assert "BIÊN BẢN" not in text
        assert "Mức bảo mật: Chia sẻ phối hợp" in text
        assert not AccessEvent.objects.filter(detail__form="violation_record").exists()

    def test_is_not_for_who_does_not_see_the_case(self, walk):
        with pytest.raises(NotPermitted):
            printed(walk, "xa.eakar")
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_of_a_case_without_papers_is_cover_index_and_report(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        text = " ".join(
            line.text for page in pages_of(printed(walk, None)) for line in page.lines
        )
        assert "HỒ SƠ VỤ VIỆC" in text
        assert "đánh số từ 01 đến" in text
