"""Random officers, steps and days against a plain model of the law.

The model knows edges, persons and limits from the lifecycle only; after every step the
invariants of the security rules are asked of the database.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agencies.models import User
from audit.models import Entry
from cases import services
from cases.models import Case, CaseEvent, SanctionDecision
from cases.services import ActTerms, DecisionTerms, MeasureTerms, RecordInput
from cases.states import EDGES, CaseState, ClockStatus
from kernel.errors import DomainError, NotPermitted, NotReady
from tests.cases.walk import (
    CLERK,
    HANDLER,
    INSPECTOR,
    MANAGER,
    SIGNER,
    received,
    reread,
)
from tests.moments import moment

S = CaseState
PEOPLE = (INSPECTOR, HANDLER, SIGNER, CLERK, MANAGER, "so.giamdoc", "quantri")
# Step → (who may, from where); the lifecycle's table in the words of a test.
MODEL = {
    "start_verification": ({HANDLER, MANAGER}, {S.RECEIVED}),
    "propose_dismiss": ({HANDLER}, {S.RECEIVED, S.VERIFYING}),
    "dismiss": ({MANAGER}, {S.RECEIVED, S.VERIFYING}),
    "open_case": ({HANDLER, MANAGER}, {S.VERIFYING}),
    "make_record": ({INSPECTOR}, {S.OPENED}),
    "submit_decision": ({HANDLER}, {S.RECORDED}),
    "send_back": ({SIGNER}, {S.PENDING_DECISION}),
    "sign_decision": ({SIGNER}, {S.PENDING_DECISION}),
    "decide_no_sanction": ({SIGNER}, {S.OPENED, S.RECORDED, S.PENDING_DECISION}),
    "confirm_delivery": ({CLERK, HANDLER}, {S.DECIDED}),
    "record_payment": ({HANDLER}, {S.DECIDED, S.EXECUTING}),
    "complete_item": ({HANDLER}, {S.EXECUTING, S.NO_SANCTION}),
    "complete_execution": ({HANDLER}, {S.EXECUTING}),
    "propose_close": ({HANDLER}, {S.EXECUTED, S.NO_SANCTION}),
    "close": ({MANAGER}, {S.EXECUTED, S.NO_SANCTION}),
}


def find(username: str) -> User:
    return User.objects.with_standing().get(username=username)


class LifeOfACase(RuleBasedStateMachine):
    """One case; time only moves on."""

    @initialize()
    def intake(self) -> None:
        self.case = received(find).case
        self.now = moment("04/03/2026")
        self.taken: list[str] = []

    @rule(
        step=st.sampled_from(sorted(MODEL)),
        who=st.sampled_from(PEOPLE),
        days=st.integers(0, 4),
    )
    def anybody_tries_anything(self, step: str, who: str, days: int) -> None:
        self.now += timedelta(days=days)
        self._try(step, who)

    @rule(step=st.sampled_from(sorted(MODEL)))
    def the_right_person_tries(self, step: str) -> None:
        self._try(step, sorted(MODEL[step][0])[0])

    def _try(self, step: str, who: str) -> None:
        case = reread(self.case)
        may, sources = MODEL[step]
        before = (str(case.state), CaseEvent.objects.count(), Entry.objects.count())
        try:
            getattr(services, step)(
                case=case,
                version=case.version,
                by=find(who),
                at=self.now,
                **self._values(step, case),
            )
        except NotPermitted:
            # Never the person whom the law names, wherever the case stands.
            assert who not in may or who == self._proposer(case, step)
            assert self._stands(before)
        except NotReady:
            assert who in may
            assert self._stands(before)
        except DomainError:
            assert who in may
            assert case.state in sources
            assert self._stands(before)
        else:
            assert who in may
            assert before[0] in sources
            self.taken.append(step)

    def _stands(self, before: tuple[str, int, int]) -> bool:
        """INV-22: a refused act leaves no state, event or line."""
        now = (
            str(Case.objects.get(pk=self.case.pk).state),
            CaseEvent.objects.count(),
            Entry.objects.count(),
        )
        return now == before

    def _proposer(self, case: Case, step: str) -> str:
        proposal = case.proposal
        if step not in {"dismiss", "close"} or proposal is None:
            return ""
        return proposal.proposed_by.username

    def _values(self, step: str, case: Case) -> dict:
        act = case.decision or case.no_sanction_decision
        open_items = [
            item.pk
            for item in (act.items.all() if act else ())
            if item.amount_vnd is None and not item.is_done
        ]
        match step:
            case "propose_dismiss":
                return {"ground": "NO_VIOLATION", "reason": "Đủ chứng từ."}
            case "make_record":
                return {
                    "content": RecordInput(place="Trụ sở", late_reason="Chủ đi vắng")
                }
            case "submit_decision":
                acts = tuple(
                    ActTerms(violation.pk, frame.midpoint_vnd, respondent.pk)
                    for violation, respondent, frame in services.proposed_fines(case)
                )
                measures = (MeasureTerms("DESTRUCTION", "Tiêu hủy 80 bản", 10),)
                return {"terms": DecisionTerms(acts=acts, measures=measures)}
            case "send_back":
                return {"comment": "Sửa căn cứ."}
            case "decide_no_sanction":
                return {"ground": "DECISION_TIME_PASSED", "reason": "Hết thời hạn."}
            case "confirm_delivery":
                return {"method": "POST"}
            case "record_payment":
                return {
                    "amount_vnd": 1_875_000,
                    "receipt_no": f"BL-{self.now:%d%m%H}-{len(self.taken)}",
                }
            case "complete_item":
                item = open_items[0] if open_items else case.pk
                return {"item_id": item, "note": "Biên bản tiêu hủy 01"}
        return {}

    @invariant()
    def holds_what_is_always_true(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        events = list(case.events.all())
        # INV-3: the state is the fold of the events; each edge is in the lifecycle.
        state = ""
        for event in events:
            assert event.from_state == state
            if event.from_state and event.changes_state:
                assert event.to_state in EDGES[CaseState(event.from_state)]
            state = event.to_state
            assert event.compute_hash() == event.entry.object_hash
        assert state == case.state
        assert len(events) <= case.version
        # INV-1, INV-5: one decision in force, signed within its limits.
        decisions = list(SanctionDecision.objects.filter(case=case))
        assert len(decisions) <= 1
        for decision in decisions:
            assert decision.signed_on <= case.clock("DECISION").last_day
            assert decision.signed_on <= case.clock("LIMITATION").last_day
            assert decision.signed_by != decision.draft.drafted_by
            # INV-19: whole dong, items add up, never paid more than owed.
            assert sum(act.fine_vnd for act in decision.acts.all()) == decision.fine_vnd
            assert 0 <= decision.paid_vnd <= decision.fine_vnd
        # One clock of a family runs at a time; a closed case has no duty running.
        running = [d.family for d in case.deadlines.all() if d.is_running]
        assert len(running) == len(set(running))
        if case.state in {S.CLOSED, S.DISMISSED}:
            assert not any(d.is_running_duty for d in case.deadlines.all())
        # INV-18: nothing happened in the future.
        assert all(e.occurred_on <= e.recorded_at.date() for e in events)
        assert {d.status for d in case.deadlines.all()} <= set(ClockStatus.values)


@pytest.mark.django_db
class TestLifeOfACase(HypothesisTestCase, LifeOfACase.TestCase):
    settings = settings(
        max_examples=6,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
