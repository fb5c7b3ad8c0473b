"""Signature blocks, Nơi nhận, and the receipt by hand under a decision."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from documents.figures import BLANK
from documents.kit.styles import GRID, TEXT_WIDTH
from documents.text import N, Run, cell

SEALED_ROOM = 70.0
ROOM = 58.0
_AIR = 3.0
_WIDEST_SIGNATURE = 45 * mm
_RECIPIENTS_WIDTH = 74 * mm
_NO_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


@dataclass(frozen=True, slots=True)
class Signer:
    """`titles` in capitals, one line each ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"); `name` is
    "" on a draft. `note` stands in brackets under the titles, `proof` in small type
    under the name; `picture` is what `signature_copy` made of a signature that was
    given on a screen."""

    titles: tuple[str, ...]
    name: str = ""
    note: str = ""
    picture: bytes = field(default=b"", repr=False)
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where a person signs: page from 1, box in points from the lower left corner."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


class SignatureRoom(Flowable):
    """Room that remembers where it was drawn, for the signing step: blank, or with
    the signature that was given on a screen."""

    def __init__(self, name: str, height: float, picture: bytes = b"") -> None:
        super().__init__()
        self.name = name
        self.height = height
        self.picture = picture

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        left, bottom = self.canv.absolutePosition(0, 0)
        self.canv.signature_places.append(
            SignaturePlace(
                name=self.name,
                page=self.canv.getPageNumber(),
                left=round(left, 2),
                bottom=round(bottom, 2),
                right=round(left + self.width, 2),
                top=round(bottom + self.height, 2),
            )
        )
        if self.picture:
            self._draw_signature()

    def _draw_signature(self) -> None:
        """Whole and undistorted in the middle of the room, with air around it."""
        picture = ImageReader(io.BytesIO(self.picture))
        wide, high = picture.getSize()
        room_wide = min(self.width - 2 * _AIR, _WIDEST_SIGNATURE)
        scale = min(room_wide / wide, (self.height - 2 * _AIR) / high)
        self.canv.drawImage(
            picture,
            (self.width - wide * scale) / 2,
            (self.height - high * scale) / 2,
            width=wide * scale,
            height=high * scale,
            mask="auto",
        )


def record_signatures(
    styles: StyleSheet1, closing: Sequence[Flowable], signers: Sequence[Signer]
) -> Flowable:
    """The signers of a biên bản, whole and never without the closing paragraphs.

    Up to three stand in one row; four and more in rows of two. The names stand on one
    line though the titles differ in height.
    """
    per_row = len(signers) if len(signers) <= 3 else 2
    block: list[Flowable] = list(closing)
    block.append(Spacer(1, 4))
    for start in range(0, len(signers), per_row):
        if start:
            block.append(Spacer(1, 10))
        block.append(_row(styles, signers[start : start + per_row], per_row))
    return KeepTogether(block)


def _row(styles: StyleSheet1, signers: Sequence[Signer], columns: int) -> Table:
    column = TEXT_WIDTH / columns
    blanks: list[object] = [""] * (columns - len(signers))
    return Table(
        [
            [[*_titles(styles, signer)] for signer in signers] + blanks,
            [SignatureRoom(signer.name, ROOM, signer.picture) for signer in signers]
            + blanks,
            [_name(styles, signer) for signer in signers] + blanks,
        ],
        colWidths=[column] * columns,
        style=[
            *_NO_PADDING,
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ],
    )


def _name(styles: StyleSheet1, signer: Signer) -> list[Flowable]:
    return [
        Paragraph(N(signer.name), styles["signer"]),
        *(Paragraph(cell(line), styles["hash"]) for line in signer.proof),
    ]


def _titles(styles: StyleSheet1, signer: Signer) -> list[Flowable]:
    lines: list[Flowable] = [
        Paragraph(N(line), styles["signer"]) for line in signer.titles
    ]
    if signer.note:
        lines.append(Paragraph(N(f"({signer.note})"), styles["signer_note"]))
    return lines


def recipients_and_signer(
    styles: StyleSheet1,
    closing: Sequence[Flowable],
    recipients: Sequence[str],
    signer: Signer,
    *,
    room: float = SEALED_ROOM,
) -> Flowable:
    """Nơi nhận on the left, the signer on the right, kept with the last paragraph."""
    right: list[Flowable] = [
        *_titles(styles, signer),
        SignatureRoom(signer.name, room),
        Paragraph(N(signer.name) if signer.name else BLANK, styles["signer"]),
    ]
    table = Table(
        [[_recipients(styles, recipients), right]],
        colWidths=[_RECIPIENTS_WIDTH, TEXT_WIDTH - _RECIPIENTS_WIDTH],
        style=[*_NO_PADDING, ("NOSPLIT", (0, 0), (-1, -1))],
        spaceBefore=8,
    )
    return KeepTogether([*closing, table])


def signed_right(styles: StyleSheet1, signer: Signer) -> Table:
    """One signer in the right half, of a paper that goes to nobody else."""
    return Table(
        [
            ["", _titles(styles, signer)],
            ["", SignatureRoom(signer.name, 46)],
            ["", Paragraph(N(signer.name), styles["signer"])],
        ],
        colWidths=[TEXT_WIDTH / 2] * 2,
        style=[*_NO_PADDING, ("NOSPLIT", (0, 0), (-1, -1))],
        spaceBefore=8,
    )


def _recipients(styles: StyleSheet1, names: Sequence[str]) -> list[Flowable]:
    if not names:
        return []
    style = styles["recipients"]
    head = Paragraph(N(Run("Nơi nhận:", "bi")), styles["recipients_head"])
    last = len(names) - 1
    return [head] + [
        Paragraph(N(f"- {name.rstrip('.;')}{'.' if i == last else ';'}"), style)
        for i, name in enumerate(names)
    ]


def delivery_receipt(styles: StyleSheet1, *, subject: str, year: int) -> Flowable:
    """The receipt under a decision, filled in by hand; never part of what is signed."""
    dots = "...."
    line = Paragraph(
        N(
            f"Quyết định đã giao trực tiếp cho {subject} vào hồi {dots} giờ {dots} "
            f"phút, ngày {dots}/{dots}/{year}."
        ),
        styles["receipt"],
    )
    hand = "Ký, ghi rõ họ và tên"
    places = [
        _titles(styles, Signer(("NGƯỜI NHẬN QUYẾT ĐỊNH",), note=hand)),
        _titles(styles, Signer(("NGƯỜI GIAO QUYẾT ĐỊNH",), note=hand)),
    ]
    box = Table(
        [[line, ""], places, [Spacer(1, 42), ""]],
        colWidths=[TEXT_WIDTH / 2] * 2,
        style=[
            *_NO_PADDING,
            ("SPAN", (0, 0), (1, 0)),
            ("BOX", (0, 0), (-1, -1), GRID, "black"),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, 0), 5),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 4),
            ("NOSPLIT", (0, 0), (-1, -1)),
        ],
    )
    return KeepTogether([Spacer(1, 24), box])
