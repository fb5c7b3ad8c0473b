"""Every state of a visit, every step: the allowed ones move, all others refuse."""

import pytest
from django.db import DatabaseError, transaction

from audit.models import Entry
from inspections import services
from inspections.models import Inspection, PlanItem
from inspections.services import StepNotOpen
from inspections.states import ItemState, Mode, VisitState
from kernel.errors import MovedOn, NotPermitted
from tests.inspections import walk as steps
from tests.inspections.walk import SIGNED_RECORD
from tests.moments import day, moment

END_OF_DAY = moment("03/03/2026", "16:00")
CONCLUDED_AT = moment("16/03/2026")


def finish_remote(walk, visit):
    walk.visit(
        services.finish_remote, visit, "so.truongdoan", END_OF_DAY, result="Đủ hồ sơ."
    )


def cancel(walk, visit):
    walk.visit(
        services.cancel_visit, visit, "so.giamdoc", steps.DECIDED, reason="Hoãn."
    )


def receive_draft(walk, visit):
    walk.visit(
        services.receive_draft_conclusion,
        visit,
        "so.truongdoan",
        moment("10/03/2026"),
    )


def conclude(walk, visit):
    walk.visit(
        services.issue_conclusion,
        visit,
        "so.giamdoc",
        CONCLUDED_AT,
        text="Cơ sở chấp hành đúng.",
    )


PATHS = {
    "PLANNED": (),
    "DECIDED": (steps.decide,),
    "UNDER_WAY": (steps.begin, steps.answer_all),
    "UNDER_WAY, remote": (steps.begin,),
    "RECORDED": (steps.locked,),
    "RECORDED, draft received": (steps.locked, receive_draft),
    "CONCLUDED": (steps.locked, receive_draft, conclude),
    "DONE_WITHOUT_VISIT": (steps.begin, finish_remote),
    "CANCELLED": (cancel,),
}
REMOTE_PATHS = {"UNDER_WAY, remote", "DONE_WITHOUT_VISIT"}
STEPS = {
    "decide": (services.decide_inspection, "so.giamdoc", {}),
    "start": (services.start_visit, "so.kiemtra", {}),
    "lock_record": (services.lock_record, "so.truongdoan", {"record": SIGNED_RECORD}),
    "finish_remote": (services.finish_remote, "so.kiemtra", {"result": "Đủ."}),
    "go_on_site": (services.go_on_site, "so.truongdoan", {"reason": "Thiếu."}),
    "conclude": (services.issue_conclusion, "so.lanhdao", {"text": "Kết luận."}),
    "cancel": (services.cancel_visit, "so.lanhdao", {"reason": "Hoãn."}),
}
ALLOWED = {
    ("PLANNED", "decide"): VisitState.DECIDED,
    ("PLANNED", "cancel"): VisitState.CANCELLED,
    ("DECIDED", "start"): VisitState.UNDER_WAY,
    ("DECIDED", "cancel"): VisitState.CANCELLED,
    ("UNDER_WAY", "lock_record"): VisitState.RECORDED,
    ("UNDER_WAY, remote", "finish_remote"): VisitState.DONE_WITHOUT_VISIT,
    ("UNDER_WAY, remote", "go_on_site"): VisitState.UNDER_WAY,
    ("RECORDED, draft received", "conclude"): VisitState.CONCLUDED,
}


class TestTakeVisitSteps:
    @pytest.mark.parametrize("state", PATHS)
    def test_only_the_lifes_own_steps_are_open(self, walk, hoa_cuc, state):
        mode = Mode.REMOTE if state in REMOTE_PATHS else Mode.ON_SITE
        visit = steps.planned_visit(walk, hoa_cuc, mode=mode)
        for step in PATHS[state]:
            step(walk, visit)
        before = steps.reread(visit)
        for name, (act, by, values) in STEPS.items():
            if (state, name) not in ALLOWED:
                with pytest.raises(StepNotOpen) as refused, transaction.atomic():
                    walk.visit(act, visit, by, CONCLUDED_AT, **values)
                assert refused.value.blockers, (state, name)
                assert steps.reread(visit).version == before.version
                continue
            undone = transaction.savepoint()
            walk.visit(act, visit, by, CONCLUDED_AT, **values)
            moved = steps.reread(visit)
            assert moved.state == ALLOWED[state, name]
            assert moved.version == before.version + 1
            transaction.savepoint_rollback(undone)

    def test_a_stale_version_has_moved_on(self, walk, visit):
        fresh = steps.reread(visit)
        with pytest.raises(MovedOn):
            services.decide_inspection(
                visit=fresh,
                version=fresh.version + 1,
                by=walk.by("so.giamdoc"),
                at=steps.DECIDED,
            )

    def test_the_database_keeps_the_edges(self, walk, visit):
        with pytest.raises(DatabaseError, match="Invalid transition"):
            Inspection.objects.filter(pk=visit.pk).update(state="CONCLUDED")


