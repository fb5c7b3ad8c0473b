"""A session that ends in the middle of a form: nothing is lost, nothing is done."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import User
from cases.models import Case
from cases.states import CaseState
from tests.cases.walk import HANDLER, SIGNER, at_state
from tests.web.conftest import BACKEND, ClientOf
from tests.web.reading import form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
NOTE = "Đã gọi điện cho chủ cơ sở lúc 9 giờ."


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def step(officer) -> str:
    """The page of a step on a case just received."""
    walk = at_state(officer, CaseState.RECEIVED)
    return f"/cases/{walk.case.number}/do/start_verification/"


def log_in(client: Client, address: str, name: str = HANDLER) -> str:
    answer = client.post(address, {"login": name, "password": PASSWORD})
    assert answer.status_code == 302
    return answer["Location"]


def typed_after_the_end(client_of: ClientOf, path: str, **more) -> tuple[Client, str]:
    """A form filled in and sent after the session ended: the client and where it is."""
    client = client_of(HANDLER)
    fields = form_of(client.get(path)) | {"note": NOTE} | more
    client.logout()
    answer = client.post(path, fields)
    assert answer.status_code == 302
    return client, answer["Location"]


class TestExpiredSession:
    def test_asks_for_the_login_and_says_that_the_typing_is_kept(self, client_of, step):
        client, login = typed_after_the_end(client_of, step)

        assert login == f"/login/?next={step}"
        assert "Nội dung bạn nhập được giữ trong 15 phút." in text_of(client.get(login))
        assert Case.objects.get().state == CaseState.RECEIVED

    def test_shows_the_same_form_with_the_typing_after_login(self, client_of, step):
        client, login = typed_after_the_end(client_of, step)

        page = client.get(log_in(client, login))

        assert form_of(page)["note"] == [NOTE]
        assert "Phiên đăng nhập đã hết; chưa lưu gì." in text_of(page)
        assert Case.objects.get().state == CaseState.RECEIVED

    def test_takes_the_form_when_it_is_sent_again(self, client_of, step):
        client, login = typed_after_the_end(client_of, step)
        page = client.get(log_in(client, login))

        answer = client.post(step, form_of(page))

        assert answer.status_code == 302
        case = Case.objects.get()
        assert case.state == CaseState.VERIFYING
        assert case.events.latest("recorded_at").reason == NOTE

    def test_hands_the_typing_out_once(self, client_of, step):
        client, login = typed_after_the_end(client_of, step)
        client.get(log_in(client, login))

        assert NOTE not in text_of(client.get(step))

    def test_keeps_it_from_everybody_else(self, client_of, step):
        client, login = typed_after_the_end(client_of, step)

        page = client.get(log_in(client, login, "xa.bmt.lanhdao"))

        assert NOTE not in page.content.decode()
        assert NOTE not in client.get(step).content.decode()

    def test_keeps_no_password(self, officer, client_of):
        walk = at_state(officer, CaseState.PENDING_DECISION)
        path = f"/cases/{walk.case.number}/do/sign_decision/"
        client = client_of(SIGNER)
        fields = form_of(client.get(path)) | {"password": PASSWORD}
        client.logout()
        login = client.post(path, fields)["Location"]

        page = client.get(log_in(client, login, SIGNER))

        assert PASSWORD not in page.content.decode()
        assert Case.objects.get().state == CaseState.PENDING_DECISION

    def test_says_that_files_have_to_be_chosen_again(self, officer, client_of):
        walk = at_state(officer, CaseState.OPENED)
        path = f"/cases/{walk.case.number}/findings/files/"
        photo = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff", "image/jpeg")
        client, login = typed_after_the_end(
            client_of, path, caption="Kệ sách tầng 1", files=[photo]
        )

        page = client.get(log_in(client, login))

        assert "Tệp phải chọn lại." in text_of(page)
        assert form_of(page)["caption"] == ["Kệ sách tầng 1"]

    def test_keeps_nothing_that_no_page_of_ours_sent(self, step):
        client = Client()

        answer = client.post(step, {"note": NOTE, "_owner": "forged"})

        assert "Nội dung bạn nhập" not in text_of(client.get(answer["Location"]))


class TestLoginInAnotherTab:
    """The token of the form belongs to the session before: CSRF refuses the post."""

    @pytest.fixture
    def client(self, officer) -> Client:
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer(HANDLER), backend=BACKEND)
        return client

    def test_shows_the_form_again_with_the_typing(self, client, step):
        fields = form_of(client.get(step)) | {
            "note": NOTE,
            "csrfmiddlewaretoken": "x" * 64,
        }

        answer = client.post(step, fields, HTTP_ORIGIN="http://testserver")

        assert answer["Location"] == step
        assert form_of(client.get(step))["note"] == [NOTE]
        assert Case.objects.get().state == CaseState.RECEIVED

    def test_keeps_nothing_for_another_site(self, client, step):
        fields = form_of(client.get(step)) | {"note": NOTE}

        answer = client.post(step, fields, HTTP_ORIGIN="https://example.org")

        assert answer.status_code == 403
        assert NOTE not in client.get(step).content.decode()

    def test_takes_a_form_with_its_token(self, client, step):
        client.handler.enforce_csrf_checks = True
        fields = form_of(client.get(step))

        answer = client.post(step, fields, HTTP_ORIGIN="http://testserver")

        assert answer.status_code == 302
        assert Case.objects.get().state == CaseState.VERIFYING


def test_send_fills_in_what_the_page_offers(client_of, step):
    assert send(client_of(HANDLER), step).status_code == 302
