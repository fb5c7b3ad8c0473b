"""Candidates of a draft: ranked, filtered, with what stands against them; many added.

registry.md 4: "The score ranks; a person decides"; 5: "cross-check both for overlap".
"""

import pytest

from audit.models import Entry
from facilities.models import Facility
from facilities.states import FacilityKind, FacilityStatus
from inspections import candidates, services
from inspections.models import PlanItem
from inspections.services import OnceAYear, VisitInput
from inspections.states import ContentTag, Ground, ItemState, PlanKind
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import SO, THANH_TRA
from tests.moments import day, moment

AT = moment("06/12/2026")


@pytest.fixture
def shops(hoa_cuc, cao_nguyen_xanh, gio_doi):
    return hoa_cuc, cao_nguyen_xanh, gio_doi


def found(walk, plan, user="so.lanhdao", at=AT, **asked):
    return set(candidates.candidates_of(plan, walk.by(user), at, **asked))


def one(walk, plan, facility, user="so.lanhdao", at=AT):
    (row,) = candidates.shown(plan, [facility], walk.by(user), at)
    return row


def visit_ad_hoc(walk, facility, house=THANH_TRA):
    return services.open_ad_hoc_visit(
        facility=facility,
        ground=Ground.TIP_OFF,
        ground_text="Tin báo của bạn đọc.",
        content=(ContentTag.INVOICES,),
        visit=VisitInput(scheduled_on=day("10/04/2026")),
        by=walk.by(house.lead),
        at=moment("09/04/2026"),
    )


def put_in(walk, plan, *facilities, house=SO, **given):
    return walk.plan(
        services.add_items,
        plan,
        walk.by(house.manager),
        steps.DRAFTED,
        items=[steps.item_input(facility, **given) for facility in facilities],
    )


