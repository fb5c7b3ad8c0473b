"""Indexes of an import: like records found without reading a ward, rows to take in."""

from django.db import migrations, models

import facilities.identity_keys
from facilities.migrations._text_functions import (
    NAME_LETTERS,
    PLACE_HOUSE,
    PLACE_STREET,
)


class Migration(migrations.Migration):
    dependencies = [("facilities", "0011_import_choices")]

    operations = [
        migrations.RunSQL(PLACE_HOUSE, "DROP FUNCTION IF EXISTS place_house(text)"),
        migrations.RunSQL(PLACE_STREET, "DROP FUNCTION IF EXISTS place_street(text)"),
        migrations.RunSQL(NAME_LETTERS, "DROP FUNCTION IF EXISTS name_letters(text)"),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                models.F("ward"),
                facilities.identity_keys.PlaceHouse("bare_text"),
                name="address_of_house",
            ),
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                models.F("ward"),
                facilities.identity_keys.PlaceStreet("bare_text"),
                name="address_in_street",
            ),
        ),
        migrations.AddIndex(
            model_name="facility",
            index=models.Index(
                models.F("ward"),
                facilities.identity_keys.NameLetters("bare_name"),
                name="facility_by_letters",
            ),
        ),
        migrations.AddIndex(
            model_name="facilityname",
            index=models.Index(fields=["bare_name"], name="former_name_bared"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(
                    ("outcome", ""),
                    ("verdict__in", ("GOOD", "FLAGGED")),
                    models.Q(("choice", "SKIP"), _negated=True),
                ),
                fields=["batch", "number"],
                name="import_row_to_take",
            ),
        ),
    ]
