"""The remote review through the interface."""

from __future__ import annotations

import pytest

from inspections.models import Inspection, RemoteReview
from inspections.states import Mode
from tests.api.stage import ROOT
from tests.inspections import walk as steps
from tests.inspections.conftest import enter as enter
from tests.inspections.conftest import hoa_cuc as hoa_cuc
from tests.inspections.conftest import second_manager as second_manager
from tests.inspections.conftest import walk as walk

MEMBER, STRANGER, READER = "so.kiemtra", "tt.lanhdao", "so.lanhdao"
SENDING = {"sent_way": "PORTAL", "sent_to": "hoacuc@example.vn", "due_on": "2026-12-31"}


@pytest.fixture
def remote(walk, hoa_cuc) -> Inspection:
    return steps.begin(walk, steps.planned_visit(walk, hoa_cuc, mode=Mode.REMOTE))


def address(visit: Inspection, tail: str = "") -> str:
    return f"{ROOT}inspections/{visit.pk}/remote-reviews/{tail}"


def version(visit: Inspection) -> int:
    return Inspection.objects.get(pk=visit.pk).version


class TestRemoteReviews:
    def test_are_sent_answered_and_closed(self, client_of, remote):
        client = client_of(MEMBER)
        due = {"due_on": "2099-12-31"}
        made = client.post(
            address(remote), SENDING | due | {"version": version(remote)}, format="json"
        )
        assert made.status_code == 201, made.data
        items = made.data["unanswered"]
        answered = client.post(
            address(remote, f"{made.data['id']}/steps/answer/"),
            {"answers": [{"item": item, "text": "Có."} for item in items]},
            format="json",
        )
        assert answered.status_code == 200, answered.data
        assert answered.data["unanswered"] == []
        closed = client.post(
            address(remote, f"{made.data['id']}/steps/close/"),
            {"version": version(remote), "result": "DOUBTFUL", "reason": "Xem kho."},
            format="json",
        )
        assert closed.status_code == 200, closed.data

        (shown,) = client.get(address(remote)).data["results"]
        assert shown["state"] == "DOUBTFUL"
        assert len(shown["answers"]) == len(items)

    def test_name_what_is_wrong(self, client_of, remote):
        client = client_of(MEMBER)
        stale = client.post(
            address(remote), SENDING | {"version": 1, "due_on": "2099-12-31"}
        )
        assert stale.status_code == 409
        early = client.post(
            address(remote),
            SENDING | {"version": version(remote), "due_on": "2026-01-01"},
            format="json",
        )
        assert early.status_code == 422
        assert set(early.data["errors"]) == {"due_on"}
        made = client.post(
            address(remote),
            SENDING | {"version": version(remote), "due_on": "2099-12-31"},
            format="json",
        )
        wrong = client.post(
            address(remote, f"{made.data['id']}/steps/answer/"),
            {"answers": [{"item": str(remote.pk), "text": "Có."}]},
            format="json",
        )
        assert wrong.status_code == 422
        assert not RemoteReview.objects.get().answers.exists()

    @pytest.mark.parametrize(
        ("username", "reads", "sends"),
        [(MEMBER, 200, 422), (READER, 200, 403), (STRANGER, 404, 404)],
    )
    def test_are_for_the_team(self, client_of, remote, username, reads, sends):
        client = client_of(username)
        body = SENDING | {"version": version(remote), "due_on": "2026-01-01"}

        assert client.get(address(remote)).status_code == reads
        assert client.post(address(remote), body, format="json").status_code == sends

    def test_ask_as_much_for_many(
        self, client_of, remote, django_assert_max_num_queries
    ):
        client = client_of(MEMBER)
        for _round in range(3):
            made = client.post(
                address(remote),
                SENDING | {"version": version(remote), "due_on": "2099-12-31"},
                format="json",
            )
            client.post(
                address(remote, f"{made.data['id']}/steps/close/"),
                {"version": version(remote), "result": "REFUSED", "reason": "Không."},
                format="json",
            )
        with django_assert_max_num_queries(12):
            assert len(client.get(address(remote)).data["results"]) == 3
