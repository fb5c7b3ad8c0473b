"""Who of those on the case sees a file of it (row A029)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from cases.models import Case, CaseEvidence
from cases.services.funnel import locked, permit
from evidence import policies as evidence_policies
from evidence.kinds import Compartment
from evidence.models import EvidenceFile
from kernel.errors import NotPermitted, Refused
from kernel.reasons import given


@transaction.atomic
def set_compartment(
    *,
    case: Case,
    file: EvidenceFile,
    compartment: str,
    by: User,
    at: datetime,
    reason: str = "",
) -> EvidenceFile:
    """Narrow a file's compartment, or widen it with a reason; reading is not undone.

    Nobody opens to others what he does not see himself. Raises NotPermitted,
    StepNotOpen, Refused.
    """
    case = locked(case, version=None)
    permit("evidence.set_compartment", case, by=by, at=at)
    link = (
        CaseEvidence.objects.select_related("file__agency__parent")
        .filter(case=case, file=file)
        .first()
    )
    if link is None or not evidence_policies.in_compartment(link.file, by, at):
        raise NotPermitted
    if compartment not in Compartment.values:
        raise Refused(errors={"compartment": [_("Choose who may see the file.")]})
    held: EvidenceFile = link.file
    before = str(held.compartment)
    widens = compartment == Compartment.CASE and before != Compartment.CASE
    if widens:
        reason = given(reason)
    held.compartment = compartment
    held.save(update_fields=["compartment"])
    trail.record(
        action="evidence.set_compartment",
        record=case,
        at=at,
        by=by,
        reason=reason.strip(),
        label=case.number,
        before={"compartment": before},
        after={"compartment": compartment, "file": str(held.pk)},
    )
    return held
