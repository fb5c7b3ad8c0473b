"""Hostile files at both doors: the phone's and the office's (security rules, 4)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from cases.models import Case
from evidence import storage
from evidence.kinds import MediaType
from evidence.models import EvidenceFile, StoredFile
from inspections.models import FieldRecord
from kernel.ids import uuid7
from reliability import stage
from tests.evidence import hostile, samples
from tests.evidence.hostile import BROKEN, KIND, SIZE, Sample
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.conftest import visit as visit

FIELD = "/api/v1/field/"
HANDLER, SENDER = "xa.bmt.thuly", "so.kiemtra"
_GPS = 0x8825


@dataclass
class Door:
    """Takes a file from somebody who is logged in; `page` names what was taken."""

    client: Client
    send: Callable[[Sample, bytes], HttpResponse]
    page: Callable[[], str]
    # What a refusal is answered with, by what is wrong with the file.
    refusals: dict[str, int]


@pytest.fixture
def office(client_of) -> Door:
    """The form of a case that takes files."""
    (case,) = stage.some_cases(stage.Cast.read(), 1, leads=("xa.bmt",))
    client = client_of(HANDLER)
    address = f"/cases/{case.number}/findings/files/"

    def send(sample: Sample, content: bytes) -> HttpResponse:
        line = "----a-line-that-no-file-has"
        said = f"form-data; name=\"files\"; filename*=UTF-8''{quote(sample.name)}"
        body = (
            f'--{line}\r\nContent-Disposition: form-data; name="compartment"'
            f"\r\n\r\nCASE\r\n--{line}\r\nContent-Disposition: {said}\r\n"
            f"Content-Type: image/jpeg\r\n\r\n"
        ).encode()
        body += content + f"\r\n--{line}--\r\n".encode()
        kind = f"multipart/form-data; boundary={line}"
        return client.post(address, body, content_type=kind)

    def page() -> str:
        number = Case.objects.get(pk=case.pk).number
        return client.get(f"/cases/{number}/findings/").content.decode()

    return Door(client, send, page, {KIND: 415, SIZE: 413, BROKEN: 422})


@pytest.fixture
def field(client_of, walk, visit) -> Door:
    """The address to which the phone app sends the bytes that a record names."""
    steps.begin(walk, visit)
    under_way, client = steps.reread(visit), client_of(SENDER)

    def put(path: str, body: object) -> HttpResponse:
        return client.put(f"{FIELD}{path}", body, content_type="application/json")

    def send(sample: Sample, content: bytes) -> HttpResponse:
        named = phones.named(content, name=sample.name)
        answer = put(f"records/{uuid7()}/", phones.body(under_way, files=[named]))
        if answer.status_code != 200:
            return answer
        return client.put(
            f"{FIELD}files/{phones.hash_of(content)}/",
            content,
            content_type="image/jpeg",
        )

    def page() -> str:
        record = FieldRecord.objects.latest("received_at")
        address = f"/inspections/field-records/{record.pk}/"
        return client.get(address).content.decode()

    return Door(client, send, page, {KIND: 422, SIZE: 413, BROKEN: 422})


@pytest.fixture(params=["field", "office"])
def door(request) -> Door:
    return request.getfixturevalue(request.param)


def on_disk(media_root: Path) -> list[Path]:
    return [path for path in media_root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("rule", hostile.REFUSED)
def test_is_refused_and_leaves_nothing(door, media_root, rule):
    found = {
        sample.name: door.send(sample, sample.content()).status_code
        for sample in hostile.REFUSED[rule]
    }

    assert found == {
        sample.name: door.refusals[sample.fault] for sample in hostile.REFUSED[rule]
    }
    assert not StoredFile.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert on_disk(media_root) == []


@pytest.mark.parametrize("rule", hostile.NEUTRALISED)
def test_is_harmless_where_it_is_looked_at(door, media_root, rule):
    for sample in hostile.NEUTRALISED[rule]:
        content = sample.content()
        before = EvidenceFile.objects.count()
        answer = door.send(sample, content)
        if sample.name in hostile.UNREADABLE and answer.status_code in {400, 422}:
            assert EvidenceFile.objects.count() == before
            continue
        assert answer.status_code in {200, 302}, (sample.name, answer.content[:500])
        check_kept(sample, content)
        check_shown(door)
    names = {path.name for path in on_disk(media_root) if "." not in path.name}
    assert names == set(StoredFile.objects.values_list("sha256", flat=True))


def test_another_suffix_never_stays(field, office):
    for sample in hostile.OTHER_SUFFIX:
        content = sample.content()
        assert office.send(sample, content).status_code == office.refusals[KIND]
        assert field.send(sample, content).status_code == 200
        check_kept(sample, content)
        check_shown(field)


def check_kept(sample: Sample, content: bytes) -> None:
    """The original as it came, under a name of ours, in our folder."""
    file = EvidenceFile.objects.latest("received_at")
    sha256 = phones.hash_of(content)
    assert file.stored_file_id == sha256
    assert storage.path_of(sha256).read_bytes() == content
    name = file.original_name
    assert len(name) <= 255
    assert not set(name) & set("/\\\0\r\n\u202e"), sample.name
    assert name.endswith((".jpg", ".png"))


def check_shown(door: Door) -> None:
    """The copy is another file, and no page speaks with the tongue of a name."""
    file = EvidenceFile.objects.latest("received_at")
    shown = door.client.get(f"/evidence/{file.pk}/")
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Cache-Control"] == "no-store"
    told = f'inline; filename="{file.stored_file_id[:12]}.jpg"'
    assert shown["Content-Disposition"] == told
    assert "Set-Cookie" not in shown.headers
    for secret in hostile.SECRETS:
        assert secret not in shown.content
    assert "<img src=x" not in door.page()
    assert "\u202e" not in door.page()


def test_the_place_is_in_the_original_and_not_in_the_copy(door):
    content = samples.phone_photo()
    door.send(Sample("gps.jpg", lambda: content), content)
    file = EvidenceFile.objects.get()

    with Image.open(storage.path_of(file.stored_file_id)) as original:
        assert original.getexif().get_ifd(_GPS)[1] == "N"
    shown = door.client.get(f"/evidence/{file.pk}/").content
    with Image.open(io.BytesIO(shown)) as copy:
        assert not copy.getexif().get_ifd(_GPS)
        assert "exif" not in copy.info


def test_the_kind_of_every_taken_file_is_known(door):
    """ "Type by content": what the sender calls it decides nothing."""
    content = samples.photo("PNG")
    door.send(Sample("a.png", lambda: content), content)  # its header says JPEG

    assert StoredFile.objects.get().media_type == MediaType.PNG
