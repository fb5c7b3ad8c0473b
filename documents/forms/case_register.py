"""Sổ theo dõi vụ việc: the columns of the landscape register of cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from documents.figures import count, day_in_figures
from documents.forms.labels import STATES
from documents.forms.parts import small
from documents.kit.register_layout import Cell, RegisterColumn

if TYPE_CHECKING:
    from cases.models import Case

KIND: Final = "SỔ THEO DÕI VỤ VIỆC VI PHẠM"
SUBJECT: Final = "Trong hoạt động xuất bản, in và phát hành xuất bản phẩm"
_PAPERS = "Văn bản (số, ngày)"
COLUMNS: Final = (
    RegisterColumn("STT", align="centre", share=9),
    RegisterColumn("Mã vụ việc, ngày tiếp nhận", align="centre", share=26),
    RegisterColumn("Đối tượng", align="left", share=39),
    RegisterColumn("Hành vi vi phạm", align="left", share=38),
    RegisterColumn("Cơ quan chủ trì, phối hợp", align="left", share=29),
    RegisterColumn("Biên bản", _PAPERS, "centre", 24.5),
    RegisterColumn("Quyết định", _PAPERS, "centre", 25.5),
    RegisterColumn("Mức phạt (đồng)", align="right", share=22),
    RegisterColumn("Thời hạn kế tiếp", align="centre", share=22),
    RegisterColumn("Trạng thái", align="left", share=19),
)
_WARNING = "Cảnh cáo"
_UNKNOWN = "Chưa rõ đối tượng"
_LONGEST = 220  # characters of what was done


@dataclass(slots=True)
class CaseRegister:
    """Rows one by one, and the total of those that were asked for."""

    rows: int = 0
    fines_vnd: int = field(default=0)

    def row(self, case: "Case", say: Callable[[str], str]) -> Sequence[Cell]:
        """`say` gives a text as the reader may have it."""
        self.rows += 1
        decision = case.decision
        if decision is not None:
            self.fines_vnd += decision.fine_vnd
        return (
            self.rows,
            (case.number, day_in_figures(case.received_on)),
            _respondents(case, say),
            say(_acts(case)),
            _agencies(case),
            _record(case),
            _decision(case),
            _fine(case),
            _clock(case),
            STATES[case.state],
        )

    def card(self, case: "Case") -> Sequence[Cell]:
        """Of a case whose file is not the reader's: that it is, and with whom."""
        self.rows += 1
        lead = case.lead_agency.short_name
        head = (case.number, day_in_figures(case.received_on))
        return (self.rows, head, *("-" for _ in range(2)), lead, *("-" for _ in "1234"),
                STATES[case.state])  # fmt: skip

    def total(self) -> Sequence[Cell]:
        blank = ("", "", "", "")
        fines = count(self.fines_vnd)
        return ("", "Cộng", f"{count(self.rows)} vụ việc", *blank, fines, "", "")


def _respondents(case: "Case", say: Callable[[str], str]) -> tuple[str, ...]:
    rows = list(case.respondents.all())
    if not rows:
        return (_UNKNOWN,)
    first = rows[0]
    others = f"và {len(rows) - 1} đối tượng khác" if len(rows) > 1 else ""
    place = f"({small(first.ward.name)})" if first.ward else ""
    return (say(first.name), place, others)


def _acts(case: "Case") -> str:
    text = "; ".join(
        row.description.strip().rstrip(" .;") for row in case.violations.all()
    )
    text = text or case.title
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;.')}…"


def _agencies(case: "Case") -> str:
    names = ", ".join(agency.short_name for agency in case.supporting_agencies)
    lead = case.lead_agency.short_name
    return f"{lead}; phối hợp: {names}" if names else lead


def _record(case: "Case") -> tuple[str, ...]:
    record = case.violation_record
    if record is None:
        return ("-",)
    return (record.number_text, day_in_figures(record.made_on))


def _decision(case: "Case") -> tuple[str, ...]:
    act = case.decision or case.no_sanction_decision
    if act is None:
        return ("-",)
    return (act.number_text or "-", day_in_figures(act.signed_on))


def _fine(case: "Case") -> Cell:
    if case.decision is None:
        return None
    return case.decision.fine_vnd or _WARNING


def _clock(case: "Case") -> tuple[str, ...]:
    clock = case.next_clock
    if clock is None:
        return ("-",)
    return (f"{clock.rule.name_vi}:", day_in_figures(clock.due))
