"""Biên bản giao quyết định xử phạt (Điều 70 Luật Xử lý vi phạm hành chính)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.models import Case, Delivery, SanctionDecision
from cases.states import DeliveryMethod
from documents.catalogue import (
    Blank,
    BlankKind,
    DraftedForm,
    PaperHead,
    SignedBy,
    register,
)
from documents.figures import day_in_words
from documents.form_ids import FormId
from documents.forms.bodies import head_of
from documents.forms.case_words import party_in
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
    text_of,
)
from documents.forms.minutes import (
    Minutes,
    minutes,
    people,
    receiver_of,
    those_present,
)
from documents.forms.parties import Organisation, Party
from documents.kit.blocks import sentence
from documents.kit.signing import Signer

_METHODS = {
    DeliveryMethod.DIRECT: "Giao trực tiếp",
    DeliveryMethod.POST: "Gửi qua đường bưu điện bằng hình thức bảo đảm",
    DeliveryMethod.ELECTRONIC: "Gửi bằng phương thức điện tử",
    DeliveryMethod.NOTICE_BOARD: "Niêm yết công khai",
}


def build(decision: SanctionDecision, values: Values, head: PaperHead) -> Minutes:
    """How and to whom, as delivery was confirmed; otherwise room to write."""
    party = party_in(decision.case, shows_numbers=head.draft is None)
    delivery: Delivery | None = getattr(decision, "delivery", None)
    receiver = text_of(values, "receiver") or (delivery.receiver if delivery else "")
    method = _METHODS[DeliveryMethod(delivery.method)] if delivery else ""
    blocks: list[Block] = [
        *people(head, values),
        Heading("2. Tiến hành giao quyết định cho:"),
        Named(party),
        Words(
            "3. Quyết định được giao: Quyết định xử phạt vi phạm hành chính số "
            f"{decision.number_text} {day_in_words(decision.signed_on)} của "
            f"{head_of(decision.agency)}; số lượng: 01 bản."
        ),
        said("4. Hình thức giao", method),
        said("5. Người nhận quyết định", receiver),
        *_refusal(values, delivery),
        said("7. Ý kiến của người nhận", text_of(values, "opinions"), lines=2),
    ]
    return minutes(
        FormId.DELIVERY_RECORD,
        head,
        values,
        subject="Giao quyết định xử phạt vi phạm hành chính",
        blocks=blocks,
        signers=(*_receivers(party, receiver), *those_present(values)),
        held_on=delivery.received_on if delivery else None,
        copy_to=receiver_of(party),
    )


def _refusal(values: Values, delivery: Delivery | None) -> list[Block]:
    """A refusal is confirmed by the commune or a witness: then it counts as given."""
    refused = text_of(values, "refusal")
    note = delivery.note if delivery else ""
    said_of_it = refused or note or "Không"
    return [Words(sentence(f"6. Việc từ chối nhận (nếu có): {said_of_it}"))]


def _receivers(party: Party, receiver: str) -> tuple[Signer, ...]:
    name = receiver.partition(",")[0].strip()
    if not name and isinstance(party, Organisation):
        name = party.representative
    elif not name and party.signers:
        name = party.signers[0].name
    return (Signer(("NGƯỜI NHẬN QUYẾT ĐỊNH",), name),)


def _decisions(case: Case) -> object:
    return case.decisions.select_related("case", "agency", "delivery")


FORM = register(
    DraftedForm(
        form=FormId.DELIVERY_RECORD,
        subject=SanctionDecision,
        register="BB-GQĐ",
        blanks=(
            HELD_ON,
            BEGAN,
            ENDED,
            PLACE,
            PRESENT,
            Blank("receiver", _("Who takes the decision")),
            Blank("refusal", _("Refusal to take it"), BlankKind.TEXT),
            OPINIONS,
            COPIES,
        ),
        build=build,
        signed_by=SignedBy.MAKER,
        subjects=_decisions,
    )
)
