"""Giao quyền: the power to sign lent on paper, in one act with its number."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from agencies import numbers
from agencies import services as agencies
from agencies.models import Delegation, User
from audit import trail
from audit.models import AccessAction
from documents.figures import document_number
from documents.form_ids import FormId
from documents.forms.delegation_decision import DelegationDecisionForm
from documents.kit.head import Draft
from documents.render import render
from documents.services.printing import PaperFile
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
    issue_paper(_paper(lent, number, by, on), by=by, at=at)
    return lent


def preview_delegation(
    *,
    delegate: User,
    valid_from: date,
    valid_to: date,
    by: User,
    at: datetime,
    fields: Sequence[str] = (),
) -> PaperFile:
    """DỰ THẢO of the paper that `delegate` would issue with the same arguments.

    The act is done and undone: it leaves a print in the trail and takes no number.
    Raises what the act raises.
    """
    on = local_day(at)
    with transaction.atomic():
        lent = agencies.delegate(
            delegate=delegate,
            document_no=document_number(0, DELEGATION_REGISTER),
            valid_from=valid_from,
            valid_to=valid_to,
            by=by,
            at=at,
            fields=fields,
        )
        form, _template = _paper(lent, 0, by, on).printed()
        transaction.set_rollback(True)
    drafted = form.drafted(Draft(at, "Giao quyền xử phạt"))
    printed = render(drafted, agency=by.agency_id)
    trail.record_access(
        action=AccessAction.PRINTED,
        record=by.agency,
        at=at,
        by=by,
        label=by.agency.short_name,
        detail={"form": FormId.DELEGATION_DECISION.value, "draft": True},
    )
    name = f"draft-{FormId.DELEGATION_DECISION.value}.pdf"
    return PaperFile(name, printed.content, printed.pages, is_draft=True)


def _paper(lent: Delegation, number: int, by: User, on: date) -> Paper:
    return Paper(
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
