"""Lines of dots, where a hand will write: never after a value that is known."""

from reportlab.lib.styles import ParagraphStyle, StyleSheet1
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from documents.kit.styles import STYLES, TEXT_WIDTH
from documents.kit.typefaces import UPRIGHT, width
from documents.text import N

# Dots from the end of the text to the right margin.
_TO_THE_MARGIN = ParagraphStyle("fill_in", parent=STYLES["field"], endDots=".")
_SIZE = 13
_LEADING = 19.0
_AIR = 4.0
DOTS = "........"
_SHORT = "....."


class DottedLine(Flowable):
    """A whole line of dots, from margin to margin."""

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        return TEXT_WIDTH, _LEADING

    def draw(self) -> None:
        dots = "." * int(TEXT_WIDTH / width(".", UPRIGHT, _SIZE))
        self.canv.setFont(UPRIGHT, _SIZE)
        self.canv.drawRightString(TEXT_WIDTH, 4, dots)


def fill_in(styles: StyleSheet1, label: str, *, lines: int = 1) -> list[Flowable]:
    """The label, dots after it to the margin, and further lines of dots under it."""
    first = Paragraph(N(f"{label} "), _TO_THE_MARGIN)
    if lines == 1:
        return [first]
    more = [DottedLine() for _ in range(lines - 1)]
    return [KeepTogether([first, *more, Spacer(1, _AIR)])]


def hour_to_fill() -> str:
    """The hour of a paper that is finished on the spot."""
    return f"{_SHORT} giờ {_SHORT} phút"
