"""What a paper consists of, as plain values: words, fields, lists, articles.

A form chooses its blocks; how each looks on the page is said here once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.forms.parties import Party
from documents.kit.blocks import (
    NOTHING,
    article,
    field,
    field_pair,
    paragraph,
    sentence,
)
from documents.kit.filling import fill_in
from documents.kit.tables import Column, grid, under_heading


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; with `leads` it stays on the page of what follows."""

    text: str
    leads: bool = False

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return [paragraph(styles["lead_in" if self.leads else "body"], self.text)]


@dataclass(frozen=True, slots=True)
class Heading:
    """ "2. Tiến hành …:" in bold, never alone at the foot of a page."""

    text: str

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return [paragraph(styles["heading"], self.text)]


@dataclass(frozen=True, slots=True)
class Field:
    """ "Nhãn: giá trị."; what is nothing is said."""

    label: str
    value: str

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return [field(styles, self.label, self.value)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short fields on one line, on two when one of them is long."""

    first: tuple[str, str]
    second: tuple[str, str]

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return field_pair(styles, self.first, self.second)


@dataclass(frozen=True, slots=True)
class Hand:
    """A label and dotted lines: filled in on the spot."""

    label: str
    lines: int = 1

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return fill_in(styles, f"{self.label}:", lines=self.lines)


@dataclass(frozen=True, slots=True)
class Named:
    """The party in full."""

    party: Party

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        return self.party.fields(styles)


@dataclass(frozen=True, slots=True)
class Listed:
    """A lead-in and its table; "không có" where there are no rows."""

    lead: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        if not self.rows:
            return [paragraph(styles["body"], f"{self.lead}: {NOTHING.lower()}.")]
        table = grid(styles, self.columns, self.rows, total=self.total or None)
        lead = paragraph(styles["lead_in_of_table"], f"{self.lead}:")
        return under_heading(lead, table)


@dataclass(frozen=True, slots=True)
class Article:
    """ "Điều n." and its text; with `leads` its clauses follow."""

    number: int
    text: str
    leads: bool = False

    def drawn(self, styles: StyleSheet1) -> list[Flowable]:
        style = "lead_in" if self.leads else "body"
        return [article(styles, self.number, self.text, style=style)]


Block = Words | Heading | Field | Pair | Hand | Named | Listed | Article


def drawn(styles: StyleSheet1, blocks: Sequence[Block]) -> list[Flowable]:
    return [row for block in blocks for row in block.drawn(styles)]


def said(label: str, value: str, *, lines: int = 1) -> Words | Hand:
    """The field, or room to write where nobody has said anything yet."""
    text = value.strip()
    return Words(f"{label}: {sentence(text)}") if text else Hand(label, lines)
