"""All tables at once, as the migrations that it replaces left them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
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
        ("documents", "0001_initial"),
        ("documents", "0002_handover_record"),
        ("documents", "0003_search"),
        ("documents", "0004_all_forms"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
        ("cases", "0001_together"),
        ("inspections", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="FormTemplate",
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
                        ("form", models.CharField(max_length=40)),
                        (
                            "agency_kind",
                            models.CharField(
                                blank=True,
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
                        ("title_vi", models.CharField(max_length=200)),
                        ("form_code", models.CharField(blank=True, max_length=20)),
                        ("decree", models.CharField(max_length=120)),
                        ("number_suffix", models.CharField(blank=True, max_length=40)),
                        ("legal_bases", models.JSONField(blank=True, default=list)),
                        ("recipients", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "ordering": [
                            "form",
                            "agency_kind",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="formtemplate_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="formtemplate_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="formtemplate_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("form", "agency_kind", "valid_from"),
                                name="formtemplate_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedDocument",
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
                            "form",
                            models.CharField(
                                choices=[
                                    ("inspection_decision", "Inspection decision"),
                                    ("inspection_record", "Inspection record"),
                                    ("inspection_conclusion", "Inspection conclusion"),
                                    ("violation_record", "Violation record"),
                                    ("explanation_record", "Record of an explanation"),
                                    ("verification_record", "Record of verification"),
                                    ("valuation_record", "Record of valuation"),
                                    ("seizure_decision", "Seizure decision"),
                                    ("seizure_record", "Seizure record"),
                                    ("seizure_extension", "Extension of a seizure"),
                                    ("seal_record", "Record of sealing"),
                                    ("seizure_return", "Return of what was seized"),
                                    ("sanction_on_spot", "Sanction without a record"),
                                    ("sanction_decision", "Sanction decision"),
                                    ("confiscation_decision", "Confiscation decision"),
                                    ("remedial_decision", "Decision on remedies"),
                                    ("confiscation_record", "Record of confiscation"),
                                    ("destruction_record", "Record of destruction"),
                                    ("deferral", "Deferral of a fine"),
                                    ("relief", "Reduction or remission of a fine"),
                                    ("instalment", "Fine in instalments"),
                                    ("enforcement_decision", "Enforcement decision"),
                                    ("suspension_decision", "Suspension of execution"),
                                    ("criminal_transfer", "Transfer for prosecution"),
                                    ("handover_record", "Hand-over record"),
                                    ("delegation_decision", "Delegation decision"),
                                    ("annul_decision", "Annulment decision"),
                                    ("amend_decision", "Amendment or correction"),
                                    ("reopening_decision", "Reopening decision"),
                                    ("expert_request", "Request to an expert"),
                                    ("dismissal_notice", "Notice of dismissal"),
                                    ("forward_letter", "Letter that forwards a case"),
                                    ("submission", "Submission to the signer"),
                                    ("delivery_record", "Record of delivery"),
                                    ("case_index", "Index of the case file"),
                                    ("evidence_sheet", "Evidence sheet"),
                                    ("case_report", "Case report"),
                                    ("case_report_short", "Case report, short form"),
                                    ("annual_report", "Annual report"),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("register", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("number_text", models.CharField(max_length=60)),
                        ("issued_on", models.DateField()),
                        ("issued_at", models.DateTimeField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("pages", models.PositiveSmallIntegerField()),
                        (
                            "verification_code",
                            models.CharField(max_length=20, unique=True),
                        ),
                        (
                            "signature_places",
                            models.JSONField(blank=True, default=list),
                        ),
                        ("data", models.JSONField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="cases.case",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="inspections.inspection",
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
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued",
                                to="documents.formtemplate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-issued_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "register", "year", "number"),
                                name="issueddocument_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("case__isnull", True),
                                        ("inspection__isnull", False),
                                    ),
                                    models.Q(
                                        ("case__isnull", False),
                                        ("inspection__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="issueddocument_of_one_record",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "form__in",
                                        [
                                            "inspection_decision",
                                            "inspection_record",
                                            "inspection_conclusion",
                                            "violation_record",
                                            "explanation_record",
                                            "verification_record",
                                            "valuation_record",
                                            "seizure_decision",
                                            "seizure_record",
                                            "seizure_extension",
                                            "seal_record",
                                            "seizure_return",
                                            "sanction_on_spot",
                                            "sanction_decision",
                                            "confiscation_decision",
                                            "remedial_decision",
                                            "confiscation_record",
                                            "destruction_record",
                                            "deferral",
                                            "relief",
                                            "instalment",
                                            "enforcement_decision",
                                            "suspension_decision",
                                            "criminal_transfer",
                                            "handover_record",
                                            "delegation_decision",
                                            "annul_decision",
                                            "amend_decision",
                                            "reopening_decision",
                                            "expert_request",
                                            "dismissal_notice",
                                            "forward_letter",
                                            "submission",
                                            "delivery_record",
                                            "case_index",
                                            "evidence_sheet",
                                            "case_report",
                                            "case_report_short",
                                            "annual_report",
                                        ],
                                    )
                                ),
                                name="issueddocument_form_known",
                            ),
                        ],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    facilities.identity_keys.Folded("number_text"),
                                    facilities.name_order.ViPlain("number_text"),
                                    config="simple",
                                ),
                                name="document_search",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="issueddocument_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="02180206995cfe9c331b4202b4ac0c43a46e8df5",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_issueddocument_insert_only_6cacf",
                                    table="documents_issueddocument",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
