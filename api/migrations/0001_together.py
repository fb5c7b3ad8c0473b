"""All tables at once, as the migrations that it replaces left them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kernel.ids
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [("api", "0001_initial")]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="ApiToken",
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
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("password_mark", models.CharField(max_length=64)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API token",
                        "ordering": ["-created_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
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
                        ("key", models.CharField(max_length=200)),
                        ("method", models.CharField(max_length=6)),
                        ("path", models.CharField(max_length=400)),
                        ("body_sha256", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("answer", models.TextField(blank=True)),
                        ("location", models.CharField(blank=True, max_length=400)),
                        ("created_at", models.DateTimeField()),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="idempotency_keys",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["user", "created_at"],
                                name="idempotency_key_age",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "key"), name="idempotency_key_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
