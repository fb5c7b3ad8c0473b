"""Electronic signatures: visible, two of them, judged by independent tools."""

import hashlib
import io
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.test import Client

from audit.models import Entry
from cases.states import CaseState
from documents import services, signatures, signing_keys, storage
from documents.models import IssuedDocument, SignedEdition
from documents.services import sealing
from documents.signatures import NothingSigned, NotThatFile, SignatureBroken
from documents.signing_keys import NoSigningKey, SigningKey, SigningKeyUnusable
from kernel.errors import NotPermitted
from tests.cases.walk import SIGNER, at_state, reread
from tests.documents.samples import ward_decision
from tests.documents.test_trust import issued
from tests.moments import moment

AT = moment("12/03/2026")
AGENCY = "UBND_XA_24133"
TOKEN = "CoQuan"  # noqa: S105 - the label of a token
TRADITIONAL = (PrivateFormat.TraditionalOpenSSL, NoEncryption())


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate as PKCS#12 and as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan mẫu"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    today = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=3650))
        .not_valid_after(today + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    packed = folder / f"{name}.p12"
    packed.write_bytes(
        pkcs12.serialize_key_and_certificates(
            name.encode(), key, made, None, BestAvailableEncryption(b"secret")
        )
    )
    plain = folder / f"{name}.pem"
    plain.write_bytes(made.public_bytes(Encoding.PEM))
    return packed, plain


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    (made / "roots").mkdir()
    (made / "pass").write_text("secret\n")
    for name in ("signer", "seal"):
        _packed, plain = certificate(made, name)
        plain.rename(made / "roots" / plain.name)
    return made


def key_of(folder: Path, name: str) -> SigningKey:
    return SigningKey(
        pkcs12=str(folder / f"{name}.p12"), passphrase_file=str(folder / "pass")
    )


@pytest.fixture(scope="module")
def paper() -> bytes:
    return issued(ward_decision())


@pytest.fixture(scope="module")
def twice(folder, paper) -> bytes:
    content = paper
    for field, name in (("NguoiKy", "signer"), ("CoQuan", "seal")):
        with signing_keys.opened(key_of(folder, name)) as signer:
            content = signatures.signed(content, signer, field=field, appearance=None)
    return content


def pdfsig(content: bytes, target: Path) -> str:
    target.write_bytes(content)
    done = subprocess.run(  # noqa: S603
        ["pdfsig", "-nocert", str(target)],  # noqa: S607 - of the machine
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def openssl_verifies(content: bytes, folder: Path, tmp_path: Path) -> list[bool]:
    """Each signature's CMS over its own byte range, by OpenSSL alone."""
    told = []
    ranges = re.findall(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)\s*\]", content)
    for found in ranges:
        start, length, after, rest = map(int, found)
        covered = content[start : start + length] + content[after : after + rest]
        sealed = content[start + length + 1 : after - 1]
        (tmp_path / "data").write_bytes(covered)
        der = bytes.fromhex(sealed.decode())
        size = 4 + int.from_bytes(der[2:4], "big")  # what follows is padding
        (tmp_path / "cms").write_bytes(der[:size])
        done = subprocess.run(  # noqa: S603
            [
                *("openssl", "cms", "-verify", "-binary", "-inform", "DER"),
                *("-in", str(tmp_path / "cms"), "-content", str(tmp_path / "data")),
                *("-noverify", "-out", str(tmp_path / "out")),
            ],
            capture_output=True,
            check=False,
        )
        told.append(done.returncode == 0)
    return told


class TestSignatures:
    def test_hold_both_in_independent_checkers(self, twice, folder, tmp_path):
        told = pdfsig(twice, tmp_path / "twice.pdf")
        assert told.count("Signature is Valid") == 2
        assert "Total document signed" in told
        assert told.count("ETSI.CAdES.detached") == 2
        assert openssl_verifies(twice, folder, tmp_path) == [True, True]

    def test_break_when_one_byte_changes(self, twice, paper, folder, tmp_path):
        place = len(paper) // 2
        broken = bytearray(twice)
        broken[place] ^= 1
        told = openssl_verifies(bytes(broken), folder, tmp_path)
        assert told == [False, False]
        assert "Signature is Valid" not in pdfsig(bytes(broken), tmp_path / "b.pdf")
        with pytest.raises(NotThatFile):
            signatures.examined(bytes(broken), paper, roots=[], at=AT)
        late = bytearray(twice)
        late[len(paper) + 40] ^= 1  # in what the first signature brought
        with pytest.raises((SignatureBroken, NotThatFile, NothingSigned)):
            signatures.examined(bytes(late), paper, roots=[], at=AT)

    def test_leave_the_issued_bytes_as_they_were(self, twice, paper):
        assert twice.startswith(paper)

    def test_are_told_with_name_and_trust(self, twice, paper, folder, settings):
        settings.SIGNING_ROOTS = str(folder / "roots")
        roots = signing_keys.trusted_roots()
        trusted = signatures.examined(twice, paper, roots=roots, at=AT)
        unknown = signatures.examined(twice, paper, roots=[], at=AT)
        assert [(one.field, one.name) for one in trusted] == [
            ("NguoiKy", "signer"),
            ("CoQuan", "seal"),
        ]
        assert [one.is_trusted for one in trusted] == [True, True]
        assert [one.is_trusted for one in unknown] == [False, False]
        assert trusted[0].organisation == "Cơ quan mẫu"

    def test_do_not_cover_words_that_came_with_them(self, folder, paper, tmp_path):
        """A signed file whose first update also changed a page is not the paper."""
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            pdf.pages[0].contents_add(b"0 0 50 50 re f")
            target = io.BytesIO()
            pdf.save(target)
        other = target.getvalue()
        from pyhanko.pdf_utils import generic
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        writer = IncrementalPdfFileWriter(io.BytesIO(paper))
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        stream = generic.StreamObject(stream_data=b"0 0 50 50 re f")
        page["/Contents"] = writer.add_object(stream)
        writer.update_container(page)
        forged = io.BytesIO()
        writer.write(forged)
        for content in (other, forged.getvalue()):
            with signing_keys.opened(key_of(folder, "signer")) as signer:
                made = signatures.signed(
                    content, signer, field="NguoiKy", appearance=None
                )
            with pytest.raises(NotThatFile):
                signatures.examined(made, paper, roots=[], at=AT)

    def test_are_missed_in_the_plain_file(self, paper):
        with pytest.raises(NothingSigned):
            signatures.examined(paper, paper, roots=[], at=AT)

    def test_added_after_the_last_one_are_seen(self, twice, paper):
        with pytest.raises((SignatureBroken, NotThatFile)):
            signatures.examined(twice + b"\n% more\n", paper, roots=[], at=AT)


class TestSigningKeys:
    def test_are_found_by_agency_and_person(self, folder, tmp_path, settings):
        settings.SIGNING_KEYS = str(written(tmp_path, folder))
        assert signing_keys.key_of_signer(AGENCY, SIGNER).pkcs12.endswith("signer.p12")
        assert signing_keys.key_of_seal(AGENCY).pkcs12.endswith("seal.p12")
        for asked in (
            lambda: signing_keys.key_of_signer(AGENCY, "so.giamdoc"),
            lambda: signing_keys.key_of_seal("SO_VHTTDL"),
        ):
            with pytest.raises(NoSigningKey):
                asked()

    def test_refuse_words_they_do_not_know_and_a_wrong_passphrase(
        self, folder, tmp_path
    ):
        for entry in ({"pkcs12": "a", "pkcs11_module": "b"}, {}, {"key_file": "x"}):
            with pytest.raises(SigningKeyUnusable):
                SigningKey.of(entry)
        wrong = tmp_path / "wrong"
        wrong.write_text("other")
        key = SigningKey(pkcs12=str(folder / "signer.p12"), passphrase_file=str(wrong))
        with pytest.raises(SigningKeyUnusable), signing_keys.opened(key):
            pass

    def test_on_a_token_that_is_not_there_are_unusable(self, tmp_path):
        key = SigningKey.of(
            {"pkcs11_module": str(tmp_path / "none.so"), "token": "Mẫu"}
        )
        with pytest.raises(SigningKeyUnusable), signing_keys.opened(key):
            pass


def written(tmp_path: Path, folder: Path, agency: str = AGENCY) -> Path:
    def entry(name: str) -> str:
        return (
            f'pkcs12 = "{folder / name}.p12"\npassphrase_file = "{folder / "pass"}"\n'
        )

    file = tmp_path / "keys.toml"
    file.write_text(
        f"[{agency}.seal]\n{entry('seal')}\n"
        f'[{agency}.signers."{SIGNER}"]\n{entry("signer")}'
    )
    return file


class TestSealing:
    @pytest.fixture
    def walk(self, officer):
        return at_state(officer, CaseState.PENDING_DECISION)

    @pytest.fixture
    def document(self, walk, folder, tmp_path, settings) -> IssuedDocument:
        case = reread(walk.case)
        services.sign_decision(
            case=case, version=case.version, by=walk.by(SIGNER), at=AT
        )
        document = IssuedDocument.objects.get(form="sanction_decision")
        settings.SIGNING_KEYS = str(written(tmp_path, folder, document.agency_id))
        settings.SIGNING_ROOTS = str(folder / "roots")
        return document

    def test_signs_then_seals_in_the_room_of_the_page(
        self, walk, document, officer, tmp_path
    ):
        signer, clerk = walk.by(SIGNER), officer("xa.bmt.vanthu")
        with pytest.raises(sealing.SignerFirst):
            sealing.seal_file(document=document, by=clerk, at=AT)
        for stranger in ("xa.bmt.thuly", "so.giamdoc"):
            with pytest.raises(NotPermitted):
                sealing.sign_file(document=document, by=officer(stranger), at=AT)

        first = sealing.sign_file(document=document, by=signer, at=AT)
        second = sealing.seal_file(document=document, by=clerk, at=AT)

        with pytest.raises(sealing.SignedAlready):
            sealing.seal_file(document=document, by=clerk, at=AT)
        content = storage.read(second.sha256)
        assert content.startswith(storage.read(first.sha256))
        assert content.startswith(storage.read(document.sha256))
        assert [row["field"] for row in second.signatures] == ["NguoiKy", "CoQuan"]
        assert second.is_trusted
        told = pdfsig(content, tmp_path / "sealed.pdf")
        assert told.count("Signature is Valid") == 2
        assert Entry.objects.filter(action="document.keep_signed").count() == 2
        [place] = document.signature_places
        with pikepdf.open(io.BytesIO(content)) as pdf:
            boxes = [
                [float(side) for side in field.Rect]
                for field in pdf.Root.AcroForm.Fields
            ]
            page = pdf.pages[place["page"] - 1]
            assert len(page.Annots) == 2
        signed_box, seal = boxes
        assert signed_box[0] >= place["left"] - 1
        assert signed_box[3] <= place["top"] + 1
        assert seal[2] - seal[0] == pytest.approx(36 * 72 / 25.4, abs=2)
        third = signed_box[0] + (signed_box[2] - signed_box[0]) / 3
        assert seal[2] == pytest.approx(third, abs=2)
        path = f"/api/v1/verify/{document.verification_code}/?sha256={second.sha256}"
        assert Client().get(path).json()["match"] == "signed"

    def test_takes_back_a_file_that_was_signed_elsewhere(
        self, walk, document, folder, officer
    ):
        content = storage.read(document.sha256)
        with signing_keys.opened(key_of(folder, "signer")) as signer:
            made = signatures.signed(content, signer, field="Other", appearance=None)
        edition = sealing.take_back(
            document=document, content=made, by=walk.by(SIGNER), at=AT
        )
        assert edition.sha256 == hashlib.sha256(made).hexdigest()
        assert edition.source == "TAKEN_BACK"
        for wrong in (content, b"hello", made[:-5] + b"12345", b"%PDF-1.7 nothing"):
            with pytest.raises((NothingSigned, NotThatFile, SignatureBroken)):
                sealing.take_back(
                    document=document, content=wrong, by=walk.by(SIGNER), at=AT
                )
        with pytest.raises(NotPermitted):
            sealing.take_back(
                document=document, content=made, by=officer("so.thuly"), at=AT
            )
        assert SignedEdition.objects.count() == 1


SOFTHSM = next(
    (
        path
        for folder in (os.environ.get("SOFTHSM_LIB", ""), "/usr/lib/softhsm")
        if folder and (path := Path(folder) / "libsofthsm2.so").is_file()
    ),
    None,
)


@pytest.mark.skipif(
    SOFTHSM is None or shutil.which("softhsm2-util") is None,
    reason="needs softhsm2 (apt-get install softhsm2)",
)
class TestTokens:
    def test_sign_without_giving_the_key_away(
        self, folder, paper, tmp_path, monkeypatch
    ):
        """PKCS#11: the key is made known to the token once and signs in it."""
        import pkcs11
        from pkcs11.util.rsa import decode_rsa_private_key
        from pkcs11.util.x509 import decode_x509_certificate

        (tmp_path / "tokens").mkdir()
        conf = tmp_path / "softhsm2.conf"
        conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
        subprocess.run(  # noqa: S603
            [
                *("softhsm2-util", "--module", str(SOFTHSM), "--init-token", "--free"),
                *("--label", TOKEN, "--pin", "1234", "--so-pin", "5678"),
            ],
            check=True,
            capture_output=True,
        )
        key, made, _others = pkcs12.load_key_and_certificates(
            (folder / "seal.p12").read_bytes(), b"secret"
        )
        token = pkcs11.lib(str(SOFTHSM)).get_token(token_label=TOKEN)
        with token.open(rw=True, user_pin="1234") as session:
            der = key.private_bytes(Encoding.DER, *TRADITIONAL)
            named = {pkcs11.Attribute.LABEL: "con-dau", pkcs11.Attribute.TOKEN: True}
            session.create_object(
                decode_rsa_private_key(der)
                | named
                | {pkcs11.Attribute.PRIVATE: True, pkcs11.Attribute.SENSITIVE: True}
            )
            session.create_object(
                decode_x509_certificate(made.public_bytes(Encoding.DER)) | named
            )
        pin = tmp_path / "pin"
        pin.write_text("1234\n")
        entry = {
            "pkcs11_module": str(SOFTHSM),
            "token": TOKEN,
            "certificate": "con-dau",
            "pin_file": str(pin),
        }
        with signing_keys.opened(SigningKey.of(entry)) as signer:
            content = signatures.signed(paper, signer, field="CoQuan", appearance=None)

        assert pdfsig(content, tmp_path / "t.pdf").count("Signature is Valid") == 1
        [told] = signatures.examined(content, paper, roots=[], at=AT)
        assert told.name == "seal"
        pin.write_text("0000\n")
        with (
            pytest.raises(SigningKeyUnusable),
            signing_keys.opened(SigningKey.of(entry)),
        ):
            pass
