"""What a column of a register may hold, and the headers by which offices call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold


class Column(TextChoices):
    """What the import understands; `columns` of a batch lead to these."""

    CODE = "code", _("Code of the facility")
    NAME = "name", _("Name of the facility")
    TRADE_NAME = "trade_name", _("Trade name")
    KINDS = "kinds", _("Activities")
    SUBJECT_KIND = "subject_kind", _("Kind of business")
    TAX_CODE = "tax_code", _("Tax code")
    ADDRESS = "address", _("Address")
    WARD = "ward", _("Commune")
    DISTRICT = "district", _("District (former)")
    LATITUDE = "latitude", _("Latitude")
    LONGITUDE = "longitude", _("Longitude")
    COORDINATES = "coordinates", _("Coordinates")
    SITE = "site", _("Production site")
    WAREHOUSE = "warehouse", _("Warehouse")
    PHONE = "phone", _("Phone")
    PERSON = "person", _("Representative")
    PERSON_TITLE = "person_title", _("Title of the representative")
    PERSONAL_ID = "personal_id", _("Personal number of the representative")
    REGISTRATION_NO = "registration_no", _("Business registration number")
    REGISTRATION_ON = "registration_on", _("Business registration date")
    REGISTRATION_ISSUER = "registration_issuer", _("Business registration issuer")
    LICENCE_TYPE = "licence_type", _("Type of licence")
    LICENCE_NO = "licence_no", _("Licence number")
    LICENCE_ON = "licence_on", _("Licence date")
    LICENCE_ISSUER = "licence_issuer", _("Licence issuer")
    LICENCE_EXPIRES = "licence_expires", _("Licence valid until")
    URL = "url", _("Web address")
    STATUS = "status", _("Status")
    STATUS_SINCE = "status_since", _("Status since")
    USES_IT = "uses_it", _("Uses information technology")


# Values that are a person's: shown by their end only, in previews, reports and files.
PERSONAL = frozenset({Column.PHONE, Column.PERSONAL_ID})

# Folded, without signs; the first of each is the header of the template.
_CALLED: dict[str, str] = {
    Column.CODE: "ma co so|ma so co so|code|facility code",
    Column.NAME: (
        "ten co so|ten|ten don vi|ten doanh nghiep|ten cong ty|ten to chuc"
        "|ten co so in|ten nha sach|ten cua hang|ten ho kinh doanh|don vi"
        "|co so|ten co so kinh doanh|ten don vi kinh doanh|doanh nghiep|name"
        "|ten day du|ten co so phat hanh|ten to chuc ca nhan|ten dn"
        "|ten doanh nghiep ho kinh doanh|ho va ten ten co so"
    ),
    Column.TRADE_NAME: "ten giao dich|ten viet tat|bien hieu|ten thuong mai|trade name",
    Column.KINDS: (
        "loai hinh hoat dong|loai hinh|linh vuc|linh vuc hoat dong|hoat dong"
        "|nganh nghe|nganh nghe kinh doanh|loai co so|loai hinh kinh doanh|kinds"
        "|noi dung hoat dong|loai hinh co so|linh vuc kinh doanh"
    ),
    Column.SUBJECT_KIND: (
        "loai doi tuong|doi tuong|loai hinh doanh nghiep|loai hinh to chuc"
        "|to chuc ca nhan|thanh phan kinh te|subject kind"
    ),
    Column.TAX_CODE: (
        "ma so thue|mst|ma thue|ma so doanh nghiep|msdn|ma dn|msdn mst|mst msdn"
        "|ma so thue mst|ma so doanh nghiep ma so thue|so mst|tax code|ma so dn"
    ),
    Column.ADDRESS: (
        "dia chi|dia chi tru so|tru so|tru so chinh|dia chi kinh doanh|dia diem"
        "|noi kinh doanh|dia diem kinh doanh|dia chi co so|dia chi hoat dong"
        "|address|so nha duong|dia chi lien he|dc|dia chi tru so chinh"
    ),
    Column.WARD: (
        "xa phuong|phuong xa|xa|phuong|ten xa phuong|xa phuong thi tran|dia ban"
        "|phuong xa thi tran|ward|ma xa|don vi hanh chinh|xa phuong moi"
    ),
    Column.DISTRICT: (
        "huyen|quan huyen|huyen thi xa thanh pho|huyen tx tp|huyen thanh pho"
        "|district|huyen tp|huyen thi xa|quan huyen cu"
    ),
    Column.LATITUDE: "vi do|vi do bac|lat|latitude|vi do wgs84|vi do y",
    Column.LONGITUDE: "kinh do|kinh do dong|lon|lng|long|longitude|kinh do wgs84",
    Column.COORDINATES: (
        "toa do|toa do gps|toa do wgs84|vi do kinh do|toa do vi do kinh do|gps|vi tri"
        "|kinh do vi do|toa do dia ly|coordinates|toa do ban do"
    ),
    Column.SITE: (
        "noi san xuat|dia chi san xuat|xuong san xuat|dia chi xuong|xuong in"
        "|dia diem san xuat|noi dat xuong|dia chi xuong in"
    ),
    Column.WAREHOUSE: "kho|dia chi kho|kho hang|kho bai",
    Column.PHONE: (
        "dien thoai|so dien thoai|sdt|dt|dien thoai lien he|so dt|tel|phone"
        "|dien thoai di dong|di dong|so dien thoai lien he|dtdd|dien thoai fax"
    ),
    Column.PERSON: (
        "nguoi dai dien|dai dien|nguoi dai dien theo phap luat|chu co so|chu ho"
        "|dai dien phap luat|giam doc|nguoi dung dau|ho ten chu co so|ho va ten"
        "|chu ho kinh doanh|ho ten|ten chu co so|nguoi dai dien phap luat"
        "|ho ten nguoi dai dien|ho va ten chu co so|nguoi phu trach|chu doanh nghiep"
    ),
    Column.PERSON_TITLE: "chuc vu|chuc danh|chuc vu nguoi dai dien",
    Column.PERSONAL_ID: (
        "so dinh danh|so dinh danh ca nhan|cccd|cmnd|so cccd|cccd cmnd|cmnd cccd"
        "|can cuoc|can cuoc cong dan|so can cuoc|so cmnd cccd|so cmnd"
    ),
    Column.REGISTRATION_NO: (
        "so dang ky kinh doanh|so dkkd|dkkd|gcn dkkd|giay dkkd|so gcn dkkd"
        "|dang ky kinh doanh|giay phep kinh doanh|so gpkd|gpkd"
        "|giay chung nhan dang ky kinh doanh|so giay dkkd|dkkd so"
    ),
    Column.REGISTRATION_ON: (
        "ngay dang ky kinh doanh|ngay cap dkkd|ngay dkkd|dkkd ngay cap|dkkd ngay"
        "|dang ky kinh doanh ngay cap|ngay cap gpkd"
    ),
    Column.REGISTRATION_ISSUER: (
        "noi cap dkkd|noi dang ky kinh doanh|co quan cap dkkd|dkkd noi cap"
        "|dang ky kinh doanh noi cap"
    ),
    Column.LICENCE_TYPE: "loai giay phep|ten giay phep|giay phep loai",
    Column.LICENCE_NO: (
        "so giay phep|giay phep|giay phep so|so gp|gp so|gp|giay phep hoat dong in"
        "|so giay phep hoat dong|so gphd|giay phep hoat dong|so to khai|so xac nhan"
        "|so giay xac nhan|giay xac nhan so|so giay phep hoat dong in"
    ),
    Column.LICENCE_ON: (
        "ngay cap phep|ngay cap giay phep|ngay cap|giay phep ngay cap|ngay cap gp"
        "|giay phep ngay|gp ngay cap|giay phep hoat dong ngay cap|ngay gp"
        "|ngay xac nhan|giay xac nhan ngay|giay phep ngay thang|ngay thang cap"
    ),
    Column.LICENCE_ISSUER: (
        "co quan cap phep|noi cap|co quan cap|co quan cap giay phep|giay phep noi cap"
        "|don vi cap|noi cap giay phep|giay phep co quan cap|gp noi cap|noi cap phep"
    ),
    Column.LICENCE_EXPIRES: (
        "ngay het han|thoi han|het han|co gia tri den|hieu luc den|han giay phep"
        "|thoi han giay phep|giay phep thoi han|giay phep het han|ngay het hieu luc"
        "|giay phep ngay het han"
    ),
    Column.URL: (
        "website|trang web|web|dia chi website|facebook|fanpage|gian hang|link|url"
        "|trang thong tin dien tu|gian hang truc tuyen|kenh ban hang|shop online"
    ),
    Column.STATUS: (
        "tinh trang|trang thai|tinh trang hoat dong|trang thai hoat dong|status"
        "|hien trang"
    ),
    Column.STATUS_SINCE: (
        "tu ngay|ngay bat dau hoat dong|ngay bat dau|trang thai tu ngay"
        "|tinh trang tu ngay|bat dau hoat dong|hoat dong tu|ngay hoat dong"
    ),
    Column.USES_IT: (
        "ung dung cong nghe thong tin|ung dung cntt|cntt|su dung cntt"
        "|co ung dung cntt|su dung phan mem"
    ),
}
_BY_HEADER: dict[str, str] = {
    header: column
    for column, headers in _CALLED.items()
    for header in headers.split("|")
}
_NOISE = re.compile(r"\([^)]*\)|\*|\bnew\b")
_SIGNS = re.compile(r"[^a-z0-9]+")


def key_of(title: str) -> str:
    """A header as it is compared: without marks, signs, remarks in brackets."""
    return _SIGNS.sub(" ", _NOISE.sub(" ", fold(title))).strip()


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Our own headers: a list that the product has written out can come back."""
    with translation.override("vi"):
        return {key_of(str(label)): value for value, label in Column.choices}


