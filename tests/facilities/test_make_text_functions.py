from importlib import import_module

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, migrations

from kernel.folding import fold_plain

extension = import_module("facilities.migrations.0001_text_functions").TrigramExtension


def run() -> None:
    state = migrations.state.ProjectState()
    # The schema editor of a migration, inside the test's own transaction.
    with connection.schema_editor(atomic=False) as editor:
        extension().database_forwards("facilities", editor, state, state)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
class TestPlainNames:
    @pytest.mark.parametrize(
        "name",
        [
            "Nhà sách Ea H’leo",
            "ĐẶNG Thị Ƀ’lô",
            "Cty  In (Số 2)",
            "Nha\u0300 sa\u0301ch",
            "–",
        ],
    )
    def test_are_alike_here_and_in_the_database(self, name):
        with connection.cursor() as cursor:
            cursor.execute("SELECT vi_plain(%s)", [name])
            assert cursor.fetchone() == (fold_plain(name),)


@pytest.mark.django_db
class TestMakeTheTrigramExtension:
    def test_leaves_a_database_that_has_it(self):
        run()

    def test_makes_it_where_it_is_missing(self):
        sql("DROP EXTENSION pg_trgm CASCADE")
        run()
        sql("SELECT similarity('hoa', 'hoa')")

    def test_says_what_to_do_when_the_role_may_not(self):
        sql("DROP EXTENSION pg_trgm CASCADE")
        sql("CREATE ROLE without_rights")
        sql("SET LOCAL ROLE without_rights")

        with pytest.raises(ImproperlyConfigured, match="CREATE EXTENSION pg_trgm"):
            run()

        sql("RESET ROLE")
