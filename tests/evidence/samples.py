"""Small files of every kind, whole and hostile, made here so that none is stored."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def photo(form: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    """A coloured picture, never the same pixel twice in a row."""
    image = Image.linear_gradient("L").resize(size)
    out = io.BytesIO()
    Image.merge("RGB", (image, image.rotate(180), image)).save(out, form)
    return out.getvalue()


def phone_photo() -> bytes:
    """A JPEG lying on its side, with place, owner and a comment in its metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x013B] = "Y Thuyên Niê"
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 40.0, 1.0)})
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), "teal").save(
        out, "JPEG", exif=exif, comment="owner 0905123456"
    )
    return out.getvalue()


def animation(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), name) for name in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def two_pictures_in_one() -> bytes:
    """As many phones write them: a JPEG with a second one behind it."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), name) for name in ("red", "blue")]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def document(pages: int = 2, **saving: object) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.docinfo["/Author"] = "Y Thuyên Niê"
        return _saved(pdf, **saving)


def turned_document() -> bytes:
    """Pages as a scanner turns them: on each of their four sides."""
    with pikepdf.new() as pdf:
        for turned in (0, 90, 180, 270):
            pdf.add_blank_page(page_size=(842, 595) if turned else (595, 842))
            pdf.pages[-1].obj.Rotate = turned
        return _saved(pdf)


def locked_document() -> bytes:
    return document(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def scripted_document() -> bytes:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert(1)"
        )
        return _saved(pdf)


def document_with_link_to_a_program() -> bytes:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
        )
        pdf.pages[0].Annots = pikepdf.Array([link])
        # Hidden from a search through the bytes: objects packed into a stream.
        return _saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def document_with_attachment() -> bytes:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        pdf.attachments["macro.docm"] = b"PK\x03\x04"
        return _saved(pdf)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("photo.jpg", photo())
    return out.getvalue()


def _saved(pdf: pikepdf.Pdf, **saving: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **saving)
    return out.getvalue()
