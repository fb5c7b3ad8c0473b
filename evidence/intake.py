"""Which files are taken: kind by name and content, size, and whether they open whole.

Photos JPEG, PNG, HEIC, WebP to 15 MB and 50 megapixels, PDF to 25 MB; nothing that
runs, packs or refers (SVG, HTML, archives, macros, scripts in a PDF).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from evidence import sandbox, storage
from evidence.kinds import MediaType
from kernel.errors import DomainError, KindRefused, Refused, TooLarge

MEGABYTE = 2**20
PHOTO_LIMIT = 15 * MEGABYTE
DOCUMENT_LIMIT = 25 * MEGABYTE

BY_SUFFIX = {
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".png": MediaType.PNG,
    ".heic": MediaType.HEIC,
    ".heif": MediaType.HEIC,
    ".webp": MediaType.WEBP,
    ".pdf": MediaType.PDF,
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_LONGEST_NAME = 255
# Cc: control characters; Cf: marks that turn the reading direction or show nothing;
# Co, Cs, Cn: no characters at all.
_UNSHOWN = {"Cc", "Cf", "Co", "Cs", "Cn"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """An upload that may be stored; `width` and `height` in pixels, or `pages`."""

    incoming: storage.Incoming
    name: str
    media_type: MediaType
    width: int | None = None
    height: int | None = None
    pages: int | None = None


@contextmanager
def accepted(
    upload: BinaryIO, *, name: str, claimed_sha256: str = ""
) -> Iterator[Accepted]:
    """Take and examine an upload; its temporary file is gone after the block.

    Raises KindRefused, TooLarge or Refused, each with one sentence that names the file
    and says what to do.
    """
    shown = clean_name(name)
    media_type = BY_SUFFIX.get(PurePosixPath(shown).suffix.lower())
    if media_type is None:
        raise _refusal("kind", shown)
    limit = PHOTO_LIMIT if media_type.is_photo else DOCUMENT_LIMIT
    try:
        with storage.received(upload, limit=limit) as incoming:
            _examine(incoming, shown, media_type, claimed_sha256)
            facts = _decode(incoming.path, shown, media_type)
            yield Accepted(incoming, shown, media_type, **facts)
    except storage.PastLimit as past:
        word = "photo_size" if media_type.is_photo else "document_size"
        raise _refusal(word, shown) from past


def clean_name(name: str) -> str:
    """The user's name for the file as text: no folders, nothing that does not show.

    At most 255 characters, the suffix kept; it is never used as a path.
    """
    last = re.split(r"[/\\]", name)[-1]
    text = unicodedata.normalize("NFC", last)
    text = "".join(c for c in text if unicodedata.category(c) not in _UNSHOWN)
    text = " ".join(text.split()).strip(". ") or "file"
    if len(text) > _LONGEST_NAME:
        suffix = PurePosixPath(text).suffix[:10]
        text = text[: _LONGEST_NAME - len(suffix)] + suffix
    return text


def _examine(
    incoming: storage.Incoming, name: str, media_type: MediaType, claimed_sha256: str
) -> None:
    if not incoming.size:
        raise _refusal("empty", name)
    # Before anything is said of the content: what arrived may not be what was sent.
    if claimed_sha256 and claimed_sha256.strip().lower() != incoming.sha256:
        raise _refusal("hash", name, current={"sha256": incoming.sha256})
    if _type_of(incoming.head) is not media_type:
        raise _refusal("content", name)


def _decode(path: Path, name: str, media_type: MediaType) -> dict[str, int]:
    try:
        facts: dict[str, int] = json.loads(
            sandbox.run("check", media_type=media_type.value, path=path)
        )
    except sandbox.Unreadable as unreadable:
        raise _refusal(unreadable.code, name) from unreadable
    return facts


def _type_of(head: bytes) -> MediaType | None:
    """What the first bytes say the file is."""
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    return None


def _refusal(
    code: str, name: str, *, current: dict[str, object] | None = None
) -> DomainError:
    """The error for what is wrong, in a sentence that names the file."""
    error, text = _words()[code]
    sentence = text % {"name": name}
    return error(
        sentence, code=f"file_{code}", errors={"file": [sentence]}, current=current
    )


def _words() -> dict[str, tuple[type[DomainError], str]]:
    return {
        "kind": (
            KindRefused,
            _(
                "“%(name)s” was refused: only photos (JPEG, PNG, HEIC, WebP) and PDF"
                " files are taken. Save it as one of these and send it again."
            ),
        ),
        "content": (
            KindRefused,
            _(
                "“%(name)s” was refused: its content is not what its name says. Save"
                " it again as a photo or a PDF and send that."
            ),
        ),
        "animated": (
            KindRefused,
            _(
                "“%(name)s” was refused: it is an animation. Send the single pictures"
                " as photos."
            ),
        ),
        "encrypted": (
            KindRefused,
            _(
                "“%(name)s” was refused: it is protected by a password. Send a copy"
                " without protection."
            ),
        ),
        "active_content": (
            KindRefused,
            _(
                "“%(name)s” was refused: it holds program code or other files. Print"
                " it to a new PDF and send that."
            ),
        ),
        "photo_size": (
            TooLarge,
            _(
                "“%(name)s” was refused: larger than 15 MB. Take the photo with a"
                " lower resolution or send a smaller copy."
            ),
        ),
        "document_size": (
            TooLarge,
            _(
                "“%(name)s” was refused: larger than 25 MB. Split the document or scan"
                " it with a lower resolution."
            ),
        ),
        "too_many_pixels": (
            TooLarge,
            _(
                "“%(name)s” was refused: more than 50 megapixels. Take the photo with"
                " a lower resolution."
            ),
        ),
        "empty": (
            Refused,
            _("“%(name)s” was refused: it is empty. Choose the file again."),
        ),
        "hash": (
            Refused,
            _(
                "“%(name)s” was damaged on the way. Send it again; the original is"
                " still on your device."
            ),
        ),
        "broken": (
            Refused,
            _(
                "“%(name)s” was refused: it is damaged or incomplete. Take or save it"
                " again and send that."
            ),
        ),
    }
