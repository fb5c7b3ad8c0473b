"""Báo cáo vụ việc on one page exactly: the text is shortened, never the type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import count
from documents.forms.case_facts import CaseFacts
from documents.forms.parts import capital, small
from documents.forms.report_cover import (
    ReportCover,
    box_flowable,
    cover_flowables,
    day_or_dash,
    partners,
)
from documents.kit.blocks import NOTHING, paragraph, sentence
from documents.kit.pages import FRAME_HEIGHT
from documents.kit.signing import signed_right
from documents.kit.styles import TEXT_WIDTH
from documents.kit.tables import Column, grid, labelled

_LONGEST, _SHORTEST = 420, 40
_ROOMY = 240


@dataclass(frozen=True, slots=True)
class CaseReportShortForm:
    cover: ReportCover
    facts: CaseFacts

    form_id = "case_report_short"
    draft = None
    usual_sheets = 0

    @property
    def title(self) -> str:
        return f"Báo cáo vụ việc {self.facts.case_number} (bản rút gọn)"

    @property
    def author(self) -> str:
        return self.cover.author

    @property
    def foot(self) -> str:
        return self.cover.foot(self.facts)

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        return self._story(styles, self._limit(styles))

    def _limit(self, styles: StyleSheet1) -> int:
        """The most characters a row may have so that all stands on one page."""
        if _height(self._story(styles, _LONGEST)) <= FRAME_HEIGHT:
            return _LONGEST
        fits, too_long = _SHORTEST, _LONGEST
        while too_long - fits > 8:
            middle = (fits + too_long) // 2
            if _height(self._story(styles, middle)) <= FRAME_HEIGHT:
                fits = middle
            else:
                too_long = middle
        return fits

    def _story(self, styles: StyleSheet1, limit: int) -> list[Flowable]:
        facts = self.facts
        rows = [
            (label, capital(sentence(_shortened(text or NOTHING, limit))))
            for label, text in self._rows()
        ]
        is_roomy = limit > _ROOMY
        subject = _shortened(facts.subject, 180 if is_roomy else 110)
        subject = f"{subject} (bản rút gọn)"
        nearest = _shortened(facts.next_deadline, 140 if is_roomy else 90)
        return [
            *cover_flowables(styles, self.cover, facts, subject=subject),
            box_flowable(styles, self.cover, replace(facts, next_deadline=nearest)),
            labelled(styles, rows),
            *self._open_deadlines(styles, is_roomy=is_roomy),
            signed_right(styles, self.cover.signer),
        ]

    def _rows(self) -> list[tuple[str, str]]:
        facts = self.facts
        ordered = "; ".join(
            f"{small(row.item)} {row.amount}".rstrip("- ") for row in facts.results
        )
        decided = f"{facts.decision}: {ordered}" if ordered else facts.decision
        done = "; ".join(
            f"{small(row.item)}: {small(row.state)}" for row in facts.results
        )
        goods = facts.goods or "; ".join(
            f"{count(row.found)} bản “{row.name}”" for row in facts.quantities
        )
        return [
            ("Đối tượng", facts.party.summary),
            ("Chủ trì, phối hợp", f"{facts.lead}; phối hợp: {partners(facts)}"),
            ("Hành vi", "; ".join(facts.acts)),
            ("Tang vật, phương tiện", goods),
            ("Giải trình, giám định", " ".join(map(sentence, facts.explanations))),
            ("Kết quả", decided or "Chưa có quyết định"),
            ("Thi hành", done),
            ("Kiến nghị", "; ".join(facts.recommendations)),
        ]

    def _open_deadlines(self, styles: StyleSheet1, *, is_roomy: bool) -> list[Flowable]:
        heading = paragraph(styles["heading_of_table"], "Thời hạn còn hiệu lực")
        rows = sorted(
            (row for row in self.facts.deadlines if row.is_open),
            key=lambda row: row.due,
        )
        if not rows:
            return [heading, paragraph(styles["body"], f"{NOTHING}.")]
        columns = [
            Column("STT", 12, "centre"),
            Column("Thời hạn", 66),
            Column("Tính từ", 28, "centre", code=True),
            Column("Đến hết ngày", 29, "centre", code=True),
            Column("Tình trạng", 30),
        ]
        cells = [
            (
                str(place),
                _shortened(row.name, 160 if is_roomy else 80),
                day_or_dash(row.start),
                day_or_dash(row.due),
                row.state,
            )
            for place, row in enumerate(rows[: 6 if is_roomy else 3], start=1)
        ]
        return [heading, grid(styles, columns, cells)]


def _shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0].rstrip(' ,;.')}…"


def _height(flowables: Sequence[Flowable]) -> float:
    """The height of a story on one page, with the spaces between its parts."""
    total, gap = 0.0, 0.0
    for place, flowable in enumerate(flowables):
        _, height = flowable.wrap(TEXT_WIDTH, FRAME_HEIGHT)
        before = flowable.getSpaceBefore() if place else 0.0
        total += max(gap, before) + height
        gap = flowable.getSpaceAfter()
    return total
