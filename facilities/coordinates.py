"""Where on earth a place lies: degrees of WGS 84, to about ten centimetres."""

from __future__ import annotations

from dataclasses import dataclass

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """From west to east, from south to north, in degrees."""

    west: float
    east: float
    south: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )


# The country with its islands, roughly: its latitudes are no longitudes of it, so that
# two degrees in the wrong order are known by that.
VIET_NAM = Box(west=102.0, east=118.0, south=6.5, north=23.5)
# Đắk Lắk with the former Phú Yên, roughly: a place outside it is looked at twice, not
# refused. Read from general maps, no source of the law; unsettled.
PROVINCE = Box(west=107.4, east=109.5, south=12.0, north=13.9)


def lies_outside(latitude: float | None, longitude: float | None) -> bool:
    """There are coordinates, and they point out of the province."""
    if latitude is None or longitude is None:
        return False
    return not PROVINCE.holds(latitude, longitude)
