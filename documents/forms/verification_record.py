"""Biên bản xác minh tình tiết của vụ việc (Điều 59 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.form_ids import FormId
from documents.forms.case_words import case_summary, party_in
from documents.forms.content import Block, Heading, Named, Words, said
from documents.forms.drafted_values import (
    BEGAN,
    COPIES,
    ENDED,
    HELD_ON,
    OPINIONS,
    PLACE,
    PRESENT,
    Values,
    lines_of,
    text_of,
)
from documents.forms.minutes import (
    Minutes,
    minutes,
    people,
    receiver_of,
    those_present,
)
from documents.kit.blocks import point, sentence


def build(case: Case, values: Values, head: PaperHead) -> Minutes:
    party = party_in(case, shows_numbers=head.draft is None)
    blocks: list[Block] = [
        *people(head, values),
        Heading("2. Tiến hành xác minh tình tiết của vụ việc liên quan đến:"),
        Named(party),
        Words(f"3. Tóm tắt vụ việc: {case_summary(case)}"),
        *_facts(lines_of(values, "facts")),
        said("5. Ý kiến của người có mặt", text_of(values, "opinions"), lines=2),
        said("6. Kết quả xác minh", text_of(values, "result"), lines=3),
    ]
    return minutes(
        FormId.VERIFICATION_RECORD,
        head,
        values,
        subject="Xác minh tình tiết của vụ việc vi phạm hành chính",
        blocks=blocks,
        signers=(*party.signers, *those_present(values)),
        copy_to=receiver_of(party),
    )


def _facts(facts: tuple[str, ...]) -> list[Block]:
    if not facts:
        return [said("4. Nội dung xác minh", "", lines=4)]
    return [
        Words("4. Nội dung xác minh:", leads=True),
        *(
            Words(sentence(f"{point(place)} {fact}"))
            for place, fact in enumerate(facts)
        ),
    ]


FORM = register(
    DraftedForm(
        form=FormId.VERIFICATION_RECORD,
        subject=Case,
        register="BB-XM",
        blanks=(
            HELD_ON,
            BEGAN,
            ENDED,
            PLACE,
            PRESENT,
            Blank(
                "facts",
                _("What was verified"),
                BlankKind.LINES,
                hint=_("One a line."),
            ),
            OPINIONS,
            Blank("result", _("Result of the verification"), BlankKind.TEXT),
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
    )
)
