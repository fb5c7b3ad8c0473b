"""Whatever is changed behind the triggers' back, the chain names the first break."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from audit import chain, trail
from audit.chain import Break, verify_chain
from audit.models import AccessEvent, ChainHead, Entry
from tests.moments import moment

AT = moment("05/03/2026")
HASHED = (
    ("at", "at + interval '1 microsecond'"),
    ("actor_id", "CASE WHEN actor_id IS NULL THEN 1 ELSE NULL END"),
    *(
        (column, "'other'")
        for column in (
            "actor_label",
            "acting_for",
            "agency_code",
            "relation",
            "action",
            "object_type",
            "object_id",
            "object_label",
            "request_id",
            "address",
        )
    ),
)
OF_ENTRY = (
    *HASHED,
    ("reason", "'other'"),
    ("object_hash", "'other'"),
    ("changes", "'{\"a\": [1, 3]}'"),
)
OF_ACCESS = (*HASHED, ("detail", "'{\"page\": 2}'"))


@pytest.fixture
def rows(officer) -> list[Entry]:
    """Three entries and three accesses behind whatever stands there already."""
    inspector = officer("so.kiemtra")
    for _ in range(3):
        trail.record_access(
            action="viewed", record=None, at=AT, by=inspector, detail={"page": 1}
        )
    return [
        trail.record(
            action="case.edit",
            record=None,
            at=AT,
            by=inspector,
            before={"a": 1},
            after={"a": 2},
        )
        for _ in range(3)
    ]


class TestVerifyChain:
    def test_hashes_every_column_of_both_trails(self):
        unhashed = {"seq", "previous_hash", "hash"}
        for model, changes in ((Entry, OF_ENTRY), (AccessEvent, OF_ACCESS)):
            columns = {field.column for field in model._meta.fields} - unhashed
            assert columns == {column for column, _other in changes}

    @pytest.mark.parametrize(("column", "other"), OF_ENTRY)
    def test_finds_a_changed_column_of_an_entry(self, rows, tamper, column, other):
        seq = rows[1].seq
        tamper(_changed("audit_entry", column, other), seq)

        assert verify_chain(Entry) == Break(
            "audit.Entry", seq, "its content is not what was hashed when it was written"
        )

    @pytest.mark.parametrize(("column", "other"), OF_ACCESS)
    def test_finds_a_changed_column_of_an_access(self, rows, tamper, column, other):
        event = AccessEvent.objects.order_by("-seq")[1]
        other = "'printed'" if column == "action" else other
        tamper(_changed("audit_accessevent", column, other), event.seq)

        assert verify_chain(AccessEvent).seq == event.seq

    def test_finds_a_row_hashed_anew(self, rows, tamper):
        """Who can change a row can compute its hash; the next row still tells."""
        seq = rows[0].seq
        tamper("UPDATE audit_entry SET reason = 'other' WHERE seq = %s", seq)
        tamper(
            "UPDATE audit_entry e SET hash = encode(sha256(convert_to("
            "previous_hash || audit_canonical(e), 'UTF8')), 'hex') WHERE seq = %s",
            seq,
        )

        assert verify_chain(Entry) == Break(
            "audit.Entry", seq + 1, "it does not continue the row before it"
        )

    def test_finds_a_row_taken_out(self, rows, tamper):
        tamper("DELETE FROM audit_entry WHERE seq = %s", rows[1].seq)

        assert verify_chain(Entry) == Break(
            "audit.Entry", rows[1].seq, "this number is missing"
        )

    def test_finds_two_rows_exchanged(self, rows, tamper):
        first, second = rows[0].seq, rows[1].seq
        tamper("UPDATE audit_entry SET seq = -1 WHERE seq = %s", first)
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = %s", first, second)
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = -1", second)

        assert verify_chain(Entry).seq == first

    def test_reads_in_batches_and_tells_how_far(self, rows, tamper, monkeypatch):
        monkeypatch.setattr(chain, "_ROWS_AT_A_TIME", 2)
        told: list[int] = []

        assert verify_chain(Entry, progress=told.append) is None
        assert told[-1] == Entry.objects.count()
        assert len(told) == -(-told[-1] // 2)

        tamper("UPDATE audit_entry SET reason = 'x' WHERE seq = %s", rows[2].seq)
        assert verify_chain(Entry).seq == rows[2].seq


@pytest.mark.django_db(transaction=True)
class TestChainOfCommittedRows:
    def test_finds_the_newest_rows_taken_away(self, rows, tamper):
        last = rows[-1].seq
        tamper("DELETE FROM audit_entry WHERE seq >= %s", last - 1)

        assert verify_chain(Entry) == Break(
            "audit.Entry", last - 1, f"rows up to {last} were taken away"
        )

    def test_finds_the_whole_trail_taken_away(self, rows, tamper):
        tamper("TRUNCATE audit_entry CASCADE")

        assert verify_chain(Entry).what == f"rows up to {rows[-1].seq} were taken away"

    def test_finds_the_last_row_written_anew(self, rows, tamper):
        seq = rows[-1].seq
        tamper("UPDATE audit_entry SET reason = 'other' WHERE seq = %s", seq)
        tamper(
            "UPDATE audit_entry e SET hash = encode(sha256(convert_to("
            "previous_hash || audit_canonical(e), 'UTF8')), 'hex') WHERE seq = %s",
            seq,
        )

        assert verify_chain(Entry) == Break(
            "audit.Entry", seq, "another hash was written down for this row"
        )

    def test_finds_an_end_that_was_moved_back(self, rows, tamper):
        tamper("UPDATE audit_chainhead SET seq = 0, hash = ''")

        assert verify_chain(Entry).what == "this row was added behind the chain's end"

    def test_writes_down_one_end_for_each_transaction(self, rows):
        with transaction.atomic():
            entries = [
                trail.record(action="case.edit", record=None, at=AT, by=None)
                for _ in range(3)
            ]
        head = ChainHead.objects.get(chain="audit_entry")

        assert (head.seq, head.hash) == (entries[-1].seq, entries[-1].hash)

    def test_has_no_gap_and_no_fork_under_concurrent_writers(self, officer):
        inspector = officer("so.kiemtra")
        workers, acts = 6, 15
        start = Entry.objects.count()
        gate, failures = threading.Barrier(workers), []

        def work(worker: int) -> None:
            try:
                gate.wait()
                for act in range(acts):
                    _act(worker, act)
            except Exception as failure:
                failures.append(failure)
                raise
            finally:
                connection.close()

        def _act(worker: int, act: int) -> None:
            # Every third act fails after it wrote to the trail.
            try:
                with transaction.atomic():
                    trail.record(
                        action="case.edit",
                        record=None,
                        at=AT,
                        by=inspector,
                        reason=f"{worker}/{act}",
                    )
                    if act % 3 == 2:
                        raise _Undone
            except _Undone:
                pass

        threads = [threading.Thread(target=work, args=(n,)) for n in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        kept = workers * acts * 2 // 3
        assert failures == []
        assert list(Entry.objects.values_list("seq", flat=True)) == list(
            range(1, start + kept + 1)
        )
        assert verify_chain(Entry) is None


class _Undone(Exception):
    pass


def _changed(table: str, column: str, other: str) -> str:
    return f"UPDATE {table} SET {column} = {other} WHERE seq = %s"  # noqa: S608
