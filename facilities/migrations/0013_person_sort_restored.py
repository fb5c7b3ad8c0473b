"""Order by person's name is written out: one function that called another by its bare
name let no dump of the database be restored."""

from django.db import migrations

from facilities.migrations._text_functions import VI_PERSON_SORT


class Migration(migrations.Migration):
    dependencies = [("facilities", "0012_likeness")]

    operations = [migrations.RunSQL(VI_PERSON_SORT, migrations.RunSQL.noop)]
