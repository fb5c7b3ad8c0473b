"""INV-8: same key and body, one effect and the same answer; another body is a 409."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from agencies.models import Ward
from api.idempotency import HEADER
from api.models import IdempotencyKey
from tests.api.conftest import bearer, token_of
from tests.api.trial import MakeWard

pytestmark = pytest.mark.urls("tests.api.trial")
ADDRESS = "/api/v1/trial/wards/"


def post(client, body, key="k1"):
    return client.post(ADDRESS, body, headers={HEADER: key})


class TestRepeatAWrite:
    def test_has_one_effect_and_the_same_answer(self, client):
        first = post(client, {"code": "1"})
        second = post(client, {"code": "1"})

        assert first.status_code == second.status_code == 201
        assert first.content == second.content
        assert second["location"] == first["location"]
        assert "idempotency-replayed" not in first
        assert second["idempotency-replayed"] == "true"
        assert Ward.objects.filter(code__in=["1", "2"]).count() == 1

    def test_refuses_the_key_with_another_body(self, client):
        post(client, {"code": "1"})
        answer = post(client, {"code": "2"})

        assert answer.status_code == 409
        assert answer.json()["code"] == "idempotency_key_reused"
        assert Ward.objects.filter(code__in=["1", "2"]).count() == 1

    def test_reads_the_body_not_its_spaces(self, client):
        post(client, {"code": "1", "size": 3})
        answer = client.post(
            ADDRESS,
            '{ "size": 3,\n "code": "1" }',
            content_type="application/json",
            headers={HEADER: "k1"},
        )

        assert answer.status_code == 201

    def test_keeps_no_trace_of_a_password(self, client):
        post(client, {"code": "1", "password": "một"})
        answer = post(client, {"code": "1", "password": "hai"})

        assert answer.status_code == 201

    def test_keeps_the_keys_of_officers_apart(self, client, client_of):
        post(client, {"code": "1"})

        assert post(client_of("so.thuly"), {"code": "2"}).status_code == 201

    def test_forgets_a_write_that_was_refused(self, client, monkeypatch):
        monkeypatch.setattr(MakeWard, "fails", True)
        assert post(client, {"code": "1"}).status_code == 422
        assert not Ward.objects.filter(code="1").exists()
        assert not IdempotencyKey.objects.exists()

        monkeypatch.setattr(MakeWard, "fails", False)
        assert post(client, {"code": "1"}).status_code == 201

    @pytest.mark.parametrize("key", ["", "a b", "é", "x" * 201])
    def test_refuses_a_key_that_is_none(self, client, key):
        answer = post(client, {"code": "1"}, key)

        assert answer.status_code == 400
        assert not Ward.objects.filter(code="1").exists()

    def test_writes_twice_without_a_key(self, client):
        client.post(ADDRESS, {"code": "1"})
        assert client.post(ADDRESS, {"code": "2"}).status_code == 201


@pytest.mark.django_db(transaction=True)
class TestRepeatAtTheSameTime:
    def test_waits_for_the_first_and_gets_its_answer(self, officer, monkeypatch):
        monkeypatch.setattr(MakeWard, "gate", threading.Event())
        text = token_of(officer("so.kiemtra"))

        def send(_number):
            try:
                return post(bearer(text), {"code": "1"})
            finally:
                connections.close_all()

        with ThreadPoolExecutor(6) as pool:
            answers = pool.map(send, range(6))
            threading.Timer(0.5, MakeWard.gate.set).start()
            answers = list(answers)

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert Ward.objects.filter(code="1").count() == 1
