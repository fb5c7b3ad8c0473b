"""What is put back is what the services made: rows, trail, numbers, keys."""

import pytest
from django.db import connection, transaction

from cases.states import CaseState
from tests import remember
from tests.cases.walk import at_state

pytestmark = pytest.mark.django_db


def rows_since(key: int) -> dict[str, str]:
    """Every row that this transaction wrote, as text, by table."""
    found = {}
    with connection.cursor() as cursor:
        for name, *_rest in remember._tables():
            cursor.execute(
                f"SELECT string_agg(t::text, chr(10) ORDER BY t::text) FROM {name} t"  # noqa: S608
                " WHERE t.xmin::text::bigint >= %s",
                [key],
            )
            (text,) = cursor.fetchone()
            if text:
                found[name] = text
    return found


def begun() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


class TestOnce:
    @pytest.fixture(autouse=True)
    def forgotten(self, monkeypatch):
        monkeypatch.setattr(remember, "_KEPT", {})

    @pytest.fixture
    def made(self, officer, monkeypatch):
        """The rows of a walk that was walked; then it is undone."""
        # In a savepoint: undone, the transaction has an id and counts as touched.
        monkeypatch.setattr(remember, "_UNTOUCHED", "SELECT true, 0")
        with transaction.atomic():
            walk = at_state(officer, CaseState.EXECUTING)
            rows = rows_since(begun())
            transaction.set_rollback(True)
        return walk.case.pk, rows

    def test_puts_back_every_row_as_it_was_made(self, officer, made):
        pk, rows = made
        again = at_state(officer, CaseState.EXECUTING)

        assert again.case.pk == pk
        assert rows_since(begun()) == rows
        assert {"cases_case", "cases_caseevent", "audit_entry"} <= set(rows)

    def test_goes_on_from_there_through_the_services(self, officer, made):
        walk = at_state(officer, CaseState.EXECUTING)
        walk.pay()

        assert walk.case.decision.unpaid_vnd == 0

    def test_walks_where_something_was_written_before(self, officer):
        first = at_state(officer, CaseState.RECEIVED)
        second = at_state(officer, CaseState.RECEIVED)

        assert first.case.pk != second.case.pk
        assert first.case.number != second.case.number
