"""Every state of a plan, every step: the allowed ones move, all others refuse."""

import django_fsm as fsm
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Entry
from inspections import services
from inspections.models import Inspection, InspectionPlan, PlanItem
from inspections.services import StepNotOpen
from inspections.states import (
    ITEM_EDGES,
    PLAN_EDGES,
    VISIT_EDGES,
    PlanState,
)
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import BMT, DRAFTED, SO
from tests.moments import day, moment

LATER = moment("05/01/2026")
# How a plan comes to each state, and who may take which step from there.
PATHS = {
    "DRAFT": (),
    "DRAFT, proposed": (steps.propose,),
    "REVIEWED": (steps.propose, steps.review),
    "APPROVED": (steps.propose, steps.review, steps.approve),
    "PUBLISHED": (steps.propose, steps.review, steps.approve, steps.publish),
    "IN_PROGRESS": (
        steps.propose,
        steps.review,
        steps.approve,
        steps.publish,
        steps.start,
    ),
}
STEPS = {
    "propose": (services.propose_plan, {}),
    "review": (services.review_plan, {}),
    "send_back": (services.send_back_plan, {"reason": "Còn trùng."}),
    "approve": (services.approve_plan, {}),
    "publish": (services.publish_plan, {}),
    "start": (services.start_plan, {}),
    "finish": (services.finish_plan, {}),
}
ALLOWED = {
    ("DRAFT", "propose"): PlanState.DRAFT,
    ("DRAFT, proposed", "review"): PlanState.REVIEWED,
    ("REVIEWED", "send_back"): PlanState.DRAFT,
    ("REVIEWED", "approve"): PlanState.APPROVED,
    ("APPROVED", "publish"): PlanState.PUBLISHED,
    ("PUBLISHED", "start"): PlanState.IN_PROGRESS,
    ("IN_PROGRESS", "finish"): PlanState.FINISHED,
}


@pytest.fixture
def plan(walk, hoa_cuc) -> InspectionPlan:
    plan = steps.draft(walk)
    steps.add(walk, plan, hoa_cuc)
    return plan


def actor(walk, step):
    """Somebody whom the permission table allows the step."""
    if step in {"review", "send_back"}:
        return walk.reviewer(SO)
    return walk.by("so.giamdoc" if step == "approve" else "so.lanhdao")


def bring(walk, plan, state):
    for step in PATHS[state]:
        step(walk, plan)


def settle_items(walk, plan):
    """Postponed, so that the plan can be finished."""
    walk.plan(
        services.adjust_plan,
        plan,
        walk.by("so.lanhdao"),
        LATER,
        reason="Cơ sở tạm ngừng hoạt động.",
        legal_basis="Công văn số 12/SVHTTDL",
        postpone=list(plan.items.all()),
    )


class TestTakePlanSteps:
    @pytest.mark.parametrize("state", PATHS)
    def test_only_the_lifes_own_steps_are_open(self, walk, plan, state):
        bring(walk, plan, state)
        if state == "IN_PROGRESS":
            settle_items(walk, plan)
        before = steps.reread_plan(plan)
        for name, (act, values) in STEPS.items():
            if (state, name) in ALLOWED:
                continue
            by = actor(walk, name)
            with pytest.raises(StepNotOpen) as refused, transaction.atomic():
                walk.plan(act, plan, by, LATER, **values)
            assert refused.value.blockers, (state, name)
            assert steps.reread_plan(plan).version == before.version

        for name, (act, values) in STEPS.items():
            if (state, name) in ALLOWED:
                walk.plan(act, plan, actor(walk, name), LATER, **values)
                assert steps.reread_plan(plan).state == ALLOWED[state, name]
                plan_entry = Entry.objects.filter(object_id=str(plan.pk)).latest("seq")
                assert plan_entry.action == f"plan.{name}"
                break

    def test_nothing_leads_out_of_the_finished_plan(self, walk, plan):
        bring(walk, plan, "IN_PROGRESS")
        settle_items(walk, plan)
        walk.plan(services.finish_plan, plan, walk.by("so.lanhdao"), LATER)
        for name, (act, values) in STEPS.items():
            by = actor(walk, name)
            with pytest.raises(StepNotOpen), transaction.atomic():
                walk.plan(act, plan, by, LATER, **values)

    def test_an_open_item_keeps_the_plan_open(self, walk, plan):
        bring(walk, plan, "IN_PROGRESS")
        with pytest.raises(StepNotOpen) as refused:
            walk.plan(services.finish_plan, plan, walk.by("so.lanhdao"), LATER)

        assert [b.code for b in refused.value.blockers] == ["items_open"]


