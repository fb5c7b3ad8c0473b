"""Biên bản tịch thu tang vật, phương tiện (Điều 26, 126 Luật XLVPHC)."""

from __future__ import annotations

from cases.models import Seizure
from cases.states import ItemKind
from documents.catalogue import DraftedForm, PaperHead, SignedBy, register
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
    rows = rows_of_act(seizure, CustodyLineKind.CONFISCATED)
    done = lines_of_kind(seizure, CustodyLineKind.CONFISCATED)
    order = ordered(case, ItemKind.CONFISCATION)
    blocks: list[Block] = [
        *people(head, values),
        Heading("2. Tiến hành tịch thu tang vật, phương tiện của:"),
        Named(party),
        *([Words(sentence(f"Nội dung quyết định: {order}"))] if order else []),
        Listed(
            f"3. Tang vật, phương tiện tịch thu gồm {in_total(rows)}", DISPOSED, rows
        ),
        Words(
            "4. Tang vật, phương tiện tịch thu được giao cho "
            f"{sentence(seizure.keeper)} Địa điểm bảo quản: {sentence(seizure.place)}"
        ),
        said("5. Ý kiến của người có mặt", text_of(values, "opinions"), lines=2),
    ]
    return minutes(
        FormId.CONFISCATION_RECORD,
        head,
        values,
        subject="Tịch thu tang vật, phương tiện vi phạm hành chính",
        blocks=blocks,
        signers=(*owner_signers(party), *those_present(values)),
        held_on=done[-1][1].on if done else None,
        copy_to=receiver_of(party),
        legal_bases=decision_basis(case),
    )


FORM = register(
    DraftedForm(
        form=FormId.CONFISCATION_RECORD,
        subject=Seizure,
        register="BB-TT",
        blanks=(HELD_ON, BEGAN, ENDED, PLACE, PRESENT, OPINIONS, COPIES),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=seizures_of,
    )
)
