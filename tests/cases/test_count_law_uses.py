"""How often a row of the law is used: what the law desk looks at first."""

import pytest

from cases.law_uses import uses_of
from cases.states import CaseState
from regulations.models import (
    AuthorityRule,
    CriminalIndicator,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)
from tests.cases.walk import at_state, received


def uses(model, **key):
    row = model.objects.get(**key)
    return uses_of([row]).of(row)


@pytest.mark.django_db
class TestUses:
    def test_of_a_behaviour_are_its_acts_and_findings(self, officer):
        assert uses(ViolationBehaviour, code="PRT-NODEC") == 0
        received(officer, behaviour="PRT-NODEC")
        received(officer, behaviour="PRT-NODEC")

        assert uses(ViolationBehaviour, code="PRT-NODEC") == 2

    def test_of_a_limit_are_the_clocks_that_run_by_it(self, officer):
        at_state(officer, CaseState.RECORDED)

        assert uses(DeadlineRule, code="D-DEC-7WD") == 1
        assert uses(DeadlineRule, code="D-SUIT") == 0

    def test_of_a_ceiling_are_the_decisions_of_its_title_and_field(self, officer):
        at_state(officer, CaseState.DECIDED)

        title = "CHU_TICH_UBND_XA"
        assert uses(AuthorityRule, title=title, field="publishing") == 1
        assert uses(AuthorityRule, title=title, field="copyright") == 0
        assert uses(AuthorityRule, title="GIAM_DOC_SO", field="publishing") == 0
        assert uses(FieldMaximum, field="publishing") == 1

    def test_of_a_threshold_are_the_violation_records(self, officer):
        """Điều 61.1: asked at every record."""
        at_state(officer, CaseState.RECORDED)

        assert uses(LegalSetting, key="explanation_threshold_individual_vnd") == 1
        assert uses(LegalSetting, key="late_interest_from") == 0

    def test_of_a_day_of_the_calendar_are_not_counted(self, officer):
        assert uses(LegalSetting, key="vietnam_culture_day_is_holiday") is None

    def test_take_a_query_for_each_kind(self, officer, django_assert_max_num_queries):
        at_state(officer, CaseState.DECIDED)
        rows = [
            row
            for model in (
                ViolationBehaviour,
                DeadlineRule,
                AuthorityRule,
                CriminalIndicator,
                FieldMaximum,
                LegalSetting,
            )
            for row in model.objects.all()
        ]

        with django_assert_max_num_queries(7):
            uses_of(rows)
