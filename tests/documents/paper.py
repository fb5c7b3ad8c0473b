"""What was drawn on a page, read back from the PDF in millimetres from top left."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass

import pdfplumber

from documents.kit.pages import PaperForm
from documents.render import render

POINT = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """One line of text: its ends, its top and bottom, and the faces it is set in."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    faces: frozenset[str]
    size: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    height: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    rules: list[Rule]
    width: float
    height: float

    def line(self, start: str) -> Line:
        """The line that begins with these words."""
        return next(line for line in self.lines if line.text.startswith(start))

    def has(self, text: str) -> bool:
        return any(text in line.text for line in self.lines)

    def rule_under(self, line: Line) -> Rule:
        """The nearest rule below a line, within 5 mm."""
        below = [
            rule
            for rule in self.rules
            if 0 < rule.height - line.top < 9
            and rule.left >= line.left - 1
            and rule.right <= line.right + 1
        ]
        return min(below, key=lambda rule: rule.height)


def pages_of(content: bytes) -> list[Page]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [_page(page) for page in document.pages]


def pictures_of(content: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Pictures of each page as left, top, right, bottom in millimetres."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [
            [
                tuple(one[side] * POINT for side in ("x0", "top", "x1", "bottom"))
                for one in page.images
            ]
            for page in document.pages
        ]


def drawn(form: PaperForm) -> list[Page]:
    return pages_of(render(form).content)


def text_of(content: bytes) -> str:
    """All text on all pages, with single spaces."""
    words = " ".join(line.text for page in pages_of(content) for line in page.lines)
    return " ".join(words.split())


def fonts_of(content: bytes) -> set[str]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return {char["fontname"] for page in document.pages for char in page.chars}


def is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _page(page: pdfplumber.page.Page) -> Page:
    lines = [
        Line(
            text=row["text"].replace("\u00a0", " "),
            left=row["x0"] * POINT,
            right=row["x1"] * POINT,
            top=row["top"] * POINT,
            bottom=row["bottom"] * POINT,
            faces=frozenset(char["fontname"].split("+")[-1] for char in row["chars"]),
            size=max(char["size"] for char in row["chars"]),
        )
        for row in _rows(page)
    ]
    rules = [
        Rule(edge["x0"] * POINT, edge["x1"] * POINT, edge["top"] * POINT)
        for edge in page.lines
        if abs(edge["top"] - edge["bottom"]) < 1
    ]
    return Page(lines, rules, float(page.width) * POINT, float(page.height) * POINT)


def _rows(page: pdfplumber.page.Page) -> list[dict]:
    """Lines of text; what stands beside each other with a wide gap are two."""
    rows: list[dict] = []
    chars = sorted(page.chars, key=lambda char: (round(char["bottom"]), char["x0"]))
    for char in chars:
        last = rows[-1] if rows else None
        if (
            last
            and abs(last["bottom"] - char["bottom"]) < 1.5
            and char["x0"] - last["x1"] < 14
            and char["x0"] >= last["x0"]
        ):
            last["text"] += char["text"]
            last["x1"] = max(last["x1"], char["x1"])
            last["top"] = min(last["top"], char["top"])
            last["chars"].append(char)
        else:
            rows.append(
                {
                    "text": char["text"],
                    "x0": char["x0"],
                    "x1": char["x1"],
                    "top": char["top"],
                    "bottom": char["bottom"],
                    "chars": [char],
                }
            )
    return rows
