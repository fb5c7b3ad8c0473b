"""Paragraphs, fields and legal bases of the body of a document."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle, StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from documents.kit.styles import INDENT, TEXT_WIDTH
from documents.kit.typefaces import BOLD, UPRIGHT, width
from documents.text import N, Run, bold

NOTHING = "Không có"
HIDDEN = "[…]"  # stood here on the paper, and is left out of its copy
NOT_APPLIED = "Không áp dụng"
_SECOND_COLUMN = 107 * mm
_POINTS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet: no f, j, w, z


def paragraph(style: ParagraphStyle, *parts: str | Run) -> Paragraph:
    return Paragraph(N(*parts), style)


def sentence(text: str) -> str:
    """`text` with a full stop, unless it ends with one of its own."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ".”", "…")) else f"{text}."


def point(index: int) -> str:
    """The letter of a point by its place from 0: "a)", "b)", … "đ)"."""
    return f"{_POINTS[index]})"


def quoted(text: str) -> str:
    """A statement of a person between quotation marks, or "Không có"."""
    text = text.strip()
    if not text:
        return f"{NOTHING}."
    return text if text.startswith("“") else f"“{sentence(text)}”"


def bases(styles: StyleSheet1, texts: Sequence[str]) -> list[Flowable]:
    """Legal bases: italic, each with ";" at the end and the last with "."."""
    last = len(texts) - 1
    return [
        paragraph(styles["basis"], text.rstrip(".; ") + (";" if i < last else "."))
        for i, text in enumerate(texts)
    ]


def article(
    styles: StyleSheet1, number: int, *parts: str | Run, style: str = "body"
) -> Paragraph:
    """ "Điều n." bold, then its text."""
    return paragraph(styles[style], bold(f"Điều {number}."), " ", *parts)


def field(styles: StyleSheet1, label: str, *value: str | Run) -> Paragraph:
    """ "Nhãn: giá trị." A value that is nothing is said: "Không có"."""
    return paragraph(styles["field"], f"{label}: ", *_stopped(value))


def field_pair(
    styles: StyleSheet1,
    first: tuple[str, str | Run],
    second: tuple[str, str | Run],
) -> list[Flowable]:
    """Two short fields on one line; two lines when one of them would have to wrap."""
    gap = 14.0
    left = INDENT + _field_width(*first)
    right = _field_width(*second)
    column = max(left + gap, _SECOND_COLUMN)
    if column + right > TEXT_WIDTH:
        column = left + gap
    if column + right > TEXT_WIDTH:
        return [field(styles, *first), field(styles, *second)]
    style = styles["field"]
    plain = ParagraphStyle("second_field", parent=style, firstLineIndent=0)
    table = Table(
        [
            [
                Paragraph(N(f"{first[0]}: ", *_stopped(first[1:])), style),
                Paragraph(N(f"{second[0]}: ", *_stopped(second[1:])), plain),
            ]
        ],
        colWidths=[column, TEXT_WIDTH - column],
        style=[
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
        spaceAfter=style.spaceAfter,
    )
    return [table]


def _stopped(value: Sequence[str | Run]) -> list[str | Run]:
    texts = [part.text if isinstance(part, Run) else part for part in value]
    whole = "".join(texts).strip()
    if not whole:
        return [f"{NOTHING}."]
    return list(value) if whole.endswith(".") else [*value, "."]


def _field_width(label: str, value: str | Run) -> float:
    is_bold = isinstance(value, Run) and "b" in value.face
    text = value.text if isinstance(value, Run) else value
    return (
        width(f"{label}: ", UPRIGHT, 13)
        + width(text.strip() or NOTHING, BOLD if is_bold else UPRIGHT, 13)
        + width(".", UPRIGHT, 13)
    )


def addressees(styles: StyleSheet1, names: Sequence[str]) -> list[Flowable]:
    """Kính gửi: one name on the same line, several in a column of their own."""
    if len(names) == 1:
        return [paragraph(styles["addressee"], f"Kính gửi: {names[0].rstrip('.')}.")]
    last = len(names) - 1
    rows = [
        [
            Paragraph(N("Kính gửi:") if i == 0 else "", styles["addressees"]),
            Paragraph(N(f"- {name}{'.' if i == last else ';'}"), styles["addressees"]),
        ]
        for i, name in enumerate(names)
    ]
    table = Table(
        rows,
        colWidths=[22 * mm, 95 * mm],
        style=[
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
        spaceBefore=4,
        spaceAfter=8,
    )
    return [table]
