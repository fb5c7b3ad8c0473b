"""What the programming interface remembers: tokens by their hash, answered writes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit import trail
from kernel.ids import uuid7

if TYPE_CHECKING:
    from agencies.models import User

PREFIX = "ln_"
LIFETIME = timedelta(days=365)
# `last_used_at` is a hint for people, not worth a write for every request.
USE_IS_NOTED_EVERY = timedelta(minutes=10)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable_at(self, at: datetime) -> Self:
        return self.filter(
            Q(revoked_at__isnull=True) | Q(revoked_at__gt=at),
            expires_at__gt=at,
            user__is_active=True,
        )


class ApiToken(models.Model):
    """A program's key to the interface; the token itself is shown once, never kept.

    It ends when revoked, after a year, when the account is disabled, and when the
    password changes: `password_mark` is a hash of the password's hash at its making.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    password_mark = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.created_at:%Y-%m-%d}"

    @classmethod
    def issue(cls, *, user: User, at: datetime) -> tuple[ApiToken, str]:
        """A new token of the officer and its text, which cannot be read again."""
        text = PREFIX + secrets.token_urlsafe(32)
        token = cls.objects.create(
            user=user,
            token_hash=sha256(text),
            password_mark=sha256(user.password),
            created_at=at,
            expires_at=at + LIFETIME,
        )
        trail.record(
            action="api_token.issue", record=user, at=at, by=None, label=user.username
        )
        return token, text

    @property
    def is_of_present_password(self) -> bool:
        return secrets.compare_digest(self.password_mark, sha256(self.user.password))

    def note_use(self, at: datetime) -> None:
        if self.last_used_at is None or at - self.last_used_at >= USE_IS_NOTED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=at)


# How long a write may be sent again under its key.
KEYS_ARE_KEPT = timedelta(days=30)


class IdempotencyKey(models.Model):
    """A write that had its effect, and its answer, stored in the same transaction."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="idempotency_keys"
    )
    key = models.CharField(max_length=200)
    method = models.CharField(max_length=6)
    path = models.CharField(max_length=400)
    body_sha256 = models.CharField(max_length=64)
    # Empty while the write is under way: nobody but its own transaction sees that.
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    location = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="idempotency_key_once", fields=["user", "key"])
        ]
        indexes = [
            models.Index(name="idempotency_key_age", fields=["user", "created_at"])
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
