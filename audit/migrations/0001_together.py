"""All tables at once, as the migrations that it replaces left them."""

import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import audit.protection
from audit.migrations._canonical_rows import FUNCTIONS
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [("audit", "0001_initial"), ("audit", "0002_canonical_rows")]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="ChainHead",
                    fields=[
                        (
                            "chain",
                            models.CharField(
                                max_length=63, primary_key=True, serialize=False
                            ),
                        ),
                        ("seq", models.BigIntegerField()),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["chain"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="head_kept_by_the_chain",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    IF pg_trigger_depth() < 2 THEN\n        RAISE EXCEPTION '% is kept by the chain: % refused', TG_TABLE_NAME, TG_OP\n            USING ERRCODE = 'restrict_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="dd2d4b77107941307199db0e1313a18095f6d0e7",
                                    level="STATEMENT",
                                    operation="INSERT OR UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_head_kept_by_the_chain_a2c15",
                                    table="audit_chainhead",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "seq",
                            models.BigIntegerField(
                                db_default=0,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("actor_label", models.CharField(max_length=120)),
                        ("acting_for", models.CharField(blank=True, max_length=200)),
                        ("agency_code", models.CharField(blank=True, max_length=30)),
                        ("relation", models.CharField(blank=True, max_length=30)),
                        ("action", models.CharField(max_length=60)),
                        ("object_type", models.CharField(blank=True, max_length=60)),
                        ("object_id", models.CharField(blank=True, max_length=64)),
                        ("object_label", models.CharField(blank=True, max_length=200)),
                        ("request_id", models.CharField(blank=True, max_length=64)),
                        ("address", models.CharField(blank=True, max_length=45)),
                        (
                            "previous_hash",
                            models.CharField(db_default="", max_length=64, unique=True),
                        ),
                        (
                            "hash",
                            models.CharField(db_default="", max_length=64, unique=True),
                        ),
                        ("reason", models.TextField(blank=True)),
                        (
                            "changes",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        ("object_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of the trail",
                        "verbose_name_plural": "entries of the trail",
                        "ordering": ["seq"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["object_type", "object_id", "seq"],
                                name="entry_of_object",
                            ),
                            models.Index(
                                fields=["actor", "seq"], name="entry_of_actor"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="entry_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="57d617452a5192b5e669416c6c7d4453fe0c5c94",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_entry_insert_only_4fa5c",
                                    table="audit_entry",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="entry_link",
                                sql=audit.protection.FirmTriggerSql(
                                    declare="DECLARE last RECORD;",
                                    func="\n    PERFORM pg_advisory_xact_lock(hashtext('audit.chain'), TG_RELID::int);\n    SELECT seq, hash INTO last FROM audit_entry ORDER BY seq DESC LIMIT 1;\n    NEW.seq := COALESCE(last.seq, 0) + 1;\n    NEW.previous_hash := COALESCE(last.hash, repeat('0', 64));\n    NEW.hash := encode(\n        sha256(convert_to(NEW.previous_hash || audit_canonical(NEW), 'UTF8')), 'hex'\n    );\n    RETURN NEW;\n",
                                    hash="e614dfd6b99cdc9a3ac2715d1c8fded1ff6648b5",
                                    operation="INSERT",
                                    pgid="pgtrigger_entry_link_3a260",
                                    table="audit_entry",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="entry_seal",
                                sql=audit.protection.FirmTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="\n    IF NOT EXISTS (SELECT 1 FROM audit_entry WHERE seq > NEW.seq) THEN\n        INSERT INTO audit_chainhead AS head (chain, seq, hash)\n        VALUES (TG_TABLE_NAME, NEW.seq, NEW.hash)\n        ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;\n    END IF;\n    RETURN NULL;\n",
                                    hash="3d263f33d7147a0646b143d4ccb0cc5b32ca2b5a",
                                    operation="INSERT",
                                    pgid="pgtrigger_entry_seal_6a671",
                                    table="audit_entry",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessEvent",
                    fields=[
                        (
                            "seq",
                            models.BigIntegerField(
                                db_default=0,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("actor_label", models.CharField(max_length=120)),
                        ("acting_for", models.CharField(blank=True, max_length=200)),
                        ("agency_code", models.CharField(blank=True, max_length=30)),
                        ("relation", models.CharField(blank=True, max_length=30)),
                        ("action", models.CharField(max_length=60)),
                        ("object_type", models.CharField(blank=True, max_length=60)),
                        ("object_id", models.CharField(blank=True, max_length=64)),
                        ("object_label", models.CharField(blank=True, max_length=200)),
                        ("request_id", models.CharField(blank=True, max_length=64)),
                        ("address", models.CharField(blank=True, max_length=45)),
                        (
                            "previous_hash",
                            models.CharField(db_default="", max_length=64, unique=True),
                        ),
                        (
                            "hash",
                            models.CharField(db_default="", max_length=64, unique=True),
                        ),
                        (
                            "detail",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "access",
                        "verbose_name_plural": "accesses",
                        "ordering": ["seq"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["object_type", "object_id", "seq"],
                                name="access_to_object",
                            ),
                            models.Index(
                                fields=["actor", "at"], name="access_of_actor"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "action__in",
                                        [
                                            "viewed",
                                            "printed",
                                            "exported",
                                            "revealed",
                                            "downloaded",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="access_action_known",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="access_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="990a2a5ed9833e169a523a0172c854ece1a88641",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_access_insert_only_bb164",
                                    table="audit_accessevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="access_link",
                                sql=audit.protection.FirmTriggerSql(
                                    declare="DECLARE last RECORD;",
                                    func="\n    PERFORM pg_advisory_xact_lock(hashtext('audit.chain'), TG_RELID::int);\n    SELECT seq, hash INTO last FROM audit_accessevent ORDER BY seq DESC LIMIT 1;\n    NEW.seq := COALESCE(last.seq, 0) + 1;\n    NEW.previous_hash := COALESCE(last.hash, repeat('0', 64));\n    NEW.hash := encode(\n        sha256(convert_to(NEW.previous_hash || audit_canonical(NEW), 'UTF8')), 'hex'\n    );\n    RETURN NEW;\n",
                                    hash="3376cfed7d2157ef406230e5178bd5b79fe04c3e",
                                    operation="INSERT",
                                    pgid="pgtrigger_access_link_c9bb3",
                                    table="audit_accessevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="access_seal",
                                sql=audit.protection.FirmTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="\n    IF NOT EXISTS (SELECT 1 FROM audit_accessevent WHERE seq > NEW.seq) THEN\n        INSERT INTO audit_chainhead AS head (chain, seq, hash)\n        VALUES (TG_TABLE_NAME, NEW.seq, NEW.hash)\n        ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;\n    END IF;\n    RETURN NULL;\n",
                                    hash="dd2bc1a85f86735c550b9094216c6b72b969c77d",
                                    operation="INSERT",
                                    pgid="pgtrigger_access_seal_b53e2",
                                    table="audit_accessevent",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
            ],
        ),
        *FUNCTIONS,
    ]
