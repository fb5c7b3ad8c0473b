"""Every state × every step: the allowed move, all others refuse with their code."""

import csv
import re
from pathlib import Path

import django_fsm as fsm
import pytest

from agencies.models import Agency
from cases import services
from cases.models import Case, CaseEvent
from cases.querysets import StepNotOpen
from cases.services import (
    ActTerms,
    DecisionTerms,
    Receipt,
    RecordInput,
    ReturnedFile,
)
from cases.states import EDGES, CaseState
from cases.steps import TRANSITIONS
from kernel.errors import NotPermitted
from tests.cases.walk import (
    CLERK,
    EXPLAINABLE,
    FILE,
    HANDLER,
    INSPECTOR,
    MANAGER,
    POLICE,
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
    "forward": (
        HANDLER,
        dict.fromkeys((S.RECEIVED, S.VERIFYING, S.OPENED), S.FORWARDED),
    ),
    "take_back": (HANDLER, {S.FORWARDED: S.RECEIVED}),
    "open_case": (HANDLER, {S.VERIFYING: S.OPENED}),
    "make_record": (INSPECTOR, {S.OPENED: S.RECORDED, S.RETURNED: S.RECORDED}),
    "sanction_without_record": (SIGNER, {S.OPENED: S.DECIDED}),
    "request_explanation": (HANDLER, {S.RECORDED: S.EXPLAINING}),
    "close_explanation": (HANDLER, {S.EXPLAINING: S.RECORDED}),
    "forward_to_competent": (HANDLER, {S.RECORDED: S.RECORDED}),
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
    "order_enforcement": (SIGNER, {S.EXECUTING: S.ENFORCING}),
    "suspend_execution": (
        SIGNER,
        dict.fromkeys((S.EXECUTING, S.ENFORCING), S.EXECUTION_SUSPENDED),
    ),
    "resume_execution": (
        SIGNER,
        dict.fromkeys((S.EXECUTION_SUSPENDED, S.RETURNED), S.EXECUTING),
    ),
    "transfer_criminal": (
        SIGNER,
        dict.fromkeys(
            (
                *(S.VERIFYING, S.OPENED, S.RECORDED, S.PENDING_DECISION),
                *(S.EXECUTION_SUSPENDED, S.EXECUTED),
            ),
            S.TRANSFERRED,
        ),
    ),
    "record_prosecution": (POLICE, {S.TRANSFERRED: S.PROSECUTED}),
    "receive_returned_file": (
        HANDLER,
        dict.fromkeys((S.TRANSFERRED, S.PROSECUTED), S.RETURNED),
    ),
    "close_on_judgment": (POLICE, {S.PROSECUTED: S.CLOSED}),
    "annul_decision": (
        SIGNER,
        dict.fromkeys(
            (
                *(S.DECIDED, S.EXECUTING, S.EXECUTION_SUSPENDED),
                *(S.ENFORCING, S.EXECUTED),
            ),
            S.ANNULLED,
        ),
    ),
    "close_limitation_expired": (SIGNER, {S.EXECUTING: S.CLOSED}),
    "close": (
        MANAGER,
        {S.EXECUTED: S.CLOSED, S.NO_SANCTION: S.CLOSED, S.ANNULLED: S.CLOSED},
    ),
    "reopen": (
        SIGNER,
        {S.DISMISSED: S.RECEIVED, S.ANNULLED: S.RECORDED, S.CLOSED: S.RECORDED},
    ),
}
# A returned file goes on with an execution only where a decision was made before.
ALLOWED = [
    (name, state)
    for name in TRANSITIONS
    for state in MOVES[name][1]
    if (name, state) != ("resume_execution", S.RETURNED)
]
# Facts of the case that a step needs: a right to explain, a frame above the ward's.
FACTS = {
    "request_explanation": {"behaviour": EXPLAINABLE},
    "forward_to_competent": {"behaviour": "CPR-341-IMP"},
}
WITH_THE_POLICE = frozenset({S.TRANSFERRED, S.PROSECUTED, S.RETURNED})
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
        case "forward":
            return {
                "content": FILE,
                "receipt": Receipt("45/BN", day("13/03/2026")),
                "to_body": "Chi cục Quản lý thị trường tỉnh bạn",
            }
        case "forward_to_competent":
            return {
                "content": FILE,
                "to_agency": Agency.objects.get(pk="UBND_TINH"),
            }
        case "take_back" | "resume_execution":
            return {"reason": "Có căn cứ xử lý tiếp."}
        case "sanction_without_record":
            return {
                "terms": DecisionTerms(main_sanction="WARNING"),
                "by_technical_equipment": False,
            }
        case "order_enforcement":
            return {"measure": "Khấu trừ tài khoản", "reason": "Quá hạn nộp phạt."}
        case "suspend_execution":
            return {"ground": "CRIMINAL_SIGN", "reason": "Có dấu hiệu tội phạm."}
        case "transfer_criminal":
            return {"content": FILE, "to_agency": Agency.objects.get(pk="CQDT")}
        case "record_prosecution" | "close_on_judgment":
            return {"number": "21/QĐ"}
        case "receive_returned_file":
            went_on = case.state == S.PROSECUTED
            return {
                "content": ReturnedFile(
                    kind="INVESTIGATION_ENDED" if went_on else "NOT_PROSECUTED",
                    number="15/QĐ-CQĐT",
                    issued_on=day("12/03/2026"),
                    effective_on=day("12/03/2026"),
                )
            }
        case "annul_decision":
            return {"ground": "WRONG_PROCEDURE", "reason": "Sai thủ tục."}
        case "close_limitation_expired":
            return {"reason": "Hết thời hiệu.", "has_evaded": False}
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
    late = moment("27/03/2026")
    if name == "suspend_execution" and state in {S.EXECUTING, S.ENFORCING}:
        walk.note_sign(late)
    if name == "transfer_criminal" and state in MOVES[name][1]:
        walk.note_sign(late if state in LATE else moment("12/03/2026"))
    asks_the_body = {"record_prosecution", "receive_returned_file"}
    if name in asks_the_body and state == S.TRANSFERRED:
        walk.accept_transfer()
    if name == "reopen" and state in MOVES[name][1]:
        walk.step(
            services.propose_reopen,
            MANAGER,
            late,
            ground="NEW_EVIDENCE",
            reason="Có tình tiết mới.",
        )
    if name == "complete_execution" and state in {S.EXECUTING, S.ENFORCING}:
        walk.pay()


