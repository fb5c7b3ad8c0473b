"""Complaints and lawsuits (Luật Khiếu nại; Luật Tố tụng hành chính; all recalled)."""

import pytest

from cases import services
from cases.models import Case, Complaint, DecisionRevision
from cases.querysets import StepNotOpen
from cases.states import (
    CaseState,
    ClockStatus,
    ComplaintOutcome,
    ComplaintState,
    Family,
    RevisionGround,
    RevisionKind,
)
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, SIGNER, at_state, reread
from tests.cases.walk_execution import complain, executing, on_complaint
from tests.moments import day, moment

PROVINCE = "ubnd.chutich"


def accept(walk, text="20/07/2026", by=SIGNER, **values):
    return on_complaint(walk, services.accept_complaint, by, moment(text), **values)


def resolve(walk, outcome, text="10/08/2026", by=SIGNER, **values):
    return on_complaint(
        walk,
        services.resolve_complaint,
        by,
        moment(text),
        outcome=outcome,
        reasoning="Đã đối thoại.",
        **values,
    )


def filed(officer):
    walk = executing(officer)
    complain(walk, moment("13/07/2026"))
    return walk


@pytest.mark.django_db
class TestRegisterComplaint:
    def test_does_not_stop_execution(self, officer):
        """ "Filing does not stop execution unless the competent person decides so" """
        walk = filed(officer)
        assert walk.case.state == CaseState.EXECUTING
        assert walk.case.open_complaints == 1

        walk.pay(on=day("14/07/2026"))
        walk.step(services.complete_execution, HANDLER, moment("14/07/2026", "15:00"))

        assert walk.case.state == CaseState.EXECUTED

    def test_is_in_time_for_ninety_days(self, officer):
        """D-COMPL: "decision received or known, 90, day": 06/07 + 90 = Sun 04/10 ->
        Mon 05/10/2026."""
        walk = executing(officer)
        assert walk_clock(walk, Family.COMPLAINT_TIME).due == day("05/10/2026")

        assert not complain(walk, moment("05/10/2026")).is_late
        assert walk_clock(walk, Family.COMPLAINT_TIME).status == ClockStatus.MET

    def test_is_flagged_when_late_and_registered_all_the_same(self, officer):
        walk = executing(officer)

        assert complain(walk, moment("06/10/2026")).is_late
        assert walk_clock(walk, Family.COMPLAINT_TIME).status == ClockStatus.MISSED

    def test_leaves_a_year_to_go_to_court(self, officer):
        """D-SUIT: "decision received or known, 1, year" """
        walk = executing(officer)

        assert walk_clock(walk, Family.LAWSUIT_TIME).due == day("06/07/2027")

    def test_may_be_about_another_act_in_any_state(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        complaint = complain(
            walk, moment("06/03/2026"), about="Biên bản vi phạm hành chính"
        )

        assert (complaint.decision, complaint.is_late) == (None, False)

    def test_names_an_act_where_no_decision_is_in_force(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        with pytest.raises(Refused) as refusal:
            complain(walk, moment("06/03/2026"))

        assert "about" in refusal.value.errors

    def test_is_for_the_lead_agency(self, officer):
        walk = executing(officer)

        with pytest.raises(NotPermitted):
            walk.step(
                services.register_complaint,
                "so.thuly",
                moment("13/07/2026"),
                complainant="Người nộp phạt",
                content="Mức phạt quá cao.",
            )


@pytest.mark.django_db
class TestSettleComplaint:
    def test_is_accepted_in_ten_days(self, officer):
        """D-COMPL-ACC: 13/07 + 10 = Thu 23/07/2026."""
        walk = filed(officer)
        assert walk_clock(walk, Family.COMPLAINT_ACCEPTANCE).due == day("23/07/2026")

        accept(walk)

        assert walk_clock(walk, Family.COMPLAINT_ACCEPTANCE).status == ClockStatus.MET
        assert walk_clock(walk, Family.COMPLAINT_FIRST).due == day("19/08/2026")

    def test_takes_forty_five_days_when_complex(self, officer):
        """D-COMPL-1: "complex 45": 20/07 + 45 = Thu 03/09/2026."""
        walk = filed(officer)

        accept(walk, is_complex=True)

        assert walk_clock(walk, Family.COMPLAINT_FIRST).due == day("03/09/2026")

    def test_is_settled_by_the_competent_person(self, officer):
        walk = filed(officer)

        for username in (HANDLER, "so.giamdoc", PROVINCE):
            with pytest.raises(NotPermitted):
                accept(walk, by=username)

    def test_upholds_and_leaves_the_decision(self, officer):
        walk = filed(officer)
        accept(walk)
        on_complaint(walk, services.begin_complaint, SIGNER, moment("22/07/2026"))

        complaint = resolve(walk, ComplaintOutcome.UPHOLD)

        assert complaint.state == ComplaintState.RESOLVED_FIRST
        assert walk.case.state == CaseState.EXECUTING
        assert walk.case.open_complaints == 0
        assert not DecisionRevision.objects.exists()

    def test_annuls_in_the_same_transaction(self, officer):
        """ "Outcomes: uphold, amend, annul (calls `annul_decision`)" """
        walk = filed(officer)
        accept(walk)

        resolve(walk, ComplaintOutcome.ANNUL)

        assert walk.case.state == CaseState.ANNULLED
        revision = DecisionRevision.objects.get()
        assert revision.kind == RevisionKind.ANNUL
        assert revision.ground == RevisionGround.COMPLAINT
        names = walk.case.events.values_list("transition", flat=True)
        assert list(names)[-2:] == ["resolve_complaint", "annul_decision"]

    def test_amends_with_the_words_that_hold_instead(self, officer):
        walk = filed(officer)
        accept(walk)

        with pytest.raises(Refused) as refusal:
            resolve(walk, ComplaintOutcome.AMEND)
        assert "amendment" in refusal.value.errors
        assert Complaint.objects.get().state == ComplaintState.ACCEPTED

        resolve(walk, ComplaintOutcome.AMEND, amendment="Bỏ hình thức bổ sung.")
        assert DecisionRevision.objects.get().text == "Bỏ hình thức bổ sung."
        assert walk.case.state == CaseState.EXECUTING

    def test_is_refused_with_a_reason(self, officer):
        walk = filed(officer)

        complaint = on_complaint(
            walk,
            services.refuse_complaint,
            SIGNER,
            moment("20/07/2026"),
            reason="Không phải người bị xử phạt.",
        )

        assert complaint.state == ComplaintState.REFUSED
        assert not complaint.is_open

    def test_happens_once(self, officer):
        walk = filed(officer)
        accept(walk)
        resolve(walk, ComplaintOutcome.UPHOLD)

        with pytest.raises(StepNotOpen):
            resolve(walk, ComplaintOutcome.ANNUL, "11/08/2026")

        assert walk.case.state == CaseState.EXECUTING


@pytest.mark.django_db
class TestSecondComplaint:
    def upheld(self, officer):
        walk = filed(officer)
        accept(walk)
        resolve(walk, ComplaintOutcome.UPHOLD)
        return walk

    def test_goes_to_the_province(self, officer):
        """D-COMPL-2F thirty days, D-COMPL-2 forty-five."""
        walk = self.upheld(officer)
        assert walk_clock(walk, Family.COMPLAINT_SECOND_TIME).due == day("09/09/2026")

        complaint = on_complaint(
            walk, services.file_second_complaint, HANDLER, moment("20/08/2026")
        )

        assert complaint.second_agency_id == "UBND_TINH"
        at = moment("20/08/2026", "12:00")
        assert Case.objects.visible_to(officer(PROVINCE), at).exists()
        assert walk.case.open_complaints == 1
        # "Thụ lý khiếu nại: 10 days": Sun 30/08 -> Mon 31/08, swapped, 01-02/09 off.
        accepting = walk_clock(walk, Family.COMPLAINT_ACCEPTANCE)
        assert (accepting.start_on, accepting.due) == (
            day("20/08/2026"),
            day("03/09/2026"),
        )
        families = {row.family for row in reread(walk.case).deadlines.all()}
        assert Family.COMPLAINT_SECOND not in families

    def test_is_accepted_by_an_act_of_its_own(self, officer):
        """D-COMPL-2: "accepted, 45, day"; D-COMPL-ACC: "received, 10, day"."""
        walk = self.upheld(officer)
        on_complaint(
            walk, services.file_second_complaint, HANDLER, moment("20/08/2026")
        )
        with pytest.raises(NotPermitted):
            on_complaint(
                walk, services.accept_second_complaint, SIGNER, moment("27/08/2026")
            )

        complaint = on_complaint(
            walk, services.accept_second_complaint, PROVINCE, moment("27/08/2026")
        )

        assert complaint.state == ComplaintState.SECOND_FILED
        assert walk_clock(walk, Family.COMPLAINT_ACCEPTANCE).status == ClockStatus.MET
        clock = walk_clock(walk, Family.COMPLAINT_SECOND)
        assert (clock.start_on, clock.strict_due) == (
            day("27/08/2026"),
            day("11/10/2026"),
        )
        with pytest.raises(StepNotOpen):
            on_complaint(
                walk, services.accept_second_complaint, PROVINCE, moment("28/08/2026")
            )

    def test_is_not_settled_before_it_is_accepted(self, officer):
        walk = self.upheld(officer)
        on_complaint(
            walk, services.file_second_complaint, HANDLER, moment("20/08/2026")
        )

        with pytest.raises(StepNotOpen):
            on_complaint(
                walk,
                services.resolve_second_complaint,
                PROVINCE,
                moment("15/09/2026"),
                outcome=ComplaintOutcome.UPHOLD,
                reasoning="Đúng.",
            )

    def test_is_settled_by_the_province_alone(self, officer):
        """ "decision or act complained of is own, or second level" """
        walk = self.upheld(officer)
        on_complaint(
            walk, services.file_second_complaint, HANDLER, moment("20/08/2026")
        )

        on_complaint(
            walk, services.accept_second_complaint, PROVINCE, moment("27/08/2026")
        )

        def settle(username, outcome=ComplaintOutcome.ANNUL):
            on_complaint(
                walk,
                services.resolve_second_complaint,
                username,
                moment("15/09/2026"),
                outcome=outcome,
                reasoning="Không đúng thẩm quyền.",
            )

        with pytest.raises(NotPermitted):
            settle(SIGNER)

        settle(PROVINCE)
        assert walk.case.state == CaseState.ANNULLED
        assert DecisionRevision.objects.get().agency_id == "UBND_TINH"
        assert Complaint.objects.get().state == ComplaintState.RESOLVED_SECOND


@pytest.mark.django_db
class TestWithdrawOrGoToCourt:
    def test_withdrawn_waits_for_nobody(self, officer):
        walk = filed(officer)
        accept(walk)

        complaint = on_complaint(
            walk,
            services.withdraw_complaint,
            HANDLER,
            moment("25/07/2026"),
            reason="Rút đơn.",
        )

        assert complaint.state == ComplaintState.WITHDRAWN
        assert walk_clock(walk, Family.COMPLAINT_FIRST).status == ClockStatus.ENDED
        assert walk.case.open_complaints == 0

    def test_a_lawsuit_is_open_until_the_court_has_spoken(self, officer):
        walk = filed(officer)
        accept(walk)
        on_complaint(
            walk,
            services.take_complaint_to_court,
            HANDLER,
            moment("24/08/2026"),
            reason="Tòa án thụ lý.",
        )
        assert walk.case.open_complaints == 1
        assert walk_clock(walk, Family.LAWSUIT_TIME).status == ClockStatus.MET

        complaint = on_complaint(
            walk,
            services.record_court_result,
            HANDLER,
            moment("20/11/2026"),
            result="Hủy quyết định xử phạt.",
        )
        assert not complaint.is_open
        assert walk.case.open_complaints == 0

        walk.step(
            services.annul_decision,
            SIGNER,
            moment("23/11/2026"),
            ground=RevisionGround.COURT,
            reason="Bản án có hiệu lực.",
        )
        assert walk.case.state == CaseState.ANNULLED

    def test_a_result_needs_a_lawsuit(self, officer):
        walk = filed(officer)

        with pytest.raises(StepNotOpen):
            on_complaint(
                walk,
                services.record_court_result,
                HANDLER,
                moment("20/07/2026"),
                result="Bác đơn.",
            )


def walk_clock(walk, family):
    """The one clock of a family, whatever complaint it is about."""
    (row,) = [
        row
        for row in reread(walk.case).deadlines.all()
        if row.family == family and row.is_current
    ]
    return row
