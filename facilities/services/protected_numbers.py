"""Numbers of persons: stored encrypted, read whole only with a reason and a trace."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.access import Record, can, could
from agencies.models import User
from audit import trail
from audit.models import AccessAction, AccessEvent
from facilities import field_cipher
from facilities.models import Facility, FacilityPerson, Party, ProtectedNumber
from facilities.services import checks
from facilities.services.inputs import NumberInput
from facilities.states import NumberKind
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady, Refused

# Row A012 of the permission table.
REVEALS_AN_HOUR = 60
SHORTEST_REASON = 10


class TooManyReveals(NotReady):
    code = "too_many_reveals"
    text = _("You have read 60 numbers within an hour: go on in a while.")


@transaction.atomic
def add_number(
    *, party: Party, data: NumberInput, by: User, at: datetime
) -> ProtectedNumber:
    """Store a party's identity number, passport or phone, in place of the one before.

    A part of the caller's act, which has asked the permission. Raises Refused.
    """
    data = checks.clean(data)
    checks.number(data, today=local_day(at)).raise_if_any()
    before = _shown(party, data.kind)
    number = keep(data, party=party, at=at)
    trail.record(
        action="party.add_number",
        record=party,
        at=at,
        by=by,
        before={_field(data.kind): before},
        after={_field(data.kind): number.masked},
        label=party.name,
    )
    return number


@transaction.atomic
def reveal_number(
    *, number: ProtectedNumber, through: Record, reason: str, by: User, at: datetime
) -> str:
    """The whole number, after an AccessEvent with the reason is written.

    `through` is the record in which the officer meets the person: the right to reveal
    comes from the agency's part in a case (rows A012 to A014), and the caller has made
    sure that the person belongs to it. Raises NotPermitted, NotReady or Refused.
    """
    if not could(by, "person.reveal", through, at):
        raise NotPermitted
    if not can(by, "person.reveal", through, at):
        raise NotReady
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            errors={
                "reason": [_("Type why you need the whole number, in a few words.")]
            }
        )
    recent = AccessEvent.objects.filter(
        actor=by, action=AccessAction.REVEALED, at__gt=at - timedelta(hours=1)
    )
    if recent.count() >= REVEALS_AN_HOUR:
        raise TooManyReveals
    trail.record_access(
        action=AccessAction.REVEALED,
        record=number,
        at=at,
        by=by,
        label=number.masked,
        detail={"reason": reason, "kind": number.kind, "through": _label(through)},
    )
    return field_cipher.unseal(number.sealed)


def keep(
    data: NumberInput,
    *,
    party: Party | None = None,
    person: FacilityPerson | None = None,
    facility: Facility | None = None,
    at: datetime,
) -> ProtectedNumber:
    """The encrypted row; the holder's former number of the same kind ends."""
    holder = {"party": party, "person": person, "facility": facility}
    ProtectedNumber.objects.filter(
        **holder, kind=data.kind, ended_on__isnull=True
    ).update(ended_on=local_day(at))
    number = new_number(data, party=party, person=person, facility=facility, at=at)
    number.save()
    return number


def new_number(
    data: NumberInput,
    *,
    party: Party | None = None,
    person: FacilityPerson | None = None,
    facility: Facility | None = None,
    at: datetime,
) -> ProtectedNumber:
    """The encrypted row, not saved."""
    written = field_cipher.compact(data.number)
    return ProtectedNumber(
        party=party,
        person=person,
        facility=facility,
        kind=data.kind,
        sealed=field_cipher.seal(written),
        digest=field_cipher.digest(written),
        last4=written[-4:],
        issued_on=data.issued_on,
        issuer=data.issuer,
        created_at=at,
    )


def _shown(party: Party, kind: str) -> str:
    current = party.protected_numbers.filter(kind=kind, ended_on__isnull=True).first()
    return current.masked if current else ""


def _field(kind: str) -> str:
    """The trail's name of the field: it never stores the value of these."""
    return "phone" if kind == NumberKind.PHONE else "identity_number"


def _label(record: Record) -> str:
    return str(getattr(record, "number", "") or getattr(record, "code", "") or record)
