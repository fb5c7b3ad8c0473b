"""The command `print_document FORM NUMBER -o FILE`."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.models import AccessEvent
from cases.states import CaseState
from documents import services
from tests.cases.walk import SIGNER, at_state, reread
from tests.documents.paper import text_of
from tests.moments import moment


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def run(form: str, number: str, target: Path) -> str:
    call_command("print_document", form, number, "-o", str(target))
    return text_of(target.read_bytes())


class TestPrintDocument:
    def test_writes_a_draft_when_none_is_issued(self, officer, target):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        text = run("sanction_decision", walk.case.number, target)
        assert "DỰ THẢO" in text
        assert f"Vụ việc {walk.case.number} - Không có giá trị thi hành" in text
        assert "3.750.000 đồng" in text

    @pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.RECORDED])
    @pytest.mark.parametrize("form", ["violation_record", "sanction_decision"])
    def test_writes_a_draft_of_what_is_known_in_any_state(
        self, officer, target, form, state
    ):
        walk = at_state(officer, state)
        assert "DỰ THẢO" in run(form, walk.case.number, target)

    def test_writes_the_newest_issued_paper(self, officer, target):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        case = reread(walk.case)
        services.sign_decision(
            case=case,
            version=case.version,
            by=walk.by(SIGNER),
            at=moment("12/03/2026"),
        )
        text = run("sanction_decision", case.number, target)
        assert "Số: 01/QĐ-XPHC" in text
        assert "DỰ THẢO" not in text

    @pytest.mark.parametrize("form", ["case_report", "case_report_short"])
    @pytest.mark.parametrize(
        "state", [CaseState.RECEIVED, CaseState.EXECUTING, CaseState.CLOSED]
    )
    def test_draws_the_report_anew_in_every_state(self, officer, target, form, state):
        walk = at_state(officer, state)
        text = run(form, walk.case.number, target)
        assert "BÁO CÁO VỤ VIỆC" in text
        assert f"Mã vụ việc: {walk.case.number}" in text

    def test_joins_the_whole_file_of_a_case(self, officer, target):
        walk = at_state(officer, CaseState.RECEIVED)
        text = run("case_file", walk.case.number, target)
        assert "MỤC LỤC HỒ SƠ" in text
        assert AccessEvent.objects.get(action="printed").actor is None

    def test_counts_a_year_for_the_province(self, db, target):
        text = run("annual_report", "2025", target)
        assert "năm 2025" in text
        assert "toàn tỉnh" in text
        assert "DỰ THẢO" in text
        with pytest.raises(CommandError):
            run("annual_report", "2999", target)

    def test_says_what_is_missing(self, officer, target):
        walk = at_state(officer, CaseState.RECEIVED)
        with pytest.raises(CommandError, match="VV-1999-0001"):
            run("case_report", "VV-1999-0001", target)
        with pytest.raises(CommandError):
            run("inspection_record", walk.case.number, target)
        with pytest.raises(CommandError):
            run("love_letter", walk.case.number, target)
        assert not target.exists()

    def test_leaves_a_trace_of_the_system(self, officer, target):
        walk = at_state(officer, CaseState.RECEIVED)
        run("case_report", walk.case.number, target)
        event = AccessEvent.objects.filter(action="printed").get()
        assert event.actor is None
        assert event.object_label == walk.case.number
        assert event.detail["form"] == "case_report"
