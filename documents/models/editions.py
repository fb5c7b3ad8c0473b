"""What exists of a paper besides the issued file: signed editions, coded prints.

Both tables only grow. The files of signed editions lie in the store beside the issued
ones; prints are drawn for one reader and are not kept.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from audit.protection import insert_only
from kernel.ids import uuid7


class CopyLevel(models.TextChoices):
    """For whom a copy is made; each leaves out more than the one before."""

    INTERNAL = "INTERNAL", _("Internal")
    SHARED = "SHARED", _("Shared with partners")
    PUBLIC = "PUBLIC", _("Public")


class EditionSource(models.TextChoices):
    SIGNED_HERE = "SIGNED_HERE", _("Signed with the agency's certificate here")
    TAKEN_BACK = "TAKEN_BACK", _("Signed elsewhere and taken back")


class SignedEdition(models.Model):
    """The issued file with electronic signatures appended; its beginning is that file.

    `signatures` has, for each in their order, who signed by the certificate, its
    issuer and serial number, when, and whether a root that we trust vouches for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="signed_editions"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=EditionSource.choices)
    signatures = models.JSONField()
    is_trusted = models.BooleanField()
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="signededition_source_known",
                condition=Q(source__in=EditionSource.values),
            )
        ]
        triggers = insert_only("signededition")

    def __str__(self) -> str:
        return self.sha256[:12]


class CodedPrint(models.Model):
    """A print that bears a code but is no issued paper: a report, or a copy of one.

    A copy bears the code of its document and is known by its hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=20, db_index=True)
    form = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=CopyLevel.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, null=True, related_name="copies"
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    printed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        ordering = ["printed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="codedprint_level_known",
                condition=Q(level__in=CopyLevel.values),
            )
        ]
        triggers = insert_only("codedprint")

    def __str__(self) -> str:
        return f"{self.form} {self.code}"
