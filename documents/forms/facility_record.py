"""Phiếu thông tin cơ sở: the whole record of a facility, an internal report.

It has no number and shows the register at a moment, as far as its reader sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from documents.figures import day_in_figures, day_in_words, hour_in_figures
from documents.forms.facility_facts import FacilityFacts, Row
from documents.kit.blocks import NOTHING, paragraph
from documents.kit.head import Letterhead, head, title
from documents.kit.signing import Signer, signed_right
from documents.kit.status_box import status_box
from documents.kit.tables import Column, grid, labelled, under_heading
from documents.text import bold
from kernel.clock import local_day

_KIND = Column("Loại", 34)
_STATE = Column("Tình trạng", 27)


@dataclass(frozen=True, slots=True)
class FacilityRecordForm:
    letterhead: Letterhead
    facts: FacilityFacts
    verification_code: str
    qr_text: str
    printed_by: str
    signer: Signer

    form_id = "facility_record"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Phiếu thông tin cơ sở {self.facts.code}"

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    @property
    def foot(self) -> str:
        return (
            f"Cơ sở {self.facts.code} - Mã xác thực {self.verification_code} - Nội bộ"
            f" - {self.printed_by}"
        )

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        facts = self.facts
        day = day_in_words(local_day(facts.data_at))
        identity = [(label, text or NOTHING) for label, text in facts.identity]
        return [
            *head(self.letterhead, number="", day=day),
            *title("PHIẾU THÔNG TIN CƠ SỞ", facts.name),
            self._box(styles),
            paragraph(styles["heading_of_table"], "I. THÔNG TIN CHUNG"),
            labelled(styles, identity, label_width=56 * mm),
            *self._places(styles),
            *self._papers(styles),
            *self._work(styles),
            *self._history(styles),
            signed_right(styles, self.signer),
        ]

    def _box(self, styles: StyleSheet1) -> Flowable:
        facts = self.facts
        day = day_in_figures(local_day(facts.data_at))
        return status_box(
            styles,
            self.qr_text,
            left=[
                ["Mã cơ sở: ", bold(facts.code)],
                ["Mã xác thực: ", bold(self.verification_code)],
                [
                    f"Dữ liệu đến {hour_in_figures(facts.data_at)} ngày {day}, trong "
                    "phạm vi người in được xem; bản in không thay thế văn bản đã ký."
                ],
            ],
            right=[
                ["Tình trạng: ", bold(facts.status)],
                ["Mức bảo mật: Nội bộ"],
                [f"Phiên bản của hồ sơ: {facts.version}"],
            ],
        )

    def _places(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        return [
            *_section(
                styles,
                "II. ĐỊA CHỈ, NƠI SẢN XUẤT, KHO, ĐIỂM BÁN",
                [_KIND, Column("Địa chỉ", 64), Column("Địa chỉ cũ", 40), _STATE],
                facts.addresses,
            ),
            *_section(
                styles,
                "III. NGƯỜI ĐẠI DIỆN, NGƯỜI PHỤ TRÁCH",
                [
                    Column("Họ và tên", 45),
                    Column("Chức danh", 45),
                    Column("Giấy tờ, điện thoại (che bớt)", 48),
                    _STATE,
                ],
                facts.people,
            ),
            *_section(
                styles,
                "IV. ĐỊA CHỈ TRÊN MẠNG",
                [Column("Địa chỉ", 76), _KIND, Column("Mã gian hàng", 28), _STATE],
                facts.urls,
            ),
        ]

    def _papers(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        return [
            *_section(
                styles,
                "V. GIẤY PHÉP, ĐĂNG KÝ, KHAI BÁO",
                [
                    _KIND,
                    Column("Số", 30, "centre", code=True),
                    Column("Nơi cấp", 32),
                    Column("Ngày cấp", 22, "centre", code=True),
                    Column("Hết hạn", 22, "centre", code=True),
                    Column("Tình trạng", 25),
                ],
                facts.licences,
            ),
            *_section(
                styles,
                "VI. THIẾT BỊ",
                [
                    _KIND,
                    Column("Tên, hãng, kiểu", 50),
                    Column("Số máy", 28, "centre", code=True),
                    Column("Năm", 13, "centre", code=True),
                    Column("Số màu", 13, "centre", code=True),
                    Column("Khai báo", 27, "centre"),
                ],
                facts.equipment,
            ),
            *_section(
                styles,
                "VII. SỔ CÔNG VIỆC IN",
                [
                    Column("Ngày in", 22, "centre", code=True),
                    Column("Tên xuất bản phẩm", 42),
                    Column("Nhà xuất bản, số đăng ký, quyết định", 39, code=True),
                    Column("Theo QĐ", 16, "right", code=True),
                    Column("Đã in", 16, "right", code=True),
                    Column("Đã giao", 16, "right", code=True),
                    Column("Ghi chú", 20),
                ],
                facts.jobs,
                note=f"và {facts.older_jobs} dòng cũ hơn, xem trên hệ thống."
                if facts.older_jobs
                else "",
            ),
        ]

    def _work(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        return [
            *_section(
                styles,
                "VIII. NGHĨA VỤ",
                [
                    Column("Nội dung", 58),
                    Column("Căn cứ", 40),
                    Column("Từ ngày", 22, "centre", code=True),
                    Column("Đến hạn", 22, "centre", code=True),
                    Column("Tình trạng", 25),
                ],
                facts.obligations,
            ),
            *_section(
                styles,
                "IX. MỨC RỦI RO",
                [Column("Yếu tố", 140), Column("Điểm", 25, "right", code=True)],
                facts.risk,
                nothing="Chưa tính",
                note="Mức rủi ro chỉ để xếp thứ tự xem xét; người có thẩm quyền quyết "
                "định."
                if facts.risk
                else "",
            ),
        ]

    def _history(self, styles: StyleSheet1) -> list[Flowable]:
        facts = self.facts
        return [
            *_section(
                styles,
                "X. CÁC CUỘC KIỂM TRA, THANH TRA",
                [
                    Column("Số", 27, "centre", code=True),
                    Column("Ngày", 22, "centre", code=True),
                    Column("Cơ quan", 40),
                    Column("Loại", 38),
                    Column("Kết quả", 38),
                ],
                facts.visits,
            ),
            *_section(
                styles,
                "XI. CÁC VỤ VIỆC",
                [
                    Column("Mã vụ việc", 26, "centre", code=True),
                    Column("Tiếp nhận", 22, "centre", code=True),
                    Column("Nội dung", 44),
                    Column("Chủ trì", 24),
                    Column("Trạng thái", 22),
                    Column("Quyết định xử phạt", 27),
                ],
                facts.cases,
            ),
            *_section(
                styles,
                "XII. XỬ PHẠT CÒN TÍNH TÁI PHẠM",
                [
                    Column("Số quyết định", 28, "centre", code=True),
                    Column("Ngày ký", 22, "centre", code=True),
                    Column("Cơ quan", 36),
                    Column("Hành vi", 55),
                    Column("Tính đến hết", 24, "centre", code=True),
                ],
                facts.sanctions,
            ),
            *_section(
                styles,
                "XIII. LIÊN KẾT VỚI CƠ SỞ KHÁC",
                [_KIND, Column("Điểm chung", 50), Column("Ở đâu", 54), _STATE],
                facts.links,
            ),
        ]


def _section(
    styles: StyleSheet1,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    note: str = "",
    nothing: str = NOTHING,
) -> list[Flowable]:
    if not rows:
        empty = paragraph(styles["body"], f"{nothing}.")
        return [paragraph(styles["heading"], name), empty]
    heading = paragraph(styles["heading_of_table"], name)
    made = under_heading(heading, grid(styles, columns, rows))
    return [*made, paragraph(styles["body"], note)] if note else made
