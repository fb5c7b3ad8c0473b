"""Every use of an unconfirmed row of the law says so beside the figure."""

import pytest

from cases.states import CaseState
from documents import services
from documents.form_ids import FormId
from regulations.models import AuthorityRule, DeadlineRule, ViolationBehaviour
from tests.cases.walk import EXPLAINABLE, HANDLER, SIGNER, at_state
from tests.documents.paper import text_of as printed_text
from tests.moments import moment
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pending(officer):
    """A draft of DST-29-2A whose frame, ceiling and limit are recalled or unsettled."""
    case = at_state(officer, CaseState.PENDING_DECISION).case
    note = {"confidence_note": "bản cũ"}
    ViolationBehaviour.objects.filter(code="DST-29-2A").update(
        confidence="recalled", **note
    )
    AuthorityRule.objects.filter(title="CHU_TICH_UBND_XA").update(
        confidence="unsettled", **note
    )
    DeadlineRule.objects.filter(code="D-DEC-7WD").update(confidence="recalled", **note)
    return case


class TestUnconfirmedRow:
    def test_is_said_beside_frame_and_limit(self, pending, client_of):
        handler = client_of(HANDLER)

        findings = text_of(handler.get(f"/cases/{pending.number}/findings/"))
        assert "bản cũ" in findings
        case = text_of(handler.get(f"/cases/{pending.number}/"))
        sheet = text_of(handler.get(f"/cases/{pending.number}/deadlines/"))
        label = str(ViolationBehaviour(confidence="recalled").get_confidence_display())
        assert label.lower() in case
        assert label.lower() in sheet

    def test_is_said_beside_the_conditions_of_the_signature(self, pending, client_of):
        page = text_of(
            client_of(SIGNER).get(f"/cases/{pending.number}/do/sign_decision/")
        )

        for confidence in ("recalled", "unsettled"):
            row = ViolationBehaviour(confidence=confidence)
            assert str(row.get_confidence_display()) in page

    def test_is_said_on_the_draft_and_never_issued(self, pending, officer):
        at = moment("12/03/2026")
        draft = services.render_draft(
            form=FormId.SANCTION_DECISION, record=pending, by=officer(HANDLER), at=at
        )
        text = printed_text(draft.content)

        assert "[Khung tiền phạt của hành vi DST-29-2A: ghi theo trí nhớ" in text
        assert "chưa xác định dứt khoát]" in text

    def test_is_said_on_the_draft_of_the_record(self, officer):
        """D-EXPL-WRITTEN is recalled: "(05 days confirmed in the older text)"."""
        case = at_state(officer, CaseState.OPENED, behaviour=EXPLAINABLE).case
        draft = services.render_draft(
            form=FormId.VIOLATION_RECORD,
            record=case,
            by=officer(HANDLER),
            at=moment("05/03/2026"),
        )

        assert "(D-EXPL-WRITTEN): ghi theo trí nhớ" in printed_text(draft.content)
