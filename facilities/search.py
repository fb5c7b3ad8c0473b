"""What is searched and how a typed text asks for it: folded words, joined numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kernel.folding import fold, fold_number

_WORD = re.compile(r"\w+")
_WITH_APOSTROPHE = re.compile(r"\w+(?:'\w+)+")
# A number as people type it: digits, perhaps letters, held together by separators.
_NUMBER = re.compile(r"[\w.\-/ ]*\d[\w.\-/ ]*")


def document(texts: Iterable[str], numbers: Iterable[str] = ()) -> str:
    """The searched text of a record: its words in their order, then joined spellings.

    "Ea H’leo" is found as "ea h'leo", "ea h leo" and "ea hleo"; "9900000016-001"
    with and without its dash.
    """
    numbers = list(numbers)
    folded = [fold(text) for text in (*texts, *numbers)]
    words = [word for text in folded for word in _WORD.findall(text)]
    joined = [
        spelling.replace("'", "")
        for text in folded
        for spelling in _WITH_APOSTROPHE.findall(text)
    ]
    joined += [fold_number(number) for number in numbers]
    known = set(words)
    extra = [spelling for spelling in dict.fromkeys(joined) if spelling not in known]
    return " ".join(word for word in (*words, *extra) if word)


@dataclass(frozen=True, slots=True)
class Query:
    """A typed text, ready for the full-text index and for the trigram index."""

    words: str
    tsquery: str
    # Of a number a similar one is another one: only words may be misspelt.
    is_number: bool

    @classmethod
    def of(cls, typed: str) -> Query | None:
        """None when nothing searchable was typed."""
        folded = fold(typed)
        words = _WORD.findall(folded)
        if not words:
            return None
        asked = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
        joined = fold_number(folded)
        is_number = bool(_NUMBER.fullmatch(folded)) and joined.isalnum()
        if len(words) > 1 and is_number:
            asked = f"({asked}) | '{joined}':*"
        return cls(words=" ".join(words), tsquery=asked, is_number=is_number)
