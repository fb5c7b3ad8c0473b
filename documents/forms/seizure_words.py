"""What all papers about a seizure say of it: ground, period, decision, keeper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases.services.holding import period_of
from cases.states import SeizureGround
from documents.figures import day_in_words, two_digits
from documents.forms.bodies import head_of
from documents.forms.parties import Organisation
from documents.forms.parts import capital, small
from inspections.models import InspectionRecord
from kernel.clock import local_day
from regulations.kinds import Unit
from regulations.rules import rule_for

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cases.models import Case, Seizure
    from documents.forms.parties import Party

# Điều 125.1 Luật Xử lý vi phạm hành chính.
GROUNDS: dict[str, str] = {
    SeizureGround.VERIFY: "Để xác minh tình tiết mà nếu không tạm giữ thì không có căn "
    "cứ ra quyết định xử phạt",
    SeizureGround.STOP: "Để ngăn chặn ngay hành vi vi phạm hành chính",
    SeizureGround.SECURE: "Để bảo đảm thi hành quyết định xử phạt",
}
_UNITS: dict[str, str] = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
    Unit.HOUR: "giờ",
}


def seizures_of(case: Case) -> QuerySet[Seizure]:
    """What papers about a seizure may be about."""
    found: QuerySet[Seizure] = case.seizures.select_related(
        "case", "agency", "signed_by", "drafted_by"
    )
    return found


def length_of(limit_rule: str, on: date) -> str:
    """ "07 ngày làm việc"."""
    rule = rule_for(limit_rule, on)
    return f"{two_digits(int(rule.length or 0))} {_UNITS[str(rule.unit)]}"


def period_in_words(seizure: Seizure, limit_rule: str = "") -> str:
    """ "07 ngày làm việc, kể từ ngày 13 … (đến hết ngày 22 tháng 4 năm 2026)"."""
    rule = limit_rule or seizure.limit_rule
    last = period_of(seizure, rule).last_day
    return (
        f"{length_of(rule, seizure.seized_on)}, kể từ "
        f"{day_in_words(seizure.seized_on)} (đến hết {day_in_words(last)})"
    )


def decision_of(seizure: Seizure) -> str:
    """ "Quyết định số 05/QĐ-TGTVPTGPCC ngày 13 …", "" where nobody signed one."""
    if not seizure.number_text or seizure.signed_on is None:
        return ""
    return f"Quyết định số {seizure.number_text} {day_in_words(seizure.signed_on)}"


def basis_of(seizure: Seizure) -> tuple[str, ...]:
    """The decision and who made it; the minutes where nobody decided."""
    decision = decision_of(seizure)
    if not decision or seizure.agency is None:
        return minutes_basis(seizure)
    return (
        f"Căn cứ {decision} của {head_of(seizure.agency)} về việc tạm giữ tang vật, "
        "phương tiện vi phạm hành chính",
    )


def minutes_basis(seizure: Seizure) -> tuple[str, ...]:
    if not seizure.minutes_no:
        return ()
    return (
        f"Căn cứ Biên bản tạm giữ tang vật, phương tiện số {seizure.minutes_no} lập "
        f"{day_in_words(seizure.seized_on)}",
    )


def visit_basis(case: Case) -> tuple[str, ...]:
    """The minutes of the visit from which the case grew."""
    if case.inspection_id is None:
        return ()
    record = InspectionRecord.objects.filter(inspection=case.inspection_id).first()
    if record is None:
        return ()
    number = f"{record.number:02d}/{record.register}"
    return (
        f"Căn cứ Biên bản kiểm tra số {number} lập "
        f"{day_in_words(local_day(record.made_at))}",
    )


def delivered_to(party: Party) -> str:
    """The clause on whom the decision is given to, and what they may do about it."""
    receiver, complainant = party.called, party.called
    if isinstance(party, Organisation):
        complainant = "tổ chức có tên tại Điều 1"
        person = party.represented_by
        if person:
            called = small(person) if party.representative_gender else person
            receiver = f"{called}, là đại diện {complainant}"
    return (
        "Quyết định này có hiệu lực thi hành kể từ ngày ký và được giao cho "
        f"{receiver} để chấp hành. {capital(complainant)} có quyền khiếu nại hoặc khởi "
        "kiện hành chính đối với Quyết định này theo quy định của pháp luật."
    )
