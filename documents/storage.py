"""Issued files on disk, each under its own hash, written once."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel.errors import NotReady


class FileDamaged(NotReady):
    """The stored bytes are not those that were issued, or are gone."""

    code = "document_damaged"
    text = _("The stored file is missing or was changed; tell the auditor.")


def store(content: bytes) -> str:
    """Write the bytes so that they survive a crash; returns their SHA-256.

    Temporary file, fsync, rename, fsync of the folder: the row that names the file is
    written afterwards. A file left behind by a rolled-back act names nothing.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync(target.parent.parent)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o440)
        os.replace(temporary, target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(target.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes as they were issued; raises FileDamaged."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError as gone:
        raise FileDamaged from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileDamaged
    return content


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / f"{sha256}.pdf"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
