"""All tables at once, as the migrations that it replaces left them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import facilities.identity_keys
import facilities.name_order
import kernel.ids
from facilities.migrations._text_functions import (
    IDENTITY_NAME,
    IDENTITY_PLACE,
    NAME_LETTERS,
    PLACE_HOUSE,
    PLACE_STREET,
    VI_FOLD,
    VI_PERSON_SORT,
    VI_PLAIN,
    VI_SORT,
    TrigramExtension,
)
from kernel.create_together import CreateTogether

FUNCTIONS = {
    "vi_sort": VI_SORT,
    "vi_person_sort": VI_PERSON_SORT,
    "vi_plain": VI_PLAIN,
    "vi_fold": VI_FOLD,
    "identity_name": IDENTITY_NAME,
    "identity_place": IDENTITY_PLACE,
    "place_house": PLACE_HOUSE,
    "place_street": PLACE_STREET,
    "name_letters": NAME_LETTERS,
}


class Migration(migrations.Migration):
    replaces = [
        ("facilities", "0001_text_functions"),
        ("facilities", "0002_registry"),
        ("facilities", "0003_import_batches"),
        ("facilities", "0004_identity"),
        ("facilities", "0005_print_jobs"),
        ("facilities", "0006_risk"),
        ("facilities", "0007_links"),
        ("facilities", "0008_search"),
        ("facilities", "0009_whole_record"),
        ("facilities", "0010_coordinates"),
        ("facilities", "0011_import_choices"),
        ("facilities", "0012_likeness"),
        ("facilities", "0013_person_sort_restored"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
        ("evidence", "0001_together"),
    ]

    operations = [
        TrigramExtension(),
        *(
            migrations.RunSQL(function, f"DROP FUNCTION IF EXISTS {name}(text)")
            for name, function in FUNCTIONS.items()
        ),
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "subject_kind",
                            models.CharField(
                                choices=[
                                    ("ORGANISATION", "Organisation"),
                                    ("INDIVIDUAL", "Individual"),
                                    ("HOUSEHOLD", "Household business"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(max_length=250)),
                        ("tax_code", models.CharField(blank=True, max_length=14)),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[("MALE", "Male"), ("FEMALE", "Female")],
                                max_length=10,
                            ),
                        ),
                        ("born_on", models.DateField(blank=True, null=True)),
                        (
                            "nationality",
                            models.CharField(
                                blank=True, default="Việt Nam", max_length=60
                            ),
                        ),
                        ("occupation", models.CharField(blank=True, max_length=120)),
                        ("address_text", models.CharField(blank=True, max_length=300)),
                        (
                            "legacy_address",
                            models.CharField(blank=True, max_length=300),
                        ),
                        (
                            "business_registration_no",
                            models.CharField(blank=True, max_length=60),
                        ),
                        (
                            "business_registration_on",
                            models.DateField(blank=True, null=True),
                        ),
                        (
                            "business_registration_issuer",
                            models.CharField(blank=True, max_length=200),
                        ),
                        ("founded_on", models.DateField(blank=True, null=True)),
                        (
                            "legal_representative_name",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "legal_representative_title",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "legal_representative_gender",
                            models.CharField(
                                blank=True,
                                choices=[("MALE", "Male"), ("FEMALE", "Female")],
                                max_length=10,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("search_text", models.TextField(editable=False)),
                        (
                            "name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        subject_kind="INDIVIDUAL",
                                        then=facilities.name_order.ViPersonSort(
                                            models.F("name")
                                        ),
                                    ),
                                    default=facilities.name_order.ViSort(
                                        models.F("name")
                                    ),
                                ),
                                output_field=models.CharField(
                                    db_collation="C", max_length=600
                                ),
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField()),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="agencies.ward",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "parties",
                        "ordering": ["name_key", "id"],
                        "indexes": [
                            models.Index(
                                fields=["name_key", "id"], name="party_by_name"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "search_text", config="simple"
                                ),
                                name="party_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="party_search_trigram",
                                opclasses=["gin_trgm_ops"],
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "subject_kind__in",
                                        ["ORGANISATION", "INDIVIDUAL", "HOUSEHOLD"],
                                    )
                                ),
                                name="party_subject_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="party_named",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("tax_code", ""), _negated=True),
                                fields=("tax_code",),
                                name="party_tax_code_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Facility",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("code", models.CharField(max_length=30, unique=True)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "PRINTER_PUBLICATION",
                                            "Printer of publications",
                                        ),
                                        (
                                            "PRINTER_LICENSED",
                                            "Printer of licensed products",
                                        ),
                                        ("PRINTER_DECLARED", "Other printer"),
                                        ("PHOTOCOPY", "Photocopy service"),
                                        ("PUBLISHER", "Publisher"),
                                        (
                                            "REP_OFFICE",
                                            "Representative office of a foreign body",
                                        ),
                                        ("DISTRIBUTOR", "Distributor of publications"),
                                        (
                                            "ONLINE_PLATFORM",
                                            "Platform for electronic publications",
                                        ),
                                        (
                                            "ONLINE_SHOP",
                                            "Shop on a platform or social network",
                                        ),
                                        ("IMPORTER", "Importer of publications"),
                                        (
                                            "NON_COMMERCIAL_ISSUER",
                                            "Issuer of non-commercial publications",
                                        ),
                                    ],
                                    max_length=30,
                                ),
                                size=None,
                            ),
                        ),
                        ("unknown_owner", models.BooleanField(default=False)),
                        ("name", models.CharField(max_length=250)),
                        ("trade_name", models.CharField(blank=True, max_length=250)),
                        (
                            "subject_kind",
                            models.CharField(
                                choices=[
                                    ("ORGANISATION", "Organisation"),
                                    ("INDIVIDUAL", "Individual"),
                                    ("HOUSEHOLD", "Household business"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("tax_code", models.CharField(blank=True, max_length=14)),
                        (
                            "business_key",
                            models.CharField(editable=False, max_length=80),
                        ),
                        (
                            "business_registration_no",
                            models.CharField(blank=True, max_length=60),
                        ),
                        (
                            "business_registration_on",
                            models.DateField(blank=True, null=True),
                        ),
                        (
                            "business_registration_issuer",
                            models.CharField(blank=True, max_length=200),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("ACTIVE", "Active"),
                                    ("PAUSED", "Paused"),
                                    ("ENDED", "Ended"),
                                    ("UNVERIFIED", "Not verified"),
                                ],
                                default="UNVERIFIED",
                                max_length=20,
                            ),
                        ),
                        ("status_since", models.DateField()),
                        ("uses_it", models.BooleanField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("search_text", models.TextField(editable=False)),
                        (
                            "name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=facilities.name_order.ViSort(
                                    models.F("name")
                                ),
                                output_field=models.CharField(
                                    db_collation="C", max_length=600
                                ),
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField()),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facilities",
                                to="agencies.ward",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facilities",
                                to="facilities.party",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "bare_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=facilities.identity_keys.BareName(
                                    models.F("name")
                                ),
                                output_field=models.CharField(max_length=600),
                            ),
                        ),
                        (
                            "risk",
                            models.SmallIntegerField(
                                blank=True, editable=False, null=True
                            ),
                        ),
                        (
                            "has_sourced_risk",
                            models.BooleanField(default=False, editable=False),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "facilities",
                        "ordering": ["name_key", "id"],
                        "indexes": [
                            models.Index(
                                fields=["name_key", "id"], name="facility_by_name"
                            ),
                            models.Index(
                                fields=["business_key"], name="facility_of_business"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["kinds"], name="facility_by_kind"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "search_text", config="simple"
                                ),
                                name="facility_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="facility_search_trigram",
                                opclasses=["gin_trgm_ops"],
                            ),
                            models.Index(
                                facilities.name_order.ViPlain("name"),
                                name="facility_by_plain_name",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["bare_name"],
                                name="facility_name_trigram",
                                opclasses=["gin_trgm_ops"],
                            ),
                            models.Index(
                                models.OrderBy(
                                    models.F("risk"), descending=True, nulls_last=True
                                ),
                                models.F("name_key"),
                                models.F("id"),
                                name="facility_by_risk",
                            ),
                            models.Index(
                                condition=models.Q(("has_sourced_risk", True)),
                                fields=["id"],
                                name="facility_of_sourced_risk",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "name", "trade_name", config="simple"
                                ),
                                name="facility_marked",
                            ),
                            models.Index(
                                condition=models.Q(("merged_into__isnull", True)),
                                fields=["status", "uses_it"],
                                name="facility_uses_it",
                            ),
                            models.Index(
                                models.F("ward"),
                                facilities.identity_keys.NameLetters("bare_name"),
                                name="facility_by_letters",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kinds__contained_by",
                                        [
                                            "PRINTER_PUBLICATION",
                                            "PRINTER_LICENSED",
                                            "PRINTER_DECLARED",
                                            "PHOTOCOPY",
                                            "PUBLISHER",
                                            "REP_OFFICE",
                                            "DISTRIBUTOR",
                                            "ONLINE_PLATFORM",
                                            "ONLINE_SHOP",
                                            "IMPORTER",
                                            "NON_COMMERCIAL_ISSUER",
                                        ],
                                    ),
                                    ("kinds__len__gte", 1),
                                ),
                                name="facility_kinds_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "subject_kind__in",
                                        ["ORGANISATION", "INDIVIDUAL", "HOUSEHOLD"],
                                    )
                                ),
                                name="facility_subject_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["ACTIVE", "PAUSED", "ENDED", "UNVERIFIED"],
                                    )
                                ),
                                name="facility_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="facility_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unknown_owner", False),
                                    ("party__isnull", True),
                                    _connector="OR",
                                ),
                                name="facility_owner_known_or_not",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tax_code", ""),
                                    ("tax_code__regex", "^\\d{10}(-\\d{3})?$"),
                                    _connector="OR",
                                ),
                                name="facility_tax_code_shape",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("tax_code", ""), _negated=True),
                                    ("merged_into__isnull", True),
                                ),
                                fields=("tax_code",),
                                name="facility_tax_code_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into__isnull", True),
                                    models.Q(
                                        ("merged_into", models.F("id")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="facility_not_merged_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("risk__isnull", True),
                                    models.Q(("risk__gte", 0), ("risk__lte", 100)),
                                    _connector="OR",
                                ),
                                name="facility_risk_of_a_hundred",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityPerson",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("LEGAL_REPRESENTATIVE", "Legal representative"),
                                    ("HEAD", "Head"),
                                    ("OWNER", "Owner"),
                                    ("CONTACT", "Contact"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("title", models.CharField(blank=True, max_length=120)),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[("MALE", "Male"), ("FEMALE", "Female")],
                                max_length=10,
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="positions",
                                to="facilities.party",
                            ),
                        ),
                        (
                            "folded_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=facilities.identity_keys.Folded(
                                    models.F("name")
                                ),
                                output_field=models.CharField(max_length=300),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "facility people",
                        "ordering": ["position", "id"],
                        "indexes": [
                            models.Index(
                                fields=["folded_name"], name="facility_person_named"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "folded_name",
                                    facilities.name_order.ViPlain("name"),
                                    config="simple",
                                ),
                                name="facility_person_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "name", config="simple"
                                ),
                                name="facility_person_marked",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["folded_name"],
                                name="facility_person_trigram",
                                opclasses=["gin_trgm_ops"],
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "LEGAL_REPRESENTATIVE",
                                            "HEAD",
                                            "OWNER",
                                            "CONTACT",
                                        ],
                                    )
                                ),
                                name="facility_person_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="facility_person_named",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartyName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=250)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField()),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former_names",
                                to="facilities.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-valid_to", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="party_name_period",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectedNumber",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PERSONAL_ID", "Personal identification number"),
                                    ("PASSPORT", "Passport"),
                                    ("PHONE", "Phone"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("digest", models.CharField(db_index=True, max_length=64)),
                        ("last4", models.CharField(max_length=4)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("issuer", models.CharField(blank=True, max_length=200)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="protected_numbers",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="protected_numbers",
                                to="facilities.party",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="protected_numbers",
                                to="facilities.facilityperson",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["PERSONAL_ID", "PASSPORT", "PHONE"])
                                ),
                                name="protected_number_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("facility__isnull", True),
                                        ("party__isnull", False),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("facility__isnull", True),
                                        ("party__isnull", True),
                                        ("person__isnull", False),
                                    ),
                                    models.Q(
                                        ("facility__isnull", False),
                                        ("party__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="protected_number_has_one_holder",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("facility__isnull", False),
                                ),
                                fields=("digest",),
                                name="protected_tax_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("facility__isnull", False),
                                ),
                                fields=("facility",),
                                name="protected_tax_number_of_facility",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Equipment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "device_class",
                            models.CharField(
                                choices=[
                                    ("PREPRESS", "Prepress"),
                                    ("PRINT_DIGITAL", "Digital printing machine"),
                                    ("PRINT_OFFSET", "Offset printing machine"),
                                    ("PRINT_FLEXO", "Flexographic printing machine"),
                                    ("PRINT_GRAVURE", "Gravure printing machine"),
                                    (
                                        "PRINT_LETTERPRESS",
                                        "Letterpress printing machine",
                                    ),
                                    ("PRINT_SCREEN", "Screen printing machine"),
                                    ("CUTTING", "Cutting machine"),
                                    ("FOLDING", "Folding machine"),
                                    ("BINDING", "Binding machine"),
                                    ("COVERING", "Covering machine"),
                                    ("SADDLE_STITCH", "Saddle-stitch line"),
                                    ("BAG_BOX", "Bag or box machine"),
                                    ("COLOUR_COPIER", "Colour photocopier"),
                                    ("MULTI_FUNCTION", "Colour multi-function machine"),
                                    ("OTHER", "Other device"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("maker", models.CharField(blank=True, max_length=120)),
                        ("model", models.CharField(blank=True, max_length=120)),
                        ("serial", models.CharField(blank=True, max_length=80)),
                        (
                            "year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "colours",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("hs_code", models.CharField(blank=True, max_length=10)),
                        ("origin", models.CharField(blank=True, max_length=80)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("IN_USE", "In use"),
                                    ("IDLE", "Idle"),
                                    ("GONE", "Sold or scrapped"),
                                ],
                                default="IN_USE",
                                max_length=20,
                            ),
                        ),
                        ("declared_on", models.DateField(blank=True, null=True)),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="equipment",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "equipment",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "device_class__in",
                                        [
                                            "PREPRESS",
                                            "PRINT_DIGITAL",
                                            "PRINT_OFFSET",
                                            "PRINT_FLEXO",
                                            "PRINT_GRAVURE",
                                            "PRINT_LETTERPRESS",
                                            "PRINT_SCREEN",
                                            "CUTTING",
                                            "FOLDING",
                                            "BINDING",
                                            "COVERING",
                                            "SADDLE_STITCH",
                                            "BAG_BOX",
                                            "COLOUR_COPIER",
                                            "MULTI_FUNCTION",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="equipment_class_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["IN_USE", "IDLE", "GONE"])
                                ),
                                name="equipment_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Address",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("HEAD_OFFICE", "Head office"),
                                    ("PRODUCTION_SITE", "Production site"),
                                    ("WAREHOUSE", "Warehouse"),
                                    ("SHOP", "Shop"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=300)),
                        (
                            "legacy_address",
                            models.CharField(blank=True, max_length=300),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addresses",
                                to="agencies.ward",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addresses",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "bare_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=facilities.identity_keys.BarePlace(
                                    models.F("text")
                                ),
                                output_field=models.CharField(max_length=600),
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "addresses",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "HEAD_OFFICE",
                                            "PRODUCTION_SITE",
                                            "WAREHOUSE",
                                            "SHOP",
                                        ],
                                    )
                                ),
                                name="address_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ward__isnull", False),
                                    models.Q(
                                        ("kind", "HEAD_OFFICE"),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="address_in_a_ward_or_office_elsewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude__isnull", True),
                                        ("longitude__isnull", True),
                                    ),
                                    models.Q(
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="address_coordinates_whole",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["ward", "bare_text"], name="address_in_ward"
                            ),
                            models.Index(
                                models.F("ward"),
                                facilities.identity_keys.PlaceHouse("bare_text"),
                                name="address_of_house",
                            ),
                            models.Index(
                                models.F("ward"),
                                facilities.identity_keys.PlaceStreet("bare_text"),
                                name="address_in_street",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=250)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField()),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former_names",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "bare_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=facilities.identity_keys.BareName(
                                    models.F("name")
                                ),
                                output_field=models.CharField(max_length=600),
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-valid_to", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="facility_name_period",
                            )
                        ],
                        "indexes": [
                            models.Index(fields=["bare_name"], name="former_name_bared")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityUrl",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("url", models.CharField(max_length=500)),
                        (
                            "platform",
                            models.CharField(
                                choices=[
                                    ("WEBSITE", "Own website"),
                                    ("FACEBOOK", "Facebook"),
                                    ("TIKTOK", "TikTok"),
                                    ("SHOPEE", "Shopee"),
                                    ("LAZADA", "Lazada"),
                                    ("TIKI", "Tiki"),
                                    ("ZALO", "Zalo"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("shop_id", models.CharField(blank=True, max_length=120)),
                        ("domain", models.CharField(db_index=True, max_length=255)),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="urls",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "platform__in",
                                        [
                                            "WEBSITE",
                                            "FACEBOOK",
                                            "TIKTOK",
                                            "SHOPEE",
                                            "LAZADA",
                                            "TIKI",
                                            "ZALO",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="facility_url_platform_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("facility", "url"),
                                name="facility_url_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Licence",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    (
                                        "PUBLICATION_PRINTING",
                                        "Publication printing licence",
                                    ),
                                    ("PRINTING", "Printing licence"),
                                    ("PRINTING_DECLARATION", "Printing declaration"),
                                    (
                                        "COLOUR_COPIER_DECLARATION",
                                        "Declaration of colour photocopiers",
                                    ),
                                    (
                                        "FOREIGN_CONTRACT_PRINTING",
                                        "Licence for foreign contract printing",
                                    ),
                                    ("PUBLISHER", "Publisher's licence"),
                                    (
                                        "REP_OFFICE",
                                        "Licence of a representative office",
                                    ),
                                    ("DISTRIBUTION", "Distribution registration"),
                                    (
                                        "ELECTRONIC_DISTRIBUTION",
                                        "Registration of electronic distribution",
                                    ),
                                    ("IMPORT", "Import licence"),
                                    (
                                        "NON_COMMERCIAL",
                                        "Non-commercial publication licence",
                                    ),
                                    (
                                        "SECURITY_ORDER",
                                        "Certificate of security and public order",
                                    ),
                                    ("OTHER", "Other licence"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("number", models.CharField(max_length=60)),
                        ("issuer", models.CharField(max_length=200)),
                        ("issued_on", models.DateField()),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("VALID", "Valid"),
                                    ("SUSPENDED", "Suspended"),
                                    ("REVOKED", "Revoked"),
                                    ("ENDED", "Ended"),
                                ],
                                default="VALID",
                                max_length=20,
                            ),
                        ),
                        (
                            "issued_year",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.datetime.ExtractYear(
                                    "issued_on"
                                ),
                                output_field=models.IntegerField(),
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="licences",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="licences",
                                to="evidence.evidencefile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-issued_on", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "PUBLICATION_PRINTING",
                                            "PRINTING",
                                            "PRINTING_DECLARATION",
                                            "COLOUR_COPIER_DECLARATION",
                                            "FOREIGN_CONTRACT_PRINTING",
                                            "PUBLISHER",
                                            "REP_OFFICE",
                                            "DISTRIBUTION",
                                            "ELECTRONIC_DISTRIBUTION",
                                            "IMPORT",
                                            "NON_COMMERCIAL",
                                            "SECURITY_ORDER",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="licence_type_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["VALID", "SUSPENDED", "REVOKED", "ENDED"],
                                    )
                                ),
                                name="licence_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__isnull", True),
                                    ("expires_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="licence_period",
                            ),
                            models.UniqueConstraint(
                                fields=("issuer", "type", "issued_year", "number"),
                                name="licence_number_once",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("ended_on__isnull", True), ("state", "VALID")
                                ),
                                fields=["expires_on"],
                                name="licence_that_ends",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("sheet", models.CharField(blank=True, max_length=100)),
                        ("header_row", models.PositiveIntegerField()),
                        ("titles", models.JSONField(default=list)),
                        ("columns", models.JSONField(default=list)),
                        (
                            "default_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PRINTER_PUBLICATION", "Printer of publications"),
                                    (
                                        "PRINTER_LICENSED",
                                        "Printer of licensed products",
                                    ),
                                    ("PRINTER_DECLARED", "Other printer"),
                                    ("PHOTOCOPY", "Photocopy service"),
                                    ("PUBLISHER", "Publisher"),
                                    (
                                        "REP_OFFICE",
                                        "Representative office of a foreign body",
                                    ),
                                    ("DISTRIBUTOR", "Distributor of publications"),
                                    (
                                        "ONLINE_PLATFORM",
                                        "Platform for electronic publications",
                                    ),
                                    (
                                        "ONLINE_SHOP",
                                        "Shop on a platform or social network",
                                    ),
                                    ("IMPORTER", "Importer of publications"),
                                    (
                                        "NON_COMMERCIAL_ISSUER",
                                        "Issuer of non-commercial publications",
                                    ),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("passed_over", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("UPLOADED", "Columns to match"),
                                    ("CHECKING", "Rows are being checked"),
                                    ("CHECKED", "Checked"),
                                    ("TAKING_IN", "Rows are being taken in"),
                                    ("DONE", "Taken in"),
                                    ("UNDOING", "Being undone"),
                                    ("UNDONE", "Undone"),
                                    ("CANCELLED", "Given up"),
                                ],
                                default="UPLOADED",
                                max_length=20,
                            ),
                        ),
                        ("rows_count", models.PositiveIntegerField(default=0)),
                        ("created_count", models.PositiveIntegerField(default=0)),
                        ("updated_count", models.PositiveIntegerField(default=0)),
                        ("unchanged_count", models.PositiveIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "import batches",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "UPLOADED",
                                            "CHECKING",
                                            "CHECKED",
                                            "TAKING_IN",
                                            "DONE",
                                            "UNDOING",
                                            "UNDONE",
                                            "CANCELLED",
                                        ],
                                    )
                                ),
                                name="import_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("sealed", models.BinaryField()),
                        ("label", models.CharField(blank=True, max_length=250)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Not checked yet"),
                                    ("GOOD", "Right"),
                                    ("FLAGGED", "To look at"),
                                    ("BAD", "With errors"),
                                ],
                                default="WAITING",
                                max_length=10,
                            ),
                        ),
                        ("remarks", models.JSONField(default=list)),
                        ("tax_key", models.CharField(blank=True, max_length=80)),
                        ("place_key", models.CharField(blank=True, max_length=32)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not taken in"),
                                    ("CREATED", "New facility"),
                                    ("UPDATED", "Facility changed"),
                                    ("UNCHANGED", "Known already"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(null=True)),
                        (
                            "before",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="facilities.importbatch",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        ("likely", models.JSONField(default=list)),
                        (
                            "choice",
                            models.CharField(
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
                    ],
                    options={
                        "ordering": ["batch", "number"],
                        "indexes": [
                            models.Index(
                                fields=["batch", "tax_key"], name="import_row_by_tax"
                            ),
                            models.Index(
                                fields=["batch", "place_key"],
                                name="import_row_by_place",
                            ),
                            models.Index(
                                fields=["batch", "verdict", "outcome", "number"],
                                name="import_row_by_state",
                            ),
                            models.Index(
                                condition=models.Q(("facility__isnull", False)),
                                fields=["facility"],
                                name="import_row_of_facility",
                            ),
                            models.Index(
                                condition=models.Q(("choice", "SAME")),
                                fields=["place_key"],
                                name="import_row_chosen",
                            ),
                            models.Index(
                                condition=models.Q(("likely", []), _negated=True),
                                fields=["batch", "number"],
                                name="import_row_doubtful",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("outcome", ""),
                                    ("verdict__in", ("GOOD", "FLAGGED")),
                                    models.Q(("choice", "SKIP"), _negated=True),
                                ),
                                fields=["batch", "number"],
                                name="import_row_to_take",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "number"), name="import_row_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "verdict__in",
                                        ["WAITING", "GOOD", "FLAGGED", "BAD"],
                                    )
                                ),
                                name="import_verdict_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        ["", "CREATED", "UPDATED", "UNCHANGED"],
                                    )
                                ),
                                name="import_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("choice__in", ["", "SAME", "NEW", "SKIP"])
                                ),
                                name="import_choice_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Proposed"),
                                    ("DECLINED", "Declined"),
                                    ("WITHDRAWN", "Withdrawn"),
                                    ("DONE", "Merged"),
                                    ("UNDONE", "Undone"),
                                ],
                                default="PROPOSED",
                                max_length=20,
                            ),
                        ),
                        ("taken", models.JSONField(default=list)),
                        ("reason", models.TextField()),
                        ("proposed_at", models.DateTimeField()),
                        ("kept_version", models.PositiveIntegerField()),
                        ("absorbed_version", models.PositiveIntegerField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_reason", models.TextField(blank=True)),
                        ("restores", models.JSONField(default=dict)),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("undone_reason", models.TextField(blank=True)),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges_away",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-proposed_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PROPOSED",
                                            "DECLINED",
                                            "WITHDRAWN",
                                            "DONE",
                                            "UNDONE",
                                        ],
                                    )
                                ),
                                name="merge_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kept", models.F("absorbed")), _negated=True
                                ),
                                name="merge_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["PROPOSED", "WITHDRAWN"]),
                                    models.Q(
                                        ("settled_by__isnull", False),
                                        models.Q(
                                            ("settled_by", models.F("proposed_by")),
                                            _negated=True,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="merge_by_two_persons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "UNDONE"), _negated=True),
                                    models.Q(
                                        ("undone_at__isnull", False),
                                        ("undone_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="merge_undone_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["PROPOSED", "DONE"])),
                                fields=("absorbed",),
                                name="merge_of_a_record_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotADouble",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("one_mark", models.CharField(max_length=64)),
                        ("other_mark", models.CharField(max_length=64)),
                        ("reason", models.TextField()),
                        ("decided_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "not doubles",
                        "ordering": ["-decided_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["one", "other"], name="not_a_double_pair"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="not_a_double_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="not_a_double_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposedDouble",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField()),
                        ("reasons", models.JSONField()),
                        ("found_at", models.DateTimeField()),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-score", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("one", "other"), name="proposed_double_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="proposed_double_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Split",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("moved", models.JSONField(default=dict)),
                        ("reason", models.TextField()),
                        ("done_at", models.DateTimeField()),
                        (
                            "done_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="split_from",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="splits",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-done_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("made",), name="split_made_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="split_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintJob",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "product",
                            models.CharField(
                                choices=[
                                    ("PUBLICATION", "Publication"),
                                    ("NON_COMMERCIAL", "Non-commercial publication"),
                                    ("OTHER", "Other printed product"),
                                ],
                                default="PUBLICATION",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=250)),
                        ("publisher", models.CharField(blank=True, max_length=200)),
                        (
                            "registration_no",
                            models.CharField(blank=True, max_length=60),
                        ),
                        ("decision_no", models.CharField(blank=True, max_length=60)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        (
                            "licensed_copies",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("contract_no", models.CharField(blank=True, max_length=60)),
                        ("is_foreign", models.BooleanField(default=False)),
                        ("printed_on", models.DateField()),
                        ("printed_copies", models.PositiveIntegerField()),
                        ("delivered_copies", models.PositiveIntegerField(default=0)),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="print_jobs",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "licence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="print_jobs",
                                to="facilities.licence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-printed_on", "-position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "product__in",
                                        ["PUBLICATION", "NON_COMMERCIAL", "OTHER"],
                                    )
                                ),
                                name="print_job_product_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="print_job_titled",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision_no", ""),
                                    ("decision_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="print_job_decision_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskScore",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("computed_at", models.DateTimeField()),
                        ("score", models.PositiveSmallIntegerField()),
                        ("lines", models.JSONField(default=list)),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="risk_scores",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-computed_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["facility", "-computed_at", "-id"],
                                name="risk_score_newest",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)),
                                name="risk_score_of_a_hundred",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TITLE", "Title"),
                                    ("REGISTRATION", "Registration number"),
                                    ("STAMP", "Stamp series"),
                                    ("PLATE", "Printing plate"),
                                    ("VEHICLE", "Vehicle"),
                                    ("PHONE", "Phone"),
                                    ("PERSON", "Person"),
                                    ("ACCOUNT", "Account, web address"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=200)),
                        ("shown", models.CharField(max_length=200)),
                        (
                            "one_source",
                            models.CharField(
                                choices=[
                                    ("REGISTER", "Register"),
                                    ("VISIT", "Visit"),
                                    ("CASE", "Case"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("one_source_id", models.UUIDField()),
                        (
                            "other_source",
                            models.CharField(
                                choices=[
                                    ("REGISTER", "Register"),
                                    ("VISIT", "Visit"),
                                    ("CASE", "Case"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("other_source_id", models.UUIDField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Proposed"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "one_facility",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "other_facility",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-proposed_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["one_facility"], name="link_one_facility"
                            ),
                            models.Index(
                                fields=["other_facility"], name="link_other_facility"
                            ),
                            models.Index(
                                fields=["one_source_id"], name="link_one_source"
                            ),
                            models.Index(
                                fields=["other_source_id"], name="link_other_source"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "kind",
                                    "value",
                                    "one_source_id",
                                    "other_source_id",
                                ),
                                name="link_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("one_source_id__lt", models.F("other_source_id"))
                                ),
                                name="link_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["PROPOSED", "CONFIRMED", "REJECTED"])
                                ),
                                name="link_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_by__isnull", True),
                                        ("state", "PROPOSED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "PROPOSED"), _negated=True),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="link_settled_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LinkKey",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TITLE", "Title"),
                                    ("REGISTRATION", "Registration number"),
                                    ("STAMP", "Stamp series"),
                                    ("PLATE", "Printing plate"),
                                    ("VEHICLE", "Vehicle"),
                                    ("PHONE", "Phone"),
                                    ("PERSON", "Person"),
                                    ("ACCOUNT", "Account, web address"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=200)),
                        ("shown", models.CharField(max_length=200)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("REGISTER", "Register"),
                                    ("VISIT", "Visit"),
                                    ("CASE", "Case"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("source_id", models.UUIDField()),
                        (
                            "facility",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="link_keys",
                                to="facilities.facility",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "value", "id"],
                        "indexes": [
                            models.Index(
                                fields=["source_id"], name="link_key_of_source"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "value", "source_id"),
                                name="link_key_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "TITLE",
                                            "REGISTRATION",
                                            "STAMP",
                                            "PLATE",
                                            "VEHICLE",
                                            "PHONE",
                                            "PERSON",
                                            "ACCOUNT",
                                        ],
                                    )
                                ),
                                name="link_key_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["REGISTER", "VISIT", "CASE"])
                                ),
                                name="link_key_source_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facility_file",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "licence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="facilities.licence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-added_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ObligationRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_LOG", "Log of customers"),
                                    ("REDECLARATION", "New declaration on a change"),
                                    ("JOB_PAPERS", "Papers of each job"),
                                    (
                                        "TITLE_REGISTRATION",
                                        "Registration of each title",
                                    ),
                                    ("LEGAL_DEPOSIT", "Legal deposit"),
                                    ("STOCK_PAPERS", "Invoices of the stock"),
                                    ("TECHNICAL_MEASURES", "Technical measures"),
                                    ("CONTENT_APPRAISAL", "Appraisal of contents"),
                                    ("PERIODIC_REPORT", "Periodic report"),
                                    ("CONCLUSION", "Conclusion to carry out"),
                                    ("OTHER", "Other obligation"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "facility_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "PRINTER_PUBLICATION",
                                            "Printer of publications",
                                        ),
                                        (
                                            "PRINTER_LICENSED",
                                            "Printer of licensed products",
                                        ),
                                        ("PRINTER_DECLARED", "Other printer"),
                                        ("PHOTOCOPY", "Photocopy service"),
                                        ("PUBLISHER", "Publisher"),
                                        (
                                            "REP_OFFICE",
                                            "Representative office of a foreign body",
                                        ),
                                        ("DISTRIBUTOR", "Distributor of publications"),
                                        (
                                            "ONLINE_PLATFORM",
                                            "Platform for electronic publications",
                                        ),
                                        (
                                            "ONLINE_SHOP",
                                            "Shop on a platform or social network",
                                        ),
                                        ("IMPORTER", "Importer of publications"),
                                        (
                                            "NON_COMMERCIAL_ISSUER",
                                            "Issuer of non-commercial publications",
                                        ),
                                    ],
                                    max_length=30,
                                ),
                                size=None,
                            ),
                        ),
                        ("text_vi", models.CharField(max_length=400)),
                        ("text_en", models.CharField(max_length=400)),
                        ("basis", models.CharField(max_length=250)),
                        ("is_yearly", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": [
                            "code",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="obligationrule_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="obligationrule_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="obligationrule_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="obligationrule_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "CUSTOMER_LOG",
                                            "REDECLARATION",
                                            "JOB_PAPERS",
                                            "TITLE_REGISTRATION",
                                            "LEGAL_DEPOSIT",
                                            "STOCK_PAPERS",
                                            "TECHNICAL_MEASURES",
                                            "CONTENT_APPRAISAL",
                                            "PERIODIC_REPORT",
                                            "CONCLUSION",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="obligationrule_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "facility_kinds__contained_by",
                                        [
                                            "PRINTER_PUBLICATION",
                                            "PRINTER_LICENSED",
                                            "PRINTER_DECLARED",
                                            "PHOTOCOPY",
                                            "PUBLISHER",
                                            "REP_OFFICE",
                                            "DISTRIBUTOR",
                                            "ONLINE_PLATFORM",
                                            "ONLINE_SHOP",
                                            "IMPORTER",
                                            "NON_COMMERCIAL_ISSUER",
                                        ],
                                    ),
                                    ("facility_kinds__len__gte", 1),
                                ),
                                name="obligationrule_facility_kinds_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CUSTOMER_LOG", "Log of customers"),
                                    ("REDECLARATION", "New declaration on a change"),
                                    ("JOB_PAPERS", "Papers of each job"),
                                    (
                                        "TITLE_REGISTRATION",
                                        "Registration of each title",
                                    ),
                                    ("LEGAL_DEPOSIT", "Legal deposit"),
                                    ("STOCK_PAPERS", "Invoices of the stock"),
                                    ("TECHNICAL_MEASURES", "Technical measures"),
                                    ("CONTENT_APPRAISAL", "Appraisal of contents"),
                                    ("PERIODIC_REPORT", "Periodic report"),
                                    ("CONCLUSION", "Conclusion to carry out"),
                                    ("OTHER", "Other obligation"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("text", models.CharField(max_length=400)),
                        ("basis", models.CharField(max_length=250)),
                        ("since", models.DateField()),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("is_yearly", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Open"),
                                    ("MET", "Met"),
                                    ("WAIVED", "Waived"),
                                ],
                                default="OPEN",
                                max_length=10,
                            ),
                        ),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_note", models.CharField(blank=True, max_length=500)),
                        ("created_at", models.DateTimeField()),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="obligations",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proves",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="facilities.obligationrule",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "OPEN")),
                                fields=["due_on", "id"],
                                name="obligation_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "CUSTOMER_LOG",
                                            "REDECLARATION",
                                            "JOB_PAPERS",
                                            "TITLE_REGISTRATION",
                                            "LEGAL_DEPOSIT",
                                            "STOCK_PAPERS",
                                            "TECHNICAL_MEASURES",
                                            "CONTENT_APPRAISAL",
                                            "PERIODIC_REPORT",
                                            "CONCLUSION",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="obligation_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["OPEN", "MET", "WAIVED"])
                                ),
                                name="obligation_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("basis", ""), _negated=True),
                                ),
                                name="obligation_says_what_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True),
                                    ("due_on__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="obligation_due_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_yearly", False),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="obligation_yearly_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("proof__isnull", True),
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                        ("settled_note", ""),
                                        ("settled_on__isnull", True),
                                        ("state", "OPEN"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "OPEN"), _negated=True),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("settled_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="obligation_settled_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "WAIVED"), _negated=True),
                                    models.Q(("settled_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="obligation_waived_with_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "OPEN")),
                                fields=("facility", "rule"),
                                name="obligation_of_rule_once_open",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
