"""Records from the field at the office: who has unsent ones, what is to settle."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from evidence import storage
from inspections import services
from inspections.models import Answer, FieldConflict, FieldRecord
from kernel.ids import uuid7
from tests.documents.sample_field import drawing
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.conftest import visit as visit
from tests.inspections.phone import Phone, photo, question

ROOT = "/inspections/field-records/"
PASSWORD = "mot-mat-khau-du-dai"  # noqa: S105 - of the cast, in this test
SENDER, LEAD = "so.kiemtra", "so.truongdoan"


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def under_way(walk, visit):
    steps.begin(walk, visit)
    return steps.reread(visit)


@pytest.fixture
def phone(walk) -> Phone:
    return Phone(walk.by(SENDER))


def with_photo(visit, phone, number=0, result="FAIL"):
    content = photo(number)
    phone.holds(content)
    sha256 = phones.hash_of(content)
    answer = phones.answer(question(visit), result, note="Thiếu.", files=[sha256])
    return phones.body(visit, answers=[answer], files=[phones.named(content)])


def signed(visit, phone, **given):
    """A record that ends with the representative's signature on the screen."""
    ink = drawing()
    phone.holds(ink)
    file = phones.named(ink, content_type="image/png", name="k.png", source="SIGNATURE")
    return phones.body(
        visit,
        files=[file],
        signature={
            "name": "Mạc Thị Thu Cúc",
            "position": "Chủ hộ",
            "signed_at": phones.FINISHED.isoformat(),
            "file": file["sha256"],
        },
        **given,
    )


class TestMinutes:
    """The office locks the minutes with what was signed on the spot."""

    def test_begin_with_the_signature_on_the_screen(
        self, client_of, walk, phone, under_way
    ):
        steps.answer_all(walk, under_way)
        record = phone.send(signed(steps.reread(under_way), phone))
        at = f"/inspections/{under_way.number}/do/lock_record/"
        form = client_of(LEAD).get(at).context["form"]

        assert form["signed_in"].initial == str(record.pk)
        assert form["representative_name"].initial == "Mạc Thị Thu Cúc"
        typed = {name: form[name].value() for name in form.fields}
        typed |= {"remarks": "Chấp hành tốt.", "ended_at": "03/03/2026 10:30"}
        answer = client_of(LEAD).post(
            at, {name: value for name, value in typed.items() if value is not None}
        )

        assert answer.status_code == 302, answer.context["form"].errors
        made = steps.reread(under_way).record
        assert made.signed_in == record
        assert made.representative_title == "Chủ hộ"
        page = client_of(LEAD).get(f"/inspections/{under_way.number}/")
        assert f"{ROOT}{record.pk}/" in page.content.decode()

    def test_may_end_on_paper_all_the_same(self, client_of, walk, phone, under_way):
        steps.answer_all(walk, under_way)
        phone.send(signed(steps.reread(under_way), phone))
        at = f"/inspections/{under_way.number}/do/lock_record/"
        form = client_of(LEAD).get(at).context["form"]
        typed = {
            "version": form["version"].value(),
            "remarks": "Chấp hành tốt.",
            "ended_at": "03/03/2026 10:40",
            "copies": "2",
            "signed_in": "",
            "representative_name": "Hà Văn Chứng",
            "representative_signed": "yes",
        }
        answer = client_of(LEAD).post(at, typed)

        assert answer.status_code == 302, answer.context["form"].errors
        assert steps.reread(under_way).record.signed_in is None


class TestRecords:
    def test_shows_what_is_not_whole_and_since_when(self, client_of, phone, under_way):
        record = phone.put(with_photo(under_way, phone))
        page = client_of(LEAD).get(f"{ROOT}?view=incomplete").content.decode()

        assert record.code in page
        assert re.search(r"\b0(/| of )1\b", page)
        assert "03/03/2026 10:45" in page

    def test_shows_phones_with_unsent_records(self, client_of, phone, db):
        services.note_field_device(
            device_id=uuid7(),
            name="Pixel 8",
            app="1",
            unsent=3,
            unsent_since=phones.SEEN,
            by=phone.officer,
            at=phones.RECEIVED,
        )
        page = client_of(LEAD).get(f"{ROOT}?view=devices").content.decode()
        assert "Pixel 8" in page
        assert "03/03/2026 09:10" in page
        foreign = client_of("tt.thanhtra").get(f"{ROOT}?view=devices")
        assert "Pixel 8" not in foreign.content.decode()

    def test_other_agencies_learn_nothing(self, client_of, phone, under_way):
        record = phone.put(with_photo(under_way, phone))
        for view in ("settle", "incomplete", "all"):
            page = client_of("tt.thanhtra").get(f"{ROOT}?view={view}").content.decode()
            assert record.code not in page
        for tail in ("", "settle/", "take-over/"):
            answer = client_of("tt.thanhtra").get(f"{ROOT}{record.pk}/{tail}")
            assert answer.status_code == 404

    @pytest.mark.parametrize("view", ["settle", "incomplete", "all"])
    def test_a_list_takes_as_many_queries_for_many_rows(
        self, client_of, phone, under_way, view
    ):
        client = client_of(LEAD)
        asked = []
        for number in range(4):
            body = phones.body(under_way)
            if view == "settle":
                told = {
                    "facility": None,
                    "name": "X",
                    "address": "",
                    "ward_code": "",
                    "ground": "TIP_OFF",
                    "what": "Y",
                }
                body = phones.body(None, unplanned=told)
            elif view == "incomplete":
                body = with_photo(under_way, phone, number)
            record = phone.put(body)
            if view != "incomplete":
                phone.complete(record)
            cache.clear()
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(f"{ROOT}?view={view}").status_code == 200
            asked.append(len(found))
        assert asked[-1] <= asked[0]


