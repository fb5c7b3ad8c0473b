"""Every state × every step: the allowed move, all others refuse with their code."""

import csv
import re
from pathlib import Path

import django_fsm as fsm
import pytest

from cases import services
from cases.models import Case, CaseEvent
from cases.querysets import StepNotOpen
from cases.services import ActTerms, DecisionTerms, RecordInput
from cases.states import EDGES, CaseState
from cases.steps import TRANSITIONS
from kernel.errors import NotPermitted
from tests.cases.walk import (
    CLERK,
    EXPLAINABLE,
    HANDLER,
    INSPECTOR,
    MANAGER,
    SIGNER,
    at_state,
    reread,
)
from tests.moments import day, moment

S = CaseState
# Transition → (officer, its moving edges); lifecycle, section 2.
MOVES = {
    "start_verification": (HANDLER, {S.RECEIVED: S.VERIFYING}),
    "dismiss": (MANAGER, {S.RECEIVED: S.DISMISSED, S.VERIFYING: S.DISMISSED}),
    "open_case": (HANDLER, {S.VERIFYING: S.OPENED}),
    "make_record": (INSPECTOR, {S.OPENED: S.RECORDED, S.RETURNED: S.RECORDED}),
    "request_explanation": (HANDLER, {S.RECORDED: S.EXPLAINING}),
    "close_explanation": (HANDLER, {S.EXPLAINING: S.RECORDED}),
    "submit_decision": (
        HANDLER,
        {S.RECORDED: S.PENDING_DECISION, S.RETURNED: S.PENDING_DECISION},
    ),
    "sign_decision": (SIGNER, {S.PENDING_DECISION: S.DECIDED}),
    "send_back": (SIGNER, {S.PENDING_DECISION: S.RECORDED}),
    "decide_no_sanction": (
        SIGNER,
        dict.fromkeys(
            (S.OPENED, S.RECORDED, S.PENDING_DECISION, S.RETURNED), S.NO_SANCTION
        ),
    ),
    "confirm_delivery": (CLERK, {S.DECIDED: S.EXECUTING}),
    "complete_execution": (
        HANDLER,
        {S.EXECUTING: S.EXECUTED, S.ENFORCING: S.EXECUTED},
    ),
    "close": (
        MANAGER,
        {S.EXECUTED: S.CLOSED, S.NO_SANCTION: S.CLOSED, S.ANNULLED: S.CLOSED},
    ),
}
# A returned file that has its record comes with the transfer, not before.
ALLOWED = [
    (name, state)
    for name in TRANSITIONS
    for state in MOVES[name][1]
    if (name, state) != ("submit_decision", S.RETURNED)
]
LIFECYCLE = Path(__file__).parent / "lifecycle_edges.csv"


def values_of(name: str, case: Case) -> dict:
    """What a step asks for beside the case."""
    match name:
        case "make_record":
            return {"content": RecordInput(place="Trụ sở", late_reason="Vụ việc khó")}
        case "request_explanation":
            return {"kind": "WRITTEN", "occurred_on": day("06/03/2026")}
        case "close_explanation":
            return {"ended": "WAIVED"}
        case "submit_decision":
            acts = tuple(
                ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
                for violation, respondent, frame in services.proposed_fines(case)
            )
            return {"terms": DecisionTerms(acts=acts)}
        case "send_back":
            return {"comment": "Bổ sung căn cứ."}
        case "decide_no_sanction":
            return {"ground": "FORCE_MAJEURE", "reason": "Lũ cuốn mất kho sách."}
        case "confirm_delivery":
            return {"method": "DIRECT"}
    return {}


def prepare(walk, name: str) -> None:
    """Meet the step's guards where the state allows it at all."""
    state = walk.case.state
    if name == "dismiss" and state in {S.RECEIVED, S.VERIFYING}:
        walk.step(
            services.propose_dismiss,
            HANDLER,
            moment("04/03/2026"),
            ground="DUPLICATE",
            reason="Trùng với vụ việc đang xử lý.",
        )
    if name == "close" and state in {S.EXECUTED, S.NO_SANCTION, S.ANNULLED}:
        walk.propose_close()
    if name == "complete_execution" and state in {S.EXECUTING, S.ENFORCING}:
        walk.pay()


