"""S7 of the sample data: no violation, remote first; and the limit of a conclusion."""

import pytest

from inspections import limits, services
from inspections.models import Inspection, PlanItem
from inspections.services import OnceAYear, VisitInput
from inspections.states import ContentTag, ItemState, Mode, PlanKind, VisitState
from regulations.working_days import load_calendar
from tests.inspections import walk as steps
from tests.inspections.walk import THANH_TRA
from tests.moments import day, moment

PAPERS = (ContentTag.LICENCES, ContentTag.INVOICES)


class TestScenarioSeven:
    def test_a_remote_review_that_finds_nothing_ends_the_item(self, walk, gio_doi):
        """ "remote review of licences and invoices finds nothing; visit not needed.
        Path: inspection item DONE, no case"."""
        item = steps.published(walk, gio_doi, mode=Mode.REMOTE, content=PAPERS)
        visit = services.open_visit_from_item(
            item=item,
            visit=VisitInput(scheduled_on=day("16/03/2026"), team=steps.team(walk)),
            by=walk.by("so.truongdoan"),
            at=moment("09/03/2026"),
        )
        walk.visit(
            services.decide_inspection, visit, "so.giamdoc", moment("10/03/2026")
        )
        walk.visit(services.start_visit, visit, "so.kiemtra", moment("16/03/2026"))
        done = walk.visit(
            services.finish_remote,
            visit,
            "so.truongdoan",
            moment("18/03/2026"),
            result="Giấy phép còn hiệu lực; hóa đơn đầy đủ.",
        )

        assert done.mode == Mode.REMOTE
        assert done.state == VisitState.DONE_WITHOUT_VISIT
        assert done.remote_reviewed_on == day("18/03/2026")
        assert not done.findings.exists()
        assert not hasattr(done, "record")
        assert PlanItem.objects.get(pk=item.pk).state == ItemState.DONE

    def test_a_second_item_of_the_inspectorate_is_blocked(self, walk, gio_doi):
        """ "A second plan item for F7 in 2026 from Thanh tra tỉnh with the same
        content -> blocked by the once-a-year rule"."""
        steps.published(walk, gio_doi, mode=Mode.REMOTE, content=PAPERS)
        second = steps.draft(walk, THANH_TRA, kind=PlanKind.INSPECTION)

        with pytest.raises(OnceAYear) as refused:
            steps.add(walk, second, gio_doi, THANH_TRA, content=PAPERS)

        assert [b.code for b in refused.value.blockers] == ["same_content"]

    def test_the_conclusion_is_due_on_monday_12_october(self, walk, visit):
        """ "Draft conclusion of another inspection received Fri 25/09/2026 -> D-CONCL
        25/09 + 15 = Sat 10/10 -> Mon 12/10 (strict 10/10)"."""
        concluded = steps.locked(walk, visit)
        assert limits.limits_of(concluded, calendar=load_calendar()) == []
        walk.visit(
            services.receive_draft_conclusion,
            concluded,
            "so.truongdoan",
            moment("25/09/2026"),
        )

        (limit,) = limits.limits_of(
            Inspection.objects.get(pk=visit.pk), calendar=load_calendar()
        )
        assert limit.rule.code == "D-CONCL"
        assert limit.start == day("25/09/2026")
        assert limit.due.strict_due == day("10/10/2026")
        assert limit.due.due == day("12/10/2026")
        assert not limit.is_overdue_on(day("12/10/2026"))
        assert limit.is_overdue_on(day("13/10/2026"))
