"""A hand-over is a two-sided receipt: both print the same bytes."""

from decimal import Decimal

import pytest

from cases import services as cases
from cases.models import Case, Transfer
from cases.querysets import StepNotOpen
from cases.services import Found, HandOver, PaperLine, Receipt, ReturnedFile
from cases.services.seizing import free_goods
from cases.states import CaseState, SeizureState, TransferKind, TransferState
from documents import services
from documents.models import IssuedDocument
from documents.services import PaperMissing
from evidence.models import EvidenceItem
from kernel.errors import NotPermitted, Refused
from tests.cases import walk_crime as crime
from tests.cases.test_forward_to_competent import recorded
from tests.cases.walk import HANDLER as WARD_HANDLER
from tests.cases.walk import Walk, at_state, reread
from tests.cases.walk_goods import content
from tests.cases.walk_together import (
    HANDLER,
    OTHER_POLICE,
    POLICE,
    agency,
    asked,
    led_by_department,
)
from tests.moments import day, moment

OFFERED, ANSWERED = moment("04/03/2026"), moment("05/03/2026")


def offered(officer):
    walk = led_by_department(officer)
    walk.step(
        cases.propose_lead,
        HANDLER,
        OFFERED,
        to_agency=agency("PA05"),
        reason="Chủ thể trên không gian mạng chưa xác định",
        papers=(
            PaperLine("Phiếu xử lý tin", "01/PXL", 2),
            PaperLine("Ảnh chụp màn hình"),
        ),
    )
    return walk


@pytest.mark.django_db
class TestAcceptLead:
    def test_issues_one_record_that_both_sides_print(self, officer):
        """ "both print the same receipt" """
        walk = offered(officer)

        walk.step(services.accept_lead, POLICE, ANSWERED)

        document = IssuedDocument.objects.get()
        assert (document.agency_id, document.number) == ("SO_VHTTDL", 1)
        assert document.number_text == "01/BB-BG"
        printed = [
            services.print_issued(document=document, by=officer(name), at=ANSWERED)
            for name in (HANDLER, POLICE)
        ]
        assert printed[0].content == printed[1].content
        assert printed[0].content.startswith(b"%PDF")

    def test_is_not_for_partners_that_are_no_side_of_it(self, officer):
        walk = offered(officer)
        task = asked(walk, "PA03", at=OFFERED)
        cases.accept_task(task=task, by=officer(OTHER_POLICE), at=OFFERED)
        walk.step(services.accept_lead, POLICE, ANSWERED)

        with pytest.raises(NotPermitted):
            services.print_issued(
                document=IssuedDocument.objects.get(),
                by=officer(OTHER_POLICE),
                at=ANSWERED,
            )

    def test_is_not_printed_before_the_answer(self, officer):
        offered(officer)

        with pytest.raises(PaperMissing):
            services.issue_handover_record(transfer=Transfer.objects.get(), at=ANSWERED)


def record_of(walk: Walk) -> IssuedDocument:
    """The one record of the case's last hand-over, as its two sides print it."""
    transfer = walk.case.transfers.latest("offered_at")
    return IssuedDocument.objects.get(
        form="handover_record",
        agency=transfer.from_agency,
        number=transfer.record_number,
    )


def printed(walk: Walk, at, *officers: str) -> set[bytes]:
    return {
        services.print_issued(document=record_of(walk), by=walk.by(name), at=at).content
        for name in officers
    }


def goods_of(walk: Walk) -> list[EvidenceItem]:
    items = EvidenceItem.objects.filter(seized_items__seizure__case=walk.case)
    return list(items.order_by("recorded_at", "id"))


def with_goods(officer) -> Walk:
    """Signs of a crime are recorded; 80 copies are seized on 01/06."""
    walk = crime.signed(officer)
    at = moment("03/06/2026", "08:15")
    walk.step(
        cases.draft_seizure, crime.HANDLER, at, content=content(keeper="Kho của Sở")
    )
    seizure = walk.case.seizures.select_related("case").get()
    cases.decide_seizure(
        seizure=seizure,
        version=walk.case.version,
        by=officer(crime.DIRECTOR),
        at=moment("03/06/2026", "08:30"),
    )
    walk.case = Case.objects.get(pk=walk.case.pk)
    crime.send(
        walk,
        content=HandOver(
            "Có dấu hiệu tội phạm.",
            papers=crime.FILE.papers,
            item_ids=tuple(item.pk for item in goods_of(walk)),
        ),
    )
    return walk


ANSWERED_CRIME = moment("03/06/2026", "15:00")


