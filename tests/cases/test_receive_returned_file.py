"""The file comes back from the proceedings (Điều 63 Luật XLVPHC as amended)."""

import pytest

from cases import services
from cases.querysets import StepNotOpen
from cases.services import ActTerms, DecisionTerms, RecordInput, ReturnedFile
from cases.states import CaseState, ClockStatus, Family, TransferState
from kernel.errors import NotPermitted, Refused
from tests.cases import walk as walk_of_ward
from tests.cases.walk import received, reread
from tests.cases.walk_crime import (
    DIRECTOR,
    HANDLER,
    INSPECTOR,
    LEGAL,
    POLICE,
    accept,
    at_pending,
    end_without_sanction,
    give_back,
    printing,
    prosecute,
    returned,
    send,
    transferred,
)
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


def terms_of(case, fine_vnd: int = 60_000_000) -> DecisionTerms:
    return DecisionTerms(
        acts=tuple(
            ActTerms(violation.pk, fine_vnd, respondent.pk)
            for violation, respondent, _frame in services.proposed_fines(case)
        )
    )


class TestReceiveReturnedFile:
    def test_starts_the_time_to_decide_with_the_complete_file(self, officer):
        """D-DEC-RET (default 7 wd): "26, 29, 30/06, 01, 02, 03, 06/07 = Mon 06/07"."""
        case = reread(returned(officer).case)
        clock = case.clock(Family.DECISION)

        assert case.state == CaseState.RETURNED
        assert (clock.rule.code, clock.due) == ("D-DEC-RET", day("06/07/2026"))
        assert case.transfer.state == TransferState.RETURNED

    def test_measures_their_three_working_days(self, officer):
        """D-RET-3WD: "22/06 + 3 wd (23, 24, 25) = Thu 25/06"."""
        clock = reread(returned(officer).case).clock(Family.FILE_RETURN)

        assert (clock.rule.code, clock.due) == ("D-RET-3WD", day("25/06/2026"))
        assert clock.status == ClockStatus.MET

    def test_gives_the_limitation_one_more_year(self, officer):
        """D-LIM-PROC: "act ended 30/05/2026 -> 3 years = 30/05/2029"."""
        clock = reread(returned(officer).case).clock(Family.LIMITATION)

        assert (clock.rule.code, clock.last_day) == ("D-LIM-PROC", day("30/05/2029"))

    def test_gives_fields_of_one_year_two(self, officer):
        """ "for 1-year fields = 2 years" """
        walk = returned(officer, printing(3_000, "NPP-28B-1"))
        clock = reread(walk.case).clock(Family.LIMITATION)

        assert (clock.rule.code, clock.last_day) == (
            "D-LIM-PROC-OTHER",
            day("30/05/2028"),
        )

    def test_keeps_the_number_and_days_of_the_decision(self, officer):
        outcome = reread(returned(officer).case).outcome

        assert (outcome.number, outcome.effective_on) == (
            "15/QĐ-CQĐT",
            day("22/06/2026"),
        )

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"kind": "PROSECUTED"}, "kind"),
            ({"kind": "CASE_ENDED"}, "kind"),
            ({"kind": "RECEIPT_REFUSED"}, "kind"),
            ({"number": ""}, "number"),
            ({"issued_on": None}, "issued_on"),
            ({"effective_on": day("26/06/2026")}, "effective_on"),
        ],
    )
    def test_refuses_what_cannot_be(self, officer, change, field):
        walk = transferred(officer)
        values = {
            "kind": "NOT_PROSECUTED",
            "number": "15/QĐ-CQĐT",
            "issued_on": day("22/06/2026"),
        }

        with pytest.raises(Refused) as refusal:
            give_back(walk, content=ReturnedFile(**{**values, **change}))

        assert field in refusal.value.errors

    def test_is_the_lead_handlers(self, officer):
        walk = transferred(officer)
        with pytest.raises(NotPermitted):
            walk.step(
                services.receive_returned_file,
                POLICE,
                moment("25/06/2026"),
                content=ReturnedFile(kind="NOT_PROSECUTED"),
            )

    def test_takes_other_decisions_after_a_prosecution(self, officer):
        walk = transferred(officer)
        prosecute(walk)
        content = ReturnedFile(
            kind="INVESTIGATION_ENDED",
            number="40/QĐ-ĐCĐT",
            issued_on=day("20/07/2026"),
        )
        give_back(walk, moment("23/07/2026"), content=content)

        assert walk.case.state == CaseState.RETURNED


