"""Where the bytes lie: each file once, under its own hash, and never the row first.

The order survives a crash at any point: temporary file, fsync, rename to
`MEDIA_ROOT/evidence/<first two>/<sha256>`, fsync of the directory, and only then the
rows, in one transaction. What a crash leaves is a file without a row, never a row
without its file; `sweep_orphans` takes such files away after an hour.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import connection, transaction

from evidence.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable

_PIECE = 256 * 1024
_HEAD = 64
_GRACE = timedelta(hours=1)
_FREE_SHARE = 0.05


class PastLimit(Exception):
    """More bytes came than the limit; what came was thrown away."""


class Damaged(Exception):
    """The file on disk is missing or its bytes are not those of its hash."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload in its temporary file: not yet kept, its hash known."""

    path: Path
    sha256: str
    size: int
    head: bytes


def path_of(sha256: str) -> Path:
    """Where a stored file lies, whether or not it is there."""
    return _root() / sha256[:2] / sha256


def is_nearly_full() -> bool:
    """Less than 5 % of the disk is free: uploads are refused before it is full."""
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(root)
    return usage.free < usage.total * _FREE_SHARE


def hash_of(path: Path) -> str:
    """SHA-256 of the bytes on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(sha256: str) -> BinaryIO:
    """A stored file, open for reading, its hash checked; raises Damaged."""
    try:
        file = path_of(sha256).open("rb")
    except OSError as missing:
        raise Damaged(f"{sha256} cannot be read: {missing.strerror}") from missing
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise Damaged(f"{sha256} has other bytes on disk")
    file.seek(0)
    return file


@contextmanager
def received(upload: BinaryIO, *, limit: int) -> Iterator[Incoming]:
    """Take an upload into a temporary file beside the store; gone again on leaving.

    Reads at most one piece past `limit` bytes, whatever length was announced. Raises
    PastLimit.
    """
    folder = _incoming()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            digest, size, head = hashlib.sha256(), 0, b""
            while piece := upload.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise PastLimit
                head = head or piece[:_HEAD]
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            yield Incoming(path, digest.hexdigest(), size, head)
        finally:
            path.unlink(missing_ok=True)


def keep(incoming: Incoming) -> None:
    """Put the file in its place for good; call it in the transaction of its rows.

    A file that is there already with these very bytes is left alone; one whose bytes
    were damaged is replaced by the good ones.
    """
    hold(incoming.sha256)
    target = path_of(incoming.sha256)
    if target.exists() and hash_of(target) == incoming.sha256:
        return
    incoming.path.chmod(0o440)
    _into_place(incoming.path, target)


def keep_beside(content: bytes, target: Path) -> None:
    """Write a file that can be made again (a preview) whole or not at all."""
    folder = _incoming()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _into_place(Path(file.name), target)


def hold(sha256: str) -> None:
    """Until the transaction ends, nobody else stores or sweeps this file."""
    key = int.from_bytes(bytes.fromhex(sha256)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def stored_paths() -> Iterator[Path]:
    """Every file of the store, in no order; temporary files are not among them."""
    for shard in _folders_of(_root()):
        if len(shard.name) == 2:
            yield from (path for path in shard.iterdir() if path.is_file())


def sweep_orphans(*, at: datetime) -> int:
    """Remove files without a row that are older than an hour; returns how many.

    They are what a crash or a refused act left behind.
    """
    before = (at - _GRACE).timestamp()
    swept = sum(_swept(path) for path in _older(stored_paths(), before))
    incoming = _incoming()
    if incoming.is_dir():
        for path in _older(incoming.iterdir(), before):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _swept(path: Path) -> int:
    with transaction.atomic():
        # The same lock as `keep`: an upload of these bytes either has its row by now
        # or puts the file here again.
        hold(path.name)
        if StoredFile.objects.filter(sha256=path.name).exists():
            return 0
        path.unlink(missing_ok=True)
        return 1


def _older(paths: Iterable[Path], before: float) -> Iterator[Path]:
    for path in paths:
        try:
            if path.stat().st_mtime < before:
                yield path
        except FileNotFoundError:  # swept or put in its place meanwhile
            continue


def _into_place(source: Path, target: Path) -> None:
    folder = target.parent
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)
    source.replace(target)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folders_of(root: Path) -> list[Path]:
    return [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "evidence"


def _incoming() -> Path:
    # On the same file system as the store, so that the rename is one step.
    return _root() / "incoming"
