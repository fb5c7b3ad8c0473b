"""Files and goods as evidence, each with its custody."""

from evidence.models.files import (
    CAPTION_LENGTH,
    CustodyEvent,
    EvidenceFile,
    Position,
    StoredFile,
)
from evidence.models.goods import CustodyLine, EvidenceItem

__all__ = [
    "CAPTION_LENGTH",
    "CustodyEvent",
    "CustodyLine",
    "EvidenceFile",
    "EvidenceItem",
    "Position",
    "StoredFile",
]