def column_of(title: str) -> str:
    """The column that a header means; empty when none is known by it."""
    key = key_of(title)
    if key in _BY_HEADER:
        return _BY_HEADER[key]
    if key in _labels():
        return _labels()[key]
    # "Số GP / Ngày cấp" names two things: for a person to decide.
    bare = key.removeprefix("cac ").removeprefix("thong tin ").removesuffix(" co so")
    return _BY_HEADER.get(bare, "")


def matched(titles: Sequence[str]) -> list[str]:
    """The column of each header; the second of two that mean the same is left open.

    An issuer or a date after "Số ĐKKD" is that paper's: "Ngày cấp" belongs to the
    nearest number on its left.
    """
    found: list[str] = []
    paper = ""
    for title in titles:
        column = column_of(title)
        if column in (Column.REGISTRATION_NO, Column.LICENCE_NO):
            paper = column
        elif paper == Column.REGISTRATION_NO and Column.LICENCE_NO not in found:
            column = {
                "ngay cap": Column.REGISTRATION_ON,
                "noi cap": Column.REGISTRATION_ISSUER,
                "co quan cap": Column.REGISTRATION_ISSUER,
            }.get(key_of(title), column)
        found.append("" if column in found else column)
    return found


def letter(index: int) -> str:
    """The letter of a column as a spreadsheet shows it; 0 is "A"."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell_address(index: int, row: int) -> str:
    return f"{letter(index)}{row}"
