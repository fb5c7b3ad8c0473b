"""The paper of an act, seen before the act is taken: nothing stays but a trace."""

import io

import pdfplumber
import pytest

from agencies.models import NumberRegister
from audit.models import AccessEvent, Entry
from cases.models import Case, CaseEvent, EnforcementDecision
from cases.services import MeasureTerms
from cases.states import CaseState
from documents import services
from documents.models import IssuedDocument
from documents.services import PaperMissing
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, SIGNER, at_state
from tests.cases.walk_execution import executing
from tests.documents.paper import text_of
from tests.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("17/07/2026")
FEET = ("Dự thảo - ", "Mã văn bản", "Tra cứu số", "http:")
FORCE = {"measure": "Khấu trừ thu nhập", "reason": "Chưa nộp phạt."}


def kept() -> tuple[object, ...]:
    """Everything that an act would change."""
    return (
        list(Case.objects.order_by("pk").values()),
        list(NumberRegister.objects.order_by("pk").values()),
        CaseEvent.objects.count(),
        EnforcementDecision.objects.count(),
        IssuedDocument.objects.count(),
        Entry.objects.count(),
    )


def preview(walk, act=services.order_enforcement, by=SIGNER, at=AT, **asked):
    case = Case.objects.get(pk=walk.case.pk)
    return services.preview(
        act, case=case, version=case.version, by=walk.by(by), at=at, **asked
    )


class TestPreview:
    def test_shows_the_paper_and_leaves_nothing_behind(self, officer):
        walk = executing(officer)
        before = kept()

        paper = preview(walk, **FORCE)

        text = text_of(paper.content)
        assert "Cưỡng chế thi hành quyết định xử phạt vi phạm hành chính" in text
        assert "2. Biện pháp cưỡng chế: Khấu trừ thu nhập." in text
        assert "DỰ THẢO" in text
        assert "01/QĐ-CC" not in text
        assert walk.by(SIGNER).full_name not in text
        assert f"Vụ việc {walk.case.number} - Không có giá trị thi hành" in text
        assert paper.is_draft
        assert paper.name.startswith("draft-enforcement_decision-")
        assert kept() == before

    def test_is_what_will_be_issued_but_for_its_marks(self, officer):
        walk = executing(officer)
        draft = preview(walk, **FORCE).content

        walk.step(services.order_enforcement, SIGNER, AT, **FORCE)

        issued = services.print_newest(
            form="enforcement_decision", record=walk.case, by=None, at=AT
        )
        assert articles_of(issued.content) == articles_of(draft)
        assert len(articles_of(draft)) > 1_000

    def test_is_told_in_the_trail(self, officer):
        walk = executing(officer)
        preview(walk, **FORCE)

        event = AccessEvent.objects.get(action="printed")
        assert event.actor == walk.by(SIGNER)
        assert event.detail["draft"] is True
        assert event.detail["form"] == "enforcement_decision"

    def test_refuses_what_the_act_refuses(self, officer):
        walk = executing(officer)
        before = kept()

        with pytest.raises(Refused) as refusal:
            preview(walk, **FORCE | {"measure": " "})
        assert "measure" in refusal.value.errors
        with pytest.raises(NotPermitted):
            preview(walk, by=HANDLER, **FORCE)

        assert kept() == before
        assert not AccessEvent.objects.filter(action="printed").exists()

    def test_says_that_nothing_would_be_printed(self, officer):
        walk = at_state(officer, CaseState.RECORDED)
        asked = {"ground": "FORCE_MAJEURE", "reason": "Bão số 5."}
        with pytest.raises(PaperMissing):
            preview(walk, services.decide_no_sanction, at=moment("12/03/2026"), **asked)
        paper = preview(
            walk,
            services.decide_no_sanction,
            at=moment("12/03/2026"),
            measures=(MeasureTerms("DESTRUCTION", "80 bản"),),
            **asked,
        )
        assert "Buộc tiêu hủy 80 bản" in text_of(paper.content)


def articles_of(content: bytes) -> str:
    """From the first article to the signature, without what lies behind the text."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        lines = [
            line
            for page in document.pages
            for line in page.filter(lambda one: one.get("size", 0) < 20)
            .extract_text()
            .splitlines()
            if len(line) > 1
            and not line.startswith(("Dự thảo - ", "Mã văn bản", "Tra cứu số", "http:"))
        ]
    text = " ".join(lines)
    return text[text.index("Điều 1.") : text.index("Nơi nhận:")]
