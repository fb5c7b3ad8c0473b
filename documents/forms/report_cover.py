"""What the full and the short report share: cover, status box, small words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import day_in_figures, day_in_words, hour_in_figures
from documents.forms.case_facts import CaseFacts
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.head import Letterhead, head, title
from documents.kit.signing import Signer
from documents.kit.status_box import status_box
from documents.text import bold
from kernel.clock import local_day


@dataclass(frozen=True, slots=True)
class ReportCover:
    """Who reports to whom; `level` is "Nội bộ", `printed_by` a user name."""

    letterhead: Letterhead
    verification_code: str
    qr_text: str
    level: str
    signer: Signer
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    printed_by: str = ""

    @property
    def author(self) -> str:
        return " ".join(self.letterhead.body)

    def foot(self, facts: CaseFacts) -> str:
        parts = (
            f"Vụ việc {facts.case_number}",
            f"Mã xác thực {self.verification_code}",
            self.level,
            self.printed_by,
        )
        return " - ".join(part for part in parts if part)


def cover_flowables(
    styles: StyleSheet1, cover: ReportCover, facts: CaseFacts, *, subject: str
) -> list[Flowable]:
    day = day_in_words(local_day(facts.data_at))
    return [
        *head(cover.letterhead, number="", day=day),
        *title("BÁO CÁO VỤ VIỆC", subject),
    ]


def box_flowable(styles: StyleSheet1, cover: ReportCover, facts: CaseFacts) -> Flowable:
    day = day_in_figures(local_day(facts.data_at))
    return status_box(
        styles,
        cover.qr_text,
        left=[
            ["Mã vụ việc: ", bold(facts.case_number)],
            ["Mã xác thực: ", bold(cover.verification_code)],
            [
                f"Dữ liệu đến {hour_in_figures(facts.data_at)} ngày {day}. Quét mã để "
                "đối chiếu với hồ sơ điện tử; bản in không thay thế văn bản đã ký."
            ],
        ],
        right=[
            ["Trạng thái: ", bold(facts.state)],
            [f"Mức bảo mật: {cover.level}"],
            [f"Thời hạn gần nhất: {facts.next_deadline or NOTHING.lower()}"],
        ],
    )


def numbered(
    styles: StyleSheet1, texts: Sequence[str], *, nothing: str = NOTHING
) -> list[Flowable]:
    """One text as it is, several with their numbers."""
    body = styles["body"]
    if len(texts) <= 1:
        return [paragraph(body, sentence(texts[0] if texts else nothing))]
    return [
        paragraph(body, f"{place}. {sentence(text)}")
        for place, text in enumerate(texts, start=1)
    ]


def day_or_dash(day: date | None) -> str:
    return day_in_figures(day) if day else "-"


def partners(facts: CaseFacts) -> str:
    return ", ".join(facts.supporting) or NOTHING.lower()
