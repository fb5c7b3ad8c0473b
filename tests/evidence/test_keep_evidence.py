"""Evidence never changes (INV-10); corrections are marks beside it."""

from __future__ import annotations

import os

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit.models import Entry
from evidence import services, storage
from evidence.kinds import Compartment, CustodyKind
from evidence.models import CustodyEvent, EvidenceFile, StoredFile
from kernel.errors import NotPermitted, NotReady, Refused
from tests.evidence.conftest import AT
from tests.moments import moment

LATER = moment("06/03/2026")
CHANGEABLE = {
    EvidenceFile: {
        "caption",
        "compartment",
        "invalid_at",
        "invalid_by_id",
        "invalid_reason",
    },
    StoredFile: {"scan_state", "scanned_at"},
    CustodyEvent: set(),
}


class TestMarkInvalid:
    def test_strikes_the_file_out_and_keeps_it(self, receive, officer, stored_bytes):
        file, lead, kept = receive(), officer("so.truongdoan"), stored_bytes()

        services.mark_invalid(
            evidence_file=file, reason=" Chụp nhầm cơ sở ", by=lead, at=LATER
        )

        file.refresh_from_db()
        assert file.is_invalid
        assert (file.invalid_by, file.invalid_reason) == (lead, "Chụp nhầm cơ sở")
        assert not EvidenceFile.objects.valid().exists()
        assert stored_bytes() == kept
        entry = Entry.objects.latest("seq")
        assert (entry.action, entry.reason) == (
            "evidence.mark_invalid",
            "Chụp nhầm cơ sở",
        )

    def test_asks_for_a_reason(self, receive, inspector):
        with pytest.raises(Refused):
            services.mark_invalid(
                evidence_file=receive(), reason=" ", by=inspector, at=LATER
            )

    def test_happens_once(self, receive, inspector):
        file = receive()
        services.mark_invalid(evidence_file=file, reason="Mờ", by=inspector, at=LATER)

        with pytest.raises(NotReady):
            services.mark_invalid(
                evidence_file=file, reason="Rất mờ", by=inspector, at=LATER
            )

    def test_is_closed_outside_the_compartment(self, receive, officer):
        file = receive(compartment=Compartment.AGENCY)

        with pytest.raises(NotPermitted):
            services.mark_invalid(
                evidence_file=file, reason="Mờ", by=officer("ca.pa03"), at=LATER
            )


class TestRecordCustody:
    def test_adds_a_link(self, receive, inspector):
        file = receive()

        services.record_custody(
            evidence_file=file,
            kind=CustodyKind.HANDED_OVER,
            by=inspector,
            at=LATER,
            note="Giao PA03, số 066123456789",
        )

        assert [event.kind for event in file.custody_events.all()] == [
            CustodyKind.RECEIVED,
            CustodyKind.HANDED_OVER,
        ]
        entry = Entry.objects.latest("seq")
        assert entry.action == "custody.record"
        assert "066123456789" not in str(entry.changes)  # never the text of notes


class TestEvidenceTable:
    @pytest.mark.parametrize("model", CHANGEABLE, ids=lambda m: m.__name__)
    def test_refuses_a_change_of_every_other_column(self, receive, model):
        receive()
        fixed = {f.column for f in model._meta.fields} - CHANGEABLE[model]
        for column in sorted(fixed):
            with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
                _execute(_changing(model, column))

    @pytest.mark.parametrize("model", CHANGEABLE, ids=lambda m: m.__name__)
    def test_refuses_to_lose_rows(self, receive, model):
        receive()
        _execute("SET CONSTRAINTS ALL IMMEDIATE")  # as after the commit
        table = model._meta.db_table
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608
            with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
                _execute(statement)

    def test_refuses_a_hash_that_is_none(self, db):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.create(
                sha256="../etc/passwd", size=1, media_type="image/png", stored_at=AT
            )

    def test_refuses_an_invalid_mark_without_a_reason(self, receive):
        receive()
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceFile.objects.update(invalid_at=LATER)


class TestSweepOrphans:
    """ "every file has a row or is under one hour old": INV-9."""

    @pytest.fixture
    def orphan(self, receive):
        """What is left of an act that was rolled back."""
        with transaction.atomic():
            file = receive()
            transaction.set_rollback(True)
        return storage.path_of(file.stored_file_id)

    @pytest.mark.parametrize(("minutes", "stays"), [(59, True), (61, False)])
    def test_waits_an_hour(self, orphan, minutes, stays):
        _age(orphan, minutes)

        assert storage.sweep_orphans(at=LATER) == (0 if stays else 1)
        assert orphan.exists() is stays

    def test_leaves_files_with_a_row(self, receive):
        path = storage.path_of(receive().stored_file_id)
        _age(path, 10_000)

        assert storage.sweep_orphans(at=LATER) == 0
        assert path.exists()

    def test_takes_torn_uploads_too(self, receive, media_root):
        receive()
        torn = media_root / "evidence" / "incoming" / "tmp1"
        torn.write_bytes(b"half")
        _age(torn, 61)

        assert storage.sweep_orphans(at=LATER) == 1
        assert not torn.exists()

    def test_runs_as_a_command(self, db, capsys):
        call_command("sweep_orphans")

        assert "0 files removed" in capsys.readouterr().out


def _age(path, minutes: int) -> None:
    then = LATER.timestamp() - minutes * 60
    os.utime(path, (then, then))


def _changing(model, column: str) -> str:
    """An UPDATE that gives the column another value of its own type."""
    field = next(f for f in model._meta.fields if f.column == column)
    if field.null:
        value = f"CASE WHEN {column} IS NULL THEN {_some(field)} END"
    else:
        value = _some(field)
    return f"UPDATE {model._meta.db_table} SET {column} = {value}"  # noqa: S608


def _some(field) -> str:
    kind = field.target_field.get_internal_type() if field.is_relation else None
    return {
        "UUIDField": "gen_random_uuid()",
        "DateTimeField": "now()",
        "DecimalField": "1",
        "BooleanField": f"NOT {field.column}",
        "BigAutoField": "-1",
        "BigIntegerField": "-1",
        "PositiveIntegerField": "7",
    }.get(kind or field.get_internal_type(), "'x'")


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
