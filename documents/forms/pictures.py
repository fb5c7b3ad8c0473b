"""Photographs of the evidence as an annex shows them."""

import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from documents.figures import day_in_figures, hour_in_figures
from documents.kit.photos import Photo, reduced_copy
from evidence import storage
from evidence.kinds import Compartment, EvidenceKind
from evidence.models import Position
from kernel.clock import local_day

if TYPE_CHECKING:
    from evidence.models import EvidenceFile

# An annex is looked at, not searched: more pictures stay in the electronic file.
MOST = 24
# Of what the officer said: with the moment it fills two lines under the picture.
_LONGEST = 56


def photos_of(files: "Iterable[EvidenceFile]") -> tuple[Photo, ...]:
    """Valid photographs of the open compartment, in the order they were taken."""
    return tuple(_photo(file) for file in _shown(files)[:MOST])


def detailed_photos_of(files: "Iterable[EvidenceFile]") -> tuple[Photo, ...]:
    """The same with the file's name, the place and the photographer of each."""
    return tuple(
        dataclasses.replace(_photo(file), details=_details(file))
        for file in _shown(files)[:MOST]
    )


def all_photos_of(files: "Iterable[EvidenceFile]") -> Iterator[tuple[Photo, ...]]:
    """Every photograph with its details, so many at a time as an annex shows."""
    shown = _shown(files)
    for start in range(0, len(shown), MOST):
        yield detailed_photos_of(shown[start : start + MOST])


def left_out_of(files: "Iterable[EvidenceFile]") -> int:
    """How many photographs the electronic file has beyond those that are printed."""
    return max(0, len(_shown(files)) - MOST)


def _shown(files: "Iterable[EvidenceFile]") -> "list[EvidenceFile]":
    shown = {
        file.stored_file_id: file
        for file in files
        if file.kind == EvidenceKind.PHOTO
        and file.compartment == Compartment.CASE
        and not file.is_invalid
    }
    return sorted(
        shown.values(), key=lambda file: (file.taken_at or file.received_at, file.pk)
    )


def _photo(file: "EvidenceFile") -> Photo:
    return Photo(
        caption=_caption(file),
        sha256=file.stored_file_id,
        copy=copy_of(file.stored_file_id),
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


def _details(file: "EvidenceFile") -> tuple[str, ...]:
    where = position_text(file.position) if file.position else "không có vị trí"
    return (
        f"Tệp {file.original_name}; {file.added_by.full_name} chụp",
        f"Vị trí: {where}",
    )


def position_text(position: Position) -> str:
    """Degrees of WGS 84 and the accuracy that the device stated, in metres."""

    def degrees(value: Decimal, ahead: str, behind: str) -> str:
        figure = f"{abs(value):.5f}".replace(".", ",")
        return f"{figure}° {ahead if value >= 0 else behind}"

    text = f"{degrees(position.latitude, 'B', 'N')}; "
    text += degrees(position.longitude, "Đ", "T")
    within = position.accuracy_m
    return f"{text} (±{within} m)" if within is not None else text


def copy_of(sha256: str) -> bytes:
    """The picture for paper, made once; it may be thrown away at any time."""
    kept = Path(settings.MEDIA_ROOT) / "paper-previews" / sha256[:2] / f"{sha256}.jpg"
    if kept.is_file():
        return kept.read_bytes()
    original = storage.path_of(sha256)
    copy = reduced_copy(original.read_bytes()) if original.is_file() else b""
    if copy:
        storage.keep_beside(copy, kept)
    return copy
