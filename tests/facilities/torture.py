"""The torture workbook: a register with every kind of mess that offices send us.

`./dev manage shell -c "from tests.facilities import torture;
open('torture.xlsx', 'wb').write(torture.xlsx())"` writes it to look at.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

HEADERS = {
    "name": "TÊN CƠ SỞ (*)",
    "ward": "Xã/Phường",
    "address": "Địa chỉ trụ sở",
    "kinds": "Loai hinh hoat dong",
    "tax_code": "MST/MSDN",
    "subject_kind": "Loại hình doanh nghiệp",
    "phone": "SĐT",
    "person": "Người đại diện",
    "personal_id": "Số CCCD",
    "registration_no": "Số ĐKKD",
    "licence_no": "Số giấy phép",
    "licence_on": "Ngày cấp",
    "licence_issuer": "Cơ quan cấp",
    "licence_expires": "Ngày hết hạn",
    "url": "Website",
    "status": "Tình trạng",
    "uses_it": "Ứng dụng CNTT",
    "latitude": "Vĩ độ (°B)",
    "longitude": "Kinh độ (°Đ)",
    "coordinates": "Toạ độ",
}
TITLES = ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "SỔ BỘ CƠ SỞ IN, PHÁT HÀNH NĂM 2026")
FIRST_ROW = 5  # two titles, an empty row, the header


@dataclass(frozen=True)
class Mess:
    """One row: what is typed, how it ends, and what is then in the draft."""

    kind: str
    cells: dict[str, Any]
    ends: str  # "good", "flagged" or "bad"
    at: str = ""  # the column of the remark
    says: str = ""
    gives: dict[str, Any] = field(default_factory=dict)


def mess(
    kind: str,
    ends: str = "good",
    at: str = "",
    says: str = "",
    gives: dict[str, Any] | None = None,
    **cells: Any,
) -> Mess:
    return Mess(kind, cells, ends, at, says, gives or {})


GOOD = {
    "ward": "Phường Tân An",
    "address": "12 Quang Trung",
    "kinds": "Cơ sở phát hành",
}
LICENCE = {"licence_no": "12/GP", "licence_issuer": "Sở VHTTDL"}
DAY = {"licence_on": date(2024, 3, 5)}
SERIAL = 45356  # 05/03/2024


MESSES = (
    # Names and letters
    mess("a clean row"),
    mess(
        "decomposed letters",
        name="Nha\u0300 sa\u0301ch Mo\u0323\u0302t",
        gives={"name": "Nhà sách Một"},
    ),
    mess(
        "spaces of all kinds",
        name="  Nhà\u00a0 sách\t\n Hai \u200b",
        gives={"name": "Nhà sách Hai"},
    ),
    mess("a leading apostrophe", name="'Nhà sách Ba", gives={"name": "Nhà sách Ba"}),
    mess("a missing name", "bad", "name", "missing", name=None),
    mess("a dash for a name", "bad", "name", "missing", name="-"),
    mess(
        "encoded twice",
        name="CÃ´ng ty In Bá»‘n",
        gives={"subject_kind": "ORGANISATION"},
    ),
    mess("lost letters", "bad", "name", "Letters were lost", name="C\ufffdng ty Năm"),
    mess(
        "question marks for letters",
        "bad",
        "name",
        "Letters were lost",
        name="C?ng ty S?u",
    ),
    mess("a formula for a name", name="=1+1", gives={"name": "=1+1"}),
    # Tax codes
    mess(
        "a tax code as a number",
        tax_code=9900000016.0,
        gives={"tax_code": "9900000016"},
    ),
    mess(
        "a tax code without its zero",
        "flagged",
        "tax_code",
        "leading 0",
        tax_code=100233488,
        gives={"tax_code": "0100233488"},
    ),
    mess(
        "a tax code cut off",
        "bad",
        "tax_code",
        "cut this number off",
        tax_code="9.9E+09",
    ),
    mess(
        "a tax code written 9.90E+09 whole",
        tax_code="9.900000023E+09",
        gives={"tax_code": "9900000023"},
    ),
    mess(
        "a wrong check digit", "bad", "tax_code", "check digit", tax_code="9900000031"
    ),
    mess("a digit too few", "bad", "tax_code", "10 digits", tax_code="990000062"),
    mess(
        "spaces and dots in a tax code",
        tax_code="MST: 99 000.000.48",
        gives={"tax_code": "9900000048"},
    ),
    mess(
        "wide digits", tax_code="９９００００００５５", gives={"tax_code": "9900000055"}
    ),
    mess(
        "a branch's code as a number",
        tax_code=9900000016001,
        gives={"tax_code": "9900000016-001"},
    ),
    mess(
        "two tax codes",
        "bad",
        "tax_code",
        "two tax codes",
        tax_code="9900000016; 9900000023",
    ),
    mess(
        "a personal number of a household",
        tax_code="066123456789",
        subject_kind="Hộ kinh doanh cá thể",
        gives={"tax_code": "066123456789"},
    ),
    mess(
        "a personal number without its zero",
        "flagged",
        "tax_code",
        "leading 0",
        tax_code=66123456780,
        subject_kind="HKD",
        gives={"tax_code": "066123456780"},
    ),
    mess(
        "a personal number of a company",
        "bad",
        "tax_code",
        "individuals",
        name="Công ty TNHH Sáu",
        tax_code="066123456781",
    ),
    mess(
        "letters in a tax code", "bad", "tax_code", "digits only", tax_code="99OOOOOO16"
    ),
    # Phones
    mess(
        "a phone without its zero",
        "flagged",
        "phone",
        "leading 0",
        phone=905123456,
        gives={"phone": "0905123456"},
    ),
    mess(
        "a phone cut off",
        "flagged",
        "phone",
        "left out",
        phone="9.05E+08",
        gives={"phone": ""},
    ),
    mess(
        "a phone with the country's code",
        phone="+84 905 123 457",
        gives={"phone": "0905123457"},
    ),
    mess(
        "two phones",
        "flagged",
        "phone",
        "first phone",
        phone="0905.123.458 - 0262 3855 123",
        gives={"phone": "0905123458"},
    ),
    mess(
        "a phone with a name in brackets",
        phone="0905123459 (anh Nam)",
        gives={"phone": "0905123459"},
    ),
    mess("the letter O in a phone", phone="O905123450", gives={"phone": "0905123450"}),
    mess(
        "a phone too short",
        "flagged",
        "phone",
        "10 or 11 digits",
        phone="38551",
        gives={"phone": ""},
    ),
    # Days
    mess(
        "a day of the spreadsheet",
        **LICENCE,
        **DAY,
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a serial for a day",
        **LICENCE,
        licence_on=SERIAL,
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a serial as text",
        **LICENCE,
        licence_on=str(SERIAL),
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a day with dots",
        **LICENCE,
        licence_on="05.03.2024",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a day in words",
        **LICENCE,
        licence_on="ngày 5 tháng 3 năm 2024",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a day of ISO with a time",
        **LICENCE,
        licence_on="2024-03-05 00:00:00",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "an English day",
        **LICENCE,
        licence_on="5-Mar-2024",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a day without signs",
        **LICENCE,
        licence_on="05032024",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "a year of two digits",
        "flagged",
        "licence_on",
        "2024",
        **LICENCE,
        licence_on="5/3/24",
        gives={"issued_on": DAY["licence_on"]},
    ),
    mess(
        "the month first",
        "flagged",
        "licence_on",
        "exchanged",
        **LICENCE,
        licence_on="03/25/2024",
        gives={"issued_on": date(2024, 3, 25)},
    ),
    mess(
        "a day that is in no calendar",
        "bad",
        "licence_on",
        "month 2",
        **LICENCE,
        licence_on="31/02/2024",
    ),
    mess(
        "a year only", "bad", "licence_on", "day is missing", **LICENCE, licence_on=2019
    ),
    mess(
        "a month only",
        "bad",
        "licence_on",
        "day is missing",
        **LICENCE,
        licence_on="03/2024",
    ),
    mess(
        "two days in a cell",
        "bad",
        "licence_on",
        "two dates",
        **LICENCE,
        licence_on="05/03/2024; 06/07/2025",
    ),
    mess(
        "a day after today",
        "bad",
        "licence_on",
        "after today",
        **LICENCE,
        licence_on="05/03/2031",
    ),
    mess(
        "words for a day",
        "bad",
        "licence_on",
        "no date",
        **LICENCE,
        licence_on="đầu năm",
    ),
    # Licences
    mess("a date without a number", "bad", "licence_no", "number is missing", **DAY),
    mess(
        "a number without a date", "bad", "licence_on", "date of the licence", **LICENCE
    ),
    mess(
        "a licence without issuer",
        "flagged",
        "licence_no",
        "issuer",
        licence_no="13/GP",
        **DAY,
    ),
    mess(
        "an end before the beginning",
        "bad",
        "licence_expires",
        "before it was",
        **LICENCE,
        **DAY,
        licence_expires="05/03/2020",
    ),
    # Places
    mess("a commune of a code", ward="24163", gives={"ward": "24163"}),
    mess("a commune without marks", ward="phuong tan an", gives={"ward": "24163"}),
    mess("another apostrophe", ward="xã Ea H'leo", gives={"ward": "24184"}),
    mess("a commune without its kind", ward="Cư Mgar", gives={"ward": "24280"}),
    mess(
        "a former city with a commune that stands",
        "flagged",
        "ward",
        "districts",
        ward="P. Thành Nhất, TP Buôn Ma Thuột",
        gives={"ward": "24154"},
    ),
    mess(
        "a former town",
        "flagged",
        "ward",
        "now called",
        ward="Thị trấn Ea Drăng, huyện Ea H’leo",
        gives={"ward": "24181"},
    ),
    mess(
        "a commune that was merged",
        "bad",
        "ward",
        "choose one",
        ward="Xã Ea Yông, huyện Krông Pắc",
    ),
    mess(
        "a namesake in the other half of the province",
        "bad",
        "ward",
        "certain",
        ward="Xã Hòa Phú, huyện Tây Hòa",
    ),
    mess("one of two of a name", "bad", "ward", "Phú Hòa 1", ward="Phú Hòa"),
    mess(
        "a whole old address",
        "flagged",
        "address",
        "districts",
        ward=None,
        address="12 Lê Lợi, P. Thành Nhất, TP. BMT, tỉnh Đắk Lắk",
        gives={"ward": "24154", "street": "12 Lê Lợi"},
    ),
    mess(
        "an old address without commas",
        "flagged",
        "address",
        "districts",
        ward=None,
        address="Thôn 3 xã Ea Kar huyện Ea Kar tỉnh Đắk Lắk",
        gives={"ward": "24373", "street": "Thôn 3"},
    ),
    mess(
        "an old address that is not certain",
        "flagged",
        "address",
        "choose one",
        ward=None,
        address="Thôn 2, xã Ea Yông, huyện Krông Pắc",
        gives={"ward": ""},
    ),
    mess(
        "an office in another province",
        "flagged",
        "address",
        "Outside",
        ward=None,
        address="45 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh",
        gives={"ward": ""},
    ),
    mess("no address", "bad", "address", "address is missing", ward=None, address=None),
    # Closed sets
    mess(
        "two activities",
        "flagged",
        "kinds",
        "2 activities",
        kinds="Phát hành; nhập khẩu",
        gives={"kinds": ("DISTRIBUTOR", "IMPORTER")},
    ),
    mess("an activity misspelt", "bad", "kinds", "nearest", kinds="Bán sách onl"),
    mess("no such activity", "bad", "kinds", "no activity", kinds="Sửa xe máy"),
    mess("no activity", "bad", "kinds", "activity is missing", kinds="…"),
    mess(
        "a kind of business abbreviated",
        subject_kind="Cty TNHH",
        gives={"subject_kind": "ORGANISATION"},
    ),
    mess(
        "no kind of business",
        "bad",
        "subject_kind",
        "no kind of business",
        subject_kind="gì đó",
    ),
    mess(
        "a state that is none",
        "flagged",
        "status",
        "not verified",
        status="đi vắng",
        gives={"status": ""},
    ),
    mess("a state in other words", status="Tạm ngưng", gives={"status": "PAUSED"}),
    mess("a tick for yes", uses_it="x", gives={"uses_it": True}),
    mess(
        "neither yes nor no",
        "flagged",
        "uses_it",
        "Left out",
        uses_it="ít",
        gives={"uses_it": None},
    ),
    # People, addresses on the internet
    mess(
        "a person with address and title",
        person="Bà H’Hen Niê - Giám đốc",
        gives={"person": "H’Hen Niê", "title": "Giám đốc", "gender": "FEMALE"},
    ),
    mess(
        "a person's number without its zero",
        "flagged",
        "personal_id",
        "leading 0",
        person="Y Thu Niê",
        personal_id=66099001234,
    ),
    mess(
        "an e-mail for a website",
        "flagged",
        "url",
        "no web address",
        url="nhasach@example.com",
    ),
    mess("two web addresses", url="www.facebook.com/a\nshopee.vn/b", gives={"urls": 2}),
    # Where it lies
    mess(
        "degrees with a comma",
        latitude="12,6667",
        longitude="108,0383",
        gives={"degrees": (12.6667, 108.0383)},
    ),
    mess(
        "degrees as numbers",
        latitude=12.66671234,
        longitude=108.0383,
        gives={"degrees": (12.666712, 108.0383)},
    ),
    mess(
        "minutes and seconds",
        coordinates="12°40'0,1\"B 108°2’18”Đ",
        gives={"degrees": (12.666694, 108.038333)},
    ),
    mess(
        "both degrees in one cell",
        coordinates="(12.6667, 108.0383)",
        gives={"degrees": (12.6667, 108.0383)},
    ),
    mess(
        "degrees exchanged",
        "flagged",
        "latitude",
        "were exchanged",
        latitude=108.0383,
        longitude=12.6667,
        gives={"degrees": (12.6667, 108.0383)},
    ),
    mess(
        "degrees out of the country",
        "bad",
        "longitude",
        "out of Viet Nam",
        latitude=12.6667,
        longitude=10.80383,
    ),
    mess(
        "metres of VN-2000",
        "bad",
        "latitude",
        "no degrees",
        latitude="1401234.56",
        longitude=108.03,
    ),
    mess(
        "degrees out of the province",
        "flagged",
        "coordinates",
        "out of the province",
        coordinates="21.0285; 105.8542",
        gives={"degrees": (21.0285, 105.8542)},
    ),
    mess("one degree of two", "bad", "latitude", "both degrees", latitude=12.6667),
    mess("words for degrees", "bad", "coordinates", "no two", coordinates="gần chợ"),
    mess("an error of the spreadsheet", status="#N/A", gives={"status": ""}),
)


def row_of(number: int, item: Mess) -> dict[str, Any]:
    """The cells of a mess, the rest as a good row has them."""
    row = GOOD | {"name": f"Nhà sách {number}"} | item.cells
    if "licence_no" in item.cells:
        row["licence_no"] = f"{number}/GP"  # one number is one licence
    return row


def xlsx() -> bytes:
    """All messes in one sheet, with titles above, merges, a numbering row, totals."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.add_worksheet("Hướng dẫn").write_string(0, 0, "Cách ghi sổ")
    sheet = book.add_worksheet("Sổ bộ")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, title in enumerate(TITLES):
        sheet.merge_range(row, 0, row, len(HEADERS) - 1, title)
    for column, header in enumerate(HEADERS.values()):
        sheet.write_string(3, column, header)
    for number, item in enumerate(MESSES):
        for column, name in enumerate(HEADERS):
            value = row_of(number, item).get(name)
            place = FIRST_ROW - 1 + number, column
            if isinstance(value, date):
                sheet.write_datetime(*place, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(*place, value)
            elif value:
                sheet.write_string(*place, value)
    end = FIRST_ROW - 1 + len(MESSES)
    sheet.write_string(end, 0, "Tổng cộng")
    sheet.write_number(end, 1, len(MESSES))
    sheet.write_string(end + 2, 4, "NGƯỜI LẬP BIỂU")
    book.close()
    return file.getvalue()


def sheet_of(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> bytes:
    """A small workbook of these rows; `merges` are ranges such as "A1:C1"."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    # The same rows are the same file, also a second later.
    book.set_properties({"created": datetime(2026, 3, 2, tzinfo=UTC)})
    sheet = book.add_worksheet("Sổ bộ")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    for area in merges:
        first = area.partition(":")[0]
        column, row = ord(first[0]) - 65, int(first[1:]) - 1
        sheet.merge_range(area, rows[row][column])
    book.close()
    return file.getvalue()


def ods_of(rows: list[list[Any]]) -> bytes:
    """A small ODS file, its zip written by hand."""

    def cell(value: Any) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        elif isinstance(value, int | float):
            kind = f'office:value-type="float" office:value="{value}"'
        else:
            kind = 'office:value-type="string"'
        text = escape(str(value))
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    body = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}'
        f' office:version="1.2"><office:body><office:spreadsheet><table:table'
        f' table:name="Sổ bộ">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml"'
        ' manifest:media-type="text/xml"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()