@pytest.mark.django_db
class TestEveryKind:
    """ "A hand-over is a two-sided receipt: … both print the same receipt" """

    def test_a_criminal_file(self, officer):
        walk = crime.offered(officer)

        walk.step(services.accept_transfer, crime.POLICE, ANSWERED_CRIME)

        assert record_of(walk).number_text == "01/BB-BG"
        assert len(printed(walk, ANSWERED_CRIME, crime.HANDLER, crime.POLICE)) == 1

    def test_a_file_to_the_competent_authority(self, officer):
        walk = recorded(officer)
        walk.step(
            services.forward_to_competent,
            WARD_HANDLER,
            moment("06/03/2026", "09:00"),
            content=HandOver("Vượt thẩm quyền.", papers=(PaperLine("Biên bản"),)),
            to_agency=agency("UBND_TINH"),
        )
        assert not IssuedDocument.objects.filter(form="handover_record").exists()

        at = moment("06/03/2026", "10:00")
        walk.step(services.accept_file, "ubnd.thuly", at)

        assert record_of(walk).data["what"] == "hồ sơ đến người có thẩm quyền xử phạt"
        assert len(printed(walk, at, WARD_HANDLER, "ubnd.thuly")) == 1

    def test_a_file_to_a_body_outside(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)

        walk.step(
            services.forward,
            WARD_HANDLER,
            moment("04/03/2026"),
            content=HandOver("Thuộc tỉnh khác.", papers=(PaperLine("Phiếu", "5"),)),
            receipt=Receipt("45/BN", day("04/03/2026")),
            to_body="Chi cục Quản lý thị trường tỉnh bạn",
        )

        paper = record_of(walk)
        assert paper.data["receiver"]["name"] == "Chi cục Quản lý thị trường tỉnh bạn"
        assert paper.data["receipt_no"] == "45/BN"

    def test_a_file_that_comes_back(self, officer):
        walk = crime.transferred(officer)
        at = moment("25/06/2026")

        walk.step(
            services.receive_returned_file,
            crime.HANDLER,
            at,
            content=ReturnedFile(
                kind="NOT_PROSECUTED",
                number="15/QĐ-CQĐT",
                issued_on=day("22/06/2026"),
                handed_by="Điều tra viên Lưu Bá Ký",
                papers=(PaperLine("Hồ sơ vụ việc", sheets=22),),
            ),
        )

        back = walk.case.transfers.get(kind=TransferKind.FROM_PROCEEDINGS)
        assert (back.from_agency_id, back.to_agency_id) == ("CQDT", "SO_VHTTDL")
        assert record_of(walk).data["giver"]["officer"] == "Điều tra viên Lưu Bá Ký"
        assert record_of(walk).agency_id == "CQDT"
        assert len(printed(walk, at, crime.HANDLER, crime.POLICE)) == 1

    def test_no_file_comes_back_that_was_never_received(self, officer):
        walk = crime.offered(officer)
        at = moment("04/06/2026")
        walk.step(cases.refuse_transfer, crime.POLICE, at, reason="Không đủ.")
        walk.step(
            services.receive_returned_file,
            crime.HANDLER,
            at,
            content=ReturnedFile(kind="RECEIPT_REFUSED"),
        )

        assert not IssuedDocument.objects.filter(form="handover_record").exists()
        assert Transfer.objects.get().record_number is None

    def test_goods_that_follow_the_file(self, officer):
        walk = crime.signed(officer)
        at = moment("03/06/2026", "08:15")
        walk.step(cases.draft_seizure, crime.HANDLER, at, content=content())
        seizure = walk.case.seizures.select_related("case").get()
        cases.decide_seizure(
            seizure=seizure,
            version=walk.case.version,
            by=officer(crime.DIRECTOR),
            at=at,
        )
        crime.send(walk)
        crime.accept(walk)

        services.hand_over_goods(
            seizure=walk.case.seizures.select_related("case").get(),
            version=walk.case.version,
            to_party="Cơ quan CSĐT",
            receipt_no="BN-CQDT-1",
            by=officer(crime.HANDLER),
            at=moment("03/06/2026", "16:00"),
        )

        goods = walk.case.transfers.get(kind=TransferKind.GOODS)
        paper = IssuedDocument.objects.get(number=goods.record_number)
        assert (goods.record_number, goods.receipt_no) == (2, "BN-CQDT-1")
        assert paper.data["goods"][0][1:3] == ["bản", "80"]


