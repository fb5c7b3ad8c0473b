"""All tables at once, as the migrations that it replaces left them."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import kernel.ids
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [("agencies", "0001_agencies")]

    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Ward",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                max_length=5, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("division_type", models.CharField(max_length=20)),
                        ("codename", models.CharField(max_length=120)),
                        ("province_code", models.CharField(max_length=2)),
                        ("province_name", models.CharField(max_length=60)),
                        ("folded", models.CharField(editable=False, max_length=120)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                max_length=30, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("UBND_TINH", "Provincial People's Committee"),
                                    (
                                        "SO_VHTTDL",
                                        "Department of Culture, Sports and Tourism",
                                    ),
                                    ("THANH_TRA_TINH", "Provincial Inspectorate"),
                                    ("CONG_AN", "Police"),
                                    ("QLTT", "Market surveillance"),
                                    ("UBND_XA", "Commune People's Committee"),
                                    ("EXTERNAL", "Body outside the system"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("short_name", models.CharField(max_length=80)),
                        (
                            "superior_name_lines",
                            models.JSONField(blank=True, default=list),
                        ),
                        (
                            "paper_name_lines",
                            models.JSONField(blank=True, default=list),
                        ),
                        ("place_name", models.CharField(blank=True, max_length=60)),
                        ("head_title", models.CharField(blank=True, max_length=80)),
                        (
                            "decision_authority_line",
                            models.CharField(blank=True, max_length=200),
                        ),
                        (
                            "payment_instructions",
                            models.CharField(blank=True, max_length=300),
                        ),
                        ("maker_may_sign", models.BooleanField(default=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="divisions",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agencies",
                                to="agencies.ward",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "agencies",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "UBND_TINH",
                                            "SO_VHTTDL",
                                            "THANH_TRA_TINH",
                                            "CONG_AN",
                                            "QLTT",
                                            "UBND_XA",
                                            "EXTERNAL",
                                        ],
                                    )
                                ),
                                name="agency_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
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
                        (
                            "password",
                            models.CharField(max_length=128, verbose_name="password"),
                        ),
                        (
                            "last_login",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="last login"
                            ),
                        ),
                        ("username", models.CharField(max_length=60, unique=True)),
                        ("full_name", models.CharField(max_length=120)),
                        (
                            "title",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="position"
                            ),
                        ),
                        (
                            "authority_title",
                            models.CharField(blank=True, max_length=40),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_demo", models.BooleanField(default=False)),
                        ("language", models.CharField(default="vi", max_length=2)),
                        ("shortcut_keys", models.BooleanField(default=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officers",
                                to="agencies.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["username"],
                    },
                ),
                migrations.CreateModel(
                    name="NumberRegister",
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
                        ("owner", models.CharField(max_length=30)),
                        ("register", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("owner", "register", "year"),
                                name="number_register_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
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
                        ("fields", models.JSONField(blank=True, default=list)),
                        ("document_no", models.CharField(max_length=60)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField()),
                        ("revoked_on", models.DateField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "delegate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_held",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "delegator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_given",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-valid_from", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="delegation_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("delegator", models.F("delegate")), _negated=True
                                ),
                                name="delegation_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
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
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("inspector", "Inspector"),
                                    ("team_lead", "Team lead"),
                                    ("case_handler", "Case handler"),
                                    ("police_coordinator", "Police coordinator"),
                                    ("commune_officer", "Commune officer"),
                                    ("sanctioner", "Competent sanctioner"),
                                    ("manager", "Manager"),
                                    ("clerk", "Clerk"),
                                    ("registry_officer", "Registry officer"),
                                    ("legal_officer", "Legal officer"),
                                    ("auditor", "Auditor"),
                                    ("admin", "Administrator"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("may_record", models.BooleanField(default=False)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField()),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user", "role", "valid_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "inspector",
                                            "team_lead",
                                            "case_handler",
                                            "police_coordinator",
                                            "commune_officer",
                                            "sanctioner",
                                            "manager",
                                            "clerk",
                                            "registry_officer",
                                            "legal_officer",
                                            "auditor",
                                            "admin",
                                        ],
                                    )
                                ),
                                name="role_grant_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="role_grant_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "valid_to__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("valid_from"),
                                            "+",
                                            models.Value(datetime.timedelta(days=366)),
                                        ),
                                    )
                                ),
                                name="role_grant_at_most_a_year",
                            ),
                            models.UniqueConstraint(
                                fields=("user", "role", "valid_from"),
                                name="role_grant_once",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
