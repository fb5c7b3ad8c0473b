"""Sanction without a record (Điều 56 Luật XLVPHC as amended 2025)."""

import pytest

from agencies.kinds import SubjectKind
from cases import services
from cases.models import Case, Delivery, SanctionDecision, SanctionedAct
from cases.querysets import StepNotOpen
from cases.services import AboveTheSpot, ActTerms, DecisionTerms, Receipt
from cases.states import CaseState, Family, MainSanction, ReopenGround
from cases.steps import steps_for
from kernel.errors import NotPermitted, Refused
from regulations.models import LegalSetting
from tests.cases.test_forward_to_competent import forward
from tests.cases.walk import CLERK, HANDLER, INSPECTOR, SIGNER, at_state, reread
from tests.cases.walk_crime import DIRECTOR, end_without_sanction, returned
from tests.cases.walk_crime import HANDLER as SO_HANDLER
from tests.cases.walk_crime import MANAGER as SO_MANAGER
from tests.cases.walk_execution import opened
from tests.moments import day, moment

AT = moment("01/07/2026", "10:00")
SMALL = "PUB-25-1"  # individual 500,000 - 1,500,000; organisation 1 - 3 million
WARNING = DecisionTerms(main_sanction=MainSanction.WARNING)


def fined(walk, amount_vnd):
    (violation,) = walk.case.violations.all()
    return DecisionTerms(acts=(ActTerms(violation.pk, amount_vnd),))


def sanction(walk, terms, by=SIGNER, at=AT, **values):
    walk.step(
        services.sanction_without_record,
        by,
        at,
        terms=terms,
        **{"by_technical_equipment": False, **values},
    )


