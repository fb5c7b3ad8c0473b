"""What the register's columns and indexes need first: order by name and trigrams."""

from django.contrib.postgres.operations import CreateExtension
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

# Letters of the alphabet become consecutive codes, which compare as bytes; the tones
# follow after a separator, so that they decide only between equal letters. Where a
# database has no ICU this equals ICU's order of Vietnamese names.
VI_SORT = r"""
CREATE OR REPLACE FUNCTION vi_sort(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(
    normalize(
      regexp_replace(
        normalize(lower(t), NFD), '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'),
      NFC),
    'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`a')
  || E'\x01'
  || translate(
    regexp_replace(
      normalize(lower(t), NFD), '[^ \u0300\u0301\u0303\u0309\u0323]+', '.', 'g'),
    E'\u0300\u0309\u0303\u0301\u0323', '12345')
$$
"""

# A person sorts by the given name, which stands last, then by the rest.
VI_PERSON_SORT = r"""
CREATE OR REPLACE FUNCTION vi_person_sort(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT vi_sort(regexp_replace(trim(t), '^(.*)\s(\S+)$', '\2 \1'))
$$
"""


class TrigramExtension(CreateExtension):
    """pg_trgm, or one sentence about what to do when the server lacks it."""

    def __init__(self) -> None:
        super().__init__("pg_trgm")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone():
                return
            cursor.execute(
                "SELECT current_database(), current_user,"
                " has_database_privilege(current_database(), 'CREATE'),"
                " (SELECT bool_or(trusted) OR bool_or(superuser) IS FALSE"
                "  FROM pg_available_extension_versions WHERE name = 'pg_trgm'),"
                " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            )
            database, role, may_create, trusted, is_superuser = cursor.fetchone()
        if trusted is None:
            raise ImproperlyConfigured(
                "This PostgreSQL server has no pg_trgm extension, which the search"
                " needs. Install PostgreSQL's contrib package (Debian:"
                " postgresql-contrib) on the server, then migrate again."
            )
        if not is_superuser and not (trusted and may_create):
            raise ImproperlyConfigured(
                f'The database role "{role}" may not create the extension pg_trgm,'
                f" which the search needs. Run as a superuser in the database"
                f' "{database}": CREATE EXTENSION pg_trgm; then migrate again.'
            )
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.RunSQL(VI_SORT, "DROP FUNCTION IF EXISTS vi_sort(text)"),
        migrations.RunSQL(
            VI_PERSON_SORT, "DROP FUNCTION IF EXISTS vi_person_sort(text)"
        ),
    ]
