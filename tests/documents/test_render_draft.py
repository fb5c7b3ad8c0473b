"""Drafts: what stands, marked as binding nobody, with what is not known yet."""

import pytest

from audit.models import AccessEvent
from cases.states import CaseState, NoSanctionGround, Source
from documents import services
from documents.forms.labels import GROUNDS, SOURCES, STATES
from kernel.errors import NotPermitted
from tests.cases.walk import HANDLER, SIGNER, at_state, received
from tests.documents.paper import text_of
from tests.moments import moment

AT = moment("11/03/2026", "14:05")


def draft(walk, form: str, by: str = HANDLER) -> str:
    paper = services.render_draft(form=form, record=walk.case, by=walk.by(by), at=AT)
    assert paper.is_draft
    return text_of(paper.content)


class TestRenderDraft:
    def test_shows_the_signer_what_he_would_sign(self, officer):
        text = draft(
            at_state(officer, CaseState.PENDING_DECISION), "sanction_decision", SIGNER
        )
        assert "Dự thảo lần 1 - 11/03/2026 14:05" in text
        assert "3.750.000 đồng" in text
        assert "Trần Đức Nghĩa" not in text  # the chairman has not signed

    def test_says_that_a_frame_is_not_loaded(self, officer):
        """Frames that the file leaves empty are never guessed (PRT-NODEC)."""
        walk = received(officer, behaviour="PRT-NODEC")
        for step in ("verify", "open", "record"):
            getattr(walk, step)()

        text = draft(walk, "sanction_decision")

        assert "[Khung tiền phạt của hành vi PRT-NODEC chưa được nạp" in text
        assert "cần cán bộ pháp chế xác nhận" in text
        assert "Điểm, khoản, Điều của hành vi PRT-NODEC chưa được nạp" in text
        assert "Mức phạt: chưa xác định." in text

    def test_names_nobody_in_the_signatures_of_a_record(self, officer):
        text = draft(at_state(officer, CaseState.OPENED), "violation_record")
        closing = text[text.index("Lý do không ký biên bản") :]
        assert "NGƯỜI VI PHẠM" in closing
        assert "Mạc Thị Thu Cúc" not in closing

    def test_works_without_a_respondent(self, officer):
        walk = received(officer, is_respondent_unknown=True)
        walk.case.respondents.all().delete()
        assert "Chưa xác định được đối tượng vi phạm" in draft(walk, "violation_record")

    def test_is_refused_and_leaves_no_trace_for_other_agencies(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        with pytest.raises(NotPermitted):
            draft(walk, "sanction_decision", "xa.eakar")
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_refuses_a_form_that_the_record_does_not_have(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        with pytest.raises(services.PaperMissing):
            draft(walk, "inspection_record")


class TestPaperLabels:
    def test_name_every_state_source_and_ground(self):
        assert STATES.keys() == set(CaseState)
        assert SOURCES.keys() == set(Source)
        assert GROUNDS.keys() == set(NoSanctionGround)
