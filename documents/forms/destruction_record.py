"""Biên bản tiêu hủy tang vật, phương tiện (Điều 33, 126 Luật XLVPHC)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Seizure
from cases.states import ItemKind
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.form_ids import FormId
from documents.forms.case_words import decision_basis, party_in
from documents.forms.content import Block, Heading, Listed, Named, Words, said
from documents.forms.disposal_words import (
    DISPOSED,
    in_total,
    lines_of_kind,
    ordered,
    rows_of_act,
)
from documents.forms.drafted_values import (
    BEGAN,
    COPIES,
    ENDED,
    HELD_ON,
    OPINIONS,
    PLACE,
    PRESENT,
    Values,
    text_of,
)
from documents.forms.minutes import (
    Minutes,
    minutes,
    owner_signers,
    people,
    receiver_of,
    those_present,
)
from documents.forms.seizure_words import seizures_of
from documents.kit.blocks import sentence
from evidence.kinds import CustodyLineKind


def build(seizure: Seizure, values: Values, head: PaperHead) -> Minutes:
    case = seizure.case
    party = party_in(case, shows_numbers=head.draft is None)
    rows = rows_of_act(seizure, CustodyLineKind.DESTROYED)
    done = lines_of_kind(seizure, CustodyLineKind.DESTROYED)
    order = ordered(case, ItemKind.DESTRUCTION)
    carried_out = ", ".join(dict.fromkeys(line.to_party for _item, line in done))
    blocks: list[Block] = [
        *people(head, values),
        Heading("2. Tiến hành tiêu hủy tang vật, phương tiện của:"),
        Named(party),
        *([Words(sentence(f"Nội dung quyết định: {order}"))] if order else []),
        Listed(
            f"3. Tang vật, phương tiện tiêu hủy gồm {in_total(rows)}", DISPOSED, rows
        ),
        said("4. Người, đơn vị thực hiện tiêu hủy", carried_out),
        said("5. Biện pháp tiêu hủy", text_of(values, "method"), lines=2),
        said("6. Kết quả tiêu hủy", text_of(values, "result"), lines=2),
        said("7. Ý kiến của người có mặt", text_of(values, "opinions"), lines=2),
    ]
    return minutes(
        FormId.DESTRUCTION_RECORD,
        head,
        values,
        subject="Tiêu hủy tang vật, phương tiện vi phạm hành chính",
        blocks=blocks,
        signers=(*owner_signers(party), *those_present(values)),
        held_on=done[-1][1].on if done else None,
        copy_to=receiver_of(party),
        legal_bases=decision_basis(case),
    )


FORM = register(
    DraftedForm(
        form=FormId.DESTRUCTION_RECORD,
        subject=Seizure,
        register="BB-TH",
        blanks=(
            HELD_ON,
            BEGAN,
            ENDED,
            PLACE,
            PRESENT,
            Blank("method", _("How it was destroyed"), BlankKind.TEXT),
            Blank("result", _("Result of the destruction"), BlankKind.TEXT),
            OPINIONS,
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=seizures_of,
    )
)