class TestApprovePlan:
    def test_takes_a_number_of_the_agency_and_year(self, walk, plan):
        bring(walk, plan, "REVIEWED")
        steps.approve(walk, plan)
        approved = steps.reread_plan(plan)

        assert (approved.number, approved.number_year) == (1, 2025)
        assert approved.code == "01/2025"
        assert approved.approved_by == walk.by("so.giamdoc")
        assert approved.approved_on == day("15/12/2025")

    def test_refuses_the_proposer(self, walk, enter):
        """agencies.md: xa.eakar.chutich is sanctioner and manager at once."""
        chairman = walk.by("xa.eakar.chutich")
        plan = services.draft_plan(
            year=2026, kind="CHECK", title="Kế hoạch", by=chairman, at=DRAFTED
        )
        shop = enter("Hộ kinh doanh Sách Ea Kar", "9900000087", "24373")
        walk.plan(
            services.add_item, plan, chairman, DRAFTED, item=steps.item_input(shop)
        )
        walk.plan(services.propose_plan, plan, chairman, DRAFTED)
        with pytest.raises(NotPermitted):
            walk.plan(services.review_plan, plan, chairman, DRAFTED)
        walk.plan(
            services.review_plan, plan, walk.hire("UBND_XA_24373"), steps.REVIEWED
        )
        with pytest.raises(NotPermitted):
            walk.plan(services.approve_plan, plan, chairman, steps.APPROVED)

        assert steps.reread_plan(plan).state == PlanState.REVIEWED

    def test_the_database_refuses_the_proposer_too(self, walk, plan):
        bring(walk, plan, "APPROVED")
        with pytest.raises(IntegrityError, match="approved_by_another"):
            InspectionPlan.objects.update(approved_by=walk.by("so.lanhdao"))

    def test_refuses_other_agencies_and_roles(self, walk, plan):
        bring(walk, plan, "REVIEWED")
        for username in ("tt.chanh", "ubnd.lanhdao", "so.kiemtra", "so.vanthu"):
            with pytest.raises(NotPermitted):
                walk.plan(services.approve_plan, plan, walk.by(username), LATER)

    def test_the_provinces_own_plan_is_approved_by_its_manager(self, walk, hoa_cuc):
        """Row A094: manager of UBND tỉnh, for a plan of the own agency."""
        proposer = walk.hire("UBND_TINH")
        plan = services.draft_plan(
            year=2026, kind="CHECK", title="Kế hoạch", by=proposer, at=DRAFTED
        )
        walk.plan(
            services.add_item, plan, proposer, DRAFTED, item=steps.item_input(hoa_cuc)
        )
        manager = walk.by("ubnd.lanhdao")
        walk.plan(services.propose_plan, plan, proposer, DRAFTED)
        walk.plan(services.review_plan, plan, manager, steps.REVIEWED)
        walk.plan(services.approve_plan, plan, manager, steps.APPROVED)

        assert steps.reread_plan(plan).approved_by == manager

    def test_refuses_a_day_after_today_and_before_the_review(self, walk, plan):
        bring(walk, plan, "REVIEWED")
        for wrong in ("16/12/2025", "09/12/2025"):
            with pytest.raises((services.DayInFuture, services.DayTooEarly)) as refused:
                walk.plan(
                    services.approve_plan,
                    plan,
                    walk.by("so.giamdoc"),
                    steps.APPROVED,
                    occurred_on=day(wrong),
                )
            assert list(refused.value.errors) == ["occurred_on"]

    def test_refuses_a_version_that_moved_on(self, walk, plan):
        bring(walk, plan, "REVIEWED")
        stale = steps.reread_plan(plan)
        with pytest.raises(MovedOn) as refused:
            services.approve_plan(
                plan=stale,
                version=stale.version - 1,
                by=walk.by("so.giamdoc"),
                at=steps.APPROVED,
            )
        assert refused.value.current["version"] == stale.version


