"""The trail: who did what to which record, and who looked. Rows are only ever added."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.chain import chained, kept_by_the_chain


class AccessAction(models.TextChoices):
    VIEWED = "viewed", _("Viewed")
    PRINTED = "printed", _("Printed")
    EXPORTED = "exported", _("Exported")
    REVEALED = "revealed", _("Revealed")
    DOWNLOADED = "downloaded", _("Downloaded")
    REFUSED = "refused", _("Refused")


class Trace(models.Model):
    """What both trails say. The database fills `seq`, `previous_hash` and `hash`.

    Agency and relation are those of that moment; `actor` is empty for the system.
    """

    seq = models.BigIntegerField(primary_key=True, db_default=0, editable=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    actor_label = models.CharField(max_length=120)
    acting_for = models.CharField(max_length=200, blank=True)
    agency_code = models.CharField(max_length=30, blank=True)
    relation = models.CharField(max_length=30, blank=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    object_label = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=45, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True, db_default="")
    hash = models.CharField(max_length=64, unique=True, db_default="")

    class Meta:
        abstract = True
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_label}".strip()


class Entry(Trace):
    """One act: legal steps, changes of records, account events.

    `changes` maps a field to its value before and after; `object_hash` binds a row that
    carries a hash of its own (a step of a case) into this chain.
    """

    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    object_hash = models.CharField(max_length=64, blank=True)

    class Meta(Trace.Meta):
        verbose_name = _("entry of the trail")
        verbose_name_plural = _("entries of the trail")
        triggers = chained("entry")
        indexes = [
            models.Index(
                fields=["object_type", "object_id", "seq"], name="entry_of_object"
            ),
            models.Index(fields=["actor", "seq"], name="entry_of_actor"),
        ]


class AccessEvent(Trace):
    """One look: opening, print, export, reveal, download, refused attempt."""

    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta(Trace.Meta):
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        triggers = chained("access")
        indexes = [
            models.Index(
                fields=["object_type", "object_id", "seq"], name="access_to_object"
            ),
            models.Index(fields=["actor", "at"], name="access_of_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="access_action_known",
                condition=Q(action__in=AccessAction.values),
            ),
        ]


class ChainHead(models.Model):
    """Where each chain ends: written by the chain itself at every commit."""

    chain = models.CharField(max_length=63, primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain"]
        triggers = kept_by_the_chain("head")

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.hash}"
