"""Pages and API show the steps in reach, and say why one is closed."""

from inspections.models import Inspection
from inspections.steps import PLAN_STEPS, VISIT_STEPS, steps_for
from inspections.workflow import PlanWorkflow, VisitWorkflow
from tests.inspections import walk as steps
from tests.moments import moment

AT = moment("03/03/2026", "10:00")


def offered(record, user):
    return {step.name: step for step in steps_for(record, user, AT)}


class TestOfferSteps:
    def test_names_every_transition(self):
        for workflow, names in (
            (PlanWorkflow, PLAN_STEPS),
            (VisitWorkflow, VISIT_STEPS),
        ):
            taken = {n for n, f in vars(workflow).items() if hasattr(f, "_django_fsm")}
            assert taken == set(names)

    def test_opens_the_next_step_to_its_signer(self, walk, visit):
        found = offered(visit, walk.by("so.giamdoc"))

        assert found["decide"].allowed
        assert found["decide"].signs
        assert not found["conclude"].allowed
        assert found["conclude"].reason_code == "wrong_state"
        assert not found["conclude"].leads_on
        assert "lock_record" not in found

    def test_says_why_the_minutes_are_not_locked_yet(self, walk, visit):
        begun = steps.begin(walk, visit)
        lock = offered(begun, walk.by("so.truongdoan"))["lock_record"]

        assert not lock.allowed
        assert [blocker.code for blocker in lock.blockers] == ["questions_open"]
        assert lock.leads_on

    def test_tells_the_proposer_that_another_must_review(self, walk, hoa_cuc):
        plan = steps.draft(walk)
        steps.add(walk, plan, hoa_cuc)
        steps.propose(walk, plan)
        review = offered(steps.reread_plan(plan), walk.by("so.lanhdao"))["review"]

        assert not review.allowed
        assert review.reason_code == "not_permitted"

    def test_agrees_with_what_the_services_do(self, walk, visit):
        """What is offered as open is taken without a refusal."""
        for act, username, name in (
            (steps.decide, "so.giamdoc", "decide"),
            (steps.begin, "so.truongdoan", "start"),
        ):
            fresh = Inspection.objects.get(pk=visit.pk)
            assert offered(fresh, walk.by(username))[name].allowed
            if act is steps.decide:
                act(walk, visit)

    def test_keeps_members_of_other_teams_out(self, walk, visit):
        begun = steps.begin(walk, visit)
        other = walk.by("so.thuly")
        assert offered(begun, other) == {}
