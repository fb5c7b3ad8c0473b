"""A signature given on a screen, as it is drawn in its place on paper."""

import io
import logging

from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError

_WIDEST, _HIGHEST = 900, 300
_MOST_PIXELS = 20_000_000
_INK = 200  # darker than this is ink on a picture without transparency
logger = logging.getLogger(__name__)


def signature_copy(original: bytes) -> bytes:
    """A small PNG of the ink alone, its ground transparent, without other data.

    Empty for a file that cannot be decoded or shows no ink: the place stays blank.
    """
    try:
        with Picture.open(io.BytesIO(original)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        logger.warning("a signature of %d bytes cannot be decoded", len(original))
        return b""
    ink = upright.getchannel("A")
    if ink.getextrema() == (255, 255):  # drawn on a ground: what is dark is the ink
        ink = upright.convert("L").point(lambda level: 255 if level < _INK else 0)
    where = ink.getbbox()
    if where is None:
        return b""
    upright.putalpha(ink)
    drawn = upright.crop(where)
    drawn.thumbnail((_WIDEST, _HIGHEST))
    copy = io.BytesIO()
    drawn.save(copy, "PNG", optimize=True)
    return copy.getvalue()
