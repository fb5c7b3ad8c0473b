"""The file goes to the investigating body (Điều 62 Luật XLVPHC)."""

import pytest

from agencies.models import Agency
from cases import services
from cases.models import CaseEvent, ExecutionSuspension, Transfer
from cases.querysets import StepNotOpen
from cases.services import HandOver, RecordInput
from cases.states import (
    CaseState,
    ClockStatus,
    Family,
    SuspensionGround,
    TransferState,
)
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER as WARD_HANDLER
from tests.cases.walk import SIGNER, at_state, reread
from tests.cases.walk_crime import (
    DIRECTOR,
    FILE,
    HANDLER,
    INSPECTOR,
    POLICE,
    accept,
    at_pending,
    give_back,
    offered,
    prosecute,
    send,
    signed,
    transferred,
    verifying,
)
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


class TestTransferCriminal:
    def test_needs_the_sign_on_record(self, officer):
        """`CriminalIndicator` recorded (lifecycle, section 3)."""
        walk = verifying(officer)

        with pytest.raises(StepNotOpen) as refusal:
            send(walk)

        assert [b.code for b in refusal.value.blockers] == ["criminal_sign_recorded"]

    def test_takes_a_number_and_offers_the_file_with_its_list(self, officer):
        """ "handover list; items handed with the file" """
        case = reread(offered(officer).case)
        transfer = case.transfer

        assert case.state == CaseState.TRANSFERRED
        assert transfer.document_no == "01/QĐ-CHS"
        assert transfer.came_from == CaseState.VERIFYING
        assert transfer.state == TransferState.OFFERED
        assert [line["title"] for line in transfer.papers] == [
            "Biên bản kiểm tra",
            "Bản ảnh tang vật",
        ]
        # Three working days of the setting: 04, 05, 08/06.
        assert transfer.answer_due_on == day("08/06/2026")
        assert CaseEvent.objects.filter(transition="transfer_criminal").count() == 1

    def test_makes_the_body_supporting_from_the_offer_on(self, officer):
        """ "the body it goes to is `supporting` from the offer on" """
        case = reread(offered(officer).case)

        assert "supporting" in case.relations_of(
            officer(POLICE), moment("03/06/2026", "10:00")
        )

    @pytest.mark.parametrize("agency", ["SO_VHTTDL", "THANH_TRA_TINH", "VKSND"])
    def test_goes_to_the_police_only(self, officer, agency):
        walk = signed(officer)

        with pytest.raises(Refused) as refusal:
            send(walk, to_agency=Agency.objects.get(pk=agency))

        assert "to_agency" in refusal.value.errors

    def test_refuses_an_empty_list(self, officer):
        walk = signed(officer)

        with pytest.raises(Refused) as refusal:
            send(walk, content=HandOver(reason="Có dấu hiệu tội phạm."))

        assert "papers" in refusal.value.errors

    def test_is_signed_by_the_head_alone(self, officer):
        walk = signed(officer)

        with pytest.raises(NotPermitted):
            walk.step(
                services.transfer_criminal,
                HANDLER,
                moment("03/06/2026", "09:00"),
                content=FILE,
                to_agency=Agency.objects.get(pk="CQDT"),
            )

    def test_asks_for_it_on_the_day_of_the_sign(self, officer):
        """D-CRIM-NOW: "criminal sign found before decision", immediate."""
        walk = signed(officer)
        clock = reread(walk.case).clock(Family.CRIMINAL_TRANSFER)
        assert (clock.rule.code, clock.due) == ("D-CRIM-NOW", day("03/06/2026"))
        assert clock.status == ClockStatus.RUNNING

        send(walk, moment("04/06/2026"))

        assert (
            reread(walk.case).clock(Family.CRIMINAL_TRANSFER).status
            == ClockStatus.MISSED
        )

    def test_sets_a_waiting_draft_aside_and_stops_the_decision_limit(self, officer):
        """No sanction is prepared while the proceedings run (INV-5)."""
        walk = at_pending(officer)
        send(walk, moment("10/06/2026"))
        case = reread(walk.case)

        assert case.draft is None
        assert not case.drafts.get().is_current
        assert case.clock(Family.DECISION).status == ClockStatus.ENDED
        assert case.transfer.came_from == CaseState.PENDING_DECISION

    def test_names_the_officer_who_receives_a_restricted_file(self, officer):
        walk = signed(officer)
        type(walk.case).objects.filter(pk=walk.case.pk).update(is_restricted=True)

        with pytest.raises(Refused) as refusal:
            send(walk)
        assert "receiver" in refusal.value.errors

        send(walk, receiver=officer(POLICE))
        assert reread(walk.case).is_assigned(officer(POLICE))


