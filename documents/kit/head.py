"""The head of a document: issuing body, Quốc hiệu, number, day, title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from documents.figures import BLANK
from documents.kit.lines import CentredLines, Line, balanced
from documents.kit.styles import TEXT_WIDTH
from documents.kit.typefaces import BOLD, ITALIC, UPRIGHT

RIGHT = 88.5 * mm  # the Quốc hiệu at 12 pt, on one line
LEFT = TEXT_WIDTH - RIGHT
LEFT_CENTRED = 71 * mm  # leaves air between the body's name and the Quốc hiệu


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Names as the agency breaks them into lines; `place` stands before the day."""

    superior: tuple[str, ...]
    body: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What marks a page as DỰ THẢO; `record` is "Vụ việc VV-2026-0052"."""

    at: datetime
    record: str
    number: int | None = None


def head(
    letterhead: Letterhead,
    *,
    number: str,
    day: str = "",
    about: str = "",
    is_draft: bool = False,
) -> list[Flowable]:
    """The 2 × 2 head; `number` is the whole line ("Số: 06/BB-VPHC") or "", `day` the
    words after the place, or "" where the form has none (a biên bản). `about` is the
    "V/v …" of a công văn, under its number."""
    place = f"{letterhead.place}, {day}" if day else ""
    table = Table(
        [
            [_body(letterhead), _motto()],
            [_centred(number, UPRIGHT, LEFT_CENTRED), _centred(place, ITALIC, RIGHT)],
        ],
        colWidths=[LEFT, RIGHT],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 1), (-1, 1), 7 if number or place else 0),
        ],
        spaceAfter=4,
    )
    block: list[Flowable] = [table]
    if about:
        block.append(_about(about))
    return [*block, DraftBox()] if is_draft else block


def motto_and_body(letterhead: Letterhead, day: str, *, width: float) -> Table:
    """The head of a landscape page: 45 % and 55 %, each part centred in its own."""
    left, right = width * 0.45, width * 0.55
    return Table(
        [
            [_body(letterhead, left), _motto(right)],
            ["", _centred(f"{letterhead.place}, {day}", ITALIC, right)],
        ],
        colWidths=[left, right],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 1), (-1, 1), 5),
        ],
    )


def number_line(number_text: str | None, suffix: str) -> str:
    """ "Số: 06/BB-VPHC", or the number left blank on a draft."""
    return f"Số: {number_text}" if number_text else f"Số:{BLANK * 8}/{suffix}"


def title(kind: str, subject: str, *, maker: str = "") -> list[Flowable]:
    """Tên loại and trích yếu, and `maker`: the person who decides, in capitals.

    A line feed in `subject` is where it is best broken in two.
    """
    lines = [Line(kind, BOLD, 14, 16)]
    lines += [
        Line(part, BOLD, 14, 16)
        for half in subject.split("\n")
        for part in balanced(half, face=BOLD, size=14, width=TEXT_WIDTH * 0.86)
    ]
    block: list[Flowable] = [
        CentredLines(
            lines,
            width=TEXT_WIDTH,
            ratio=0.40,
            space_before=11,
            space_after=10 if maker else 12,
        )
    ]
    if maker:
        parts = balanced(maker, face=BOLD, size=13, width=TEXT_WIDTH * 0.95)
        block.append(
            CentredLines(
                [Line(part, BOLD, 13, 16) for part in parts],
                width=TEXT_WIDTH,
                space_after=6,
            )
        )
    return block


def annex_title(name: str, guide: str = "", numeral: str = "") -> list[Flowable]:
    """PHỤ LỤC, its name, and the guide line "(Kèm theo …)" with a rule under it."""
    heading = f"PHỤ LỤC {numeral}".rstrip()
    lines = [Line(heading, BOLD, 14, 16)]
    lines += [
        Line(part, BOLD, 13, 16)
        for part in balanced(name, face=BOLD, size=13, width=TEXT_WIDTH * 0.9)
    ]
    if not guide:
        return [CentredLines(lines, width=TEXT_WIDTH, space_after=8)]
    guides = balanced(guide, face=ITALIC, size=13, width=TEXT_WIDTH * 0.9)
    return [
        CentredLines(lines, width=TEXT_WIDTH, space_after=6),
        CentredLines(
            [Line(part, ITALIC, 13, 16) for part in guides],
            width=TEXT_WIDTH,
            ratio=0.30,
            space_after=8,
        ),
    ]


class DraftBox(Flowable):
    """DỰ THẢO in a box under the number, centred on the body's name."""

    _WIDTH = 27.5 * mm
    _HEIGHT = 7.6 * mm

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        return TEXT_WIDTH, self._HEIGHT + 6

    def draw(self) -> None:
        canvas = self.canv
        left = (LEFT_CENTRED - self._WIDTH) / 2
        canvas.setLineWidth(1)
        canvas.rect(left, 0, self._WIDTH, self._HEIGHT)
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString(LEFT_CENTRED / 2, self._HEIGHT / 2 - 4.4, "DỰ THẢO")


def _about(text: str) -> Table:
    lines = balanced(text, face=UPRIGHT, size=12, width=LEFT_CENTRED)
    return Table(
        [
            [
                CentredLines(
                    [Line(line, UPRIGHT, 12, 14) for line in lines], width=LEFT_CENTRED
                ),
                "",
            ]
        ],
        colWidths=[LEFT, RIGHT],
        style=[
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
        spaceAfter=12,
    )


def _body(letterhead: Letterhead, width: float = LEFT_CENTRED) -> CentredLines:
    def broken(names: Sequence[str], face: str) -> list[Line]:
        return [
            Line(line, face, 12, 14)
            for name in names
            for line in balanced(
                name, face=face, size=12, width=min(width, LEFT_CENTRED)
            )
        ]

    return CentredLines(
        [*broken(letterhead.superior, UPRIGHT), *broken(letterhead.body, BOLD)],
        width=width,
        ratio=0.42,
    )


def _motto(width: float = RIGHT) -> CentredLines:
    return CentredLines(
        [
            Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12, 14),
            Line("Độc lập - Tự do - Hạnh phúc", BOLD, 13, 15.5),
        ],
        width=width,
        ratio=1,
    )


def _centred(text: str, face: str, width: float) -> CentredLines | str:
    if not text:
        return ""
    return CentredLines([Line(text, face, 13, 16)], width=width)
