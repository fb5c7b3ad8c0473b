"""Acts on seized goods and their papers: both or neither.

Each act here is the one of `cases.services` by the same name; it raises what that
raises, and TemplateMissing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies import numbers
from agencies.models import User
from cases import conditions
from cases import services as cases
from cases.models import Case, Seizure, SeizureExtension
from cases.services.seizing import EXTENSION_REGISTER, SEIZURE_REGISTER
from documents.form_ids import FormId
from documents.forms import seizure_decision, seizure_extension, seizure_return
from documents.models import FormTemplate, IssuedDocument
from documents.services.issuing import issue
from kernel.clock import local_day

RETURN_REGISTER = "QĐ-TL"


@transaction.atomic
def decide_seizure(
    *, seizure: Seizure, version: int | None, by: User, at: datetime
) -> Seizure:
    """Sign the seizure decision and issue it."""
    made = cases.decide_seizure(seizure=seizure, version=version, by=by, at=at)
    template = FormTemplate.objects.current(
        FormId.SEIZURE_DECISION, agency=made.case.lead_agency, on=local_day(at)
    )
    _issue(
        made,
        seizure_decision.decision(made, template=template),
        template,
        register=SEIZURE_REGISTER,
        number=made.number,
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def extend_seizure(
    *,
    seizure: Seizure,
    version: int | None,
    limit_rule: str,
    reason: str,
    by: User,
    at: datetime,
) -> SeizureExtension:
    """Extend the period and issue the written act."""
    made = cases.extend_seizure(
        seizure=seizure,
        version=version,
        limit_rule=limit_rule,
        reason=reason,
        by=by,
        at=at,
    )
    template = FormTemplate.objects.current(
        FormId.SEIZURE_EXTENSION, agency=made.agency, on=made.signed_on
    )
    paper = seizure_extension.extension_paper(
        made, template=template, is_delegate=_is_delegate(by, made.seizure.case, at)
    )
    _issue(
        made.seizure,
        paper,
        template,
        register=EXTENSION_REGISTER,
        number=made.number,
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def release_seizure(
    *,
    seizure: Seizure,
    version: int | None,
    reason: str,
    to_party: str,
    by: User,
    at: datetime,
    receipt_no: str = "",
    items: Sequence[UUID] = (),
) -> Seizure:
    """Give goods back and issue the decision; its number is taken with the paper."""
    made = cases.release_seizure(
        seizure=seizure,
        version=version,
        reason=reason,
        to_party=to_party,
        receipt_no=receipt_no,
        items=items,
        by=by,
        at=at,
    )
    agency, on = made.case.lead_agency, local_day(at)
    template = FormTemplate.objects.current(FormId.SEIZURE_RETURN, agency=agency, on=on)
    number = numbers.take(owner=agency.pk, register=RETURN_REGISTER, year=on.year)
    paper = seizure_return.return_paper(
        made,
        template=template,
        number=number,
        by=by,
        on=on,
        at=at,
        is_delegate=_is_delegate(by, made.case, at),
    )
    _issue(made, paper, template, register=RETURN_REGISTER, number=number, by=by, at=at)
    return made


def _issue(
    seizure: Seizure,
    paper: Any,
    template: FormTemplate,
    *,
    register: str,
    number: int | None,
    by: User,
    at: datetime,
) -> IssuedDocument:
    on = paper.signed_on
    return issue(
        form=paper,
        form_id=paper.form_id,
        template=template,
        agency=seizure.case.lead_agency,
        register=register,
        year=on.year,
        number=number or 0,
        number_text=paper.number_text,
        issued_on=on,
        signed_by=by,
        by=by,
        at=at,
        case=seizure.case,
    )


def _is_delegate(by: User, case: Case, at: datetime) -> bool:
    capacity = conditions.capacity_of(by, case, local_day(at))
    return capacity is not None and capacity.delegation is not None