class TestReturnedFile:
    def test_goes_to_the_signer_without_a_violation_record(self, officer):
        """RETURNED -> PENDING_DECISION -> DECIDED (S3); the authority is confirmed on
        the submitted draft, since the frame of PRT-NODEC is not loaded."""
        walk = returned(officer)
        walk.step(
            services.submit_decision,
            HANDLER,
            moment("26/06/2026"),
            terms=terms_of(reread(walk.case)),
        )
        with pytest.raises(StepNotOpen) as refusal:
            walk.step(services.sign_decision, DIRECTOR, moment("29/06/2026"))
        assert [b.code for b in refusal.value.blockers] == ["figures_confirmed"]
        walk.step(
            services.confirm_authority,
            LEGAL,
            moment("30/06/2026"),
            reason="Khung chưa nạp",
            source="NĐ 119/2020",
        )
        walk.step(services.sign_decision, DIRECTOR, moment("03/07/2026"))
        case = reread(walk.case)

        assert case.state == CaseState.DECIDED
        assert case.clock(Family.DECISION).status == ClockStatus.MET
        assert case.clock(Family.RECORD) is None

    def test_may_get_its_record_now(self, officer):
        """RETURNED -> RECORDED; the time to decide still runs from the file."""
        walk = returned(officer)
        walk.step(
            services.assign,
            "so.lanhdao",
            moment("25/06/2026", "11:00"),
            officer=officer(INSPECTOR),
        )
        walk.step(
            services.make_record,
            INSPECTOR,
            moment("26/06/2026"),
            content=RecordInput(place="Xưởng in"),
        )
        clock = reread(walk.case).clock(Family.DECISION)

        assert walk.case.state == CaseState.RECORDED
        assert (clock.rule.code, clock.due) == ("D-DEC-RET", day("06/07/2026"))

    def test_may_end_without_sanction(self, officer):
        walk = returned(officer)
        end_without_sanction(walk)

        assert walk.case.state == CaseState.NO_SANCTION

    def test_has_a_month_when_facts_must_be_verified(self, officer):
        """ "with verification (1 month) Sat 25/07 -> Mon 27/07" """
        walk = transferred(officer)
        type(walk.case).objects.filter(pk=walk.case.pk).update(
            verification_on=day("25/06/2026")
        )
        give_back(walk)
        clock = reread(walk.case).clock(Family.DECISION)

        assert (clock.rule.code, clock.strict_due, clock.due) == (
            "D-DEC-1M",
            day("25/07/2026"),
            day("27/07/2026"),
        )

    def test_needs_no_second_record(self, officer):
        """A file that left with its record comes back with it."""
        walk = returned_with_record(officer)
        with pytest.raises(StepNotOpen) as refusal:
            walk.step(
                services.make_record,
                INSPECTOR,
                moment("26/06/2026"),
                content=RecordInput(place="Xưởng in"),
            )
        assert [b.code for b in refusal.value.blockers] == ["no_violation_record"]
        walk.step(
            services.submit_decision,
            HANDLER,
            moment("26/06/2026"),
            terms=terms_of(reread(walk.case), 50_000_000),
        )

        assert walk.case.state == CaseState.PENDING_DECISION

    def test_counts_from_the_file_though_the_record_is_older(self, officer):
        """ "From a returned criminal file it runs from the receipt of the complete
        file." """
        clock = reread(returned_with_record(officer).case).clock(Family.DECISION)

        assert (clock.rule.code, clock.start_on) == ("D-DEC-RET", day("25/06/2026"))


def returned_with_record(officer):
    """Recorded on 03/06, sent to the investigators, back on 25/06."""
    walk = at_pending(officer)
    send(walk, moment("10/06/2026"))
    accept(walk, moment("10/06/2026", "15:00"))
    give_back(walk)
    return walk


class TestSecondTransfer:
    def test_leaves_a_decision_in_time_that_was_in_time(self, officer):
        """Điều 63.3: the file that came back has seven working days of its own, here to
        Thu 19/03; the seven from the record of 05/03 ended on Mon 16/03."""
        walk = received(officer)
        for name in ("verify", "open", "record", "note_sign", "transfer"):
            getattr(walk, name)()
        walk.accept_transfer()
        walk.step(
            services.receive_returned_file,
            walk_of_ward.HANDLER,
            moment("10/03/2026"),
            content=ReturnedFile(
                kind="NOT_PROSECUTED",
                number="15/QĐ-CQĐT",
                issued_on=day("10/03/2026"),
                effective_on=day("10/03/2026"),
            ),
        )
        walk.submit(moment("17/03/2026"))
        walk.sign(moment("18/03/2026"))
        walk.deliver(day("19/03/2026"))
        walk.step(
            services.suspend_execution,
            walk_of_ward.SIGNER,
            moment("20/03/2026"),
            ground="CRIMINAL_SIGN",
            reason="Có dấu hiệu tội phạm.",
        )
        walk.transfer(moment("20/03/2026", "15:00"))

        clock = reread(walk.case).clock(Family.DECISION)
        assert walk.case.state == CaseState.TRANSFERRED
        assert (clock.rule.code, clock.last_day) == ("D-DEC-RET", day("19/03/2026"))
        assert clock.status == ClockStatus.MET
