"""Photographs of the demonstration: drawn, never taken; the same bytes every time."""

from __future__ import annotations

import math
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 1200)
WALL, WOOD, SHADOW = "#d8d2c4", "#8a6642", "#5d4329"
PAPER, INK, TAPE = "#f5f1e6", "#26211b", "#f2c230"
COVER = "#2f6f8f"
_FONTS = files("documents") / "fonts"


def shelf(*, label: str, count: int) -> BytesIO:
    """A shelf with that many books of one title and a card that says so."""
    image, draw = _canvas()
    books, per_row = 0, -(-count // 4)
    width = (SIZE[0] - 200) // per_row
    for row in range(4):
        top = 90 + row * 235
        draw.rectangle((60, top, SIZE[0] - 60, top + 215), fill=SHADOW)
        for place in range(per_row):
            if books == count:
                break
            books += 1
            left = 100 + place * width
            draw.rectangle(
                (left, top + 20 + (books % 3) * 4, left + width - 3, top + 215),
                fill=COVER,
                outline=INK,
            )
            draw.rectangle((left + 3, top + 60, left + width - 7, top + 84), fill=PAPER)
        draw.rectangle((60, top + 215, SIZE[0] - 60, top + 232), fill=WOOD)
    _card(draw, f"{label}: {count} bản", top=1048)
    return _jpeg(image)


def cover(*, title: str, imprint: str) -> BytesIO:
    """A book lying open on a table, cover beside imprint, with a ruler below."""
    image, draw = _canvas()
    draw.rectangle((0, 0, *SIZE), fill=WOOD)
    draw.rectangle((150, 130, 780, 1000), fill=COVER, outline=INK, width=4)
    draw.rectangle((820, 130, 1450, 1000), fill=PAPER, outline=INK, width=4)
    draw.ellipse((330, 560, 600, 830), fill=TAPE, outline=INK, width=4)
    _lines(draw, title, left=200, top=210, size=64, fill=PAPER, width=18)
    _lines(draw, imprint, left=870, top=620, size=38, fill=INK, width=30)
    for mark in range(0, 1300, 26):
        tall = 44 if mark % 130 == 0 else 24
        draw.line((150 + mark, 1100, 150 + mark, 1100 - tall), fill=PAPER, width=3)
    draw.line((150, 1100, 1450, 1100), fill=PAPER, width=5)
    return _jpeg(image)


def sheet(*, heading: str, text: str) -> BytesIO:
    """A paper laid on a scanner: its heading, and what it says."""
    image, draw = _canvas()
    draw.rectangle((300, 40, 1300, 1160), fill=PAPER, outline=INK, width=3)
    _lines(draw, heading, left=380, top=140, size=54, fill=INK, width=28)
    _lines(draw, text, left=380, top=420, size=40, fill=INK, width=40)
    draw.ellipse((900, 860, 1160, 1110), outline="#b3262a", width=9)
    return _jpeg(image)


def signature() -> BytesIO:
    """Strokes of a finger on a screen, on nothing."""
    image = Image.new("RGBA", (900, 360), (0, 0, 0, 0))
    points = [
        (120 + 6 * step, 190 + round(70 * math.sin(step / 5) * (1 - step / 140)))
        for step in range(110)
    ]
    ImageDraw.Draw(image).line(points, fill=(24, 42, 120, 255), width=9, joint="curve")
    content = BytesIO()
    image.save(content, "PNG")
    content.seek(0)
    return content


def _canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", SIZE, WALL)
    return image, ImageDraw.Draw(image)


def _card(draw: ImageDraw.ImageDraw, text: str, *, top: int) -> None:
    draw.rectangle((200, top, SIZE[0] - 200, top + 110), fill=PAPER, outline=INK)
    draw.text((SIZE[0] / 2, top + 55), text, font=_font(46), fill=INK, anchor="mm")


def _lines(
    draw: ImageDraw.ImageDraw,
    text: str,
    *,
    left: int,
    top: int,
    size: int,
    fill: str,
    width: int,
) -> None:
    """The text broken at `width` characters."""
    line = ""
    for word in [*text.split(), ""]:
        if word and len(f"{line} {word}") <= width:
            line = f"{line} {word}".strip()
            continue
        draw.text((left, top), line, font=_font(size), fill=fill)
        line, top = word, top + round(size * 1.3)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        BytesIO((_FONTS / "LiberationSerif-Bold.ttf").read_bytes()), size
    )


def _jpeg(image: Image.Image) -> BytesIO:
    content = BytesIO()
    image.save(content, "JPEG", quality=82)
    content.seek(0)
    return content
