"""The ground of the map: degrees laid on a picture of fixed size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from facilities.coordinates import PROVINCE
from reports.field_map import Point

WIDTH = 1000
# At the middle of the province a degree of longitude is so much of one of latitude.
_SQUEEZE = math.cos(math.radians((PROVINCE.south + PROVINCE.north) / 2))
_SCALE = WIDTH / ((PROVINCE.east - PROVINCE.west) * _SQUEEZE)
HEIGHT = round((PROVINCE.north - PROVINCE.south) * _SCALE)
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the picture; texts, so that no language writes them with a comma."""

    x: str
    y: str
    point: Point


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid with the degrees that it stands for."""

    at: str
    label: str


def dots(points: tuple[Point, ...]) -> list[Dot]:
    """Those that lie on the picture; the lowest risk first, the highest on top."""
    return [
        Dot(_text(_x(point.longitude)), _text(_y(point.latitude)), point)
        for point in reversed(points)
        if not point.lies_outside
    ]


def meridians() -> list[Line]:
    return [
        Line(_text(_x(degrees)), _degrees(degrees))
        for degrees in _steps(PROVINCE.west, PROVINCE.east)
    ]


def parallels() -> list[Line]:
    return [
        Line(_text(_y(degrees)), _degrees(degrees))
        for degrees in _steps(PROVINCE.south, PROVINCE.north)
    ]


def _x(longitude: float) -> float:
    return (longitude - PROVINCE.west) * _SQUEEZE * _SCALE


def _y(latitude: float) -> float:
    return (PROVINCE.north - latitude) * _SCALE


def _steps(first: float, last: float) -> list[float]:
    """Whole and half degrees strictly between."""
    start = math.floor(first / _STEP) + 1
    end = math.ceil(last / _STEP)
    return [n * _STEP for n in range(start, end)]


def _text(value: float) -> str:
    return f"{value:.1f}"


def _degrees(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") + "°"
