"""The record of a facility in print: drawn anew each time, as its reader sees it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils.crypto import salted_hmac

from agencies.models import User
from audit import trail
from audit.models import AccessAction
from documents.forms.bodies import letterhead_of
from documents.forms.facility_facts import FacilityFacts
from documents.forms.facility_record import FacilityRecordForm
from documents.kit.signing import Signer
from documents.models.editions import CopyLevel
from documents.render import render
from documents.services.printing import PaperFile, remember_print
from documents.verification import grouped_code, verify_site
from facilities.models import Facility
from kernel.errors import NotPermitted

_FORM = "facility_record"


def print_facility(
    *, facility: Facility, by: User, at: datetime, verify_at: str = ""
) -> PaperFile:
    """Everything of the register that the officer sees; raises NotPermitted.

    The print is written to the trail with its code before its bytes leave.
    """
    with_parts = Facility.objects.visible_to(by, at).with_parts()
    found = (
        with_parts.prefetch_related(
            Prefetch("absorbed", Facility.objects.with_parts().order_by("code")),
        )
        .filter(pk=facility.pk)
        .first()
    )
    if found is None:
        raise NotPermitted
    said = f"{found.pk}|{found.version}|{by.username}|{at.isoformat()}"
    code = grouped_code(salted_hmac("documents.facility", said).hexdigest()[:12])
    paper = FacilityRecordForm(
        letterhead=letterhead_of(by.agency),
        facts=FacilityFacts.of(found, by=by, at=at),
        verification_code=code,
        qr_text=f"{verify_at or verify_site()}{code}/",
        printed_by=by.username,
        signer=Signer(("NGƯỜI IN PHIẾU",), by.full_name),
    )
    printed = render(paper)
    with transaction.atomic():
        remember_print(
            printed,
            code=code,
            form=_FORM,
            level=CopyLevel.INTERNAL,
            agency=by.agency,
            by=by,
            at=at,
        )
        trail.record_access(
            action=AccessAction.PRINTED,
            record=found,
            at=at,
            by=by,
            label=found.code,
            detail={"form": _FORM, "code": code},
        )
    return PaperFile(f"{_FORM}-{found.code}.pdf", printed.content, printed.pages)
