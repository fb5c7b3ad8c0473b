"""The door of the field app: its contract, its refusals, hostile files."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone, translation
from rest_framework.test import APIClient

from api.field import downloads
from audit.models import AccessEvent
from cases import services as cases
from inspections import field_backups
from inspections.field_backups import BackupUnreadable
from inspections.models import ChecklistItem, FieldRecord, Finding
from kernel.errors import Refused
from kernel.ids import uuid7
from tests.api.stage import ROOT
from tests.evidence import samples
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.conftest import (
    enter as enter,
)
from tests.inspections.conftest import (
    hoa_cuc as hoa_cuc,
)
from tests.inspections.conftest import (
    second_manager as second_manager,
)
from tests.inspections.conftest import (
    visit as visit,
)
from tests.inspections.conftest import (
    walk as walk,
)

FIELD = f"{ROOT}field/"
SENDER, LEAD = "so.kiemtra", "so.truongdoan"


@pytest.fixture
def under_way(walk, visit):
    steps.begin(walk, visit)
    return steps.reread(visit)


def put(client, path, body, status=200):
    answer = client.put(f"{FIELD}{path}", body, format="json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def put_bytes(client, content, content_type="image/jpeg", sha256=""):
    return client.generic(
        "PUT",
        f"{FIELD}files/{sha256 or phones.hash_of(content)}/",
        content,
        content_type=content_type,
    )


class TestPing:
    def test_needs_no_login(self, stranger, db):
        told = stranger.get(f"{FIELD}ping").json()

        assert told["product"] == "lien-nganh"
        assert (told["user"], told["name"]) == (None, None)
        assert told["app"] == {"current": "1", "oldest": "1"}

    def test_names_who_is_signed_in(self, officer, settings):
        settings.SECOND_FACTOR_REQUIRED = False
        user, client = officer(SENDER), Client()
        client.force_login(user, backend="web.accounts.OfficerBackend")
        told = client.get(f"{FIELD}ping").json()

        assert (told["user"], told["name"]) == (str(user.pk), user.full_name)

    @pytest.mark.parametrize("path", ["csrf", "key", "visits/"])
    def test_the_rest_needs_one(self, stranger, db, path):
        answer = stranger.get(f"{FIELD}{path}")
        assert answer.status_code == 401
        assert answer["content-type"] == "application/problem+json"

    def test_a_session_sends_with_a_fresh_token(self, officer, settings, under_way):
        settings.SECOND_FACTOR_REQUIRED = False
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(officer(SENDER), backend="web.accounts.OfficerBackend")
        path = f"{FIELD}records/{uuid7()}/"
        body = phones.body(under_way)
        assert client.put(path, body, format="json").status_code == 403
        token = client.get(f"{FIELD}csrf").json()["token"]
        answer = client.put(path, body, format="json", headers={"x-csrftoken": token})
        assert answer.status_code == 200


class TestVisits:
    def period(self):
        return f"{FIELD}visits/?from=2026-03-02&to=2026-03-09"

    def test_tells_all_that_the_phone_shows(self, client_of, under_way):
        told = client_of(SENDER).get(self.period()).json()

        (visit,) = told["results"]
        assert visit["number"] == under_way.number
        assert visit["facility"]["code"] == under_way.facility.code
        assert [one["role"] for one in visit["team"]] == ["LEAD", "MEMBER"]
        items = [i for s in visit["checklist"]["sections"] for i in s["items"]]
        assert items[0]["code"] == "A1"
        held = list(under_way.checklist_version.items.all())
        assert [one["on_fail"] for one in items] == [
            {"photo": item.requires_photo_on_fail, "note": item.requires_note_on_fail}
            for item in held
        ]
        assert {one["on_fail"]["note"] for one in items} == {True, False}
        assert told["wards"][0].keys() == {"code", "name"}
        assert {"id", "item", "text"} == told["phrases"][0].keys()
        assert {"code", "copies_over", "text"} == told["indicators"][0].keys()

    def test_tells_how_to_look_in_the_language_of_the_officer(self):
        item = ChecklistItem(help_vi="Xem tem.", help_en="Look at the label.")

        assert downloads.item_told(item)["help"] == "Xem tem."
        with translation.override("en"):
            assert downloads.item_told(item)["help"] == "Look at the label."

    def test_only_of_own_teams_and_noted_in_the_trail(self, client_of, under_way):
        assert client_of("tt.thanhtra").get(self.period()).json()["results"] == []
        client_of(SENDER).get(self.period())

        event = AccessEvent.objects.get(action="downloaded")
        assert event.object_id == str(under_way.pk)

    def test_not_for_who_does_not_inspect(self, client_of, under_way):
        assert client_of("so.giamdoc").get(self.period()).status_code == 403

    @pytest.mark.parametrize(
        "query", ["from=heute", "from=2026-03-09&to=2026-03-02", "to=2030-01-01", "x=1"]
    )
    def test_refuses_what_is_no_period(self, client_of, query, db):
        assert client_of(SENDER).get(f"{FIELD}visits/?{query}").status_code == 400

    def test_asks_the_database_so_often(
        self, client_of, under_way, django_assert_max_num_queries
    ):
        client = client_of(SENDER)
        client.get(f"{FIELD}ping")
        with django_assert_max_num_queries(24):
            client.get(self.period())


class TestRecords:
    def test_goes_the_way_of_the_contract(self, client_of, under_way):
        client, id = client_of(SENDER), uuid7()
        content = phones.photo()
        failed = phones.answer(
            phones.question(under_way),
            "FAIL",
            note="Không hóa đơn.",
            files=[phones.hash_of(content)],
        )
        body = phones.body(under_way, answers=[failed], files=[phones.named(content)])
        sha256 = phones.hash_of(content)

        first = put(client, f"records/{id}/", body)
        assert (first["state"], first["missing"]) == ("RECEIVING", [sha256])
        assert put(client, f"records/{id}/complete/", {})["missing"] == [sha256]
        sent = put_bytes(client, content)
        assert sent.json().keys() == {"sha256", "size", "received_at"}
        done = put(client, f"records/{id}/complete/", {})
        assert (done["state"], done["held"]) == ("COMPLETE", [sha256])
        assert done["visit"] == {"number": under_way.number, "state": "UNDER_WAY"}
        assert not done["supplement"]
        again = put(client, f"records/{id}/complete/", {})
        assert again | {"server_time": ""} == done | {"server_time": ""}
        locked = put(
            client,
            f"records/{id}/",
            body
            | {
                "notes": [
                    {
                        "id": str(uuid7()),
                        "text": "x",
                        "at": body["started_at"],
                        "files": [],
                    }
                ]
            },
            409,
        )
        assert locked["code"] == "record_locked"

    def test_tells_both_answers(self, client_of, under_way):
        item = phones.question(under_way)
        for username, result in ((LEAD, "PASS"), (SENDER, "FAIL")):
            id, client = uuid7(), client_of(username)
            answers = [phones.answer(item, result, note="Đã xem.")]
            put(client, f"records/{id}/", phones.body(under_way, answers=answers))
            told = put(client, f"records/{id}/complete/", {})
        (conflict,) = told["conflicts"]
        assert conflict["item"] == str(item.pk)
        assert conflict["mine"]["result"] == "FAIL"
        assert conflict["theirs"]["result"] == "PASS"

    def test_another_officers_id_is_absent(self, client_of, under_way):
        id = uuid7()
        put(client_of(SENDER), f"records/{id}/", phones.body(under_way))
        for tail in ("", "complete/"):
            body = {} if tail else phones.body(under_way)
            put(client_of(LEAD), f"records/{id}/{tail}", body, 404)
        assert client_of(LEAD).get(f"{FIELD}records/{id}/").status_code == 404

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"app": 1}, 400),
            ({"more": "x"}, 400),
            ({"device": {"id": "x", "name": ""}}, 400),
            ({"visit": str(uuid7())}, 422),
            ({"unplanned": None, "visit": None}, 422),
        ],
    )
    def test_says_what_is_wrong(self, client_of, under_way, change, status):
        body = phones.body(under_way) | change
        put(client_of(SENDER), f"records/{uuid7()}/", body, status)
        assert not FieldRecord.objects.exists()

    def test_asks_the_database_so_often(
        self, client_of, under_way, django_assert_max_num_queries
    ):
        client, id = client_of(SENDER), uuid7()
        contents = [phones.photo(n) for n in range(20)]
        body = phones.body(
            under_way, files=[phones.named(content) for content in contents]
        )
        client.get(f"{FIELD}ping")
        with django_assert_max_num_queries(32):
            put(client, f"records/{id}/", body)
        with django_assert_max_num_queries(14):
            put(client, f"records/{id}/", body)
        with django_assert_max_num_queries(30):
            put_bytes(client, contents[0])


class TestFiles:
    """What is hostile is refused as tests/web/test_refuse_hostile_files says."""

    def named(self, client, visit, content, name, content_type):
        body = phones.body(
            visit,
            files=[phones.named(content, name=name, content_type=content_type)],
        )
        put(client, f"records/{uuid7()}/", body)

    def test_a_flipped_byte_is_told_with_the_servers_hash(self, client_of, under_way):
        client, content = client_of(SENDER), phones.photo()
        self.named(client, under_way, content, "a.jpg", "image/jpeg")
        flipped = bytearray(content)
        flipped[50] ^= 1
        answer = put_bytes(client, bytes(flipped), sha256=phones.hash_of(content))

        assert answer.status_code == 422
        told = answer.json()
        assert told["code"] == "hash_differs"
        assert phones.hash_of(bytes(flipped)) in told["detail"]
        assert put_bytes(client, content).status_code == 200

    def test_a_file_that_no_record_names_is_absent(self, client_of, under_way):
        assert put_bytes(client_of(SENDER), phones.photo()).status_code == 404


def sealed_backup(records, files, *, owner, key=None) -> io.BytesIO:
    """As the phone writes it, with the server's public key."""
    server = field_backups.public_point()
    mine = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), server)
    point = mine.public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    cipher = field_backups.derived(
        mine.exchange(ec.ECDH(), theirs), ephemeral=point, server=server
    )
    entries = {"owner.sealed": json.dumps({"user": str(owner.pk)}).encode()}
    entries |= {f"records/{id}.sealed": json.dumps(b).encode() for id, b in records}
    entries |= {f"files/{phones.hash_of(c)}.sealed": c for c in files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        manifest = {
            "format": field_backups.FORMAT,
            "version": 1,
            "key": key or field_backups.key_id(),
            "ephemeral": base64.b64encode(point).decode(),
        }
        archive.writestr("manifest.json", json.dumps(manifest))
        for number, (name, content) in enumerate(entries.items()):
            iv = number.to_bytes(12, "big")
            sealed = iv + cipher.encrypt(iv, content, name.encode())
            archive.writestr(name, sealed)
    out.seek(0)
    return out


class TestBackup:
    def test_tells_the_key_of_this_server(self, client_of, db):
        told = client_of(SENDER).get(f"{FIELD}key").json()
        assert base64.b64decode(told["public_key"]) == field_backups.public_point()

    def test_is_taken_in_as_if_it_had_been_sent(self, officer, under_way):
        content, id = phones.photo(), uuid7()
        failed = phones.answer(
            phones.question(under_way),
            "FAIL",
            note="Thiếu.",
            files=[phones.hash_of(content)],
        )
        body = phones.body(under_way, answers=[failed], files=[phones.named(content)])
        backup = sealed_backup([(id, body)], [content], owner=officer(SENDER))
        for _ in range(2):
            (taken,) = cases.take_in_backup(
                upload=backup, by=officer(SENDER), at=phones.RECEIVED
            )
        assert (taken.record.pk, taken.missing) == (id, 0)
        assert taken.record.is_complete
        assert Finding.objects.count() == 1

    def test_a_draft_waits_for_the_phone(self, officer, under_way):
        draft = phones.body(under_way, finished_at=None, device_time=None)
        id = uuid7()
        backup = sealed_backup([(id, draft)], [], owner=officer(SENDER))
        (taken,) = cases.take_in_backup(
            upload=backup, by=officer(SENDER), at=phones.RECEIVED
        )
        assert taken.is_draft
        assert not taken.record.is_complete
        finished = phones.Phone(officer(SENDER)).send(phones.body(under_way), id)
        assert finished.is_complete

    def test_a_colleague_cannot_take_it_in(self, officer, under_way):
        backup = sealed_backup(
            [(uuid7(), phones.body(under_way))], [], owner=officer(SENDER)
        )
        with pytest.raises(cases.NotYourBackup):
            cases.take_in_backup(upload=backup, by=officer(LEAD), at=phones.RECEIVED)
        assert not FieldRecord.objects.exists()

    def test_refuses_what_is_no_backup(self, officer, under_way):
        good = sealed_backup([], [], owner=officer(SENDER)).getvalue()
        other = sealed_backup([], [], owner=officer(SENDER), key="0" * 16)
        for content in (b"", b"PK", good[:200], samples.archive(), other.getvalue()):
            with pytest.raises((BackupUnreadable, Refused)):
                cases.take_in_backup(
                    upload=io.BytesIO(content),
                    by=officer(SENDER),
                    at=phones.RECEIVED,
                )


class TestDevices:
    def test_says_how_many_records_wait(self, client_of, db):
        since = (timezone.now() - timedelta(days=2)).isoformat()
        told = {"name": "Pixel 8", "app": "1", "unsent": 3, "unsent_since": since}
        answer = put(client_of(SENDER), f"devices/{uuid7()}/", told)
        assert answer.keys() == {"server_time"}
        put(client_of("so.giamdoc"), f"devices/{uuid7()}/", told, 403)
