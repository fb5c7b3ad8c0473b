"""All tables at once, as the migrations that it replaces left them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django_fsm
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import audit.protection
import facilities.identity_keys
import facilities.name_order
import kernel.ids
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_cases"),
        ("cases", "0002_joint_handling"),
        ("cases", "0003_search"),
        ("cases", "0004_refold_cases"),
        ("cases", "0005_order_of_events"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
        ("audit", "0001_together"),
        ("evidence", "0001_together"),
        ("facilities", "0001_together"),
        ("inspections", "0001_together"),
        ("regulations", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="DecisionDraft",
                    fields=[
                        (
                            "main_sanction",
                            models.CharField(
                                choices=[("WARNING", "Warning"), ("FINE", "Fine")],
                                max_length=10,
                            ),
                        ),
                        ("fine_vnd", models.BigIntegerField()),
                        ("aggravating", models.TextField(blank=True)),
                        ("mitigating", models.TextField(blank=True)),
                        (
                            "proposed_by_title",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("sequence", models.PositiveSmallIntegerField()),
                        ("measures", models.JSONField(blank=True, default=list)),
                        ("note", models.TextField(blank=True)),
                        ("submitted_at", models.DateTimeField()),
                        ("submitted_on", models.DateField()),
                        ("returned_at", models.DateTimeField(blank=True, null=True)),
                        ("return_comment", models.TextField(blank=True)),
                        ("is_current", models.BooleanField(default=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="cases.case",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["case", "sequence"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "sequence"), name="draft_sequence"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("case",),
                                name="draft_one_current",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fine_vnd__gte", 0)),
                                name="draft_fine",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Explanation",
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
                                    ("DIRECT", "In person"),
                                    ("WRITTEN", "In writing"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("requested_on", models.DateField()),
                        ("request_note", models.TextField(blank=True)),
                        (
                            "ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("FILED", "Explanation given"),
                                    ("WAIVED", "Waived"),
                                    ("EXPIRED", "Time passed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("summary", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="explanations",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["requested_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended", "")),
                                fields=("case",),
                                name="explanation_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("ended_on__gte", models.F("requested_on")),
                                    _connector="OR",
                                ),
                                name="explanation_period",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="explanation_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."request_note" IS DISTINCT FROM (NEW."request_note") OR OLD."requested_on" IS DISTINCT FROM (NEW."requested_on"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="45e98f1ef8939841b4650827faf7ad80c81ac138",
                                    operation="UPDATE",
                                    pgid="pgtrigger_explanation_frozen_e54fc",
                                    table="cases_explanation",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="explanation_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="1e5ae282a9c796260bb17537da6d6f238339d203",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_explanation_stays_21f9b",
                                    table="cases_explanation",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoSanctionDecision",
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
                            "ground",
                            models.CharField(
                                choices=[
                                    ("FORCE_MAJEURE", "Force majeure"),
                                    ("NECESSITY", "Necessity"),
                                    ("SELF_DEFENCE", "Self-defence"),
                                    ("UNFORESEEABLE", "Unforeseeable event"),
                                    ("NO_CAPACITY", "No capacity to be sanctioned"),
                                    ("UNKNOWN_RESPONDENT", "Respondent not identified"),
                                    (
                                        "LIMITATION_PASSED",
                                        "Limitation of sanctioning has passed",
                                    ),
                                    (
                                        "DECISION_TIME_PASSED",
                                        "Time to decide has passed",
                                    ),
                                    (
                                        "RESPONDENT_GONE",
                                        "Respondent died or was dissolved",
                                    ),
                                    (
                                        "TRANSFERRED",
                                        "File transferred to criminal proceedings",
                                    ),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(blank=True, max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="no_sanction_decisions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-signed_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="no_sanction_number",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="no_sanction_decision_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="baba4641b545d33f976993d61ecc69fb18c4817a",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_no_sanction_decision_insert_only_76be5",
                                    table="cases_nosanctiondecision",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                                    ("DISMISS", "Proposal to dismiss"),
                                    ("CLOSE", "Proposal to close"),
                                    ("REOPEN", "Proposal to reopen"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("ground", models.CharField(blank=True, max_length=25)),
                        ("reason", models.TextField()),
                        ("proposed_at", models.DateTimeField()),
                        ("proposed_on", models.DateField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="cases.case",
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
                    ],
                    options={
                        "ordering": ["proposed_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at__isnull", True)),
                                fields=("case", "kind"),
                                name="proposal_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SanctionDecision",
                    fields=[
                        (
                            "main_sanction",
                            models.CharField(
                                choices=[("WARNING", "Warning"), ("FINE", "Fine")],
                                max_length=10,
                            ),
                        ),
                        ("fine_vnd", models.BigIntegerField()),
                        ("aggravating", models.TextField(blank=True)),
                        ("mitigating", models.TextField(blank=True)),
                        (
                            "proposed_by_title",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
                        ("annulled_on", models.DateField(blank=True, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "draft",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision",
                                to="cases.decisiondraft",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_signed",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by_technical_equipment",
                            models.BooleanField(blank=True, null=True),
                        ),
                        ("is_relieved", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-signed_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="sanction_decision_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("annulled_on__isnull", True)),
                                fields=("case",),
                                name="sanction_decision_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fine_vnd__gte", 0)),
                                name="decision_fine",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("main_sanction", "WARNING"), _negated=True
                                    ),
                                    ("fine_vnd", 0),
                                    _connector="OR",
                                ),
                                name="decision_warning_without_fine",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="sanction_decision_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="dfadaa2159aeab974feee1281c5c64e52ade59bb",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_sanction_decision_stays_fafe2",
                                    table="cases_sanctiondecision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="sanction_decision_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."aggravating" IS DISTINCT FROM (NEW."aggravating") OR OLD."by_technical_equipment" IS DISTINCT FROM (NEW."by_technical_equipment") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."delegation_id" IS DISTINCT FROM (NEW."delegation_id") OR OLD."draft_id" IS DISTINCT FROM (NEW."draft_id") OR OLD."fine_vnd" IS DISTINCT FROM (NEW."fine_vnd") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."main_sanction" IS DISTINCT FROM (NEW."main_sanction") OR OLD."mitigating" IS DISTINCT FROM (NEW."mitigating") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."proposed_by_title" IS DISTINCT FROM (NEW."proposed_by_title") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="2191ad2a33cb248859a1395ec84fe5cdf5c14d2a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_sanction_decision_frozen_f216d",
                                    table="cases_sanctiondecision",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ViolationRecord",
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
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("made_on", models.DateField()),
                        ("made_at_time", models.CharField(blank=True, max_length=5)),
                        ("place", models.CharField(max_length=300)),
                        ("late_reason", models.TextField(blank=True)),
                        ("respondent_signed", models.BooleanField()),
                        ("refusal_reason", models.TextField(blank=True)),
                        (
                            "second_signer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("WITNESS", "Witness"),
                                    ("COMMUNE", "Representative of the commune"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "second_signer_name",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "second_signer_details",
                            models.CharField(blank=True, max_length=300),
                        ),
                        ("respondent_statement", models.TextField(blank=True)),
                        ("witness_statement", models.TextField(blank=True)),
                        ("injured_statement", models.TextField(blank=True)),
                        ("preventive_measures", models.TextField(blank=True)),
                        ("has_explanation_right", models.BooleanField()),
                        ("summons", models.CharField(blank=True, max_length=300)),
                        ("delivered_on", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="violation_records",
                                to="cases.case",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records_made",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-recorded_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="violation_record_number",
                            ),
                            models.UniqueConstraint(
                                fields=("case",), name="violation_record_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("respondent_signed", True),
                                    models.Q(("second_signer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="violation_record_signed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="violation_record_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="21d35e0638c46b19a79b4e28a68ad07eb45d61a2",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_violation_record_insert_only_97c65",
                                    table="cases_violationrecord",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriminalSign",
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
                        ("indicator", models.CharField(blank=True, max_length=20)),
                        ("explanation", models.TextField()),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_on", models.DateField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criminal_signs",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recorded_at", "id"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="criminal_sign_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="ea6b2960c62c247ed44f3a07faee7006c44dda2c",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_criminal_sign_insert_only_62880",
                                    table="cases_criminalsign",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnforcementDecision",
                    fields=[
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("measure", models.CharField(max_length=300)),
                        ("reason", models.TextField()),
                        ("owed_vnd", models.BigIntegerField()),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("extra_days", models.PositiveSmallIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enforcements",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enforcements",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="enforcement_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("owed_vnd__gte", 0)),
                                name="enforcement_owed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="enforcement_decision_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."delegation_id" IS DISTINCT FROM (NEW."delegation_id") OR OLD."extra_days" IS DISTINCT FROM (NEW."extra_days") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."owed_vnd" IS DISTINCT FROM (NEW."owed_vnd") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="c91fd6a64a5221f5316494b49ab8cccc2ff3cf83",
                                    operation="UPDATE",
                                    pgid="pgtrigger_enforcement_decision_frozen_590c6",
                                    table="cases_enforcementdecision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="enforcement_decision_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="01022f86441e1c4373d8e2183cfc92bef69d3bf7",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_enforcement_decision_stays_91717",
                                    table="cases_enforcementdecision",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExecutionSuspension",
                    fields=[
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
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
                            "ground",
                            models.CharField(
                                choices=[
                                    ("CRIMINAL_SIGN", "Sign of a crime"),
                                    ("DEFERRAL", "Deferral of the fine granted"),
                                    (
                                        "COMPLAINT",
                                        "Suspended while a complaint is settled",
                                    ),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("resumed_on", models.DateField(blank=True, null=True)),
                        ("resumed_reason", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspensions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="suspension_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ground__in",
                                        ["CRIMINAL_SIGN", "DEFERRAL", "COMPLAINT"],
                                    )
                                ),
                                name="suspension_ground_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resumed_on__isnull", True),
                                    ("resumed_on__gte", models.F("signed_on")),
                                    _connector="OR",
                                ),
                                name="suspension_period",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="execution_suspension_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."delegation_id" IS DISTINCT FROM (NEW."delegation_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="7d8e9d031cd07ffeaf62d0b8f94ad8a3007da55e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_execution_suspension_frozen_43ac0",
                                    table="cases_executionsuspension",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="execution_suspension_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="40c954247c8b56066bd02ef8b34742d99cf3459f",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_execution_suspension_stays_f3d57",
                                    table="cases_executionsuspension",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FineRelief",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("REQUESTED", "Requested"),
                                    ("GRANTED", "Granted"),
                                    ("REFUSED", "Refused"),
                                    ("ENDED", "Ended"),
                                ],
                                default="REQUESTED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
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
                                    ("DEFER", "Deferral of the fine"),
                                    ("REDUCE", "Reduction of the fine"),
                                    ("WAIVE", "Waiver of the rest of the fine"),
                                    ("INSTALMENTS", "Payment by instalments"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("requested_on", models.DateField()),
                        ("registered_at", models.DateTimeField()),
                        ("number", models.PositiveIntegerField(null=True)),
                        ("year", models.PositiveSmallIntegerField(null=True)),
                        ("number_text", models.CharField(blank=True, max_length=40)),
                        ("decided_on", models.DateField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_note", models.TextField(blank=True)),
                        ("effective_on", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        ("reduced_vnd", models.BigIntegerField(default=0)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reliefs",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reliefs",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["requested_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["DEFER", "REDUCE", "WAIVE", "INSTALMENTS"],
                                    )
                                ),
                                name="relief_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["REQUESTED", "GRANTED", "REFUSED", "ENDED"],
                                    )
                                ),
                                name="relief_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reduced_vnd__gte", 0)),
                                name="relief_reduced",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "REQUESTED")),
                                fields=("case",),
                                name="relief_one_requested",
                            ),
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="relief_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="relief_period",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("OFFERED", "Offered"),
                                    ("ACCEPTED", "Accepted"),
                                    ("REFUSED", "Refused"),
                                    ("RETURNED", "Sent back"),
                                    ("WITHDRAWN", "Withdrawn"),
                                ],
                                default="OFFERED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
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
                                    ("LEAD", "Lead of the case"),
                                    (
                                        "TO_PROCEEDINGS",
                                        "File to the investigating body",
                                    ),
                                    (
                                        "TO_COMPETENT_AUTHORITY",
                                        "File to the competent authority",
                                    ),
                                    ("OUTSIDE", "File to a body outside the system"),
                                    (
                                        "FROM_PROCEEDINGS",
                                        "File back from the investigating body",
                                    ),
                                    ("GOODS", "Goods to the investigating body"),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("to_body", models.CharField(blank=True, max_length=200)),
                        ("reason", models.TextField()),
                        ("papers", models.JSONField(blank=True, default=list)),
                        ("document_no", models.CharField(blank=True, max_length=60)),
                        ("offered_at", models.DateTimeField()),
                        ("offered_on", models.DateField()),
                        ("handed_by", models.CharField(blank=True, max_length=200)),
                        ("answer_due_on", models.DateField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("answer_reason", models.TextField(blank=True)),
                        ("differences", models.JSONField(blank=True, default=dict)),
                        ("receipt_no", models.CharField(blank=True, max_length=60)),
                        (
                            "record_number",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        (
                            "record_year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("came_from", models.CharField(blank=True, max_length=50)),
                        ("returned_on", models.DateField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="cases.case",
                            ),
                        ),
                        (
                            "from_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "items",
                            models.ManyToManyField(
                                related_name="+", to="evidence.evidenceitem"
                            ),
                        ),
                        (
                            "offered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers_in",
                                to="agencies.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["offered_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "LEAD",
                                            "TO_PROCEEDINGS",
                                            "TO_COMPETENT_AUTHORITY",
                                            "OUTSIDE",
                                            "FROM_PROCEEDINGS",
                                            "GOODS",
                                        ],
                                    )
                                ),
                                name="transfer_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "OFFERED",
                                            "ACCEPTED",
                                            "REFUSED",
                                            "RETURNED",
                                            "WITHDRAWN",
                                        ],
                                    )
                                ),
                                name="transfer_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("to_agency__isnull", False), ("to_body", "")
                                    ),
                                    models.Q(
                                        ("to_agency__isnull", True),
                                        models.Q(("to_body", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="transfer_to_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REFUSED"), _negated=True),
                                    models.Q(("answer_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="transfer_refused_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("differences", {}),
                                    models.Q(("answer_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="transfer_differs_in_words",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "OFFERED")),
                                fields=("case", "kind"),
                                name="transfer_one_open",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProceedingsOutcome",
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
                                    ("PROSECUTED", "Criminal case opened"),
                                    (
                                        "NOT_PROSECUTED",
                                        "Decision not to open a criminal case",
                                    ),
                                    (
                                        "PROSECUTION_CANCELLED",
                                        "Decision to open the case cancelled",
                                    ),
                                    ("INVESTIGATION_ENDED", "Investigation terminated"),
                                    ("CASE_ENDED", "Criminal case terminated"),
                                    (
                                        "LIABILITY_WAIVED",
                                        "Exempt from criminal liability",
                                    ),
                                    ("RECEIPT_REFUSED", "Receipt of the file refused"),
                                    (
                                        "JUDGMENT",
                                        "Judgment or decision of the court in force",
                                    ),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60)),
                        ("issued_by", models.CharField(blank=True, max_length=200)),
                        ("issued_on", models.DateField()),
                        ("effective_on", models.DateField()),
                        ("received_on", models.DateField()),
                        ("note", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="cases.transfer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["received_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "PROSECUTED",
                                            "NOT_PROSECUTED",
                                            "PROSECUTION_CANCELLED",
                                            "INVESTIGATION_ENDED",
                                            "CASE_ENDED",
                                            "LIABILITY_WAIVED",
                                            "RECEIPT_REFUSED",
                                            "JUDGMENT",
                                        ],
                                    )
                                ),
                                name="outcome_kind_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="proceedings_outcome_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="d459141408fe7693d9d2d6da36bc7ee4b7ea4331",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_proceedings_outcome_insert_only_d2b87",
                                    table="cases_proceedingsoutcome",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("RECEIVED", "Received"),
                                    ("VERIFYING", "Being verified"),
                                    ("DISMISSED", "Dismissed or no violation"),
                                    (
                                        "FORWARDED",
                                        "Forwarded to the competent authority",
                                    ),
                                    ("OPENED", "Opened"),
                                    ("RECORDED", "Violation record made"),
                                    ("EXPLAINING", "Explanation under way"),
                                    ("PENDING_DECISION", "Awaiting decision"),
                                    ("DECIDED", "Sanction decision issued"),
                                    ("EXECUTING", "Being executed"),
                                    (
                                        "EXECUTION_SUSPENDED",
                                        "Execution suspended or deferred",
                                    ),
                                    ("ENFORCING", "Being enforced"),
                                    ("NO_SANCTION", "No sanction"),
                                    (
                                        "TRANSFERRED",
                                        "Transferred to the investigating body",
                                    ),
                                    ("PROSECUTED", "Prosecuted"),
                                    ("RETURNED", "File returned"),
                                    ("EXECUTED", "Execution completed"),
                                    ("ANNULLED", "Decision annulled"),
                                    ("CLOSED", "Closed"),
                                ],
                                default="RECEIVED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
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
                            "number",
                            models.CharField(
                                editable=False, max_length=20, unique=True
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("INSPECTION", "Inspection"),
                                    ("TIP_OFF", "Tip-off"),
                                    ("PETITION", "Petition letter"),
                                    ("REFERRAL", "Referral by another agency"),
                                    ("RIGHTS_HOLDER", "Complaint of a rights holder"),
                                    ("MEDIA", "Media"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("source_note", models.TextField(blank=True)),
                        ("place", models.CharField(blank=True, max_length=300)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("OFFLINE", "On the spot"),
                                    ("ONLINE", "Online"),
                                ],
                                default="OFFLINE",
                                max_length=10,
                            ),
                        ),
                        ("group", models.CharField(blank=True, max_length=20)),
                        ("detected_on", models.DateField()),
                        ("is_respondent_unknown", models.BooleanField(default=False)),
                        ("is_complex", models.BooleanField(default=False)),
                        ("is_restricted", models.BooleanField(default=False)),
                        ("received_at", models.DateTimeField()),
                        ("received_on", models.DateField()),
                        ("executed_on", models.DateField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("due_rule", models.CharField(blank=True, max_length=20)),
                        ("folded", models.TextField(blank=True, editable=False)),
                        (
                            "competent_authority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_decided",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "confirmation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.authorityconfirmation",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "lead_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_led",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "referrer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_referred",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="agencies.ward",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.decisiondraft",
                            ),
                        ),
                        (
                            "explanation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.explanation",
                            ),
                        ),
                        (
                            "no_sanction_decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.nosanctiondecision",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.proposal",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "violation_record",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.violationrecord",
                            ),
                        ),
                        (
                            "exceeds_lead",
                            models.BooleanField(editable=False, null=True),
                        ),
                        (
                            "missing_receipts",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        (
                            "open_complaints",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        (
                            "open_experts",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        (
                            "open_seizures",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        (
                            "open_tasks",
                            models.PositiveSmallIntegerField(default=0, editable=False),
                        ),
                        (
                            "respondent_known_on",
                            models.DateField(blank=True, null=True),
                        ),
                        ("result_received_on", models.DateField(blank=True, null=True)),
                        ("returned_on", models.DateField(blank=True, null=True)),
                        (
                            "tip_off",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="inspections.tipoff",
                            ),
                        ),
                        ("evading_since", models.DateField(blank=True, null=True)),
                        ("evasion_ended_on", models.DateField(blank=True, null=True)),
                        (
                            "two_months_approval",
                            models.CharField(blank=True, max_length=200),
                        ),
                        ("verification_on", models.DateField(blank=True, null=True)),
                        (
                            "criminal_sign",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.criminalsign",
                            ),
                        ),
                        (
                            "enforcement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.enforcementdecision",
                            ),
                        ),
                        (
                            "suspension",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.executionsuspension",
                            ),
                        ),
                        (
                            "relief",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.finerelief",
                            ),
                        ),
                        (
                            "outcome",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.proceedingsoutcome",
                            ),
                        ),
                        (
                            "file_offer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.transfer",
                            ),
                        ),
                        (
                            "lead_offer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.transfer",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.transfer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-received_at", "-id"],
                        "indexes": [
                            models.Index(fields=["due_on", "id"], name="case_due"),
                            models.Index(
                                fields=["-received_at", "-id"], name="case_received"
                            ),
                            models.Index(
                                fields=["lead_agency", "state"], name="case_lead_state"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["folded"],
                                name="case_folded",
                                opclasses=["gin_trgm_ops"],
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "folded", config="simple"
                                ),
                                name="case_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "title", config="simple"
                                ),
                                name="case_marked",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "RECEIVED",
                                            "VERIFYING",
                                            "DISMISSED",
                                            "FORWARDED",
                                            "OPENED",
                                            "RECORDED",
                                            "EXPLAINING",
                                            "PENDING_DECISION",
                                            "DECIDED",
                                            "EXECUTING",
                                            "EXECUTION_SUSPENDED",
                                            "ENFORCING",
                                            "NO_SANCTION",
                                            "TRANSFERRED",
                                            "PROSECUTED",
                                            "RETURNED",
                                            "EXECUTED",
                                            "ANNULLED",
                                            "CLOSED",
                                        ],
                                    )
                                ),
                                name="case_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        [
                                            "INSPECTION",
                                            "TIP_OFF",
                                            "PETITION",
                                            "REFERRAL",
                                            "RIGHTS_HOLDER",
                                            "MEDIA",
                                        ],
                                    )
                                ),
                                name="case_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["OFFLINE", "ONLINE"])
                                ),
                                name="case_channel_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="case_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{RECEIVED:VERIFYING,RECEIVED:DISMISSED,RECEIVED:FORWARDED,VERIFYING:DISMISSED,VERIFYING:FORWARDED,VERIFYING:OPENED,VERIFYING:TRANSFERRED,OPENED:RECORDED,OPENED:DECIDED,OPENED:NO_SANCTION,OPENED:FORWARDED,OPENED:TRANSFERRED,RECORDED:EXPLAINING,RECORDED:FORWARDED,RECORDED:PENDING_DECISION,RECORDED:TRANSFERRED,RECORDED:NO_SANCTION,EXPLAINING:RECORDED,PENDING_DECISION:RECORDED,PENDING_DECISION:DECIDED,PENDING_DECISION:NO_SANCTION,PENDING_DECISION:TRANSFERRED,DECIDED:EXECUTING,DECIDED:ANNULLED,EXECUTING:EXECUTED,EXECUTING:ENFORCING,EXECUTING:EXECUTION_SUSPENDED,EXECUTING:ANNULLED,EXECUTING:CLOSED,ENFORCING:EXECUTED,ENFORCING:EXECUTION_SUSPENDED,ENFORCING:ANNULLED,EXECUTION_SUSPENDED:EXECUTING,EXECUTION_SUSPENDED:TRANSFERRED,EXECUTION_SUSPENDED:ANNULLED,EXECUTED:TRANSFERRED,EXECUTED:ANNULLED,EXECUTED:CLOSED,TRANSFERRED:PROSECUTED,TRANSFERRED:RETURNED,PROSECUTED:RETURNED,PROSECUTED:CLOSED,RETURNED:PENDING_DECISION,RETURNED:RECORDED,RETURNED:EXECUTING,RETURNED:NO_SANCTION,ANNULLED:RECORDED,ANNULLED:OPENED,ANNULLED:CLOSED,NO_SANCTION:CLOSED,FORWARDED:RECEIVED,DISMISSED:RECEIVED,CLOSED:RECORDED,CLOSED:OPENED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="bc2909c26edba1dfa23372b613b5cefce2cbc5ee",
                                    operation="UPDATE",
                                    pgid="pgtrigger_case_edges_68323",
                                    table="cases_case",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="AuthorityConfirmation",
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
                        ("reason", models.TextField()),
                        ("source", models.CharField(max_length=300)),
                        ("confirmed_on", models.DateField()),
                        ("confirmed_at", models.DateTimeField()),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["confirmed_at", "id"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="authority_confirmation_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="d041abdaae66809a62561c0d439b12b65aa56ea4",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_authority_confirmation_insert_only_b9016",
                                    table="cases_authorityconfirmation",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                        ("assigned_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments_given",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["assigned_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("case", "officer"),
                                name="assignment_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
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
                        ("transition", models.CharField(max_length=40)),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("RECEIVED", "Received"),
                                    ("VERIFYING", "Being verified"),
                                    ("DISMISSED", "Dismissed or no violation"),
                                    (
                                        "FORWARDED",
                                        "Forwarded to the competent authority",
                                    ),
                                    ("OPENED", "Opened"),
                                    ("RECORDED", "Violation record made"),
                                    ("EXPLAINING", "Explanation under way"),
                                    ("PENDING_DECISION", "Awaiting decision"),
                                    ("DECIDED", "Sanction decision issued"),
                                    ("EXECUTING", "Being executed"),
                                    (
                                        "EXECUTION_SUSPENDED",
                                        "Execution suspended or deferred",
                                    ),
                                    ("ENFORCING", "Being enforced"),
                                    ("NO_SANCTION", "No sanction"),
                                    (
                                        "TRANSFERRED",
                                        "Transferred to the investigating body",
                                    ),
                                    ("PROSECUTED", "Prosecuted"),
                                    ("RETURNED", "File returned"),
                                    ("EXECUTED", "Execution completed"),
                                    ("ANNULLED", "Decision annulled"),
                                    ("CLOSED", "Closed"),
                                ],
                                max_length=50,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "Received"),
                                    ("VERIFYING", "Being verified"),
                                    ("DISMISSED", "Dismissed or no violation"),
                                    (
                                        "FORWARDED",
                                        "Forwarded to the competent authority",
                                    ),
                                    ("OPENED", "Opened"),
                                    ("RECORDED", "Violation record made"),
                                    ("EXPLAINING", "Explanation under way"),
                                    ("PENDING_DECISION", "Awaiting decision"),
                                    ("DECIDED", "Sanction decision issued"),
                                    ("EXECUTING", "Being executed"),
                                    (
                                        "EXECUTION_SUSPENDED",
                                        "Execution suspended or deferred",
                                    ),
                                    ("ENFORCING", "Being enforced"),
                                    ("NO_SANCTION", "No sanction"),
                                    (
                                        "TRANSFERRED",
                                        "Transferred to the investigating body",
                                    ),
                                    ("PROSECUTED", "Prosecuted"),
                                    ("RETURNED", "File returned"),
                                    ("EXECUTED", "Execution completed"),
                                    ("ANNULLED", "Decision annulled"),
                                    ("CLOSED", "Closed"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("occurred_on", models.DateField()),
                        ("reason", models.TextField(blank=True)),
                        ("details", models.JSONField(blank=True, default=dict)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="cases.case",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_event",
                                to="audit.entry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entry_id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "to_state__in",
                                        [
                                            "RECEIVED",
                                            "VERIFYING",
                                            "DISMISSED",
                                            "FORWARDED",
                                            "OPENED",
                                            "RECORDED",
                                            "EXPLAINING",
                                            "PENDING_DECISION",
                                            "DECIDED",
                                            "EXECUTING",
                                            "EXECUTION_SUSPENDED",
                                            "ENFORCING",
                                            "NO_SANCTION",
                                            "TRANSFERRED",
                                            "PROSECUTED",
                                            "RETURNED",
                                            "EXECUTED",
                                            "ANNULLED",
                                            "CLOSED",
                                        ],
                                    )
                                ),
                                name="event_states_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="case_event_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="da5972b3d8f9c39dc663fbd54aed604c0e7df0a8",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_case_event_insert_only_a6894",
                                    table="cases_caseevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvidence",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_evidence",
                                to="cases.case",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_evidence",
                                to="evidence.evidencefile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "file"), name="case_evidence_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Respondent",
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
                                max_length=15,
                            ),
                        ),
                        ("name", models.CharField(max_length=250)),
                        ("address", models.CharField(blank=True, max_length=400)),
                        ("tax_code", models.CharField(blank=True, max_length=20)),
                        ("particulars", models.JSONField(blank=True, default=dict)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="respondents",
                                to="cases.case",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="respondents",
                                to="facilities.party",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="agencies.ward",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    facilities.identity_keys.Folded("name"),
                                    facilities.name_order.ViPlain("name"),
                                    config="simple",
                                ),
                                name="respondent_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    "name", config="simple"
                                ),
                                name="respondent_marked",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    facilities.identity_keys.Folded("name"),
                                    "gin_trgm_ops",
                                ),
                                name="respondent_trigram",
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
                                name="respondent_kind_known",
                            ),
                            models.UniqueConstraint(
                                fields=("case", "party"), name="respondent_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseViolation",
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
                        ("description", models.TextField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("OFFLINE", "On the spot"),
                                    ("ONLINE", "Online"),
                                ],
                                default="OFFLINE",
                                max_length=10,
                            ),
                        ),
                        ("occurred_on", models.DateField()),
                        ("act_ended_on", models.DateField(blank=True, null=True)),
                        ("titles", models.JSONField(blank=True, default=list)),
                        (
                            "behaviour",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="violations",
                                to="regulations.violationbehaviour",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="violations",
                                to="cases.case",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="violations",
                                to="cases.respondent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["OFFLINE", "ONLINE"])
                                ),
                                name="violation_channel_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFinding",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_findings",
                                to="cases.case",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_findings",
                                to="inspections.finding",
                            ),
                        ),
                        (
                            "violation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_findings",
                                to="cases.caseviolation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("finding",), name="finding_in_one_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
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
                            "family",
                            models.CharField(
                                choices=[
                                    ("LIMITATION", "Limitation of sanctioning"),
                                    ("RECORD", "Making the violation record"),
                                    ("EXPLAIN_DIRECT", "Asking to explain in person"),
                                    (
                                        "EXPLAIN_WRITTEN",
                                        "Sending a written explanation",
                                    ),
                                    ("DECISION", "Issuing the sanction decision"),
                                    ("SENDING", "Sending the decision"),
                                    ("EXECUTION", "Executing the decision"),
                                    ("EXECUTION_LIMITATION", "Limitation of execution"),
                                    ("RECIDIVISM", "Time until deemed not sanctioned"),
                                    (
                                        "FILE_TRANSFER",
                                        "Handing the file to the competent person",
                                    ),
                                    (
                                        "EXPLAIN_SESSION",
                                        "Announcing the session of explanation",
                                    ),
                                    (
                                        "CRIMINAL_TRANSFER",
                                        "Handing over the criminal file",
                                    ),
                                    (
                                        "INVESTIGATION",
                                        "Investigating body settles the report",
                                    ),
                                    (
                                        "FILE_RETURN",
                                        "Proceedings body returns the file",
                                    ),
                                    ("SEIZURE", "Holding the goods"),
                                    (
                                        "SEIZURE_VALUATION",
                                        "Holding the goods to value them",
                                    ),
                                    ("UNCLAIMED", "Waiting for the owner of the goods"),
                                    ("INSTALMENTS", "Paying by instalments"),
                                    ("DEFERRAL", "Deferral of the fine"),
                                    (
                                        "ENFORCEMENT",
                                        "Complying with the enforcement decision",
                                    ),
                                    ("COMPLAINT_TIME", "Time to complain"),
                                    ("COMPLAINT_ACCEPTANCE", "Accepting the complaint"),
                                    (
                                        "COMPLAINT_FIRST",
                                        "Settling the complaint, first time",
                                    ),
                                    ("COMPLAINT_SECOND_TIME", "Time to complain again"),
                                    (
                                        "COMPLAINT_SECOND",
                                        "Settling the complaint, second time",
                                    ),
                                    ("LAWSUIT_TIME", "Time to go to court"),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("started_by", models.CharField(max_length=40)),
                        ("start_on", models.DateField()),
                        ("strict_due", models.DateField()),
                        ("due", models.DateField()),
                        ("last_day", models.DateField()),
                        ("is_provisional", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("RUNNING", "Running"),
                                    ("MET", "Met"),
                                    ("MISSED", "Missed"),
                                    ("SWITCHED", "Replaced by another limit"),
                                    ("ENDED", "Ended"),
                                ],
                                default="RUNNING",
                                max_length=10,
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="cases.case",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="regulations.deadlinerule",
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=36)),
                        ("ended_step", models.CharField(blank=True, max_length=40)),
                        ("extended_days", models.PositiveSmallIntegerField(default=0)),
                        ("replaced_on", models.DateField(blank=True, null=True)),
                        ("replaced_step", models.CharField(blank=True, max_length=40)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        ("since_on", models.DateField(blank=True, null=True)),
                        ("since_step", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "ordering": ["start_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "RUNNING")),
                                fields=["due"],
                                name="deadline_running_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due__gte", models.F("strict_due"))
                                ),
                                name="deadline_strict_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "family__in",
                                        [
                                            "LIMITATION",
                                            "RECORD",
                                            "EXPLAIN_DIRECT",
                                            "EXPLAIN_WRITTEN",
                                            "DECISION",
                                            "SENDING",
                                            "EXECUTION",
                                            "EXECUTION_LIMITATION",
                                            "RECIDIVISM",
                                            "FILE_TRANSFER",
                                            "EXPLAIN_SESSION",
                                            "CRIMINAL_TRANSFER",
                                            "INVESTIGATION",
                                            "FILE_RETURN",
                                            "SEIZURE",
                                            "SEIZURE_VALUATION",
                                            "UNCLAIMED",
                                            "INSTALMENTS",
                                            "DEFERRAL",
                                            "ENFORCEMENT",
                                            "COMPLAINT_TIME",
                                            "COMPLAINT_ACCEPTANCE",
                                            "COMPLAINT_FIRST",
                                            "COMPLAINT_SECOND_TIME",
                                            "COMPLAINT_SECOND",
                                            "LAWSUIT_TIME",
                                        ],
                                    )
                                ),
                                name="deadline_family_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "RUNNING")),
                                fields=("case", "family", "about"),
                                name="deadline_one_running",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
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
                        ("invited_at", models.DateTimeField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="cases.case",
                            ),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answer_due_on", models.DateField(blank=True, null=True)),
                        ("decline_reason", models.TextField(blank=True)),
                        ("declined_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("purpose", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["invited_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "agency"), name="participation_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("declined_at__isnull", True),
                                    models.Q(("decline_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="participation_declined_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftAct",
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
                        ("frame_min_vnd", models.BigIntegerField(null=True)),
                        ("frame_max_vnd", models.BigIntegerField(null=True)),
                        ("fine_vnd", models.BigIntegerField()),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acts",
                                to="cases.decisiondraft",
                            ),
                        ),
                        (
                            "violation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.caseviolation",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.respondent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "respondent", "violation"),
                                name="draft_act_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fine_vnd__gte", 0)),
                                name="draft_act_fine",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
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
                        ("paid_on", models.DateField()),
                        ("principal_vnd", models.BigIntegerField()),
                        ("interest_vnd", models.BigIntegerField(default=0)),
                        ("receipt_no", models.CharField(max_length=60)),
                        ("payer", models.CharField(blank=True, max_length=200)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="cases.sanctiondecision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paid_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("principal_vnd__gte", 0),
                                    ("interest_vnd__gte", 0),
                                    models.Q(
                                        ("principal_vnd__gt", 0),
                                        ("interest_vnd__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="payment_amounts",
                            ),
                            models.UniqueConstraint(
                                fields=("decision", "receipt_no"),
                                name="payment_receipt_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="payment_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="7c922026494512ef7783c258050535df82743549",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_payment_insert_only_d02aa",
                                    table="cases_payment",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                            "method",
                            models.CharField(
                                choices=[
                                    ("DIRECT", "Handed over in person"),
                                    ("POST", "By registered post"),
                                    ("ELECTRONIC", "Electronically"),
                                    ("NOTICE_BOARD", "By public notice"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("sent_on", models.DateField()),
                        ("received_on", models.DateField()),
                        ("receiver", models.CharField(blank=True, max_length=200)),
                        ("note", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delivery",
                                to="cases.sanctiondecision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_on__gte", models.F("sent_on"))
                                ),
                                name="delivery_after_sending",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delivery_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="3e6ab7e9f8e0e1dd7221db7665e74460233f954c",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_delivery_insert_only_c4574",
                                    table="cases_delivery",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionItem",
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
                                    ("FINE", "Fine"),
                                    ("CONFISCATION", "Confiscation"),
                                    ("LICENCE_SUSPENSION", "Suspension of a licence"),
                                    ("ACTIVITY_SUSPENSION", "Suspension of activity"),
                                    ("DESTRUCTION", "Destruction"),
                                    ("RECALL", "Recall"),
                                    ("TAKEDOWN", "Takedown"),
                                    ("DISGORGEMENT", "Repayment of illegal profit"),
                                    ("OTHER_REMEDY", "Other remedial measure"),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("description", models.TextField(blank=True)),
                        ("amount_vnd", models.BigIntegerField(blank=True, null=True)),
                        (
                            "term_days",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "term_months",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("done_note", models.TextField(blank=True)),
                        (
                            "no_sanction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="cases.nosanctiondecision",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="cases.sanctiondecision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decision__isnull", True),
                                        ("no_sanction__isnull", False),
                                    ),
                                    models.Q(
                                        ("decision__isnull", False),
                                        ("no_sanction__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="item_of_one_act",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "FINE",
                                            "CONFISCATION",
                                            "LICENCE_SUSPENSION",
                                            "ACTIVITY_SUSPENSION",
                                            "DESTRUCTION",
                                            "RECALL",
                                            "TAKEDOWN",
                                            "DISGORGEMENT",
                                            "OTHER_REMEDY",
                                        ],
                                    )
                                ),
                                name="item_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SanctionedAct",
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
                        ("frame_min_vnd", models.BigIntegerField(null=True)),
                        ("frame_max_vnd", models.BigIntegerField(null=True)),
                        ("fine_vnd", models.BigIntegerField()),
                        ("is_in_force", models.BooleanField(default=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acts",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "respondent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.respondent",
                            ),
                        ),
                        (
                            "violation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.caseviolation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_in_force", True)),
                                fields=("respondent", "violation"),
                                name="sanctioned_act_once_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fine_vnd__gte", 0)),
                                name="sanctioned_act_fine",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BreakGlass",
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
                        ("reason", models.TextField()),
                        ("opened_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="glass_broken",
                                to="cases.case",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="glass_broken",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "broken glass",
                        "ordering": ["opened_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_at__gt", models.F("opened_at"))
                                ),
                                name="break_glass_ends",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="break_glass_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="50fbacb847ccab0e3231cf7e59bce35dd3604426",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_break_glass_insert_only_5ab6f",
                                    table="cases_breakglass",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFigure",
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
                                    (
                                        "GOODS_VALUE",
                                        "Value of the goods by their sale price",
                                    ),
                                    ("GENUINE_VALUE", "Value of as many genuine goods"),
                                    ("PROFIT", "Illicit profit"),
                                    ("DAMAGE", "Damage to the rights holder"),
                                    ("BANNED_COPIES", "Copies of a banned publication"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=300)),
                        ("amount", models.BigIntegerField()),
                        ("basis", models.CharField(max_length=300)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recorded_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "GOODS_VALUE",
                                            "GENUINE_VALUE",
                                            "PROFIT",
                                            "DAMAGE",
                                            "BANNED_COPIES",
                                        ],
                                    )
                                ),
                                name="figure_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="figure_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "BANNED_COPIES"),
                                        models.Q(("title", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("kind", "BANNED_COPIES"), _negated=True
                                        ),
                                        ("title", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="figure_of_a_title",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="case_figure_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="f02d5eba0ee9de2c040f490154e114cfbb8602f7",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_case_figure_insert_only_ad4a6",
                                    table="cases_casefigure",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("FILED", "Filed"),
                                    ("ACCEPTED", "Accepted for settlement"),
                                    ("REFUSED", "Not accepted"),
                                    ("RESOLVING", "Being settled"),
                                    ("RESOLVED_FIRST", "Settled, first time"),
                                    ("SECOND_FILED", "Filed a second time"),
                                    ("RESOLVED_SECOND", "Settled, second time"),
                                    ("WITHDRAWN", "Withdrawn"),
                                    ("LAWSUIT", "Taken to court"),
                                ],
                                default="FILED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=300)),
                        ("complainant", models.CharField(max_length=200)),
                        ("content", models.TextField()),
                        ("filed_on", models.DateField()),
                        ("is_late", models.BooleanField(default=False)),
                        ("is_complex", models.BooleanField(default=False)),
                        ("registered_at", models.DateTimeField()),
                        ("accepted_on", models.DateField(blank=True, null=True)),
                        ("refused_on", models.DateField(blank=True, null=True)),
                        ("resolved_on", models.DateField(blank=True, null=True)),
                        (
                            "resolution_received_on",
                            models.DateField(blank=True, null=True),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("UPHOLD", "Decision upheld"),
                                    ("AMEND", "Decision amended"),
                                    ("ANNUL", "Decision annulled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reasoning", models.TextField(blank=True)),
                        ("second_filed_on", models.DateField(blank=True, null=True)),
                        ("second_accepted_on", models.DateField(blank=True, null=True)),
                        ("second_resolved_on", models.DateField(blank=True, null=True)),
                        (
                            "second_outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("UPHOLD", "Decision upheld"),
                                    ("AMEND", "Decision amended"),
                                    ("ANNUL", "Decision annulled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("second_reasoning", models.TextField(blank=True)),
                        ("lawsuit_on", models.DateField(blank=True, null=True)),
                        ("court_result", models.TextField(blank=True)),
                        ("court_result_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second_agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["filed_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "FILED",
                                            "ACCEPTED",
                                            "REFUSED",
                                            "RESOLVING",
                                            "RESOLVED_FIRST",
                                            "SECOND_FILED",
                                            "RESOLVED_SECOND",
                                            "WITHDRAWN",
                                            "LAWSUIT",
                                        ],
                                    )
                                ),
                                name="complaint_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision__isnull", False),
                                    models.Q(("about", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="complaint_about_something",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="DecisionRevision",
                    fields=[
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
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
                                    ("CORRECT", "Correction"),
                                    ("AMEND", "Amendment"),
                                    ("ANNUL", "Annulment"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("OWN_INITIATIVE", "Own initiative"),
                                    ("WRONG_AUTHORITY", "Wrong authority"),
                                    ("WRONG_PROCEDURE", "Wrong procedure"),
                                    ("COMPLAINT", "Result of a complaint"),
                                    ("COURT", "Judgment of the administrative court"),
                                    (
                                        "CRIMINAL_CASE",
                                        "Criminal case opened for the same act",
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("text", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="cases.sanctiondecision",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="revision_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["CORRECT", "AMEND", "ANNUL"])
                                ),
                                name="revision_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ground__in",
                                        [
                                            "OWN_INITIATIVE",
                                            "WRONG_AUTHORITY",
                                            "WRONG_PROCEDURE",
                                            "COMPLAINT",
                                            "COURT",
                                            "CRIMINAL_CASE",
                                        ],
                                    )
                                ),
                                name="revision_ground_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="decision_revision_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8721929ee17a4a1321013709dd5bfa860b46b88b",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_decision_revision_insert_only_2efbc",
                                    table="cases_decisionrevision",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpertAssessmentRequest",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("SENT", "Sent"),
                                    ("ANSWERED", "Answered"),
                                    ("WITHDRAWN", "Withdrawn"),
                                ],
                                default="DRAFT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("body", models.CharField(max_length=200)),
                        ("questions", models.TextField()),
                        ("samples", models.TextField(blank=True)),
                        ("sample_seal", models.CharField(blank=True, max_length=80)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("requested_at", models.DateTimeField()),
                        ("sent_on", models.DateField(blank=True, null=True)),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("conclusion", models.TextField(blank=True)),
                        ("answer_signer", models.CharField(blank=True, max_length=120)),
                        ("answer_number", models.CharField(blank=True, max_length=60)),
                        ("withdrawn_reason", models.TextField(blank=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expert_requests",
                                to="cases.case",
                            ),
                        ),
                        (
                            "items",
                            models.ManyToManyField(
                                related_name="+", to="evidence.evidenceitem"
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["requested_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["DRAFT", "SENT", "ANSWERED", "WITHDRAWN"],
                                    )
                                ),
                                name="expert_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ANSWERED"), _negated=True),
                                    models.Q(
                                        ("answered_on__isnull", False),
                                        models.Q(("conclusion", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="expert_answered",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ExplanationExtension",
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
                        ("working_days", models.PositiveSmallIntegerField()),
                        ("requested_on", models.DateField()),
                        ("reason", models.TextField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "record",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extension",
                                to="cases.violationrecord",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("working_days__gte", 1), ("working_days__lte", 5)
                                ),
                                name="extension_at_most_five_days",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="explanation_extension_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8277b5b93b7718e4f3406148d2491917404b5a71",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_explanation_extension_insert_only_8bf49",
                                    table="cases_explanationextension",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExplanationSession",
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
                        ("announced_on", models.DateField()),
                        ("planned_on", models.DateField()),
                        ("place", models.CharField(max_length=300)),
                        ("held_on", models.DateField(blank=True, null=True)),
                        ("attendees", models.TextField(blank=True)),
                        ("minutes", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "explanation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="cases.explanation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["announced_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("planned_on__gte", models.F("announced_on"))
                                ),
                                name="session_announced_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_on__isnull", True),
                                    models.Q(
                                        ("held_on__gte", models.F("announced_on")),
                                        models.Q(("minutes", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_held_with_minutes",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("held_on__isnull", True)),
                                fields=("explanation",),
                                name="session_one_waiting",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="explanation_session_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."announced_on" IS DISTINCT FROM (NEW."announced_on") OR OLD."explanation_id" IS DISTINCT FROM (NEW."explanation_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."planned_on" IS DISTINCT FROM (NEW."planned_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="191d02d9d185eb6b55634a5aa668d58eb9d11b61",
                                    operation="UPDATE",
                                    pgid="pgtrigger_explanation_session_frozen_9e094",
                                    table="cases_explanationsession",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="explanation_session_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="f1dbb83ba56771ad481931316258767dff3b071a",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_explanation_session_stays_5e9ba",
                                    table="cases_explanationsession",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
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
                        ("sequence", models.PositiveSmallIntegerField()),
                        ("amount_vnd", models.BigIntegerField()),
                        ("due_on", models.DateField()),
                        (
                            "relief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="cases.finerelief",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["relief", "sequence"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("relief", "sequence"),
                                name="instalment_sequence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_vnd__gt", 0)),
                                name="instalment_amount",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="instalment_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="3b0cd2ebf6868b948de99deb6b63f90240d875e2",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_instalment_insert_only_9bc4a",
                                    table="cases_instalment",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InteragencyTask",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PROPOSED", "Asked"),
                                    ("ACCEPTED", "Accepted"),
                                    ("DECLINED", "Declined"),
                                    ("IN_PROGRESS", "Under way"),
                                    ("DONE", "Done"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="PROPOSED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
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
                                    ("VERIFY", "Verify business data"),
                                    ("TAKE_DOWN", "Take down a link"),
                                    ("PROTECT", "Protect an inspection"),
                                    ("TRACE", "Trace the owner of a shop or account"),
                                    ("HOLD_GOODS", "Hold goods"),
                                    ("OPINION", "Give an opinion"),
                                    ("OTHER", "Other work"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("body", models.TextField(blank=True)),
                        ("to_body", models.CharField(blank=True, max_length=200)),
                        ("letter_no", models.CharField(blank=True, max_length=60)),
                        ("asked_at", models.DateTimeField()),
                        ("asked_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_asked",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="cases.case",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "files",
                            models.ManyToManyField(
                                related_name="tasks", to="evidence.evidencefile"
                            ),
                        ),
                        (
                            "from_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_given",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "to_agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks_received",
                                to="agencies.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["PROPOSED", "ACCEPTED", "IN_PROGRESS"],
                                    )
                                ),
                                fields=["to_agency", "due_on"],
                                name="task_box_in",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PROPOSED",
                                            "ACCEPTED",
                                            "DECLINED",
                                            "IN_PROGRESS",
                                            "DONE",
                                            "CANCELLED",
                                        ],
                                    )
                                ),
                                name="task_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "VERIFY",
                                            "TAKE_DOWN",
                                            "PROTECT",
                                            "TRACE",
                                            "HOLD_GOODS",
                                            "OPINION",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="task_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("to_agency__isnull", False), ("to_body", "")
                                    ),
                                    models.Q(
                                        ("to_agency__isnull", True),
                                        models.Q(("to_body", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_to_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gte", models.F("asked_on"))
                                ),
                                name="task_due_after_asking",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["ACCEPTED", "IN_PROGRESS", "PROPOSED"],
                                    ),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="task_ended_with_words",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="InvestigationExtension",
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
                            "term",
                            models.CharField(
                                choices=[
                                    ("COMPLEX", "Complex matter: two months"),
                                    (
                                        "PROCURACY",
                                        "Extended by the procuracy: four months in all",
                                    ),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("number", models.CharField(blank=True, max_length=60)),
                        ("extended_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="cases.transfer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["extended_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("term__in", ["COMPLEX", "PROCURACY"])
                                ),
                                name="investigation_term_known",
                            ),
                            models.UniqueConstraint(
                                fields=("transfer", "term"),
                                name="investigation_extended_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="investigation_extension_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="fcf26cd9c91b305203e44d73a5c4f92e54b624db",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_investigation_extension_insert_only_93820",
                                    table="cases_investigationextension",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
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
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("AGENCY", "Own agency only"),
                                    ("POLICE", "Police only"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("is_operational", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="cases.case",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "shared_with",
                            models.ManyToManyField(
                                related_name="+",
                                through="cases.NoteShare",
                                to="agencies.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["written_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("compartment__in", ["AGENCY", "POLICE"])
                                ),
                                name="note_compartment_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="note_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="a4ce4b6eb9d82958087cc6e46dd79e8e15a0c7cc",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_note_insert_only_5ff3b",
                                    table="cases_note",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="NoteShare",
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
                        ("shared_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="cases.note",
                            ),
                        ),
                        (
                            "shared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["shared_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("note", "agency"), name="note_share_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
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
                            "stance",
                            models.CharField(
                                choices=[
                                    ("AGREE", "Agrees"),
                                    ("AGREE_WITH_REMARKS", "Agrees, with remarks"),
                                    ("DISAGREE", "Disagrees"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("given_at", models.DateTimeField()),
                        ("given_on", models.DateField()),
                        ("is_current", models.BooleanField(default=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["given_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("case", "agency"),
                                name="opinion_one_current",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stance__in",
                                        ["AGREE", "AGREE_WITH_REMARKS", "DISAGREE"],
                                    )
                                ),
                                name="opinion_stance_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="opinion_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."given_on" IS DISTINCT FROM (NEW."given_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."stance" IS DISTINCT FROM (NEW."stance") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="ff8268158d2ca41214338ad0f1309e7e648199f3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_opinion_frozen_9b59a",
                                    table="cases_opinion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="opinion_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="d0171d8d7c998c1aa004af62c165f632a51c184a",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_opinion_stays_ffa54",
                                    table="cases_opinion",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reopening",
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
                            "ground",
                            models.CharField(
                                choices=[
                                    ("NEW_EVIDENCE", "New evidence"),
                                    (
                                        "COMPLAINT_RESULT",
                                        "Result of a complaint or lawsuit",
                                    ),
                                    ("RESPONDENT_KNOWN", "Respondent became known"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("reopened_on", models.DateField()),
                        ("reopened_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reopenings",
                                to="cases.case",
                            ),
                        ),
                        (
                            "reopened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reopened_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ground__in",
                                        [
                                            "NEW_EVIDENCE",
                                            "COMPLAINT_RESULT",
                                            "RESPONDENT_KNOWN",
                                        ],
                                    )
                                ),
                                name="reopening_ground_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="reopening_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="c8cdc3fc56f819e6ae8dec569c1ffb8ba077a784",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_reopening_insert_only_0485d",
                                    table="cases_reopening",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seizure",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("ACTIVE", "Goods held"),
                                    ("EXTENDED", "Goods held, extended"),
                                    ("RELEASED", "Released"),
                                    ("CONFISCATED", "Confiscated"),
                                    ("DESTROYED", "Destroyed"),
                                    (
                                        "HANDED_TO_PROCEEDINGS",
                                        "Handed to the investigating body",
                                    ),
                                    ("UNCLAIMED", "Unclaimed"),
                                ],
                                default="DRAFT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
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
                            "ground",
                            models.CharField(
                                choices=[
                                    (
                                        "VERIFY",
                                        "To verify facts without which no decision is possible",
                                    ),
                                    ("STOP", "To stop the act at once"),
                                    ("SECURE", "To secure execution of the decision"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("seized_on", models.DateField()),
                        ("minutes_no", models.CharField(blank=True, max_length=60)),
                        ("place", models.CharField(max_length=300)),
                        ("keeper", models.CharField(max_length=200)),
                        ("drafted_at", models.DateTimeField()),
                        ("number", models.PositiveIntegerField(null=True)),
                        ("year", models.PositiveSmallIntegerField(null=True)),
                        ("number_text", models.CharField(blank=True, max_length=40)),
                        ("signed_on", models.DateField(null=True)),
                        ("signed_at", models.DateTimeField(null=True)),
                        (
                            "limit_rule",
                            models.CharField(default="D-SEIZE-7WD", max_length=20),
                        ),
                        ("first_notice_on", models.DateField(blank=True, null=True)),
                        ("second_notice_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("end_note", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seizures",
                                to="cases.case",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.delegation",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seized_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "DRAFT",
                                            "ACTIVE",
                                            "EXTENDED",
                                            "RELEASED",
                                            "CONFISCATED",
                                            "DESTROYED",
                                            "HANDED_TO_PROCEEDINGS",
                                            "UNCLAIMED",
                                        ],
                                    )
                                ),
                                name="seizure_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ground__in", ["VERIFY", "STOP", "SECURE"])
                                ),
                                name="seizure_ground_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["DRAFT", "RELEASED"]),
                                    ("signed_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="seizure_signed",
                            ),
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="seizure_number",
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SeizedItem",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seized_items",
                                to="evidence.evidenceitem",
                            ),
                        ),
                        (
                            "seizure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seized_items",
                                to="cases.seizure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seizure", "item"), name="seized_item_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeizureExtension",
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
                        ("limit_rule", models.CharField(max_length=20)),
                        ("reason", models.TextField()),
                        ("number", models.PositiveIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number_text", models.CharField(max_length=40)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "seizure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="cases.seizure",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"),
                                name="seizure_extension_number",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="seizure_extension_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="15007ddcf55ad2862c4cab3ce4bd72b958da9c5c",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_seizure_extension_insert_only_80621",
                                    table="cases_seizureextension",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Valuation",
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
                        ("council", models.JSONField(default=list)),
                        ("basis", models.TextField()),
                        ("started_on", models.DateField()),
                        ("held_on", models.DateField(blank=True, null=True)),
                        ("valued_on", models.DateField(blank=True, null=True)),
                        ("value_vnd", models.BigIntegerField(blank=True, null=True)),
                        ("waived_reason", models.TextField(blank=True)),
                        ("waived_on", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="valuations",
                                to="cases.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["started_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value_vnd__isnull", True),
                                    ("value_vnd__gte", 0),
                                    _connector="OR",
                                ),
                                name="valuation_value",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("value_vnd__isnull", True),
                                        ("valued_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("value_vnd__isnull", False),
                                        ("valued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="valuation_whole",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="valuation_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="a2a13aa4d84260691f5e4d8ae135770a21dc8c1c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_valuation_frozen_ecbd5",
                                    table="cases_valuation",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="valuation_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="64ccd09d4f42381a149fbf4afeff97a39518b4b0",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_valuation_stays_fe349",
                                    table="cases_valuation",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
