"""Tip-offs: taken in, triaged; what becomes a case is referred by `cases.services`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access, numbers
from agencies.kinds import AgencyKind
from agencies.models import Agency, User, Ward
from audit import trail
from evidence import services as evidence
from evidence.models import EvidenceFile
from facilities import field_cipher
from facilities.models import Facility
from inspections.models import Informant, TipOff
from inspections.models.tip_offs import TIP_OFF_REGISTER
from inspections.services.funnel import StepNotOpen, ask, legal_day
from inspections.states import TRIAGE_RESULTS, TipOffChannel, TipOffState
from kernel.clock import local_day
from kernel.errors import NotPermitted, Refused
from kernel.folding import nfc
from kernel.reasons import given
from regulations.kinds import SettingKey
from regulations.legal_settings import settings_on


@dataclass(frozen=True, slots=True)
class TipOffInput:
    """What was reported; name and contact of who reported are kept apart, encrypted."""

    text: str
    channel: str
    place: str = ""
    ward: str = ""
    facility_id: UUID | None = None
    is_online: bool = False
    urls: tuple[str, ...] = ()
    informant_name: str = ""
    informant_contact: str = ""


@transaction.atomic
def create_tip_off(
    *,
    facts: TipOffInput,
    by: User,
    at: datetime,
    occurred_on: date | None = None,
    to_agency: Agency | None = None,
    files: Sequence[EvidenceFile] = (),
    uploads: Sequence[BinaryIO] = (),
) -> TipOff:
    """Take a tip-off in; it goes to the agency named, else to the one of the lead rule.

    `uploads` are received as evidence with it, all or none. Raises NotPermitted;
    Refused naming the field; what `evidence.services.receive_file` raises.
    """
    if not access.can(by, "tipoff.create", None, at):
        raise NotPermitted
    on = legal_day(occurred_on, at=at)
    text = nfc(facts.text)
    if not text:
        raise Refused(errors={"text": [_("Write down what was reported.")]})
    if facts.channel not in TipOffChannel.values:
        raise Refused(errors={"channel": [_("Choose how the tip-off came in.")]})
    to_agency = to_agency or _agency_of_rule(on, by)
    if to_agency.kind == AgencyKind.EXTERNAL:
        raise Refused(errors={"to_agency": [_("This body does not use the system.")]})
    tip_off = TipOff(
        taken_by_agency=by.agency,
        to_agency=to_agency,
        channel=facts.channel,
        text=text,
        place=nfc(facts.place),
        ward=_ward(facts.ward),
        facility=_facility(facts.facility_id),
        is_online=facts.is_online,
        urls=list(facts.urls),
        taken_by=by,
        taken_at=at,
        taken_on=on,
    )
    year = local_day(at).year
    seq = numbers.take(owner=numbers.INSTALLATION, register=TIP_OFF_REGISTER, year=year)
    tip_off.number = f"{TIP_OFF_REGISTER}-{year}-{seq:04d}"
    tip_off.save(force_insert=True)
    received = [
        evidence.receive_file(upload=upload, name=upload.name or "", by=by, at=at)
        for upload in uploads
    ]
    tip_off.files.set([*files, *received])
    _keep_informant(tip_off, facts, by=by, at=at)
    trail.record(
        action="tipoff.create",
        record=tip_off,
        at=at,
        by=by,
        relation=access.OWN_AGENCY,
        after={"to_agency": to_agency.pk, "channel": facts.channel},
    )
    return tip_off


@transaction.atomic
def triage_tip_off(
    *, tip_off: TipOff, result: str, reason: str, by: User, at: datetime
) -> TipOff:
    """Decide what a tip-off leads to when it is no case; always with a reason.

    Raises NotPermitted, StepNotOpen naming who was first, Refused.
    """
    held: TipOff = TipOff.objects.locked(tip_off.pk)
    ask(by, "tipoff.triage", held, at)
    require_new(held)
    if result not in TRIAGE_RESULTS:
        raise Refused(errors={"result": [_("Choose what the tip-off leads to.")]})
    reason = given(reason)
    settle(held, result=TipOffState(result), reason=reason, by=by, at=at)
    trail.record(
        action="tipoff.triage",
        record=held,
        at=at,
        by=by,
        reason=reason,
        relation=access.OWN_AGENCY,
        before={"state": str(TipOffState.NEW)},
        after={"state": str(held.state)},
    )
    return held


def require_new(tip_off: TipOff) -> None:
    """Raises StepNotOpen, naming who settled it, once it waits no longer."""
    if tip_off.is_open:
        return
    settled_by = tip_off.settled_by
    raise StepNotOpen(
        _("This tip-off was settled already."),
        current={
            "state": str(tip_off.state),
            "changed_by": settled_by.full_name if settled_by else "",
            "changed_at": tip_off.settled_at.isoformat() if tip_off.settled_at else "",
        },
    )


def settle(
    tip_off: TipOff, *, result: TipOffState, reason: str, by: User, at: datetime
) -> None:
    """A part of the caller's act, which holds the row and writes the trail."""
    tip_off.state = result
    tip_off.settled_by = by
    tip_off.settled_at = at
    tip_off.settled_reason = reason
    tip_off.save()


def _keep_informant(
    tip_off: TipOff, facts: TipOffInput, *, by: User, at: datetime
) -> None:
    name, contact = nfc(facts.informant_name), nfc(facts.informant_contact)
    if not name and not contact:
        return
    Informant.objects.create(
        tip_off=tip_off,
        agency=by.agency,
        sealed_name=field_cipher.seal(name),
        sealed_contact=field_cipher.seal(contact),
        kept_at=at,
    )


def _agency_of_rule(on: date, by: User) -> Agency:
    rule = settings_on(on)
    code = rule.lead_for(SettingKey.LEAD_TIP_OFF, finder=by.agency_id)
    found: Agency | None = Agency.objects.filter(pk=code).first()
    return found or by.agency


def _ward(code: str) -> Ward | None:
    if not code:
        return None
    ward = Ward.objects.filter(pk=code).first()
    if ward is None:
        raise Refused(errors={"ward": [_("There is no ward with the code %s.") % code]})
    return ward


def _facility(pk: UUID | None) -> Facility | None:
    if pk is None:
        return None
    facility: Facility | None = Facility.objects.filter(pk=pk).first()
    if facility is None:
        raise Refused(errors={"facility": [_("There is no such facility.")]})
    return facility