@pytest.mark.django_db
class TestGoodsOnTheList:
    def test_leave_the_custody_of_the_giver_with_the_acceptance(self, officer):
        """ "items handed with the file" """
        walk = with_goods(officer)
        (item,) = goods_of(walk)
        assert item.held == 80

        walk.step(services.accept_transfer, crime.POLICE, ANSWERED_CRIME)

        (item,) = goods_of(walk)
        line = item.custody_lines.last()
        assert (line.kind, line.held_after) == ("HANDED_OVER", 0)
        assert line.receipt_no == "01/BB-BG"
        assert (line.from_party, line.to_party) == (
            "Kho của Sở",
            agency("CQDT").name,
        )
        assert walk.case.seizures.get().state == SeizureState.HANDED_TO_PROCEEDINGS
        assert (walk.case.open_seizures, walk.case.missing_receipts) == (0, 0)

    def test_stay_with_the_giver_until_then(self, officer):
        """ "until then the duty stays with the giver" """
        walk = with_goods(officer)

        walk.step(
            cases.refuse_transfer,
            crime.POLICE,
            ANSWERED_CRIME,
            reason="Thiếu.",
        )

        assert goods_of(walk)[0].held == 80
        assert walk.case.seizures.get().state == SeizureState.ACTIVE

    def test_need_words_where_the_count_differs(self, officer):
        """ "a difference needs words before acceptance, both sides see it" """
        walk = with_goods(officer)
        (item,) = goods_of(walk)
        found = {"counts": {item.pk: Decimal(78)}, "missing": (2,)}
        with pytest.raises(Refused) as refused:
            walk.step(
                services.accept_transfer,
                crime.POLICE,
                ANSWERED_CRIME,
                found=Found(**found),
            )
        assert set(refused.value.errors) == {"difference"}
        assert Transfer.objects.get().state == TransferState.OFFERED

        walk.step(
            services.accept_transfer,
            crime.POLICE,
            ANSWERED_CRIME,
            found=Found(**found, words="Thiếu 2 bản, niêm phong còn nguyên."),
        )

        # What was not found stays with the giver, who answers for it.
        assert goods_of(walk)[0].held == 2
        assert walk.case.seizures.get().state == SeizureState.ACTIVE
        paper = record_of(walk).data
        assert paper["difference"] == "Thiếu 2 bản, niêm phong còn nguyên."
        assert paper["goods"][0][2] == "80"
        assert paper["goods"][0][-1] == "78"
        assert [row[-1] for row in paper["papers"]] == ["Đủ", "Thiếu"]

    def test_cannot_be_more_than_was_held(self, officer):
        walk = with_goods(officer)
        (item,) = goods_of(walk)

        with pytest.raises(Refused) as refused:
            walk.step(
                services.accept_transfer,
                crime.POLICE,
                ANSWERED_CRIME,
                found=Found(counts={item.pk: Decimal(81)}, words="Thừa."),
            )

        assert set(refused.value.errors) == {"counts"}

    def test_come_back_with_the_file(self, officer):
        """Điều 63: "quyết định + đề nghị xử phạt + hồ sơ, tang vật" """
        walk = with_goods(officer)
        walk.step(services.accept_transfer, crime.POLICE, ANSWERED_CRIME)
        (item,) = goods_of(walk)

        walk.step(
            services.receive_returned_file,
            crime.HANDLER,
            moment("25/06/2026"),
            content=ReturnedFile(
                kind="NOT_PROSECUTED",
                number="15/QĐ-CQĐT",
                issued_on=day("22/06/2026"),
                item_ids=(item.pk,),
            ),
        )

        line = item.custody_lines.last()
        assert (line.kind, line.held_after) == ("TAKEN_BACK", 80)
        assert [row.pk for row in free_goods(reread(walk.case))] == [item.pk]

    def test_move_to_the_new_lead(self, officer):
        walk = led_by_department(officer)
        walk.step(
            cases.draft_seizure, HANDLER, OFFERED, content=content(keeper="Kho của Sở")
        )
        cases.decide_seizure(
            seizure=walk.case.seizures.select_related("case").get(),
            version=walk.case.version,
            by=officer("so.giamdoc"),
            at=OFFERED,
        )
        walk.step(
            cases.propose_lead,
            HANDLER,
            OFFERED,
            to_agency=agency("PA05"),
            reason="Trên không gian mạng",
            item_ids=tuple(item.pk for item in goods_of(walk)),
        )

        walk.step(services.accept_lead, POLICE, ANSWERED)

        line = goods_of(walk)[0].custody_lines.last()
        assert (line.kind, line.held_after) == ("MOVED", 80)
        assert line.to_party == walk.case.seizures.get().keeper == agency("PA05").name
        assert walk.case.missing_receipts == 0


@pytest.mark.django_db
class TestIllegalCalls:
    """ "illegal calls fail loudly" """

    def test_a_second_acceptance_takes_no_second_number(self, officer):
        walk = crime.offered(officer)
        walk.step(services.accept_transfer, crime.POLICE, ANSWERED_CRIME)

        with pytest.raises(StepNotOpen):
            walk.step(services.accept_transfer, crime.POLICE, ANSWERED_CRIME)

        assert Transfer.objects.get().record_number == 1
        assert IssuedDocument.objects.filter(form="handover_record").count() == 1

    def test_another_agency_does_not_answer(self, officer):
        walk = crime.offered(officer)

        with pytest.raises(NotPermitted):
            walk.step(services.accept_transfer, "ca.pa03", ANSWERED_CRIME)
        with pytest.raises(NotPermitted):
            walk.step(services.accept_transfer, crime.HANDLER, ANSWERED_CRIME)

    def test_the_right_is_asked_before_there_is_anything_to_answer(self, officer):
        """403 before 409."""
        walk = crime.verifying(officer)

        with pytest.raises(NotPermitted):
            walk.step(services.accept_transfer, "so.vanthu", ANSWERED_CRIME)

    def test_goods_of_another_case_are_not_handed_over(self, officer):
        walk = with_goods(officer)
        other = led_by_department(officer)

        with pytest.raises(Refused) as refused:
            other.step(
                cases.propose_lead,
                HANDLER,
                OFFERED,
                to_agency=agency("PA05"),
                reason="Thử",
                item_ids=tuple(item.pk for item in goods_of(walk)),
            )

        assert set(refused.value.errors) == {"items"}
