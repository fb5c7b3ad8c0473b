"""Every form of the procedure lies in the demonstration as an issued paper."""

import pytest

from cases.models import Case, FineRelief, Valuation
from cases.states import CaseState, ReliefState
from demo import loading
from demo.scenarios import s02
from demo.valued import COPIES, EACH_VND
from documents.form_ids import FormId
from documents.models import IssuedDocument
from tests.moments import moment

LOADED_AT = moment("23/11/2026", "03:56")
# Drawn anew whenever they are asked for.
NEVER_ISSUED = {
    FormId.CASE_INDEX,
    FormId.CASE_REPORT,
    FormId.CASE_REPORT_SHORT,
    FormId.EVIDENCE_SHEET,
}


@pytest.fixture(scope="module")
def loaded(performed):
    return performed(lambda stage: loading.everything(stage, at=LOADED_AT), LOADED_AT)


class TestPapers:
    def test_has_every_form(self, loaded):
        issued = set(IssuedDocument.objects.values_list("form", flat=True))

        assert set(FormId.values) - NEVER_ISSUED - issued == set()

    def test_go_with_the_joint_case(self, loaded):
        case = Case.objects.get(title__contains="In Cao Nguyên Xanh", is_complex=True)
        forms = IssuedDocument.objects.of_case(case).order_by("issued_on", "id")

        assert case.facility.party.name == s02.COMPANY
        assert list(forms.values_list("form", flat=True)) == [
            FormId.SEIZURE_DECISION,
            FormId.SEIZURE_RECORD,
            FormId.SEAL_RECORD,
            FormId.VERIFICATION_RECORD,
            FormId.VIOLATION_RECORD,
            FormId.EXPERT_REQUEST,
            FormId.SEIZURE_EXTENSION,
            FormId.SUBMISSION,
            FormId.SANCTION_DECISION,
            FormId.SEIZURE_RETURN,
            FormId.DELIVERY_RECORD,
            FormId.DESTRUCTION_RECORD,
        ]

    def test_follow_a_case_from_its_valuation_to_its_reduction(self, loaded):
        case = Case.objects.get(title__startswith="Bán sách mê tín")
        reliefs = FineRelief.objects.filter(case=case).order_by("registered_at")

        assert case.state == CaseState.EXECUTED
        assert Valuation.objects.get(case=case).value_vnd == COPIES * EACH_VND
        assert [relief.state for relief in reliefs] == [
            ReliefState.ENDED,
            ReliefState.GRANTED,
        ]