LATE = frozenset(
    {
        *(S.EXECUTING, S.ENFORCING, S.EXECUTED, S.CLOSED),
        *(S.EXECUTION_SUSPENDED, S.ANNULLED),
    }
)


def call_of(name: str, case: Case) -> dict:
    """Everything a step is called with, at a moment after all that happened before."""
    at = moment(
        "27/03/2026" if case.state in LATE or name == "reopen" else "13/03/2026"
    )
    if name == "close_limitation_expired":
        at = moment("15/03/2027")
    return {
        "case": case,
        "version": case.version,
        "at": at,
        **values_of(name, case),
    }


@pytest.mark.django_db
class TestEveryStep:
    @pytest.mark.parametrize(("name", "state"), ALLOWED)
    def test_moves_where_the_lifecycle_says(self, officer, name, state):
        username, moves = MOVES[name]
        walk = at_state(officer, state, **FACTS.get(name, {}))
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
            if MOVES[name][0] == POLICE and state not in WITH_THE_POLICE:
                # The body has no part in the case yet: not its case at all.
                with pytest.raises(NotPermitted):
                    getattr(services, name)(by=officer(POLICE), **call_of(name, case))
                continue
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
            (transition.name, str(transition.source), str(target))
            for transition in Case._meta.get_field("state").get_all_transitions(Case)
            for target in getattr(
                transition.target, "allowed_states", [transition.target]
            )
        }

        assert len(known) == 55
        assert built == known
        assert {name for name, _source, _target in built} == set(TRANSITIONS)

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
