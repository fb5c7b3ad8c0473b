"""How letters and minutes tell of a case in one or two sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from documents.figures import day_in_words
from documents.forms.bodies import address_of
from documents.forms.parties import Party, party_of
from documents.forms.parts import small
from documents.kit.blocks import sentence

if TYPE_CHECKING:
    from cases.models import Case


def party_in(case: Case, *, shows_numbers: bool = True) -> Party:
    rows = case.respondents.select_related("party", "ward").order_by("id")
    return party_of(list(rows), shows_numbers=shows_numbers)


def case_summary(case: Case) -> str:
    """Where and what was detected, and the record that was made of it."""
    place = address_of(case.place, case.ward)
    where = f" tại {place}" if place else ""
    text = (
        f"{case.lead_agency.name} tiếp nhận vụ việc số {case.number} "
        f"{day_in_words(case.received_on)}: {matter(case)}, "
        f"phát hiện {day_in_words(case.detected_on)}{where}"
    )
    record = case.violation_record
    if record is not None:
        text += (
            f"; đã lập Biên bản vi phạm hành chính số {record.number_text} "
            f"{day_in_words(record.made_on)}"
        )
    return sentence(text)


def matter(case: Case) -> str:
    """The title inside a sentence: "phát hành … không có hóa đơn tại Nhà sách …"."""
    what, _dash, where = case.title.strip().rstrip(".").partition(" – ")
    return f"{small(what)} tại {where}" if where else small(what)


def party_summary(case: Case) -> str:
    return sentence(f"Đối tượng: {party_in(case, shows_numbers=False).summary}")


def cited(bases: Sequence[str]) -> str:
    """Bases inside a sentence: "Căn cứ Điều 59 …; Điều 60 …, "."""
    return f"{'; '.join(base.rstrip('.; ') for base in bases)}, " if bases else ""


def record_basis(case: Case) -> tuple[str, ...]:
    record = case.violation_record
    if record is None:
        return (f"Căn cứ hồ sơ vụ việc số {case.number}",)
    return (
        f"Căn cứ Biên bản vi phạm hành chính số {record.number_text} "
        f"{day_in_words(record.made_on)}",
    )


def decision_basis(case: Case) -> tuple[str, ...]:
    """The decision that is executed: the sanction, or the one without it."""
    sanction, none = case.decision, case.no_sanction_decision
    if sanction is not None:
        return (
            f"Căn cứ Quyết định xử phạt vi phạm hành chính số {sanction.number_text} "
            f"{day_in_words(sanction.signed_on)} của {sanction.agency.name}",
        )
    if none is not None and none.number_text:
        return (
            f"Căn cứ Quyết định số {none.number_text} {day_in_words(none.signed_on)} "
            f"của {none.agency.name}",
        )
    return record_basis(case)
