"""What the register's columns and indexes need first: order by name and trigrams."""

from django.db import migrations

from facilities.migrations._text_functions import (
    VI_PERSON_SORT,
    VI_SORT,
    TrigramExtension,
)


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
