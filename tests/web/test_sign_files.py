"""The page of an issued paper's signatures: sign, bring back, hand out copies."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.hashers import make_password

from agencies.models import User
from documents import services, signatures, signing_keys, storage
from documents.models import CodedPrint, IssuedDocument, SignedEdition
from tests.cases.walk import SIGNER, at_state, reread
from tests.documents.test_signatures import certificate, key_of, written
from tests.moments import moment

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("keys")
    (made / "pass").write_text("secret")
    for name in ("signer", "seal"):
        certificate(made, name)
    return made


@pytest.fixture
def paper(officer, folder, tmp_path, settings) -> IssuedDocument:
    walk = at_state(officer, "PENDING_DECISION")
    case = reread(walk.case)
    services.sign_decision(
        case=case, version=case.version, by=walk.by(SIGNER), at=moment("12/03/2026")
    )
    document = IssuedDocument.objects.get(form="sanction_decision")
    settings.SIGNING_KEYS = str(written(tmp_path, folder, document.agency_id))
    return document


class TestSignaturesPage:
    def test_lets_the_signer_sign_after_he_proved_who_he_is(self, paper, client_of):
        path = f"/documents/{paper.pk}/signatures/"
        client = client_of(SIGNER)
        page = client.get(path).content.decode()
        assert f"{path}sign/" in page
        assert f"{path}seal/" not in page
        assert client.post(f"{path}sign/", {"password": ""}).status_code == 422
        assert not SignedEdition.objects.exists()
        assert client.post(f"{path}sign/", {"password": PASSWORD}).status_code == 302
        edition = SignedEdition.objects.get()
        assert f"{path}{edition.pk}/file/" in client.get(path).content.decode()
        file = client.get(f"{path}{edition.pk}/file/")
        assert file.content == storage.read(edition.sha256)
        again = client.post(f"{path}sign/", {"password": PASSWORD})
        assert again.status_code == 409

    def test_keeps_a_file_that_was_signed_elsewhere_and_no_other(
        self, paper, client_of, folder
    ):
        path = f"/documents/{paper.pk}/signatures/"
        client = client_of(SIGNER)
        content = storage.read(paper.sha256)
        with signing_keys.opened(key_of(folder, "signer")) as signer:
            made = signatures.signed(content, signer, field="Other", appearance=None)

        def sent(data: bytes) -> int:
            file = io.BytesIO(data)
            file.name = "signed.pdf"
            return client.post(path, {"file": file}).status_code

        assert sent(content) == 422
        assert sent(made[:-9] + b"123456789") == 422
        assert sent(made) == 302
        assert SignedEdition.objects.get().source == "TAKEN_BACK"

    def test_is_for_readers_of_the_paper_alone(self, paper, client_of):
        path = f"/documents/{paper.pk}/"
        handler, stranger = client_of("xa.bmt.thuly"), client_of("so.thuly")
        assert handler.get(f"{path}signatures/").status_code == 200
        assert handler.get(f"{path}signatures/sign/").status_code == 403
        assert stranger.get(f"{path}signatures/").status_code == 404
        assert stranger.get(f"{path}copies/public/").status_code == 404
        assert handler.get(f"{path}copies/secret/").status_code == 404
        copy = handler.get(f"{path}copies/public/")
        assert copy["Content-Type"] == "application/pdf"
        assert CodedPrint.objects.get().level == "PUBLIC"
