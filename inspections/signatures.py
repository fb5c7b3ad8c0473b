"""How a visit ended on the spot: who signed on the screen, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inspections import field_reading
from inspections.field_reading import FieldContent
from inspections.models import FieldRecord, Inspection


@dataclass(frozen=True, slots=True)
class ScreenEnd:
    """Under one field record: the representative's signature, or the refusal.

    `sha256` names the picture of the signature, the witness's where it was refused;
    "" where a witness has not signed on the screen.
    """

    record: FieldRecord
    at: datetime
    is_signed: bool
    name: str
    position: str
    sha256: str
    reason: str = ""
    witness: str = ""
    witness_position: str = ""


def ends_of(visit: Inspection) -> list[ScreenEnd]:
    """Those of the records that are written into the visit, the last one first."""
    ends = [
        end
        for record in visit.field_records.written()
        if (end := end_of(record)) is not None
    ]
    return sorted(ends, key=lambda end: (end.at, str(end.record.pk)), reverse=True)


def end_of(record: FieldRecord) -> ScreenEnd | None:
    """None where the record holds neither a signature nor a refusal."""
    content = field_reading.read(record.body)
    if signed := content.signature:
        return ScreenEnd(
            record=record,
            at=signed.signed_at,
            is_signed=True,
            name=signed.name,
            position=signed.position,
            sha256=signed.file,
        )
    if refused := content.refusal:
        return ScreenEnd(
            record=record,
            at=refused.at,
            is_signed=False,
            name="",
            position="",
            sha256=refused.file,
            reason=refused.reason,
            witness=refused.witness,
            witness_position=refused.witness_position,
        )
    return None


def contents_of(visit: Inspection) -> Iterator[FieldContent]:
    """What the records that are written into the visit say, the first made first."""
    for record in visit.field_records.written():
        yield field_reading.read(record.body)
