"""Coordinates as registers write them: degrees of WGS 84, in one cell or in two."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from facilities import coordinates
from facilities.coordinates import DECIMALS, VIET_NAM
from facilities.imports import cells
from facilities.imports.cells import Said
from facilities.imports.columns import Column
from facilities.imports.headers import Cell
from kernel.folding import fold

COLUMNS = (Column.COORDINATES, Column.LATITUDE, Column.LONGITUDE)
_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d+)?(?![\d.,]*\d)")
# 12°40'44,5"; the letters around it are those of “Bắc”, “Đông” and of English.
_PARTED = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*[\"”″'’′]*)?"
)
_SIDES = re.compile(
    r"\b(?:vi do|kinh do|lat|lon|lng|bac|dong|[nebd])\b|(?<=\d)[nebd]\b"
)
_SIGNS = re.compile(r"[\s(),;:°'’′\"”″\[\]]*")


@dataclass(frozen=True, slots=True)
class Degrees:
    """A place, and what is said of it by the column."""

    latitude: float | None = None
    longitude: float | None = None
    said: tuple[tuple[str, Said], ...] = ()


def read(both: Cell, latitude: Cell, longitude: Cell) -> Degrees:
    """The place that a row states, in one cell for both degrees or in two."""
    if cells.text(both):
        found = _numbers_in(both)
        if len(found) == 2:
            return _placed(*found, columns=(Column.COORDINATES, Column.COORDINATES))
        text = _("These are no two degrees: type e.g. 12.6667; 108.0383.")
        return _wrong((Column.COORDINATES, text))
    typed = {Column.LATITUDE: latitude, Column.LONGITUDE: longitude}
    stated = {column: cell for column, cell in typed.items() if cells.text(cell)}
    read = {column: _numbers_in(cell) for column, cell in stated.items()}
    text = _("These are no degrees: type e.g. 12.6667.")
    wrong = [(column, text) for column, found in read.items() if len(found) != 1]
    if len(stated) == 1:
        missing = _("Give both degrees, north and east, or neither.")
        wrong += [(column, missing) for column in stated]
    if wrong or not stated:
        return _wrong(*wrong)
    (north,), (east,) = read.values()
    return _placed(north, east, columns=(Column.LATITUDE, Column.LONGITUDE))


def _wrong(*said: tuple[str, str]) -> Degrees:
    return Degrees(said=tuple((column, Said(text, bad=True)) for column, text in said))


def _numbers_in(cell: Cell) -> list[float]:
    """The numbers of a cell that says nothing else but which way they count."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return [float(cell)]
    typed = unicodedata.normalize("NFKC", cells.text(cell).replace("º", "°"))
    text = _SIDES.sub(" ", fold(typed))
    if parted := _PARTED.findall(text):
        rest, found = _PARTED.sub("", text), [_of_parts(*parts) for parts in parted]
    else:
        rest = _NUMBER.sub("", text)
        found = [float(item.replace(",", ".")) for item in _NUMBER.findall(text)]
    return found if _SIGNS.fullmatch(rest) else []


def _of_parts(degrees: str, minutes: str, seconds: str) -> float:
    rest = int(minutes) / 60 + float(seconds.replace(",", ".") or 0) / 3600
    return round(int(degrees) + rest, DECIMALS)


def _placed(north: float, east: float, *, columns: tuple[str, str]) -> Degrees:
    """The place that two numbers mean, put right when they stand exchanged."""
    if VIET_NAM.holds(latitude=east, longitude=north):
        found = _placed(east, north, columns=columns)
        text = _("Latitude and longitude were exchanged: read as %(north)s; %(east)s.")
        text %= {"north": f"{east:g}", "east": f"{north:g}"}
        said = ((columns[0], Said(text)), *found.said)
        return Degrees(found.latitude, found.longitude, said)
    if not VIET_NAM.holds(north, east):
        text = _(
            "This lies out of Viet Nam: type the degrees of WGS 84, e.g. 12.6667 north"
            " and 108.0383 east."
        )
        is_north = VIET_NAM.south <= north <= VIET_NAM.north
        return _wrong((columns[1] if is_north else columns[0], text))
    said = ()
    if coordinates.lies_outside(north, east):
        text = _("This lies out of the province: look whether it is right.")
        said = ((columns[0], Said(text)),)
    return Degrees(round(north, DECIMALS), round(east, DECIMALS), said)
