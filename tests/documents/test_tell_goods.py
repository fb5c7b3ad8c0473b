"""What papers of a case say of its goods, experts and steps: nothing is left out."""

import re

import pytest
from django.utils import translation

from cases import services as cases
from cases import steps, timeline
from cases.services import CouncilMember, ExpertInput, RecordInput
from cases.states import CaseState, ClockStatus, Family
from documents import services, storage
from documents.forms.case_facts import CaseFacts
from documents.models import IssuedDocument
from tests.cases import walk_goods as goods
from tests.cases.walk import (
    EXPLAINABLE,
    HANDLER,
    INSPECTOR,
    SIGNER,
    at_state,
    received,
    reread,
)
from tests.documents.paper import text_of
from tests.moments import day, moment

AT = moment("20/03/2026", "08:00")
DECIDED = (
    "Tạm giữ 80 bản sách in không có hóa đơn “Truyện cổ tích chọn lọc cho bé”; 02 "
    "chiếc kệ trưng bày theo Quyết định số 01/QĐ-TGTVPTGPCC ngày 04 tháng 3 năm 2026; "
    "thời hạn tạm giữ: 07 ngày làm việc"
)


@pytest.fixture
def seized(officer):
    walk = at_state(officer, CaseState.OPENED, behaviour=EXPLAINABLE)
    goods.held(walk, goods=(goods.COPIES, goods.SHELF))
    return walk


def facts_of(walk, at=AT) -> CaseFacts:
    return CaseFacts.of(reread(walk.case), by=None, at=at)


