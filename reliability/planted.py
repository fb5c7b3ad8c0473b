"""A synthetic register with planted doubles: which pairs are one facility is known.

Everything is invented: names are drawn from syllables, phones and codes from numbers
that nobody holds. The honest rest is made hard on purpose: namesakes in one ward,
chains with one hotline, branches, families with two shops and one phone, market halls.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from stdnum.vn import mst

from agencies.kinds import SubjectKind
from agencies.models import Ward
from facilities import field_cipher, search
from facilities.models import (
    Address,
    Facility,
    FacilityName,
    FacilityPerson,
    ProtectedNumber,
)
from facilities.states import AddressKind, FacilityKind, NumberKind, PersonRole
from kernel.folding import fold

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_AT_ONCE = 2000

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Y",
    "H’",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Ngọc",
    "Minh",
    "Thanh",
    "Quốc",
    "Kim",
    "Xuân",
    "Hồng",
    "Bích",
]
GIVEN = [
    "Anh",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Loan",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Ngân",
    "Oanh",
    "Phong",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuấn",
    "Vân",
    "Việt",
    "Yến",
]
SYLLABLES = [
    "An",
    "Ánh",
    "Bảo",
    "Bích",
    "Cát",
    "Châu",
    "Cúc",
    "Đại",
    "Đạt",
    "Đông",
    "Gia",
    "Hà",
    "Hải",
    "Hoa",
    "Hoàng",
    "Hồng",
    "Hưng",
    "Khang",
    "Kim",
    "Lâm",
    "Lan",
    "Linh",
    "Lộc",
    "Mai",
    "Minh",
    "Mỹ",
    "Nam",
    "Ngọc",
    "Nguyên",
    "Nhật",
    "Phát",
    "Phú",
    "Phúc",
    "Phương",
    "Quang",
    "Sao",
    "Sen",
    "Sơn",
    "Tâm",
    "Tân",
    "Tây",
    "Thái",
    "Thành",
    "Thiên",
    "Thịnh",
    "Thuận",
    "Tiến",
    "Trí",
    "Trung",
    "Trường",
    "Tùng",
    "Vạn",
    "Việt",
    "Vinh",
    "Xuân",
    "Ý",
]
STREETS = [
    "Quang Trung",
    "Nguyễn Tất Thành",
    "Lê Duẩn",
    "Trần Hưng Đạo",
    "Phan Chu Trinh",
    "Hùng Vương",
    "Lê Hồng Phong",
    "Y Jút",
    "Điện Biên Phủ",
    "Nguyễn Công Trứ",
    "Hoàng Diệu",
    "Mai Hắc Đế",
    "Trường Chinh",
    "Ngô Quyền",
    "Lý Thường Kiệt",
    "Bà Triệu",
    "Nơ Trang Long",
    "Phan Bội Châu",
    "Nguyễn Huệ",
    "Trần Phú",
    "Hai Bà Trưng",
    "Đinh Tiên Hoàng",
    "Lê Lợi",
    "Xô Viết Nghệ Tĩnh",
]
TRADES = (
    ("Nhà sách", FacilityKind.DISTRIBUTOR),
    ("Hiệu sách", FacilityKind.DISTRIBUTOR),
    ("Photocopy", FacilityKind.PHOTOCOPY),
    ("Văn phòng phẩm", FacilityKind.DISTRIBUTOR),
    ("Cơ sở in", FacilityKind.PRINTER_DECLARED),
    ("In quảng cáo", FacilityKind.PRINTER_DECLARED),
)
FIELDS = ("In", "Thương mại Dịch vụ", "In ấn Quảng cáo", "Sách và Thiết bị", "Bao bì")


@dataclass(slots=True)
class Entry:
    """One record of the register, as an office wrote it."""

    name: str
    kind: str
    subject: str
    ward: str
    address: str
    person: str = ""
    phone: str = ""
    tax_code: str = ""
    former: list[str] = field(default_factory=list)
    is_alone: bool = True


@dataclass(frozen=True, slots=True)
class Planted:
    """The pairs that are one facility, by the kind of mess that hides it."""

    pairs: dict[tuple[str, str], str]
    facilities: int


def plant(*, facilities: int, planted: int, seed: int) -> Planted:
    """Write a register of `facilities` records, `planted` of them entered twice."""
    maker = _Maker(random.Random(seed), [*Ward.objects.values_list("code", flat=True)])  # noqa: S311
    entries = maker.honest(facilities - planted)
    alone = [place for place, entry in enumerate(entries) if entry.is_alone]
    pairs: dict[tuple[int, int], str] = {}
    for place in maker.dice.sample(alone, planted):
        kind = KINDS[len(pairs) % len(KINDS)]
        pairs[(place, len(entries))] = kind.__name__.strip("_")
        entries.append(kind(maker, entries[place]))
    ids = _write(entries)
    return Planted(
        {
            (min(ids[a], ids[b]), max(ids[a], ids[b])): kind
            for (a, b), kind in pairs.items()
        },
        len(entries),
    )


class _Maker:
    def __init__(self, dice: random.Random, wards: list[str]) -> None:
        self.dice, self.wards = dice, sorted(wards)
        # Towns have many shops, villages few.
        self.sizes = [1 / (1 + place % 17) for place in range(len(self.wards))]
        self.codes: set[str] = set()

    def honest(self, count: int) -> list[Entry]:
        entries: list[Entry] = []
        makers: list[tuple[Callable[[list[Entry]], list[Entry]], float]] = [
            (self._household, 52),
            (self._company, 26),
            (self._namesake, 10),
            (self._chain, 3),
            (self._branches, 2),
            (self._family, 4),
            (self._hall, 3),
        ]
        kinds, shares = [m for m, _ in makers], [share for _, share in makers]
        while len(entries) < count:
            (make,) = self.dice.choices(kinds, shares)
            entries += make(entries)
        return entries[:count]

    # What stands in a register

    def _household(self, entries: list[Entry]) -> list[Entry]:
        trade, kind = self.dice.choice(TRADES)
        person = self.person()
        own = self.own()
        if self.dice.random() < 0.2:
            own = " ".join(person.split()[-2:])
        form = self.dice.choice(["", "", "Hộ kinh doanh ", "HKD "])
        return [
            Entry(
                f"{form}{trade} {own}",
                kind,
                SubjectKind.HOUSEHOLD,
                self.ward(),
                self.address(),
                person,
                self.phone() if self.dice.random() < 0.85 else "",
                self.code() if self.dice.random() < 0.3 else "",
            )
        ]

    def _company(self, entries: list[Entry]) -> list[Entry]:
        form = self.dice.choice(
            ["Công ty TNHH", "Công ty TNHH MTV", "Công ty Cổ phần", "DNTN"]
        )
        return [
            Entry(
                f"{form} {self.dice.choice(FIELDS)} {self.own()}",
                FacilityKind.PRINTER_DECLARED,
                SubjectKind.ORGANISATION,
                self.ward(),
                self.address(),
                self.person(),
                self.phone(),
                self.code() if self.dice.random() < 0.85 else "",
            )
        ]

    def _namesake(self, entries: list[Entry]) -> list[Entry]:
        """The same or nearly the same name in the same ward, of somebody else."""
        if not entries:
            return []
        near = self.dice.choice(entries)
        name = near.name
        if self.dice.random() < 0.5:
            name = f"{self.dice.choice(TRADES)[0]} {' '.join(near.name.split()[-2:])}"
        return [
            replace(
                near,
                name=name,
                address=self.address(),
                person=self.person(),
                phone=self.phone() if self.dice.random() < 0.8 else "",
                tax_code=self.code() if self.dice.random() < 0.3 else "",
                former=[],
                is_alone=True,
            )
        ]

    def _chain(self, entries: list[Entry]) -> list[Entry]:
        """Shops of one owner with numbers or places in their names and one hotline."""
        own, hotline, person = self.own(), self.phone(), self.person()
        trade, kind = self.dice.choice(TRADES)
        town = self.ward()
        shops = []
        for number in range(1, self.dice.randint(2, 5) + 1):
            ward = town if self.dice.random() < 0.4 else self.ward()
            shops.append(
                Entry(
                    f"{trade} {own} {number}",
                    kind,
                    SubjectKind.HOUSEHOLD,
                    ward,
                    self.address(),
                    person,
                    hotline,
                    is_alone=False,
                )
            )
        return shops

    def _branches(self, entries: list[Entry]) -> list[Entry]:
        head = self._company(entries)[0]
        root = self.code()
        sites = [replace(head, tax_code=root, is_alone=False)]
        for number in range(1, self.dice.randint(1, 4) + 1):
            name = self.dice.choice(
                [head.name, f"Chi nhánh {head.name}", f"{head.name} - CN {number}"]
            )
            sites.append(
                replace(
                    head,
                    name=name,
                    tax_code=f"{root}-{number:03d}",
                    ward=self.dice.choice([head.ward, self.ward()]),
                    address=self.address(),
                    is_alone=False,
                )
            )
        return sites

    def _family(self, entries: list[Entry]) -> list[Entry]:
        """Two shops of one family: one phone, other trades, other houses."""
        first = self._household(entries)[0]
        first = replace(first, phone=first.phone or self.phone(), is_alone=False)
        (trade, kind), own = self.dice.choice(TRADES), self.own()
        if self.dice.random() < 0.3:
            own = " ".join(first.name.split()[-2:])
            # Two bookshops of one name, owner and phone would be one to anybody.
            sells_books = "sách" in first.name
            others = [
                (name, sort)
                for name, sort in TRADES
                if name not in first.name and not (sells_books and "sách" in name)
            ]
            trade, kind = self.dice.choice(others)
        second = replace(
            first,
            name=f"{trade} {own}",
            kind=kind,
            address=self.address(),
            person=self.dice.choice([first.person, self.person()]),
            tax_code=self.code() if self.dice.random() < 0.3 else "",
        )
        return [first, second]

    def _hall(self, entries: list[Entry]) -> list[Entry]:
        """Several businesses at one address."""
        ward, address = self.ward(), self.address()
        return [
            replace(self._household(entries)[0], ward=ward, address=address)
            for _ in range(self.dice.randint(2, 4))
        ]

    # What it is made of

    def own(self) -> str:
        return " ".join(self.dice.sample(SYLLABLES, 2))

    def person(self) -> str:
        choose = self.dice.choice
        return f"{choose(SURNAMES)} {choose(MIDDLES)} {choose(GIVEN)}"

    def ward(self) -> str:
        return self.dice.choices(self.wards, self.sizes)[0]

    def address(self) -> str:
        number = str(self.dice.randint(1, 400))
        if self.dice.random() < 0.12:
            number += f"/{self.dice.randint(1, 30)}"
        return f"{number} {self.dice.choice(STREETS)}"

    def phone(self) -> str:
        return f"09{self.dice.randrange(10**8):08d}"

    def code(self) -> str:
        while True:
            nine = f"98{self.dice.randrange(10**7):07d}"
            right = mst.calc_check_digit(nine + "0")
            if len(right) == 1 and nine not in self.codes and int(nine[2:]):
                self.codes.add(nine)
                return nine + right

    # How offices write the same thing

    def retyped(self, entry: Entry, *, keep_phone: float = 0.65) -> Entry:
        """Entered again by another office: other spellings, gaps, no code."""
        roll = self.dice.random
        address = entry.address
        if roll() < 0.5:
            number, street = address.split(" ", 1)
            address = f"Số {number}, đường {street}" if roll() < 0.7 else fold(address)
        person = entry.person
        if roll() < 0.3:
            person = fold(person).title()
        if roll() < 0.25:
            person = ""
        return replace(
            entry,
            address=address,
            person=person,
            phone=self.written(entry.phone) if roll() < keep_phone else "",
            tax_code="",
            former=[],
            is_alone=False,
        )

    def written(self, phone: str) -> str:
        if not phone:
            return ""
        return self.dice.choice([phone, f"+84 {phone[1:4]} {phone[4:]}", phone])

    def shortened(self, name: str) -> str:
        for long, shorts in _SHORTER:
            if long in name and self.dice.random() < 0.8:
                name = name.replace(long, self.dice.choice(shorts))
        return re.sub(r"\s+", " ", name).strip()

    def mistyped(self, text: str) -> str:
        """One slip of the finger in a word that names the owner."""
        words = text.split()
        place = self.dice.randrange(max(0, len(words) - 2), len(words))
        word = words[place]
        spot = self.dice.randrange(len(word))
        slip = self.dice.choice(["swap", "drop", "double"])
        if slip == "swap" and spot + 1 < len(word):
            word = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
        elif slip == "drop" and len(word) > 3:
            word = word[:spot] + word[spot + 1 :]
        else:
            word = word[: spot + 1] + word[spot:]
        words[place] = word
        return " ".join(words)


_SHORTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Công ty TNHH MTV", ("CTY TNHH MTV", "Cty TNHH Một thành viên", "Công ty")),
    ("Công ty TNHH", ("CTY TNHH", "Cty Trách nhiệm hữu hạn", "Cty")),
    ("Công ty Cổ phần", ("CTY CP", "Cty cổ phần")),
    ("DNTN", ("Doanh nghiệp tư nhân",)),
    ("Hộ kinh doanh", ("HKD", "")),
    ("HKD", ("Hộ KD", "Hộ kinh doanh")),
    ("Văn phòng phẩm", ("VPP",)),
    ("Thương mại Dịch vụ", ("TM DV", "TM-DV", "TMDV")),
    ("Photocopy", ("Photo", "photo copy")),
    ("Nhà sách", ("Nhà Sách", "Hiệu sách")),
    ("Quảng cáo", ("QC",)),
    ("Thiết bị", ("TB",)),
)


def _marks_lost(maker: _Maker, entry: Entry) -> Entry:
    made = maker.retyped(entry)
    name = fold(entry.name)
    return replace(made, name=name.upper() if maker.dice.random() < 0.5 else name)


def _short_forms(maker: _Maker, entry: Entry) -> Entry:
    return replace(maker.retyped(entry), name=maker.shortened(entry.name))


def _word_order(maker: _Maker, entry: Entry) -> Entry:
    words = entry.name.split()
    name = f"{' '.join(words[-2:])} - {' '.join(words[:-2])}"
    return replace(maker.retyped(entry), name=name)


def _mistyped(maker: _Maker, entry: Entry) -> Entry:
    name = maker.mistyped(maker.shortened(entry.name))
    return replace(maker.retyped(entry), name=name)


def _former_name(maker: _Maker, entry: Entry) -> Entry:
    old = " ".join([*entry.name.split()[:-2], maker.own()])
    made = replace(maker.retyped(entry), name=maker.shortened(old))
    entry.former.append(old)
    return made


def _moved(maker: _Maker, entry: Entry) -> Entry:
    entry.phone = entry.phone or maker.phone()
    made = maker.retyped(entry, keep_phone=1)
    return replace(
        made,
        name=maker.shortened(entry.name),
        ward=entry.ward if maker.dice.random() < 0.6 else maker.ward(),
        address=maker.address(),
        person=entry.person,
    )


def _phone_abroad(maker: _Maker, entry: Entry) -> Entry:
    entry.phone = entry.phone or maker.phone()
    made = maker.retyped(entry)
    address = entry.address.split(" ", 1)[1]
    return replace(
        made,
        name=maker.shortened(entry.name),
        phone=f"+84 {entry.phone[1:3]} {entry.phone[3:6]} {entry.phone[6:]}",
        address=address,
    )


def _code_missing(maker: _Maker, entry: Entry) -> Entry:
    entry.tax_code = entry.tax_code or maker.code()
    name = fold(maker.shortened(entry.name)).title()
    return replace(maker.retyped(entry), name=name)


def _wrong_ward(maker: _Maker, entry: Entry) -> Entry:
    made = maker.retyped(entry, keep_phone=0.8)
    return replace(
        made, name=maker.shortened(entry.name), ward=maker.ward(), person=entry.person
    )


def _owner_s_name(maker: _Maker, entry: Entry) -> Entry:
    """Entered under the owner's name, at the same house with the same phone."""
    entry.phone = entry.phone or maker.phone()
    made = maker.retyped(entry, keep_phone=1)
    return replace(made, name=f"Hộ kinh doanh {entry.person}", person=entry.person)


