"""Files that the import gives out: the template, and the rows to be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from audit.models import AccessAction
from facilities.imports.batches import sentence
from facilities.imports.columns import Column
from facilities.models import ImportBatch
from facilities.states import FacilityKind, FacilityStatus, ImportVerdict
from kernel.spreadsheets import Value, write_xlsx

# The headers are Vietnamese in every language of the pages: offices exchange the file.
TEMPLATE: tuple[tuple[str, str, str], ...] = (
    (Column.CODE, "Mã cơ sở", "Để trống khi nhập mới. Ghi để sửa cơ sở đã có."),
    (Column.NAME, "Tên cơ sở", "Bắt buộc. Tên đầy đủ theo giấy đăng ký."),
    (Column.TRADE_NAME, "Tên giao dịch", "Biển hiệu hoặc tên viết tắt."),
    (Column.KINDS, "Loại hình hoạt động", "Bắt buộc. Cách nhau bằng dấu “;”."),
    (Column.SUBJECT_KIND, "Loại đối tượng", "Tổ chức, Hộ kinh doanh hoặc Cá nhân."),
    (Column.TAX_CODE, "Mã số thuế", "10, 13 số (phụ thuộc); hộ, cá nhân: 12 số."),
    (Column.ADDRESS, "Địa chỉ", "Số nhà, đường, thôn, buôn."),
    (Column.WARD, "Xã, phường", "Bắt buộc. Tên xã, phường từ 01/7/2025, hoặc mã 5 số."),
    (Column.LATITUDE, "Vĩ độ", "Độ thập phân WGS 84, ví dụ 12,6667. Ghi cùng kinh độ."),
    (Column.LONGITUDE, "Kinh độ", "Độ thập phân WGS 84, ví dụ 108,0383."),
    (Column.SITE, "Nơi sản xuất", "Nếu khác địa chỉ trên; ghi cả xã, phường."),
    (Column.WAREHOUSE, "Địa chỉ kho", "Ghi cả xã, phường."),
    (Column.PERSON, "Người đại diện", "Họ và tên người đại diện hoặc chủ hộ."),
    (Column.PERSON_TITLE, "Chức vụ", "Ví dụ: Giám đốc."),
    (Column.PERSONAL_ID, "Số định danh cá nhân", "12 số. Được mã hóa khi lưu."),
    (Column.PHONE, "Số điện thoại", "Định dạng ô là Văn bản để không mất số 0."),
    (Column.REGISTRATION_NO, "Số đăng ký kinh doanh", "Như in trên giấy."),
    (Column.REGISTRATION_ON, "Ngày đăng ký kinh doanh", "Ngày/tháng/năm."),
    (Column.REGISTRATION_ISSUER, "Nơi cấp ĐKKD", "Cơ quan cấp."),
    (Column.LICENCE_TYPE, "Loại giấy phép", "Để trống: theo loại hình hoạt động."),
    (Column.LICENCE_NO, "Số giấy phép", "Mỗi giấy phép một dòng, lặp lại tên."),
    (Column.LICENCE_ON, "Ngày cấp phép", "Ngày/tháng/năm, ví dụ 05/12/2026."),
    (Column.LICENCE_ISSUER, "Cơ quan cấp phép", "Cơ quan ký giấy phép."),
    (Column.LICENCE_EXPIRES, "Ngày hết hạn", "Để trống nếu không ghi thời hạn."),
    (Column.URL, "Website", "Trang web, gian hàng, fanpage; cách nhau bằng dấu “;”."),
    (Column.STATUS, "Tình trạng", "Xem các giá trị ở cuối trang này."),
    (Column.STATUS_SINCE, "Từ ngày", "Ngày bắt đầu tình trạng trên."),
    (Column.USES_IT, "Ứng dụng CNTT", "Có hoặc Không."),
)  # fmt: skip
REASON = "Lỗi và cách sửa"


def write_template(file: BinaryIO) -> None:
    """An empty register with Vietnamese headers, and a sheet that explains them."""
    kinds = [("Loại hình hoạt động", str(label)) for _v, label in FacilityKind.choices]
    states = [("Tình trạng", str(label)) for _v, label in FacilityStatus.choices]
    explained = [(header, text) for _column, header, text in TEMPLATE]
    write_xlsx(
        file,
        [
            ("Sổ bộ", [header for _column, header, _text in TEMPLATE], []),
            (
                "Giải thích",
                ["Cột", "Cách ghi hoặc giá trị dùng được"],
                [*explained, (None, None), *kinds, *states],
            ),
        ],
    )


def write_bad_rows(
    file: BinaryIO, *, batch: ImportBatch, by: User, at: datetime
) -> None:
    """The rows that were left out, as they stand in the file, with the reasons.

    The file holds numbers of persons whole, as they were uploaded, so that they can be
    corrected; that it was taken is noted.
    """
    trail.record_access(
        action=AccessAction.DOWNLOADED,
        record=batch,
        at=at,
        by=by,
        label=batch.file_name,
        detail={"rows": "bad"},
    )
    titles = [title or _("Column") for title in batch.titles]
    write_xlsx(file, [("Dòng lỗi", [*titles, REASON], _bad_rows(batch))])


def _bad_rows(batch: ImportBatch) -> Iterator[list[Value]]:
    width = len(batch.titles)
    rows = batch.rows.filter(verdict=ImportVerdict.BAD).order_by("number")
    for row in rows.iterator(chunk_size=1_000):
        cells: list[Value] = [*row.cells, *[None] * width][:width]
        reasons = [
            sentence(item["cell"], item["column"], item["text"])
            for item in row.remarks
            if item["bad"]
        ]
        yield [*cells, "\n".join(reasons)]
