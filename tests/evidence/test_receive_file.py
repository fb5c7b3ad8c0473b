"""Files as they come in: security rules, sections 2 and 4."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import translation

from audit.chain import verify_chain
from audit.models import Entry
from evidence import decoding, intake, sandbox, services, storage
from evidence.kinds import Compartment, CustodyKind, EvidenceKind, ScanState
from evidence.models import CustodyEvent, EvidenceFile, Position, StoredFile
from evidence.services import files
from kernel.errors import KindRefused, Refused, TooLarge
from tests.evidence import samples
from tests.evidence.conftest import AT
from tests.moments import moment

MEGABYTE = 2**20
PHOTO = samples.photo()


class TestReceiveFile:
    @pytest.mark.parametrize(
        ("name", "content", "media_type"),
        [
            ("a.jpg", PHOTO, "image/jpeg"),
            ("a.JPEG", PHOTO, "image/jpeg"),
            ("hai ảnh.jpg", samples.two_pictures_in_one(), "image/jpeg"),
            ("a.png", samples.photo("PNG"), "image/png"),
            ("a.webp", samples.photo("WEBP"), "image/webp"),
            ("IMG_0001.HEIC", samples.photo("HEIF"), "image/heic"),
        ],
    )
    def test_takes_photos(self, receive, name, content, media_type):
        file = receive(content, name)

        assert file.kind == EvidenceKind.PHOTO
        assert file.stored_file.media_type == media_type
        assert file.stored_file.width > 0

    def test_takes_documents(self, receive):
        file = receive(samples.document(pages=3), "biên bản.pdf")

        assert file.kind == EvidenceKind.DOCUMENT
        assert file.stored_file.pages == 3

    def test_keeps_the_bytes_under_their_hash(self, receive, stored_bytes):
        """ "Store once under the hash": security rules 2.2."""
        content = samples.phone_photo()
        sha256 = hashlib.sha256(content).hexdigest()

        file = receive(content)

        assert file.stored_file_id == sha256
        assert file.stored_file.size == len(content)
        assert stored_bytes() == {f"evidence/{sha256[:2]}/{sha256}": content}

    def test_keeps_what_device_and_sender_said(self, receive, inspector):
        taken = moment("05/03/2026", "09:12")
        sha256 = hashlib.sha256(PHOTO).hexdigest()

        file = receive(
            PHOTO,
            claimed_sha256=sha256.upper(),
            taken_at=taken,
            position=Position(Decimal("12.66667891"), Decimal("108.05"), 8),
            device="Pixel 8",
            caption="Kệ số 3",
            compartment=Compartment.AGENCY,
        )

        file.refresh_from_db()
        assert (file.received_at, file.taken_at) == (AT, taken)
        assert file.position == Position(Decimal("12.666679"), Decimal("108.05"), 8)
        assert (file.added_by, file.agency_id) == (inspector, "SO_VHTTDL")
        assert (file.device, file.caption) == ("Pixel 8", "Kệ số 3")
        assert file.compartment == Compartment.AGENCY
        assert file.is_hash_confirmed
        assert file.stored_file.scan_state == ScanState.NOT_SCANNED

    def test_begins_the_custody_and_writes_the_trail(self, receive, inspector):
        file = receive(PHOTO)

        event = CustodyEvent.objects.get(evidence_file=file)
        assert (event.kind, event.by, event.at) == (
            CustodyKind.RECEIVED,
            inspector,
            AT,
        )
        entry = Entry.objects.latest("seq")
        assert (entry.action, entry.object_id) == ("evidence.add", str(file.pk))
        assert entry.object_hash == file.stored_file_id
        assert "kệ sách" not in str(entry.__dict__)  # names may name persons
        assert verify_chain(Entry) is None

    def test_stores_the_same_bytes_once(self, receive, officer, stored_bytes):
        first = receive(PHOTO, "một.jpg")
        second = receive(PHOTO, "hai.jpg", by=officer("so.thuly"))

        assert first.stored_file == second.stored_file
        assert StoredFile.objects.count() == 1
        assert len(stored_bytes()) == 1
        assert EvidenceFile.objects.count() == CustodyEvent.objects.count() == 2

    def test_puts_good_bytes_in_place_of_damaged_ones(self, receive, stored_bytes):
        file = receive(PHOTO)
        path = storage.path_of(file.stored_file_id)
        path.chmod(0o600)
        path.write_bytes(b"damaged")

        receive(PHOTO)

        assert list(stored_bytes().values()) == [PHOTO]

    def test_reads_the_local_day_for_the_daily_limit(self, receive, monkeypatch):
        monkeypatch.setattr(files, "DAILY_LIMIT", len(PHOTO) + 10)
        receive(PHOTO, at=moment("04/03/2026", "23:59"))
        receive(PHOTO, at=moment("05/03/2026", "00:01"))

        with pytest.raises(TooLarge, match="tomorrow") as refusal:
            receive(PHOTO, at=moment("05/03/2026", "23:59"))
        assert refusal.value.reason_code == "daily_limit"

    def test_refuses_when_the_disk_is_nearly_full(self, receive, monkeypatch):
        monkeypatch.setattr(storage, "_FREE_SHARE", 1.1)

        with pytest.raises(services.StorageFull):
            receive(PHOTO)

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"caption": "x" * 301}, "caption"),
            ({"position": Position(Decimal(91), Decimal(0))}, "position"),
            ({"position": Position(Decimal("NaN"), Decimal(0))}, "position"),
            ({"compartment": "SECRET"}, "compartment"),
            ({"compartment": Compartment.POLICE}, "compartment"),
        ],
    )
    def test_refuses_a_wrong_word_at_its_field(self, receive, given, field):
        with pytest.raises(Refused) as refusal:
            receive(PHOTO, **given)
        assert list(refusal.value.errors) == [field]

    def test_leaves_nothing_of_a_refused_file(self, receive, stored_bytes):
        with pytest.raises(Refused):
            receive(PHOTO, claimed_sha256="0" * 64)

        assert stored_bytes() == {}
        assert not StoredFile.objects.exists()
        assert not EvidenceFile.objects.exists()

    def test_leaves_no_row_when_the_act_around_it_fails(self, receive, stored_bytes):
        with transaction.atomic():
            file = receive(PHOTO)
            transaction.set_rollback(True)

        assert not StoredFile.objects.exists()
        assert len(stored_bytes()) == 1  # swept after an hour
        assert receive(PHOTO).stored_file_id == file.stored_file_id


class TestStoringOrder:
    """ "temporary file, fsync, rename, fsync directory, row": security rules 2.2."""

    def test_has_the_bytes_on_disk_before_any_row(self, receive, monkeypatch):
        sha256 = hashlib.sha256(PHOTO).hexdigest()
        steps: list[tuple[str, bool, bool]] = []
        fsync = os.fsync

        def watched(descriptor: int) -> None:
            is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            steps.append(
                (
                    "folder" if is_folder else "file",
                    storage.path_of(sha256).exists(),
                    StoredFile.objects.exists(),
                )
            )
            fsync(descriptor)

        monkeypatch.setattr(storage.os, "fsync", watched)
        receive(PHOTO)

        assert steps[0] == ("file", False, False)  # still under a temporary name
        assert steps[-1] == ("folder", True, False)  # in its place, and no row yet
        assert StoredFile.objects.filter(sha256=sha256).exists()

    @pytest.mark.django_db(transaction=True)
    def test_stores_once_what_many_send_at_once(self, receive, officer):
        senders = [officer(name) for name in ("so.kiemtra", "so.thuly", "ca.pa03")] * 2
        gate, received, failures = threading.Barrier(len(senders)), [], []

        def send(sender) -> None:
            try:
                gate.wait()
                received.append(receive(PHOTO, by=sender))
            except Exception as failure:
                failures.append(failure)
                raise
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=(one,)) for one in senders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert len(received) == EvidenceFile.objects.count() == len(senders)
        assert StoredFile.objects.count() == 1
        assert storage.hash_of(storage.path_of(received[0].stored_file_id)) == (
            received[0].stored_file_id
        )


def _padded(content: bytes, megabytes: int) -> Callable[[], bytes]:
    """Made when it is needed: the table would else hold 100 MB all along."""
    return lambda: content + b"\0" * (megabytes * MEGABYTE)


HOSTILE = [
    # name, content, error, what the sentence says
    ("a.svg", b"<svg onload='x()'/>", KindRefused, "only photos"),
    ("trang.html", b"<html>", KindRefused, "only photos"),
    ("ảnh.zip", samples.archive(), KindRefused, "only photos"),
    ("macro.docm", samples.archive(), KindRefused, "only photos"),
    ("no suffix", PHOTO, KindRefused, "only photos"),
    ("photo.jpg.exe", PHOTO, KindRefused, "only photos"),
    ("gpj.\u202eexe.", PHOTO, KindRefused, "only photos"),
    ("html.jpg", b"<!doctype html><script>", KindRefused, "not what its name says"),
    ("svg.png", b"<svg onload='x()'/>", KindRefused, "not what its name says"),
    ("zip.jpg", samples.archive(), KindRefused, "not what its name says"),
    ("pdf.jpg", samples.document(), KindRefused, "not what its name says"),
    ("jpg.pdf", PHOTO, KindRefused, "not what its name says"),
    ("png.jpg", samples.photo("PNG"), KindRefused, "not what its name says"),
    ("gif.png", samples.animation("GIF"), KindRefused, "not what its name says"),
    ("anim.png", samples.animation("PNG"), KindRefused, "animation"),
    ("anim.webp", samples.animation("WEBP"), KindRefused, "animation"),
    ("40mb.jpg", _padded(PHOTO, 40), TooLarge, "larger than 15 MB"),
    ("15mb.jpg", _padded(PHOTO, 15), TooLarge, "larger than 15 MB"),
    ("25mb.pdf", _padded(b"%PDF-", 25), TooLarge, "larger than 25 MB"),
    ("400mp.png", samples.png_claiming(20000, 20000), TooLarge, "50 megapixels"),
    ("169mp.png", samples.png_claiming(13000, 13000), TooLarge, "50 megapixels"),
    ("empty.jpg", b"", Refused, "empty"),
    ("half.jpg", PHOTO[: len(PHOTO) // 2], Refused, "damaged or incomplete"),
    ("half.png", samples.photo("PNG")[:-400], Refused, "damaged or incomplete"),
    ("half.webp", samples.photo("WEBP")[:-400], Refused, "damaged or incomplete"),
    ("half.heic", samples.photo("HEIF")[:-400], Refused, "damaged or incomplete"),
    ("lies.png", samples.png_claiming(600, 600), Refused, "damaged or incomplete"),
    ("head.jpg", b"\xff\xd8\xff\xe0 only a head", Refused, "damaged or incomplete"),
    ("half.pdf", samples.document()[:-200], Refused, "damaged or incomplete"),
    ("locked.pdf", samples.locked_document(), KindRefused, "password"),
    ("script.pdf", samples.scripted_document(), KindRefused, "program code"),
    (
        "launch.pdf",
        samples.document_with_link_to_a_program(),
        KindRefused,
        "program code",
    ),
    (
        "attached.pdf",
        samples.document_with_attachment(),
        KindRefused,
        "program code",
    ),
]


class TestHostileUpload:
    @pytest.mark.parametrize(
        ("name", "content", "error", "says"), HOSTILE, ids=[h[0] for h in HOSTILE]
    )
    def test_is_refused_in_one_sentence_that_names_it(
        self, receive, stored_bytes, name, content, error, says
    ):
        with translation.override("en"), pytest.raises(error, match=says) as refusal:
            receive(content() if callable(content) else content, name)

        sentence = str(refusal.value)
        assert f"“{intake.clean_name(name)}” was refused" in sentence
        assert refusal.value.errors == {"file": [sentence]}
        assert stored_bytes() == {}
        assert not StoredFile.objects.exists()

    def test_is_not_read_past_its_limit(self, inspector):
        endless = _Endless()

        with pytest.raises(TooLarge):
            services.receive_file(upload=endless, name="a.jpg", by=inspector, at=AT)
        assert endless.given < 16 * MEGABYTE

    def test_with_a_flipped_byte_is_asked_for_again(self, receive):
        """ "a difference is 422 and the phone sends again": security rules 2.2."""
        flipped = bytearray(PHOTO)
        flipped[len(PHOTO) // 2] ^= 1

        with (
            translation.override("en"),
            pytest.raises(
                Refused, match=r"damaged on the way\. Send it again"
            ) as refusal,
        ):
            receive(bytes(flipped), claimed_sha256=hashlib.sha256(PHOTO).hexdigest())
        assert refusal.value.reason_code == "file_hash"


class TestCleanName:
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../etc/passwd.jpg", "passwd.jpg"),
            (r"C:\Users\so\ảnh.jpg", "ảnh.jpg"),
            ("a\0b.jpg", "ab.jpg"),
            ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
            ("ảnh \u202egpj.exe.jpg", "ảnh gpj.exe.jpg"),
            ("a\u200b\u2066b\u2069.jpg", "ab.jpg"),
            ("a\N{COMBINING HOOK ABOVE}nh.jpg", "ảnh.jpg"),
            ("  .jpg", "jpg"),
            ("", "file"),
            ("..", "file"),
            ("/", "file"),
        ],
    )
    def test_keeps_text_and_no_path(self, name, kept):
        assert intake.clean_name(name) == kept

    def test_keeps_the_suffix_of_an_endless_name(self):
        kept = intake.clean_name("ả" * 4000 + ".jpeg")

        assert len(kept) == 255
        assert kept.endswith("ả.jpeg")

    def test_is_what_the_row_holds(self, receive):
        file = receive(PHOTO, "../\u202e../ảnh\0.jpg")

        file.refresh_from_db()
        assert file.original_name == "ảnh.jpg"


class TestDecodingChild:
    """The process that opens a stranger's file dies alone."""

    @pytest.fixture
    def run(self, monkeypatch, tmp_path):
        """Runs the child with a check of the test's own in place of decoding."""
        folder = Path(decoding.__file__).parent

        def run(check: str) -> bytes:
            program = tmp_path / "child.py"
            program.write_text(
                f"import os, sys, time; sys.path.insert(0, {str(folder)!r})\n"
                "import decoding\n"
                f"decoding.check = lambda media_type, path: {check}\n"
                "sys.exit(decoding.main(sys.argv[1:]))\n"
            )
            with monkeypatch.context() as patch:
                patch.setattr(decoding, "__file__", str(program))
                return sandbox.run("check", media_type="image/png", path=tmp_path)

        return run

    def test_answers_when_all_is_well(self, run):
        assert run("b'fine'") == b"fine"

    def test_gets_none_of_our_environment(self, run, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "s3cret")

        assert b"s3cret" not in run("repr(dict(os.environ)).encode()")

    @pytest.mark.parametrize(
        "check",
        [
            "bytearray(2 * 2**30)",
            "open(os.path.join(path, 'written'), 'w').write('x' * 9999) and b''",
            "time.sleep(60)",
            "os.abort()",
        ],
    )
    def test_is_stopped_at_its_limits(self, run, monkeypatch, check):
        monkeypatch.setattr(sandbox, "_SECONDS", 1)

        with pytest.raises(sandbox.Unreadable) as unreadable:
            run(check)
        assert unreadable.value.code == "broken"


class _Endless(io.RawIOBase):
    """An upload that never ends."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return PHOTO[:3] + b"\0" * (size - 3)
