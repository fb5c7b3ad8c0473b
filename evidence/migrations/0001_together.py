"""All tables at once, as the migrations that it replaces left them."""

from decimal import Decimal

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import audit.protection
import kernel.ids
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [("evidence", "0001_initial"), ("evidence", "0002_custody_book")]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "sha256",
                            models.CharField(
                                max_length=64, primary_key=True, serialize=False
                            ),
                        ),
                        ("size", models.BigIntegerField()),
                        (
                            "media_type",
                            models.CharField(
                                choices=[
                                    ("image/jpeg", "JPEG"),
                                    ("image/png", "PNG"),
                                    ("image/heic", "HEIC"),
                                    ("image/webp", "WebP"),
                                    ("application/pdf", "PDF"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("width", models.PositiveIntegerField(null=True)),
                        ("height", models.PositiveIntegerField(null=True)),
                        ("pages", models.PositiveIntegerField(null=True)),
                        ("stored_at", models.DateTimeField()),
                        (
                            "scan_state",
                            models.CharField(
                                choices=[
                                    ("NOT_SCANNED", "Not scanned"),
                                    ("CLEAN", "Nothing found"),
                                    ("INFECTED", "Malware found"),
                                ],
                                default="NOT_SCANNED",
                                max_length=20,
                            ),
                        ),
                        ("scanned_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "stored file",
                        "verbose_name_plural": "stored files",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="stored_file_sha256",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)),
                                name="stored_file_not_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "media_type__in",
                                        [
                                            "image/jpeg",
                                            "image/png",
                                            "image/heic",
                                            "image/webp",
                                            "application/pdf",
                                        ],
                                    )
                                ),
                                name="stored_file_media_type_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "scan_state__in",
                                        ["NOT_SCANNED", "CLEAN", "INFECTED"],
                                    )
                                ),
                                name="stored_file_scan_state_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="stored_file_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."stored_at" IS DISTINCT FROM (NEW."stored_at") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="8f768c582d6b276364e1ad21d5702a40876abaf2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_stored_file_frozen_64ad1",
                                    table="evidence_storedfile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="stored_file_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="671a586fe1251f23d3f089a78ad9c99a7ac123bd",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_stored_file_stays_bc728",
                                    table="evidence_storedfile",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
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
                                    ("PHOTO", "Photo"),
                                    ("DOCUMENT", "Document"),
                                    ("RECORDING", "Recording"),
                                    ("URL_CAPTURE", "Capture of a web page"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("original_name", models.CharField(max_length=255)),
                        ("received_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "latitude",
                            models.DecimalField(
                                decimal_places=6, max_digits=9, null=True
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                decimal_places=6, max_digits=9, null=True
                            ),
                        ),
                        ("accuracy_m", models.PositiveIntegerField(null=True)),
                        ("device", models.CharField(blank=True, max_length=120)),
                        ("is_hash_confirmed", models.BooleanField(default=False)),
                        (
                            "compartment",
                            models.CharField(
                                choices=[
                                    ("CASE", "All who see the case"),
                                    ("AGENCY", "Own agency"),
                                    ("POLICE", "Police only"),
                                    (
                                        "INFORMANT",
                                        "Informant: the receiving officer only",
                                    ),
                                ],
                                default="CASE",
                                max_length=20,
                            ),
                        ),
                        ("caption", models.CharField(blank=True, max_length=300)),
                        ("invalid_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "invalid_reason",
                            models.CharField(blank=True, max_length=500),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_added",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_files",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "invalid_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stored_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_files",
                                to="evidence.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence file",
                        "verbose_name_plural": "evidence files",
                        "ordering": ["received_at", "id"],
                        "indexes": [
                            models.Index(
                                fields=["added_by", "received_at"],
                                name="evidence_file_of_day",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "PHOTO",
                                            "DOCUMENT",
                                            "RECORDING",
                                            "URL_CAPTURE",
                                        ],
                                    )
                                ),
                                name="evidence_file_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "compartment__in",
                                        ["CASE", "AGENCY", "POLICE", "INFORMANT"],
                                    )
                                ),
                                name="evidence_file_compartment_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude__isnull", True),
                                        ("longitude__isnull", True),
                                    ),
                                    models.Q(
                                        (
                                            "latitude__range",
                                            (Decimal("-90"), Decimal("90")),
                                        ),
                                        (
                                            "longitude__range",
                                            (Decimal("-180"), Decimal("180")),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_file_position_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("invalid_at__isnull", True),
                                        ("invalid_by__isnull", True),
                                        ("invalid_reason", ""),
                                    ),
                                    models.Q(
                                        ("invalid_at__isnull", False),
                                        ("invalid_by__isnull", False),
                                        models.Q(("invalid_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_file_invalid_with_reason",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="evidence_file_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="2460251a8aad1b3a21b1e497c7141ac717946449",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_evidence_file_stays_20247",
                                    table="evidence_evidencefile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="evidence_file_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."accuracy_m" IS DISTINCT FROM (NEW."accuracy_m") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."device" IS DISTINCT FROM (NEW."device") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_hash_confirmed" IS DISTINCT FROM (NEW."is_hash_confirmed") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."original_name" IS DISTINCT FROM (NEW."original_name") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."stored_file_id" IS DISTINCT FROM (NEW."stored_file_id") OR OLD."taken_at" IS DISTINCT FROM (NEW."taken_at"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="5f7c2f01c77ce683d2a0c639d627bb98a49f1446",
                                    operation="UPDATE",
                                    pgid="pgtrigger_evidence_file_frozen_7b76c",
                                    table="evidence_evidencefile",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyEvent",
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
                                    ("TAKEN", "Taken"),
                                    ("RECEIVED", "Received"),
                                    ("VIEWED", "Viewed"),
                                    ("DOWNLOADED", "Downloaded"),
                                    ("HANDED_OVER", "Handed over"),
                                    ("RETURNED", "Returned"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody_events",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody_events",
                                to="evidence.evidencefile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "custody event",
                        "verbose_name_plural": "custody events",
                        "ordering": ["at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "TAKEN",
                                            "RECEIVED",
                                            "VIEWED",
                                            "DOWNLOADED",
                                            "HANDED_OVER",
                                            "RETURNED",
                                        ],
                                    )
                                ),
                                name="custody_event_kind_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="custody_event_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="14d8bb5c2f5e9c8182894bc76ec87630240bdd8c",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_custody_event_insert_only_93d2e",
                                    table="evidence_custodyevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceItem",
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
                                    ("EXHIBIT", "Goods of the violation"),
                                    ("MEANS", "Means of the violation"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("description", models.CharField(max_length=300)),
                        ("title", models.CharField(blank=True, max_length=300)),
                        (
                            "registration_no",
                            models.CharField(blank=True, max_length=80),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("COPY", "copies"),
                                    ("SHEET", "sheets"),
                                    ("KG", "kg"),
                                    ("PLATE", "printing plates"),
                                    ("MACHINE", "machines"),
                                    ("VEHICLE", "vehicles"),
                                    ("PARCEL", "parcels"),
                                    ("PIECE", "pieces"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "quantity",
                            models.DecimalField(decimal_places=2, max_digits=12),
                        ),
                        ("condition", models.CharField(blank=True, max_length=300)),
                        ("owner", models.CharField(blank=True, max_length=200)),
                        ("value_vnd", models.BigIntegerField(blank=True, null=True)),
                        ("taken_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_items",
                                to="agencies.agency",
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
                    ],
                    options={
                        "verbose_name": "item of goods",
                        "verbose_name_plural": "goods",
                        "ordering": ["recorded_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["EXHIBIT", "MEANS"])),
                                name="evidence_item_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "unit__in",
                                        [
                                            "COPY",
                                            "SHEET",
                                            "KG",
                                            "PLATE",
                                            "MACHINE",
                                            "VEHICLE",
                                            "PARCEL",
                                            "PIECE",
                                        ],
                                    )
                                ),
                                name="evidence_item_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gt", 0)),
                                name="evidence_item_quantity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value_vnd__isnull", True),
                                    ("value_vnd__gte", 0),
                                    _connector="OR",
                                ),
                                name="evidence_item_value",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyLine",
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
                        ("sequence", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TAKEN", "Taken"),
                                    ("COUNTED", "Counted"),
                                    ("SEALED", "Sealed"),
                                    ("UNSEALED", "Seal opened"),
                                    ("MOVED", "Moved"),
                                    ("HANDED_OVER", "Handed over"),
                                    ("TAKEN_BACK", "Taken back"),
                                    ("RETURNED", "Returned to the owner"),
                                    ("CONFISCATED", "Confiscated"),
                                    ("DESTROYED", "Destroyed"),
                                    ("RECEIPT", "Receipt entered"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "quantity",
                            models.DecimalField(decimal_places=2, max_digits=12),
                        ),
                        (
                            "held_after",
                            models.DecimalField(decimal_places=2, max_digits=12),
                        ),
                        ("on", models.DateField()),
                        ("from_party", models.CharField(max_length=200)),
                        ("to_party", models.CharField(max_length=200)),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("seal_no", models.CharField(blank=True, max_length=80)),
                        ("receipt_no", models.CharField(blank=True, max_length=80)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "confirms",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmation",
                                to="evidence.custodyline",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody_lines",
                                to="evidence.evidenceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of the custody book",
                        "verbose_name_plural": "custody book",
                        "ordering": ["item", "sequence"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "sequence"),
                                name="custody_line_sequence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "TAKEN",
                                            "COUNTED",
                                            "SEALED",
                                            "UNSEALED",
                                            "MOVED",
                                            "HANDED_OVER",
                                            "TAKEN_BACK",
                                            "RETURNED",
                                            "CONFISCATED",
                                            "DESTROYED",
                                            "RECEIPT",
                                        ],
                                    )
                                ),
                                name="custody_line_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_after__gte", 0), ("quantity__gte", 0)
                                ),
                                name="custody_line_quantities",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirms", models.F("id")), _negated=True
                                ),
                                name="custody_line_not_of_itself",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="custody_line_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="360eb424ec4da806c1ee2a75cd96c02d4eb40a48",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_custody_line_insert_only_c2595",
                                    table="evidence_custodyline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="custody_line_follows",
                                sql=audit.protection.FirmTriggerSql(
                                    declare="DECLARE previous evidence_custodyline%ROWTYPE; answered evidence_custodyline%ROWTYPE; expected numeric;",
                                    func="\n    SELECT * INTO previous FROM evidence_custodyline\n        WHERE item_id = NEW.item_id ORDER BY sequence DESC LIMIT 1;\n    IF previous.id IS NULL THEN\n        IF NEW.sequence <> 1 OR NEW.kind <> 'TAKEN' THEN\n            RAISE EXCEPTION 'A custody book begins with what was taken.'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        expected := NEW.quantity;\n    ELSE\n        IF NEW.sequence <> previous.sequence + 1 OR NEW.kind = 'TAKEN' THEN\n            RAISE EXCEPTION 'Line % does not follow line %.',\n                NEW.sequence, previous.sequence\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        expected := CASE\n            WHEN NEW.kind IN ('HANDED_OVER', 'RETURNED', 'DESTROYED')\n                THEN previous.held_after - NEW.quantity\n            WHEN NEW.kind = 'TAKEN_BACK' THEN previous.held_after + NEW.quantity\n            WHEN NEW.kind = 'COUNTED' AND NEW.confirms_id IS NOT NULL\n                THEN NEW.quantity\n            ELSE previous.held_after\n        END;\n    END IF;\n    IF NEW.held_after <> expected THEN\n        RAISE EXCEPTION 'Held after the line are %, not %.', expected, NEW.held_after\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    IF NEW.confirms_id IS NOT NULL THEN\n        SELECT * INTO answered FROM evidence_custodyline WHERE id = NEW.confirms_id;\n        IF answered.item_id IS DISTINCT FROM NEW.item_id OR NOT (\n            NEW.kind = 'RECEIPT' AND answered.kind IN\n                ('MOVED', 'HANDED_OVER', 'RETURNED', 'DESTROYED')\n            OR NEW.kind = 'COUNTED' AND answered.kind = 'COUNTED'\n        ) THEN\n            RAISE EXCEPTION 'The line answers nothing of this item.'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                                    hash="e015a9aca1114a1dd23a9dbd8f10cb125fe71aa3",
                                    operation="INSERT",
                                    pgid="pgtrigger_custody_line_follows_908bb",
                                    table="evidence_custodyline",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