class TestAcceptTransfer:
    def test_starts_the_twenty_days(self, officer):
        """D-INV-20 "file received": 03/06 + 20 = Tue 23/06 (S3)."""
        case = reread(transferred(officer).case)
        clock = case.clock(Family.INVESTIGATION)

        assert case.transfer.state == TransferState.ACCEPTED
        assert (clock.rule.code, clock.due) == ("D-INV-20", day("23/06/2026"))
        assert case.participations.get().accepted_at is not None

    def test_is_of_the_body_to_which_it_was_offered(self, officer):
        """A059: "own investigating body"."""
        walk = offered(officer)
        with pytest.raises(NotPermitted):
            walk.step(
                services.accept_transfer, "ca.pa03", moment("03/06/2026", "15:00")
            )

    def test_answers_once(self, officer):
        walk = transferred(officer)
        with pytest.raises(StepNotOpen):
            accept(walk, moment("04/06/2026"))

    def test_lets_nobody_sign_decide_or_record(self, officer):
        """D114: "no double jeopardy while proceedings run"."""
        walk = transferred(officer)
        acts = (
            (services.sign_decision, DIRECTOR, {}),
            (
                services.submit_decision,
                HANDLER,
                {"terms": services.DecisionTerms()},
            ),
            (services.make_record, INSPECTOR, {"content": RecordInput(place="Xưởng")}),
        )
        for act, username, values in acts:
            with pytest.raises((NotPermitted, StepNotOpen)):
                walk.step(act, username, moment("10/06/2026"), **values)
        assert walk.case.state == CaseState.TRANSFERRED

    def test_shows_no_record_clock_where_nothing_was_opened(self, officer):
        case = reread(transferred(officer).case)

        assert case.clock(Family.RECORD) is None


class TestRefuseTransfer:
    def test_needs_a_reason(self, officer):
        walk = offered(officer)
        with pytest.raises(Refused) as refusal:
            walk.step(services.refuse_transfer, POLICE, moment("04/06/2026"), reason="")

        assert "reason" in refusal.value.errors
        assert Transfer.objects.get().state == TransferState.OFFERED

    def test_lets_the_lead_take_the_file_back_as_refused(self, officer):
        """ "receipt refused by the investigating body, with its reason (recalled)" """
        walk = offered(officer)
        walk.step(
            services.refuse_transfer,
            POLICE,
            moment("04/06/2026"),
            reason="Không thuộc thẩm quyền điều tra.",
        )
        with pytest.raises(Refused):  # nobody decided not to prosecute
            give_back(walk)
        give_back(
            walk,
            moment("05/06/2026"),
            content=services.ReturnedFile(kind="RECEIPT_REFUSED"),
        )
        case = reread(walk.case)

        assert case.state == CaseState.RETURNED
        assert case.outcome.note == "Không thuộc thẩm quyền điều tra."
        assert case.clock(Family.LIMITATION).rule.code == "D-LIM-PUB"
        assert case.clock(Family.INVESTIGATION) is None

    def test_waits_for_an_answer_before_anything_comes_back(self, officer):
        walk = offered(officer)
        with pytest.raises(StepNotOpen) as refusal:
            give_back(walk)

        assert [b.code for b in refusal.value.blockers] == ["transfer_answered"]

    def test_lets_nobody_prosecute_on_a_file_not_received(self, officer):
        walk = offered(officer)
        with pytest.raises(StepNotOpen) as refusal:
            prosecute(walk)

        assert [b.code for b in refusal.value.blockers] == ["transfer_received"]


class TestTransferAfterSuspension:
    def test_has_three_days_from_the_suspension(self, officer):
        """D-CRIM-3D "suspension decision", 3 days: Wed 01/04 + 3 = Sat 04/04 -> Mon
        06/04/2026 (Điều 62.2)."""
        walk = at_state(officer, CaseState.EXECUTION_SUSPENDED)
        signer = officer(SIGNER)
        case = reread(walk.case)
        case.suspension = ExecutionSuspension.objects.create(
            case=case,
            ground=SuspensionGround.CRIMINAL_SIGN,
            reason="Phát hiện kho thứ hai.",
            agency=case.lead_agency,
            number=2,
            year=2026,
            number_text="02/QĐ-TĐC",
            signed_by=signer,
            signed_on=day("01/04/2026"),
            signed_at=moment("01/04/2026"),
        )
        case.save()
        walk.step(
            services.record_sign,
            WARD_HANDLER,
            moment("01/04/2026", "10:00"),
            explanation="Kho thứ hai có 9.000 bản.",
        )
        clock = reread(walk.case).clock(Family.CRIMINAL_TRANSFER)
        assert (clock.rule.code, clock.strict_due, clock.due) == (
            "D-CRIM-3D",
            day("04/04/2026"),
            day("06/04/2026"),
        )
        walk.step(
            services.transfer_criminal,
            SIGNER,
            moment("03/04/2026"),
            content=FILE,
            to_agency=Agency.objects.get(pk="CQDT"),
        )
        case = reread(walk.case)

        assert case.clock(Family.CRIMINAL_TRANSFER).status == ClockStatus.MET
        assert case.transfer.came_from == CaseState.EXECUTION_SUSPENDED
        assert case.decision is not None
