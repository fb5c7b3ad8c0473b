"""All tables at once, as the migrations that it replaces left them."""

import django.contrib.postgres.fields
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
        ("inspections", "0001_inspections"),
        ("inspections", "0002_tip_offs"),
        ("inspections", "0003_planned_days"),
        ("inspections", "0004_overlap_conflicts"),
        ("inspections", "0005_search"),
        ("inspections", "0006_remote_reviews"),
        ("inspections", "0007_follow_ups"),
        ("inspections", "0008_field_records"),
        ("inspections", "0009_checklist_drafts"),
        ("inspections", "0010_field_finishing"),
        ("inspections", "0011_signed_on_screen"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
        ("evidence", "0001_together"),
        ("facilities", "0001_together"),
        ("regulations", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Checklist",
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
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("title_vi", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, max_length=200)),
                        ("subject_vi", models.CharField(max_length=300)),
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
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("VISIT", "The team, on the spot"),
                                    ("REMOTE", "The facility, in writing"),
                                ],
                                default="VISIT",
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("use__in", ["VISIT", "REMOTE"])),
                                name="checklist_use_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="inspections.checklist",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["checklist", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checklist", "number"),
                                name="checklistversion_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on__isnull", True),
                                    ("withdrawn_on__gte", models.F("published_on")),
                                    _connector="OR",
                                ),
                                name="checklistversion_period",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="checklistversion_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."checklist_id" IS DISTINCT FROM (NEW."checklist_id") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on"))',
                                    func="\n    IF OLD.published_on IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="cc76c28f03a490eff2aa46bc3936a3973c4eea1a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_checklistversion_fixed_04eea",
                                    table="inspections_checklistversion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="checklistversion_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.published_on IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="f858622f8cadcbd06be81f2bd010ea36f1771cbc",
                                    operation="DELETE",
                                    pgid="pgtrigger_checklistversion_stays_c957b",
                                    table="inspections_checklistversion",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
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
                        ("position", models.PositiveSmallIntegerField()),
                        ("number", models.CharField(max_length=8)),
                        ("section_vi", models.CharField(max_length=120)),
                        ("section_en", models.CharField(blank=True, max_length=120)),
                        ("question_vi", models.TextField()),
                        ("question_en", models.TextField(blank=True)),
                        ("legal_ref", models.CharField(blank=True, max_length=200)),
                        ("suggests", models.CharField(blank=True, max_length=30)),
                        ("requires_photo_on_fail", models.BooleanField(default=False)),
                        (
                            "phrases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="inspections.checklistversion",
                            ),
                        ),
                        ("asks_file", models.BooleanField(default=False)),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="inspections.checklistitem",
                            ),
                        ),
                        ("help_en", models.TextField(blank=True)),
                        ("help_vi", models.TextField(blank=True)),
                        ("requires_note_on_fail", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["version", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "position"),
                                name="checklistitem_position_once",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "number"),
                                name="checklistitem_number_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="checklistitem_published",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_checklistversion AS version\n        WHERE version.id IN (OLD.version_id, NEW.version_id)\n            AND version.published_on IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'a published checklist does not change: % refused', TG_OP\n            USING ERRCODE = 'restrict_violation', HINT = 'Make a new version.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="1e2f7b67ab44519c09810b3b17d9d2c35088cc31",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_checklistitem_published_4625a",
                                    table="inspections_checklistitem",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionPlan",
                    fields=[
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("REVIEWED", "Reviewed"),
                                    ("APPROVED", "Approved"),
                                    ("PUBLISHED", "Published"),
                                    ("IN_PROGRESS", "Being carried out"),
                                    ("FINISHED", "Finished"),
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
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("INSPECTION", "Inspection"),
                                    ("CHECK", "Check"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        (
                            "legal_bases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("proposed_on", models.DateField(blank=True, null=True)),
                        ("reviewed_on", models.DateField(blank=True, null=True)),
                        ("return_reason", models.TextField(blank=True)),
                        ("approved_on", models.DateField(blank=True, null=True)),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "number_year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_plans",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
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
                        "ordering": ["-year", "agency", "kind", "id"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    facilities.identity_keys.Folded("title"),
                                    config="simple",
                                ),
                                name="plan_search",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    facilities.identity_keys.Folded("title"),
                                    "gin_trgm_ops",
                                ),
                                name="plan_trigram",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "DRAFT",
                                            "REVIEWED",
                                            "APPROVED",
                                            "PUBLISHED",
                                            "IN_PROGRESS",
                                            "FINISHED",
                                        ],
                                    )
                                ),
                                name="inspectionplan_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["INSPECTION", "CHECK"])
                                ),
                                name="inspectionplan_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("proposed_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="inspectionplan_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by__isnull", True),
                                    models.Q(
                                        ("reviewed_by", models.F("proposed_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="inspectionplan_reviewed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_by__isnull", True),
                                        ("number__isnull", True),
                                        ("state__in", ["DRAFT", "REVIEWED"]),
                                    ),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("approved_on__isnull", False),
                                        ("number__isnull", False),
                                        ("number_year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspectionplan_numbered_once_approved",
                            ),
                            models.UniqueConstraint(
                                fields=("agency", "number_year", "number"),
                                name="inspectionplan_number_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectionplan_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DRAFT:REVIEWED,REVIEWED:DRAFT,REVIEWED:APPROVED,APPROVED:PUBLISHED,PUBLISHED:IN_PROGRESS,IN_PROGRESS:FINISHED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="8ee1ab9d8dfe2100960df449c33d8d36e5467e89",
                                    operation="UPDATE",
                                    pgid="pgtrigger_inspectionplan_edges_00a47",
                                    table="inspections_inspectionplan",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PlanItem",
                    fields=[
                        ("exception_reason", models.TextField(blank=True)),
                        ("exception_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "clashes_with",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PLANNED", "Planned"),
                                    ("DECIDED", "Decision signed"),
                                    ("DONE", "Done"),
                                    ("POSTPONED", "Postponed"),
                                    ("DROPPED", "Dropped"),
                                ],
                                default="PLANNED",
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
                        ("position", models.PositiveSmallIntegerField()),
                        ("first_month", models.PositiveSmallIntegerField()),
                        ("last_month", models.PositiveSmallIntegerField()),
                        (
                            "mode",
                            models.CharField(
                                choices=[("ON_SITE", "On site"), ("REMOTE", "Remote")],
                                max_length=10,
                            ),
                        ),
                        (
                            "content",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("LICENCES", "Licences and registrations"),
                                        ("EQUIPMENT", "Equipment"),
                                        ("JOB_FILES", "Job files and registers"),
                                        (
                                            "PUBLICATIONS",
                                            "Publications and their decisions",
                                        ),
                                        ("INVOICES", "Invoices and proof of origin"),
                                        ("CONTENT", "Content of publications"),
                                        ("COPYRIGHT", "Copyright"),
                                        ("LEGAL_DEPOSIT", "Legal deposit"),
                                        ("IMPORT", "Import of publications"),
                                        ("ONLINE_SALE", "Sale online"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("scope", models.TextField(blank=True)),
                        (
                            "exception_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "exception_evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_items",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "lead_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_plan_items",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="inspections.inspectionplan",
                            ),
                        ),
                        ("planned_on", models.DateField(blank=True, null=True)),
                        (
                            "team_lead",
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
                        "ordering": ["plan", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("exception_at__isnull", True),
                                        ("exception_by__isnull", True),
                                        ("exception_reason", ""),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("exception_reason", ""), _negated=True
                                        ),
                                        ("exception_at__isnull", False),
                                        ("exception_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="planitem_exception_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PLANNED",
                                            "DECIDED",
                                            "DONE",
                                            "POSTPONED",
                                            "DROPPED",
                                        ],
                                    )
                                ),
                                name="planitem_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["ON_SITE", "REMOTE"])),
                                name="planitem_mode_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_month__range", (1, 12)),
                                    ("last_month__range", (1, 12)),
                                    ("last_month__gte", models.F("first_month")),
                                ),
                                name="planitem_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("content__len__gte", 1)),
                                name="planitem_has_content",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "DROPPED"), _negated=True),
                                fields=("plan", "facility"),
                                name="planitem_facility_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("planned_on__isnull", True),
                                    models.Q(
                                        (
                                            "planned_on__month__gte",
                                            models.F("first_month"),
                                        ),
                                        (
                                            "planned_on__month__lte",
                                            models.F("last_month"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="planitem_planned_in_window",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="planitem_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PLANNED:DECIDED,DECIDED:PLANNED,DECIDED:DONE,PLANNED:POSTPONED,POSTPONED:PLANNED,PLANNED:DROPPED,POSTPONED:DROPPED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="c1964efea375961c75b82eb8b3a0ba4fd8ed557c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_planitem_edges_1a7ed",
                                    table="inspections_planitem",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        ("exception_reason", models.TextField(blank=True)),
                        ("exception_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "clashes_with",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PLANNED", "Planned"),
                                    ("DECIDED", "Decision signed"),
                                    ("UNDER_WAY", "Under way"),
                                    ("RECORDED", "Record locked"),
                                    ("CONCLUDED", "Concluded"),
                                    ("DONE_WITHOUT_VISIT", "Done without a visit"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="PLANNED",
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
                        ("number", models.CharField(max_length=20, unique=True)),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("PLAN", "Plan"),
                                    ("TIP_OFF", "Tip-off"),
                                    ("SIGN_OF_VIOLATION", "Sign of a violation"),
                                    ("SUPERIOR_ORDER", "Order of a superior"),
                                    (
                                        "REQUEST",
                                        "Request of the facility or another agency",
                                    ),
                                    ("FOLLOW_UP", "Carrying out of a conclusion"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("ground_text", models.TextField(blank=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("INSPECTION", "Inspection"),
                                    ("CHECK", "Check"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("ON_SITE", "On site"), ("REMOTE", "Remote")],
                                max_length=10,
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=300)),
                        (
                            "content",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("LICENCES", "Licences and registrations"),
                                        ("EQUIPMENT", "Equipment"),
                                        ("JOB_FILES", "Job files and registers"),
                                        (
                                            "PUBLICATIONS",
                                            "Publications and their decisions",
                                        ),
                                        ("INVOICES", "Invoices and proof of origin"),
                                        ("CONTENT", "Content of publications"),
                                        ("COPYRIGHT", "Copyright"),
                                        ("LEGAL_DEPOSIT", "Legal deposit"),
                                        ("IMPORT", "Import of publications"),
                                        ("ONLINE_SALE", "Sale online"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("scheduled_on", models.DateField()),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("remote_result", models.TextField(blank=True)),
                        ("remote_reviewed_on", models.DateField(blank=True, null=True)),
                        ("cancel_reason", models.TextField(blank=True)),
                        (
                            "draft_conclusion_received_on",
                            models.DateField(blank=True, null=True),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "checklist_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="inspections.checklistversion",
                            ),
                        ),
                        (
                            "exception_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "exception_evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="agencies.ward",
                            ),
                        ),
                        (
                            "plan_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="inspections.planitem",
                            ),
                        ),
                        ("counts_yearly", models.BooleanField(default=True)),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-scheduled_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["agency", "state", "scheduled_on"],
                                name="visit_of_agency",
                            ),
                            models.Index(
                                fields=["facility", "year"], name="visit_of_facility"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.search.SearchVector(
                                    facilities.identity_keys.Folded("number"),
                                    facilities.name_order.ViPlain("number"),
                                    facilities.identity_keys.Folded("subject"),
                                    config="simple",
                                ),
                                name="visit_search",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("exception_at__isnull", True),
                                        ("exception_by__isnull", True),
                                        ("exception_reason", ""),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("exception_reason", ""), _negated=True
                                        ),
                                        ("exception_at__isnull", False),
                                        ("exception_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_exception_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PLANNED",
                                            "DECIDED",
                                            "UNDER_WAY",
                                            "RECORDED",
                                            "CONCLUDED",
                                            "DONE_WITHOUT_VISIT",
                                            "CANCELLED",
                                        ],
                                    )
                                ),
                                name="inspection_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["INSPECTION", "CHECK"])
                                ),
                                name="inspection_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["ON_SITE", "REMOTE"])),
                                name="inspection_mode_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ground", "PLAN"), ("plan_item__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("ground", "PLAN"), _negated=True),
                                        ("plan_item__isnull", True),
                                        models.Q(("ground_text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_planned_or_grounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="inspection_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at__isnull", False),
                                    ("state__in", ["PLANNED", "DECIDED", "CANCELLED"]),
                                    _connector="OR",
                                ),
                                name="inspection_started_when_under_way",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state", "CANCELLED"), _negated=True
                                ),
                                fields=("plan_item",),
                                name="inspection_one_per_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ground__in",
                                        [
                                            "PLAN",
                                            "TIP_OFF",
                                            "SIGN_OF_VIOLATION",
                                            "SUPERIOR_ORDER",
                                            "REQUEST",
                                            "FOLLOW_UP",
                                        ],
                                    )
                                ),
                                name="inspection_ground_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("follows__isnull", False),
                                        ("ground", "FOLLOW_UP"),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("ground", "FOLLOW_UP"), _negated=True
                                        ),
                                        ("counts_yearly", True),
                                        ("follows__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_follows_a_conclusion",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspection_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PLANNED:DECIDED,DECIDED:UNDER_WAY,UNDER_WAY:RECORDED,RECORDED:CONCLUDED,UNDER_WAY:DONE_WITHOUT_VISIT,PLANNED:CANCELLED,DECIDED:CANCELLED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="3124175e9c6f00d9fc58caa9d76feeffd72b7d39",
                                    operation="UPDATE",
                                    pgid="pgtrigger_inspection_edges_6e499",
                                    table="inspections_inspection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="inspection_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.state IN ('RECORDED', 'CONCLUDED') THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="93e2797b5cb494ac176638815dfd41c2529a736a",
                                    operation="DELETE",
                                    pgid="pgtrigger_inspection_stays_6c027",
                                    table="inspections_inspection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="inspection_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."checklist_version_id" IS DISTINCT FROM (NEW."checklist_version_id") OR OLD."clashes_with" IS DISTINCT FROM (NEW."clashes_with") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."counts_yearly" IS DISTINCT FROM (NEW."counts_yearly") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."exception_at" IS DISTINCT FROM (NEW."exception_at") OR OLD."exception_by_id" IS DISTINCT FROM (NEW."exception_by_id") OR OLD."exception_evidence_id" IS DISTINCT FROM (NEW."exception_evidence_id") OR OLD."exception_reason" IS DISTINCT FROM (NEW."exception_reason") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."ground_text" IS DISTINCT FROM (NEW."ground_text") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."plan_item_id" IS DISTINCT FROM (NEW."plan_item_id") OR OLD."remote_result" IS DISTINCT FROM (NEW."remote_result") OR OLD."remote_reviewed_on" IS DISTINCT FROM (NEW."remote_reviewed_on") OR OLD."scheduled_on" IS DISTINCT FROM (NEW."scheduled_on") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."ward_id" IS DISTINCT FROM (NEW."ward_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    IF OLD.state IN ('RECORDED', 'CONCLUDED') THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="c11be4e7f54c8cfa382413efbceefbfc1aa066d4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_inspection_fixed_328f9",
                                    table="inspections_inspection",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Answer",
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
                            "result",
                            models.CharField(
                                choices=[
                                    ("PASS", "Pass"),
                                    ("FAIL", "Fail"),
                                    ("NOT_APPLICABLE", "Not applicable"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("at", models.DateTimeField()),
                        ("is_current", models.BooleanField(default=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="inspections.checklistitem",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item__position", "-at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["PASS", "FAIL", "NOT_APPLICABLE"])
                                ),
                                name="answer_result_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("inspection", "item"),
                                name="answer_one_current",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="answer_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="86049e906415d7a34cf639503977db81d60bd932",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_answer_locked_1f6ff",
                                    table="inspections_answer",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                        ("position", models.PositiveSmallIntegerField()),
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
                        ("url", models.CharField(blank=True, max_length=500)),
                        ("detected_on", models.DateField()),
                        ("act_ended_on", models.DateField(blank=True, null=True)),
                        ("place", models.CharField(blank=True, max_length=300)),
                        (
                            "quantity",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("unit", models.CharField(blank=True, max_length=30)),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_reason", models.TextField(blank=True)),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="inspections.answer",
                            ),
                        ),
                        (
                            "behaviour",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="regulations.violationbehaviour",
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
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="agencies.ward",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "position"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["OFFLINE", "ONLINE"])
                                ),
                                name="finding_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("description", ""), _negated=True),
                                name="finding_described",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("act_ended_on__isnull", True),
                                    ("act_ended_on__lte", models.F("detected_on")),
                                    _connector="OR",
                                ),
                                name="finding_detected_after_the_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                        ("withdrawn_reason", ""),
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(
                                            ("withdrawn_reason", ""), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_withdrawn_whole",
                            ),
                            models.UniqueConstraint(
                                fields=("inspection", "position"),
                                name="finding_position_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="finding_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="2de2a836f087effe9b421ef7355bd80087a895cc",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_finding_locked_c7d6a",
                                    table="inspections_finding",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvidence",
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
                            "evidence_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_links",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_links",
                                to="inspections.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("finding", "evidence_file"),
                                name="findingevidence_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="findingevidence_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (SELECT finding.inspection_id FROM inspections_finding AS finding WHERE finding.id IN (OLD.finding_id, NEW.finding_id))\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="e05376f496450d01eb529c7a22513a5c55286f1c",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_findingevidence_locked_98e8d",
                                    table="inspections_findingevidence",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingTitle",
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
                        ("title", models.CharField(max_length=300)),
                        ("publisher", models.CharField(blank=True, max_length=200)),
                        (
                            "registration_no",
                            models.CharField(blank=True, max_length=80),
                        ),
                        ("decision_no", models.CharField(blank=True, max_length=80)),
                        (
                            "licensed_quantity",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("found_quantity", models.PositiveIntegerField()),
                        ("unit", models.CharField(default="bản", max_length=30)),
                        ("has_invoices", models.BooleanField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="titles",
                                to="inspections.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="findingtitle_named",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="findingtitle_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (SELECT finding.inspection_id FROM inspections_finding AS finding WHERE finding.id IN (OLD.finding_id, NEW.finding_id))\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="72c404bfb42327cc2ae7fec8e74a8a860e28e856",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_findingtitle_locked_139e5",
                                    table="inspections_findingtitle",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedTitle",
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
                        ("title", models.CharField(max_length=300)),
                        ("publisher", models.CharField(blank=True, max_length=200)),
                        (
                            "registration_no",
                            models.CharField(blank=True, max_length=80),
                        ),
                        ("decision_no", models.CharField(blank=True, max_length=80)),
                        (
                            "licensed_quantity",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("found_quantity", models.PositiveIntegerField()),
                        ("unit", models.CharField(default="bản", max_length=30)),
                        ("has_invoices", models.BooleanField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspected_titles",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="inspectedtitle_named",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectedtitle_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="59929a47010126fe1651b76844f0cf2bbda387c2",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_inspectedtitle_locked_32572",
                                    table="inspections_inspectedtitle",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedPaper",
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
                        ("name", models.CharField(max_length=300)),
                        (
                            "number_and_date",
                            models.CharField(blank=True, max_length=200),
                        ),
                        ("result", models.CharField(max_length=300)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspected_papers",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "id"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectedpaper_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="65e35a5515828b89236f72ccbb501a893e51604e",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_inspectedpaper_locked_2b58a",
                                    table="inspections_inspectedpaper",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedDevice",
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
                        ("name", models.CharField(max_length=120)),
                        (
                            "maker_and_model",
                            models.CharField(blank=True, max_length=200),
                        ),
                        ("serial", models.CharField(blank=True, max_length=80)),
                        (
                            "year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "colours",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("condition", models.CharField(blank=True, max_length=200)),
                        (
                            "equipment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sightings",
                                to="facilities.equipment",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspected_devices",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "id"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspecteddevice_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="257a94f048594d8bd01847e82ad306b98f103705",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_inspecteddevice_locked_8332f",
                                    table="inspections_inspecteddevice",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionConclusion",
                    fields=[
                        ("register", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("signer_title", models.CharField(blank=True, max_length=120)),
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
                        ("text", models.TextField()),
                        ("published_on", models.DateField(blank=True, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "inspection",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conclusion",
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
                    ],
                    options={
                        "ordering": ["-signed_on", "id"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "register", "year", "number"),
                                name="inspectionconclusion_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="inspectionconclusion_says_something",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectionconclusion_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."register" IS DISTINCT FROM (NEW."register") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."signer_title" IS DISTINCT FROM (NEW."signer_title") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="a9405c2d0b65e273b207aac002879f845a620fd2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_inspectionconclusion_frozen_b4eb0",
                                    table="inspections_inspectionconclusion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="inspectionconclusion_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="429194500b04e409f5a378bc0852134318dc5e27",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_inspectionconclusion_stays_8da37",
                                    table="inspections_inspectionconclusion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="publishedconclusion_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func="\n    IF OLD.published_on IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="c21d8e8312a0d29350403ab357343a4f6a407de0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_publishedconclusion_fixed_9c1c9",
                                    table="inspections_inspectionconclusion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="publishedconclusion_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.published_on IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="ecfa870599a5b6e784bc46419dce347743de081f",
                                    operation="DELETE",
                                    pgid="pgtrigger_publishedconclusion_stays_209e4",
                                    table="inspections_inspectionconclusion",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionDecision",
                    fields=[
                        ("register", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("signer_title", models.CharField(blank=True, max_length=120)),
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
                        ("served_on", models.DateField(blank=True, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "inspection",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision",
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
                    ],
                    options={
                        "ordering": ["-signed_on", "id"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "register", "year", "number"),
                                name="inspectiondecision_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("served_on__isnull", True),
                                    ("served_on__gte", models.F("signed_on")),
                                    _connector="OR",
                                ),
                                name="inspectiondecision_served_after_signing",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectiondecision_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."register" IS DISTINCT FROM (NEW."register") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_by_id" IS DISTINCT FROM (NEW."signed_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."signer_title" IS DISTINCT FROM (NEW."signer_title") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func="\n    IF TRUE THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="fde91e374ec30e7a11d143b8e41992b731b23d34",
                                    operation="UPDATE",
                                    pgid="pgtrigger_inspectiondecision_fixed_f4096",
                                    table="inspections_inspectiondecision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="inspectiondecision_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF TRUE THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="e4838c09d451f628961d54e93ec12b6e50e23d99",
                                    operation="DELETE",
                                    pgid="pgtrigger_inspectiondecision_stays_dfd4c",
                                    table="inspections_inspectiondecision",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionEvidence",
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
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_links",
                                to="inspections.answer",
                            ),
                        ),
                        (
                            "evidence_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_links",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_links",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "evidence_file", "answer"),
                                name="inspectionevidence_once",
                                nulls_distinct=False,
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectionevidence_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="47bd6f0fea282cc7c59de2de2515029e66d7466a",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_inspectionevidence_locked_bf0dc",
                                    table="inspections_inspectionevidence",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldRecord",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "visit_version",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("supplements", models.UUIDField(blank=True, null=True)),
                        ("place_name", models.CharField(max_length=250)),
                        ("device_id", models.UUIDField()),
                        ("device_name", models.CharField(blank=True, max_length=120)),
                        ("app", models.CharField(max_length=20)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField()),
                        ("device_time", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        ("last_at", models.DateTimeField()),
                        ("body_sha256", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECEIVING", "Being received"),
                                    ("COMPLETE", "Complete"),
                                ],
                                default="RECEIVING",
                                max_length=10,
                            ),
                        ),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not complete yet"),
                                    ("APPLIED", "Taken over into the visit"),
                                    ("SUPPLEMENT", "Supplement beside the visit"),
                                    ("UNPLANNED", "Waits for its visit to begin"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        (
                            "outcome_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("CLOSED", "The visit was closed meanwhile"),
                                    (
                                        "NOT_DECIDED",
                                        "The visit has no decision that was signed",
                                    ),
                                    (
                                        "OTHER_TEAM",
                                        "The sender was taken off the team meanwhile",
                                    ),
                                    (
                                        "OTHER_CHECKLIST",
                                        "The visit has answers to another version of the checklist",
                                    ),
                                    ("NO_VISIT", "No visit has been opened for it yet"),
                                    (
                                        "REFUSED",
                                        "A rule of the visit refused a part of it",
                                    ),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_note", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "checklist_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="inspections.checklistversion",
                            ),
                        ),
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="field_records",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="field_records",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "finished_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("finished_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-received_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["sender", "state"], name="fieldrecord_of_sender"
                            ),
                            models.Index(fields=["visit"], name="fieldrecord_of_visit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["RECEIVING", "COMPLETE"])
                                ),
                                name="fieldrecord_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("body_sha256__regex", "^[0-9a-f]{64}$")
                                ),
                                name="fieldrecord_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("completed_at__isnull", True),
                                        ("outcome", ""),
                                        ("state", "RECEIVING"),
                                    ),
                                    models.Q(
                                        ("completed_at__isnull", False),
                                        ("state", "COMPLETE"),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldrecord_complete_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome__in", ["", "APPLIED"]),
                                        ("outcome_reason", ""),
                                    ),
                                    models.Q(
                                        ("outcome__in", ["SUPPLEMENT", "UNPLANNED"]),
                                        (
                                            "outcome_reason__in",
                                            [
                                                "CLOSED",
                                                "NOT_DECIDED",
                                                "OTHER_TEAM",
                                                "OTHER_CHECKLIST",
                                                "NO_VISIT",
                                                "REFUSED",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldrecord_reason_where_not_applied",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                        ("settled_note", ""),
                                    ),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldrecord_settled_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("finished_by__isnull", True),
                                        ("finished_reason", ""),
                                    ),
                                    models.Q(
                                        ("finished_by__isnull", False),
                                        ("state", "COMPLETE"),
                                        models.Q(
                                            ("finished_reason", ""), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldrecord_finished_whole",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="fieldrecord_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{RECEIVING:COMPLETE}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="df37ae9092a0fe8a2c40a2bf88725f3ed7a4bec4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_fieldrecord_edges_1930a",
                                    table="inspections_fieldrecord",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="fieldrecord_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."device_id" IS DISTINCT FROM (NEW."device_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."sender_id" IS DISTINCT FROM (NEW."sender_id"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="f399f1f0434bea3465f446fd390994dd84b9ac54",
                                    operation="UPDATE",
                                    pgid="pgtrigger_fieldrecord_frozen_318d6",
                                    table="inspections_fieldrecord",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="fieldrecord_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="48f3a9f7512885ff5d6eb3be99c23c54a5e358ce",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_fieldrecord_stays_8dd43",
                                    table="inspections_fieldrecord",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="completefieldrecord_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.state = 'COMPLETE' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="b3cc43b483fb3ed4c49991d82f140bc3abc1d963",
                                    operation="DELETE",
                                    pgid="pgtrigger_completefieldrecord_stays_e6749",
                                    table="inspections_fieldrecord",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="completefieldrecord_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."app" IS DISTINCT FROM (NEW."app") OR OLD."body_sha256" IS DISTINCT FROM (NEW."body_sha256") OR OLD."checklist_version_id" IS DISTINCT FROM (NEW."checklist_version_id") OR OLD."completed_at" IS DISTINCT FROM (NEW."completed_at") OR OLD."device_id" IS DISTINCT FROM (NEW."device_id") OR OLD."device_name" IS DISTINCT FROM (NEW."device_name") OR OLD."device_time" IS DISTINCT FROM (NEW."device_time") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."finished_by_id" IS DISTINCT FROM (NEW."finished_by_id") OR OLD."finished_reason" IS DISTINCT FROM (NEW."finished_reason") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."sender_id" IS DISTINCT FROM (NEW."sender_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."supplements" IS DISTINCT FROM (NEW."supplements") OR OLD."visit_version" IS DISTINCT FROM (NEW."visit_version"))',
                                    func="\n    IF OLD.state = 'COMPLETE' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="832f76a051422f592a5aa6cad88abdf072aaff3a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_completefieldrecord_fixed_b5e70",
                                    table="inspections_fieldrecord",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionRecord",
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
                        ("register", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("place", models.CharField(max_length=300)),
                        ("copies", models.PositiveSmallIntegerField(default=2)),
                        (
                            "representative_name",
                            models.CharField(blank=True, max_length=120),
                        ),
                        (
                            "representative_title",
                            models.CharField(blank=True, max_length=120),
                        ),
                        ("representative_signed", models.BooleanField()),
                        ("refusal_reason", models.TextField(blank=True)),
                        ("witness_name", models.CharField(blank=True, max_length=120)),
                        (
                            "witness_address",
                            models.CharField(blank=True, max_length=300),
                        ),
                        ("online_note", models.TextField(blank=True)),
                        ("remarks", models.TextField()),
                        ("requests", models.TextField(blank=True)),
                        ("facility_opinion", models.TextField(blank=True)),
                        ("passed", models.PositiveSmallIntegerField()),
                        ("failed", models.PositiveSmallIntegerField()),
                        ("not_applicable", models.PositiveSmallIntegerField()),
                        ("findings", models.PositiveSmallIntegerField()),
                        ("copies_found", models.PositiveIntegerField()),
                        ("files", models.PositiveSmallIntegerField()),
                        ("locked_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "inspection",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="record",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "locked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_in",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="inspections.fieldrecord",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "register", "year", "number"),
                                name="inspectionrecord_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("made_at__gte", models.F("started_at"))
                                ),
                                name="inspectionrecord_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("representative_signed", True),
                                        models.Q(
                                            ("representative_name", ""), _negated=True
                                        ),
                                    ),
                                    models.Q(
                                        ("representative_signed", False),
                                        models.Q(("refusal_reason", ""), _negated=True),
                                        models.Q(("witness_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspectionrecord_signed_or_witnessed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="inspectionrecord_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="a4cb04784b7ec8b5bcfd78aae240349e24ded377",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_inspectionrecord_insert_only_e5f72",
                                    table="inspections_inspectionrecord",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanChange",
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
                        ("position", models.PositiveSmallIntegerField()),
                        ("reason", models.TextField()),
                        ("legal_basis", models.TextField()),
                        ("occurred_on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="inspections.inspectionplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "position"),
                                name="planchange_position_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("legal_basis", ""), _negated=True),
                                ),
                                name="planchange_is_grounded",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="planchange_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8e06a17d51a6660ac853191470d3f292bb096213",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_planchange_insert_only_386a2",
                                    table="inspections_planchange",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanChangeLine",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ADDED", "Added"),
                                    ("DROPPED", "Dropped"),
                                    ("MOVED", "Moved to other months"),
                                    ("POSTPONED", "Postponed"),
                                    ("RESUMED", "Taken up again"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "first_month_before",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "last_month_before",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "first_month_after",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "last_month_after",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="inspections.planchange",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="inspections.planitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["change", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "ADDED",
                                            "DROPPED",
                                            "MOVED",
                                            "POSTPONED",
                                            "RESUMED",
                                        ],
                                    )
                                ),
                                name="planchangeline_kind_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="planchangeline_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="72f5c87d105f05e57ff201f48f6ac0465fb9b9f5",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_planchangeline_insert_only_66387",
                                    table="inspections_planchangeline",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
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
                        ("title", models.CharField(blank=True, max_length=120)),
                        ("is_lead", models.BooleanField(default=False)),
                        ("is_secretary", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="team",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="team_memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection", "-is_lead", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "officer"), name="teammember_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_lead", True)),
                                fields=("inspection",),
                                name="teammember_one_lead",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="teammember_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_inspectionrecord AS record\n        WHERE record.inspection_id IN (OLD.inspection_id, NEW.inspection_id)\n    ) THEN\n        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation',\n                  HINT = 'A correction is a supplement.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="b24a2fd25800ad5799bc8395dcf0beb3417f2051",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_teammember_locked_13a59",
                                    table="inspections_teammember",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TipOff",
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
                            "number",
                            models.CharField(
                                editable=False, max_length=40, unique=True
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("IN_PERSON", "In person"),
                                    ("LETTER", "Letter"),
                                    ("PHONE", "Telephone"),
                                    ("PUBLIC_FORM", "Public form"),
                                    ("OTHER", "Another way"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("is_online", models.BooleanField(default=False)),
                        (
                            "urls",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=500),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("NEW", "Waits for triage"),
                                    ("FOR_VISIT", "Leads to a visit"),
                                    ("NO_ACTION", "No action"),
                                    ("DUPLICATE", "Already known"),
                                    ("IN_CASE", "Became a case"),
                                ],
                                default="NEW",
                                max_length=10,
                            ),
                        ),
                        ("taken_at", models.DateTimeField()),
                        ("taken_on", models.DateField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_reason", models.TextField(blank=True)),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tip_offs",
                                to="facilities.facility",
                            ),
                        ),
                        (
                            "files",
                            models.ManyToManyField(
                                related_name="tip_offs", to="evidence.evidencefile"
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_by_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tip_offs_taken",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "to_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tip_offs",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.ward",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["taken_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "NEW",
                                            "FOR_VISIT",
                                            "NO_ACTION",
                                            "DUPLICATE",
                                            "IN_CASE",
                                        ],
                                    )
                                ),
                                name="tip_off_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        [
                                            "IN_PERSON",
                                            "LETTER",
                                            "PHONE",
                                            "PUBLIC_FORM",
                                            "OTHER",
                                        ],
                                    )
                                ),
                                name="tip_off_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True), ("state", "NEW")
                                    ),
                                    models.Q(
                                        models.Q(("state", "NEW"), _negated=True),
                                        ("settled_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="tip_off_settled_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Informant",
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
                        ("sealed_name", models.BinaryField()),
                        ("sealed_contact", models.BinaryField()),
                        ("kept_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "tip_off",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="informant_kept",
                                to="inspections.tipoff",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="informant_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="50b743a580d0f412f046fc945e0408dc11cf62cf",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_informant_insert_only_6cde4",
                                    table="inspections_informant",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OverlapConflict",
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
                        ("code", models.CharField(max_length=20)),
                        ("clash", models.TextField()),
                        ("request", models.TextField()),
                        ("raised_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Waits for a decision"),
                                    ("SETTLED", "Decided"),
                                ],
                                default="OPEN",
                                max_length=10,
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("GIVES_WAY", "This plan leaves the facility out"),
                                    ("OTHER_GIVES_WAY", "The other visit gives way"),
                                    ("JOINT", "One joint team, with the other visit"),
                                    ("BOTH_STAND", "Both visits are made"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("ground", models.TextField(blank=True)),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overlaps",
                                to="inspections.planitem",
                            ),
                        ),
                        (
                            "other_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overlaps_against",
                                to="inspections.planitem",
                            ),
                        ),
                        (
                            "other_visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overlaps_against",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code__in", ("once_a_year", "same_content"))
                                ),
                                name="overlapconflict_code_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("other_item__isnull", False),
                                            ("other_visit__isnull", True),
                                        ),
                                        models.Q(
                                            ("other_item__isnull", True),
                                            ("other_visit__isnull", False),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("other_item", models.F("item")), _negated=True
                                    ),
                                ),
                                name="overlapconflict_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("request", ""), _negated=True),
                                    models.Q(("clash", ""), _negated=True),
                                ),
                                name="overlapconflict_is_grounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decided_on__isnull", True),
                                        ("decision", ""),
                                        ("ground", ""),
                                        ("state", "OPEN"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        (
                                            "decision__in",
                                            [
                                                "GIVES_WAY",
                                                "OTHER_GIVES_WAY",
                                                "JOINT",
                                                "BOTH_STAND",
                                            ],
                                        ),
                                        ("state", "SETTLED"),
                                        models.Q(("ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="overlapconflict_decision_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("other_item__isnull", False)),
                                fields=("item", "other_item"),
                                name="overlapconflict_item_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("other_visit__isnull", False)),
                                fields=("item", "other_visit"),
                                name="overlapconflict_visit_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="overlapconflict_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func="\n    IF OLD.state = 'SETTLED' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="143d1b85635b2c92da6f2c0bf6de60603f8e7031",
                                    operation="UPDATE",
                                    pgid="pgtrigger_overlapconflict_fixed_4c82e",
                                    table="inspections_overlapconflict",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="overlapconflict_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.state = 'SETTLED' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="e2707422da1e19fb7f8f9b7de46eeff0f2bfda3a",
                                    operation="DELETE",
                                    pgid="pgtrigger_overlapconflict_stays_1b2bf",
                                    table="inspections_overlapconflict",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemoteReview",
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
                                    ("SENT", "Waits for the answer"),
                                    ("SATISFIED", "Answered, in order"),
                                    ("DOUBTFUL", "Answered, to be looked at on site"),
                                    ("INCOMPLETE", "Not answered in full"),
                                    ("REFUSED", "Answer refused"),
                                ],
                                default="SENT",
                                max_length=10,
                            ),
                        ),
                        ("sent_on", models.DateField()),
                        (
                            "sent_way",
                            models.CharField(
                                choices=[
                                    ("EMAIL", "E-mail"),
                                    ("PORTAL", "Portal of public services"),
                                    ("POST", "Post"),
                                    ("IN_PERSON", "In person"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sent_to", models.CharField(max_length=200)),
                        ("message", models.TextField(blank=True)),
                        ("due_on", models.DateField()),
                        ("sent_at", models.DateTimeField()),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_reviews",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_reviews",
                                to="inspections.checklistversion",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-sent_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "SENT",
                                            "SATISFIED",
                                            "DOUBTFUL",
                                            "INCOMPLETE",
                                            "REFUSED",
                                        ],
                                    )
                                ),
                                name="remotereview_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sent_way__in",
                                        ["EMAIL", "PORTAL", "POST", "IN_PERSON"],
                                    )
                                ),
                                name="remotereview_way_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gte", models.F("sent_on"))
                                ),
                                name="remotereview_due_after_sending",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("closed_by__isnull", True),
                                        ("closed_on__isnull", True),
                                        ("reason", ""),
                                        ("state", "SENT"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "SENT"), _negated=True),
                                        models.Q(("reason", ""), _negated=True),
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("closed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="remotereview_result_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "SENT")),
                                fields=("inspection",),
                                name="remotereview_one_waits",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="remotereview_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{SENT:SATISFIED,SENT:DOUBTFUL,SENT:INCOMPLETE,SENT:REFUSED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="a266b3a001f9edff64ad8c906d66dcba433da626",
                                    operation="UPDATE",
                                    pgid="pgtrigger_remotereview_edges_ab024",
                                    table="inspections_remotereview",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="remotereview_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func="\n    IF OLD.state <> 'SENT' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="61235c1fc33ec934a9b4cc72973b7e96eb30e316",
                                    operation="UPDATE",
                                    pgid="pgtrigger_remotereview_fixed_9e718",
                                    table="inspections_remotereview",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="remotereview_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.state <> 'SENT' THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="d3d97148f217f29b27719a28474414787ec8073b",
                                    operation="DELETE",
                                    pgid="pgtrigger_remotereview_stays_1faff",
                                    table="inspections_remotereview",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemoteAnswer",
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
                        ("text", models.TextField()),
                        ("received_on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_answers",
                                to="inspections.checklistitem",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="inspections.remotereview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review", "item__position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "item"), name="remoteanswer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="remoteanswer_says_something",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="remoteanswer_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_remotereview AS review\n        WHERE review.id IN (OLD.review_id, NEW.review_id) AND review.state <> 'SENT'\n    ) THEN\n        RAISE EXCEPTION 'this questionnaire is closed: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="96ec50a29405f2d21f98a1bae832d48c597687dc",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_remoteanswer_locked_ba5e0",
                                    table="inspections_remoteanswer",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemoteFile",
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
                            "evidence_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_links",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_files",
                                to="inspections.checklistitem",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="inspections.remotereview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "item", "evidence_file"),
                                name="remotefile_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="remotefile_locked",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT 1 FROM inspections_remotereview AS review\n        WHERE review.id IN (OLD.review_id, NEW.review_id) AND review.state <> 'SENT'\n    ) THEN\n        RAISE EXCEPTION 'this questionnaire is closed: % on % refused',\n            TG_OP, TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="03266fd3bd9db5e5107a8901d45db916b53b318e",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_remotefile_locked_7960a",
                                    table="inspections_remotefile",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldFile",
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
                        ("sha256", models.CharField(max_length=64)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("size", models.PositiveBigIntegerField()),
                        ("content_type", models.CharField(max_length=60)),
                        ("name", models.CharField(max_length=255)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("CAMERA", "Camera of the app"),
                                    ("CHOSEN", "Chosen file"),
                                    ("SIGNATURE", "Signature on the screen"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True
                            ),
                        ),
                        (
                            "accuracy_m",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "original_width",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        (
                            "original_height",
                            models.PositiveIntegerField(blank=True, null=True),
                        ),
                        ("caption", models.CharField(blank=True, max_length=300)),
                        ("is_named", models.BooleanField(default=True)),
                        ("received_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "evidence_file",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="field_file",
                                to="evidence.evidencefile",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="inspections.fieldrecord",
                            ),
                        ),
                        ("lost_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["record", "position", "id"],
                        "indexes": [
                            models.Index(fields=["sha256"], name="fieldfile_by_hash")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("record", "sha256"), name="fieldfile_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="fieldfile_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["CAMERA", "CHOSEN", "SIGNATURE"])
                                ),
                                name="fieldfile_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("evidence_file__isnull", True),
                                        ("received_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("evidence_file__isnull", False),
                                        ("received_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldfile_received_whole",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="fieldfile_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8c2c46057ce6579278deccaffe8e98474bafd5c3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_fieldfile_frozen_083ba",
                                    table="inspections_fieldfile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="fieldfile_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="5f7e048f9d068fa9fa3bc0620dd537603dc20979",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_fieldfile_stays_a6748",
                                    table="inspections_fieldfile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="receivedfieldfile_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.received_at IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="1b9505fc2fca42400cd069f2dae94dc9be5676d6",
                                    operation="DELETE",
                                    pgid="pgtrigger_receivedfieldfile_stays_87d21",
                                    table="inspections_fieldfile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="receivedfieldfile_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."accuracy_m" IS DISTINCT FROM (NEW."accuracy_m") OR OLD."caption" IS DISTINCT FROM (NEW."caption") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."evidence_file_id" IS DISTINCT FROM (NEW."evidence_file_id") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."lost_at" IS DISTINCT FROM (NEW."lost_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."original_height" IS DISTINCT FROM (NEW."original_height") OR OLD."original_width" IS DISTINCT FROM (NEW."original_width") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."taken_at" IS DISTINCT FROM (NEW."taken_at") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                                    func="\n    IF OLD.received_at IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="75fe93a32caa23736246abdae19ff6df023c2d68",
                                    operation="UPDATE",
                                    pgid="pgtrigger_receivedfieldfile_fixed_90dfa",
                                    table="inspections_fieldfile",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldConflict",
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
                        ("raised_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "chosen",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="inspections.answer",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="field_conflicts",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="inspections.checklistitem",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts",
                                to="inspections.fieldrecord",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["raised_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at__isnull", True)),
                                fields=("inspection", "item"),
                                name="fieldconflict_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("chosen__isnull", True),
                                        ("reason", ""),
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("chosen__isnull", False),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="fieldconflict_settled_whole",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="fieldconflict_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func="\n    IF OLD.settled_at IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="c8f4157f8460d80f5a257a139b5d8b6c9584a346",
                                    operation="UPDATE",
                                    pgid="pgtrigger_fieldconflict_fixed_c0fa7",
                                    table="inspections_fieldconflict",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="fieldconflict_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.settled_at IS NOT NULL THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="c332930fe28f104dd8dea1ee0361d5b8ba6403b3",
                                    operation="DELETE",
                                    pgid="pgtrigger_fieldconflict_stays_2ecf7",
                                    table="inspections_fieldconflict",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldBody",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("received_at", models.DateTimeField()),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="inspections.fieldrecord",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["record", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("record", "number"),
                                name="fieldbody_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="fieldbody_sha256",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="fieldbody_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8b7f648226eec317fc89c4280a32f46effe6c479",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_fieldbody_insert_only_dacf0",
                                    table="inspections_fieldbody",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldDevice",
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
                        ("device_id", models.UUIDField()),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("app", models.CharField(blank=True, max_length=20)),
                        ("seen_at", models.DateTimeField()),
                        ("unsent", models.PositiveSmallIntegerField(default=0)),
                        ("unsent_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="field_devices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["officer", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("officer", "device_id"), name="fielddevice_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistDraft",
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
                            django_fsm.FSMField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("PROPOSED", "Waiting for a second person"),
                                    ("PUBLISHED", "Published"),
                                    ("DISCARDED", "Discarded"),
                                ],
                                default="DRAFT",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("begins_on", models.DateField(blank=True, null=True)),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("file_sha256", models.CharField(blank=True, max_length=64)),
                        ("left_out", models.JSONField(blank=True, default=list)),
                        ("drafted_at", models.DateTimeField()),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("updated_at", models.DateTimeField()),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="inspections.checklistversion",
                            ),
                        ),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="inspections.checklist",
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
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="inspections.checklistversion",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by",
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
                        "ordering": ["-drafted_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["DRAFT", "PROPOSED"])
                                ),
                                fields=("checklist",),
                                name="checklistdraft_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["DRAFT", "PROPOSED", "PUBLISHED", "DISCARDED"],
                                    )
                                ),
                                name="checklistdraft_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["PROPOSED", "PUBLISHED"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("begins_on__isnull", False),
                                        ("proposed_at__isnull", False),
                                        ("proposed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="checklistdraft_proposed_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "PUBLISHED"), _negated=True),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(
                                            ("settled_by", models.F("proposed_by")),
                                            _negated=True,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="checklistdraft_second_person",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="checklistdraft_edges",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DRAFT:PROPOSED,PROPOSED:DRAFT,PROPOSED:PUBLISHED,DRAFT:DISCARDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="580007e9c1ae8de9f608f47d6ab21684dda90443",
                                    operation="UPDATE",
                                    pgid="pgtrigger_checklistdraft_edges_120a5",
                                    table="inspections_checklistdraft",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="checklistdraft_fixed",
                                sql=audit.protection.FirmTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func="\n    IF OLD.state IN ('PUBLISHED', 'DISCARDED') THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="24fff7ca4d828d168e24676bdf9e0e0f4c7c62d3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_checklistdraft_fixed_ce095",
                                    table="inspections_checklistdraft",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="checklistdraft_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF OLD.state IN ('PUBLISHED', 'DISCARDED') THEN\n        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                                    hash="c9028f6fdb157e7273ebc7d499dc6fa523c6265d",
                                    operation="DELETE",
                                    pgid="pgtrigger_checklistdraft_stays_bfd30",
                                    table="inspections_checklistdraft",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
            ],
        ),
    ]
