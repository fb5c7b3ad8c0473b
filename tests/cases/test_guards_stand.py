"""At each step stand the guards that the lifecycle names, and each of them closes it.

The table is that of the lifecycle's section 3; the facts of a guard are the subject of
the step's own tests. Here one fact after the other goes wrong, and the step is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace as Facts

import pytest

from cases import steps
from cases.models import Case
from cases.services.funnel import blockers_of
from cases.steps import Step
from tests.moments import day, moment

ON = day("05/03/2026")
AT = moment("05/03/2026")


class Listed(list):
    def all(self):
        return self


def clock(*, has_passed: bool, rule: str = "D-DEC-1M") -> Facts:
    return Facts(
        has_passed_on=lambda on: has_passed, last_day=ON, rule=Facts(code=rule)
    )


class Open:
    """A case in which nothing stands in the way of any step."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.step_on = ON
        self.proposed = True
        self.clocks = {
            "DECISION": clock(has_passed=False),
            "LIMITATION": clock(has_passed=False),
            "EXECUTION": clock(has_passed=True),
            "EXECUTION_LIMITATION": clock(has_passed=False),
        }
        self.participations = Listed()
        self.violations = Listed([Facts(behaviour=None, is_of=lambda who: False)])
        self.respondents = Listed([Facts(subject_kind="INDIVIDUAL")])
        self.is_respondent_unknown = self.is_evading = False
        self.violation_record = Facts(has_explanation_right=True, number_text="1")
        self.returned_on = None
        self.exceeds_lead = True
        self.file_offer = self.lead_offer = self.relief = None
        self.transfer = self.confirmation = self.no_sanction_decision = None
        self.explanation = None
        self.draft = Facts()
        self.decision = Facts(unpaid_vnd=0, paid_in_full_on=None, items=Listed())
        self.criminal_sign = Facts()
        self.enforcement = Facts(received_on=None)
        self.open_experts = self.open_seizures = self.open_tasks = 0
        self.open_complaints = self.missing_receipts = 0

    def open_proposal(self, kind):
        return Facts() if self.proposed else None

    def clock(self, family):
        return self.clocks.get(str(family))

    def late_interest_owed(self, *, on):
        return 1_000


def put(**facts: object) -> Callable[[Open], None]:
    return lambda case: vars(case).update(facts)


def passed(family: str, *, has_passed: bool = True) -> Callable[[Open], None]:
    return lambda case: case.clocks.update({family: clock(has_passed=has_passed)})


