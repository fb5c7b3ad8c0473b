"""Opens a stranger's file in a process of its own, whose limits `kernel.confined` sets.

Run as a program by `evidence.sandbox`; it knows neither Django nor the database, and
answers on its standard output: `check` with a line of JSON, `preview` and `stamp` with
the bytes of what officers look at instead of the original.

    decoding.py check   MEDIA_TYPE FILE
    decoding.py preview MEDIA_TYPE FILE        (a photo → JPEG)
    decoding.py stamp   MEDIA_TYPE FILE < TEXT (a PDF → PDF)
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

MAX_PIXELS = 50_000_000
PREVIEW_SIDE = 1600

# What Pillow calls each type; phones write several pictures into one JPEG ("MPO").
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/heic": ("HEIF",),
    "image/webp": ("WEBP",),
}
# Keys whose presence makes a PDF more than paper.
_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"}
)
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"}
)


class Problem(Exception):
    """Why the file is not taken; the code is what `evidence.intake` has words for."""


def check(media_type: str, path: Path) -> bytes:
    """Decode the whole file; `verify()` alone would miss a truncated one."""
    facts = _check_pdf(path) if media_type == "application/pdf" else None
    if facts is None:
        with _opened(media_type, path) as image:
            image.load()
            facts = {"width": image.width, "height": image.height}
    return json.dumps(facts).encode()


def preview(media_type: str, path: Path) -> bytes:
    """A JPEG of at most 1600 pixels a side, upright and without any metadata."""
    from PIL import Image, ImageOps

    with _opened(media_type, path) as image:
        if image.format == "JPEG":
            image.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        if image.mode.startswith("I"):  # 16 bits a pixel, as some scanners save
            image = image.point(lambda level: level * (1 / 256)).convert("L")
        image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        upright = ImageOps.exif_transpose(image)
        flat = Image.new("RGB", upright.size, "white")
        if upright.mode in ("RGBA", "LA", "PA", "P"):
            upright = upright.convert("RGBA")
            flat.paste(upright, mask=upright.getchannel("A"))
        else:
            flat.paste(upright.convert("RGB"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85, optimize=True)  # a new image: no EXIF, no GPS
    return out.getvalue()


def stamp(media_type: str, path: Path) -> bytes:
    """The PDF with a line of text at the foot of each page and without metadata."""
    import pikepdf

    line = sys.stdin.read().encode("ascii", "replace").decode()
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    with pikepdf.open(path) as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
            )
        )
        for page in pdf.pages:
            left, bottom = (float(edge) for edge in list(page.mediabox)[:2])
            name = page.add_resource(
                font, pikepdf.Name.Font, name=pikepdf.Name.READERMARK
            )
            place = f"1 0 0 1 {left + 18:.2f} {bottom + 10:.2f} Tm"
            text = f"Q q BT {name} 8 Tf 0.35 g {place} ({escaped}) Tj ET Q"
            page.contents_add(b"q", prepend=True)
            page.contents_add(text.encode())
        for key in ("/Metadata", "/OpenAction", "/AA", "/Names"):
            if key in pdf.Root:
                del pdf.Root[key]
        del pdf.docinfo
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _opened(media_type: str, path: Path) -> Image.Image:
    """The image with its size looked at and nothing decoded yet."""
    from PIL import Image

    if media_type == "image/heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    # Asked below in our own words, before a single pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(path, formats=_FORMATS[media_type])
    if image.width * image.height > MAX_PIXELS:
        raise Problem("too_many_pixels")
    # A JPEG may carry a second picture beside the photo; other types would be films.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise Problem("animated")
    return image


def _check_pdf(path: Path) -> dict[str, int]:
    import pikepdf

    try:
        # Without recovery: a truncated file must not pass for a whole one.
        pdf = pikepdf.open(path, attempt_recovery=False)
    except pikepdf.PasswordError as refusal:
        raise Problem("encrypted") from refusal
    with pdf:
        if pdf.is_encrypted:
            raise Problem("encrypted")
        if _has_active_content(pdf):
            raise Problem("active_content")
        # Reads every object and decodes every stream, as for writing the file anew.
        if pdf.check_pdf_syntax() or not pdf.pages:
            raise Problem("broken")
        return {"pages": len(pdf.pages)}


def _has_active_content(pdf: pikepdf.Pdf) -> bool:
    """Scripts, starters of programs, forms that send, files inside the file."""
    import pikepdf

    waiting: list[Any] = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        inner: list[Any] = []
        if isinstance(thing, pikepdf.Array):
            inner = list(thing)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            keys = set(thing.keys())
            if keys & _ACTIVE_KEYS:
                return True
            if "/S" in keys and str(thing["/S"]) in _ACTIVE_ACTIONS:
                return True
            inner = [thing[key] for key in keys]
        # What is indirect stands in the list of objects by itself.
        waiting += [
            child
            for child in inner
            if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]
    return False


def main(arguments: list[str]) -> int:
    """Exit 0 with the answer, 3 with the code of a problem on standard output."""
    mode, media_type, path = arguments
    warnings.simplefilter("ignore")
    modes: dict[str, Callable[[str, Path], bytes]] = {
        "check": check,
        "preview": preview,
        "stamp": stamp,
    }
    try:
        answer = modes[mode](media_type, Path(path))
    except Problem as problem:
        answer, status = str(problem).encode(), 3
    else:
        status = 0
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
