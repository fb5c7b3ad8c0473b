"""Tokens and sessions: who is let in, and when that ends."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from api.models import ApiToken, sha256
from audit.models import Entry
from tests.api.conftest import bearer

ADDRESS = "/api/v1/wards/"
PASSWORD = "mật khẩu dài lắm"  # noqa: S105


@pytest.fixture
def user(officer):
    found = officer("so.kiemtra")
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.fixture
def token(user):
    return ApiToken.issue(user=user, at=timezone.now())


class TestApiToken:
    def test_lets_its_officer_in(self, token):
        assert bearer(token[1]).get(ADDRESS).status_code == 200

    def test_is_kept_as_a_hash_only(self, token):
        row, text = token

        assert row.token_hash == sha256(text)
        assert not any(text in str(value) for value in vars(row).values())
        assert text not in str(Entry.objects.values_list())

    def test_leaves_a_trace_of_its_making(self, token, user):
        entry = Entry.objects.get(action="api_token.issue")

        assert entry.object_label == user.username

    @pytest.mark.parametrize("text", ["", "ln_", "ln_falsch", "x" * 5000, "é"])
    def test_refuses_a_token_that_is_not_known(self, db, text):
        answer = bearer(text).get(ADDRESS)

        assert answer.status_code == 401
        assert answer.json()["code"] == "not_authenticated"
        assert answer["www-authenticate"].startswith("Bearer")

    @pytest.mark.parametrize(
        "change",
        [
            {"revoked_at": timezone.now()},
            {"expires_at": timezone.now() - timedelta(seconds=1)},
        ],
    )
    def test_ends_when_revoked_or_old(self, token, change):
        ApiToken.objects.update(**change)

        assert bearer(token[1]).get(ADDRESS).status_code == 401

    def test_ends_with_the_account(self, token, user):
        user.is_active = False
        user.save()

        assert bearer(token[1]).get(ADDRESS).status_code == 401

    def test_ends_with_the_password(self, token, user):
        user.set_password("một mật khẩu khác hẳn")
        user.save()

        assert bearer(token[1]).get(ADDRESS).status_code == 401

    def test_notes_its_use_now_and_then(self, token):
        client = bearer(token[1])
        client.get(ADDRESS)
        first = ApiToken.objects.get().last_used_at
        client.get(ADDRESS)

        assert first is not None
        assert ApiToken.objects.get().last_used_at == first


class TestSession:
    @pytest.fixture
    def browser(self, user):
        client = APIClient(enforce_csrf_checks=True)
        assert client.login(username=user.username, password=PASSWORD)
        return client

    def test_reads_without_more(self, browser):
        assert browser.get(ADDRESS).status_code == 200

    def test_writes_with_the_csrf_token_only(self, browser):
        answer = browser.post(ADDRESS, {})

        assert answer.status_code == 403
        assert answer["content-type"] == "application/problem+json"

    def test_ends_with_the_account(self, browser, user):
        user.is_active = False
        user.save()

        assert browser.get(ADDRESS).status_code == 401

    def test_needs_the_second_factor_where_it_is_asked_for(self, browser, settings):
        settings.SECOND_FACTOR_REQUIRED = True

        answer = browser.get(ADDRESS)

        assert answer.status_code == 401
        assert answer.json()["code"] == "second_factor_required"


class TestNobody:
    def test_is_asked_to_sign_in(self, stranger, db):
        answer = stranger.get(ADDRESS)

        assert answer.status_code == 401
        assert answer["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 401


class TestApiTokenCommand:
    def test_prints_a_token_that_works(self, user):
        out = StringIO()
        call_command("api_token", user.username, stdout=out)

        assert bearer(out.getvalue().strip()).get(ADDRESS).status_code == 200

    def test_names_a_user_that_is_not_there(self, db):
        with pytest.raises(CommandError, match="nobody"):
            call_command("api_token", "nobody")

        assert not ApiToken.objects.exists()

    def test_refuses_a_disabled_account(self, user):
        user.is_active = False
        user.save()
        with pytest.raises(CommandError, match=user.username):
            call_command("api_token", user.username)
