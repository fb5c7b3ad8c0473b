"""Each way to fail has one status, one stable code and nothing of our inside."""

import pytest

pytestmark = pytest.mark.urls("tests.api.trial")


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "code"} <= set(body)
    return body


class TestRefusalsOfRules:
    @pytest.mark.parametrize(
        ("name", "status", "code"),
        [
            ("permitted", 403, "not_permitted"),
            ("ready", 409, "not_ready"),
            ("moved", 409, "moved_on"),
            ("large", 413, "file_too_large"),
            ("kind", 415, "file_kind_refused"),
            ("refused", 422, "value_refused"),
        ],
    )
    def test_have_their_status(self, client, name, status, code):
        answer = client.get(f"/api/v1/trial/faults/{name}/")

        assert problem(answer, status)["code"] == code

    def test_name_the_field(self, client):
        body = problem(client.get("/api/v1/trial/faults/refused/"), 422)

        assert body["errors"] == {"fine_vnd": ["Outside the frame."]}

    def test_say_what_is_missing(self, client):
        body = problem(client.get("/api/v1/trial/faults/ready/"), 409)

        assert body["blockers"] == [
            {"code": "no_act", "text": "An act is missing", "place": "acts"}
        ]

    def test_show_the_value_that_stands_now(self, client):
        body = problem(client.get("/api/v1/trial/faults/moved/"), 409)

        assert body["current"] == {"version": 7}

    def test_leave_the_attempt_in_the_trail(self, client):
        from audit.models import AccessEvent

        client.get("/api/v1/trial/faults/permitted/")

        event = AccessEvent.objects.get(action="refused")
        assert event.actor.username == "so.kiemtra"
        assert event.detail["code"] == "not_permitted"

    def test_speak_the_language_that_is_wished_for(self, client):
        wish = {"accept-language": "en"}
        body = problem(client.get("/api/v1/trial/faults/permitted/", headers=wish), 403)

        assert body["detail"] == "You may see this but not do it."


class TestFaultsOfOurs:
    def test_stay_500_and_tell_nothing_of_the_inside(self, client):
        answer = client.get("/api/v1/trial/faults/bug/")

        body = problem(answer, 500)
        assert body["code"] == "server_error"
        assert "secret" not in answer.content.decode()
        assert body["reference"]

    @pytest.mark.parametrize("name", ["away", "closed"])
    def test_say_when_to_come_back_when_the_database_is_away(self, client, name):
        answer = client.get(f"/api/v1/trial/faults/{name}/")

        assert problem(answer, 503)["code"] == "database_away"
        assert answer["retry-after"] == "10"


class TestAddresses:
    @pytest.mark.parametrize(
        "address", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v1/wards/1/"]
    )
    @pytest.mark.parametrize("method", ["get", "post", "delete"])
    def test_that_do_not_exist_are_a_problem(self, client, address, method):
        body = problem(getattr(client, method)(address), 404)

        assert body["code"] == "not_found"

    @pytest.mark.parametrize("method", ["get", "post", "patch", "options"])
    def test_are_not_redirected_for_a_missing_slash(self, client, method):
        problem(getattr(client, method)("/api/v1/wards"), 404)

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_say_which_methods_they_take(self, client, method):
        answer = getattr(client, method)("/api/v1/wards/")

        assert problem(answer, 405)["code"] == "method_not_allowed"
        assert "GET" in answer["allow"]

    def test_answer_json_whatever_is_accepted(self, client):
        wish = {"accept": "text/html"}
        answer = client.get("/api/v1/wards/", headers=wish)

        assert answer["content-type"] == "application/json"

    def test_are_kept_in_no_cache(self, client):
        assert "no-store" in client.get("/api/v1/wards/")["cache-control"]


class TestBodies:
    ADDRESS = "/api/v1/trial/wards/"

    @pytest.mark.parametrize(
        "raw",
        [
            "{",
            "",
            "[]",
            "null",
            '"x"',
            '{"code": NaN}',
            '{"code": "1", "code": "2"}',
            "[" * 5000 + "]" * 5000,
            '{"code": ' + "[" * 50 + "]" * 50 + "}",
            b"\xff",
            r'{"code": "\ud800"}',
            r'{"\uDFFF": 1}',
        ],
    )
    def test_that_nobody_can_read_are_400(self, client, raw):
        answer = client.post(self.ADDRESS, raw, content_type="application/json")

        problem(answer, 400)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("colour", "red"),
            ("code", 12),
            ("code", None),
            ("code", ["1"]),
            ("code", "a\x00b"),
            ("size", "3"),
            ("size", 3.0),
            ("size", True),
            ("money_vnd", "1000"),
            ("money_vnd", 1000.5),
            ("day", "2026-2-3"),
            ("day", "20260203"),
            ("day", "2026-W10-1"),
            ("day", "2026-02-30"),
            ("day", "2026-02-03T00:00:00+07:00"),
            ("day", 20260203),
            ("moment", "2026-02-03T08:00:00"),
            ("moment", "2026-02-03"),
            ("moment", "soon"),
            ("flag", "true"),
            ("flag", 1),
            ("ident", 5),
            ("ident", "0198c0de00007000800000000000000a"),
            ("kind", "C"),
            ("kind", ["A"]),
        ],
    )
    def test_with_an_unknown_field_or_wrong_type_are_400(self, client, name, value):
        answer = client.post(self.ADDRESS, {"code": "1", name: value})

        assert set(problem(answer, 400)["errors"]) == {name}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("code", ""),
            ("code", "123456"),
            ("size", 11),
            ("size", -1),
            ("money_vnd", -5),
            ("money_vnd", 2**63),
            ("day", "0001-01-01"),
            ("day", "9999-12-31"),
            ("moment", "9999-12-31T23:59:59+00:00"),
            ("moment", "0001-01-01T00:00:00+14:00"),
        ],
    )
    def test_with_a_value_that_a_rule_refuses_are_422(self, client, name, value):
        answer = client.post(self.ADDRESS, {"code": "1", name: value})

        assert set(problem(answer, 422)["errors"]) == {name}

    def test_past_the_limit_are_413(self, client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        answer = client.post(self.ADDRESS, {"code": "x" * 1000})

        assert problem(answer, 413)["code"] == "body_too_large"

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/xml", "multipart/form-data", "nonsense"]
    )
    def test_of_another_kind_are_415(self, client, kind):
        answer = client.post(self.ADDRESS, "code=1", content_type=kind)

        assert problem(answer, 415)["code"] == "media_type_not_taken"
