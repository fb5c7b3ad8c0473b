"""Encryption of single columns, and the keyed hash that still finds a whole number.

Both keys derive from `settings.FIELD_KEY`, kept apart from `SECRET_KEY`.
"""

import base64
import hashlib
import hmac
import re
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kernel.folding import fold

# Personal numbers have 9 or 12 characters, passports 8, phones 10 or 11.
_SHORTEST, _LONGEST = 8, 15


def seal(number: str) -> bytes:
    """The number, encrypted and authenticated (Fernet)."""
    return _fernet(settings.FIELD_KEY).encrypt(number.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The number back. Raises cryptography's InvalidToken under another key."""
    return _fernet(settings.FIELD_KEY).decrypt(bytes(sealed)).decode()


def digest(number: str) -> str:
    """A keyed hash of the number as `compact` writes it, 64 hexadecimal digits."""
    key = _derived(settings.FIELD_KEY, "hash of field")
    return hmac.new(key, compact(number).encode(), hashlib.sha256).hexdigest()


def compact(number: str) -> str:
    """Letters and digits only; a phone's +84 is its leading 0."""
    bare = re.sub(r"[^0-9a-z+]", "", fold(number))
    return re.sub(r"^\+84", "0", bare).replace("+", "").upper()


def digest_asked_for(typed: str) -> str | None:
    """The hash to look for when the typed text could be a whole protected number."""
    number = compact(typed)
    if not re.fullmatch(r"[A-Z]{0,2}\d+", number):
        return None
    return digest(number) if _SHORTEST <= len(number) <= _LONGEST else None


@lru_cache(maxsize=4)
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, "seal of field")))


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    if not secret:
        raise ImproperlyConfigured("FIELD_KEY is empty: set it to a long random text.")
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