UNDONE = Facts(
    amount_vnd=None, is_done=False, outlasts_limitation=True, description="Gỡ bỏ"
)
OPEN_HAND_OVER = Facts(
    is_open=True, is_accepted=False, holds_the_file=True, to_agency="PA05"
)
TAKEN = Facts(is_open=False, is_accepted=True, holds_the_file=False)
OPEN_EXPLANATION = Facts(is_open=True, ended="", kind="DIRECT")
# Guard → the fact that is wrong.
WRONG: dict[str, Callable[[Open], None]] = {
    "dismissal_proposed": put(proposed=False),
    "closing_proposed": put(proposed=False),
    "reopening_proposed": put(proposed=False),
    "has_behaviour": put(violations=Listed()),
    "respondent_settled": put(respondents=Listed()),
    "respondent_known": put(respondents=Listed()),
    "has_violation_record": put(violation_record=None),
    "exceeds_own_head": put(exceeds_lead=False),
    "no_open_file_offer": put(file_offer=OPEN_HAND_OVER),
    "transfer_answered": put(transfer=OPEN_HAND_OVER),
    "nothing_recorded": put(violation_record=Facts(number_text="1")),
    "explanation_right_given": put(violation_record=None),
    "not_explained_yet": put(explanation=Facts(is_open=False, ended="FILED")),
    "explanation_open": put(explanation=None),
    "no_open_explanation": put(explanation=OPEN_EXPLANATION),
    "has_draft": put(draft=None),
    "decision_limit_open": passed("DECISION"),
    "limitation_open": passed("LIMITATION"),
    "fine_paid": lambda case: vars(case.decision).update(unpaid_vnd=1),
    "interest_paid": lambda case: vars(case.decision).update(paid_in_full_on=ON),
    "items_done": lambda case: case.decision.items.append(UNDONE),
    "lasting_items_done": lambda case: case.decision.items.append(UNDONE),
    "experts_answered": put(open_experts=1),
    "receipts_complete": put(missing_receipts=1),
    "no_active_seizure": put(open_seizures=1),
    "no_open_task": put(open_tasks=1),
    "no_open_complaint": put(open_complaints=1),
    "term_passed_unpaid": passed("EXECUTION", has_passed=False),
    "not_deferred": put(relief=Facts(holds_on=lambda on: True, until=ON)),
    "execution_limitation_open": passed("EXECUTION_LIMITATION"),
    "execution_limitation_passed": passed("EXECUTION_LIMITATION", has_passed=False),
    "decision_in_force": put(decision=None),
    "criminal_sign_recorded": put(criminal_sign=None),
    "transfer_received": put(transfer=OPEN_HAND_OVER),
    "no_proceedings": put(transfer=OPEN_HAND_OVER),
}
# What a step needs that another step must not have.
ALSO: dict[str, Callable[[Open], None]] = {
    "make_record": put(violation_record=None),
    "sanction_without_record": put(violation_record=None),
    "close_explanation": put(explanation=OPEN_EXPLANATION),
    "order_enforcement": lambda case: vars(case.decision).update(unpaid_vnd=1),
    "record_prosecution": put(transfer=TAKEN),
    "receive_returned_file": put(transfer=TAKEN),
    "close_limitation_expired": passed("EXECUTION_LIMITATION"),
}
# Acts beside the transitions, with what their pages say is missing.
ACT_WRONG: dict[str, Callable[[Open], None]] = {
    **WRONG,
    "direct_explanation_open": put(explanation=None),
    "fine_unpaid": put(decision=Facts(unpaid_vnd=0, items=Listed())),
    "enforcement_not_received": put(enforcement=None),
    "file_offered": put(file_offer=None),
    "transfer_offered": put(transfer=None),
    "no_lead_offer": put(lead_offer=OPEN_HAND_OVER),
    "month_to_decide": lambda case: case.clocks.update(
        DECISION=clock(has_passed=False, rule="D-DEC-7WD")
    ),
}
ACT_ALSO: dict[str, Callable[[Open], None]] = {
    "propose_close": put(proposed=False),
    "announce_session": put(explanation=OPEN_EXPLANATION),
    "record_session": put(explanation=OPEN_EXPLANATION),
    "register_relief": put(decision=Facts(unpaid_vnd=1, items=Listed())),
    "accept_file": put(file_offer=OPEN_HAND_OVER),
    "refuse_file": put(file_offer=OPEN_HAND_OVER),
    "accept_transfer": put(transfer=OPEN_HAND_OVER),
    "refuse_transfer": put(transfer=OPEN_HAND_OVER),
    "extend_investigation": put(transfer=TAKEN),
}
ACT_TABLE = """
propose_close | items_done
extend_explanation | explanation_right_given not_explained_yet
announce_session | direct_explanation_open
record_session | direct_explanation_open
register_relief | fine_unpaid
confirm_enforcement_receipt | enforcement_not_received
correct_decision | decision_in_force
amend_decision | decision_in_force
accept_file | file_offered
refuse_file | file_offered
accept_transfer | transfer_offered
refuse_transfer | transfer_offered
extend_investigation | transfer_received
propose_lead | no_lead_offer
approve_two_months | month_to_decide decision_limit_open
note_evasion | decision_in_force execution_limitation_open
"""
NOTHING_OPEN = "no_active_seizure no_open_task no_open_complaint receipts_complete"
# Step | from | guards.
TABLE = f"""
dismiss | RECEIVED VERIFYING | dismissal_proposed
forward | RECEIVED VERIFYING OPENED | receipts_complete
open_case | VERIFYING | has_behaviour respondent_settled
make_record | OPENED RETURNED | has_behaviour respondent_known
sanction_without_record | OPENED | has_behaviour respondent_known \
nothing_recorded decision_limit_open limitation_open
request_explanation | RECORDED | explanation_right_given not_explained_yet
close_explanation | EXPLAINING | explanation_open
forward_to_competent | RECORDED | exceeds_own_head no_open_file_offer \
no_open_explanation receipts_complete
submit_decision | RECORDED RETURNED | has_violation_record no_open_explanation \
no_open_file_offer experts_answered receipts_complete
sign_decision | PENDING_DECISION | has_draft no_open_explanation decision_limit_open \
limitation_open no_proceedings
complete_execution | EXECUTING ENFORCING | fine_paid interest_paid items_done \
receipts_complete
order_enforcement | EXECUTING | term_passed_unpaid not_deferred \
execution_limitation_open
resume_execution | EXECUTION_SUSPENDED RETURNED | decision_in_force
transfer_criminal | VERIFYING OPENED RECORDED PENDING_DECISION EXECUTION_SUSPENDED \
EXECUTED | criminal_sign_recorded receipts_complete
record_prosecution | TRANSFERRED | transfer_received
receive_returned_file | TRANSFERRED PROSECUTED | transfer_answered
close_on_judgment | PROSECUTED | {NOTHING_OPEN}
reopen | DISMISSED ANNULLED CLOSED | reopening_proposed
close_limitation_expired | EXECUTING | execution_limitation_passed \
lasting_items_done {NOTHING_OPEN}
close | EXECUTED NO_SANCTION ANNULLED | closing_proposed items_done {NOTHING_OPEN}
"""


