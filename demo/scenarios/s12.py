"""S12. A new holiday: the time to decide runs over 24 November."""

from __future__ import annotations

from demo.records import Matter

NEW_HOLIDAY = Matter(
    "F4",
    "17/11/2026",
    "18/11/2026",
    "19/11/2026",
    "Photocopy trái phép xuất bản phẩm – Photocopy Bình Minh",
    "NPP-28B-1",
    "Dùng máy photocopy nhân bản trái phép 60 bản “Bài tập Toán nâng cao lớp 6” để "
    "kinh doanh",
    "Bài tập Toán nâng cao lớp 6",
    60,
    "Cơ sở Photocopy Bình Minh",
)
