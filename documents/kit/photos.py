"""Photographs on an annex: reduced copies, with the hash of the original file."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import pillow_heif
from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError
from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, Spacer, Table

from documents.kit.styles import GRID, TEXT_WIDTH
from documents.kit.typefaces import UPRIGHT, width
from documents.text import bold, cell, clean

_WIDTH = 78 * mm
_DETAIL_SIZE = 9
_ALONE = 62 * mm
_PIXELS = 552  # 78 mm at 180 dpi
_QUALITY = 80
logger = logging.getLogger(__name__)
pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Photo:
    """`sha256` is the hash of the original file, in lower-case hex; `copy` what
    `reduced_copy` made of it, empty where the page cannot show the file. `details`
    are short lines under the hash: the file's name, where and by whom it was taken."""

    caption: str
    sha256: str
    copy: bytes = field(repr=False)
    details: tuple[str, ...] = ()


def photo_pages(
    styles: StyleSheet1, photos: Sequence[Photo], *, signed: bool, first: int = 1
) -> list[Flowable]:
    """Rows of two pictures: four on a page that is signed, six on another.

    `first` is the number of the first picture.
    """
    has_details = any(photo.details for photo in photos)
    height = (59 if signed else 54) * mm
    if has_details:
        height -= 7 * mm
    return [
        Table(
            [
                [
                    _picture(styles, first + start + place, photo, height)
                    for place, photo in enumerate(photos[start : start + 2])
                ]
                + [""] * max(0, start + 2 - len(photos))
            ],
            colWidths=[TEXT_WIDTH / 2] * 2,
            style=[
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LEFTPADDING", (0, 0), (-1, -1), 5),
                ("RIGHTPADDING", (0, 0), (-1, -1), 5),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ],
        )
        for start in range(0, len(photos), 2)
    ]


def picture_alone(styles: StyleSheet1, photo: Photo) -> list[Flowable]:
    """One picture by itself, without number and caption, its hash said elsewhere."""
    return [Spacer(1, 4), _frame(photo, _ALONE), Spacer(1, 6)]


def _picture(
    styles: StyleSheet1, number: int, photo: Photo, height: float
) -> list[Flowable]:
    middle = len(photo.sha256) // 2
    return [
        _frame(photo, height),
        Spacer(1, 4),
        Paragraph(cell(bold(f"Ảnh {number}."), f" {photo.caption}"), styles["caption"]),
        Paragraph(
            f"SHA-256: {cell(photo.sha256[:middle])}<br/>{cell(photo.sha256[middle:])}",
            styles["hash"],
        ),
        *(Paragraph(cell(_fitted(line)), styles["hash"]) for line in photo.details),
    ]


def _fitted(line: str) -> str:
    """On one line under the picture: what is too long is cut in the middle, so that
    the end of a file's name stays."""
    text, left = clean(line), len(clean(line)) // 2
    right = left
    shown = text
    while width(shown, UPRIGHT, _DETAIL_SIZE) > _WIDTH and left > 1:
        left, right = left - 1, right + 1
        shown = f"{text[:left].rstrip()}…{text[right:].lstrip()}"
    return shown


def reduced_copy(original: bytes) -> bytes:
    """A small JPEG of a picture: upright, flattened, without the camera's data.

    Empty for a file that cannot be decoded.
    """
    try:
        with Picture.open(io.BytesIO(original)) as opened:
            opened.draft("RGB", (_PIXELS * 2, _PIXELS * 2))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_PIXELS, _PIXELS))
            flat = Picture.new("RGB", upright.size, "white")
            alpha = "A" in upright.getbands()
            flat.paste(upright, mask=upright.getchannel("A") if alpha else None)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        logger.warning("a picture of %d bytes cannot be decoded", len(original))
        return b""
    copy = io.BytesIO()
    flat.save(copy, "JPEG", quality=_QUALITY, optimize=True)
    return copy.getvalue()


def _frame(photo: Photo, height: float) -> Flowable:
    if not photo.copy:
        return _Undrawable(height)
    return Image(
        io.BytesIO(photo.copy), width=_WIDTH, height=height, kind="proportional"
    )


class _Undrawable(Flowable):
    """An empty frame: the file is in the electronic record, the page cannot show it."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.hAlign = "CENTER"
        self.width, self.height = _WIDTH, height

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(GRID)
        self.canv.rect(0, 0, self.width, self.height)
        self.canv.line(0, 0, self.width, self.height)
        self.canv.line(0, self.height, self.width, 0)
