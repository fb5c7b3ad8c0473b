"""Backups of the field app: sealed on the phone so that only this server reads them.

The phone has the server's public key (a point of P-256) and makes a key pair for the
one file; both sides derive the same AES-256-GCM key (ECDH, HKDF-SHA256). The server's
private key is derived from `FIELD_KEY`: there is no further secret to keep. The format
stands in docs/field.md.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused

FORMAT, VERSION = "lien-nganh-field-backup", 1
ALGORITHM = "ECDH-P256+HKDF-SHA256+A256GCM"
_INFO = b"lien-nganh field backup 1"
_CURVE = ec.SECP256R1()
# The order of the curve's group, less one: private keys are 1 to this.
_LARGEST = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550
_IV, _TAG = 12, 16
MEGABYTE = 2**20
MOST_BYTES, MOST_ENTRIES = 2048 * MEGABYTE, 20_000
_MOST_MANIFEST, _MOST_RECORD, _MOST_FILE = MEGABYTE, 4 * MEGABYTE, 26 * MEGABYTE


class BackupUnreadable(Refused):
    """Not a backup, damaged, or sealed for another server."""

    code = "backup_unreadable"
    text = _(
        "The file is no backup of the field app, is damaged, or was sealed for another"
        " server. Nothing was taken over."
    )


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup; entries are opened one by one and judged like sent ones."""

    archive: zipfile.ZipFile
    cipher: AESGCM
    records: tuple[UUID, ...]
    files: tuple[str, ...]

    def record(self, record_id: UUID) -> Mapping[str, Any]:
        text = self._opened(f"records/{record_id}.sealed", most=_MOST_RECORD)
        try:
            body = json.loads(text.decode())
        except ValueError as fault:
            raise BackupUnreadable from fault
        if not isinstance(body, dict):
            raise BackupUnreadable
        return body

    def owner(self) -> str:
        """The officer's id, as the server had told it to his phone."""
        try:
            found = json.loads(self._opened("owner.sealed", most=_MOST_MANIFEST))
        except ValueError as fault:
            raise BackupUnreadable from fault
        if not isinstance(found, dict) or not isinstance(found.get("user"), str):
            raise BackupUnreadable
        return str(found["user"])

    def file(self, sha256: str) -> bytes:
        return self._opened(f"files/{sha256}.sealed", most=_MOST_FILE)

    def _opened(self, name: str, *, most: int) -> bytes:
        sealed = _read(self.archive, name, most=most + _IV + _TAG)
        try:
            return self.cipher.decrypt(sealed[:_IV], sealed[_IV:], name.encode())
        except (InvalidTag, ValueError) as fault:
            raise BackupUnreadable from fault


@contextmanager
def opened(upload: BinaryIO) -> Iterator[Backup]:
    """The backup for as long as the block lasts; raises BackupUnreadable."""
    try:
        archive = zipfile.ZipFile(upload)
    except (zipfile.BadZipFile, ValueError) as fault:
        raise BackupUnreadable from fault
    with archive:
        yield _examined(archive)


def _examined(archive: zipfile.ZipFile) -> Backup:
    names = [entry.filename for entry in archive.infolist()]
    size = sum(entry.file_size for entry in archive.infolist())
    is_strange = len(names) > MOST_ENTRIES or len(set(names)) < len(names)
    if is_strange or size > MOST_BYTES:
        raise BackupUnreadable
    try:
        cipher = _cipher(_manifest(archive))
        records = tuple(UUID(stem) for stem in _stems(names, "records/"))
    except ValueError as fault:
        raise BackupUnreadable from fault
    return Backup(archive, cipher, records, tuple(_stems(names, "files/")))


def public_point() -> bytes:
    """The server's public key as a raw uncompressed point, 65 bytes."""
    return (
        _private_key()
        .public_key()
        .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )


def key_id() -> str:
    return hashlib.sha256(public_point()).hexdigest()[:16]


def derived(shared: bytes, *, ephemeral: bytes, server: bytes) -> AESGCM:
    """The cipher that both sides come to."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=ephemeral + server, info=_INFO)
    return AESGCM(kdf.derive(shared))


@functools.cache
def _private_key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    kdf = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"field backup key 1")
    number = int.from_bytes(kdf.derive(secret.encode()), "big") % _LARGEST + 1
    return ec.derive_private_key(number, _CURVE)


def _private_key() -> ec.EllipticCurvePrivateKey:
    return _private_key_of(settings.FIELD_KEY)


def _manifest(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    found = json.loads(_read(archive, "manifest.json", most=_MOST_MANIFEST).decode())
    if (
        not isinstance(found, dict)
        or found.get("format") != FORMAT
        or found.get("version") != VERSION
        or found.get("key") != key_id()
        or not isinstance(found.get("ephemeral"), str)
    ):
        raise BackupUnreadable
    return found


def _cipher(manifest: Mapping[str, Any]) -> AESGCM:
    raw = base64.b64decode(manifest["ephemeral"], validate=True)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, raw)
    shared = _private_key().exchange(ec.ECDH(), theirs)
    return derived(shared, ephemeral=raw, server=public_point())


def _read(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    """An entry, at most so many bytes whatever its header promises."""
    try:
        with archive.open(name) as entry:
            content = entry.read(most + 1)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError) as fault:
        # Absent, locked with a password, packed in an unknown way, or damaged.
        raise BackupUnreadable from fault
    if len(content) > most:
        raise BackupUnreadable
    return content


def _stems(names: list[str], folder: str) -> list[str]:
    suffix = ".sealed"
    return [
        name[len(folder) : -len(suffix)]
        for name in names
        if name.startswith(folder) and name.endswith(suffix)
    ]
