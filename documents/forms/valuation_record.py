"""Biên bản xác định giá trị tang vật (Điều 60 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from typing import Any

from cases.models import Case, Valuation
from cases.services.experts import CHAIR, FINANCE
from documents.catalogue import DraftedForm, PaperHead, SignedBy, register
from documents.figures import count, dong
from documents.form_ids import FormId
from documents.forms.case_words import party_in
from documents.forms.content import Block, Heading, Listed, Named, Words, said
from documents.forms.drafted_values import (
    BEGAN,
    COPIES,
    ENDED,
    OPINIONS,
    PLACE,
    PRESENT,
    Values,
    text_of,
)
from documents.forms.goods_list import amount, items_of_case, name_of
from documents.forms.labels import UNITS
from documents.forms.minutes import Minutes, minutes, people, those_present
from documents.forms.parts import Witness
from documents.forms.seizure_words import basis_of
from documents.kit.blocks import sentence
from documents.kit.tables import Column
from documents.words import dong_in_words

_VALUES = (
    Column("STT", 11, "centre"),
    Column("Tên tang vật, phương\u00a0tiện", 67),
    Column("Đơn vị tính", 17, "centre"),
    Column("Số lượng", 19, "right", code=True),
    Column("Tình trạng", 28),
    Column("Giá trị (đồng)", 27, "right", code=True),
)
_PARTS = {CHAIR: "Chủ tịch Hội đồng", FINANCE: "Đại diện cơ quan tài chính"}


def build(valuation: Valuation, values: Values, head: PaperHead) -> Minutes:
    """Council, method and the value of each thing, as far as it is fixed."""
    case = valuation.case
    party = party_in(case, shows_numbers=head.draft is None)
    members = [_member(row) for row in valuation.council]
    rows, total = _rows(case, valuation)
    seizure = case.seizures.exclude(number_text="").order_by("signed_at").first()
    blocks: list[Block] = [
        *people(head, values, *members),
        Heading("2. Tiến hành xác định giá trị tang vật, phương tiện của:"),
        Named(party),
        Words(sentence(f"3. Căn cứ, phương pháp định giá: {valuation.basis}")),
        Listed("4. Kết quả định giá", _VALUES, rows, total=total),
        *_whole(valuation),
        said("6. Ý kiến của thành viên Hội đồng", text_of(values, "opinions"), lines=2),
    ]
    return minutes(
        FormId.VALUATION_RECORD,
        head,
        values,
        subject="Xác định giá trị\ntang vật, phương tiện vi phạm hành chính",
        blocks=blocks,
        signers=(
            *(member.signer for member in members),
            *those_present(values),
        ),
        held_on=valuation.valued_on,
        legal_bases=basis_of(seizure) if seizure is not None else (),
    )


def _member(row: dict[str, Any]) -> Witness:
    part = _PARTS.get(str(row.get("role", "")), "Thành viên Hội đồng")
    return Witness(str(row.get("name", "")), str(row.get("title", "")), part)


def _rows(
    case: Case, valuation: Valuation
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """With a total where it is that of this valuation."""
    items = items_of_case(case)
    rows = tuple(
        (
            str(place),
            name_of(item),
            UNITS[item.unit],
            amount(item.quantity),
            item.condition or "-",
            count(item.value_vnd) if item.value_vnd is not None else "-",
        )
        for place, item in enumerate(items, start=1)
    )
    known = [item.value_vnd for item in items if item.value_vnd is not None]
    if len(known) < 2 or sum(known) != valuation.value_vnd:
        return rows, ()
    return rows, ("", "Cộng", "", "", "", count(sum(known)))


def _whole(valuation: Valuation) -> list[Block]:
    value = valuation.value_vnd
    if value is None:
        return [said("5. Tổng giá trị tang vật, phương tiện", "")]
    return [
        Words(
            f"5. Tổng giá trị tang vật, phương tiện: {dong(value)} (Bằng chữ: "
            f"{dong_in_words(value)})."
        )
    ]


def _valuations(case: Case) -> object:
    return case.valuations.select_related("case")


FORM = register(
    DraftedForm(
        form=FormId.VALUATION_RECORD,
        subject=Valuation,
        register="BB-ĐG",
        blanks=(BEGAN, ENDED, PLACE, PRESENT, OPINIONS, COPIES),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=_valuations,
    )
)