class TestDecideInspection:
    def test_signs_with_the_agencys_next_number(self, walk, visit):
        decision = walk.visit(
            services.decide_inspection,
            visit,
            "so.giamdoc",
            steps.DECIDED,
            occurred_on=day("25/02/2026"),
        )

        assert (decision.number, decision.year, decision.register) == (1, 2026, "QD-KT")
        assert decision.code == "01/2026"
        assert decision.signed_on == day("25/02/2026")
        assert decision.signer_title == "Giám đốc"
        assert decision.served_on is None
        item = PlanItem.objects.get(pk=visit.plan_item_id)
        assert item.state == ItemState.DECIDED

    def test_a_deputy_signs_too(self, walk, visit):
        walk.visit(services.decide_inspection, visit, "so.lanhdao", steps.DECIDED)
        assert steps.reread(visit).state == VisitState.DECIDED

    def test_refuses_everybody_else(self, walk, visit):
        for username in ("so.truongdoan", "tt.chanh", "ubnd.chutich", "so.vanthu"):
            with pytest.raises(NotPermitted):
                walk.visit(services.decide_inspection, visit, username, steps.DECIDED)
        assert steps.reread(visit).state == VisitState.PLANNED

    def test_needs_a_team_with_a_lead(self, walk, hoa_cuc):
        visit = services.open_visit_from_item(
            item=steps.published(walk, hoa_cuc),
            visit=services.VisitInput(scheduled_on=day("03/03/2026")),
            by=walk.by("so.kiemtra"),
            at=steps.OPENED,
        )
        with pytest.raises(StepNotOpen) as refused:
            steps.decide(walk, visit)
        assert [b.code for b in refused.value.blockers] == ["no_lead"]

    def test_refuses_a_day_after_today(self, walk, visit):
        with pytest.raises(services.DayInFuture):
            walk.visit(
                services.decide_inspection,
                visit,
                "so.giamdoc",
                steps.DECIDED,
                occurred_on=day("27/02/2026"),
            )
        assert steps.reread(visit).state == VisitState.PLANNED


class TestStartVisit:
    def test_serves_the_decision_at_the_latest(self, walk, visit):
        """The lead reads the decision out when the visit begins."""
        begun = steps.begin(walk, visit)

        assert begun.started_at == steps.STARTED
        assert begun.decision.served_on == day("03/03/2026")

    def test_is_for_the_team_only(self, walk, visit):
        steps.decide(walk, visit)
        for username in ("tt.thanhtra", "xa.bmt.kiemtra", "so.lanhdao"):
            with pytest.raises(NotPermitted):
                walk.visit(services.start_visit, visit, username, steps.STARTED)

    def test_refuses_a_start_before_the_decision(self, walk, visit):
        steps.decide(walk, visit)
        with pytest.raises(services.DayTooEarly) as refused:
            walk.visit(
                services.start_visit,
                visit,
                "so.kiemtra",
                steps.STARTED,
                started_at=moment("25/02/2026"),
            )
        assert list(refused.value.errors) == ["started_at"]


class TestFinishRemote:
    def test_refuses_once_something_was_found(self, walk, hoa_cuc):
        visit = steps.planned_visit(walk, hoa_cuc, mode=Mode.REMOTE)
        steps.begin(walk, visit)
        services.record_finding(
            visit=visit,
            description="Thiếu hóa đơn.",
            detected_on=day("03/03/2026"),
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        with pytest.raises(StepNotOpen) as refused:
            finish_remote(walk, visit)
        assert [b.code for b in refused.value.blockers] == ["findings_recorded"]

        walk.visit(
            services.go_on_site,
            visit,
            "so.truongdoan",
            END_OF_DAY,
            reason="Thiếu hóa đơn, phải đến tận nơi.",
        )
        assert steps.reread(visit).mode == Mode.ON_SITE


class TestCancelVisit:
    def test_frees_the_item_for_another_visit(self, walk, visit):
        steps.decide(walk, visit)
        cancel(walk, visit)

        item = PlanItem.objects.get(pk=visit.plan_item_id)
        assert item.state == ItemState.PLANNED
        again = services.open_visit_from_item(
            item=item,
            visit=services.VisitInput(scheduled_on=day("17/03/2026")),
            by=walk.by("so.kiemtra"),
            at=moment("05/03/2026"),
        )
        assert again.number == "KT-2026-0002"


class TestConclude:
    def test_draft_and_conclusion_follow_the_record(self, walk, visit):
        steps.locked(walk, visit)
        receive_draft(walk, visit)
        conclude(walk, visit)

        concluded = steps.reread(visit)
        assert concluded.state == VisitState.CONCLUDED
        assert concluded.conclusion.signed_on == day("16/03/2026")
        assert concluded.conclusion.register == "KL-KT"
        actions = Entry.objects.filter(object_id=str(visit.pk)).values_list("action")
        assert ("conclusion.submit",) in actions
        assert ("conclusion.issue",) in actions

    def test_the_draft_is_the_leads_and_is_received_once(self, walk, visit):
        steps.locked(walk, visit)
        with pytest.raises(NotPermitted):
            walk.visit(
                services.receive_draft_conclusion,
                visit,
                "so.kiemtra",
                moment("10/03/2026"),
            )
        receive_draft(walk, visit)
        with pytest.raises(StepNotOpen):
            receive_draft(walk, visit)

    def test_the_draft_is_not_older_than_the_record(self, walk, visit):
        steps.locked(walk, visit)
        with pytest.raises(services.DayTooEarly):
            walk.visit(
                services.receive_draft_conclusion,
                visit,
                "so.truongdoan",
                moment("10/03/2026"),
                occurred_on=day("02/03/2026"),
            )
