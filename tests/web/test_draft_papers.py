"""Papers on the pages: drafted with their preview, signed beside the facts, sent."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import User
from cases.states import CaseState
from documents import services
from documents.models import Dispatch, IncomingPaper, IssuedDocument, PaperDraft
from documents.states import DraftState
from kernel.clock import local_day
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER, at_state

PASSWORD = "chỉ ở đây thôi nhé"  # noqa: S105 - only here
STRANGER = "so.thuly"
TYPED = {
    "b_to": "Công an phường Tân Lập",
    "b_reason": "Hành vi xảy ra tại địa bàn phường Tân Lập",
    "b_answer_by": "",
    "b_papers": "",
    "legal_bases": "",
    "recipients": "Như trên\nLưu: VT",
}


@pytest.fixture
def walk(officer, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))
    return at_state(officer, CaseState.RECORDED)


def send(client, path: str, **typed):
    answer = client.post(path, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def drafted(walk, client_of) -> str:
    """The address of a draft that the handler began on the pages."""
    number = walk.case.number
    tab = client_of(HANDLER).get(f"/cases/{number}/documents/").content.decode()
    begin = f"/cases/{number}/documents/draft/forward_letter/"
    choice = f"/cases/{walk.case.number}/documents/draft/"
    assert f'href="{choice}"' in tab
    assert begin in client_of(HANDLER).get(choice).content.decode()
    return send(client_of(HANDLER), begin, **TYPED)


def submitted(walk, client_of) -> str:
    address = drafted(walk, client_of)
    typed = TYPED | {"version": 1, "to": SIGNER, "act": "submit"}
    assert send(client_of(HANDLER), address, **typed) == address
    return address


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    # The line of the trail that says who looked is no question.
    return sum(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.django_db
class TestDraftPages:
    def test_keep_a_draft_show_it_and_submit_it(self, walk, client_of):
        address = drafted(walk, client_of)
        shown = client_of(HANDLER).get(address).content.decode()
        assert f"{address}1.png" in shown
        picture = client_of(HANDLER).get(f"{address}1.png")
        assert picture["Content-Type"] == "image/png"
        assert client_of(HANDLER).get(f"{address}9.png").status_code == 404
        file = client_of(HANDLER).get(f"{address}file/")
        assert file.content.startswith(b"%PDF")

        typed = TYPED | {"version": 1, "to": SIGNER, "act": "submit", "b_to": ""}
        refused = client_of(HANDLER).post(address, typed)
        kept = PaperDraft.objects.get()
        assert refused.status_code == 422
        assert (kept.version, kept.state) == (1, DraftState.DRAFT)
        assert TYPED["b_reason"] in refused.content.decode()
        wrong = client_of(HANDLER).post(address, typed | {"b_answer_by": "mai"})
        assert wrong.status_code == 422
        assert 'value="mai"' in wrong.content.decode()

        send(client_of(HANDLER), address, **typed | {"b_to": TYPED["b_to"]})
        kept.refresh_from_db()
        assert (kept.state, kept.submitted_to.username) == ("SUBMITTED", SIGNER)
        assert kept.recipients == ["Như trên", "Lưu: VT"]
        late = client_of(HANDLER).post(address, typed | {"b_to": "x", "version": 1})
        assert late.status_code == 409

    def test_sign_beside_the_facts_or_return_with_a_reason(self, walk, client_of):
        address = submitted(walk, client_of)
        signer = client_of(SIGNER)
        assert f"{address}sign/" in signer.get("/documents/to-sign/").content.decode()
        beside = signer.get(f"{address}sign/").content.decode()
        assert "Mạc Thị Thu Cúc" in beside
        assert f"{address}1.png" in beside

        silent = signer.post(f"{address}sign/", {"version": 3, "act": "return"})
        assert silent.status_code == 422
        send(signer, f"{address}sign/", version=3, act="return", reason="Sai tên.")
        assert "Sai tên." in client_of(HANDLER).get(address).content.decode()
        typed = TYPED | {"version": 4, "to": SIGNER, "act": "submit"}
        send(client_of(HANDLER), address, **typed)

        unproved = signer.post(f"{address}sign/", {"version": 6, "act": "sign"})
        assert unproved.status_code == 422
        assert not IssuedDocument.objects.filter(form="forward_letter").exists()
        issued = send(
            signer, f"{address}sign/", version=6, act="sign", password=PASSWORD
        )
        paper = IssuedDocument.objects.get(form="forward_letter")
        assert issued == f"/documents/{paper.pk}/about/"
        page = client_of(HANDLER).get(issued).content.decode()
        assert paper.sha256 in page
        assert paper.verification_code in page
        again = signer.post(
            f"{address}sign/", {"version": 6, "act": "sign", "password": PASSWORD}
        )
        assert again.status_code == 409

    def test_are_closed_to_others(self, walk, client_of):
        address = submitted(walk, client_of)
        for path in (address, f"{address}sign/", f"{address}1.png", f"{address}file/"):
            assert client_of(STRANGER).get(path).status_code == 404
        assert client_of(HANDLER).get(f"{address}sign/").status_code == 403
        assert client_of(MANAGER).get(f"{address}sign/").status_code == 403
        begin = f"/cases/{walk.case.number}/documents/draft/forward_letter/"
        assert client_of(CLERK).get(begin).status_code == 403
        assert client_of(STRANGER).get(begin).status_code == 404
        other = begin.replace("forward_letter", "sanction_decision")
        assert client_of(HANDLER).get(other).status_code == 404
        change = TYPED | {"version": 2, "act": "keep"}
        assert client_of(CLERK).post(address, change).status_code == 403

    def test_withdraw_with_a_reason(self, walk, client_of):
        address = drafted(walk, client_of)
        send(client_of(HANDLER), f"{address}withdraw/", version=1, reason="Thừa.")
        assert "Thừa." in client_of(HANDLER).get(address).content.decode()

    def test_of_lists_and_queues_take_few_queries(self, walk, client_of):
        for _n in range(3):
            address = submitted(walk, client_of)
        client, signer = client_of(HANDLER), client_of(SIGNER)
        for path in (
            "/documents/",
            "/documents/?view=drafts",
            "/documents/?view=incoming&q=x",
            "/documents/?agency=all&form=forward_letter&since=01/01/2026",
        ):
            assert queries_of(client, path) <= 12, path
        assert queries_of(client, f"/cases/{walk.case.number}/documents/") <= 12
        assert queries_of(signer, "/documents/to-sign/") <= 12
        assert queries_of(signer, f"{address}sign/") <= 45
        listed = client.get("/documents/?view=drafts").content.decode()
        assert listed.count("/documents/drafts/") >= 3
        assert "/documents/drafts/" not in (
            client_of(STRANGER).get("/documents/?view=drafts").content.decode()
        )
        for listing in ("export", "drafts/export", "incoming/export"):
            answer = client.get(f"/documents/{listing}/csv/")
            assert answer.status_code == 200
        assert client.get("/documents/?view=other").status_code == 404


@pytest.mark.django_db
class TestIssuedPaperPages:
    @pytest.fixture
    def paper(self, walk, client_of) -> IssuedDocument:
        address = submitted(walk, client_of)
        where = f"{address}sign/"
        send(client_of(SIGNER), where, version=3, act="sign", password=PASSWORD)
        return IssuedDocument.objects.get(form="forward_letter")

    def test_enter_sendings_and_refuse_with_the_typing_kept(
        self, walk, client_of, paper
    ):
        today = f"{local_day(timezone.now()):%d/%m/%Y}"
        typed = {
            "manner": "POST",
            "recipient": "Công an phường Tân Lập",
            "sent_on": today,
            "receipt_no": "RR 1",
        }
        path = f"/documents/{paper.pk}/dispatch/"
        refused = client_of(CLERK).post(path, typed | {"sent_on": "01/01/2020"})
        assert refused.status_code == 422
        assert "RR 1" in refused.content.decode()
        about = send(client_of(CLERK), path, **typed)
        assert Dispatch.objects.get().document == paper
        assert "RR 1" in client_of(HANDLER).get(about).content.decode()
        assert client_of(MANAGER).get(path).status_code == 403
        assert client_of(STRANGER).get(about).status_code == 404

    def test_begin_a_correction_and_mark_the_old_paper(self, walk, client_of, paper):
        path = f"/documents/{paper.pk}/revise/"
        kind = {"kind": "ANNULMENT", "reason": "Ban hành nhầm."}
        draft = send(client_of(HANDLER), path, **kind)
        page = client_of(HANDLER).get(draft).content.decode()
        assert paper.number_text in page
        typed = {
            "version": 1,
            "act": "submit",
            "to": SIGNER,
            "b_addressees": "Công an phường Tân Lập",
            "b_reason": "Ban hành nhầm.",
            "legal_bases": "",
            "recipients": "",
        }
        send(client_of(HANDLER), draft, **typed)
        where = f"{draft}sign/"
        new = send(client_of(SIGNER), where, version=3, act="sign")
        old = client_of(HANDLER).get(f"/documents/{paper.pk}/about/").content.decode()
        assert new in old
        assert "Ban hành nhầm." in old
        assert f"/documents/{paper.pk}/revise/" not in old
        tab = f"/cases/{walk.case.number}/documents/"
        assert new in client_of(HANDLER).get(tab).content.decode()
        assert services.is_ended(paper)

    def test_enter_an_incoming_paper(self, walk, client_of):
        path = f"/cases/{walk.case.number}/documents/incoming/"
        today = f"{local_day(timezone.now()):%d/%m/%Y}"
        typed = {"sender": "Công an phường", "title": "Trả lời", "received_on": today}
        assert client_of(HANDLER).get(path).status_code == 403
        tab = send(client_of(CLERK), path, **typed)
        assert IncomingPaper.objects.get().number == 1
        assert "Trả lời" in client_of(HANDLER).get(tab).content.decode()
        listed = client_of(CLERK).get("/documents/?view=incoming").content.decode()
        assert "Trả lời" in listed