@pytest.mark.django_db
class TestSanctionWithoutRecord:
    def test_warns_with_a_number_and_no_draft(self, officer):
        walk = opened(officer, behaviour=SMALL)

        sanction(walk, WARNING)

        decision = SanctionDecision.objects.get()
        assert walk.case.state == CaseState.DECIDED
        assert (decision.number_text, decision.draft) == ("01/QĐ-XPHC", None)
        assert decision.by_technical_equipment is False
        assert SanctionedAct.objects.get().is_in_force

    @pytest.mark.parametrize(
        ("kind", "most"),
        [
            (SubjectKind.INDIVIDUAL, 500_000),
            (SubjectKind.HOUSEHOLD, 500_000),
            (SubjectKind.ORGANISATION, 1_000_000),
        ],
    )
    def test_fines_up_to_the_limit_and_no_dong_more(self, officer, kind, most):
        """ "fine <= 500,000 (ind.) / 1,000,000 (org.)" """
        walk = opened(officer, behaviour=SMALL, subject_kind=kind)

        with pytest.raises(AboveTheSpot):
            sanction(walk, fined(walk, most + 1))
        assert walk.case.state == CaseState.OPENED
        assert not SanctionDecision.objects.exists()

        sanction(walk, fined(walk, most))
        assert SanctionDecision.objects.get().fine_vnd == most

    def test_takes_the_limit_in_force_on_the_day(self, officer):
        LegalSetting.objects.create(
            key="on_the_spot_limit_individual_vnd",
            value="700000",
            basis="Luật sửa đổi",
            valid_from=day("01/07/2026"),
            confidence="confirmed",
        )
        walk = opened(officer, behaviour=SMALL)

        with pytest.raises(AboveTheSpot):
            sanction(walk, fined(walk, 700_000), at=moment("30/06/2026", "17:00"))
        sanction(walk, fined(walk, 700_000))

        assert SanctionDecision.objects.get().fine_vnd == 700_000

    def test_is_refused_for_what_equipment_detected(self, officer):
        """ "act not detected by technical equipment" """
        walk = opened(officer, behaviour=SMALL)

        with pytest.raises(Refused) as refusal:
            sanction(walk, WARNING, by_technical_equipment=True)

        assert "by_technical_equipment" in refusal.value.errors
        assert walk.case.state == CaseState.OPENED

    def test_keeps_inside_the_frame(self, officer):
        walk = opened(officer, behaviour=SMALL)

        with pytest.raises(Refused) as refusal:
            sanction(walk, fined(walk, 400_000))

        assert refusal.value.reason_code == "fine_outside_frame"

    def test_is_handed_over_in_the_same_act(self, officer):
        walk = opened(officer, behaviour=SMALL)

        sanction(walk, fined(walk, 500_000), is_handed_over=True, receiver="Chủ hộ")

        case = reread(walk.case)
        assert case.state == CaseState.EXECUTING
        assert Delivery.objects.get().receiver == "Chủ hộ"
        assert case.clock(Family.EXECUTION).start_on == day("01/07/2026")
        names = case.events.values_list("transition", flat=True)
        assert list(names)[-2:] == ["sanction_without_record", "confirm_delivery"]

    def test_is_delivered_later_by_the_clerk(self, officer):
        walk = opened(officer, behaviour=SMALL)
        sanction(walk, fined(walk, 500_000))

        walk.step(services.confirm_delivery, CLERK, moment("02/07/2026"), method="POST")

        assert walk.case.state == CaseState.EXECUTING

    def test_is_the_sanctioners_alone(self, officer):
        walk = opened(officer, behaviour=SMALL)

        with pytest.raises(NotPermitted):
            sanction(walk, WARNING, by=HANDLER)

    def test_comes_before_a_record_only(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        with pytest.raises(StepNotOpen):
            sanction(walk, WARNING, at=moment("06/03/2026"))

    def test_happens_once(self, officer):
        walk = opened(officer, behaviour=SMALL)
        sanction(walk, WARNING)

        with pytest.raises(StepNotOpen):
            sanction(walk, WARNING)

        assert SanctionDecision.objects.count() == 1
        assert Case.objects.get().state == CaseState.DECIDED


@pytest.mark.django_db
class TestOfAFileThatCameBack:
    def test_follows_the_record_that_it_has(self, officer):
        """Luật XLVPHC, Điều 56 (`sanction_without_record`: "xử phạt không lập biên
        bản"): what has a record is sanctioned by Điều 57, "hồ sơ … gồm biên bản vi
        phạm hành chính", with the explanation and the limits that the record started.
        Lifecycle: "take_back … limits go on from their first start"."""
        # Its frame is not loaded: nobody can say that it lies above the ward.
        walk = at_state(officer, CaseState.RECORDED, behaviour="PRT-NODEC")
        forward(
            walk,
            to_agency=None,
            to_body="Cục Bản quyền tác giả",
            receipt=Receipt("15/BQTG", day("06/03/2026")),
        )
        walk.step(
            services.take_back, HANDLER, moment("09/03/2026"), reason="Gửi trả hồ sơ."
        )
        walk.step(services.start_verification, HANDLER, moment("09/03/2026", "10:00"))
        walk.step(services.open_case, HANDLER, moment("09/03/2026", "11:00"))
        assert walk.case.state == CaseState.OPENED
        at = moment("09/03/2026", "14:00")

        for terms in (WARNING, fined(walk, 500_000)):
            with pytest.raises(StepNotOpen) as refused:
                sanction(walk, terms, at=at)
            assert [b.code for b in refused.value.blockers] == ["nothing_recorded"]
            assert "01/BB-VPHC" in str(refused.value.blockers[0].text)
        assert not SanctionDecision.objects.exists()
        (step,) = [
            step
            for step in steps_for(reread(walk.case), officer(SIGNER), at)
            if step.name == "sanction_without_record"
        ]
        assert not step.allowed

        walk.step(
            services.make_record, INSPECTOR, at, content=services.RecordInput(place="")
        )
        assert walk.case.state == CaseState.RECORDED

    def test_keeps_to_the_time_that_it_left(self, officer):
        """INV-5: no decision after its limit. Returned Thu 25/06: "D-DEC-RET (default
        7 wd): Mon 06/07"; closing without sanction and reopening restart nothing."""
        walk = returned(officer)
        end_without_sanction(walk)
        walk.step(services.propose_close, SO_HANDLER, moment("30/06/2026", "08:00"))
        walk.step(services.close, SO_MANAGER, moment("30/06/2026", "09:00"))
        walk.step(
            services.propose_reopen,
            SO_MANAGER,
            moment("03/07/2026", "08:00"),
            ground=ReopenGround.NEW_EVIDENCE,
            reason="Có chứng cứ mới.",
        )
        walk.step(services.reopen, DIRECTOR, moment("03/07/2026", "09:00"))
        assert walk.case.state == CaseState.OPENED

        def blockers(text):
            steps = steps_for(reread(walk.case), officer(DIRECTOR), moment(text))
            (step,) = [s for s in steps if s.name == "sanction_without_record"]
            return [blocker.code for blocker in step.blockers]

        assert "decision_limit_open" not in blockers("06/07/2026")
        assert "decision_limit_open" in blockers("07/07/2026")
        with pytest.raises(StepNotOpen) as refused:
            sanction(walk, WARNING, by=DIRECTOR, at=moment("07/07/2026"))
        assert "decision_limit_open" in [b.code for b in refused.value.blockers]
