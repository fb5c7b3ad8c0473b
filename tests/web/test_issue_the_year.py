"""The official report of a year on the pages: begun, kept, signed, listed, sent."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agencies.models import User
from documents.models import IssuedDocument, PaperDraft
from kernel.clock import local_day
from tests.api.stage import ROOT
from tests.web.test_draft_papers import PASSWORD, queries_of, send

pytestmark = pytest.mark.django_db

PREPARES, SIGNS, CLERK, STRANGER = "so.thuly", "so.giamdoc", "so.vanthu", "so.kiemtra"
YEAR = local_day(timezone.now()).year
PAGE = f"/reports/annual/{YEAR}/"
TYPED = {
    "basis": "Thực hiện Kế hoạch số 12/KH-UBND",
    "direction": "Ban hành kế hoạch kiểm tra",
    "difficulties": "Thiếu kinh phí giám định",
    "proposals": "",
}


@pytest.fixture(autouse=True)
def passwords(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


def begun(client_of) -> str:
    return send(client_of(PREPARES), PAGE, **TYPED, act="begin")


def blanks() -> dict[str, str]:
    today = f"{local_day(timezone.now()):%d/%m/%Y}"
    typed = {f"b_{name}": value for name, value in TYPED.items()}
    return {**typed, "b_last_day": today, "legal_bases": "", "recipients": "Lưu: VT"}


def submitted(client_of) -> str:
    address = begun(client_of)
    typed = blanks() | {"version": 1, "to": SIGNS, "act": "submit"}
    return send(client_of(PREPARES), address, **typed)


def issued(client_of) -> IssuedDocument:
    address = submitted(client_of)
    send(client_of(SIGNS), f"{address}sign/", version=3, act="sign", password=PASSWORD)
    return IssuedDocument.objects.get()


class TestOfficialReport:
    def test_begins_from_the_figures_with_what_was_typed(self, client_of):
        address = begun(client_of)
        shown = client_of(PREPARES).get(address).content.decode()

        assert TYPED["difficulties"] in shown
        assert f"{address}1.png" in shown
        assert client_of(PREPARES).get(f"{address}1.png").status_code == 200
        page = client_of(PREPARES).get(PAGE).content.decode()
        assert f'href="{address}"' in page
        assert 'value="begin"' not in page

    def test_is_begun_once(self, client_of):
        begun(client_of)
        again = client_of("so.lanhdao").post(PAGE, {**TYPED, "act": "begin"})

        assert again.status_code == 409
        assert TYPED["difficulties"] in again.content.decode()
        assert PaperDraft.objects.count() == 1

    def test_names_the_blank_and_keeps_the_typing(self, client_of):
        address = begun(client_of)
        typed = blanks() | {"version": 1, "b_last_day": "31/12/2020", "act": "keep"}
        refused = client_of(PREPARES).post(address, typed)

        assert refused.status_code == 422
        assert 'id="id_b_last_day_error"' in refused.content.decode()
        assert TYPED["difficulties"] in refused.content.decode()
        assert PaperDraft.objects.get().version == 1

    def test_waits_for_its_signer_who_returns_or_signs(self, client_of):
        address = submitted(client_of)
        signer = client_of(SIGNS)
        assert f"{address}sign/" in signer.get("/documents/to-sign/").content.decode()
        beside = signer.get(f"{address}sign/")
        assert PAGE in beside.content.decode()
        assert signer.get(PAGE).status_code == 200
        send(signer, f"{address}sign/", version=3, act="return", reason="Sai số liệu.")
        assert "Sai số liệu." in client_of(PREPARES).get(address).content.decode()
        typed = blanks() | {"version": 4, "to": SIGNS, "act": "submit"}
        send(client_of(PREPARES), address, **typed)
        where = f"{address}sign/"
        about = send(signer, where, version=6, act="sign", password=PASSWORD)

        paper = IssuedDocument.objects.get()
        assert about == f"/documents/{paper.pk}/about/"
        assert paper.sha256 in client_of(CLERK).get(about).content.decode()

    def test_stands_in_the_lists(self, client_of):
        paper = issued(client_of)
        for username in (PREPARES, SIGNS, CLERK):
            client = client_of(username)
            assert paper.number_text in client.get("/documents/").content.decode()
            assert paper.number_text in client.get(PAGE).content.decode()
            about = f"/documents/{paper.pk}/about/"
            assert client.get("/search/?q=01/BC-SVHTTDL")["Location"] == about
        export = client_of(PREPARES).get("/documents/export/csv/")
        assert f"{YEAR}" in b"".join(export.streaming_content).decode("utf-8-sig")
        mine = client_of(PREPARES).get("/documents/?view=drafts").content.decode()
        assert "01/BC-SVHTTDL" in mine
        assert paper.number_text not in (
            client_of(STRANGER).get("/documents/").content.decode()
        )

    def test_keeps_its_bytes(self, client_of):
        paper = issued(client_of)
        first = client_of(CLERK).get(f"/documents/{paper.pk}/")
        again = client_of(SIGNS).get(f"/documents/{paper.pk}/")

        assert first.content == again.content
        assert client_of(STRANGER).get(f"/documents/{paper.pk}/").status_code == 404
        code = f"/verify/{paper.verification_code}/"
        assert paper.number_text in client_of(CLERK).get(code).content.decode()

    def test_is_sent_and_replaced(self, client_of):
        paper = issued(client_of)
        typed = {
            "manner": "ELECTRONIC",
            "recipient": "UBND tỉnh",
            "sent_on": f"{paper.issued_on:%d/%m/%Y}",
        }
        send(client_of(CLERK), f"/documents/{paper.pk}/dispatch/", **typed)
        revised = send(
            client_of(PREPARES),
            f"/documents/{paper.pk}/revise/",
            kind="ANNULMENT",
            reason="Ban hành nhầm.",
        )
        assert client_of(PREPARES).get(revised).status_code == 200
        signatures = client_of(CLERK).get(f"/documents/{paper.pk}/signatures/")
        assert signatures.status_code == 200

    def test_is_closed_to_others(self, client_of):
        address = submitted(client_of)
        for path in (address, f"{address}sign/", f"{address}file/"):
            assert client_of(STRANGER).get(path).status_code == 404
        assert client_of(PREPARES).get(f"{address}sign/").status_code == 403
        assert client_of("ca.lanhdao").get(address).status_code == 404
        answer = client_of(SIGNS).post(PAGE, {**TYPED, "act": "begin"})
        assert answer.status_code == 403

    def test_takes_few_questions(self, client_of):
        address = submitted(client_of)
        assert queries_of(client_of(PREPARES), PAGE) <= 50
        assert queries_of(client_of(SIGNS), "/documents/to-sign/") <= 12
        assert queries_of(client_of(PREPARES), "/documents/?view=drafts") <= 12
        assert queries_of(client_of(SIGNS), f"{address}sign/") <= 45


class TestOverHttp:
    def test_walks_on_to_its_number(self, client_of, settings):
        """What is begun on the page goes on over the interface as other drafts do."""
        settings.API_TOKENS_MAY_SIGN = True
        address = begun(client_of)
        draft = f"{ROOT}documents/drafts/{address.strip('/').split('/')[-1]}/"
        shown = client_of(PREPARES).get(draft).json()

        assert (shown["case"], shown["inspection"], shown["about"]) == (
            None,
            None,
            str(YEAR),
        )
        paper = issued_of(client_of, draft, shown)
        assert client_of(CLERK).get(f"{ROOT}documents/{paper.pk}/").status_code == 200
        assert client_of(STRANGER).get(f"{ROOT}documents/{paper.pk}/").status_code == (
            404
        )


def issued_of(client_of, draft: str, shown: dict) -> IssuedDocument:
    values = shown["values"] | {"proposals": "Bố trí kinh phí"}
    client, signer = client_of(PREPARES), client_of(SIGNS)
    json = {"content_type": "application/json"}
    edited = client.patch(draft, {"version": 1, "values": values}, **json)
    assert edited.status_code == 200, edited.content
    sent = client.post(f"{draft}steps/submit/", {"version": 2, "to": SIGNS}, **json)
    assert sent.status_code == 200, sent.content
    signed = signer.post(
        f"{draft}steps/sign/", {"version": 3, "password": PASSWORD}, **json
    )
    assert signed.status_code == 200, signed.content
    return IssuedDocument.objects.get()
