"""Papers over HTTP: who gets them, the bytes as issued, each look in the trail."""

from __future__ import annotations

import hashlib

import pytest

from audit.models import AccessEvent
from documents import storage
from documents.models import IssuedDocument
from tests.api import stage
from tests.api.stage import ROOT, address
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER


@pytest.fixture
def decision(client_of, officer, settings) -> IssuedDocument:
    """A decision that was signed, and issued, over HTTP."""
    settings.API_TOKENS_MAY_SIGN = True
    case = stage.pending(officer)
    answer = client_of(SIGNER).post(
        address(case, "steps/sign_decision/"), {"version": case.version}
    )
    assert answer.status_code == 200, answer.content
    return IssuedDocument.objects.get(case=case)


def paper(document, tail=""):
    return f"{ROOT}documents/{document.pk}/{tail}"


class TestAnIssuedPaper:
    def test_tells_its_number_and_hash(self, client_of, decision):
        told = client_of(HANDLER).get(paper(decision)).json()

        assert told["form"] == "sanction_decision"
        assert told["number"] == decision.number_text
        assert told["sha256"] == decision.sha256

    def test_is_handed_out_as_it_was_issued(self, client_of, decision):
        answer = client_of(HANDLER).get(paper(decision, "file/"))

        assert answer["content-type"] == "application/pdf"
        assert answer["content-disposition"].startswith("attachment; filename=")
        assert answer["x-content-type-options"] == "nosniff"
        assert "no-store" in answer["cache-control"]
        assert hashlib.sha256(answer.content).hexdigest() == decision.sha256
        again = client_of(MANAGER).get(paper(decision, "file/"))
        assert again.content == answer.content  # INV-20

    def test_leaves_a_line_before_its_bytes(self, client_of, decision):
        client_of(CLERK).get(paper(decision, "file/"))

        event = AccessEvent.objects.get(action="printed")
        assert event.object_id == str(decision.pk)
        assert event.actor.username == CLERK

    @pytest.mark.parametrize(
        ("username", "status"),
        [
            (HANDLER, 200),
            (SIGNER, 200),
            ("ubnd.lanhdao", 403),
            ("ubnd.kiemsoat", 403),
            ("so.thuly", 404),
            ("quantri", 404),
        ],
    )
    @pytest.mark.parametrize("tail", ["", "file/"])
    def test_is_for_who_works_on_the_case(
        self, client_of, decision, username, status, tail
    ):
        assert client_of(username).get(paper(decision, tail)).status_code == status

    def test_is_not_handed_out_when_it_was_changed(self, client_of, decision):
        path = storage.path_of(decision.sha256)
        path.chmod(0o640)
        path.write_bytes(b"%PDF-1.7 something else")
        answer = client_of(HANDLER).get(paper(decision, "file/"))

        assert answer.status_code == 409
        assert answer.json()["code"] == "document_damaged"


class TestAPrint:
    def test_is_a_draft_until_the_paper_is_issued(self, client_of, officer):
        case = stage.pending(officer)
        draft = client_of(HANDLER).get(address(case, "print/sanction_decision/"))

        assert draft.status_code == 200, draft.content
        assert "draft-" in draft["content-disposition"]
        assert draft.content.startswith(b"%PDF-")

    def test_knows_its_forms_only(self, client_of, officer):
        case = stage.received(officer)
        client = client_of(HANDLER)

        assert client.get(address(case, "print/poem/")).status_code == 404
        answer = client.get(address(case, "print/inspection_record/"))
        assert answer.status_code == 409
        assert answer.json()["code"] == "paper_missing"

    def test_of_a_report_is_not_for_who_sees_a_card(self, client_of, officer):
        case = stage.received(officer)
        answer = client_of("ubnd.lanhdao").get(address(case, "print/case_report/"))

        assert answer.status_code == 403
