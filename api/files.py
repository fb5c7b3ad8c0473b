"""Files as evidence: how they are shown, and how they are handed in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api import fields
from api.mentions import OfficerRef
from api.shapes import Body
from evidence.kinds import Compartment
from evidence.models import EvidenceFile


class FileShown(serializers.ModelSerializer):
    """A file as evidence; `taken_at` is what the device said, `received_at` a fact."""

    sha256 = serializers.CharField(source="stored_file_id")
    size = serializers.IntegerField(source="stored_file.size")
    media_type = serializers.CharField(source="stored_file.media_type")
    added_by = OfficerRef()

    class Meta:
        model = EvidenceFile
        fields = [
            "id",
            "sha256",
            "size",
            "media_type",
            "kind",
            "original_name",
            "caption",
            "compartment",
            "taken_at",
            "received_at",
            "added_by",
            "is_hash_confirmed",
            "invalid_at",
            "invalid_reason",
        ]


class FileBody(Body):
    """A form (`multipart/form-data`) with the file and what is known of it."""

    file = serializers.FileField(allow_empty_file=True)
    sha256 = serializers.RegexField(
        r"^[0-9a-fA-F]{64}$",
        required=False,
        help_text="Of the bytes on the sender's device; a difference is a 422.",
        error_messages={"invalid": _("Give the SHA-256 as 64 hexadecimal digits.")},
    )
    caption = fields.Text(required=False, allow_blank=True, max_length=300)
    taken_at = fields.Moment(
        required=False, help_text="What the device's clock said, with its offset."
    )
    device = fields.Text(required=False, allow_blank=True, max_length=120)

    @classmethod
    def upload(cls, values: dict[str, Any]) -> dict[str, Any]:
        """The body as the parameters of a service that receives a file."""
        file = values.pop("file")
        sha256 = values.pop("sha256", "")
        return {
            "upload": file.file,
            "name": file.name,
            "claimed_sha256": sha256,
            **values,
        }


class CaseFileBody(FileBody):
    compartment = fields.Choice(choices=Compartment.choices, required=False)
