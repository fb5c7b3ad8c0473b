"""Where certificates are: paths in one file of the installation, never keys.

`SIGNING_KEYS` names a TOML file. A key is a PKCS#12 file or lies on a token (PKCS#11);
it is read for one signature and kept nowhere by us:

    [SO_VHTTDL.seal]
    pkcs11_module = "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"
    token = "So VHTTDL"
    certificate = "con-dau"
    pin_file = "/etc/lien-nganh/so.pin"
    picture = "/etc/lien-nganh/so-dau.png"

    [SO_VHTTDL.signers."so.giamdoc"]
    pkcs12 = "/etc/lien-nganh/so-giamdoc.p12"
    passphrase_file = "/etc/lien-nganh/so-giamdoc.pass"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn1crypto import pem, x509
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel.errors import NotReady

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


class NoSigningKey(NotReady):
    code = "no_signing_key"
    text = _(
        "No certificate is set up for this signature. Sign the file elsewhere and"
        " bring it back."
    )


class SigningKeyUnusable(NotReady):
    """The file is missing, the passphrase wrong, the token not there."""

    code = "signing_key_unusable"
    text = _("The certificate cannot be used now; ask the administrator.")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One entry of the file; either `pkcs12` or `pkcs11_module` is filled."""

    pkcs12: str = ""
    passphrase_file: str = ""
    pkcs11_module: str = ""
    token: str = ""
    certificate: str = ""  # its label on the token; the key's label is the same
    key: str = ""
    pin_file: str = ""
    picture: str = ""

    @classmethod
    def of(cls, entry: dict[str, Any]) -> SigningKey:
        """Raises SigningKeyUnusable where no key is named, or words are unknown."""
        known = {field.name for field in fields(cls)}
        if set(entry) - known or not all(
            isinstance(one, str) for one in entry.values()
        ):
            raise SigningKeyUnusable
        found = cls(**entry)
        if bool(found.pkcs12) == bool(found.pkcs11_module):
            raise SigningKeyUnusable
        return found

    @property
    def picture_bytes(self) -> bytes:
        return Path(self.picture).read_bytes() if self.picture else b""


def key_of_signer(agency: str, username: str) -> SigningKey:
    """Raises NoSigningKey, SigningKeyUnusable."""
    return _found(_of_agency(agency).get("signers", {}).get(username))


def key_of_seal(agency: str) -> SigningKey:
    """Raises NoSigningKey, SigningKeyUnusable."""
    return _found(_of_agency(agency).get("seal"))


@contextmanager
def opened(key: SigningKey) -> Iterator[Signer]:
    """The key for one signature; a token's session is closed afterwards.

    Raises SigningKeyUnusable.
    """
    if key.pkcs12:
        yield _from_file(key)
        return
    # Loads the token's own library: only where a token is used.
    from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import PKCS11SigningContext

    config = PKCS11SignatureConfig(
        module_path=key.pkcs11_module,
        token_criteria=TokenCriteria(label=key.token) if key.token else None,
        cert_label=key.certificate or None,
        key_label=key.key or key.certificate or None,
        user_pin=_secret(key.pin_file) or None,
    )
    try:
        with PKCS11SigningContext(config) as signer:
            yield signer
    except (SigningError, RuntimeError, OSError) as fault:
        raise SigningKeyUnusable from fault


def trusted_roots() -> list[x509.Certificate]:
    """Certificates (PEM or DER) in the folder that SIGNING_ROOTS names."""
    if not settings.SIGNING_ROOTS:
        return []
    found = []
    for path in sorted(Path(settings.SIGNING_ROOTS).glob("*.*")):
        content = path.read_bytes()
        parts = (
            [der for _kind, _head, der in pem.unarmor(content, multiple=True)]
            if pem.detect(content)
            else [content]
        )
        found += [x509.Certificate.load(der) for der in parts]
    return found


def _of_agency(agency: str) -> dict[str, Any]:
    if not settings.SIGNING_KEYS:
        raise NoSigningKey
    try:
        with Path(settings.SIGNING_KEYS).open("rb") as file:
            told = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise SigningKeyUnusable from fault
    entry = told.get(agency, {})
    return entry if isinstance(entry, dict) else {}


def _found(entry: Any) -> SigningKey:
    if not isinstance(entry, dict):
        raise NoSigningKey
    return SigningKey.of(entry)


def _from_file(key: SigningKey) -> Signer:
    from pyhanko.sign.signers import SimpleSigner

    try:
        content = Path(key.pkcs12).read_bytes()
        return SimpleSigner.load_pkcs12_data(
            content, other_certs=[], passphrase=_secret(key.passphrase_file).encode()
        )
    except (OSError, ValueError) as fault:
        raise SigningKeyUnusable from fault


def _secret(path: str) -> str:
    return Path(path).read_text().strip() if path else ""