class TestSettle:
    def test_the_lead_settles_a_supplement(self, client_of, walk, phone, under_way):
        steps.answer_all(walk, under_way)
        steps.lock(walk, under_way)
        record = phone.send(with_photo(under_way, phone))
        client = client_of(LEAD)
        assert record.code in client.get("/").content.decode()
        assert (
            client_of(SENDER)
            .post(f"{ROOT}{record.pk}/settle/", {"note": "x"})
            .status_code
            == 403
        )
        assert client.post(f"{ROOT}{record.pk}/settle/", {}).status_code == 422
        answer = client.post(f"{ROOT}{record.pk}/settle/", {"note": "Ghi phụ lục."})

        assert answer.status_code == 302
        assert FieldRecord.objects.get().settled_note == "Ghi phụ lục."
        assert "Ghi phụ lục." in client.get(f"{ROOT}{record.pk}/").content.decode()

    def test_the_lead_chooses_an_answer(self, client_of, walk, phone, under_way):
        phone.send(with_photo(under_way, phone))
        lead = Phone(walk.by(LEAD))
        item = question(under_way)
        lead.send(phones.body(under_way, answers=[phones.answer(item, "PASS")]))
        conflict, client = FieldConflict.objects.get(), client_of(LEAD)
        address = f"{ROOT}conflicts/{conflict.pk}/"
        assert client.get(address).status_code == 200
        chosen = Answer.objects.get(by=lead.officer)
        answer = client.post(
            address, {"chosen": str(chosen.pk), "reason": "Đã xem hóa đơn."}
        )
        assert answer.status_code == 302
        assert Answer.objects.current().get() == chosen


class TestProofs:
    def test_a_flipped_byte_is_shown(self, client_of, phone, under_way):
        phone.send(with_photo(under_way, phone))
        (sha256,) = phone.files
        client = client_of(LEAD)
        page = client.get(f"/inspections/{under_way.number}/proofs/")
        assert "s-bad" not in page.content.decode()

        path = storage.path_of(sha256)
        content = bytearray(path.read_bytes())
        content[80] ^= 1
        path.chmod(0o600)
        path.write_bytes(bytes(content))
        page = client.get(f"/inspections/{under_way.number}/proofs/").content.decode()
        assert "s-bad" in page
        check = re.search(r"/evidence/[0-9a-f-]+/check/", page)[0]
        shown = client.get(check).content.decode()
        assert phones.hash_of(bytes(content)) in shown
        assert sha256 in shown

    def test_the_bundle_leaves_with_a_reason(self, client_of, phone, under_way):
        phone.send(with_photo(under_way, phone))
        address = f"/inspections/{under_way.number}/proofs/bundle/"
        assert client_of(SENDER).get(address).status_code == 403
        client = client_of(LEAD)
        assert client.post(address, {"reason": ""}).status_code == 422
        answer = client.post(
            address, {"reason": "Tòa án yêu cầu.", "password": PASSWORD}
        )
        if answer.status_code == 422:
            pytest.fail(answer.content.decode()[:2000])
        found = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        assert "SHA256SUMS" in found.namelist()


class TestFinish:
    def test_a_draft_of_a_backup_is_finished_here(self, client_of, phone, under_way):
        record = phone.put(with_photo(under_way, phone))
        client, address = client_of(SENDER), f"{ROOT}{record.pk}/"
        page = client.get(address).content.decode()
        assert f"{address}finish/" in page
        assert f"{address}files/" in page

        (content,) = phone.files.values()
        other = io.BytesIO(photo(5))
        other.name = "khác.jpg"
        answer = client.post(f"{address}files/", {"files": other})
        assert answer.status_code == 422
        assert "khác.jpg" in answer.content.decode()
        refused = client.post(f"{address}finish/", {"reason": "Máy hỏng."})
        assert refused.status_code == 422
        upload = io.BytesIO(content)
        upload.name = "anh.jpg"
        assert client.post(f"{address}files/", {"files": upload}).status_code == 302
        answer = client.post(f"{address}finish/", {"reason": "Máy hỏng."})

        assert answer.status_code == 302
        assert FieldRecord.objects.get().is_complete
        page = client.get(address).content.decode()
        assert "Máy hỏng." in page
        assert f"{address}finish/" not in page

    def test_the_lead_says_that_files_are_lost(self, client_of, phone, under_way):
        record = phone.put(with_photo(under_way, phone))
        client, address = client_of(LEAD), f"{ROOT}{record.pk}/"
        assert client.get(f"{address}files/").status_code == 403
        given = {"reason": "Mất máy.", "files_are_lost": "on"}
        assert client.post(f"{address}finish/", given).status_code == 302
        assert FieldRecord.objects.get().finished_by.username == LEAD

    @pytest.mark.parametrize("username", ["so.thuly", "tt.thanhtra"])
    def test_others_do_not(self, client_of, phone, under_way, username):
        record = phone.put(with_photo(under_way, phone))
        for tail in ("files/", "finish/"):
            answer = client_of(username).get(f"{ROOT}{record.pk}/{tail}")
            assert answer.status_code in {403, 404}
