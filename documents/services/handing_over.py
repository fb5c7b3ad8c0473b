"""A hand-over accepted and its receipt issued in one act: one paper for both sides."""

from datetime import date, datetime

from django.db import transaction

from agencies.models import Agency, User
from cases import services as cases
from cases.models import Case, Transfer
from cases.services.offers import HAND_OVER_REGISTER
from documents.form_ids import FormId
from documents.forms.handover_record import HandoverRecordForm
from documents.models import FormTemplate, IssuedDocument
from documents.services.issuing import issue
from documents.services.printing import PaperMissing


@transaction.atomic
def accept_lead(
    *,
    case: Case,
    version: int,
    by: User,
    at: datetime,
    receipt_no: str = "",
    occurred_on: date | None = None,
) -> Case:
    """Take the lead over and issue the hand-over record.

    Raises what `cases.services.accept_lead` raises, and TemplateMissing.
    """
    led: Case = cases.accept_lead(
        case=case,
        version=version,
        by=by,
        at=at,
        receipt_no=receipt_no,
        occurred_on=occurred_on,
    )
    issue_handover_record(transfer=Transfer.objects.get(pk=led.lead_offer_id), at=at)
    return led


@transaction.atomic
def impose_lead(
    *,
    case: Case,
    version: int,
    to_agency: Agency,
    decision_no: str,
    reason: str,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
) -> Case:
    """Decide who leads and issue the hand-over record to both agencies.

    Raises what `cases.services.impose_lead` raises, and TemplateMissing.
    """
    led: Case = cases.impose_lead(
        case=case,
        version=version,
        to_agency=to_agency,
        decision_no=decision_no,
        reason=reason,
        by=by,
        at=at,
        occurred_on=occurred_on,
    )
    issue_handover_record(transfer=Transfer.objects.get(pk=led.lead_offer_id), at=at)
    return led


def issue_handover_record(*, transfer: Transfer, at: datetime) -> IssuedDocument:
    """Issue the receipt of a transfer of any kind, by the act that accepted it.

    Raises PaperMissing before acceptance or without its number, TemplateMissing.
    """
    by, on = transfer.answered_by, transfer.answered_on
    if not transfer.is_accepted or by is None or on is None:
        raise PaperMissing
    if transfer.record_number is None or transfer.record_year is None:
        raise PaperMissing
    template = FormTemplate.objects.current(
        FormId.HANDOVER_RECORD, agency=transfer.from_agency, on=on
    )
    form = HandoverRecordForm.of(transfer, template=template)
    return issue(
        form=form,
        form_id=FormId.HANDOVER_RECORD,
        template=template,
        agency=transfer.from_agency,
        register=HAND_OVER_REGISTER,
        year=transfer.record_year,
        number=transfer.record_number,
        number_text=form.number_text,
        issued_on=on,
        signed_by=by,
        by=by,
        at=at,
        case=transfer.case,
    )
