"""Records and files of the field app: each PUT answers with what the server holds."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.field import shapes
from api.field.bytes_in import AnyBytes, BytesParser
from api.idempotency import by_its_address
from api.views import ApiView
from cases import services as cases
from inspections import services
from inspections.models import Answer, FieldConflict, FieldFile, FieldRecord

SEND = "sync.put"


class RecordPart(ApiView):
    """A record of one's own; another officer's is told as absent."""

    def find(self) -> FieldRecord:
        rows = FieldRecord.objects.sent_by(self.officer).select_related("visit")
        record = rows.filter(pk=self.kwargs["id"]).first()
        if record is None:
            raise Http404
        self.seen = record
        return record  # type: ignore[no-any-return]

    def answer(self, record: FieldRecord) -> Response:
        files = list(
            FieldFile.objects.named()
            .filter(record=record)
            .order_by("position")
            .values_list("sha256", "received_at")
        )
        return Response(
            {
                "id": str(record.pk),
                "state": record.state,
                "supplement": record.is_supplement,
                "received_at": _told(record.received_at),
                "server_time": _told(self.at),
                "missing": [sha256 for sha256, at in files if at is None],
                "held": [sha256 for sha256, at in files if at is not None],
                "conflicts": self._conflicts(record),
                "visit": record.visit
                and {"number": record.visit.number, "state": record.visit.state},
            }
        )

    def _conflicts(self, record: FieldRecord) -> list[dict[str, Any]]:
        """Of the sender's questions, those on which a colleague said something else."""
        if not record.is_complete or record.visit_id is None:
            return []
        items = FieldConflict.objects.open().filter(inspection=record.visit_id)
        said: dict[UUID, dict[int, Answer]] = {}
        rows = Answer.objects.filter(
            inspection=record.visit_id, item__in=items.values("item")
        )
        for row in rows.select_related("by").order_by("pk"):
            said.setdefault(row.item_id, {})[row.by_id] = row
        found = []
        for item, answers in said.items():
            mine = answers.pop(record.sender_id, None)
            if mine is None:
                continue
            theirs = next((one for one in answers.values() if _differ(one, mine)), None)
            if theirs is not None:
                found.append(
                    {"item": str(item), "theirs": _said(theirs), "mine": _said(mine)}
                )
        return found


def _differ(one: Answer, other: Answer) -> bool:
    return (one.result, one.note) != (other.result, other.note)


def _said(answer: Answer) -> dict[str, str]:
    return {
        "by": answer.by.full_name,
        "result": answer.result,
        "note": answer.note,
    }


def _told(moment: Any) -> str:
    return timezone.localtime(moment).isoformat()


class Record(RecordPart):
    """One record, under the id that the phone gave it."""

    @extend_schema(responses=shapes.FieldRecordShown)
    def get(self, request: Request, id: UUID) -> Response:
        """What the server holds of it."""
        return self.answer(self.find())

    @extend_schema(request=shapes.FieldRecordBody, responses=shapes.FieldRecordShown)
    @by_its_address
    def put(self, request: Request, id: UUID) -> Response:
        """Send the record; the same again changes nothing.

        Complete, it is locked: another body is refused, a correction is another
        record that supplements it.
        """
        self.permit(SEND, None)
        others = FieldRecord.objects.filter(~Q(sender=self.officer), pk=id)
        if others.exists():
            raise Http404
        self.body(shapes.FieldRecordBody)
        record = services.receive_record(
            record_id=id, body=request.data, by=self.officer, at=self.at
        )
        return self.answer(record)


class CompleteRecord(RecordPart):
    """All is sent: the record is locked and goes into its visit."""

    @extend_schema(request=shapes.CompleteBody, responses=shapes.FieldRecordShown)
    @by_its_address
    def put(self, request: Request, id: UUID) -> Response:
        """Complete it; while files are missing, the answer names them."""
        self.permit(SEND, None)
        record = self.find()
        self.body(shapes.CompleteBody)
        cases.accept_field_record(record=record, by=self.officer, at=self.at)
        return self.answer(self.find())


class File(ApiView):
    """The bytes of a file that a record of one's own names."""

    parser_classes = [BytesParser]
    content_negotiation_class = AnyBytes

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "sha256",
                OpenApiTypes.STR,
                OpenApiParameter.PATH,
                pattern="^[0-9a-f]{64}$",
                description="Of the bytes, made on the phone.",
            )
        ],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses=shapes.SentFileShown,
    )
    @by_its_address
    def put(self, request: Request, sha256: str) -> Response:
        """Send the bytes; they count when their hash is the one of the address."""
        self.permit(SEND, None)
        body = request.data
        try:
            file = services.receive_field_file(
                sha256=sha256,
                upload=body if hasattr(body, "read") else io.BytesIO(),
                by=self.officer,
                at=self.at,
            )
        except services.FileNotNamed as unknown:
            raise Http404 from unknown
        return Response(
            {
                "sha256": file.sha256,
                "size": file.size,
                "received_at": _told(file.received_at or self.at),
            }
        )
