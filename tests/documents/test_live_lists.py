"""The index of a file and the sheets of its evidence: drawn anew, never issued."""

import io
from datetime import date, timedelta

import pytest

from audit.models import AccessEvent
from cases import services as cases
from cases.models import Participation
from cases.states import CaseState
from documents import services
from documents.forms.case_index import CaseIndexForm, Entry, entries_of
from documents.forms.evidence_sheet import skew_of
from documents.models import IssuedDocument
from evidence.models import EvidenceFile
from kernel.errors import NotPermitted
from tests.cases import walk_goods as goods
from tests.cases.walk import HANDLER, SIGNER, at_state, reread
from tests.documents.paper import drawn, pages_of
from tests.documents.sample_report import cover
from tests.documents.samples import at
from tests.evidence import samples
from tests.moments import moment

AT = moment("16/03/2026", "09:00")
SENT = moment("04/03/2026", "08:00")
PARTNER = "ca.pa03"


def attached(walk, upload: bytes, name: str, minute: int = 0, **more) -> EvidenceFile:
    return cases.attach_evidence(
        case=reread(walk.case),
        upload=io.BytesIO(upload),
        name=name,
        by=walk.by(HANDLER),
        at=SENT + timedelta(minutes=minute),
        **more,
    )


def printed(walk, form: str, by: str = HANDLER) -> list:
    paper = services.print_newest(
        form=form, record=reread(walk.case), by=walk.by(by), at=AT
    )
    return pages_of(paper.content)


def words(pages) -> str:
    lines = [line.text for page in pages for line in page.lines]
    return " ".join(" ".join(lines).split())


@pytest.fixture
def walk(officer):
    """A signed seizure of two pages, two documents and two photographs."""
    walk = at_state(officer, CaseState.VERIFYING)
    goods.draft(walk)
    goods.act(walk, services.decide_seizure, SIGNER, SENT)
    attached(walk, samples.photo(), "IMG_1.jpg", taken_at=SENT, caption="Kệ sách")
    attached(walk, samples.document(pages=3), "hoa-don.pdf", 1, caption="Hóa đơn")
    attached(
        walk,
        samples.photo(size=(64, 41)),
        "IMG_2.jpg",
        2,
        taken_at=SENT + timedelta(minutes=9),
    )
    return walk


@pytest.mark.django_db
class TestCaseIndex:
    def test_numbers_papers_then_documents_page_by_page(self, walk):
        rows = entries_of(walk.case)

        decision = IssuedDocument.objects.get()
        assert [(row.first, row.last) for row in rows] == [
            (1, decision.pages),
            (decision.pages + 1, decision.pages + 3),
            (0, 0),
            (0, 0),
        ]
        assert rows[0].number == "01/QĐ-TGTVPTGPCC"
        assert [row.title for row in rows[1:]] == [
            "Tài liệu: Hóa đơn",
            "Ảnh: Kệ sách",
            "Ảnh: IMG_2.jpg",
        ]
        assert entries_of(walk.case) == rows

    def test_never_moves_the_number_of_a_signed_paper(self, walk):
        before = entries_of(walk.case)[0]
        attached(walk, samples.document(), "them.pdf", 3)
        assert entries_of(walk.case)[0] == before

    def test_leaves_out_what_was_marked_invalid_or_is_not_for_all(self, walk):
        EvidenceFile.objects.filter(original_name="IMG_1.jpg").update(
            compartment="AGENCY"
        )
        titles = [row.title for row in entries_of(walk.case)]
        assert "Ảnh: Kệ sách" not in titles
        assert len(titles) == 3

    def test_is_printed_with_its_code_and_trace(self, walk):
        pages = printed(walk, "case_index")

        text = words(pages)
        for said in (
            "MỤC LỤC HỒ SƠ",
            "Vụ việc số VV-2026-",
            "Hóa đơn",
            "02 văn bản, tài liệu",
            "02 tệp điện tử không đánh bút lục",
            "NGƯỜI LẬP MỤC LỤC",
            "Trang 1/1",
        ):
            assert said in text, said
        assert AccessEvent.objects.filter(action="printed").count() == 1
        assert IssuedDocument.objects.count() == 1

    def test_is_shared_with_who_supports_and_with_nobody_else(self, walk, officer):
        agency = officer(PARTNER).agency
        Participation.objects.create(
            case=walk.case, agency=agency, invited_at=SENT, accepted_at=SENT
        )
        assert "Chia sẻ phối hợp" in words(printed(walk, "case_index", PARTNER))
        with pytest.raises(NotPermitted):
            printed(walk, "evidence_sheet", PARTNER)
        with pytest.raises(NotPermitted):
            printed(walk, "case_index", "xa.eakar")


@pytest.mark.django_db
class TestEvidenceSheet:
    def test_has_a_page_for_each_file_with_hash_times_and_custody(self, walk):
        pages = printed(walk, "evidence_sheet")

        assert len(pages) == 3
        files = EvidenceFile.objects.order_by("received_at", "id")
        for page, file in zip(pages, files, strict=True):
            assert page.has(file.original_name)
            assert page.has(file.stored_file_id[:32])
            assert page.has(file.stored_file_id[32:])
            assert page.has("Máy chủ tiếp nhận")
        assert pages[0].has("04/03/2026 08:00:00 +07:00")
        assert "NGƯỜI LẬP PHIẾU" in words(pages[-1:])

    def test_says_a_clock_that_was_more_than_five_minutes_ahead(self, walk):
        """ "a skew over 5 minutes is printed on the evidence sheet" """
        first, _pdf, ahead = printed(walk, "evidence_sheet")
        assert "Đồng hồ của thiết bị" not in words([first])
        assert "nhanh hơn máy chủ 7 phút" in words([ahead])

    def test_takes_no_delay_for_a_skew(self, walk):
        file = EvidenceFile.objects.get(original_name="IMG_1.jpg")
        file.taken_at = file.received_at - timedelta(hours=5)
        assert skew_of(file) == ""
        file.taken_at = file.received_at + timedelta(minutes=5)
        assert skew_of(file) == ""
        file.taken_at += timedelta(seconds=1)
        assert "nhanh hơn máy chủ 5 phút" in skew_of(file)

    def test_of_a_case_without_files_says_so(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        assert "Tệp chứng cứ: không có." in words(printed(walk, "evidence_sheet"))


class TestLongIndex:
    def test_of_many_papers_keeps_its_head_on_each_page(self):
        entries = tuple(
            Entry(
                place=place,
                number=f"{place}/QĐ-TGTVPTGPCC",
                title="Biên bản xác minh tình tiết của vụ việc vi phạm hành chính",
                on=date(2026, 3, 4),
                author="UBND phường Buôn Ma Thuột",
                pages=2,
                first=2 * place - 1,
                last=2 * place,
            )
            for place in range(1, 151)
        )
        form = CaseIndexForm(
            cover=cover(),
            case_number="VV-2026-0052",
            case_title="In không có quyết định xuất bản",
            state="Đã thụ lý",
            data_at=at(15, 5, 8),
            entries=entries,
        )
        pages = drawn(form)
        assert all(page.has("Bút lục") for page in pages[:-1])
        assert pages[-1].has("150 văn bản, tài liệu, 300 bút lục")
        text = words(pages)
        assert "299-300" in text
        assert "150/QĐ-TGTVPTGPCC" in text
