"""What an officer is told when something is wrong, on our side or on his."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import Client

from audit.models import AccessAction, AccessEvent
from cases.states import CaseState
from tests.cases.walk import HANDLER, at_state
from tests.web.reading import text_of
from web import errors
from web.views import home


@pytest.fixture
def broken(monkeypatch) -> type[Exception]:
    """The front page meets a bug."""

    def fail(*_args, **_values):
        raise RuntimeError("a bug")

    monkeypatch.setattr(home, "page", fail)
    return RuntimeError


@pytest.fixture
def database_away(monkeypatch) -> None:
    def fail(*_args, **_values):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(home, "page", fail)


class TestNotFound:
    def test_offers_the_search(self, client_of):
        answer = client_of(HANDLER).get("/no/such/page/")

        assert answer.status_code == 404
        assert 'action="/search/"' in answer.content.decode()

    def test_needs_no_login_to_be_told(self, db):
        answer = Client().get("/no/such/page/")

        assert answer.status_code in {302, 404}


class TestForbidden:
    def test_says_who_may_and_is_on_the_trail(self, officer, client_of):
        walk = at_state(officer, CaseState.RECEIVED)
        path = f"/cases/{walk.case.number}/do/sign_decision/"

        answer = client_of(HANDLER).get(path)

        assert answer.status_code == 403
        assert "Người có quyền: Người có thẩm quyền xử phạt" in text_of(answer)
        attempt = AccessEvent.objects.get(action=AccessAction.REFUSED)
        assert attempt.actor.username == HANDLER
        assert attempt.object_label == walk.case.number
        assert attempt.detail["address"] == path


class TestServerError:
    def test_gives_a_reference_and_says_nothing_of_the_fault(self, client_of, broken):
        client = client_of("so.thuly")
        client.raise_request_exception = False

        answer = client.get("/")

        assert answer.status_code == 500
        assert re.search(r"Mã tra cứu: [0-9A-F]{6}", text_of(answer))
        assert "a bug" not in answer.content.decode()
        assert "RuntimeError" not in answer.content.decode()

    def test_is_503_while_the_database_is_away(self, client_of, database_away):
        answer = client_of("so.thuly").get("/")

        assert answer.status_code == 503
        assert answer["Retry-After"] == "10"
        assert "Hệ thống đang khôi phục" in text_of(answer)

    def test_is_503_when_already_the_session_cannot_be_read(
        self, client_of, monkeypatch
    ):
        client = client_of("so.thuly")

        def fail(*_args):
            raise OperationalError("connection refused")

        monkeypatch.setattr("web.accounts.OfficerBackend.get_user", fail)
        answer = client.get("/")

        assert answer.status_code == 503
        assert "Hệ thống đang khôi phục" in text_of(answer)


class TestTooLarge:
    def test_form_is_answered_with_the_limits(self, rf, db):
        request = rf.post("/")

        answer = errors.bad_request(request, RequestDataTooBig())

        assert answer.status_code == 413
        assert "15 MB" in answer.content.decode()


class TestHealth:
    def test_is_told_without_login(self, db):
        assert Client().get("/healthz").content == b"ok\n"
        assert Client().get("/readyz").content == b"ready\n"

    def test_is_not_ready_while_the_database_is_away(self, db, monkeypatch):
        def fail(*_args):
            raise OperationalError("connection refused")

        monkeypatch.setattr("web.views.health.MigrationExecutor", fail)
        answer = Client().get("/readyz")

        assert answer.status_code == 503