class TestViolationRecord:
    """ "Biện pháp ngăn chặn đã áp dụng; danh mục tang vật" (MBB01)."""

    def test_tells_the_seizure_and_lists_its_goods(self, seized):
        case = reread(seized.case)
        services.make_record(
            case=case,
            version=case.version,
            content=RecordInput(
                place="Nhà sách Hoa Cúc", preventive_measures="Niêm phong quầy"
            ),
            by=seized.by(INSPECTOR),
            at=moment("05/03/2026", "10:00"),
        )
        paper = IssuedDocument.objects.get(form="violation_record")
        text = " ".join(text_of(storage.read(paper.sha256)).split())

        assert DECIDED in text
        assert "Niêm phong quầy." in text
        assert "Danh mục tang vật, phương tiện bị tạm giữ" in text
        assert "NP-01" in text

    def test_says_that_no_measure_was_taken(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        case = reread(walk.case)
        paper = services.print_newest(
            form="violation_record", record=case, by=None, at=AT
        )
        text = " ".join(text_of(paper.content).split())

        assert "bảo đảm xử lý vi phạm hành chính: Không áp dụng." in text


class TestReport:
    def test_tells_what_is_held_and_what_went_back(self, seized):
        goods.act(
            seized,
            cases.release_seizure,
            SIGNER,
            moment("06/03/2026"),
            reason="Không phải phương tiện vi phạm",
            to_party=goods.OWNER,
            items=(goods.item_of(seized, goods.SHELF.description).pk,),
        )
        facts = facts_of(seized)

        assert DECIDED in facts.preventive[0]
        assert facts.goods == (
            "80 bản sách in không có hóa đơn “Truyện cổ tích chọn lọc cho bé”: đang "
            "giữ 80 bản; 02 chiếc kệ trưng bày: đã trả lại 02 chiếc ngày 06/03/2026"
        )

    def test_tells_the_extension_with_its_last_day(self, seized):
        seized.record()
        seized.step(
            cases.request_explanation, HANDLER, moment("06/03/2026"), kind="WRITTEN"
        )
        goods.act(
            seized,
            cases.extend_seizure,
            SIGNER,
            moment("10/03/2026"),
            limit_rule="D-SEIZE-1M",
            reason="Chờ giải trình",
        )
        (told,) = facts_of(seized).preventive

        assert "đến hết ngày 03 tháng 4 năm 2026" in told
        assert "kéo dài theo Quyết định số 01/QĐ-KDTHTG ngày 10 tháng 3" in told
        (before,) = facts_of(seized, at=moment("09/03/2026")).preventive
        assert "kéo dài" not in before

    def test_tells_what_experts_and_the_council_found(self, seized):
        seized.step(
            cases.request_expert,
            HANDLER,
            moment("04/03/2026", "14:00"),
            content=ExpertInput("Cục Xuất bản, In và Phát hành", "Sách thật hay giả?"),
        )
        request = seized.case.expert_requests.get()
        assert facts_of(seized).explanations == ()
        goods.act(
            seized,
            cases.send_expert_request,
            HANDLER,
            moment("04/03/2026", "15:00"),
            request,
        )
        (asked,) = facts_of(seized).explanations
        assert asked.endswith("ngày 04 tháng 3 năm 2026; chưa có kết luận")
        goods.act(
            seized,
            cases.record_expert_answer,
            HANDLER,
            moment("09/03/2026"),
            request,
            conclusion="Sách in giả.",
            answer_signer="Giám định viên Vũ Đình Mẫu",
            answer_number="07/KL",
            answered_on=day("06/03/2026"),
        )
        seized.step(
            cases.start_valuation,
            HANDLER,
            moment("09/03/2026", "10:00"),
            chair=seized.by(SIGNER),
            members=(CouncilMember("Trương Văn Mẫu", "Sở Tài chính", True),),  # noqa: FBT003
            basis="Giá bìa",
        )
        goods.act(
            seized,
            cases.record_valuation,
            HANDLER,
            moment("09/03/2026", "15:00"),
            seized.case.valuations.get(),
            values={goods.item_of(seized).pk: 5_200_000},
        )
        assert facts_of(seized).explanations == (
            "Kết luận giám định số 07/KL ngày 06 tháng 3 năm 2026 của Cục Xuất bản, In "
            "và Phát hành: Sách in giả.",
            "Kết quả định giá tang vật ngày 09 tháng 3 năm 2026: 5.200.000 đồng",
        )

    def test_calls_a_period_that_asks_nobody_to_act_over_not_overdue(self, officer):
        """Thời hiệu khiếu nại passes; nobody has missed anything."""
        walk = at_state(officer, CaseState.EXECUTED)
        later = moment("01/12/2026")
        clock = walk.case.clock(Family.COMPLAINT_TIME)
        row = next(
            row
            for row in facts_of(walk, at=later).deadlines
            if row.name == clock.rule.name_vi
        )

        assert clock.status == ClockStatus.RUNNING
        assert (row.state, row.is_open) == ("Đã hết", False)

    def test_keeps_what_was_done_in_time(self, seized):
        seized.record()
        seized.step(
            cases.request_explanation, HANDLER, moment("06/03/2026"), kind="WRITTEN"
        )
        seized.step(
            cases.close_explanation,
            HANDLER,
            moment("10/03/2026"),
            ended="FILED",
            summary="Đã giải trình.",
        )
        told = {row.name: row for row in facts_of(seized).deadlines}
        name = seized.case.clock(Family.EXPLAIN_WRITTEN).rule.name_vi

        assert told[name].state == "Đúng hạn"

    def test_says_no_unit_twice(self, seized):
        item = goods.item_of(seized)
        item.description = "Bản in thành phẩm"
        item.save()

        assert facts_of(seized).goods.startswith("80 bản in thành phẩm “Truyện")

    def test_puts_the_fine_first(self, officer):
        results = facts_of(at_state(officer, CaseState.EXECUTING)).results

        assert results[0].item == "Phạt tiền"

    def test_counts_no_later_decision_as_an_earlier_violation(self, officer):
        first = at_state(officer, CaseState.EXECUTED)
        again = received(officer, respondent=first.case.respondent.party)

        assert "01/QĐ-XPHC" in facts_of(again).history
        assert "Không có quyết định xử phạt" in facts_of(first).history

    def test_has_its_own_words_for_every_step(self, officer):
        """A step told by the state it leaves is told wrongly."""
        named = {*steps.TRANSITIONS, *steps.PART_ACTS, *steps.PART_LABELS}
        named |= {act.name for act in (*steps.ACTS, *steps.ANSWERS)}
        named |= set(timeline.LABELS)
        with translation.override("vi"):
            words = {name: str(timeline.words_of(name)) for name in named}

        assert [name for name, text in words.items() if text == name] == []
        assert [
            text for text in words.values() if re.search(r"[a-z]_[a-z]", text)
        ] == []
