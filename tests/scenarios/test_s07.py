"""S7. No violation, remote first."""

import pytest

from cases.models import Case
from demo import plans
from demo.scenarios import s07
from demo.stage import Performance
from documents.form_ids import FormId
from documents.models import IssuedDocument
from inspections import limits
from inspections.models import Inspection, PlanItem
from inspections.services import OnceAYear
from inspections.states import ItemState, Mode, VisitState
from regulations.working_days import load_calendar
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER


class TestScenarioSeven:
    def test_finds_nothing_from_afar_and_nobody_goes(self, stage):
        """ "F7, planned check 2026: remote review of licences and invoices finds
        nothing; visit not needed. Path: inspection item DONE, no case." """
        performance = Performance([plans.department(stage), s07.remote_review(stage)])
        performance.run(until=LONG_AFTER)

        visit = Inspection.objects.get()
        assert visit.facility.tax_code == "9900000062"
        assert visit.mode == Mode.REMOTE
        assert visit.remote_reviews.get().is_satisfied
        assert visit.state == VisitState.DONE_WITHOUT_VISIT
        assert not visit.has_findings()
        assert visit.plan_item.state == ItemState.DONE
        assert not Case.objects.exists()

    def test_blocks_a_second_plan_with_the_same_content(self, stage):
        """ "A second plan item for F7 in 2026 from Thanh tra tỉnh with the same content
        -> blocked by the once-a-year rule." """
        performance = Performance([plans.department(stage), plans.inspectorate(stage)])
        performance.run(until=moment("09/12/2025", "23:59"))
        plan = stage.plan(plans.THANH_TRA)

        with pytest.raises(OnceAYear) as refused:
            s07.plan_the_same_again(stage, plan, at=moment("10/12/2025"))

        (reason,) = refused.value.blockers
        assert reason.code == "same_content"
        assert "Gió Đồi" in str(reason.text)
        assert PlanItem.objects.filter(facility=stage.facilities["F7"]).count() == 1

    def test_concludes_the_other_inspection_in_time(self, stage):
        """ "Draft conclusion of another inspection received Fri 25/09/2026 -> D-CONCL
        25/09 + 15 = Sat 10/10 -> Mon 12/10 (strict 10/10)." """
        performance = Performance(
            [plans.department(stage), s07.other_inspection(stage)]
        )
        performance.run(until=moment("25/09/2026", "23:59"))

        visit = Inspection.objects.get()
        (limit,) = limits.limits_of(visit, calendar=load_calendar())
        assert limit.rule.code == "D-CONCL"
        assert limit.start == day("25/09/2026")
        assert limit.due.strict_due == day("10/10/2026")
        assert limit.due.due == day("12/10/2026")

        performance.run(until=LONG_AFTER)
        visit = Inspection.objects.get(follows=None)
        (limit,) = limits.limits_of(visit, calendar=load_calendar())
        assert visit.state == VisitState.CONCLUDED
        assert limit.met_on == day("08/10/2026")
        papers = IssuedDocument.objects.order_by("issued_at")
        assert [paper.form for paper in papers] == [
            FormId.INSPECTION_DECISION,
            FormId.INSPECTION_RECORD,
            FormId.INSPECTION_CONCLUSION,
        ]
        assert visit.follow_ups.get().state == VisitState.PLANNED


class TestPlans:
    def test_were_approved_in_december_by_others_than_their_proposers(self, stage):
        """ "Plans for 2026 were approved in 12/2025 (UBND phường Buôn Ma Thuột: F1; Sở
        VHTTDL: F2, F3, F7; Thanh tra tỉnh: its own)." """
        performance = Performance([play(stage) for play in plans.PLANS])
        performance.run(until=moment("31/12/2025"))

        listed = {
            agency: {str(item.facility_id) for item in stage.plan(agency).items.all()}
            for agency in plans.HOUSES
        }
        assert listed == {
            agency: {str(stage.facilities[sign]) for sign in signs}
            for agency, signs in (
                (plans.SO, ("F2", "F3", "F7")),
                (plans.THANH_TRA, ("F6",)),
                (plans.BMT, ("F1",)),
            )
        }
        for agency in plans.HOUSES:
            plan = stage.plan(agency)
            assert (plan.approved_on.month, plan.approved_on.year) == (12, 2025)
            persons = {plan.proposed_by_id, plan.reviewed_by_id, plan.approved_by_id}
            assert len(persons) == 3

    def test_were_adjusted_in_june_on_the_basis_of_the_provinces(self, stage):
        """ "The provincial plan of 05/2026 is the basis of the adjustment of Sở's plan
        made in 06/2026, not of visits before it." """
        performance = Performance([plans.department(stage)])
        performance.run(until=LONG_AFTER)

        plan = stage.plan(plans.SO)
        (change,) = plan.changes.all()
        assert (change.occurred_on.month, change.occurred_on.year) == (6, 2026)
        assert change.legal_basis == plans.PROVINCIAL_PLAN
        assert "tháng 5/2026" in change.legal_basis
        assert sorted(line.kind for line in change.lines.all()) == ["ADDED", "MOVED"]
        assert all("04-CT/TW" not in basis for basis in plan.legal_bases)
