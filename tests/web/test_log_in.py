"""Login, its limits, and how a session ends."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from agencies.models import User
from audit.models import Entry
from tests.web.conftest import ClientOf

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
HANDLER = "so.thuly"


@pytest.fixture(autouse=True)
def password(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.filter(username__in=[HANDLER, "so.kiemtra"]).update(
        password=make_password(PASSWORD)
    )


@pytest.fixture
def stranger() -> Client:
    return Client()


def try_login(client: Client, name: str, password: str, **more):
    return client.post("/login/", {"login": name, "password": password}, **more)


def plain(answer) -> str:
    """The page without what is new each time."""
    body = answer.content.decode()
    body = re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", body)
    return re.sub(r'name="login"[^>]*value="[^"]*"', 'name="login"', body)


class TestLogin:
    def test_opens_the_officers_own_page_and_is_on_the_trail(self, stranger):
        answer = try_login(stranger, HANDLER, PASSWORD)

        assert answer["Location"] == "/"
        assert stranger.get("/").status_code == 200
        entry = Entry.objects.get(action="account.login")
        assert entry.actor.username == HANDLER
        assert entry.address == "127.0.0.1"

    def test_goes_on_where_the_officer_wanted_to_go(self, stranger):
        asked = stranger.get("/facilities/")
        assert asked["Location"] == "/login/?next=/facilities/"

        answer = stranger.post(
            asked["Location"], {"login": HANDLER, "password": PASSWORD}
        )

        assert answer["Location"] == "/facilities/"

    def test_leads_to_no_other_site(self, stranger):
        answer = stranger.post(
            "/login/?next=https://example.org/",
            {"login": HANDLER, "password": PASSWORD},
        )

        assert answer["Location"] == "/"

    def test_answers_the_same_for_a_wrong_password_and_an_unknown_name(self, stranger):
        wrong = try_login(stranger, HANDLER, "không phải mật khẩu")
        unknown = try_login(stranger, "khong.co.ai", "không phải mật khẩu")

        assert wrong.status_code == unknown.status_code == 422
        assert plain(wrong) == plain(unknown)
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.content.decode()

    def test_waits_after_ten_wrong_tries(self, stranger):
        for _try in range(10):
            try_login(stranger, HANDLER, "sai")

        answer = try_login(stranger, HANDLER, PASSWORD)

        assert answer.status_code == 422
        assert "Sai quá nhiều lần từ đây." in answer.content.decode()

    def test_is_not_locked_by_tries_from_another_address(self, stranger):
        for _try in range(12):
            try_login(stranger, HANDLER, "sai", REMOTE_ADDR="192.0.2.7")

        assert try_login(stranger, HANDLER, PASSWORD).status_code == 302

    def test_is_closed_to_a_disabled_account(self, stranger):
        User.objects.filter(username=HANDLER).update(is_active=False)

        answer = try_login(stranger, HANDLER, PASSWORD)

        assert stranger.get("/").status_code == 302
        assert not Entry.objects.filter(action="account.login").exists()
        assert answer.status_code in {302, 422}

    def test_gives_a_new_session(self, stranger):
        stranger.get("/login/")
        stranger.session["mark"] = 1
        before = stranger.cookies.get("sessionid")
        try_login(stranger, HANDLER, PASSWORD)

        assert before is None or before.value != stranger.cookies["sessionid"].value

    @pytest.mark.parametrize(
        "path", ["/signup/", "/accounts/signup/", "/me/email/", "/password/reset/"]
    )
    def test_has_no_door_for_strangers(self, stranger, path):
        assert stranger.get(path).status_code in {302, 404}
        assert not stranger.get(path, follow=True).context["request"].user.is_active


class TestLogout:
    def test_asks_and_is_sent_by_post(self, client_of: ClientOf):
        client = client_of(HANDLER)

        assert client.get("/logout/").status_code == 200
        assert client.get("/").status_code == 200
        client.post("/logout/")
        assert client.get("/").status_code == 302


class TestSession:
    @staticmethod
    def age(client: Client, **marks: int) -> None:
        session = client.session
        for name, seconds in marks.items():
            session[name] = int(time.time()) - seconds
        session.save()

    def test_ends_after_thirty_idle_minutes(self, client_of):
        client = client_of(HANDLER)
        self.age(client, seen_at=29 * 60)
        assert client.get("/").status_code == 200
        self.age(client, seen_at=31 * 60)
        assert client.get("/").status_code == 302

    def test_ends_after_twelve_hours(self, client_of):
        client = client_of(HANDLER)
        self.age(client, seen_at=10, began_at=12 * 3600 + 10)
        assert client.get("/").status_code == 302

    def test_ends_with_the_account(self, client_of):
        client = client_of(HANDLER)
        User.objects.filter(username=HANDLER).update(is_active=False)
        assert client.get("/").status_code == 302

    def test_ends_elsewhere_when_the_password_changes(self, client_of, stranger):
        client = client_of(HANDLER)
        try_login(stranger, HANDLER, PASSWORD)
        new = "nắng cao nguyên tháng ba"
        answer = client.post(
            "/me/password/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )

        assert answer.status_code == 302
        assert client.get("/").status_code == 200
        assert stranger.get("/").status_code == 302
        assert Entry.objects.filter(action="account.change_password").count() == 1


class TestSecondFactor:
    def test_is_set_up_before_anything_else(self, client_of, settings):
        settings.SECOND_FACTOR_REQUIRED = True
        client = client_of(HANDLER)

        assert client.get("/")["Location"] == "/me/second-factor/add/"
        assert client.get("/cases/")["Location"] == "/me/second-factor/add/"
        assert client.post("/logout/").status_code == 302

    def test_is_not_asked_of_commune_reporters(self, client_of, settings, officer):
        settings.SECOND_FACTOR_REQUIRED = True
        reporter = officer("xa.eakar")
        reporter.role_grants.exclude(role="commune_officer").delete()

        assert client_of("xa.eakar").get("/").status_code == 200


class TestLanguage:
    def test_is_vietnamese_whatever_the_browser_wants(self, stranger):
        answer = stranger.get("/login/", HTTP_ACCEPT_LANGUAGE="en-GB,en")
        assert "Đăng nhập" in answer.content.decode()
        assert answer["Content-Language"] == "vi"

    def test_is_switched_on_any_page(self, client_of):
        client = client_of(HANDLER)
        answer = client.post("/language/", {"language": "en", "next": "/cases/"})

        assert answer["Location"] == "/cases/"
        page = client.get("/cases/")
        assert '<html lang="en"' in page.content.decode()
        assert "Cases" in page.content.decode()

    def test_is_remembered_with_the_officer(self, client_of, stranger):
        client_of(HANDLER).post("/me/", {"language": "en", "shortcut_keys": "on"})
        try_login(stranger, HANDLER, PASSWORD)

        assert "My work" in stranger.get("/").content.decode()

    def test_leads_to_no_other_site(self, client_of):
        answer = client_of(HANDLER).post(
            "/language/", {"language": "en", "next": "//example.org/"}
        )
        assert answer["Location"] == "/"