class TestDraftPlan:
    def test_is_for_managers(self, walk):
        for username in ("so.kiemtra", "so.giamdoc", "ubnd.kiemsoat"):
            with pytest.raises(NotPermitted):
                services.draft_plan(
                    year=2026,
                    kind="CHECK",
                    title="Kế hoạch",
                    by=walk.by(username),
                    at=DRAFTED,
                )

    @pytest.mark.parametrize(
        ("field", "value"),
        [("year", 26), ("kind", "OTHER"), ("title", "  ")],
    )
    def test_names_the_wrong_field(self, walk, field, value):
        values = {"year": 2026, "kind": "CHECK", "title": "Kế hoạch"}
        with pytest.raises(Refused) as refused:
            services.draft_plan(
                **values | {field: value}, by=walk.by("so.lanhdao"), at=DRAFTED
            )
        assert list(refused.value.errors) == [field]

    def test_an_empty_plan_is_not_proposed(self, walk):
        plan = steps.draft(walk)
        with pytest.raises(StepNotOpen) as refused:
            steps.propose(walk, plan)
        assert [b.code for b in refused.value.blockers] == ["plan_empty"]


class TestEditList:
    def test_a_changed_list_is_proposed_anew(self, walk, plan, gio_doi):
        steps.propose(walk, plan)
        steps.add(walk, plan, gio_doi)
        assert steps.reread_plan(plan).proposed_by is None
        with pytest.raises(StepNotOpen):
            steps.review(walk, plan)

    def test_a_facility_stands_once_in_a_plan(self, walk, plan, hoa_cuc):
        with pytest.raises(Refused) as refused:
            steps.add(walk, plan, hoa_cuc, exception_reason="Vẫn muốn.")
        assert list(refused.value.errors) == ["facility"]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"first_month": 0}, "first_month"),
            ({"first_month": 6, "last_month": 5}, "last_month"),
            ({"content": ()}, "content"),
            ({"content": ("WEATHER",)}, "content"),
            ({"mode": "BY_POST"}, "mode"),
        ],
    )
    def test_names_the_wrong_field(self, walk, plan, gio_doi, given, field):
        with pytest.raises(Refused) as refused:
            steps.add(walk, plan, gio_doi, **given)
        assert list(refused.value.errors) == [field]

    def test_months_and_content_are_changed(self, walk, plan, hoa_cuc):
        item = plan.items.get()
        walk.plan(
            services.edit_item,
            plan,
            walk.by("so.lanhdao"),
            DRAFTED,
            item=item,
            changed=steps.item_input(hoa_cuc, first_month=5, last_month=5),
        )
        assert PlanItem.objects.get(pk=item.pk).first_month == 5

    def test_is_closed_once_reviewed(self, walk, plan, gio_doi):
        bring(walk, plan, "REVIEWED")
        with pytest.raises(StepNotOpen):
            steps.add(walk, plan, gio_doi)


class TestTheLives:
    @pytest.mark.parametrize(
        ("model", "edges"),
        [
            (InspectionPlan, PLAN_EDGES),
            (PlanItem, ITEM_EDGES),
            (Inspection, VISIT_EDGES),
        ],
    )
    def test_have_the_edges_that_the_database_lets_pass(self, model, edges):
        transitions = model._meta.get_field("state").get_all_transitions(model)
        drawn = {
            (str(t.source), str(t.target)) for t in transitions if t.source != t.target
        }

        assert drawn == {(str(source), str(target)) for source, target in edges}

    @pytest.mark.parametrize("model", [InspectionPlan, PlanItem, Inspection])
    def test_have_no_transition_without_a_permission(self, model):
        for transition in model._meta.get_field("state").get_all_transitions(model):
            assert transition.permission is not None, transition.name
            assert transition.permission.action

    def test_are_kept_by_the_database(self, walk, plan):
        with pytest.raises(DatabaseError, match="Invalid transition"):
            InspectionPlan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)

    def test_are_not_written_by_hand(self, walk, plan):
        with pytest.raises(AttributeError):
            plan.state = PlanState.APPROVED
        assert not fsm.can_proceed(plan.publish)

    def test_are_asked_through_the_services(self, walk, plan):
        with pytest.raises(RuntimeError):
            fsm.has_transition_perm(plan.propose, walk.by("so.lanhdao"))


class TestCommunePlan:
    def test_is_made_by_the_communes_own_officers(self, walk, hoa_cuc):
        """sample-data.md: the plan of UBND phường Buôn Ma Thuột has F1."""
        item = steps.published(walk, hoa_cuc, BMT)

        assert item.plan.agency_id == "UBND_XA_24133"
        assert item.plan.state == PlanState.PUBLISHED
        assert item.plan.published_on == day("20/12/2025")
