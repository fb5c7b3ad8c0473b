"""`verify_trail` reads everything again and names the first thing that was changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import documents.services
import documents.storage
from audit.models import ChainHead, Entry
from cases.models import CaseEvent
from cases.services import RecordInput
from documents.models import IssuedDocument
from evidence import services as evidence_services
from evidence import storage
from evidence.models import EvidenceFile
from tests.cases.walk import INSPECTOR, received
from tests.evidence import samples
from tests.moments import moment

AT = moment("05/03/2026")

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence_file(officer) -> EvidenceFile:
    return evidence_services.receive_file(
        upload=io.BytesIO(samples.photo()), name="a.jpg", by=officer(INSPECTOR), at=AT
    )


@pytest.fixture
def paper(officer) -> IssuedDocument:
    """The violation record of a case, issued; its steps stand in the trail."""
    walk = received(officer)
    walk.verify()
    walk.open()
    walk.step(
        documents.services.make_record,
        INSPECTOR,
        moment("05/03/2026", "10:00"),
        content=RecordInput(place="Nhà sách Hoa Cúc"),
    )
    return IssuedDocument.objects.get(case=walk.case)


class TestVerifyTrail:
    def test_counts_what_it_read_and_prints_the_ends(self, paper, evidence_file):
        told = _verify()

        assert _count(told, "entries of the trail") == Entry.objects.count()
        assert _count(told, "steps of cases") == CaseEvent.objects.count() > 0
        for label in (
            "evidence files",
            "evidence in the trail",
            "issued documents",
            "issued documents in the trail",
        ):
            assert _count(told, label) == 1
        assert told.count("whole") == 9
        for head in ChainHead.objects.all():
            assert f"{head.chain} ends at {head.seq} {head.hash}" in told

    def test_finds_a_changed_entry(self, evidence_file, tamper):
        seq = Entry.objects.latest("seq").seq
        tamper("UPDATE audit_entry SET reason = 'x' WHERE seq = %s", seq)

        assert f"audit.Entry {seq}: its content is not what" in _broken()

    def test_finds_a_flipped_byte_in_an_evidence_file(self, evidence_file):
        sha256 = evidence_file.stored_file_id
        _flip_a_byte(storage.path_of(sha256))

        broken = _broken()
        assert f"evidence.StoredFile: file {sha256} has other bytes" in broken

    def test_finds_a_missing_evidence_file(self, evidence_file):
        storage.path_of(evidence_file.stored_file_id).unlink()

        assert "cannot be read: No such file" in _broken()

    def test_finds_a_flipped_byte_in_an_issued_document(self, paper):
        _flip_a_byte(documents.storage.path_of(paper.sha256))

        assert f"documents.IssuedDocument: file {paper.sha256} has other" in _broken()

    def test_finds_evidence_exchanged_with_its_file(self, evidence_file, tamper):
        """Another photo, well stored, in place of the one that was received."""
        other = evidence_services.receive_file(
            upload=io.BytesIO(samples.photo("PNG")),
            name="b.png",
            by=evidence_file.added_by,
            at=AT,
        )
        tamper(
            "UPDATE evidence_evidencefile SET stored_file_id = %s WHERE id = %s",
            other.stored_file_id,
            evidence_file.pk,
        )

        assert "is gone or names another file" in _broken()

    def test_finds_a_row_of_evidence_taken_away(self, evidence_file, tamper):
        tamper("DELETE FROM evidence_custodyevent")
        tamper("DELETE FROM evidence_evidencefile")

        assert "evidence.EvidenceFile" in _broken()

    def test_finds_a_changed_step_of_a_case(self, paper, tamper):
        event = CaseEvent.objects.order_by("entry_id").first()
        tamper(
            "UPDATE cases_caseevent SET occurred_on = occurred_on - 1 WHERE id = %s",
            event.pk,
        )

        assert f"cases.CaseEvent {event.entry_id}: the step" in _broken()

    def test_finds_a_step_of_a_case_taken_away(self, paper, tamper):
        event = CaseEvent.objects.order_by("-entry_id").first()
        tamper("DELETE FROM cases_caseevent WHERE id = %s", event.pk)

        assert f"cases.CaseEvent {event.entry_id}: the step of case" in _broken()

    def test_names_the_first_break_of_every_kind(self, evidence_file, tamper):
        tamper("UPDATE audit_entry SET reason = 'x'")
        _flip_a_byte(storage.path_of(evidence_file.stored_file_id))

        assert _broken().count("First broken link") == 2


def _verify() -> str:
    told = io.StringIO()
    call_command("verify_trail", stdout=told)
    return told.getvalue()


def _broken() -> str:
    with pytest.raises(CommandError) as error:
        _verify()
    assert error.value.returncode != 0
    return str(error.value)


def _count(told: str, label: str) -> int:
    (line,) = (line for line in told.splitlines() if line[:32].strip() == label)
    return int(line[32:44])


def _flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
