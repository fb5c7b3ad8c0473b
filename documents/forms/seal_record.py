"""Biên bản niêm phong, mở niêm phong: from the lines of the custody book."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Seizure
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.figures import day_in_figures
from documents.form_ids import FormId
from documents.forms.case_words import party_in
from documents.forms.content import Block, Heading, Listed, Named, Words, said
from documents.forms.drafted_values import (
    BEGAN,
    COPIES,
    ENDED,
    HELD_ON,
    OPINIONS,
    PRESENT,
    Values,
    day_of,
    text_of,
)
from documents.forms.goods_list import Rows, items_of, lines_on, measured, name_of
from documents.forms.minutes import (
    Minutes,
    minutes,
    owner_signers,
    people,
    receiver_of,
    those_present,
)
from documents.forms.seizure_words import basis_of, seizures_of
from documents.kit.tables import Column
from evidence.kinds import CustodyLineKind
from evidence.models import CustodyLine, EvidenceItem

_SEALS = (
    Column("STT", 11, "centre"),
    Column("Tên tang vật, phương\u00a0tiện", 46),
    Column("Số lượng", 22, "right"),
    Column("Việc đã làm", 27, "centre"),
    Column("Số niêm phong", 26, "centre", code=True),
    Column("Ngày", 22, "centre", code=True),
    Column("Ghi chú", 25),
)
_DONE = {
    CustodyLineKind.SEALED: "Niêm phong",
    CustodyLineKind.UNSEALED: "Mở niêm phong",
}


def build(seizure: Seizure, values: Values, head: PaperHead) -> Minutes:
    """The seals put on and opened on one day, the last such day unless told."""
    party = party_in(seizure.case, shows_numbers=head.draft is None)
    done = _lines(seizure, values)
    blocks: list[Block] = [
        *people(head, values),
        Heading("2. Tang vật, phương tiện thuộc về:"),
        Named(party),
        Listed("3. Nội dung niêm phong, mở niêm phong", _SEALS, _rows(done)),
        said("4. Lý do", text_of(values, "reason"), lines=2),
        said("5. Tình trạng niêm phong, tang vật", text_of(values, "state"), lines=2),
        said("6. Ý kiến của người có mặt", text_of(values, "opinions"), lines=2),
        Words(
            "Tang vật, phương tiện sau khi niêm phong, mở niêm phong được giao lại cho "
            f"{seizure.keeper} bảo quản."
        ),
    ]
    return minutes(
        FormId.SEAL_RECORD,
        head,
        values,
        subject="Niêm phong, mở niêm phong\ntang vật, phương tiện vi phạm hành chính",
        blocks=blocks,
        signers=(*owner_signers(party), *those_present(values)),
        held_on=done[-1][1].on if done else None,
        place=seizure.place,
        copy_to=receiver_of(party),
        legal_bases=basis_of(seizure),
    )


def _lines(seizure: Seizure, values: Values) -> list[tuple[EvidenceItem, CustodyLine]]:
    """What was sealed or opened on the day told; on the last such day otherwise."""
    found = [
        (item, line)
        for item in items_of(seizure)
        for line in lines_on(item, None)
        if line.kind in _DONE
    ]
    last = max((line.on for _item, line in found), default=None)
    day = day_of(values, "held_on") or last
    return [(item, line) for item, line in found if line.on == day]


def _rows(found: list[tuple[EvidenceItem, CustodyLine]]) -> Rows:
    return tuple(
        (
            str(place),
            name_of(item),
            measured(item, line.quantity),
            _DONE[CustodyLineKind(line.kind)],
            line.seal_no,
            day_in_figures(line.on),
            line.note or "-",
        )
        for place, (item, line) in enumerate(found, start=1)
    )


FORM = register(
    DraftedForm(
        form=FormId.SEAL_RECORD,
        subject=Seizure,
        register="BB-NP",
        blanks=(
            HELD_ON,
            BEGAN,
            ENDED,
            PRESENT,
            Blank("reason", _("Why seals were put on or opened"), BlankKind.TEXT),
            Blank("state", _("State of seals and goods"), BlankKind.TEXT),
            OPINIONS,
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=seizures_of,
    )
)
