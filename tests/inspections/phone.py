"""A phone of an inspector: makes bodies and files as the field app does."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from PIL import Image

from agencies.models import User
from inspections import services
from inspections.models import ChecklistItem, FieldFile, FieldRecord, Inspection
from kernel.ids import uuid7
from tests.moments import moment

SEEN, FINISHED = moment("03/03/2026", "09:10"), moment("03/03/2026", "10:30")
RECEIVED = moment("03/03/2026", "10:45")


def photo(number: int = 0) -> bytes:
    """A small photo, another one for each number."""
    out = io.BytesIO()
    colour = (number * 37 % 256, number * 91 % 256, 120)
    Image.new("RGB", (64, 48 + number % 7), colour).save(out, "JPEG", quality=90)
    return out.getvalue()


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def named(content: bytes, **given: Any) -> dict[str, Any]:
    """What the phone says of a file."""
    return {
        "sha256": hash_of(content),
        "size": len(content),
        "content_type": "image/jpeg",
        "name": "anh.jpg",
        "source": "CAMERA",
        "taken_at": SEEN.isoformat(),
        "position": {
            "latitude": 12.6667,
            "longitude": 108.05,
            "accuracy_m": 8.4,
        },
        "width": 64,
        "height": 48,
        "original_width": 4000,
        "original_height": 3000,
        "caption": "Kệ sách",
        "sequence": 17,
        "server_offset_ms": -2_400,
        **given,
    }


def answer(item: ChecklistItem, result: str = "PASS", **given: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "item": str(item.pk),
        "result": result,
        "note": "",
        "at": SEEN.isoformat(),
        "files": [],
        **given,
    }


def title(**given: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "title": "Truyện cổ Ê Đê",
        "publisher": "NXB Rừng Xanh",
        "registration_no": "12-2026/CXBIPH",
        "decision_no": "34/QĐ-XB",
        "decision_on": "2026-01-15",
        "licensed_copies": 1000,
        "counted_copies": 800,
        "note": "",
        "files": [],
        **given,
    }


def goods(**given: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "kind": "EXHIBIT",
        "name": "Sách không rõ nguồn gốc",
        "quantity": "80",
        "unit": "COPY",
        "condition": "Còn mới",
        "seal_no": "NP-017",
        "files": [],
        **given,
    }


def body(visit: Inspection | None, **given: Any) -> dict[str, Any]:
    version = visit and visit.checklist_version
    return {
        "app": "1",
        "device": {"id": "0195a000-0000-7000-8000-000000000001", "name": "Pixel 8"},
        "visit": visit and str(visit.pk),
        "visit_version": visit and visit.version,
        "unplanned": None,
        "supplements": None,
        "started_at": moment("03/03/2026", "08:40").isoformat(),
        "finished_at": FINISHED.isoformat(),
        "device_time": FINISHED.isoformat(),
        "checklist": version and {"id": str(version.pk), "version": version.number},
        "answers": [],
        "titles": [],
        "goods": [],
        "notes": [],
        "signature": None,
        "refusal": None,
        "files": [],
        **given,
    }


@dataclass
class Phone:
    """Sends as the app does: the record, each missing file, "complete"."""

    officer: User
    at: datetime = RECEIVED
    files: dict[str, bytes] = field(default_factory=dict)

    def holds(self, *contents: bytes) -> None:
        self.files |= {hash_of(content): content for content in contents}

    def put(self, body: dict[str, Any], id: UUID | None = None) -> FieldRecord:
        return services.receive_record(
            record_id=id or uuid7(), body=body, by=self.officer, at=self.at
        )

    def put_file(self, sha256: str, content: bytes | None = None) -> FieldFile:
        sent = self.files[sha256] if content is None else content
        return services.receive_field_file(
            sha256=sha256, upload=io.BytesIO(sent), by=self.officer, at=self.at
        )

    def complete(self, record: FieldRecord) -> FieldRecord:
        return services.complete_record(record=record, by=self.officer, at=self.at)

    def send(self, body: dict[str, Any], id: UUID | None = None) -> FieldRecord:
        record = self.put(body, id)
        for sha256 in missing(record):
            self.put_file(sha256)
        return self.complete(record)


def missing(record: FieldRecord) -> list[str]:
    rows = FieldFile.objects.missing().filter(record=record).order_by("position")
    return list(rows.values_list("sha256", flat=True))


def question(visit: Inspection, number: str = "B1") -> ChecklistItem:
    return ChecklistItem.objects.get(version=visit.checklist_version_id, number=number)
