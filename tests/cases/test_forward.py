"""The matter leaves for a body outside the system, and may come back."""

import pytest

from agencies.models import Agency
from cases import services
from cases.querysets import StepNotOpen
from cases.services import HandOver, PaperLine, Receipt
from cases.states import CaseState, TransferKind, TransferState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, at_state, reread
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
CONTENT = HandOver(
    reason="Hành vi thuộc thẩm quyền của cơ quan quản lý thuế.",
    papers=(PaperLine("Phiếu xử lý tin", "05/PXL", sheets=2),),
    document_no="112/UBND-VH",
)
RECEIPT = Receipt("88/TCT", day("10/03/2026"))


def forward(walk, **values) -> None:
    walk.step(
        services.forward,
        values.pop("username", HANDLER),
        moment("10/03/2026"),
        **{
            "content": CONTENT,
            "receipt": RECEIPT,
            "to_body": "Thuế tỉnh",
            **values,
        },
    )


class TestForward:
    @pytest.mark.parametrize("state", ["RECEIVED", "VERIFYING", "OPENED"])
    def test_leaves_with_the_receipt_of_the_other_body(self, officer, state):
        """ "receiving agency chosen; it does not use the system; its receipt
        entered" (lifecycle, section 3)."""
        walk = at_state(officer, state)
        forward(walk)
        transfer = reread(walk.case).file_offer

        assert walk.case.state == CaseState.FORWARDED
        assert (transfer.kind, transfer.state) == (
            TransferKind.OUTSIDE,
            TransferState.ACCEPTED,
        )
        assert (transfer.receipt_no, transfer.answered_on) == (
            "88/TCT",
            day("10/03/2026"),
        )
        assert transfer.came_from == state

    def test_may_go_to_an_agency_without_users(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        forward(walk, to_agency=Agency.objects.get(pk="VKSND"), to_body="")

        assert reread(walk.case).file_offer.to_agency_id == "VKSND"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"to_body": ""}, "to_body"),
            ({"receipt": Receipt("", day("10/03/2026"))}, "receipt_no"),
            ({"receipt": Receipt("88", day("11/03/2026"))}, "received_on"),
            ({"receipt": Receipt("88", day("09/03/2026"))}, "received_on"),
            ({"content": HandOver(reason=" ")}, "reason"),
        ],
    )
    def test_refuses_what_is_missing(self, officer, change, field):
        walk = at_state(officer, CaseState.VERIFYING)
        with pytest.raises(Refused) as refusal:
            forward(walk, **change)

        assert field in refusal.value.errors

    def test_sends_no_file_to_a_user_of_the_system(self, officer):
        """ "between users of the system the lead changes instead" """
        walk = at_state(officer, CaseState.VERIFYING)
        with pytest.raises(Refused) as refusal:
            forward(walk, to_agency=Agency.objects.get(pk="SO_VHTTDL"), to_body="")

        assert "to_agency" in refusal.value.errors

    def test_is_the_handlers_or_managers(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        with pytest.raises(NotPermitted):
            forward(walk, username=INSPECTOR)


class TestTakeBack:
    def test_brings_the_matter_back_with_its_first_limits(self, officer):
        """ "limits go on from their first start" """
        walk = at_state(officer, CaseState.OPENED)
        forward(walk)
        assert reread(walk.case).clock("RECORD").status == "ENDED"
        walk.step(
            services.take_back,
            HANDLER,
            moment("12/03/2026"),
            reason="Thuế tỉnh gửi trả hồ sơ.",
        )
        case = reread(walk.case)

        assert case.state == CaseState.RECEIVED
        assert case.file_offer.state == TransferState.RETURNED
        assert case.file_offer.returned_on == day("12/03/2026")
        walk.step(services.start_verification, HANDLER, moment("12/03/2026"))
        walk.step(services.open_case, HANDLER, moment("13/03/2026"))
        clock = reread(walk.case).clock("RECORD")
        assert clock.start_on == day("03/03/2026")

    def test_needs_a_reason(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        forward(walk)
        with pytest.raises(Refused):
            walk.step(services.take_back, HANDLER, moment("12/03/2026"), reason=" ")

    def test_is_for_forwarded_matters(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        with pytest.raises(StepNotOpen):
            walk.step(services.take_back, HANDLER, moment("12/03/2026"), reason="x")
