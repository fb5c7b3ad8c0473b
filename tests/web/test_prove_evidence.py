"""A file of a case is proved: on its page, and outside with `sha256sum` alone."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from audit.models import AccessEvent
from cases import services
from cases.models import Case, CaseEvidence
from evidence import services as evidence
from evidence import storage
from evidence.kinds import Compartment, CustodyKind
from evidence.models import CustodyEvent, EvidenceFile
from reliability import stage
from tests.evidence import samples

PASSWORD = "mot-mat-khau-du-dai"  # noqa: S105 - of the cast, in this test
HANDLER, MANAGER, POLICE = "xa.bmt.thuly", "xa.bmt.lanhdao", "ca.pa03"
ASKED = {"reason": "Tòa án yêu cầu.", "password": PASSWORD}


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def case(officer) -> Case:
    """A case with two files of its own."""
    (case,) = stage.some_cases(stage.Cast.read(), 1, leads=("xa.bmt",))
    for number, name in enumerate((HANDLER, HANDLER)):
        services.attach_evidence(
            case=case,
            upload=io.BytesIO(samples.photo(size=(64, 40 + number))),
            name=f"{number}.jpg",
            by=officer(name),
            at=stage.BEGIN,
        )
    return case


def address(case: Case, tail: str = "") -> str:
    return f"/cases/{case.number}/findings/proofs/{tail}"


def unpacked(answer, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        found.extractall(folder)
    return folder


def sha256sum(folder: Path) -> subprocess.CompletedProcess[str]:
    """The ordinary tool, by itself."""
    return subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(content))


class TestBundleOfACase:
    def test_checks_out_with_sha256sum_alone(self, client_of, case, tmp_path):
        answer = client_of(HANDLER).post(address(case, "bundle/"), ASKED)
        done = sha256sum(unpacked(answer, tmp_path / "bundle"))

        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert done.stdout.count(": OK\n") == len(done.stdout.splitlines()) == 6
        listed = {line.split(":")[0] for line in done.stdout.splitlines()}
        folder = tmp_path / "bundle"
        kept = {
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if path.is_file()
        }
        assert listed == kept - {"SHA256SUMS"}

    @pytest.mark.parametrize("part", ["files", "trail.jsonl", "files.json"])
    def test_a_byte_changed_in_it_fails_the_check(
        self, client_of, case, tmp_path, part
    ):
        answer = client_of(HANDLER).post(address(case, "bundle/"), ASKED)
        folder = unpacked(answer, tmp_path / "bundle")
        found = folder / part
        changed = min(found.iterdir()) if found.is_dir() else found
        flip(changed)
        done = sha256sum(folder)

        assert done.returncode == 1
        failed = re.findall(r"^(.*): FAILED$", done.stdout, re.MULTILINE)
        assert failed == [str(changed.relative_to(folder))]
        assert done.stdout.count(": OK\n") == 5

    def test_leaves_the_same_trace_as_any_original(self, client_of, case):
        client_of(HANDLER).post(address(case, "bundle/"), ASKED)

        taken = CustodyEvent.objects.filter(kind=CustodyKind.DOWNLOADED)
        assert taken.count() == 2
        assert set(taken.values_list("note", flat=True)) == {ASKED["reason"]}
        exported = AccessEvent.objects.get(action="exported")
        assert exported.object_id == str(case.pk)

    def test_leaves_with_a_reason_and_a_proof_of_who_takes_it(self, client_of, case):
        client = client_of(HANDLER)
        for given in ({**ASKED, "reason": " "}, {**ASKED, "password": "falsch"}):
            assert client.post(address(case, "bundle/"), given).status_code == 422
        assert not CustodyEvent.objects.filter(kind=CustodyKind.DOWNLOADED).exists()

    def test_not_for_who_only_manages_or_stands_outside(self, client_of, case):
        assert client_of(MANAGER).get(address(case, "bundle/")).status_code == 403
        assert "bundle" not in client_of(MANAGER).get(address(case)).content.decode()
        for tail in ("", "bundle/"):
            assert client_of("so.thuly").get(address(case, tail)).status_code == 404

    def test_holds_no_file_of_a_closed_compartment(
        self, client_of, officer, case, tmp_path
    ):
        police = officer(POLICE)
        hidden = evidence.receive_file(
            upload=io.BytesIO(samples.photo(size=(64, 50))),
            name="a.jpg",
            compartment=Compartment.POLICE,
            by=police,
            at=stage.BEGIN,
        )
        CaseEvidence.objects.create(
            case=case, file=hidden, added_by=police, added_at=stage.BEGIN
        )
        answer = client_of(HANDLER).post(address(case, "bundle/"), ASKED)
        folder = unpacked(answer, tmp_path / "bundle")

        assert len(list((folder / "files").iterdir())) == 2
        text = "".join(p.read_text() for p in folder.glob("*.*"))
        assert hidden.stored_file_id not in text


class TestPageOfACase:
    def test_a_flipped_byte_is_shown_and_found_by_verify_trail(
        self, client_of, case, tmp_path
    ):
        client = client_of(HANDLER)
        assert "s-bad" not in client.get(address(case)).content.decode()
        file = EvidenceFile.objects.earliest("received_at", "pk")
        flip(storage.path_of(file.stored_file_id))

        page = client.get(address(case)).content.decode()
        assert page.count("s-bad") == 2  # the sentence above, and the one file
        checked = client.get(f"/evidence/{file.pk}/check/").content.decode()
        assert file.stored_file_id in checked
        found = storage.hash_of(storage.path_of(file.stored_file_id))
        assert found in checked
        with pytest.raises(CommandError, match=file.stored_file_id):
            call_command("verify_trail", stdout=io.StringIO(), stderr=io.StringIO())
        answer = client.post(address(case, "bundle/"), ASKED)
        done = sha256sum(unpacked(answer, tmp_path / "bundle"))
        assert f"files/{file.stored_file_id}.jpg: FAILED" in done.stdout

    def test_takes_as_many_queries_for_many_files(self, client_of, officer, case):
        client, asked = client_of(HANDLER), []
        client.get(address(case))
        for number in range(4):
            with CaptureQueriesContext(connection) as found:
                client.get(address(case))
            asked.append(len(found))
            services.attach_evidence(
                case=case,
                upload=io.BytesIO(samples.photo(size=(64, 60 + number))),
                name=f"{number}.jpg",
                by=officer(HANDLER),
                at=stage.BEGIN,
            )
        assert asked[0] == asked[-1] <= 40
