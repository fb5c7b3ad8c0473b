"""Charts that a black-and-white printer shows too: values printed, two light fills."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.units import mm

from documents.figures import count
from documents.kit.styles import TEXT_WIDTH
from documents.kit.typefaces import UPRIGHT, width
from documents.text import clean

DARK: Final[Color] = HexColor("#1F4E79")
LIGHT: Final[Color] = HexColor("#B8C7D9")
_LINES: Final[Color] = HexColor("#C8C8C8")
_SIZE: Final = 10
_HEIGHT: Final = 58 * mm
_BAR: Final = 6.6 * mm


def columns_chart(
    names: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]
) -> Drawing:
    """Columns side by side for one or two series; each value stands over its column."""
    drawing = Drawing(TEXT_WIDTH, _HEIGHT)
    chart = VerticalBarChart()
    chart.x, chart.y = 9 * mm, 16 * mm
    chart.width, chart.height = TEXT_WIDTH - 12 * mm, _HEIGHT - 21 * mm
    chart.data = [tuple(values) for _name, values in series]
    chart.categoryAxis.categoryNames = [clean(name) for name in names]
    chart.categoryAxis.labels.fontName = UPRIGHT
    chart.categoryAxis.labels.fontSize = _SIZE
    chart.groupSpacing = 6
    chart.barSpacing = 0
    _scale(chart.valueAxis, [value for _name, values in series for value in values])
    _fill(chart, len(series))
    chart.barLabels.dy = 6
    drawing.add(chart)
    drawing.add(_legend([name for name, _values in series]))
    return drawing


def bars_chart(rows: Sequence[tuple[str, int]], *, unit: str) -> Drawing:
    """One bar for each row, from the top; `unit` stands under the scale."""
    height = len(rows) * _BAR + 17 * mm
    drawing = Drawing(TEXT_WIDTH, height)
    chart = HorizontalBarChart()
    names = [clean(name) for name, _value in rows]
    left = max(width(name, UPRIGHT, _SIZE) for name in names) + 4 * mm
    chart.x, chart.y = min(left, TEXT_WIDTH * 0.5), 11 * mm
    chart.width = TEXT_WIDTH - chart.x - 8 * mm
    chart.height = len(rows) * _BAR
    # The chart counts its rows from below.
    chart.data = [tuple(value for _name, value in reversed(rows))]
    chart.categoryAxis.categoryNames = names[::-1]
    chart.categoryAxis.labels.fontName = UPRIGHT
    chart.categoryAxis.labels.fontSize = _SIZE
    chart.categoryAxis.labels.boxAnchor = "e"
    chart.categoryAxis.labels.dx = -3
    chart.groupSpacing = 5
    _scale(chart.valueAxis, [value for _name, value in rows])
    _fill(chart, 1)
    chart.barLabels.boxAnchor = "w"
    chart.barLabels.dx = 3
    drawing.add(chart)
    drawing.add(_words(unit, chart.x + chart.width / 2, 1.5 * mm))
    return drawing


def _scale(axis: object, values: Sequence[int]) -> None:
    """From nought, in steps that are easy to read, past the largest value."""
    largest = max(values, default=0)
    step = next(
        step
        for power in range(12)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if largest <= 5 * step
    )
    axis.valueMin = 0  # type: ignore[attr-defined]
    axis.valueMax = max(step * (largest // step + 1), 1)  # type: ignore[attr-defined]
    axis.valueStep = step  # type: ignore[attr-defined]
    axis.labels.fontName = UPRIGHT  # type: ignore[attr-defined]
    axis.labels.fontSize = _SIZE  # type: ignore[attr-defined]
    axis.labelTextFormat = lambda value: count(int(value))  # type: ignore[attr-defined]
    axis.visibleGrid = True  # type: ignore[attr-defined]
    axis.gridStrokeColor = _LINES  # type: ignore[attr-defined]
    axis.gridStrokeWidth = 0.4  # type: ignore[attr-defined]


def _fill(chart: VerticalBarChart, series: int) -> None:
    for place, colour in zip(range(series), (DARK, LIGHT), strict=False):
        chart.bars[place].fillColor = colour
        chart.bars[place].strokeColor = black
        chart.bars[place].strokeWidth = 0.5
    chart.barLabels.fontName = UPRIGHT
    chart.barLabels.fontSize = 9
    chart.barLabelFormat = lambda value: count(int(value))


def _legend(names: Sequence[str]) -> Legend:
    legend = Legend()
    legend.fontName = UPRIGHT
    legend.fontSize = _SIZE
    legend.alignment = "right"
    legend.boxAnchor = "s"
    legend.x, legend.y = TEXT_WIDTH / 2, 1 * mm
    legend.columnMaximum = 1
    legend.deltax = 30 * mm
    legend.dxTextSpace = 5
    legend.dx = legend.dy = 8
    legend.strokeColor = black
    legend.strokeWidth = 0.5
    pairs = zip((DARK, LIGHT), names, strict=False)
    legend.colorNamePairs = [(colour, clean(name)) for colour, name in pairs]
    return legend


def _words(text: str, x: float, y: float) -> String:
    return String(
        x, y, clean(text), fontName=UPRIGHT, fontSize=_SIZE, textAnchor="middle"
    )
