"""Extending a seizure: a new written act, a limit that the facts allow (Điều 125.8)."""

from __future__ import annotations

import pytest

from cases import services
from cases.models import Case, SeizureExtension
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family, SeizureGround, SeizureState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, SIGNER, at_state
from tests.cases.walk_goods import act, held
from tests.moments import day, moment

REASON = "Chờ kết luận giám định"


@pytest.fixture
def walk(officer):
    walk = at_state(officer, CaseState.OPENED)
    held(walk)
    return walk


def extend(walk, rule="D-SEIZE-1M", at=None, by=SIGNER, reason=REASON):
    return act(
        walk,
        services.extend_seizure,
        by,
        at or moment("10/03/2026"),
        limit_rule=rule,
        reason=reason,
    )


def with_facts(walk, **facts) -> None:
    Case.objects.filter(pk=walk.case.pk).update(**facts)


def refusal(walk, **terms) -> str:
    with pytest.raises(Refused) as refused:
        extend(walk, **terms)
    return refused.value.reason_code


class TestExtendSeizure:
    def test_is_a_written_act_with_its_own_number(self, walk):
        with_facts(walk, verification_on=day("09/03/2026"))
        extension = extend(walk)

        assert extension.number_text == "01/QĐ-KDTHTG"
        assert extension.signed_on == day("10/03/2026")
        seizure = extension.seizure
        assert (seizure.state, seizure.limit_rule) == ("EXTENDED", "D-SEIZE-1M")

    def test_switches_the_limit_from_the_actual_seizure(self, walk):
        """One month from 03/03/2026: Fri 03/04/2026; recomputed, never restarted."""
        with_facts(walk, verification_on=day("09/03/2026"))
        extend(walk)

        clocks = [c for c in walk.case.deadlines.all() if c.family == Family.SEIZURE]
        assert [(c.rule.code, c.status) for c in clocks] == [
            ("D-SEIZE-7WD", ClockStatus.SWITCHED),
            ("D-SEIZE-1M", ClockStatus.RUNNING),
        ]
        assert clocks[1].start_on == day("03/03/2026")
        assert clocks[1].due == day("03/04/2026")

    def test_needs_a_reason_and_a_known_limit(self, walk):
        with_facts(walk, verification_on=day("09/03/2026"))
        with pytest.raises(Refused) as refused:
            extend(walk, reason=" ")
        assert set(refused.value.errors) == {"reason"}
        assert refusal(walk, rule="D-SEIZE-7WD") == "seizure_limit_refused"
        assert refusal(walk, rule="D-DEC-1M") == "seizure_limit_refused"

    def test_for_a_month_needs_explanation_verification_or_expert(self, walk):
        """D-SEIZE-1M: "khi xác minh, giải trình"."""
        assert refusal(walk) == "seizure_limit_refused"
        with_facts(walk, verification_on=day("09/03/2026"))
        assert extend(walk)

    def test_for_ten_days_needs_another_competent_person(self, walk):
        """D-SEIZE-10WD: "khi phải chuyển hồ sơ"; 10 wd from 03/03: Tue 17/03."""
        assert refusal(walk, rule="D-SEIZE-10WD") == "seizure_limit_refused"
        with_facts(walk, competent_authority="SO_VHTTDL")
        extension = extend(walk, rule="D-SEIZE-10WD")
        assert services.seizing.period_of(extension.seizure).due == day("17/03/2026")

    def test_for_two_months_needs_a_complex_matter_approved_in_writing(self, walk):
        """D-SEIZE-2M: "vụ đặc biệt phức tạp"; Sun 03/05 rolls to Mon 04/05."""
        with_facts(walk, verification_on=day("09/03/2026"))
        assert refusal(walk, rule="D-SEIZE-2M") == "seizure_limit_refused"
        with_facts(walk, two_months_approval="Văn bản số 00/UBND")
        extension = extend(walk, rule="D-SEIZE-2M")
        assert services.seizing.period_of(extension.seizure).due == day("04/05/2026")

    def test_never_shortens(self, walk):
        with_facts(
            walk,
            verification_on=day("09/03/2026"),
            competent_authority="SO_VHTTDL",
        )
        act_on = moment("10/03/2026")
        extend_by = {"limit_rule": "D-SEIZE-1M", "reason": REASON}
        with_facts(walk, competent_authority=walk.case.lead_agency_id)
        act(walk, services.extend_seizure, SIGNER, act_on, **extend_by)
        assert refusal(walk) == "seizure_limit_refused"

    def test_is_refused_past_the_period(self, walk):
        """A081: "not past the period"; 7 wd end on 12/03."""
        with_facts(walk, verification_on=day("09/03/2026"))
        with pytest.raises(StepNotOpen) as refused:
            extend(walk, at=moment("13/03/2026"))
        assert refused.value.blockers[0].code == "seizure_period_open"
        assert not SeizureExtension.objects.exists()

    def test_is_the_competent_persons(self, walk):
        with pytest.raises(NotPermitted):
            extend(walk, by=HANDLER)


class TestNeverBeyondTheDecisionLimit:
    """ "never beyond the decision limit, except when held to secure payment"."""

    def recorded(self, officer, ground):
        walk = at_state(officer, CaseState.OPENED)
        held(walk, ground=ground)
        walk.record()  # 05/03: D-DEC-7WD ends on 16/03
        with_facts(walk, two_months_approval="Văn bản số 00/UBND")
        return walk

    def test_unless_to_secure_execution(self, officer):
        walk = self.recorded(officer, SeizureGround.SECURE)
        with_facts(walk, verification_on=day("09/03/2026"))
        # The clock row itself is still that of seven days.
        assert extend(walk, rule="D-SEIZE-2M").seizure.state == SeizureState.EXTENDED

    def test_otherwise(self, officer):
        walk = self.recorded(officer, SeizureGround.VERIFY)
        with_facts(walk, verification_on=day("09/03/2026"))
        with pytest.raises(Refused) as refused:
            extend(walk, rule="D-SEIZE-2M")
        assert "16/03/2026" in str(refused.value.errors["limit_rule"][0])
