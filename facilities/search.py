"""What is searched and how a typed text asks for it: folded words, joined numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db.models import IntegerField, QuerySet, Value, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

from kernel.folding import fold, fold_number, nfc

# Of more hits than these, any of them are looked at: nobody reads on so far, and
# sorting every second record of a million would take seconds.
LOOKED_AT = 1_000

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
    # The same words with the marks that were typed.
    marked: str
    # Letters and digits without anything between them.
    joined: str
    # All words but one, any one; empty for a single word.
    but_one: str
    # Of a number a similar one is another one: only words may be misspelt.
    is_number: bool

    @classmethod
    def of(cls, typed: str) -> Query | None:
        """None when nothing searchable was typed."""
        folded = fold(typed)
        words = _WORD.findall(folded)
        if not words:
            return None
        asked = _all_of(words)
        joined = fold_number(folded)
        is_number = bool(_NUMBER.fullmatch(folded)) and joined.isalnum()
        if len(words) > 1 and is_number:
            asked = f"({asked}) | '{joined}':*"
        return cls(
            words=" ".join(words),
            tsquery=asked,
            marked=_all_of(_WORD.findall(nfc(typed).lower())),
            joined="".join(words),
            but_one=" | ".join(
                f"({_all_of([*words[:place], *words[place + 1 :]])})"
                for place in range(len(words) if len(words) > 1 else 0)
            ),
            is_number=is_number,
        )

    @property
    def or_joined(self) -> str:
        """The words, or all of them written as one: "h'ngan" also as "hngan"."""
        return f"({self.tsquery}) | '{self.joined}':*"


def words_of(*columns: str | Combinable) -> SearchVector:
    """What an index of words is made of, and what is asked must be written alike."""
    return SearchVector(*columns, config="simple")


def having(
    rows: QuerySet[Any], asked: str, *columns: str | Combinable
) -> QuerySet[Any]:
    """Rows of which the columns together have the words of a `tsquery`."""
    query = SearchQuery(asked, search_type="raw", config="simple")
    return rows.alias(searched=words_of(*columns)).filter(searched=query)


def near(rows: QuerySet[Any], query: Query, column: str) -> QuerySet[Any]:
    """Rows whose text has all words but one and nearly has the other.

    Comparing each row that shares some letters takes seconds at a million rows; those
    that have the other words are few. A single word is compared with all.
    """
    if query.but_one:
        rows = having(rows, query.but_one, column)
    return alike(rows, query, column)


def alike(rows: QuerySet[Any], query: Query, column: str) -> QuerySet[Any]:
    """Rows whose text nearly has the words, the likest first."""
    likeness = TrigramWordSimilarity(query.words, column)
    found = rows.filter(**{f"{column}__trigram_word_similar": query.words})
    return found.order_by(likeness.desc(), "pk")


def best(tiers: Sequence[QuerySet[Any]], *, most: int) -> list[Any]:
    """Keys of the first rows of the tiers, an earlier tier first. One query.

    Each tier is a queryset in its own order; what stands in two is told once.
    """
    parts = []
    for rank, tier in enumerate(tiers):
        looked_at = tier.order_by().values("pk")[:LOOKED_AT]
        rows = tier.model._default_manager.filter(pk__in=looked_at)
        order = tier.query.order_by
        ranked = rows.annotate(
            in_tier=Value(rank, output_field=IntegerField()),
            at_place=Window(RowNumber(), order_by=list(order)),
        ).order_by(*order)
        parts.append(ranked.values_list("in_tier", "at_place", "pk")[:most])
    if not parts:
        return []
    first, *others = parts
    found = first.union(*others, all=True) if others else first
    keys = [key for _tier, _place, key in sorted(found)]
    return list(dict.fromkeys(keys))[:most]


def _all_of(words: Sequence[str]) -> str:
    """Every word, the last one as the beginning of one."""
    return " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
