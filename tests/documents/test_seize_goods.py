"""Seizing, extending and returning: the act and its paper, both or neither."""

import pytest

from agencies.models import NumberRegister
from cases.models import Seizure, SeizureExtension
from cases.querysets import StepNotOpen
from cases.states import CaseState, SeizureState
from documents import services, storage
from documents.models import FormTemplate, IssuedDocument, TemplateMissing
from documents.services import PaperMissing
from kernel.errors import NotPermitted
from tests.cases import walk_goods as goods
from tests.cases.walk import HANDLER, SIGNER, at_state
from tests.documents import walk_papers as papers
from tests.documents.paper import text_of
from tests.moments import moment

SIGNED = moment("04/03/2026")


def text(form: str, place: int = 0) -> str:
    rows = IssuedDocument.objects.filter(form=form).order_by("issued_at", "number")
    return text_of(storage.read(rows[place].sha256))


def drafted(officer):
    walk = at_state(officer, CaseState.VERIFYING)
    goods.draft(walk, goods=(goods.COPIES, goods.SHELF))
    return walk


@pytest.mark.django_db
class TestDecideSeizure:
    def test_issues_the_decision_with_list_period_place_and_keeper(self, officer):
        walk = drafted(officer)

        goods.act(walk, services.decide_seizure, SIGNER, SIGNED)

        paper = IssuedDocument.objects.get()
        seizure = Seizure.objects.get()
        assert paper.number_text == seizure.number_text == "01/QĐ-TGTVPTGPCC"
        assert (paper.register, paper.number, paper.year) == ("QĐ-TGTV", 1, 2026)
        assert paper.case == seizure.case
        said = text("seizure_decision")
        for words in (
            "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BUÔN MA THUỘT",
            "Căn cứ Điều 119, Điều 125 Luật Xử lý vi phạm hành chính",
            "Biên bản tạm giữ tang vật, phương tiện số 01/BB-TGTV lập ngày 03 tháng 3",
            "Để xác minh tình tiết mà nếu không tạm giữ thì không có căn cứ",
            "07 ngày làm việc, kể từ ngày 03 tháng 3 năm 2026",
            "hết ngày 12 tháng 3 năm 2026",
            "Kho UBND phường, số 00 Lý Nam Đế",
            "NP-01",
            "Không niêm phong",
            "Giao Thủ kho UBND phường chịu trách nhiệm",
            "MẠC THỊ THU CÚC",
            "ngày 04 tháng 3 năm 2026",
        ):
            assert words in said, words
        assert said.index("Điều 1.") < said.index("NP-01") < said.index("Điều 2.")
        assert officer(SIGNER).full_name in said

    def test_signs_nothing_that_cannot_be_printed(self, officer):
        walk = drafted(officer)
        FormTemplate.objects.filter(form="seizure_decision").delete()

        with pytest.raises(TemplateMissing):
            goods.act(walk, services.decide_seizure, SIGNER, SIGNED)

        assert Seizure.objects.get().state == SeizureState.DRAFT
        assert not NumberRegister.objects.filter(register="QĐ-TGTV").exists()
        assert not IssuedDocument.objects.exists()

    def test_prints_nothing_that_is_not_signed(self, officer):
        walk = drafted(officer)

        with pytest.raises(NotPermitted):
            goods.act(walk, services.decide_seizure, HANDLER, SIGNED)

        assert not IssuedDocument.objects.exists()

    def test_is_a_draft_until_it_is_signed(self, officer):
        walk = drafted(officer)
        asked = {"form": "seizure_decision", "by": officer(HANDLER)}

        paper = services.print_newest(record=walk.case, at=SIGNED, **asked)

        said = text_of(paper.content)
        assert paper.is_draft
        assert "DỰ THẢO" in said
        assert "NP-01" in said
        assert officer(SIGNER).full_name not in said
        goods.act(walk, services.decide_seizure, SIGNER, SIGNED)
        issued = services.print_newest(record=walk.case, at=SIGNED, **asked)
        assert not issued.is_draft
        with pytest.raises(PaperMissing):
            services.render_draft(record=walk.case, at=SIGNED, **asked)


@pytest.mark.django_db
class TestExtendAndReleaseSeizure:
    def test_issue_a_paper_each(self, officer):
        walk = papers.recorded(officer)

        goods.act(
            walk,
            services.extend_seizure,
            SIGNER,
            moment("09/03/2026"),
            limit_rule="D-SEIZE-1M",
            reason="Chờ kết quả giám định",
        )

        extension = SeizureExtension.objects.get()
        assert extension.number_text == "01/QĐ-KDTHTG"
        said = text("seizure_extension")
        for words in (
            "Số: 01/QĐ-KDTHTG",
            "Căn cứ Quyết định số 01/QĐ-TGTVPTGPCC ngày 06 tháng 3 năm 2026",
            "trước khi kéo dài: đến hết ngày 12 tháng 3 năm 2026",
            "01 tháng, kể từ ngày 03 tháng 3 năm 2026",
            "hết ngày 03 tháng 4 năm 2026",
            "Chờ kết quả giám định",
        ):
            assert words in said, words
        shelf = goods.item_of(walk, goods.SHELF.description)

        for item, hour in ((shelf, "10:00"), (goods.item_of(walk), "11:00")):
            goods.act(
                walk,
                services.release_seizure,
                SIGNER,
                moment("10/03/2026", hour),
                reason="Đã xác minh nguồn gốc",
                to_party=goods.OWNER,
                items=(item.pk,),
            )

        numbers = IssuedDocument.objects.filter(form="seizure_return")
        assert sorted(numbers.values_list("number_text", flat=True)) == [
            "01/QĐ-TL",
            "02/QĐ-TL",
        ]
        first, second = text("seizure_return"), text("seizure_return", 1)
        assert "Kệ trưng bày" in first
        assert "Truyện cổ tích" not in first
        assert "NP-01" in second
        assert f"Người nhận: {goods.OWNER}" in second
        assert "Đã xác minh nguồn gốc" in second
        assert Seizure.objects.get().state == SeizureState.RELEASED

    def test_takes_no_number_for_a_return_that_is_refused(self, officer):
        walk = drafted(officer)
        asked = {"reason": "Trả", "to_party": goods.OWNER}
        at = moment("04/03/2026", "10:00")
        goods.act(walk, services.release_seizure, SIGNER, at, **asked)

        with pytest.raises(StepNotOpen):
            goods.act(walk, services.release_seizure, SIGNER, at, **asked)

        assert NumberRegister.objects.get(register="QĐ-TL").last == 1
        assert "01/BB-TGTV" in text("seizure_return")  # nobody had signed a seizure