def stands() -> list[tuple[str, str, str]]:
    """(step, state, guard), one after the other."""
    found = []
    for line in TABLE.strip().splitlines():
        step, states, guards = (part.split() for part in line.split("|"))
        found += [(step[0], state, guard) for state in states for guard in guards]
    return found


def acts() -> list[tuple[str, str]]:
    """(act, guard), one after the other."""
    rows = [line.split("|") for line in ACT_TABLE.strip().splitlines()]
    return [(act.strip(), guard) for act, guards in rows for guard in guards.split()]


def closed_by(step: str, case: Open) -> set[str]:
    transition = getattr(Case(), step)
    return {blocker.code for blocker in blockers_of(transition, case)}


class TestGuard:
    @pytest.mark.parametrize(("step", "state", "guard"), stands())
    def test_closes_its_step_when_its_fact_is_wrong(self, step, state, guard):
        case = Open(state)
        ALSO.get(step, put())(case)
        assert closed_by(step, case) == set()

        WRONG[guard](case)

        assert guard in closed_by(step, case)

    def test_lets_no_second_record_be_made(self):
        """One record to a case (Điều 58 Luật XLVPHC)."""
        assert closed_by("make_record", Open("RETURNED")) == {"no_violation_record"}

    @pytest.mark.parametrize(
        ("step", "state"),
        [("submit_decision", "RECORDED"), ("sign_decision", "PENDING_DECISION")],
    )
    def test_asks_for_a_word_of_the_legal_officer_without_a_frame(
        self, step, state, monkeypatch
    ):
        """A fine without a loaded frame needs `confirm_authority` on file."""
        monkeypatch.setattr("regulations.catalogue.frame_for", lambda *_: None)
        case = Open(state)
        bare = Facts(behaviour=Facts(code="PRT-NODEC"), is_of=lambda who: True)
        case.violations = Listed([bare])
        assert closed_by(step, case) == {"figures_confirmed"}

        case.confirmation = Facts()

        assert closed_by(step, case) == set()

    def test_is_named_here_wherever_it_stands(self):
        """Each guard of each transition has its line above, and no other."""
        named = {(step, guard) for step, _state, guard in stands()}
        named |= {("make_record", "no_violation_record")}
        named |= {
            (step, "figures_confirmed") for step in ("submit_decision", "sign_decision")
        }
        standing = {
            (transition.name, guard.code)
            for transition in Case._meta.get_field("state").get_all_transitions(Case)
            for guard in transition.conditions
        }

        assert standing == named


class TestGuardOfAct:
    @pytest.fixture(autouse=True)
    def everybody_may(self, monkeypatch):
        """The officer's right is another question."""
        monkeypatch.setattr("cases.steps.access.can", lambda *_: True)
        monkeypatch.setattr(
            "cases.steps.access.is_in_reach",
            lambda user, action, case, at: action in self.asked,
        )
        monkeypatch.setattr("cases.steps.TRANSITIONS", ())

    def shown(self, name: str, case: Open) -> Step | None:
        act = next(act for act in steps.ACTS if act.name == name)
        self.asked = {act.action}
        found = steps.steps_for(case, Facts(), AT)
        return next((step for step in found if step.name == name), None)

    @pytest.mark.parametrize(("name", "guard"), acts())
    def test_closes_its_act_on_the_page_when_its_fact_is_wrong(
        self, name, guard, monkeypatch
    ):
        monkeypatch.setattr("cases.conditions.access.shares_relations_of", shares)
        case = Open("EXECUTING")
        ACT_ALSO.get(name, put())(case)
        assert self.shown(name, case).allowed

        ACT_WRONG[guard](case)
        step = self.shown(name, case)

        # An act that answers something is gone where nothing is left to answer.
        assert step is None or step.reason_code == guard

    def test_is_named_here_wherever_it_stands(self):
        standing = {
            (act.name, guard.code) for act in steps.ACTS for guard in act.guards
        }

        assert standing == set(acts())


def shares(actor, agency, at) -> bool:
    return True
