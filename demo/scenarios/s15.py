"""S15. Swapped Saturday and Tết: three violation records without further steps."""

from __future__ import annotations

from demo.records import Matter

SWAPPED_SATURDAY = Matter(
    "F3",
    "18/08/2026",
    "19/08/2026",
    "20/08/2026",
    "In sản phẩm xâm hại quyền của tổ chức khác – In Suối Đá",
    "NPP-28B-3A",
    "In 600 vỏ hộp “Trà Hồ Lắk” mang nhãn của tổ chức khác không được đồng ý, xâm hại "
    "quyền, lợi ích hợp pháp của tổ chức đó",
    "Vỏ hộp “Trà Hồ Lắk”",
    600,
    "trụ sở Công ty CP In Suối Đá",
)
TET = Matter(
    "F7",
    "10/02/2026",
    "11/02/2026",
    "12/02/2026",
    "Vi phạm thủ tục nhập khẩu xuất bản phẩm – Văn hóa phẩm Gió Đồi",
    "IMP-30-1",
    "Nhập khẩu 120 bản “Từ điển hình ảnh cho trẻ em” không báo cáo kết quả thẩm định "
    "nội dung theo quy định",
    "Từ điển hình ảnh cho trẻ em",
    120,
    "trụ sở Công ty TNHH Văn hóa phẩm Gió Đồi",
)
YEAR_END = Matter(
    "F8",
    "29/12/2025",
    "30/12/2025",
    "31/12/2025",
    "Phát hành xuất bản phẩm không có hóa đơn – Sách Ea Kar",
    "DST-29-1A",
    "Phát hành 24 bản xuất bản phẩm “Lịch bloc phong cảnh cao nguyên” không có hóa "
    "đơn, chứng từ chứng minh nguồn gốc hợp pháp",
    "Lịch bloc phong cảnh cao nguyên",
    24,
    "cửa hàng của Hộ kinh doanh Sách Ea Kar",
)
MATTERS = (YEAR_END, TET, SWAPPED_SATURDAY)
