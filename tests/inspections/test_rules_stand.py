"""At each step of plans and visits stand its guards, in each row its condition.

Written from NQ 198/2025/QH15 Điều 4, NĐ 217/2025 and the condition column of the
permission table; one fact after the other goes wrong, and the step is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace as Facts
from typing import Any

import pytest

from agencies import access
from inspections.models import Inspection, InspectionPlan, PlanItem
from kernel.errors import Blocker
from tests.moments import day, moment

AT = moment("05/03/2026")
OWN, OTHER = 1, 2
CLASH = Blocker("clash", "Twice a year")


class Listed(list):
    def all(self):
        return self


def ready() -> Facts:
    """A plan, an item, a visit: nothing stands in the way."""
    return Facts(
        proposed_by_id=None,
        items=Listed([Facts(state="DONE")]),
        unsettled_clashes=list,
        plan=Facts(is_running=True),
        visit=None,
        lead_id=OWN,
        mode="ON_SITE",
        unanswered_questions=list,
        failures_without_photo=list,
        open_conflicts=list,
        failures_without_note=list,
        has_findings=lambda: False,
        last_review=None,
        draft_conclusion_received_on=day("05/03/2026"),
    )


def review(state: str) -> Facts:
    return Facts(
        is_open=state == "SENT",
        is_satisfied=state == "SATISFIED",
        sent_on=day("04/03/2026"),
        get_state_display=lambda: state,
    )


def put(**facts: object) -> Callable[[Any], None]:
    return lambda record: vars(record).update(facts)


# Guard → the fact that is wrong.
WRONG: dict[str, Callable[[Any], None]] = {
    "has_items": put(items=Listed()),
    "no_unsettled_clash": put(unsettled_clashes=lambda: [(None, [CLASH])]),
    "is_proposed": put(proposed_by_id=None),
    "is_not_proposed": put(proposed_by_id=OWN),
    "items_are_settled": put(items=Listed([Facts(state="PLANNED")])),
    "plan_is_running": put(plan=Facts(is_running=False)),
    "has_no_visit": put(visit=Facts(number="KT-1")),
    "has_lead": put(lead_id=None),
    "is_on_site": put(mode="REMOTE"),
    "is_remote": put(mode="ON_SITE"),
    "questions_are_answered": put(unanswered_questions=lambda: [Facts(number="1")]),
    "double_answers_are_settled": put(
        open_conflicts=lambda: [Facts(item=Facts(number="B1"))]
    ),
    "found_nothing": put(has_findings=lambda: True),
    "no_answer_is_awaited": put(last_review=review("SENT")),
    "answer_satisfies": put(last_review=review("REFUSED")),
    "draft_was_received": put(draft_conclusion_received_on=None),
}
ALSO: dict[str, Callable[[Any], None]] = {
    "review": put(proposed_by_id=OWN),
    "finish_remote": put(mode="REMOTE"),
    "go_on_site": put(mode="REMOTE"),
}
MODELS = {"plan": InspectionPlan, "item": PlanItem, "visit": Inspection}
# Record | step | from | guards.
TABLE = """
plan | propose | DRAFT | is_not_proposed has_items no_unsettled_clash
plan | review | DRAFT | is_proposed has_items no_unsettled_clash
plan | approve | REVIEWED | no_unsettled_clash
plan | finish | IN_PROGRESS | items_are_settled
item | decide | PLANNED | plan_is_running
item | postpone | PLANNED | has_no_visit
item | drop | PLANNED POSTPONED | has_no_visit
visit | decide | PLANNED | has_lead
visit | lock_record | UNDER_WAY | has_lead is_on_site questions_are_answered
visit | lock_record | UNDER_WAY | double_answers_are_settled
visit | finish_remote | UNDER_WAY | is_remote found_nothing
visit | finish_remote | UNDER_WAY | no_answer_is_awaited answer_satisfies
visit | go_on_site | UNDER_WAY | is_remote no_answer_is_awaited
visit | conclude | RECORDED | draft_was_received
"""


def stands() -> list[tuple[str, str, str, str]]:
    """(record, step, state, guard), one after the other."""
    found = []
    for line in TABLE.strip().splitlines():
        (record,), (step,), states, guards = (part.split() for part in line.split("|"))
        found += [(record, step, s, guard) for s in states for guard in guards]
    return found


def closed_by(kind: str, step: str, state: str, record: Any) -> set[str]:
    transition = getattr(MODELS[kind](), step)._django_fsm.get_transition(state)
    return {g.__name__ for g in transition.conditions if not g(record)}


class TestGuard:
    @pytest.mark.parametrize(("kind", "step", "state", "guard"), stands())
    def test_closes_its_step_when_its_fact_is_wrong(self, kind, step, state, guard):
        record = ready()
        ALSO.get(step, put())(record)
        assert closed_by(kind, step, state, record) == set()

        WRONG[guard](record)

        assert closed_by(kind, step, state, record) == {guard}

    def test_is_named_here_wherever_it_stands(self):
        standing = {
            (kind, transition.name, guard.__name__)
            for kind, model in MODELS.items()
            for transition in model._meta.get_field("state").get_all_transitions(model)
            for guard in transition.conditions
        }

        assert standing == {(kind, step, guard) for kind, step, _s, guard in stands()}


def may(role: str, action: str, kind: str = "SO_VHTTDL", **facts: object) -> bool:
    officer = Facts(
        pk=OWN,
        agency=Facts(code="SO", kind=kind, parent_id=None),
        agency_id="SO",
        roles_on=lambda on: frozenset({role}),
    )
    record = Facts(
        state="UNDER_WAY",
        relations_of=lambda actor, at: frozenset({"own_agency"}),
        **facts,
    )
    return access.can(officer, action, record, AT)


class TestRow:
    @pytest.mark.parametrize(
        "action",
        ["visit.download", "finding.record", "record.lock", "record.supplement"],
    )
    def test_is_for_members_of_the_team(self, action):
        """A089: member of the inspection team."""
        assert may("inspector", action, has_member=lambda user: True)
        assert not may("inspector", action, has_member=lambda user: False)

    @pytest.mark.parametrize(
        "action", ["visit.assign", "visit.resolve_conflict", "visit.export_evidence"]
    )
    def test_is_for_the_own_team(self, action):
        """A090, A180: the team's lead; any of the agency while there is none."""
        assert may("team_lead", action, lead_id=OWN)
        assert may("team_lead", action, lead_id=None)
        assert not may("team_lead", action, lead_id=OTHER)
        assert not may("inspector", action, lead_id=OWN)

    @pytest.mark.parametrize(
        ("role", "action", "kind"),
        [
            ("sanctioner", "plan.approve", "SO_VHTTDL"),
            ("manager", "plan.approve", "UBND_TINH"),
            ("manager", "plan.review", "SO_VHTTDL"),
        ],
    )
    def test_is_for_another_than_the_proposer(self, role, action, kind):
        """A093, A094, A148: not the proposer."""
        assert may(role, action, kind, proposed_by_id=OTHER)
        assert not may(role, action, kind, proposed_by_id=OWN)

    @pytest.mark.parametrize("action", ["inspection.decide", "conclusion.issue"])
    def test_is_for_head_or_deputy_of_the_visiting_agency(self, action):
        """A146: membership of the team does not count."""
        own = Facts(code="SO", parent_id=None)
        other = Facts(code="XA", parent_id=None)
        assert may("manager", action, agency=own)
        assert not may("manager", action, agency=other)

    def test_is_for_the_manager_who_publishes(self):
        """A148: publish: approved; the proposer may."""
        assert may("manager", "plan.publish", proposed_by_id=OWN)
        assert not may("inspector", "plan.publish", proposed_by_id=OTHER)

    def test_is_for_who_leads_the_team(self):
        """A147: the conclusion is submitted by the own team's lead."""
        assert may("team_lead", "conclusion.submit", lead_id=OWN)
        assert not may("team_lead", "conclusion.submit", lead_id=OTHER)
