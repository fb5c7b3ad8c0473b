"""The trail only grows: security rules, section 3 ("insert-only tables")."""

from __future__ import annotations

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from audit import trail
from audit.models import ChainHead, Entry
from audit.protection import FirmTrigger
from tests.moments import moment

AT = moment("05/03/2026")
TABLES = ("audit_entry", "audit_accessevent", "audit_chainhead")
STATEMENTS = (
    "UPDATE {} SET hash = 'x'",
    "UPDATE {} SET hash = 'x' WHERE false",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "INSERT INTO audit_chainhead (chain, seq, hash) VALUES ('{}', 1, 'x')",
)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
class TestAppendOnlyTable:
    def test_refuses_the_owner_of_the_tables(self, db, table, statement):
        with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
            connection.cursor().execute(statement.format(table))

    def test_refuses_with_triggers_asked_to_look_away(self, db, table, statement):
        """`SET pgtrigger.ignore` switches off django-pgtrigger's own protection."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT array_agg(tgname)::text FROM pg_trigger WHERE NOT tgisinternal"
            )
            (names,) = cursor.fetchone()
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
            with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
                cursor.execute(statement.format(table))


class TestAppendOnlyTrail:
    def test_refuses_a_stranger_with_psql(self, outsider):
        trail.record(action="case.edit", record=None, at=AT, by=None)
        kept = list(Entry.objects.values_list("hash", flat=True))

        for table in TABLES:
            for statement in STATEMENTS:
                with pytest.raises(psycopg.errors.RestrictViolation):
                    outsider.execute(statement.format(table))

        assert list(Entry.objects.values_list("hash", flat=True)) == kept
        assert ChainHead.objects.filter(chain="audit_entry").exists()

    def test_refuses_an_insert_that_would_overwrite(self, db):
        entry = trail.record(action="case.edit", record=None, at=AT, by=None)
        with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = %s"
                " ON CONFLICT (seq) DO UPDATE SET reason = 'x'",
                [entry.seq],
            )

    def test_refuses_saving_and_deleting_through_models(self, db):
        entry = trail.record(action="case.edit", record=None, at=AT, by=None)
        entry.reason = "another"
        with pytest.raises(IntegrityError), transaction.atomic():
            entry.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            entry.delete()


class TestApplicationRole:
    """ "The application's database role has INSERT and SELECT only": section 3."""

    def test_writes_the_trail_with_no_more_than_that(self, db):
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE trail_writer")
            cursor.execute(
                "GRANT SELECT, INSERT ON audit_entry, audit_accessevent TO trail_writer"
            )
            cursor.execute("SET LOCAL ROLE trail_writer")
            entry = trail.record(action="case.edit", record=None, at=AT, by=None)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at the commit
            cursor.execute("RESET ROLE")

        assert ChainHead.objects.get(chain="audit_entry").hash == entry.hash

    def test_is_not_misled_by_tables_of_its_own(self, db):
        """A temporary table of the same name would else stand in for the trail."""
        first = trail.record(action="case.edit", record=None, at=AT, by=None)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE audit_entry (seq bigint, hash text)")
            cursor.execute(
                "INSERT INTO public.audit_entry (at, actor_label, acting_for,"
                " agency_code, relation, action, object_type, object_id, object_label,"
                " request_id, address, reason, changes, object_hash) VALUES (now(),"
                " 'x', '', '', '', 'x', '', '', '', '', '', '', '{}', '')"
                " RETURNING seq, previous_hash"
            )
            assert cursor.fetchone() == (first.seq + 1, first.hash)


class TestFirmTrigger:
    def test_guards_every_table_that_is_declared_insert_only(self, db):
        """No app's insert-only table falls back to a trigger that can be ignored."""
        installed = _names_of_triggers()
        declared = [
            (model, trigger)
            for model in apps.get_models()
            for trigger in getattr(model._meta, "triggers", ())
            if isinstance(trigger, FirmTrigger)
        ]

        assert {"Entry", "AccessEvent", "CustodyEvent"} <= {
            model.__name__ for model, _trigger in declared
        }
        missing = [
            f"{model.__name__}: {trigger.name}"
            for model, trigger in declared
            if trigger.get_pgid(model) not in installed
        ]
        assert missing == []


def _names_of_triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'")
        return {name for (name,) in cursor.fetchall()}
