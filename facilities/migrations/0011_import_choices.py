from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facilities", "0010_coordinates")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="likely",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="importrow",
            name="choice",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not decided yet"),
                    ("SAME", "The same: update that one"),
                    ("NEW", "Another one: enter it as new"),
                    ("SKIP", "Leave this row out"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["", "SAME", "NEW", "SKIP"])),
                name="import_choice_known",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(("choice", "SAME")),
                fields=["place_key"],
                name="import_row_chosen",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(
                condition=models.Q(("likely", []), _negated=True),
                fields=["batch", "number"],
                name="import_row_doubtful",
            ),
        ),
    ]
