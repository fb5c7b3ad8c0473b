"""A visit recorded on a phone: 14 photographs, two lots of goods, a signature."""

import hashlib
import io
from dataclasses import replace

from PIL import Image, ImageDraw

from documents.forms.field_record import GoodsRow, ScreenSignature
from documents.forms.inspection_record import InspectionRecordForm
from documents.forms.visit_facts import PublicationRow
from documents.kit.photos import Photo, reduced_copy
from documents.kit.signature_picture import signature_copy
from tests.documents.sample_visit import (
    WORKBOOK,
    printer_inspection,
    printer_minutes,
    printer_visit,
)
from tests.documents.samples import at

NOTES = (
    "Số bản thực tế của xuất bản phẩm tại số thứ tự 1 được đếm tại hai vị trí: kho "
    "thành phẩm 860 bản, khu vực vào bìa 340 bản; hai bên cùng đếm và thống nhất",
    "Chủ cơ sở cho biết bản in thử giao cho khách ngày 10/04/2026",
)
GOODS = (
    GoodsRow(
        "Tang vật",
        f"Sách in: “{WORKBOOK}”",
        "1.200",
        "bản",
        "Đã vào bìa, đóng 24 thùng, mỗi thùng 50 bản",
        ("NP-000417", "NP-000418"),
    ),
    GoodsRow("Phương tiện", "Bản kẽm in ruột sách", "16", "tấm kẽm", "Đã sử dụng"),
)
PLACES = ("Kho thành phẩm", "Khu vực vào bìa", "Máy in offset SB 520-4", "Nhãn máy")


def drawing(*, ground: tuple[int, ...] = (255, 255, 255, 0)) -> bytes:
    """A signature as a phone's screen gives it: blue strokes in a wide field."""
    picture = Image.new("RGBA", (1200, 500), ground)
    pen = ImageDraw.Draw(picture)
    points = [(300, 300), (380, 180), (450, 320), (560, 170), (640, 310), (900, 260)]
    pen.line(points, fill=(20, 40, 140, 255), width=10, joint="curve")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def taken(number: int) -> Photo:
    size = (1600, 1200) if number % 3 else (1200, 1600)  # some stand upright
    colour = ("#b04a4a", "#a08060", "#506a8a", "#708090")[number % 4]
    target = io.BytesIO()
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((60, 60, 400, 300), fill=(number * 16, 90, 120))
    picture.save(target, "JPEG")
    content = target.getvalue()
    return Photo(
        f"{PLACES[number % 4]}; chụp lúc 09:{40 + number} ngày 13/04/2026",
        hashlib.sha256(content).hexdigest(),
        reduced_copy(content),
        (
            f"Tệp 20260413_09{40 + number}_Cao_Nguyen_Xanh.jpg; H’Lan Êban chụp",
            "Vị trí: 12,68031° B; 108,04417° Đ (±8 m)",
        ),
    )


PHOTOS = tuple(taken(number) for number in range(14))


def field_inspection(**changes: object) -> InspectionRecordForm:
    """`changes` are fields of the minutes."""
    content = drawing()
    signature = ScreenSignature(
        signed_at=at(13, 4, 11, 48),
        sha256=hashlib.sha256(content).hexdigest(),
        picture=signature_copy(content),
    )
    facts = printer_visit(goods=GOODS, notes=NOTES, photos=PHOTOS)
    first, *others = facts.publications
    with_registration = replace(first, registration="412-2026/CXBIPH/3-02/TN")
    extra = PublicationRow(
        "Lịch blốc 2027", "Thảo Nguyên", "131/QĐ-NXBTN", 2000, 2450, "Có"
    )
    facts = replace(facts, publications=(with_registration, *others, extra))
    minutes = printer_minutes(**{"signature": signature} | changes)
    return printer_inspection(facts=facts, minutes=minutes)


def refused_inspection() -> InspectionRecordForm:
    return field_inspection(
        signature=None,
        unsigned_reason="Đại diện cơ sở cho rằng cần hỏi ý kiến luật sư trước khi ký",
    )
