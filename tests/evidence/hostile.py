"""Hostile files, by the sentence of the security rules that speaks of them (section 4).

Every door that takes files is held to this table: what is refused, and what is taken
because it opens as a photo or a PDF, but must do no harm where it is looked at.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.evidence import samples

MEGABYTE = 2**20
SCRIPT = b"<script>alert(1)</script>"
HTML = b"<!doctype html><html>" + SCRIPT + b"</html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


KIND, SIZE, BROKEN = "kind", "size", "broken"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file under a name, and what is wrong with it: its kind, its size, its bytes."""

    name: str
    content: Callable[[], bytes]
    fault: str = KIND


def _of(name: str, content: bytes, fault: str = KIND) -> Sample:
    return Sample(name, lambda: content, fault)


def _padded(name: str, head: bytes, megabytes: int) -> Sample:
    """Made when it is needed: the table would else hold its size all along."""
    return Sample(name, lambda: head + b"\0" * (megabytes * MEGABYTE), SIZE)


def _big(name: str, content: bytes) -> Sample:
    return _of(name, content, SIZE)


def _broken(name: str, content: bytes) -> Sample:
    return _of(name, content, BROKEN)


def workbook(part: bytes = b"<worksheet/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", part)
    return out.getvalue()


def archive_with_symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("photo.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def picture_of(width: int, height: int) -> bytes:
    """A whole PNG of one colour: few bytes, many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    parts = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + kind
        + body
        + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header promises a huge picture."""
    content = bytearray(samples.photo())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def png_with_text() -> bytes:
    text, out = PngInfo(), io.BytesIO()
    text.add_text("Comment", SCRIPT.decode())
    Image.new("RGB", (40, 40), "teal").save(out, "PNG", pnginfo=text)
    return out.getvalue()


PHOTO = samples.photo()
DOCUMENT = samples.document()

REFUSED: dict[str, tuple[Sample, ...]] = {
    "SVG, HTML, archives, macros: refused": (
        _of("a.svg", SVG),
        _of("trang.html", HTML),
        _of("ảnh.zip", samples.archive()),
        _of("liên kết.zip", archive_with_symlink()),
        _of("macro.docm", samples.archive()),
        _of("bảng.xlsx", workbook()),
        _of("bom.xlsx", workbook(b"0" * (20 * MEGABYTE))),
        _of("a.exe", b"MZ" + b"\0" * 200),
        _of("eicar.com", EICAR),
    ),
    "type by content and suffix": (
        _of("html.jpg", HTML),
        _of("html.png", HTML),
        _of("svg.jpg", SVG),
        _of("svg.png", SVG),
        _of("zip.jpg", samples.archive()),
        _of("bảng.pdf", workbook(b'<!ENTITY x SYSTEM "file:///etc/passwd">')),
        _of("program.jpg", b"MZ" + b"\0" * 200),
        _of("eicar.jpg", EICAR),
        _of("png.jpg", samples.photo("PNG")),
        _of("pdf.jpg", DOCUMENT),
        _of("jpg.pdf", PHOTO),
        _of("gif.png", samples.animation("GIF")),
        _of("html and pdf.pdf", HTML + DOCUMENT),
        _of("anim.png", samples.animation("PNG")),
        _of("anim.webp", samples.animation("WEBP")),
    ),
    "at most 15 MB a photo, 25 MB a PDF": (
        _padded("15mb.jpg", PHOTO, 15),
        _padded("25mb.pdf", b"%PDF-", 25),
    ),
    "at most 50 megapixels, read before decoding": (
        _big("400mp.png", samples.png_claiming(20_000, 20_000)),
        _big("169mp.png", picture_of(13_000, 13_000)),
        _big("3600mp.jpg", jpeg_claiming(60_000, 60_000)),
    ),
    "decode fully": (
        _broken("empty.jpg", b""),
        _broken("head.jpg", b"\xff\xd8\xff\xe0" + SCRIPT),
        _broken("half.jpg", PHOTO[: len(PHOTO) // 2]),
        _broken("half.png", samples.photo("PNG")[:-400]),
        _broken("half.webp", samples.photo("WEBP")[:-400]),
        _broken("half.heic", samples.photo("HEIF")[:-400]),
        _broken("lies.png", samples.png_claiming(600, 600)),
        _broken("half.pdf", DOCUMENT[:-200]),
    ),
    "nothing in a PDF that runs, sends or packs": (
        _of("script.pdf", samples.scripted_document()),
        _of("launch.pdf", samples.document_with_link_to_a_program()),
        _of("attached.pdf", samples.document_with_attachment()),
        _of("locked.pdf", samples.locked_document()),
    ),
}

# A photo under another suffix: the office refuses it. The phone app may hold a photo
# whose name ends in anything, and it must arrive: there the content gives the suffix.
OTHER_SUFFIX = (_of("photo.jpg.exe", PHOTO), _of("gpj.\u202eexe", PHOTO))

# What may nowhere be found in what officers look at, nor in a page that names the file.
SECRETS = (SCRIPT, b"onerror=alert", b"Exif", "Niê".encode(), b"0905123456", b"PK\x03")

NEUTRALISED: dict[str, tuple[Sample, ...]] = {
    "a re-encoded copy without metadata": (
        _of("gps.jpg", samples.phone_photo()),
        _of("html behind.jpg", PHOTO + HTML),
        _of("zip behind.jpg", PHOTO + samples.archive()),
        _of("text.png", png_with_text()),
        _of("two.jpg", samples.two_pictures_in_one()),
    ),
    "names are ours, the user's is kept as text": (
        _of("../../../etc/passwd.jpg", samples.photo(size=(64, 41))),
        _of(r"..\..\boot.jpg", samples.photo(size=(64, 42))),
        _of("C:\\a\0b.jpg", samples.photo(size=(64, 43))),
        _of("a\r\nSet-Cookie: x=1.jpg", samples.photo(size=(64, 44))),
        _of("a\u202egpj.exe.jpg", samples.photo(size=(64, 45))),
        _of("<img src=x onerror=alert(1)>.jpg", samples.photo(size=(64, 46))),
        _of('"; drop table.jpg', samples.photo(size=(64, 47))),
        _of("a" * 4000 + ".jpg", samples.photo(size=(64, 48))),
    ),
}
# Names that a door may also turn away as unreadable.
UNREADABLE = {"C:\\a\0b.jpg", "a" * 4000 + ".jpg"}
