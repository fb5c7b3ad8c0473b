"""Báo cáo kết quả thực hiện Kế hoạch: the report of a year, due before 15/12."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph

from documents.figures import blank_day, count, day_in_words, dong, two_digits
from documents.forms.annual_figures import YearFigures
from documents.kit.blocks import NOTHING, addressees, bases, paragraph, sentence
from documents.kit.charts import bars_chart, columns_chart
from documents.kit.head import Draft, Letterhead, head, number_line, title
from documents.kit.signing import Signer, recipients_and_signer
from documents.kit.tables import Column, Row, grid, under_heading
from documents.text import italic
from documents.words import dong_in_words

_MOST_WARDS = 5


@dataclass(frozen=True, slots=True)
class YearTexts:
    """What only people can say; each a list of paragraphs, empty where none."""

    direction: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnualReportForm:
    """`basis` is what is reported on: "Thực hiện Kế hoạch số …"; `scope` is "toàn tỉnh"
    or the agency whose own cases and visits are counted."""

    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    signed_on: date | None
    drafted_on: date
    agency: str
    scope: str
    basis: str
    addressees: tuple[str, ...]
    figures: YearFigures
    texts: YearTexts
    signer: Signer
    recipients: tuple[str, ...]
    draft: Draft | None = None
    legal_bases: tuple[str, ...] = ()

    form_id = "annual_report"
    usual_sheets = 0
    foot = ""

    @property
    def title(self) -> str:
        return (
            "Báo cáo kết quả kiểm tra, xử lý vi phạm trong hoạt động xuất bản, in và "
            f"phát hành xuất bản phẩm năm {self.figures.year}"
        )

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        day = self.signed_on
        return [
            *head(
                self.letterhead,
                number=number_line(self.number_text, self.number_suffix),
                day=day_in_words(day) if day else blank_day(self.drafted_on),
                is_draft=self.draft is not None,
            ),
            *title(
                "BÁO CÁO",
                "Kết quả kiểm tra, xử lý vi phạm trong hoạt động\nxuất bản, in và phát "
                f"hành xuất bản phẩm năm {self.figures.year}",
            ),
            *addressees(styles, self.addressees),
            *bases(styles, self.legal_bases),
            self._opening(styles),
            *_texts(styles, "I. CÔNG TÁC CHỈ ĐẠO", self.texts.direction),
            *self._register(styles),
            *self._visits(styles),
            *self._cases(styles),
            *self._handling(styles),
            *self._tasks(styles),
            *_texts(styles, "VII. KHÓ KHĂN, VƯỚNG MẮC", self.texts.difficulties),
            *self._closing(styles),
        ]

    def _opening(self, styles: StyleSheet1) -> Paragraph:
        figures = self.figures
        return paragraph(
            styles["body"],
            f"{self.basis}, {self.agency} báo cáo kết quả năm {figures.year} như sau "
            f"(số liệu của {self.scope}, từ {day_in_words(figures.first_day)} đến hết "
            f"{day_in_words(figures.last_day)}):",
        )

    def _register(self, styles: StyleSheet1) -> list[Flowable]:
        kinds = self.figures.kinds
        start = sum(row.at_start for row in kinds)
        end = sum(row.at_end for row in kinds)
        told, asked = self.figures.with_it
        found: list[Flowable] = [
            paragraph(styles["heading"], "II. SỔ BỘ CƠ SỞ"),
            paragraph(
                styles["body"],
                f"Đến hết {day_in_words(self.figures.last_day)}, sổ bộ có "
                f"{count(end)} cơ sở, {_change(end - start)} so với đầu kỳ (Biểu 1). "
                f"{count(told)}/{count(asked)} cơ sở ứng dụng công nghệ thông tin "
                f"trong quản lý{_of(told, asked)}.{self._wards()}",
            ),
        ]
        if not kinds:
            return found
        columns = [
            Column("STT", 12, "centre"),
            Column("Loại cơ sở", 65),
            Column("Đầu kỳ", 20, "right"),
            Column("Vào sổ mới", 26, "right"),
            Column("Chấm dứt", 22, "right"),
            Column("Cuối kỳ", 20, "right"),
        ]
        rows = [
            (
                str(place),
                row.name,
                count(row.at_start),
                count(row.entered),
                count(row.ended),
                count(row.at_end),
            )
            for place, row in enumerate(kinds, start=1)
        ]
        total = (
            "",
            "Cộng",
            count(start),
            count(sum(row.entered for row in kinds)),
            count(sum(row.ended for row in kinds)),
            count(end),
        )
        name = "Biểu 1. Cơ sở hoạt động xuất bản, in, phát hành xuất bản phẩm"
        return [*found, *_table(styles, name, columns, rows, total)]

    def _wards(self) -> str:
        most = self.figures.wards[:_MOST_WARDS]
        if not most:
            return ""
        named = "; ".join(f"{ward} {count(number)}" for ward, number in most)
        return f" Nhiều cơ sở nhất: {named}."

    def _visits(self, styles: StyleSheet1) -> list[Flowable]:
        visits = self.figures.visits
        text = (
            f"Đã kiểm tra {count(visits.planned_done)}/{count(visits.planned)} cơ sở "
            f"theo kế hoạch{_of(visits.planned_done, visits.planned, word='đạt ')} và "
            f"{two_digits(visits.unplanned)} cuộc đột xuất; tổng số "
            f"{two_digits(visits.total)} cuộc, qua đó phát hiện "
            f"{two_digits(visits.with_case)} vụ việc vi phạm."
        )
        left = visits.planned - visits.planned_done
        if left > 0:
            text += f" Còn {two_digits(left)} cơ sở trong kế hoạch chưa kiểm tra."
        return [
            paragraph(styles["heading"], "III. THANH TRA, KIỂM TRA"),
            paragraph(styles["body"], text),
        ]

    def _cases(self, styles: StyleSheet1) -> list[Flowable]:
        figures = self.figures
        received, decided = sum(figures.received), sum(figures.decided)
        sources = "; ".join(f"{name} {two_digits(n)}" for name, n in figures.sources)
        leads = "; ".join(f"{name} {two_digits(n)}" for name, n in figures.leads)
        text = f"Trong kỳ tiếp nhận {two_digits(received)} vụ việc"
        text += f" (theo nguồn tin: {sources})" if sources else ""
        text += f"; ban hành {two_digits(decided)} quyết định xử phạt."
        text += f" Theo cơ quan chủ trì: {leads}." if leads else ""
        found: list[Flowable] = [
            paragraph(styles["heading"], "IV. VỤ VIỆC"),
            paragraph(styles["body"], text),
        ]
        if received or decided:
            chart = columns_chart(
                [f"Th. {month}" for month in range(1, 13)],
                [
                    (f"Vụ việc tiếp nhận ({count(received)})", figures.received),
                    (f"Quyết định xử phạt ({count(decided)})", figures.decided),
                ],
            )
            name = "Biểu đồ 1. Vụ việc tiếp nhận và quyết định xử phạt theo tháng"
            found.append(_chart(styles, name, chart))
        return [*found, *self._groups(styles)]

    def _groups(self, styles: StyleSheet1) -> list[Flowable]:
        groups = self.figures.groups
        whole = sum(row.total for row in groups)
        if not whole:
            return []
        shares = shares_of([row.total for row in groups])
        columns = [
            Column("STT", 12, "centre"),
            Column("Nhóm hành vi", 75),
            Column("Trực tiếp", 20, "right"),
            Column("Trực tuyến", 21, "right"),
            Column("Cộng", 16, "right"),
            Column("Tỷ lệ (%)", 21, "right"),
        ]
        rows = [
            (
                str(place),
                row.name,
                count(row.offline),
                count(row.online),
                count(row.total),
                share,
            )
            for place, (row, share) in enumerate(
                zip(groups, shares, strict=True), start=1
            )
        ]
        total = (
            "",
            "Cộng",
            count(sum(row.offline for row in groups)),
            count(sum(row.online for row in groups)),
            count(whole),
            "100,0",
        )
        name = "Biểu 2. Vụ việc theo nhóm hành vi và kênh vi phạm"
        ranked = sorted(groups, key=lambda row: -row.total)
        chart = bars_chart([(row.name, row.total) for row in ranked], unit="Số vụ việc")
        return [
            *_table(styles, name, columns, rows, total),
            _chart(styles, "Biểu đồ 2. Số vụ việc theo nhóm hành vi", chart),
        ]

    def _handling(self, styles: StyleSheet1) -> list[Flowable]:
        told = self.figures.handling
        first = (
            f"1. Đã ban hành {two_digits(told.decisions)} quyết định xử phạt "
            f"({two_digits(told.fines)} quyết định phạt tiền, "
            f"{two_digits(told.warnings)} quyết định phạt cảnh cáo); "
            f"{two_digits(told.not_sanctioned)} vụ việc không xử phạt; chuyển cơ quan "
            f"điều tra {two_digits(told.transferred)} vụ việc, trong đó khởi tố "
            f"{two_digits(told.prosecuted)}, trả lại {two_digits(told.returned)}; "
            f"{two_digits(told.still_open)} vụ việc đang giải quyết."
        )
        amount = [f"2. Tổng số tiền phạt: {dong(told.fine_vnd)}"]
        if told.fine_vnd:
            amount += [
                " (Bằng chữ: ",
                italic(dong_in_words(told.fine_vnd)),
                f"); đã thu {dong(told.paid_vnd)}{_of(told.paid_vnd, told.fine_vnd)}, "
                f"còn phải thu {dong(told.owed_vnd)}",
            ]
        rest = (
            f". Áp dụng tịch thu {two_digits(told.confiscations)} lần; tiêu hủy "
            f"{count(told.destroyed_copies)} bản; tước quyền sử dụng giấy phép có thời "
            f"hạn {two_digits(told.suspended_licences)} lần."
        )
        return [
            paragraph(styles["heading"], "V. XỬ LÝ"),
            paragraph(styles["body"], first),
            paragraph(styles["body"], *amount, rest),
        ]

    def _tasks(self, styles: StyleSheet1) -> list[Flowable]:
        tasks = self.figures.tasks
        heading = paragraph(styles["heading_of_table"], "VI. PHỐI HỢP LIÊN NGÀNH")
        if not tasks:
            return [heading, paragraph(styles["body"], f"{NOTHING}.")]
        columns = [
            Column("STT", 12, "centre"),
            Column("Cơ quan", 69),
            Column("Nhiệm vụ được giao", 24, "right"),
            Column("Đúng hạn", 20, "right"),
            Column("Quá hạn", 20, "right"),
            Column("Đang làm", 20, "right"),
        ]
        rows = [
            (
                str(place),
                row.agency,
                count(row.given),
                count(row.in_time),
                count(row.late),
                count(row.running),
            )
            for place, row in enumerate(tasks, start=1)
        ]
        total = (
            "",
            "Cộng",
            count(sum(row.given for row in tasks)),
            count(sum(row.in_time for row in tasks)),
            count(sum(row.late for row in tasks)),
            count(sum(row.running for row in tasks)),
        )
        name = "Biểu 3. Nhiệm vụ phối hợp của các cơ quan"
        return _table(styles, name, columns, rows, total, heading=heading)

    @property
    def _to(self) -> str:
        return f" {self.addressees[0]}" if len(self.addressees) == 1 else ""

    def _closing(self, styles: StyleSheet1) -> list[Flowable]:
        year = self.figures.year
        name = f"VIII. KIẾN NGHỊ, PHƯƠNG HƯỚNG NĂM {year + 1}"
        last = paragraph(
            styles["body"],
            f"Trên đây là báo cáo kết quả năm {year}, {self.agency} kính báo cáo"
            f"{self._to}./.",
        )
        *first, before = _texts(styles, name, self.texts.proposals)
        return [
            *first,
            recipients_and_signer(styles, [before, last], self.recipients, self.signer),
        ]


def shares_of(counts: Sequence[int]) -> list[str]:
    """Percentages with one decimal that add up to 100,0: the largest remainders."""
    whole = sum(counts)
    exact = [number * 1000 / whole for number in counts]
    tenths = [int(share) for share in exact]
    by_remainder = sorted(
        range(len(counts)), key=lambda place: tenths[place] - exact[place]
    )
    for place in by_remainder[: 1000 - sum(tenths)]:
        tenths[place] += 1
    return [f"{share // 10},{share % 10}" for share in tenths]


def _of(part: int, whole: int, *, word: str = "") -> str:
    """ " (đạt 95,0%)", or nothing of nothing."""
    if not whole:
        return ""
    tenths = round(part * 1000 / whole)
    return f" ({word}{tenths // 10},{tenths % 10}%)"


def _change(difference: int) -> str:
    if not difference:
        return "không đổi"
    word = "tăng" if difference > 0 else "giảm"
    return f"{word} {count(abs(difference))} cơ sở"


def _texts(styles: StyleSheet1, name: str, texts: Sequence[str]) -> list[Flowable]:
    lines = [sentence(text) for text in texts] or [f"{NOTHING}."]
    if len(lines) > 1:
        lines = [f"{place}. {line}" for place, line in enumerate(lines, start=1)]
    return [
        paragraph(styles["heading"], name),
        *(paragraph(styles["body"], line) for line in lines),
    ]


def _table(
    styles: StyleSheet1,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    total: Row,
    *,
    heading: Paragraph | None = None,
) -> list[Flowable]:
    """A table under its name; the total only where there is something to add."""
    names = [paragraph(styles["table_name"], name)]
    table = grid(styles, columns, rows, total=total if len(rows) > 1 else None)
    return under_heading([heading, *names] if heading else names, table)


def _chart(styles: StyleSheet1, name: str, chart: Flowable) -> Flowable:
    return KeepTogether(
        [CondPageBreak(chart.height + 24), paragraph(styles["table_name"], name), chart]
    )
