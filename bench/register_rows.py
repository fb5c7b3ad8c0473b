"""Invented rows of a register: spread as shops are, or crowded into one commune."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from stdnum.vn import mst

from reliability.planted import GIVEN, MIDDLES, STREETS, SURNAMES, SYLLABLES

HEADER = [
    "STT",
    "Tên cơ sở",
    "Mã số thuế",
    "Địa chỉ",
    "Xã, phường",
    "Loại hình",
    "Người đại diện",
    "SĐT",
    "Số giấy phép",
    "Ngày cấp",
    "Nơi cấp",
    "Tình trạng",
]
KINDS = ("Phát hành", "Photocopy", "In bao bì", "Phát hành; nhập khẩu")
_TRADES = (
    *("Nhà sách", "Hiệu sách", "Photocopy", "Văn phòng phẩm", "Cơ sở in"),
    *("Công ty TNHH In", "Công ty TNHH Thương mại Dịch vụ", "HKD"),
)
# Of 100 addresses so many name a street only.
_WITHOUT_HOUSE = 12


def spread(size: int, wards: Sequence[str]) -> Iterator[list[Any]]:
    """Over all communes, few in villages and many in towns; names as shops bear them.

    With 100,000 rows the six largest communes have some 4,800 each.
    """
    dice = random.Random(size)  # noqa: S311 - no secret
    shares = [1 / (1 + place % 17) for place in range(len(wards))]
    for place, ward in enumerate(dice.choices(wards, shares, k=size)):
        street = dice.choice(STREETS)
        has_house = dice.randrange(100) >= _WITHOUT_HOUSE
        yield _row(
            place,
            name=f"{dice.choice(_TRADES)} {' '.join(dice.sample(SYLLABLES, 2))}",
            address=f"{dice.randint(1, 400)} {street}" if has_house else street,
            ward=ward,
            person=" ".join(map(dice.choice, (SURNAMES, MIDDLES, GIVEN))),
        )


def crowded(size: int, ward: str) -> Iterator[list[Any]]:
    """All in one commune and one street, all names alike: the worst for doubles."""
    for place in range(size):
        has_house = place % 100 >= _WITHOUT_HOUSE
        house = f"{place % 900 + 1} " if has_house else ""
        yield _row(
            place,
            name=f"Cơ sở số {place} Hồ Thị Kỷ",
            address=f"{house}Nguyễn Tất Thành",
            ward=ward,
            person=f"Nguyễn Văn {place % 5000}",
        )


def _row(place: int, *, name: str, address: str, ward: str, person: str) -> list[Any]:
    """The n-th shop: two of three have a tax code, every other one a licence."""
    has_code, has_licence = place % 3 != 0, place % 2 == 0
    return [
        place + 1,
        name,
        int(_code(place)) if has_code else None,
        address,
        ward,
        KINDS[place % len(KINDS)],
        person,
        905_000_000 + place,
        f"{place}/GP" if has_licence else None,
        "05/03/2024" if has_licence else None,
        "Sở VHTTDL" if has_licence else None,
        "Đang hoạt động",
    ]


def _code(place: int) -> str:
    """A tax code of its own for each place; some nine digits have no check digit."""
    for step in range(10):
        nine = f"{400_000_000 + place * 10 + step:09d}"
        digit: str = mst.calc_check_digit(nine + "0")
        if len(digit) == 1:
            return nine + digit
    raise AssertionError(place)
