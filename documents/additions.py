"""What came after the issued bytes: signatures and their boxes, and nothing else.

A signature holds for all that its file shows. Whoever appends one could append other
words in the same update: so every object of the issued file is compared with what the
signed file makes of it.
"""

import io
from collections.abc import Iterable
from typing import Any, Final

import pikepdf
from django.utils.translation import gettext_lazy as _
from pikepdf import Dictionary, Object, Pdf, Stream

from kernel.errors import Refused

# What an update with a signature writes anew, and by which keys.
_OF_CATALOGUE: Final = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms"}
_OF_PAGE: Final = {"/Annots"}
_LARGEST_BOX: Final = (260.0, 150.0)  # points: a signature with the seal beside it


class NotThatFile(Refused):
    """The signed file does not begin with the issued bytes, or its pages changed."""

    code = "not_the_issued_file"
    text = _("This is not the issued file with signatures added: its content differs.")


def refuse_other_changes(issued: bytes, signed: bytes) -> None:
    """Raises NotThatFile."""
    if not signed.startswith(issued):
        raise NotThatFile
    try:
        with Pdf.open(io.BytesIO(issued)) as was, Pdf.open(io.BytesIO(signed)) as made:
            _compare(was, made)
    except (pikepdf.PdfError, pikepdf.ForeignObjectError) as unreadable:
        raise NotThatFile from unreadable


def _compare(was: Pdf, made: Pdf) -> None:
    if was.Root.objgen != made.Root.objgen or len(was.pages) != len(made.pages):
        raise NotThatFile
    pages = {page.obj.objgen for page in was.pages}
    described = {was.trailer.Info.objgen, was.Root.Metadata.objgen}
    for one in was.objects:
        if one.objgen in described:
            continue
        free = _OF_PAGE if one.objgen in pages else set()
        if one.objgen == was.Root.objgen:
            free = _OF_CATALOGUE
        if not _is_same(one, made.get_object(one.objgen), free):
            raise NotThatFile
    for page, now in zip(was.pages, made.pages, strict=True):
        _refuse_other_boxes(page.get("/Annots", []), now.get("/Annots", []))


def _is_same(one: Object, other: Object, free: Iterable[str]) -> bool:
    if isinstance(one, Stream):
        return (
            isinstance(other, Stream)
            and one.read_raw_bytes() == other.read_raw_bytes()
            and _is_same(one.stream_dict, other.stream_dict, free)
        )
    if isinstance(one, Dictionary):
        if not isinstance(other, Dictionary):
            return False
        names = (set(one.keys()) | set(other.keys())) - set(free)
        return all(
            name in one and name in other and _text(one[name]) == _text(other[name])
            for name in names
        )
    return _text(one, resolved=True) == _text(other, resolved=True)


def _text(value: Any, *, resolved: bool = False) -> str | bytes:
    """As it is written; what is pointed to is compared at its own place."""
    if isinstance(value, Object):
        return value.unparse(resolved=resolved)
    return repr(value)


def _refuse_other_boxes(was: Iterable[Object], now: Iterable[Object]) -> None:
    """What is new on a page are boxes of signatures, none large enough to hide text."""
    known = {one.objgen for one in was}
    for box in now:
        if box.objgen in known:
            continue
        kind = box.get("/FT") or box.get("/Parent", Dictionary()).get("/FT")
        left, bottom, right, top = (float(side) for side in box.Rect)
        if (
            box.get("/Subtype") != "/Widget"
            or kind != "/Sig"
            or abs(right - left) > _LARGEST_BOX[0]
            or abs(top - bottom) > _LARGEST_BOX[1]
        ):
            raise NotThatFile