class TestCandidates:
    def test_are_the_facilities_that_the_plan_has_not(self, walk, shops):
        plan = steps.draft(walk)
        steps.add(walk, plan, shops[0])

        assert found(walk, plan) == set(shops[1:])

    def test_come_back_when_taken_out(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        item = steps.add(walk, plan, hoa_cuc)
        walk.plan(
            services.drop_item, plan, walk.by("so.lanhdao"), steps.DRAFTED, item=item
        )
        assert found(walk, plan) == {hoa_cuc}

    def test_leave_out_what_has_ended(self, walk, hoa_cuc):
        Facility.objects.filter(pk=hoa_cuc.pk).update(status=FacilityStatus.ENDED)

        assert found(walk, steps.draft(walk)) == set()

    def test_of_a_commune_lie_in_its_ward(self, walk, shops):
        plan = steps.draft(walk, steps.BMT)

        assert found(walk, plan, "xa.bmt.lanhdao") == {shops[0]}

    @pytest.mark.parametrize(
        ("asked", "places"),
        [
            ({"ward": "24133"}, {0}),
            ({"ward": "22258"}, {2}),
            ({"kind": FacilityKind.IMPORTER}, {2}),
            ({"kind": FacilityKind.DISTRIBUTOR}, {0, 2}),
            ({"ward": "24133", "kind": FacilityKind.IMPORTER}, set()),
        ],
    )
    def test_are_filtered(self, walk, shops, asked, places):
        assert found(walk, steps.draft(walk), **asked) == {shops[n] for n in places}

    @pytest.mark.parametrize(
        ("since", "is_left"), [("03/03/2026", False), ("04/03/2026", True)]
    )
    def test_not_checked_since_a_day(self, walk, visit, hoa_cuc, since, is_left):
        """The visit's record is locked on 03/03/2026."""
        steps.locked(walk, visit)
        plan = steps.draft(walk, year=2027)

        rows = found(walk, plan, not_checked_since=day(since))
        assert rows == ({hoa_cuc} if is_left else set())

    def test_free_ones_have_no_visit_of_the_kind_in_the_year(self, walk, shops):
        steps.add(walk, steps.draft(walk, THANH_TRA), shops[0], THANH_TRA)
        plan = steps.draft(walk)
        inspection = steps.draft(walk, kind=PlanKind.INSPECTION)

        assert found(walk, plan, is_free=True) == set(shops[1:])
        assert found(walk, inspection, is_free=True) == set(shops)


class TestWhatStandsBeside:
    def test_names_the_last_visit_of_any_agency(self, walk, visit, hoa_cuc):
        plan = steps.draft(walk, THANH_TRA, year=2027)
        before = one(walk, plan, hoa_cuc, "tt.lanhdao")
        steps.locked(walk, visit)
        after = one(walk, plan, hoa_cuc, "tt.lanhdao")

        assert before.last_check is None
        assert before.check_in_words == "No visit is recorded."
        assert after.last_check.on == day("03/03/2026")
        assert "03/03/2026" in after.check_in_words

    def test_names_the_agency_that_plans_the_business_already(self, walk, gio_doi):
        steps.add(walk, steps.draft(walk, THANH_TRA), gio_doi, THANH_TRA)
        row = one(walk, steps.draft(walk), gio_doi)

        assert not row.is_free
        assert [taken.source for taken in row.stops] == ["Kế hoạch kiểm tra năm 2026"]

    def test_another_kind_is_told_and_does_not_stop(self, walk, gio_doi):
        inspection = steps.draft(walk, THANH_TRA, kind=PlanKind.INSPECTION)
        steps.add(walk, inspection, gio_doi, THANH_TRA)
        row = one(walk, steps.draft(walk), gio_doi)

        assert row.is_free
        assert len(row.taken) == 1

    def test_an_unannounced_visit_is_its_agencys_own(self, walk, gio_doi):
        """The rule counts it, the list does not betray it."""
        visit_ad_hoc(walk, gio_doi)
        plan, own = steps.draft(walk), steps.draft(walk, THANH_TRA)

        assert one(walk, plan, gio_doi).taken == ()
        assert found(walk, plan, is_free=True) == {gio_doi}
        assert len(one(walk, own, gio_doi, "tt.lanhdao").stops) == 1
        assert found(walk, own, "tt.lanhdao", is_free=True) == set()
        with pytest.raises(OnceAYear):
            put_in(walk, plan, gio_doi)

    def test_is_told_of_once_it_has_begun(self, walk, gio_doi):
        visit = visit_ad_hoc(walk, gio_doi, SO)
        walk.visit(
            services.assign_team,
            visit,
            "so.truongdoan",
            moment("09/04/2026"),
            team=steps.team(walk),
        )
        walk.visit(
            services.decide_inspection, visit, "so.giamdoc", moment("09/04/2026")
        )
        walk.visit(services.start_visit, visit, "so.kiemtra", moment("10/04/2026"))

        plan = steps.draft(walk, THANH_TRA)
        assert len(one(walk, plan, gio_doi, "tt.lanhdao").stops) == 1

    def test_takes_as_many_queries_for_many_rows(
        self, walk, shops, django_assert_num_queries
    ):
        plan, user = steps.draft(walk), walk.by("so.lanhdao")
        for facility in shops:
            steps.add(walk, steps.draft(walk, THANH_TRA), facility, THANH_TRA)
        rows = list(candidates.candidates_of(plan, user, AT))
        assert len(rows) == 3

        with django_assert_num_queries(3):
            candidates.shown(plan, rows, user, AT)


class TestAddMany:
    def test_puts_all_in_with_day_and_lead(self, walk, shops):
        plan = steps.draft(walk)
        lead = walk.by("so.truongdoan")
        made = put_in(walk, plan, *shops, planned_on=day("10/02/2026"), team_lead=lead)

        assert [item.position for item in made] == [1, 2, 3]
        stored = PlanItem.objects.filter(plan=plan)
        assert {item.facility for item in stored} == set(shops)
        assert {item.team_lead for item in stored} == {lead}
        assert {item.planned_on for item in stored} == {day("10/02/2026")}
        entry = Entry.objects.filter(action="plan.add_items").get()
        assert len(entry.changes["items"][1]) == 3

    def test_puts_none_in_when_one_clashes_and_names_each_clash(self, walk, shops):
        other = steps.draft(walk, THANH_TRA)
        put_in(walk, other, shops[0], shops[2], house=THANH_TRA)
        plan = steps.draft(walk)

        with pytest.raises(OnceAYear) as refused:
            put_in(walk, plan, *shops)

        assert len(refused.value.blockers) == 2
        assert not plan.items.exists()

    def test_counts_the_chosen_against_each_other(self, walk, enter):
        head = enter("Công ty Sóng Biển", "9900000055", "22015")
        branch = enter("Chi nhánh Sóng Biển", "9900000055-001", "22015")
        assert head.business_key == branch.business_key

        with pytest.raises(OnceAYear):
            put_in(walk, steps.draft(walk), head, branch)

    def test_takes_as_many_queries_for_many(
        self, walk, shops, django_assert_max_num_queries
    ):
        plan = steps.reread_plan(steps.draft(walk))
        by = walk.by("so.lanhdao")
        items = [steps.item_input(facility) for facility in shops]
        with django_assert_max_num_queries(14):
            services.add_items(
                plan=plan, version=plan.version, items=items, by=by, at=steps.DRAFTED
            )

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"planned_on": day("01/04/2026")}, "planned_on"),
            ({"planned_on": day("10/02/2027")}, "planned_on"),
            ({"first_month": 13}, "first_month"),
            ({"content": ()}, "content"),
        ],
    )
    def test_refuses_values(self, walk, hoa_cuc, given, field):
        with pytest.raises(Refused) as refused:
            put_in(walk, steps.draft(walk), hoa_cuc, **given)
        assert field in refused.value.errors

    @pytest.mark.parametrize("username", ["tt.thanhtra", "so.sobo", "quantri"])
    def test_refuses_a_lead_of_another_house_or_without_an_acting_role(
        self, walk, hoa_cuc, username
    ):
        plan = steps.draft(walk)
        if username == "so.sobo":
            put_in(walk, plan, hoa_cuc, team_lead=walk.by(username))
            return
        with pytest.raises(Refused) as refused:
            put_in(walk, plan, hoa_cuc, team_lead=walk.by(username))
        assert "team_lead" in refused.value.errors

    def test_refuses_nothing_chosen_a_facility_twice_and_one_present(
        self, walk, hoa_cuc
    ):
        plan = steps.draft(walk)
        for chosen in ((), (hoa_cuc, hoa_cuc)):
            with pytest.raises(Refused) as refused:
                put_in(walk, plan, *chosen)
            assert "facilities" in refused.value.errors
        steps.add(walk, plan, hoa_cuc)
        with pytest.raises(Refused):
            put_in(walk, plan, hoa_cuc)

    def test_is_for_the_manager_on_the_version_he_saw(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        values = {"items": [steps.item_input(hoa_cuc)], "at": steps.DRAFTED}
        with pytest.raises(NotPermitted):
            services.add_items(
                plan=plan, version=plan.version, by=walk.by("so.kiemtra"), **values
            )
        with pytest.raises(MovedOn):
            services.add_items(plan=plan, version=0, by=walk.by("so.lanhdao"), **values)

    def test_the_lead_of_the_item_goes_when_the_visit_names_nobody(self, walk, gio_doi):
        lead = walk.by("so.truongdoan")
        item = steps.published(walk, gio_doi, team_lead=lead)
        visit = services.open_visit_from_item(
            item=item,
            visit=VisitInput(scheduled_on=day("03/03/2026")),
            by=lead,
            at=steps.OPENED,
        )
        assert steps.reread(visit).lead.officer == lead

    def test_a_move_forgets_the_day(self, walk, gio_doi):
        item = steps.published(walk, gio_doi, planned_on=day("10/02/2026"))
        walk.plan(
            services.adjust_plan,
            item.plan,
            walk.by("so.lanhdao"),
            moment("05/01/2026"),
            reason="Dời đợt.",
            legal_basis="Kế hoạch của tỉnh.",
            move=[services.ItemMove(item=item, first_month=4, last_month=6)],
        )
        item = PlanItem.objects.get(pk=item.pk)
        assert (item.first_month, item.planned_on) == (4, None)
        assert item.state == ItemState.PLANNED
