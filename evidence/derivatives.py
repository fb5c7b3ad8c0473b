"""What officers look at instead of the original: small, without metadata, marked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from evidence import sandbox, storage
from evidence.kinds import MediaType
from kernel.clock import LOCAL_ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from agencies.models import User
    from evidence.models import StoredFile

_QUALITY = 82


def marked(stored: StoredFile, *, by: User, at: datetime) -> bytes:
    """A JPEG of a photo or a PDF of a document, marked with reader and time.

    The mark is the account name, the agency's code and the local time: letters that
    every font has. Raises `storage.Damaged` or `sandbox.Unreadable`.
    """
    mark = (
        f"{by.username} | {by.agency_id} | {at.astimezone(LOCAL_ZONE):%d/%m/%Y %H:%M}"
    )
    media_type = MediaType(stored.media_type)
    if not media_type.is_photo:
        return sandbox.run(
            "stamp",
            media_type=media_type.value,
            path=_original(stored),
            text=mark,
        )
    with Image.open(_preview(stored)) as image:
        image.load()
    _write_on(image, mark)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _preview(stored: StoredFile) -> Path:
    """The unmarked small picture, made once; it may be thrown away at any time."""
    path = (
        Path(settings.MEDIA_ROOT)
        / "evidence-previews"
        / stored.sha256[:2]
        / f"{stored.sha256}.jpg"
    )
    if not path.exists():
        content = sandbox.run(
            "preview",
            media_type=stored.media_type,
            path=_original(stored),
        )
        storage.keep_beside(content, path)
    return path


def _original(stored: StoredFile) -> Path:
    storage.opened(stored.sha256).close()
    return storage.path_of(stored.sha256)


def _write_on(image: Image.Image, mark: str) -> None:
    """A dark band along the lower edge with the mark in white."""
    font = ImageFont.load_default(size=max(12, image.width // 50))
    pen = ImageDraw.Draw(image, "RGBA")
    _left, top, right, bottom = pen.textbbox((0, 0), mark, font=font)
    pad = max(4, image.width // 200)
    height = bottom + top + 2 * pad
    edge = image.height - height
    pen.rectangle((0, edge, image.width, image.height), fill=(0, 0, 0, 150))
    pen.text(
        (max(pad, image.width - right - pad), edge + pad),
        mark,
        font=font,
        fill=(255, 255, 255, 235),
    )
