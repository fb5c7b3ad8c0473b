"""A hand-over and its receipt issued in one act: one paper for both sides.

Each act here is the one of `cases.services` by the same name; it raises what that
raises, and TemplateMissing.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from cases import services as cases
from cases.models import Case, Transfer
from cases.models.joint import HAND_OVER_REGISTER
from documents.form_ids import FormId
from documents.forms.handover_record import HandoverRecordForm
from documents.models import FormTemplate, IssuedDocument
from documents.services.issuing import issue
from documents.services.printing import PaperMissing

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def with_record(act: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """An act that may complete a hand-over, and the record of it: both or neither."""

    @wraps(act)
    @transaction.atomic
    def acted(*args: Asked.args, **asked: Asked.kwargs) -> Made:
        made = act(*args, **asked)
        about: Any = asked.get("case") or asked.get("seizure")
        moment: Any = asked["at"]
        case_id = about.pk if isinstance(about, Case) else about.case_id
        for transfer in _numbered_and_not_printed(case_id):
            issue_handover_record(transfer=transfer, at=moment)
        return made

    return acted


def _numbered_and_not_printed(case_id: UUID) -> list[Transfer]:
    printed = set(
        IssuedDocument.objects.filter(
            case=case_id, form=FormId.HANDOVER_RECORD
        ).values_list("agency", "year", "number")
    )
    numbered = Transfer.objects.filter(case=case_id, record_number__isnull=False)
    return [
        row
        for row in numbered.select_related("case", "from_agency", "to_agency")
        if (row.from_agency_id, row.record_year, row.record_number) not in printed
    ]


accept_lead = with_record(cases.accept_lead)
impose_lead = with_record(cases.impose_lead)
accept_file = with_record(cases.accept_file)
accept_transfer = with_record(cases.accept_transfer)
forward = with_record(cases.forward)
forward_to_competent = with_record(cases.forward_to_competent)
receive_returned_file = with_record(cases.receive_returned_file)
hand_over_goods = with_record(cases.hand_over_goods)


def issue_handover_record(*, transfer: Transfer, at: datetime) -> IssuedDocument:
    """Issue the receipt of a transfer of any kind, by the act that accepted it.

    Raises PaperMissing before acceptance or without its number, TemplateMissing.
    """
    by, on = transfer.answered_by, transfer.answered_on
    if by is None or on is None:
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
