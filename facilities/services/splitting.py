"""A record that turned out to be two facilities; a shop whose owner is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from audit import trail
from facilities.models import Address, Facility, FacilityFile, Party, Split
from facilities.services import checks, parties
from facilities.services.doubles import checked_reason
from facilities.services.facilities import create_facility
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    PartyInput,
    UrlInput,
)
from facilities.services.writing import close, derive, opened
from facilities.states import ONLINE_KINDS
from kernel.errors import Refused

# The rows that may move, by their names at the facility.
MOVABLE = ("addresses", "licences", "equipment", "people", "urls")


@transaction.atomic
def split_facility(
    *,
    facility: Facility,
    version: int,
    data: FacilityInput,
    moved: Mapping[str, Sequence[UUID]],
    has_same_owner: bool,
    reason: str,
    by: User,
    at: datetime,
) -> Facility:
    """Make a second record of one that is two, and move the chosen rows to it.

    `moved` names rows in use by their list (`MOVABLE`). Visits and cases stay: each was
    of the whole record when it was made. With the same owner the yearly counter stays
    one. Taken back by merging the new record into the old one. Raises NotPermitted,
    MovedOn or Refused.
    """
    facility = opened(facility, by=by, at=at, version=version)
    reason = checked_reason(reason)
    rows = {name: _rows(facility, name, moved.get(name, ())) for name in MOVABLE}
    _check_places(facility, data, rows)
    made = create_facility(
        data=data,
        addresses=[AddressInput.of(row) for row in rows["addresses"]],
        urls=[]
        if rows["addresses"]
        else [UrlInput(url=row.url, platform=row.platform) for row in rows["urls"]],
        party=facility.party if has_same_owner else None,
        status=facility.status,
        status_since=facility.status_since,
        by=by,
        at=at,
    )
    # The rows themselves move, with their ids: they replace the copies made above.
    made.addresses.all().delete()
    made.urls.all().delete()
    for chosen in rows.values():
        for place, row in enumerate(chosen):
            row.facility, row.position = made, place
            row.save(update_fields=["facility", "position"])
    # The scans go with their licences; other files and obligations stay.
    FacilityFile.objects.filter(licence__in=rows["licences"]).update(facility=made)
    made = Facility.objects.get(pk=made.pk)
    derive(made)
    made.save()
    Split.objects.create(
        source=facility,
        made=made,
        moved={name: [str(row.pk) for row in chosen] for name, chosen in rows.items()},
        reason=reason,
        done_by=by,
        done_at=at,
    )
    told = {name: [str(row) for row in chosen] for name, chosen in rows.items()}
    told = {name: texts for name, texts in told.items() if texts}
    close(
        facility,
        action="facility.split",
        by=by,
        at=at,
        before=told,
        after={"made": made.code},
        reason=reason,
    )
    trail.record(
        action="facility.split_off",
        record=made,
        at=at,
        by=by,
        after=told | {"split_from": facility.code},
        label=made.code,
        reason=reason,
    )
    return made


@transaction.atomic
def assign_owner(
    *,
    facility: Facility,
    version: int,
    party: Party | None = None,
    data: PartyInput | None = None,
    reason: str,
    by: User,
    at: datetime,
) -> Facility:
    """Say whose a shop is that had no known owner; its history and cases stay.

    The owner is a party of the register or a new one from `data`. Raises NotPermitted,
    MovedOn or Refused (an owner is known already, none was named, no reason).
    """
    facility = opened(facility, by=by, at=at, version=version)
    reason = checked_reason(reason)
    if facility.party_id is not None:
        raise Refused(
            errors={"party": [_("The owner is known already: correct the data.")]}
        )
    if party is None:
        if data is None or not data.name.strip():
            raise Refused(errors={"party": [_("Choose the owner, or type a new one.")]})
        party = parties.known_party(tax_code=data.tax_code) or parties.register_party(
            data=data, by=by, at=at
        )
    before: dict[str, Any] = {"unknown_owner": facility.unknown_owner, "party": None}
    facility.party, facility.unknown_owner = party, False
    after: dict[str, Any] = {"unknown_owner": False, "party": str(party.pk)}
    if facility.subject_kind != party.subject_kind:
        before["subject_kind"] = facility.subject_kind
        after["subject_kind"] = facility.subject_kind = party.subject_kind
    close(
        facility,
        action="facility.assign_owner",
        by=by,
        at=at,
        before=before,
        after=after | {"owner": party.name},
        reason=reason,
    )
    return facility


def _rows(facility: Facility, name: str, ids: Sequence[UUID]) -> list[Any]:
    """The chosen rows in their order. Raises Refused for one that is not there."""
    found = list(
        getattr(facility, name)
        .filter(pk__in=ids, ended_on__isnull=True)
        .order_by("position", "pk")
    )
    if len(found) != len(set(ids)):
        raise Refused(
            errors={name: [_("A chosen row is no longer at the record: look again.")]}
        )
    return found


def _check_places(
    facility: Facility, data: FacilityInput, rows: Mapping[str, Sequence[Any]]
) -> None:
    """Both records keep a place, but for those that are known online only."""
    faults = checks.Faults()
    if not set(data.kinds) & ONLINE_KINDS and not rows["addresses"]:
        faults.add("addresses", _("Choose the place of the new record."))
    leaving = {row.pk for row in rows["addresses"]}
    staying = Address.objects.filter(facility=facility, ended_on__isnull=True)
    if not facility.is_online and not staying.exclude(pk__in=leaving).exists():
        faults.add("addresses", _("Leave the record that stays at least one place."))
    faults.raise_if_any()
