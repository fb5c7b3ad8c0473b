"""Biên bản tạm giữ: the list of the decision, who was there, how it was sealed."""

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
from documents.forms.goods_list import (
    GOODS,
    items_of,
    rows_of_seizure,
    why_not_sealed,
)
from documents.forms.minutes import (
    Minutes,
    minutes,
    owner_signers,
    people,
    receiver_of,
    those_present,
)
from documents.forms.seizure_decision import SUBJECT
from documents.forms.seizure_words import basis_of, decision_of, seizures_of
from documents.kit.blocks import sentence


def build(seizure: Seizure, values: Values, head: PaperHead) -> Minutes:
    case = seizure.case
    party = party_in(case, shows_numbers=head.draft is None)
    blocks: list[Block] = [
        *people(head, values),
        Heading(
            f"2. Tiến hành tạm giữ tang vật, phương tiện của {party.group} có tên sau "
            "đây:"
        ),
        Named(party),
        Listed("3. Tang vật, phương tiện tạm giữ gồm", GOODS, rows_of_seizure(seizure)),
        Words("Ngoài tang vật, phương tiện nêu trên, chúng tôi không tạm giữ gì khác."),
        *_sealing(seizure, values),
        Words(
            f"5. Địa điểm tạm giữ: {sentence(seizure.place)} Người bảo quản: "
            f"{sentence(seizure.keeper)}"
        ),
        said("6. Ý kiến của người có mặt", text_of(values, "opinions"), lines=2),
    ]
    return minutes(
        FormId.SEIZURE_RECORD,
        head,
        values,
        subject=SUBJECT,
        blocks=blocks,
        signers=(*owner_signers(party), *those_present(values)),
        held_on=seizure.seized_on,
        copy_to=receiver_of(party),
        legal_bases=basis_of(seizure) if decision_of(seizure) else (),
    )


def _sealing(seizure: Seizure, values: Values) -> list[Block]:
    """How it was sealed, and why something was not."""
    rows: list[Block] = [said("4. Niêm phong", text_of(values, "sealing"), lines=2)]
    open_goods = why_not_sealed(items_of(seizure))
    if open_goods:
        rows.append(Words(sentence(f"Không niêm phong: {'; '.join(open_goods)}")))
    return rows


FORM = register(
    DraftedForm(
        form=FormId.SEIZURE_RECORD,
        subject=Seizure,
        register="BB-TG",
        blanks=(
            BEGAN,
            ENDED,
            PLACE,
            PRESENT,
            Blank("sealing", _("How the goods were sealed"), BlankKind.TEXT),
            OPINIONS,
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=seizures_of,
    )
)
