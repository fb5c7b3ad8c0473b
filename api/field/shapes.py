"""The shapes of records as the phone sends them, and of what the server answers.

They describe; what a value may be is judged once, in `inspections.field_reading`, for
the interface and for the import of backups alike.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api import fields
from api.shapes import Body
from evidence.kinds import GoodsUnit, ItemKind
from inspections.field_values import MOST_MS
from inspections.states import AD_HOC_GROUNDS, AnswerResult, FieldSource, FieldState

GROUNDS = sorted(map(str, AD_HOC_GROUNDS))


def _text(**kwargs: Any) -> fields.Text:
    return fields.Text(allow_blank=True, **kwargs)


def _hashes() -> serializers.ListField:
    return serializers.ListField(
        child=fields.Text(max_length=64), required=False, max_length=200
    )


class DevicePart(Body):
    id = fields.Id()
    name = _text(max_length=120)


class ChecklistPart(Body):
    id = fields.Id(help_text="Of the version that was answered; any published one.")
    version = fields.Whole(required=False, allow_null=True)


class UnplannedPart(Body):
    facility = fields.Id(required=False, allow_null=True)
    name = fields.Text(max_length=250)
    address = _text(max_length=300)
    ward_code = _text(max_length=10)
    ground = fields.Text(max_length=20, help_text=", ".join(GROUNDS))
    what = fields.Text()


class AnswerPart(Body):
    id = fields.Id()
    item = fields.Id()
    result = fields.Text(max_length=20, help_text=", ".join(AnswerResult.values))
    note = _text()
    at = fields.Moment()
    files = _hashes()


class TitlePart(Body):
    id = fields.Id()
    title = fields.Text(max_length=300)
    publisher = _text(max_length=200)
    registration_no = _text(max_length=80)
    decision_no = _text(max_length=80)
    decision_on = fields.Day(required=False, allow_null=True)
    licensed_copies = fields.Whole(required=False, allow_null=True, max_value=2**31 - 1)
    counted_copies = fields.Whole(max_value=2**31 - 1)
    note = _text(max_length=300)
    files = _hashes()


class GoodsPart(Body):
    id = fields.Id()
    kind = fields.Text(max_length=20, help_text=", ".join(ItemKind.values))
    name = fields.Text(max_length=500)
    quantity = fields.Text(max_length=20, help_text="A decimal number as text.")
    unit = fields.Text(max_length=20, help_text=", ".join(GoodsUnit.values))
    condition = _text(max_length=300)
    seal_no = _text(max_length=80)
    note = _text(max_length=300, required=False)
    files = _hashes()


class NotePart(Body):
    id = fields.Id()
    text = fields.Text()
    at = fields.Moment()
    files = _hashes()


class SignaturePart(Body):
    name = fields.Text(max_length=120)
    position = _text(max_length=120)
    signed_at = fields.Moment()
    file = fields.Text(max_length=64, help_text="SHA-256 of the picture.")


class RefusalPart(Body):
    reason = fields.Text(max_length=1000)
    witness = fields.Text(max_length=120)
    witness_position = _text(max_length=300)
    at = fields.Moment()
    file = fields.Text(
        max_length=64,
        required=False,
        allow_null=True,
        help_text="SHA-256 of the witness's signature.",
    )


class PositionPart(Body):
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    accuracy_m = serializers.FloatField(required=False, allow_null=True)


class FilePart(Body):
    sha256 = fields.Text(max_length=64)
    size = fields.Whole(max_value=2**31 - 1)
    content_type = fields.Text(max_length=60)
    name = fields.Text(max_length=255)
    source = fields.Text(max_length=10, help_text=", ".join(FieldSource.values))
    taken_at = fields.Moment(required=False, allow_null=True)
    position = PositionPart(required=False, allow_null=True)
    width = fields.Whole(required=False, allow_null=True)
    height = fields.Whole(required=False, allow_null=True)
    original_width = fields.Whole(required=False, allow_null=True)
    original_height = fields.Whole(required=False, allow_null=True)
    caption = _text(max_length=300)
    sequence = fields.Whole(
        required=False,
        allow_null=True,
        help_text="The how manieth file the phone kept; it never goes back.",
    )
    server_offset_ms = fields.Whole(
        required=False,
        allow_null=True,
        min_value=-MOST_MS,
        max_value=MOST_MS,
        help_text="Server's clock minus the phone's, as last heard.",
    )


class FieldRecordBody(Body):
    """A record made on a phone; its id stands in the address."""

    app = fields.Text(max_length=20)
    device = DevicePart()
    visit = fields.Id(required=False, allow_null=True)
    visit_version = fields.Whole(required=False, allow_null=True)
    unplanned = UnplannedPart(required=False, allow_null=True)
    supplements = fields.Id(required=False, allow_null=True)
    started_at = fields.Moment()
    finished_at = fields.Moment()
    device_time = fields.Moment(help_text="Kept beside the server's time.")
    checklist = ChecklistPart(required=False, allow_null=True)
    answers = AnswerPart(many=True, required=False, max_length=500)
    titles = TitlePart(many=True, required=False, max_length=200)
    goods = GoodsPart(many=True, required=False, max_length=200)
    notes = NotePart(many=True, required=False, max_length=500)
    signature = SignaturePart(required=False, allow_null=True)
    refusal = RefusalPart(required=False, allow_null=True)
    files = FilePart(many=True, required=False, max_length=1000)


class CompleteBody(Body):
    """Nothing: the record says all."""


class SaidShown(serializers.Serializer):
    by = serializers.CharField()
    result = serializers.ChoiceField(choices=AnswerResult.choices)
    note = serializers.CharField()


class ConflictShown(serializers.Serializer):
    item = serializers.UUIDField()
    theirs = SaidShown()
    mine = SaidShown()


class VisitMention(serializers.Serializer):
    number = serializers.CharField()
    state = serializers.CharField()


class FieldRecordShown(serializers.Serializer):
    """What the server holds of a record, and what it still waits for."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=FieldState.choices)
    supplement = serializers.BooleanField()
    received_at = serializers.DateTimeField()
    server_time = serializers.DateTimeField()
    missing = serializers.ListField(child=serializers.CharField())
    held = serializers.ListField(child=serializers.CharField())
    conflicts = ConflictShown(many=True)
    visit = VisitMention(allow_null=True)


class SentFileShown(serializers.Serializer):
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    received_at = serializers.DateTimeField()
