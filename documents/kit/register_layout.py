"""How a register is laid out: widths of its columns, lines and height of its rows.

Words are measured once. Codes and amounts are never broken: one that is wider than its
column is set smaller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from documents.figures import count, day_in_figures, moment_in_figures
from documents.kit.styles import MARGIN_LEFT, MARGIN_RIGHT
from documents.kit.typefaces import BOLD, UPRIGHT
from documents.kit.typefaces import width as width_of
from documents.text import glued

PAGE_WIDTH, PAGE_HEIGHT = landscape(A4)
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
SIDE: Final = 3.5
ABOVE, BELOW = 2.5, 3.5
_SIZES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_LEAST: Final = 5.0  # of a code that is far wider than its column
# A column that holds little may yet meet a longer code below.
_USUAL_LEAST: Final = 18 * mm
_SHORTEST_KEPT: Final = 30  # characters of a word that is a code, at most
_MEASURED: Final = 50_000
_AT_SIGNS: Final = re.compile(r"[^/.\-_@]*[/.\-_@]?(?<=.)", re.DOTALL)

Value = str | int | float | bool | date | datetime | None
Cell = Value | tuple[str, ...]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """Columns side by side with the same `group` share a heading. Without `share`
    (millimetres) and `align` both follow from what the first rows hold."""

    heading: str
    group: str = ""
    align: Align | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """Wrapped lines of each cell, each with its size; heights in points."""

    cells: tuple[tuple[tuple[str, float], ...], ...]
    height: float
    face: str = UPRIGHT


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[RegisterColumn, ...]
    widths: tuple[float, ...]
    size: float
    measure: _Measure

    @classmethod
    def of(
        cls, columns: Sequence[RegisterColumn], sample: Sequence[Sequence[Cell]]
    ) -> Layout:
        measure = _Measure()
        texts = [[_lines(value) for value in row] for row in sample]
        aligned = tuple(
            replace(column, align=column.align or _align([row[n] for row in sample]))
            for n, column in enumerate(columns)
        )
        for size in _SIZES:
            least = [
                measure.longest_code(column, [row[n] for row in texts], size)
                for n, column in enumerate(aligned)
            ]
            if sum(least) <= TEXT_WIDTH:
                break
        wanted = [
            max(
                least[n],
                column.share * mm
                or max(
                    _USUAL_LEAST,
                    measure.usual([row[n] for row in texts], size) + 2 * SIDE + 1,
                ),
            )
            for n, column in enumerate(aligned)
        ]
        return cls(aligned, tuple(_shared_out(least, wanted)), size, measure)

    @property
    def leading(self) -> float:
        return self.size * 1.23

    def total(self, values: Sequence[Cell]) -> Row:
        """Bold, with nothing where there is no sum."""
        row = self.row(values, face=BOLD)
        cells = [
            cell if value not in (None, "") else ()
            for cell, value in zip(row.cells, values, strict=True)
        ]
        return replace(row, cells=tuple(cells))

    def row(self, values: Sequence[Cell], *, face: str = UPRIGHT) -> Row:
        cells = tuple(
            self.measure.wrapped(_lines(value), face, self.size, width - 2 * SIDE)
            for value, width in zip(values, self.widths, strict=True)
        )
        tallest = max(len(cell) for cell in cells)
        return Row(cells, tallest * self.leading + ABOVE + BELOW, face)


class _Measure:
    """Widths of words at size 1, remembered: the words of a register come again."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, float]] = {}

    def width(self, word: str, face: str) -> float:
        known = self._known.setdefault(face, {})
        found = known.get(word)
        if found is None:
            if len(known) > _MEASURED:
                known.clear()
            found = known[word] = width_of(word, face, 1)
        return found

    def wrapped(
        self, texts: Sequence[str], face: str, size: float, room: float
    ) -> tuple[tuple[str, float], ...]:
        space = self.width(" ", face) * size
        lines: list[tuple[str, float]] = []
        for text in texts:
            line: list[str] = []
            taken = 0.0
            for word in text.split(" "):
                wide = self.width(word, face) * size
                if wide > room:
                    if line:
                        lines.append((" ".join(line), size))
                    line, taken = [], 0.0
                    *whole, rest = self._broken(word, face, size, room)
                    lines += whole
                    if rest[1] < size:
                        lines.append(rest)
                    else:
                        line, taken = [rest[0]], self.width(rest[0], face) * size
                elif line and taken + space + wide <= room:
                    line.append(word)
                    taken += space + wide
                else:
                    if line:
                        lines.append((" ".join(line), size))
                    line, taken = [word], wide
            if line:
                lines.append((" ".join(line), size))
        return tuple(lines)

    def _broken(
        self, word: str, face: str, size: float, room: float
    ) -> list[tuple[str, float]]:
        """A code whole and smaller, else at its signs; other words where they end."""
        fitting = size * room / (self.width(word, face) * size)
        if _is_code(word) and fitting >= _LEAST:
            return [(word, fitting)]
        pieces: list[str] = []
        for part in _AT_SIGNS.findall(word):
            for sign in [part] if width_of(part, face, size) <= room else part:
                if pieces and width_of(pieces[-1] + sign, face, size) <= room:
                    pieces[-1] += sign
                else:
                    pieces.append(sign)
        return [(piece, size) for piece in pieces]

    def longest_code(
        self, column: RegisterColumn, texts: Sequence[Sequence[str]], size: float
    ) -> float:
        """What a column needs so that no code and no word of its heading breaks."""
        heads = column.heading.split(" ")
        words = {
            word
            for lines in texts
            for line in lines
            for word in line.split(" ")
            if len(word) <= _SHORTEST_KEPT
        }
        need = max((self.width(word, BOLD) for word in heads), default=0.0)
        found = max((self.width(word, UPRIGHT) for word in words), default=0.0)
        return max(need, found * 1.04) * size + 2 * SIDE + 1

    def usual(self, texts: Sequence[Sequence[str]], size: float) -> float:
        """The width of a line that nine of ten are within; no more than a third."""
        widths = sorted(
            max((self._line(line) for line in lines), default=0.0) for lines in texts
        )
        if not widths:
            return 20 * mm
        found = widths[min(len(widths) - 1, len(widths) * 9 // 10)] * size
        return min(found, TEXT_WIDTH / 3)

    def _line(self, line: str) -> float:
        words = line.split(" ")
        space = self.width(" ", UPRIGHT) * (len(words) - 1)
        return sum(self.width(word, UPRIGHT) for word in words) + space


def _lines(value: Cell) -> tuple[str, ...]:
    """The lines of a cell; nothing is "-"."""
    match value:
        case None | "":
            return ("-",)
        case bool():
            return ("Có" if value else "Không",)
        case int():
            return (count(value),)
        case float():
            return (f"{value:g}".replace(".", ","),)
        case datetime():
            return (moment_in_figures(value),)
        case date():
            return (day_in_figures(value),)
        case tuple():
            return tuple(glued(line) for line in value if line) or ("-",)
    if "\n" not in value:
        return (glued(value),)
    return tuple(glued(line) for line in value.splitlines() if line.strip()) or ("-",)


def _align(values: Sequence[Cell]) -> Align:
    """Figures right; dates and short codes centred; words left."""
    told = [value for value in values if value not in (None, "")]
    if not told:
        return "centre"
    if all(isinstance(value, int | float) for value in told):
        return "centre" if all(isinstance(value, bool) for value in told) else "right"
    if all(isinstance(value, date) or _is_short_code(value) for value in told):
        return "centre"
    return "left"


def _is_short_code(value: Cell) -> bool:
    return isinstance(value, str) and len(value) <= 20 and _is_code(value)


def _is_code(word: str) -> bool:
    """A number or a code: no space, a digit, and no more than thirty signs."""
    return (
        " " not in word
        and len(word) <= _SHORTEST_KEPT
        and any(unicodedata.category(sign) == "Nd" for sign in word)
    )


def _shared_out(least: Sequence[float], wanted: Sequence[float]) -> Iterator[float]:
    """Widths over the whole text width: first what is needed, then what is wanted."""
    if sum(least) >= TEXT_WIDTH:
        scale = TEXT_WIDTH / sum(least)
        return (width * scale for width in least)
    spare = TEXT_WIDTH - sum(least)
    lacking = [want - need for want, need in zip(wanted, least, strict=True)]
    if sum(lacking) <= spare:
        scale = TEXT_WIDTH / sum(wanted)
        return (want * scale for want in wanted)
    share = spare / sum(lacking)
    return (need + lack * share for need, lack in zip(least, lacking, strict=True))
