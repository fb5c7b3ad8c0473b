"""The month of visits and planned facilities, and how far plans are carried out."""

import pytest

from inspections import services
from inspections.models import PlanItem
from inspections.month import month_of
from inspections.progress import progress_in
from inspections.services import VisitInput
from inspections.states import PlanKind
from tests.inspections import walk as steps
from tests.inspections.walk import SO, THANH_TRA
from tests.moments import day, moment

AT = moment("02/03/2026")
TODAY = day("02/03/2026")
MARCH, MAY = day("01/03/2026"), day("01/05/2026")


def month(walk, first=MARCH, username="so.lanhdao", today=TODAY, **asked):
    return month_of(first, walk.by(username), AT, today=today, **asked)


def told(found):
    return {(entry.day, entry.facility.name, bool(entry.number)) for entry in found}


class TestMonth:
    def test_holds_visits_on_their_day_and_items_in_their_months(
        self, walk, hoa_cuc, gio_doi
    ):
        steps.planned_visit(walk, hoa_cuc)
        steps.published(walk, gio_doi, first_month=3, last_month=5)

        march, may = month(walk), month(walk, MAY)
        assert told(march.entries) == {
            (day("03/03/2026"), hoa_cuc.name, True),
            (None, gio_doi.name, False),
        }
        assert told(may.entries) == {(None, gio_doi.name, False)}
        assert [e.facility for e in march.undated] == [gio_doi]

    def test_puts_an_item_on_the_day_that_is_thought_of(self, walk, gio_doi):
        planned = day("10/04/2026")
        steps.published(walk, gio_doi, first_month=3, last_month=5, planned_on=planned)

        assert month(walk).entries == ()
        april = month(walk, day("01/04/2026"))
        assert dict(april.days())[planned][0].facility == gio_doi
        assert len(april.days()) == 30

    def test_tells_day_and_lead_to_the_agencies_of_the_visit_only(self, walk, gio_doi):
        steps.published(
            walk,
            gio_doi,
            first_month=3,
            last_month=5,
            planned_on=day("10/03/2026"),
            team_lead=walk.by(SO.lead),
        )
        for username, is_told in (
            ("so.kiemtra", True),
            ("ubnd.lanhdao", True),
            ("tt.lanhdao", False),
            ("xa.donghoa", False),
        ):
            (entry,) = month(walk, username=username).entries
            assert (entry.day is not None, entry.lead is not None) == (is_told,) * 2
        lead = walk.by(SO.lead).pk
        assert month(walk, username="tt.lanhdao", lead=lead).entries == ()
        assert len(month(walk, lead=lead).entries) == 1

    def test_a_visit_that_is_hidden_takes_no_item_away(self, walk, hoa_cuc):
        steps.planned_visit(walk, hoa_cuc)

        assert told(month(walk, username="tt.lanhdao").entries) == {
            (None, hoa_cuc.name, False)
        }

    def test_leaves_out_what_was_called_off_or_taken_out(self, walk, visit, gio_doi):
        walk.visit(
            services.cancel_visit,
            visit,
            "so.lanhdao",
            AT,
            reason="Cơ sở tạm nghỉ.",
        )
        (entry,) = month(walk).entries
        assert entry.number == ""
        draft = steps.draft(walk)
        item = steps.add(walk, draft, gio_doi)
        walk.plan(
            services.drop_item, draft, walk.by("so.lanhdao"), steps.DRAFTED, item=item
        )
        assert len(month(walk).entries) == 1

    def test_hides_the_drafts_of_others(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk, THANH_TRA), gio_doi, THANH_TRA)

        assert month(walk).entries == ()
        assert len(month(walk, username="tt.lanhdao").entries) == 1

    @pytest.mark.parametrize(
        ("asked", "is_left"),
        [
            ({"ward": "24133"}, True),
            ({"ward": "22258"}, False),
            ({"agency": "SO_VHTTDL"}, True),
            ({"agency": "THANH_TRA_TINH"}, False),
        ],
    )
    def test_is_narrowed(self, walk, visit, asked, is_left):
        assert bool(month(walk, **asked).entries) == is_left

    def test_is_grouped_by_team_and_by_ward(self, walk, visit, gio_doi):
        steps.published(walk, gio_doi)
        found = month(walk)

        leads = [(lead and lead.username, len(rows)) for lead, rows in found.by_lead()]
        assert leads == [(SO.lead, 1), (None, 1)]
        assert {ward.code for ward, _rows in found.by_ward()} == {"24133", "22258"}

    def test_takes_three_queries_for_many(
        self, walk, hoa_cuc, gio_doi, cao_nguyen_xanh, django_assert_num_queries
    ):
        for facility in (hoa_cuc, cao_nguyen_xanh):
            steps.planned_visit(walk, facility)
        steps.published(walk, gio_doi)
        user = walk.by("so.lanhdao")
        with django_assert_num_queries(4):
            found = month_of(MARCH, user, AT, today=TODAY)
            names = [
                (entry.ward.name, entry.lead and entry.lead.full_name)
                for entry in found.entries
            ]
        assert len(names) == 3


