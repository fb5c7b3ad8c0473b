"""Landscape registers of any length, drawn row by row straight on the page.

A thousand rows cost what they weigh and not more: words are measured once, rows are
never kept, a finished page is compressed at once. Codes and amounts are never broken:
one that is wider than its column is set smaller.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFName, PDFPage, PDFZCompress
from reportlab.platypus import Flowable

from documents.kit.head import Letterhead, motto_and_body
from documents.kit.lines import CentredLines, Line, balanced
from documents.kit.pages import PaperCanvas
from documents.kit.register_layout import (
    ABOVE,
    BELOW,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    TEXT_WIDTH,
    Cell,
    Layout,
    RegisterColumn,
    Row,
)
from documents.kit.signing import Signer
from documents.kit.styles import (
    GRID,
    HEADER_GREY,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
)
from documents.kit.typefaces import BOLD, ITALIC, UPRIGHT
from documents.text import clean

_FLOOR: Final = MARGIN_BOTTOM
# Widths are chosen from so many rows; later ones are fitted in.
SAMPLE: Final = 200
_ROOM: Final = 52.0


@dataclass(frozen=True, slots=True)
class RegisterHead:
    """`day` stands behind the place; `note` names filter and order in one line."""

    letterhead: Letterhead
    day: str
    kind: str
    subject: str
    note: str
    foot: str
    signers: tuple[Signer, ...] = ()


def write_register(
    target: IO[bytes],
    head: RegisterHead,
    columns: Sequence[RegisterColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    total: Callable[[], Sequence[Cell]] | None = None,
    saving: Callable[[PaperCanvas], None] = PaperCanvas.save,
) -> int:
    """Write the register as PDF; returns its pages.

    `total` is asked when the last row is drawn. `saving` ends the document; fonts are
    embedded then, which one thread may do at a time.
    """
    found = iter(rows)
    sample = list(islice(found, SAMPLE))
    layout = Layout.of(columns, sample)
    drawn = _Pages(target, head, layout)
    held: deque[Row] = deque()
    for values in chain(sample, found):
        held.append(layout.row(values))
        if len(held) > 2:
            drawn.add(held.popleft())
    closing = [layout.total(total())] if total is not None and held else []
    drawn.close([*held, *closing], is_empty=not held)
    saving(drawn.canvas)
    return drawn.pages


class RegisterCanvas(PaperCanvas):
    """Pages that are compressed as soon as they are full."""

    def __init__(self, target: IO[bytes], head: RegisterHead) -> None:
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            lang="vi-VN",
            initialFontName=UPRIGHT,
        )
        self.foot_right = PAGE_WIDTH - MARGIN_RIGHT
        self.setTitle(clean(f"{head.kind} - {head.subject}"))
        self.setAuthor(clean(" ".join(head.letterhead.body)))
        self.setCreator("Liên Ngành")
        self.setViewerPreference("DisplayDocTitle", "true")
        self._finish = self._doc.addPage
        self._doc.addPage = self._compressed

    def _compressed(self, page: PDFPage) -> None:
        self._finish(page)
        page.check_format(self._doc)
        stream = page.Contents
        stream.content = PDFZCompress.encode(stream.content)
        stream.dictionary["Filter"] = PDFName("FlateDecode")
        page.stream = None


class _Pages:
    """The pages of one register, with the head on the first and the columns on all."""

    def __init__(self, target: IO[bytes], head: RegisterHead, layout: Layout) -> None:
        self.canvas = RegisterCanvas(target, head)
        self.head, self.layout = head, layout
        self.pages = 0
        self._edges = [MARGIN_LEFT]
        for width in layout.widths:
            self._edges.append(self._edges[-1] + width)
        self._headings = _headings(layout)
        self._begin()

    def add(self, row: Row) -> None:
        while row.height > self._left:
            full = PAGE_HEIGHT - MARGIN_TOP - _FLOOR - self._headings.height
            if row.height <= full and not self._is_fresh:
                self._turn()
                continue
            fits = int((self._left - ABOVE - BELOW) / self.layout.leading)
            if fits < 1:
                self._turn()
                continue
            self._draw(self._part(row, 0, fits))
            row = self._part(row, fits, None)
            self._turn()
        self._draw(row)

    def close(self, last: Sequence[Row], *, is_empty: bool) -> None:
        """The last rows stand with the signatures, never these alone."""
        block = _signatures(self.head.signers)
        needed = sum(row.height for row in last) + block.height
        full = PAGE_HEIGHT - MARGIN_TOP - _FLOOR - self._headings.height
        if needed > self._left and not self._is_fresh and needed <= full:
            self._turn()
        if is_empty:
            self._say_nothing()
        for row in last:
            self.add(row)
        if block.height > self._left:
            self._turn()
        self._rule()
        if block.height:
            block.draw(self.canvas, self._y)
        self._finish_page()

    @property
    def _left(self) -> float:
        return self._y - _FLOOR

    def _part(self, row: Row, start: int, end: int | None) -> Row:
        cells = tuple(cell[start:end] for cell in row.cells)
        tallest = max(len(cell) for cell in cells)
        height = tallest * self.layout.leading + ABOVE + BELOW
        return Row(cells, height, row.face)

    def _begin(self) -> None:
        self._y = PAGE_HEIGHT - MARGIN_TOP
        if not self.pages:
            for flowable in _title(self.head):
                wide, high = flowable.wrapOn(self.canvas, TEXT_WIDTH, PAGE_HEIGHT)
                self._y -= flowable.getSpaceBefore() + high
                flowable.drawOn(
                    self.canvas, MARGIN_LEFT + (TEXT_WIDTH - wide) / 2, self._y
                )
                self._y -= flowable.getSpaceAfter()
        self.pages += 1
        self._top = self._y
        self._y = self._headings.draw(self.canvas, self._y, self._edges)
        self._rows_top = self._y
        self._is_fresh = True

    def _turn(self) -> None:
        self._rule()
        self._finish_page()
        self._begin()

    def _rule(self) -> None:
        """The lines between the columns, for all rows of the page at once."""
        if self._is_fresh:
            return
        self.canvas.setLineWidth(GRID)
        self.canvas.lines(
            [(edge, self._rows_top, edge, self._y) for edge in self._edges]
        )

    def _finish_page(self) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.4)
        canvas.line(MARGIN_LEFT, 16.4 * mm, PAGE_WIDTH - MARGIN_RIGHT, 16.4 * mm)
        canvas.setFont(UPRIGHT, 10)
        canvas.drawString(MARGIN_LEFT, 12.8 * mm, clean(self.head.foot))
        canvas.draw_total()
        canvas.showPage()

    def _say_nothing(self) -> None:
        self.canvas.setFont(ITALIC, self.layout.size)
        baseline = self._y - ABOVE - self.layout.size
        middle = MARGIN_LEFT + TEXT_WIDTH / 2
        self.canvas.drawCentredString(middle, baseline, "Không có")
        self._y = baseline - 2 * BELOW
        self.canvas.setLineWidth(GRID)
        self.canvas.lines(
            [
                (MARGIN_LEFT, self._rows_top, MARGIN_LEFT, self._y),
                (self._edges[-1], self._rows_top, self._edges[-1], self._y),
                (MARGIN_LEFT, self._y, self._edges[-1], self._y),
            ]
        )

    def _draw(self, row: Row) -> None:
        layout, canvas = self.layout, self.canvas
        size, leading = layout.size, layout.leading
        first = self._y - ABOVE - size * 0.95
        text = canvas.beginText()
        now = 0.0
        for place, lines in enumerate(row.cells):
            left, right = self._edges[place] + SIDE, self._edges[place + 1] - SIDE
            align = layout.columns[place].align
            baseline = first
            for line, line_size in lines:
                x = left
                if align != "left":
                    spare = (
                        right
                        - left
                        - layout.measure.width(line, row.face) * (line_size)
                    )
                    x += spare if align == "right" else spare / 2
                if line_size != now:
                    text.setFont(row.face, line_size)
                    now = line_size
                text.setTextOrigin(x, baseline)
                text.textOut(line)
                baseline -= leading
        canvas.drawText(text)
        self._y -= row.height
        canvas.setLineWidth(GRID)
        canvas.line(self._edges[0], self._y, self._edges[-1], self._y)
        self._is_fresh = False


@dataclass(frozen=True, slots=True)
class _Headings:
    """Grouped headings, headings and the numbers (1) … (n), drawn on each page."""

    columns: tuple[RegisterColumn, ...]
    lines: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[int, int, tuple[str, ...]], ...]
    size: float
    group_height: float
    height: float

    @property
    def _leading(self) -> float:
        return self.size * 1.23

    @property
    def _numbers(self) -> float:
        return self._leading + 5

    def draw(self, canvas: PaperCanvas, top: float, edges: Sequence[float]) -> float:
        """Returns where the rows begin."""
        bottom = top - self.height
        numbers_top = bottom + self._numbers
        canvas.setFillColor(HEADER_GREY)
        canvas.rect(edges[0], bottom, edges[-1] - edges[0], self.height, 0, 1)
        canvas.setFillColor(black)
        canvas.setLineWidth(GRID)
        canvas.lines(
            [
                (edges[0], top, edges[-1], top),
                (edges[0], numbers_top, edges[-1], numbers_top),
                (edges[0], bottom, edges[-1], bottom),
            ]
        )
        grouped = {
            place for first, last, _ in self.groups for place in range(first, last)
        }
        inner = {
            place for first, last, _ in self.groups for place in range(first + 1, last)
        }
        for first, last, lines in self.groups:
            under = top - self.group_height
            canvas.line(edges[first], under, edges[last], under)
            self._centred(canvas, lines, edges[first], edges[last], top, under)
        for place, edge in enumerate(edges):
            start = top - self.group_height if place in inner else top
            canvas.line(edge, start, edge, bottom)
        for place, lines in enumerate(self.lines):
            start = top - self.group_height if place in grouped else top
            left, right = edges[place], edges[place + 1]
            self._centred(canvas, lines, left, right, start, numbers_top)
            canvas.setFont(ITALIC, self.size - 1)
            canvas.drawCentredString((left + right) / 2, bottom + 4.5, f"({place + 1})")
        return bottom

    def _centred(
        self,
        canvas: PaperCanvas,
        lines: Sequence[str],
        left: float,
        right: float,
        top: float,
        bottom: float,
    ) -> None:
        canvas.setFont(BOLD, self.size)
        high = len(lines) * self._leading
        baseline = (top + bottom + high) / 2 - self.size * 0.95
        for line in lines:
            canvas.drawCentredString((left + right) / 2, baseline, line)
            baseline -= self._leading


def _headings(layout: Layout) -> _Headings:
    def lines_of(text: str, width: float) -> tuple[str, ...]:
        room = width - 2 * SIDE
        return tuple(balanced(text, face=BOLD, size=layout.size, width=room))

    lines = tuple(
        lines_of(column.heading, width)
        for column, width in zip(layout.columns, layout.widths, strict=True)
    )
    groups, place = [], 0
    while place < len(layout.columns):
        name, last = layout.columns[place].group, place + 1
        while (
            name and last < len(layout.columns) and layout.columns[last].group == name
        ):
            last += 1
        if name:
            width = sum(layout.widths[place:last])
            groups.append((place, last, lines_of(name, width)))
        place = last
    leading = layout.size * 1.23
    above = max((len(group[2]) for group in groups), default=0) * leading
    above += 6 if groups else 0
    grouped = {n for first, last, _ in groups for n in range(first, last)}
    tallest = max(
        len(cell) * leading + 8 + (above if n in grouped else 0)
        for n, cell in enumerate(lines)
    )
    height = tallest + leading + 5
    return _Headings(layout.columns, lines, tuple(groups), layout.size, above, height)


@dataclass(frozen=True, slots=True)
class _Signatures:
    signers: tuple[Signer, ...]
    height: float

    def draw(self, canvas: PaperCanvas, top: float) -> None:
        column = TEXT_WIDTH / len(self.signers)
        for place, signer in enumerate(self.signers):
            middle = MARGIN_LEFT + column * (place + 0.5)
            baseline = top - 24
            canvas.setFont(BOLD, 13)
            for line in signer.titles:
                canvas.drawCentredString(middle, baseline, clean(line))
                baseline -= 16
            name = top - self.height + 6
            canvas.drawCentredString(middle, name, clean(signer.name))


def _signatures(signers: tuple[Signer, ...]) -> _Signatures:
    if not signers:
        return _Signatures((), 0.0)
    titles = max(len(signer.titles) for signer in signers) * 16
    return _Signatures(signers, 12 + titles + _ROOM + 16)


def _title(head: RegisterHead) -> list[Flowable]:
    lines = [
        Line(part, BOLD, 14, 16)
        for text in (head.kind, head.subject)
        for part in balanced(text, face=BOLD, size=14, width=TEXT_WIDTH * 0.86)
    ]
    found: list[Flowable] = [
        motto_and_body(head.letterhead, head.day, width=TEXT_WIDTH),
        CentredLines(lines, width=TEXT_WIDTH, ratio=0.40, space_before=8),
    ]
    if head.note:
        note = [
            Line(part, ITALIC, 12, 15)
            for part in balanced(head.note, face=ITALIC, size=12, width=TEXT_WIDTH)
        ]
        found.append(
            CentredLines(note, width=TEXT_WIDTH, space_before=6, space_after=6)
        )
    else:
        found[-1].spaceAfter = 8
    return found
