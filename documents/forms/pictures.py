"""Photographs of the evidence as an annex shows them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from documents.figures import day_in_figures, hour_in_figures
from documents.kit.photos import Photo, reduced_copy
from evidence import storage
from evidence.kinds import Compartment, EvidenceKind
from kernel.clock import local_day

if TYPE_CHECKING:
    from evidence.models import EvidenceFile

# An annex is looked at, not searched: more pictures stay in the electronic file.
MOST = 24
# Of what the officer said: with the moment it fills two lines under the picture.
_LONGEST = 56


def photos_of(files: "Iterable[EvidenceFile]") -> tuple[Photo, ...]:
    """Valid photographs of the open compartment, in the order they were taken."""
    shown = {
        file.stored_file_id: file
        for file in files
        if file.kind == EvidenceKind.PHOTO
        and file.compartment == Compartment.CASE
        and not file.is_invalid
    }
    ordered = sorted(
        shown.values(), key=lambda file: (file.taken_at or file.received_at, file.pk)
    )
    return tuple(
        Photo(
            caption=_caption(file),
            sha256=file.stored_file_id,
            copy=_copy(file.stored_file_id),
        )
        for file in ordered[:MOST]
    )


def photographers_of(files: "Iterable[EvidenceFile]") -> str:
    names = [
        file.added_by.full_name for file in files if file.kind == EvidenceKind.PHOTO
    ]
    return ", ".join(dict.fromkeys(names))


def _caption(file: "EvidenceFile") -> str:
    said = file.caption.strip().rstrip(".") or "Ảnh chứng cứ"
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;')}…"
    moment = file.taken_at or file.received_at
    word = "chụp" if file.taken_at else "nhận"
    day = day_in_figures(local_day(moment))
    return f"{said}; {word} lúc {hour_in_figures(moment)} ngày {day}"


def _copy(sha256: str) -> bytes:
    path = storage.path_of(sha256)
    return reduced_copy(path.read_bytes()) if path.is_file() else b""