class TestProgress:
    def test_counts_by_agency_and_kind(self, walk, hoa_cuc, gio_doi, cao_nguyen_xanh):
        """One done, one late, one postponed, one taken out, one of another house."""
        visit = steps.planned_visit(walk, hoa_cuc)
        steps.locked(walk, visit)
        plan = steps.draft(walk)
        for facility in (gio_doi, cao_nguyen_xanh):
            steps.add(walk, plan, facility, first_month=1, last_month=2)
        for step in (steps.propose, steps.review, steps.approve, steps.publish):
            step(walk, plan)
        row = progress(walk)[0]
        assert (row.total, row.done, row.late, row.to_come) == (3, 1, 2, 0)

        items = dict(PlanItem.objects.filter(plan=plan).values_list("facility", "pk"))
        walk.plan(
            services.adjust_plan,
            plan,
            walk.by("so.lanhdao"),
            AT,
            reason="Dời đợt.",
            legal_basis="Kế hoạch của tỉnh.",
            postpone=[PlanItem.objects.get(pk=items[gio_doi.pk])],
            drop=[PlanItem.objects.get(pk=items[cao_nguyen_xanh.pk])],
        )
        (row,) = progress(walk)
        assert (row.agency, row.kind) == ("SO_VHTTDL", PlanKind.CHECK)
        assert (row.total, row.done, row.late) == (2, 1, 0)
        assert (row.postponed, row.dropped, row.share) == (1, 1, 50)

    def test_is_not_late_within_its_months(self, walk, hoa_cuc):
        item = steps.published(walk, hoa_cuc)

        assert progress(walk, on=day("31/03/2026"))[0].late == 0
        assert progress(walk, on=day("01/04/2026"))[0].late == 1
        assert not item.is_late_on(day("31/03/2026"))
        assert item.is_late_on(day("01/04/2026"))

    def test_of_drafts_and_of_what_was_never_published_is_none(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        steps.add(walk, plan, hoa_cuc)

        assert progress(walk) == []

    def test_takes_two_queries(self, walk, hoa_cuc, django_assert_num_queries):
        steps.published(walk, hoa_cuc)
        user = walk.by("tt.lanhdao")
        with django_assert_num_queries(2):
            assert len(progress_in(2026, user, AT, on=TODAY)) == 1

    def test_a_visit_opened_counts_as_to_come(self, walk, hoa_cuc):
        item = steps.published(walk, hoa_cuc)
        services.open_visit_from_item(
            item=item,
            visit=VisitInput(scheduled_on=day("03/03/2026")),
            by=walk.by(SO.lead),
            at=steps.OPENED,
        )
        assert progress(walk)[0].to_come == 1


def progress(walk, username="so.lanhdao", on=TODAY):
    return progress_in(2026, walk.by(username), AT, on=on)
