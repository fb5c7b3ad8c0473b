"""One folding for stored text and typed searches: no marks, no đ, one apostrophe."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"đ": "d", "ƀ": "b", "Đ": "d", "Ƀ": "b"})
_APOSTROPHES = re.compile("[’‘ʼ`´′]")


def nfc(text: str) -> str:
    """Text as it is stored: composed, without leading, trailing or doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Text as it is searched: "Nguyễn Thị Loan" and "nguyen thi loan" fold alike."""
    if text.isascii():  # numbers of persons are: those are not remembered
        return " ".join(text.replace("`", "'").lower().split())
    return _folded(text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Registers repeat their words: communes, kinds, issuers, states."""
    letters = unicodedata.normalize("NFD", text)
    bare = "".join([char for char in letters if not unicodedata.combining(char)])
    plain = _APOSTROPHES.sub("'", bare.translate(_LETTERS))
    return " ".join(plain.lower().split())


def fold_plain(text: str) -> str:
    """Letters a to z and digits only: as the function `vi_plain` in SQL has it."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def fold_number(text: str) -> str:
    """A code or number without dashes, dots and spaces, as it is searched."""
    return re.sub(r"[\s.\-/]", "", fold(text))