def call_of(name: str, case: Case) -> dict:
    """Everything a step is called with, at a moment after all that happened before."""
    late = {S.EXECUTING, S.ENFORCING, S.EXECUTED, S.CLOSED}
    return {
        "case": case,
        "version": case.version,
        "at": moment("27/03/2026" if case.state in late else "13/03/2026"),
        **values_of(name, case),
    }


@pytest.mark.django_db
class TestEveryStep:
    @pytest.mark.parametrize(("name", "state"), ALLOWED)
    def test_moves_where_the_lifecycle_says(self, officer, name, state):
        username, moves = MOVES[name]
        facts = {"behaviour": EXPLAINABLE} if name == "request_explanation" else {}
        walk = at_state(officer, state, **facts)
        prepare(walk, name)
        case, before = reread(walk.case), CaseEvent.objects.count()

        getattr(services, name)(by=officer(username), **call_of(name, case))

        assert Case.objects.get(pk=case.pk).state == moves[state]
        assert CaseEvent.objects.count() == before + 1

    @pytest.mark.parametrize("state", S.values)
    def test_refuses_every_other_pair_with_the_code_of_a_wrong_state(
        self, officer, state
    ):
        case = reread(at_state(officer, state).case)
        before = CaseEvent.objects.count()
        closed = [name for name in TRANSITIONS if state not in MOVES[name][1]]
        assert closed

        for name in closed:
            with pytest.raises(StepNotOpen) as refusal:
                getattr(services, name)(
                    by=officer(MOVES[name][0]), **call_of(name, case)
                )
            assert refusal.value.reason_code == "wrong_state", name

        assert reread(case).state == state
        assert CaseEvent.objects.count() == before

    @pytest.mark.parametrize("state", S.values)
    def test_is_refused_to_strangers_before_the_state_is_looked_at(
        self, officer, state
    ):
        case = reread(at_state(officer, state).case)
        stranger = officer("so.sobo")

        for name in TRANSITIONS:
            with pytest.raises(NotPermitted):
                getattr(services, name)(by=stranger, **call_of(name, case))

        assert reread(case).state == state


class TestTheMachine:
    def test_gives_no_transition_without_a_permission(self):
        for transition in Case._meta.get_field("state").get_all_transitions(Case):
            assert transition.permission.action == f"case.{transition.name}"

    def test_labels_every_transition(self):
        for transition in Case._meta.get_field("state").get_all_transitions(Case):
            assert str(transition.custom["label"])

    def test_has_no_edge_that_the_lifecycle_does_not_have(self):
        with LIFECYCLE.open(encoding="utf-8", newline="") as file:
            known = {
                (row["transition"], row["source"], row["target"])
                for row in csv.DictReader(file)
            }
        built = {
            (transition.name, str(transition.source), str(transition.target))
            for transition in Case._meta.get_field("state").get_all_transitions(Case)
        }

        assert len(known) == 55
        assert built <= known
        assert {name for name, _source, _target in built} == set(TRANSITIONS)
        # Every edge of the names that are built, none left out.
        assert built == {edge for edge in known if edge[0] in set(TRANSITIONS)}

    def test_lets_the_database_hold_all_edges_of_the_lifecycle(self):
        with LIFECYCLE.open(encoding="utf-8", newline="") as file:
            pairs = {
                (row["source"], row["target"])
                for row in csv.DictReader(file)
                if row["source"] != row["target"]
            }

        assert pairs == {(str(a), str(b)) for a, ends in EDGES.items() for b in ends}

    def test_is_taken_through_the_services_only(self):
        """`state` is protected, and a transition asks for the moment of its step."""
        case = Case()

        with pytest.raises(AttributeError):
            case.state = CaseState.CLOSED
        with pytest.raises(RuntimeError):
            fsm.has_transition_perm(case.start_verification, None)

    def test_is_named_as_in_the_lifecycle(self):
        assert all(re.fullmatch(r"[a-z_]+", name) for name in TRANSITIONS)
