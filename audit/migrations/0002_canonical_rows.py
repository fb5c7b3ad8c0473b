"""The text of a row that is hashed, as SQL that the trigger and the check share."""

from typing import ClassVar

from django.db import migrations

from audit.migrations._canonical_rows import FUNCTIONS


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial")]

    operations: ClassVar = FUNCTIONS