KINDS: tuple[Callable[[_Maker, Entry], Entry], ...] = (
    _marks_lost,
    _short_forms,
    _word_order,
    _mistyped,
    _former_name,
    _moved,
    _phone_abroad,
    _code_missing,
    _wrong_ward,
    _owner_s_name,
)


def _write(entries: list[Entry]) -> list[str]:
    """Into the tables, thousands of rows a statement; the ids in order."""
    wards = dict(Ward.objects.values_list("code", "name"))
    rows = []
    for place, entry in enumerate(entries):
        row = Facility(
            code=f"DL-SYN-{place + 1:06d}",
            kinds=[entry.kind],
            name=entry.name,
            subject_kind=entry.subject,
            tax_code=entry.tax_code,
            ward_id=entry.ward,
            status_since=date(2026, 1, 1),
            created_at=AT,
            updated_at=AT,
        )
        row.business_key = entry.tax_code[:10] or f"facility:{row.pk}"
        row.search_text = search.document(
            [entry.name, *entry.former, entry.address, wards[entry.ward]],
            [row.code, entry.tax_code],
        )
        rows.append(row)
    Facility.objects.bulk_create(rows, batch_size=_AT_ONCE)
    pairs = list(zip(rows, entries, strict=True))
    Address.objects.bulk_create(
        [
            Address(
                facility=row,
                kind=AddressKind.SHOP,
                text=entry.address,
                ward_id=entry.ward,
            )
            for row, entry in pairs
        ],
        batch_size=_AT_ONCE,
    )
    FacilityName.objects.bulk_create(
        FacilityName(facility=row, name=name, valid_to=date(2025, 6, 30))
        for row, entry in pairs
        for name in entry.former
    )
    people = [
        (FacilityPerson(facility=row, role=PersonRole.OWNER, name=name), entry.phone)
        for row, entry in pairs
        if (name := entry.person or (entry.phone and "Hùng"))
    ]
    FacilityPerson.objects.bulk_create(
        [person for person, _ in people], batch_size=_AT_ONCE
    )
    ProtectedNumber.objects.bulk_create(
        [_phone_row(person, phone) for person, phone in people if phone],
        batch_size=_AT_ONCE,
    )
    return [row.pk for row in rows]


def _phone_row(person: FacilityPerson, phone: str) -> ProtectedNumber:
    written = field_cipher.compact(phone)
    return ProtectedNumber(
        person=person,
        kind=NumberKind.PHONE,
        sealed=field_cipher.seal(written),
        digest=field_cipher.digest(written),
        last4=written[-4:],
        created_at=AT,
    )
