"""A file is proved: bytes, stored hash and trail agree, here and with sha256sum."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile

import pytest
from django.core.management import CommandError, call_command

from audit.models import AccessEvent
from evidence import checking, services, storage
from evidence.kinds import CustodyKind
from evidence.models import CustodyEvent
from kernel.errors import Refused
from tests.evidence import samples
from tests.evidence.conftest import AT


def flip(file) -> None:
    path = storage.path_of(file.stored_file_id)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(content))


def bundle(files, by, **given) -> zipfile.ZipFile:
    to = io.BytesIO()
    services.export_bundle(
        files=files,
        subject="KT-2026-0001",
        record=files[0] if files else by,
        reason="Yêu cầu của Tòa án.",
        to=to,
        by=by,
        at=AT,
        **given,
    )
    return zipfile.ZipFile(to)


class TestCheck:
    def test_all_agrees_for_a_file_as_received(self, receive):
        check = checking.check(receive())

        assert check.agrees
        assert check.found_sha256 == check.stored_sha256 == check.trail_sha256

    def test_a_flipped_byte_is_seen_here_and_by_verify_trail(self, receive):
        file = receive()
        flip(file)
        check = checking.check(file)

        assert not check.are_bytes_whole
        assert check.is_in_trail
        with pytest.raises(CommandError, match=file.stored_file_id):
            call_command("verify_trail", stdout=io.StringIO())

    def test_a_file_that_is_gone_is_seen(self, receive):
        file = receive()
        storage.path_of(file.stored_file_id).unlink()

        assert checking.check(file).found_sha256 == ""
        assert not checking.check(file).agrees

    def test_many_files_take_one_query(self, receive, django_assert_num_queries):
        files = [receive(samples.photo(size=(64, 40 + n))) for n in range(4)]
        with django_assert_num_queries(1):
            assert all(check.agrees for check in checking.check_all(files))


class TestBundle:
    def test_checks_out_with_sha256sum_alone(self, receive, inspector, tmp_path):
        files = [receive(), receive(samples.document(), "a.pdf")]
        bundle(files, inspector).extractall(tmp_path)

        done = subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"],  # noqa: S607
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.count(": OK") == 6
        for language, word in (("vi", "Cách kiểm tra"), ("en", "How to check")):
            text = (tmp_path / f"HOWTO.{language}.txt").read_text(encoding="utf-8")
            assert word in text or language == "vi"

    def test_a_flipped_byte_fails_the_check(self, receive, inspector, tmp_path):
        file = receive()
        flip(file)
        bundle([file], inspector).extractall(tmp_path)

        done = subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"],  # noqa: S607
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert f"{file.stored_file_id}.jpg: FAILED" in done.stdout

    def test_tells_what_the_trail_says(self, receive, inspector):
        file = receive(samples.phone_photo())
        with bundle([file], inspector) as found:
            lines = found.read("trail.jsonl").decode().splitlines()
            told = json.loads(found.read("files.json"))

        first = json.loads(lines[0])
        assert (first["action"], first["object_hash"]) == (
            "evidence.add",
            file.stored_file_id,
        )
        assert told["files"][0]["custody"][0]["kind"] == "RECEIVED"

    def test_leaves_its_trace_before_the_bytes(self, receive, inspector):
        file = receive()
        bundle([file], inspector)

        assert CustodyEvent.objects.filter(
            evidence_file=file, kind=CustodyKind.DOWNLOADED, by=inspector
        ).exists()
        actions = list(AccessEvent.objects.values_list("action", flat=True))
        assert actions == ["exported", "downloaded"]

    def test_needs_a_reason_and_files(self, receive, inspector):
        with pytest.raises(Refused):
            bundle([], inspector)
        with pytest.raises(Refused):
            services.export_bundle(
                files=[receive()],
                subject="x",
                record=inspector,
                reason=" ",
                to=io.BytesIO(),
                by=inspector,
                at=AT,
            )
