"""Giao quyền: the power to sign lent on paper, in one act with its number."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from agencies import numbers
from agencies import services as agencies
from agencies.models import Delegation, User
from documents.figures import document_number
from documents.form_ids import FormId
from documents.forms.delegation_decision import DelegationDecisionForm
from documents.services.rulings import Paper, issue_paper
from kernel.clock import local_day

DELEGATION_REGISTER = "QĐ-GQXP"


@transaction.atomic
def delegate(
    *,
    delegate: User,
    valid_from: date,
    valid_to: date,
    by: User,
    at: datetime,
    fields: Sequence[str] = (),
) -> Delegation:
    """Sign the delegation, number it in the agency's register and issue it.

    For one signed on paper before, `agencies.services.delegate` takes its number.
    Raises what that raises, and TemplateMissing.
    """
    on = local_day(at)
    number = numbers.take(
        owner=by.agency_id, register=DELEGATION_REGISTER, year=on.year
    )
    lent = agencies.delegate(
        delegate=delegate,
        document_no=document_number(number, DELEGATION_REGISTER),
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
        at=at,
        fields=fields,
    )
    paper = Paper(
        FormId.DELEGATION_DECISION,
        by.agency,
        DELEGATION_REGISTER,
        number,
        lent.document_no,
        on,
        by,
        lambda template: DelegationDecisionForm.of(lent, template=template),
        delegation=lent,
    )
    issue_paper(paper, by=by, at=at)
    return lent
