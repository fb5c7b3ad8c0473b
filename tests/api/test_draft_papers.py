"""A paper over HTTP: drafted, submitted, returned, signed, sent, annulled."""

from __future__ import annotations

import pytest

from audit.models import AccessEvent
from documents.models import IssuedDocument, PaperDraft
from tests.api.stage import ROOT, address
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER, at_state

DRAFTS = f"{ROOT}documents/drafts/"
VALUES = {"to": ["Công an phường Tân Lập"], "reason": "Thuộc địa bàn phường khác"}


@pytest.fixture
def walk(officer, settings):
    settings.API_TOKENS_MAY_SIGN = True
    return at_state(officer, "RECORDED")


def begun(walk, client_of) -> dict:
    answer = client_of(HANDLER).post(
        DRAFTS,
        {"form": "forward_letter", "case": str(walk.case.pk), "values": VALUES},
        format="json",
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def step(client, draft: dict, name: str, **values):
    body = {"version": draft["version"], **values}
    return client.post(f"{DRAFTS}{draft['id']}/steps/{name}/", body, format="json")


class TestDraftOverHttp:
    def test_walks_to_an_issued_paper_and_on(self, walk, client_of):
        handler, signer = client_of(HANDLER), client_of(SIGNER)
        offers = handler.get(address(walk.case, "paper-forms/")).json()["results"]
        offer = next(row for row in offers if row["form"] == "forward_letter")
        assert offer["subjects"][0]["id"] == str(walk.case.pk)
        assert {"to", "reason"} <= {blank["name"] for blank in offer["blanks"]}

        draft = begun(walk, client_of)
        assert draft["values"]["to"] == ["Công an phường Tân Lập"]
        shown = handler.get(f"{DRAFTS}{draft['id']}/")
        assert shown["ETag"] == '"1"'
        assert AccessEvent.objects.filter(detail__part="paper_drafts").exists()
        pdf = handler.get(f"{DRAFTS}{draft['id']}/file/")
        assert pdf.content.startswith(b"%PDF")
        changed = handler.patch(
            f"{DRAFTS}{draft['id']}/",
            {"version": 1, "values": VALUES | {"reason": "Khác địa bàn"}},
            format="json",
        )
        assert changed.json()["values"]["reason"] == "Khác địa bàn"

        sent = step(handler, changed.json(), "submit", to=SIGNER).json()
        assert (sent["state"], sent["version"]) == ("SUBMITTED", 3)
        waiting = signer.get(f"{ROOT}documents/to-sign/").json()["results"]
        assert [row["id"] for row in waiting] == [draft["id"]]
        back = step(signer, sent, "return", reason="Ghi rõ.").json()
        assert (back["state"], back["return_reason"]) == ("RETURNED", "Ghi rõ.")
        again = step(handler, back, "submit", to=SIGNER).json()
        done = step(signer, again, "sign")
        assert done.status_code == 200, done.content
        assert done.json()["state"] == "ISSUED"
        paper = IssuedDocument.objects.get(form="forward_letter")
        assert done.json()["issued"] == str(paper.pk)
        listed = handler.get(f"{ROOT}documents/?form=forward_letter&q=01").json()
        assert [row["id"] for row in listed["results"]] == [str(paper.pk)]

        one = f"{ROOT}documents/{paper.pk}/"
        today = str(paper.issued_on)
        entry = {"manner": "POST", "recipient": "Công an", "sent_on": today}
        assert client_of(CLERK).post(f"{one}dispatches/", entry).status_code == 201
        assert client_of(MANAGER).post(f"{one}dispatches/", entry).status_code == 403
        early = client_of(CLERK).post(
            f"{one}dispatches/", entry | {"sent_on": "2020-01-01"}
        )
        assert early.status_code == 422
        assert "sent_on" in early.json()["errors"]
        assert len(handler.get(f"{one}dispatches/").json()["results"]) == 1
        annul = {"kind": "ANNULMENT", "reason": "Ban hành nhầm."}
        revision = handler.post(f"{one}revisions/", annul)
        assert revision.status_code == 201
        assert revision.json()["revises"] == str(paper.pk)

    def test_refuses_in_the_order_of_the_status_table(self, walk, client_of):
        draft = begun(walk, client_of)
        where = f"{DRAFTS}{draft['id']}/"
        assert client_of("so.thuly").get(where).status_code == 404
        assert step(client_of(MANAGER), draft, "submit", to=SIGNER).status_code == 403
        handler = client_of(HANDLER)
        assert step(handler, draft, "submit", to=MANAGER).status_code == 422
        assert step(handler, draft, "submit", to=SIGNER, khac=1).status_code == 400
        late = step(handler, draft | {"version": 9}, "submit", to=SIGNER)
        assert late.status_code == 409
        assert late.json()["current"] == {"version": 1, "state": "DRAFT"}
        unread = handler.patch(
            where, {"version": 1, "values": {"answer_by": "mai"}}, format="json"
        )
        assert unread.status_code == 422
        assert "answer_by" in unread.json()["errors"]
        body = {"form": "forward_letter", "case": str(walk.case.pk), "values": {}}
        unseen = client_of("so.thuly").post(DRAFTS, body, format="json")
        assert unseen.status_code in {400, 404, 422}
        assert client_of(CLERK).post(DRAFTS, body, format="json").status_code == 403
        assert PaperDraft.objects.count() == 1

    def test_enters_arrivals(self, walk, client_of):
        where = address(walk.case, "incoming-papers/")
        body = {"sender": "Công an", "title": "Trả lời", "received_on": "2026-03-05"}
        assert client_of(CLERK).post(where, body).json()["number"] == 1
        assert client_of(HANDLER).post(where, body).status_code == 403
        assert client_of("so.thuly").get(where).status_code == 404
        assert len(client_of(HANDLER).get(where).json()["results"]) == 1

    def test_lists_ask_no_more_with_more_rows(
        self, walk, client_of, django_assert_max_num_queries
    ):
        for _n in range(3):
            draft = begun(walk, client_of)
            sent = step(client_of(HANDLER), draft, "submit", to=SIGNER).json()
        assert step(client_of(SIGNER), sent, "sign").status_code == 200
        for username, where in (
            (HANDLER, "documents/"),
            (HANDLER, "documents/drafts/?state=SUBMITTED"),
            (SIGNER, "documents/to-sign/"),
        ):
            client_of(username).get(f"{ROOT}wards/")  # the token's use is noted
            with django_assert_max_num_queries(4):
                answer = client_of(username).get(f"{ROOT}{where}")
            assert answer.json()["results"]
