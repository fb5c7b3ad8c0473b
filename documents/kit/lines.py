"""Centred lines with a rule under them, and breaking a title into even lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from documents.kit.styles import RULE
from documents.kit.typefaces import width as width_of
from documents.text import glued

_DESCENT = 0.216  # of the size, in all four faces
_ASCENT = 0.891
_GAP = 2.5


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    face: str
    size: float
    leading: float


class CentredLines(Flowable):
    """Lines centred in `width`, and a rule `ratio` times as long as the last one.

    A drawn rule, never underscores or underlined text: its length is part of the form.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        width: float,
        ratio: float = 0,
        space_before: float = 0,
        space_after: float = 0,
    ) -> None:
        super().__init__()
        self.lines = [
            Line(glued(line.text), line.face, line.size, line.leading)
            for line in lines
            if line.text
        ]
        self.width = width
        self.ratio = ratio
        self.spaceBefore = space_before
        self.spaceAfter = space_after

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        self.height = sum(line.leading for line in self.lines)
        if self.ratio:
            self.height += _GAP + RULE
        return self.width, self.height

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        return self.spaceBefore

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        return self.spaceAfter

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        centre = self.width / 2
        baseline = top
        for line in self.lines:
            slack = line.leading - line.size * (_ASCENT + _DESCENT)
            baseline = top - slack / 2 - line.size * _ASCENT
            canvas.setFont(line.face, line.size)
            canvas.drawCentredString(centre, baseline, line.text)
            top -= line.leading
        if self.ratio:
            last = self.lines[-1]
            half = width_of(last.text, last.face, last.size) * self.ratio / 2
            height = baseline - last.size * _DESCENT - _GAP
            canvas.setLineWidth(RULE)
            canvas.line(centre - half, height, centre + half, height)


def balanced(text: str, *, face: str, size: float, width: float) -> list[str]:
    """`text` in as few lines as fit `width`, the longest as short as can be.

    Greedy breaking would leave one word alone on the last line.
    """
    words = glued(text).split(" ")
    if not text.strip():
        return []
    space = width_of(" ", face, size)
    widths = [width_of(word, face, size) for word in words]
    fewest = len(_filled(words, widths, space, width))
    low, high = max(widths), max(width, *widths)
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_filled(words, widths, space, middle)) <= fewest:
            high = middle
        else:
            low = middle
    return _filled(words, widths, space, high)


def _filled(
    words: list[str], widths: list[float], space: float, limit: float
) -> list[str]:
    lines: list[str] = []
    room = -1.0
    for word, wide in zip(words, widths, strict=True):
        if wide + space <= room:
            lines[-1] += f" {word}"
            room -= wide + space
        else:
            lines.append(word)
            room = limit - wide
    return lines
