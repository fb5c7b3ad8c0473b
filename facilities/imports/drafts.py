"""A row of a register, understood: what it states, and what is to be said of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from facilities import field_cipher
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    PersonInput,
    UrlInput,
)
from kernel.folding import fold, fold_plain


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one cell of a row; `value` is shown as anybody may see it."""

    column: str
    cell: str
    value: str
    text: str
    bad: bool
    # Something is missing that only a new facility needs.
    for_new: bool = False


@dataclass(slots=True)
class Draft:
    """A row, understood: what it states, and what is to be said about it."""

    number: int
    code: str = ""
    data: FacilityInput | None = None
    addresses: list[AddressInput] = field(default_factory=list)
    people: list[PersonInput] = field(default_factory=list)
    licences: list[LicenceInput] = field(default_factory=list)
    urls: list[UrlInput] = field(default_factory=list)
    status: str = ""
    status_since: date | None = None
    # Fields of `data` that the row itself states; the others were derived.
    stated: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return any(remark.bad for remark in self.remarks)

    @property
    def tax_key(self) -> str:
        """By which a row names the same facility as another: code, or tax code."""
        if self.code:
            return f"code:{self.code}"
        number = self.data.tax_code if self.data else ""
        if len(number) == 12:
            return f"person:{field_cipher.digest(number)}"
        return f"tax:{number}" if number else ""

    @property
    def place_key(self) -> str:
        """By which it does without a tax code: the folded name at the folded place."""
        if self.data is None or not self.data.name:
            return ""
        return place_key(self.data.name, self.addresses)


def place_key(name: str, addresses: Sequence[AddressInput]) -> str:
    """A hash of the name and the first address, as two spellings have them alike."""
    first = addresses[0] if addresses else None
    street = plain(first.text or first.legacy_address) if first else ""
    ward = first.ward_code if first else ""
    whole = f"{fold_plain(name)}|{ward}|{street}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def plain(text: str) -> str:
    """Letters and digits only, without the words that addresses add or leave out."""
    folded = re.sub(r"\b(so nha|so|duong|d\.)\b\.?", " ", fold(text))
    return fold_plain(folded)
